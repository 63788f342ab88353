package import NIOCore

/// ttrpc: length-prefixed protobuf.
package struct TtrpcDoor: Door {
    package let name = "ttrpc"
    /// Who the server says it is in HELLO.
    private let software: String
    private let storeEpoch: String

    /// The door.
    ///
    /// - Parameters:
    ///   - software: Name and version of the server, for peers that said HELLO.
    ///   - storeEpoch: Epoch of its store, for the same.
    package init(software: String = "", storeEpoch: String = "") {
        self.software = software
        self.storeEpoch = storeEpoch
    }

    package func install(
        on channel: any Channel,
        peer: Peer,
        server: ServerContext
    ) throws {
        let connection = ServerConnection(
            server: server,
            peer: peer,
            ageMax: server.connectionAge(),
            now: channel.eventLoop.now
        )
        connection.introduction = (software, storeEpoch)
        try channel.pipeline.syncOperations.addHandler(connection)
    }
}
