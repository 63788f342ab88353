import Logging

/// What the server writes down about itself: no payloads, no metadata, no persons.
struct ServerLog: Sendable {
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    /// The server closes a connection of its own accord.
    func closed(_ reason: CloseReason, peer: String, inFlight: Int) {
        let level: Logger.Level =
            switch reason {
            case .idle, .drained: .debug
            case .framingLost, .unknownFrameType, .responseFromClient, .firstFrameOverdue,
                .frameTooSlow, .outboundStalled, .graceOver:
                .notice
            }
        logger.log(
            level: level,
            "connection closed",
            metadata: [
                "reason": "\(reason)", "peer": "\(peer)", "in_flight": "\(inFlight)",
            ]
        )
    }

    /// The connection broke.
    func broke(_ error: any Error, peer: String) {
        logger.debug(
            "connection broke",
            metadata: ["error": "\(type(of: error))", "peer": "\(peer)"]
        )
    }

    /// A streaming handler threw what is no status; its text may hold anything, so only its type
    /// is written.
    func defect(_ error: any Error, path: String) {
        logger.error(
            "handler failed",
            metadata: ["path": "\(path)", "error": "\(type(of: error))"]
        )
    }

    /// Connections are refused from now on.
    func full(connections: Int) {
        logger.warning("connections refused", metadata: ["connections": "\(connections)"])
    }

    func listening(port: Int) {
        logger.info("listening", metadata: ["port": "\(port)"])
    }

    func draining(connections: Int) {
        logger.info("draining", metadata: ["connections": "\(connections)"])
    }

    func drained() { logger.info("drained") }
}
