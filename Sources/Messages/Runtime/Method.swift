/// What a method does, as its `effect` option says.
package enum MethodEffect: Hashable, Sendable {
    /// Reads a snapshot.
    case read
    /// Writes one journal entry and answers with a receipt.
    case write
    /// Answers with a stream.
    case stream
    /// Changes working state that is not journalled.
    case work
    /// Writes one journal entry and answers with what was sealed.
    case reveal
}

/// What the contract says of a method.
package struct MethodInfo: Hashable, Sendable {
    /// Full name of the service, "kntc.v1.PetitionService".
    package let service: String
    /// Name of the method, "RegisterPetition".
    package let name: String
    /// What it does.
    package let effect: MethodEffect
    /// The permission that a caller needs.
    package let permission: String
    /// Whether a client may repeat it after a lost answer.
    package let isRetrySafe: Bool
    /// Whether a session must have proved within the last 5 minutes who holds it.
    package let demandsFreshProof: Bool
    /// Full name of the request's type.
    package let requestType: String
    /// Full name of the reply's type.
    package let replyType: String

    /// Whether a caller must say who it is: the contract's permission is another than "none".
    package var needsPrincipal: Bool { permission != "none" }

    /// "/kntc.v1.PetitionService/RegisterPetition".
    package var path: String { "/\(service)/\(name)" }
}

/// A method with the types of its request and reply.
package struct Method<Request: Message, Reply: Message>: Sendable {
    /// What the contract says of it.
    package let info: MethodInfo

    /// Describes a method.
    package init(
        service: String,
        name: String,
        effect: MethodEffect,
        permission: String,
        isRetrySafe: Bool,
        demandsFreshProof: Bool = false
    ) {
        info = MethodInfo(
            service: service,
            name: name,
            effect: effect,
            permission: permission,
            isRetrySafe: isRetrySafe,
            demandsFreshProof: demandsFreshProof,
            requestType: Request.typeName,
            replyType: Reply.typeName
        )
    }
}
