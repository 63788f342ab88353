import Logging

/// What the server writes down about itself: no payloads, no metadata, no persons.
package struct ServerLog: Sendable {
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    /// The server closes a connection of its own accord.
    ///
    /// - Parameters:
    ///   - reason: Why.
    ///   - peer: Address and port of its other end.
    ///   - inFlight: Calls that end with it.
    package func closed(_ reason: CloseReason, peer: String, inFlight: Int) {
        let level: Logger.Level =
            switch reason {
            case .idle, .drained: .debug
            case .framingLost, .unknownFrameType, .responseFromClient, .foreignProtocol,
                .ruleBroken, .firstFrameOverdue, .frameTooSlow, .silent, .outboundStalled,
                .graceOver:
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
    ///
    /// - Parameters:
    ///   - error: What broke it; only its type is written.
    ///   - peer: Address and port of its other end.
    package func broke(_ error: any Error, peer: String) {
        logger.debug(
            "connection broke",
            metadata: ["error": "\(type(of: error))", "peer": "\(peer)"]
        )
    }

    /// A call is over.
    ///
    /// Failures stand in the log of every day, the rest where it is asked for.
    func called(_ call: CallRecord) {
        let level: Logger.Level = call.code == nil ? .debug : .info
        guard logger.logLevel <= level else { return }
        logger.log(
            level: level,
            "call",
            metadata: [
                "support_id": "\(call.supportID)", "trace_id": "\(call.traceID)",
                "door": "\(call.door)", "method": "\(call.path)",
                "agency": "\(call.agency)", "code": "\(call.code?.name ?? "OK")",
                "reason": "\(call.reason)", "refused_by": "\(call.rule)",
                "seconds": "\(call.duration / .seconds(1))",
            ]
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
    func full(connections: Int, agency: String = "") {
        logger.warning(
            "connections refused",
            metadata: ["connections": "\(connections)", "agency": "\(agency)"]
        )
    }

    func listening(_ door: String, port: Int) {
        logger.info("listening", metadata: ["door": "\(door)", "port": "\(port)"])
    }

    func draining(connections: Int) {
        logger.info("draining", metadata: ["connections": "\(connections)"])
    }

    func drained() { logger.info("drained") }
}
