package import NIOCore

/// ttrpc: length-prefixed protobuf.
package struct TtrpcDoor: Door {
    package let name = "ttrpc"

    /// The door.
    package init() {}

    package func install(
        on channel: any Channel,
        peer: Peer,
        server: ServerContext,
        outbox: Outbox<ServerReply>
    ) throws {
        try channel.pipeline.syncOperations.addHandler(
            ServerConnection(
                server: server,
                outbox: outbox,
                peer: peer,
                now: channel.eventLoop.now
            )
        )
    }
}
