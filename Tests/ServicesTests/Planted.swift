import Casework
import Messages
import RPC
import Records
import TestSupport

/// What stands in the records before a test calls: a registered petition, one that is classified,
/// and a case, all of the home agency, full of words that a stranger may never read.
struct Planted: Sendable {
    static let words = [
        "Hoàng-hôn-tím", Sample.senderName, Sample.senderID, Sample.senderPhone, "12 Lê Lợi",
        "CANARY-STAMP", "CANARY-EXTERNAL", "15/TB-SNV",
    ]

    let server: TestServer
    let registered: String
    let classified: String
    let accepted: String
    let file: String
    /// The ids of the sealed parties.
    let parties: [String]

    static func request(_ number: Int) -> RegisterPetitionRequest {
        var request = Sample.registration
        request.summary = "Hoàng-hôn-tím khiếu nại quyết định thu hồi đất"
        request.stamp?.number = "CANARY-STAMP-\(number)"
        request.externalReference = ExternalReference(
            system: "dvc",
            id: "CANARY-EXTERNAL-\(number)"
        )
        return request
    }

    init(_ server: TestServer) async throws {
        self.server = server
        let head = server.head
        registered = try await head.register(Self.request(1))
        classified = try await head.register(Self.request(2))
        _ = try await head.classify(classified)
        (accepted, file) = try await head.accepted(Self.request(3))
        var parties: [String] = []
        for id in [registered, classified, accepted] {
            parties += try await head.petition(id).parties.map(\.id)
        }
        self.parties = parties
    }
}

/// The outcome of a call as bytes: a reply, or the whole status that went over the wire.
func outcome(
    _ server: TestServer,
    _ path: String,
    _ payload: [UInt8],
    as identity: String?
) async -> Result<[UInt8], Status> {
    let metadata: RPCMetadata = identity.map { ["kntc-identity": $0] } ?? [:]
    do {
        return .success(try await server.client.call(path, payload, metadata: metadata))
    } catch {
        return .failure(error)
    }
}
