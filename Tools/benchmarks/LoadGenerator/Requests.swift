import Foundation
import Messages
import RPC

/// A registered petition that calls are about.
struct Subject: Sendable {
    let id: String
    let agency: String

    /// Registers one petition.
    static func registered(
        _ body: [UInt8],
        for agency: String,
        through client: RPCClient
    ) async throws -> Subject {
        let request = Request.register(body, for: agency)
        let reply = try await client.call(
            request.path,
            request.payload,
            metadata: ["kntc-identity": request.identity]
        )
        let receipt = try Receipt(serialized: reply)
        guard
            let record = receipt.records.compactMap(\.record).first(where: { $0.kind == .petition })
        else { throw Unexpected("a receipt of a registration names no petition") }
        return Subject(id: record.id, agency: agency)
    }

    /// A letter that may be a denunciation, of the head of another agency or of nobody.
    static func letter(_ about: About, _ number: Int) -> RegisterPetitionRequest {
        RegisterPetitionRequest(
            requestId: UUID().uuidString,
            source: .post,
            stamp: ReceivingStamp(number: "\(number)", date: "2026-07-06"),
            summary: "Phản ánh việc chậm cấp giấy phép cho hộ kinh doanh",
            signed: true,
            secret: true,
            respondents: about == .somebody ? [Respondent(agency: "H29.06", rank: .head)] : []
        )
    }

    /// Asks for the first 50 petitions of an agency.
    static func list(of agency: String) throws -> Request {
        Request(
            path: PetitionMethods.listPetitions.info.path,
            payload: try ListPetitionsRequest(pageSize: 50).serialized(),
            identity: "officer@\(agency)"
        )
    }

    /// Petitions of some agencies, at most a thousand of each.
    static func listed(
        of agencies: [String],
        through client: RPCClient
    ) async throws -> [Subject] {
        var subjects: [Subject] = []
        for agency in agencies {
            var request = ListPetitionsRequest(pageSize: 200)
            for _ in 0..<5 {
                let reply = try await client.call(
                    PetitionMethods.listPetitions,
                    request,
                    metadata: ["kntc-identity": "officer@\(agency)"]
                )
                subjects += reply.petitions.map { Subject(id: $0.id, agency: agency) }
                request.pageToken = reply.nextPageToken
                if request.pageToken.isEmpty { break }
            }
        }
        return subjects
    }

    /// Asks for the petition.
    func get() throws -> Request {
        Request(
            path: PetitionMethods.getPetition.info.path,
            payload: try GetPetitionRequest(name: .id(id)).serialized(),
            identity: "officer@\(agency)"
        )
    }

    /// Asks to send out a petition that nobody has decided on: the writer refuses it.
    func dispatch() throws -> Request {
        let request = DispatchPetitionRequest(
            requestId: UUID().uuidString,
            id: id,
            document: DocumentReference(number: "1/CV", issuedOn: "2026-07-01")
        )
        return Request(
            path: PetitionMethods.dispatchPetition.info.path,
            payload: try request.serialized(),
            identity: "officer@\(agency)",
            isRefused: true
        )
    }
}

extension Request {
    /// Asks to register a petition, given as a serialised request without request id.
    static func register(_ body: [UInt8], for agency: String) -> Request {
        // Field 1, counted bytes: fields may stand in any order, so the id goes to the end and
        // nothing is serialised while time is taken.
        let id = Array(UUID().uuidString.utf8)
        return Request(
            path: PetitionMethods.registerPetition.info.path,
            payload: body + [0x0a, UInt8(id.count)] + id,
            identity: "officer@\(agency)"
        )
    }
}

/// Something that a server of this version does not do.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
