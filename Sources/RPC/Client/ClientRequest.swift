import Messages
import NIOCore

/// A request as its caller made it, good for any number of attempts.
struct ClientRequest: Sendable {
    /// The method, `/kntc.v1.PetitionService/GetPetition`.
    let path: String
    let payload: [UInt8]
    let metadata: RPCMetadata
    /// Whether any number of messages come back.
    let isStream: Bool
    /// Whether the method may be called again after a lost answer.
    let isRetrySafe: Bool
    /// Until when its caller waits, whatever the attempts.
    let deadline: NIODeadline?

    /// How long its caller still waits.
    func timeLeft(at now: NIODeadline) -> TimeAmount? { deadline.map { $0 - now } }

    /// The body of its frame, sent now.
    ///
    /// - Throws: RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE, or UNIMPLEMENTED when the path is none.
    func body(at now: NIODeadline, limits: Limits) throws(Status) -> [UInt8] {
        try limits.check(payload: payload.count)
        let names = path.split(separator: "/", maxSplits: 1)
        guard path.first == "/", names.count == 2 else { throw .unknownMethod(path) }
        // 0 would mean that none was given; a timeout of nothing has passed already.
        let nanoseconds = timeLeft(at: now).map { $0 > .zero ? $0.nanoseconds : -1 }
        let request = TtrpcRequest(
            service: String(names[0]),
            method: String(names[1]),
            payload: payload,
            timeoutNano: nanoseconds ?? 0,
            metadata: metadata.entries.map { TtrpcKeyValue(key: $0.key, value: $0.value) }
        )
        do {
            return try request.serialized()
        } catch {
            throw .requestTooLarge
        }
    }
}
