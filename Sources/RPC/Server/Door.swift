package import NIOCore

/// A way in: turns the bytes of a port's connections into calls of the method table.
package protocol Door: Sendable {
    /// The name that logs and the start message call it, "ttrpc".
    var name: String { get }

    /// Puts the door's handlers into a new connection; called on its event loop.
    ///
    /// - Parameters:
    ///   - channel: The connection, after the handshake where there is one.
    ///   - peer: Who is at its other end.
    ///   - server: What the connections of its event loop share.
    /// - Throws: What keeps the channel from taking handlers.
    func install(
        on channel: any Channel,
        peer: Peer,
        server: ServerContext
    ) throws
}

/// What stands between a port and its door when the port is not plain.
package protocol TransportSecurity: Sendable {
    /// Sees to the handshake of a new connection; called on its event loop.
    ///
    /// - Parameters:
    ///   - channel: The connection.
    ///   - peerIsKnown: To be called on the event loop once the peer's certificate has been checked,
    ///     before the first byte of it is read, with nil where none is asked for; a peer that fails
    ///     is closed instead.
    /// - Throws: What keeps the channel from taking handlers.
    func secure(
        _ channel: any Channel,
        peerIsKnown: @escaping (PeerCertificate?) throws -> Void
    ) throws
}

/// A door at an address.
package struct Listener: Sendable {
    let door: any Door
    let host: String
    let port: Int
    let security: (any TransportSecurity)?
    let router: Router?

    /// A door at an address.
    ///
    /// - Parameters:
    ///   - door: What the connections speak.
    ///   - host: Address or name to listen on.
    ///   - port: TCP port; 0 takes a free one.
    ///   - security: TLS; nil leaves the port plain.
    ///   - router: The methods served there, of those of the server; nil for all.
    package init(
        _ door: any Door,
        host: String,
        port: Int,
        security: (any TransportSecurity)? = nil,
        router: Router? = nil
    ) {
        self.door = door
        self.host = host
        self.port = port
        self.security = security
        self.router = router
    }
}

/// What the server tells a connection, as a user event.
package enum ConnectionOrder: Sendable {
    /// Take no new calls and close when those in flight are done.
    case drain
    /// Close now.
    case close
}
