import Casework
import Messages
import RPC
import Storage
import TestSupport
import Testing

@testable import Records

/// Who may learn who stands behind a petition.
@Suite struct IdentityTests {
    private func identity(
        _ caller: TestCaller,
        _ id: String
    ) async throws(Status) -> PetitionIdentity {
        try await caller.call(
            PetitionMethods.getPetitionIdentity,
            GetPetitionIdentityRequest(id: id)
        )
    }

    private func refusal(_ caller: TestCaller, _ id: String) async -> String {
        do {
            _ = try await identity(caller, id)
            return "told"
        } catch {
            return error.description
        }
    }

    private func guards(_ server: TestServer, _ id: String) throws -> [PartyGuard] {
        try server.records.read { reader in
            try (reader.petition(id)?.parties ?? []).compactMap { try reader.party($0.id)?.guard }
        }
    }

    // Red when: parties or letter come back other than they were sent.
    @Test(arguments: Engine.allCases)
    func `Parties and letter come back as they were sent`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            var request = Sample.registration
            request.parties.append(
                Party(role: .representative, kind: .organisation, fullName: "Công ty Đỗ")
            )
            request.fullText = (0..<262_144).map { UInt8(truncatingIfNeeded: $0) }
            let id = try await server.officer.register(request)
            let told = try await identity(server.officer, id)
            #expect(told.parties == request.parties)
            #expect(told.fullText == request.fullText)
            let petition = try await server.officer.petition(id)
            #expect(petition.fullText?.size == 262_144 && petition.senderCount == 1)
        }
    }

    // Red when: a denunciation's parties are told, or stay wrapped as ordinary ones.
    @Test func `A denunciation seals its parties in the same batch`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            #expect(try guards(server, id) == [.ordinary])
            #expect(await refusal(server.officer, id) == "told")
            _ = try await server.officer.classify(id, Sample.denunciation)
            #expect(try guards(server, id) == [.secret])
            for caller in [server.officer, server.head] {
                #expect(await refusal(caller, id) == "PERMISSION_DENIED IDENTITY_SEALED")
            }
            #expect(await refusal(server.stranger, id) == "NOT_FOUND PETITION_NOT_FOUND")
            // The way back needs an approval of its own.
            _ = try await server.officer.classify(id, Sample.complaint)
            #expect(try guards(server, id) == [.secret])
            #expect(await refusal(server.head, id) == "PERMISSION_DENIED IDENTITY_SEALED")
            let report = try server.records.verify()
            #expect(report.findings == [])
        }
    }

    // Red when: a party that stands in another's place is shown, or one that is gone is passed over.
    @Test func `What was swapped beneath the server is not shown`() async throws {
        try await TestServer.run { server in
            let ids = [
                try await server.officer.register(), try await server.officer.register(),
            ]
            let parties = try server.records.read { reader in
                try ids.compactMap { try reader.petition($0) }
                    .flatMap { try reader.sealedParties(of: $0) }
            }
            let broken = "DATA_LOSS SEAL_BROKEN"
            try await server.records.store.write { view in
                let other = try parties[1].serialized()
                try view.put(Keys.party(parties[0].id), other, in: .parties)
            }
            let first = await refusal(server.officer, ids[0])
            #expect(first == broken, "\(first)")
            var renamed = parties[1]
            renamed.id = parties[0].id
            renamed.recordId = ids[0]
            let bytes = try renamed.serialized()
            try await server.records.store.write { view in
                try view.put(Keys.party(parties[0].id), bytes, in: .parties)
            }
            #expect(await refusal(server.officer, ids[0]) == broken)
            try await server.records.store.write { view in
                try view.delete(Keys.party(parties[0].id), in: .parties)
            }
            #expect(await refusal(server.officer, ids[0]) == broken)
            #expect(await refusal(server.officer, ids[1]) == "told")
        }
    }

    // Red when: a letter that may be a denunciation is told before it is classified.
    @Test func `A letter marked as secret is sealed at once`() async throws {
        try await TestServer.run { server in
            var request = Sample.registration
            request.secret = true
            let id = try await server.officer.register(request)
            #expect(try guards(server, id) == [.secret])
            #expect(await refusal(server.head, id) == "PERMISSION_DENIED IDENTITY_SEALED")
        }
    }

    // Red when: a summary of a secret letter may name its sender, in a later text.
    @Test func `No later text names a sender, secret or not`() async throws {
        try await TestServer.run { server in
            for secret in [false, true] {
                var request = Sample.registration
                request.secret = secret
                let id = try await server.officer.register(request)
                _ = try await server.officer.classify(id)
                var proposal = Sample.propose(id)
                proposal.reason = "theo đơn của bà nguyen thi anh"
                proposal.requestId = TestCaller.newRequestID()
                do throws(Status) {
                    _ = try await server.officer.call(PetitionMethods.proposeHandling, proposal)
                    Issue.record("a sender was named")
                } catch {
                    #expect(error.fieldViolations.map(\.field) == ["reason"])
                }
            }
        }
    }
}
