import Casework
import Messages
import RPC
import TestSupport
import Testing

@testable import Records

/// The way back from a secret guard, and what outsiders see before.
@Suite struct LowerGuardTests {
    private static func guards(_ server: TestServer, _ id: String) throws -> [PartyGuard] {
        try server.records.read { reader in
            try (reader.petition(id)?.parties ?? []).compactMap { try reader.party($0.id)?.guard }
        }
    }

    private static func lower(_ file: SecretFile, _ id: String) async throws(Status) {
        let request = LowerGuardRequest(id: id)
        _ = try await file.binh.write(IdentityMethods.lowerGuard, request, \.requestId)
    }

    // Red when: a guard falls without two approvals, or something of the secret one stays.
    @Test(arguments: Engine.allCases)
    func `Two approvals give an ordinary guard back`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            let file = try await SecretFile(server, as: Sample.complaint)
            let signers = AddSignersRequest(
                id: file.petition,
                signers: [Party(role: .sender, kind: .person, fullName: "Trần Văn Bê")],
                actedOn: "2026-07-08"
            )
            _ = try await file.head.write(PetitionMethods.addSigners, signers, \.requestId)
            #expect(try Self.guards(server, file.petition) == [.secret])
            let id = try await file.ask(file.binh, .lower)
            try await file.approve(id, file.head)
            await #expect(throws: Status.self) { try await Self.lower(file, id) }
            try await file.approve(id, file.deputy)
            // A request to lower lets nobody read.
            #expect(await file.refused(file.binh).hasPrefix("PERMISSION_DENIED"))
            try await Self.lower(file, id)
            #expect(try Self.guards(server, file.petition) == [.ordinary])
            let told = try await file.dung.call(
                PetitionMethods.getPetitionIdentity,
                GetPetitionIdentityRequest(id: file.petition)
            )
            #expect(told.parties == [Sample.sender])
            let petition = try await file.dung.petition(file.petition)
            #expect(petition.guard == .ordinary && petition.parties.count == 1)
            // The agency finds the person again, and the grant is used up.
            let history = GetVisitorHistoryRequest(idNumber: Sample.senderID)
            let found = try await file.head.call(ReceptionMethods.getVisitorHistory, history)
            #expect(found.petitions.map(\.id) == [file.petition])
            await #expect(throws: Status.self) { try await Self.lower(file, id) }
            #expect(try server.records.verify().findings == [])
            // Nothing brings the secret guard back but a new sign, and no undoing brings the grant.
            let undo = UndoStepRequest(
                record: .petition(file.petition),
                position: server.records.news.position,
                reason: "nhầm",
                office: "H29.02.GD"
            )
            do {
                _ = try await file.head.write(RecordMethods.undoStep, undo, \.requestId)
                Issue.record("undone")
            } catch let status as Status {
                #expect(status.metadata["missing"]?.contains("identity") == true)
            }
        }
    }

    // Red when: the guard of a denunciation falls, or that of what was split from the same letter.
    @Test func `A denunciation keeps its guard`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            do throws(Status) {
                _ = try await file.ask(file.binh, .lower)
                Issue.record("asked")
            } catch {
                #expect(error.metadata["missing"]?.contains("no denunciation") == true)
            }
            // What becomes a denunciation between approval and act is refused too.
            let other = try await SecretFile(server, as: Sample.complaint)
            let id = try await other.granted(.lower)
            _ = try await other.head.classify(other.petition, Sample.denunciation)
            await #expect(throws: Status.self) { try await Self.lower(other, id) }
            #expect(try Self.guards(server, other.petition) == [.secret])
        }
    }

    // Red when: a matter split from the letter of a denunciation is lowered.
    @Test func `What lies beside a denunciation keeps its guard`() async throws {
        try await TestServer.run { server in
            let head = server.caller("head@H29.02/an")
            let id = try await head.register(SecretFile.registration)
            let split = SplitMattersRequest(
                id: id,
                etag: try await head.petition(id).etag,
                matters: [
                    MatterDraft(
                        summary: "Khiếu nại",
                        classification: Sample.complaint,
                        withSenders: true
                    ),
                    MatterDraft(summary: "Tố cáo", classification: Sample.denunciation),
                ]
            )
            _ = try await head.write(PetitionMethods.splitMatters, split, \.requestId)
            let matter = try await head.petition(id).matters[0]
            let request = RequestIdentityRequest(
                record: .petition(matter),
                kind: .lower,
                reasonCode: .reclassify,
                reason: SecretFile.motive
            )
            do throws(Status) {
                _ = try await head.new(IdentityMethods.requestIdentity, request, \.requestId)
                Issue.record("asked")
            } catch {
                #expect(error.description == "FAILED_PRECONDITION ACTION_NOT_ALLOWED")
            }
        }
    }
}
