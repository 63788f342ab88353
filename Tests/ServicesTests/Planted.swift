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

/// A denunciation of an officer of the home agency and its accepted case, full of words that the
/// denounced may never read.
struct PlantedDenunciation: Sendable {
    static let external = ExternalReference(system: "dvc", id: "CANARY-EXTERNAL-9")

    let petition: String
    let file: String
    let parties: [String]

    init(_ server: TestServer, about officer: String) async throws {
        let load = ApplyOfficersRequest(officers: [Officer(code: officer, agency: "H29.02")])
        _ = try await server.administrator.write(
            DirectoryMethods.applyOfficers,
            load,
            \.requestId
        )
        let head = server.head
        var request = Planted.request(9)
        request.secret = true
        request.respondents = [Respondent(agency: "H29.02", rank: .official, officer: officer)]
        petition = try await head.register(request)
        let id = petition
        _ = try await head.classify(id, Sample.denunciation)
        let check = CheckDenunciationRequest(
            id: id,
            identityVerified: true,
            result: .met,
            actedOn: "2026-07-08"
        )
        _ = try await head.write(DenunciationMethods.checkDenunciation, check, \.requestId)
        _ = try await head.write(PetitionMethods.proposeHandling, Sample.propose(id), \.requestId)
        _ = try await head.write(PetitionMethods.approveHandling, Sample.approve(id), \.requestId)
        let accept = AcceptDenunciationRequest(
            petitionId: id,
            office: "H29.02.GD",
            decision: DocumentReference(number: "15/TB-SNV", issuedOn: "2026-07-14"),
            respondent: request.respondents[0],
            externalReference: Self.external
        )
        let method = DenunciationMethods.acceptDenunciation
        file = try await head.write(method, accept, \.requestId).records.first?.record?.id ?? ""
        parties = try await head.petition(id).parties.map(\.id)
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
