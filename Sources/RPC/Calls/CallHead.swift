import ServiceContextModule

/// What a call says of itself before its first message.
package struct CallHead: Sendable {
    /// The door that it came by.
    package let door: String
    /// The method, `/kntc.v1.PetitionService/GetPetition`.
    package let path: String
    /// How long the caller waits, in nanoseconds: 0 when it does not say, less when that has passed.
    package let timeoutNano: Int64
    /// What the caller sent beside the request.
    package let metadata: RPCMetadata
    /// Who is at the other end.
    package let peer: Peer
    /// The context of the work, when the caller told of one.
    let context: ServiceContext?

    /// The head of a call.
    package init(
        door: String,
        path: String,
        timeoutNano: Int64,
        metadata: RPCMetadata,
        peer: Peer
    ) {
        self.door = door
        self.path = path
        self.timeoutNano = timeoutNano
        self.metadata = metadata
        self.peer = peer
        context = metadata.serviceContext
    }
}
