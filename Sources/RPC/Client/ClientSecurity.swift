package import NIOCore

/// What stands between a client and its server when the server's port is not plain.
package protocol ClientSecurity: Sendable {
    /// Sees to the handshake of a new connection; called on its event loop, before its other
    /// handlers are there.
    ///
    /// - Parameters:
    ///   - channel: The connection.
    ///   - host: The name or address that the server's certificate must be for.
    /// - Throws: What keeps the channel from taking handlers.
    func secure(_ channel: any Channel, host: String) throws
}
