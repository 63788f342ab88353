import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// A server whose key provider gives nothing: persons and files stay closed, the rest works.
@Suite struct KeyUnavailableTests {
    /// Runs a test on a server without the key, whose store was served with it before.
    private func keyless(
        _ before: (TestServer) async throws -> [String],
        _ body: (TestServer, [String]) async throws -> Void
    ) async throws {
        try await withStore(.memory) { store in
            var ids: [String] = []
            try await TestServer.run(on: store) { ids = try await before($0) }
            let known = ids
            try await TestServer.run(on: store, masterKey: nil) { try await body($0, known) }
        }
    }

    private func refusal(_ call: () async throws -> Void) async -> String {
        do {
            try await call()
            return "served"
        } catch let status as Status {
            return status.description
        } catch {
            return "\(error)"
        }
    }

    private static let closed = "FAILED_PRECONDITION KEY_UNAVAILABLE"

    // Red when: a read of persons gives anything but the one refusal, for either guard.
    @Test func `Persons and letters stay closed, and the refusal says what to do`() async throws {
        try await keyless { server in
            var secret = Sample.registration
            secret.secret = true
            return [
                try await server.officer.register(), try await server.officer.register(secret),
            ]
        } _: { server, ids in
            let officer = server.officer
            let read = PetitionMethods.getPetitionIdentity
            let found = await refusal {
                _ = try await officer.call(read, GetPetitionIdentityRequest(id: ids[0]))
            }
            #expect(found == Self.closed)
            // Who may not read it with the key is told no other thing without.
            let sealed = await refusal {
                _ = try await officer.call(read, GetPetitionIdentityRequest(id: ids[1]))
            }
            #expect(sealed == "PERMISSION_DENIED IDENTITY_SEALED")
            for call in [
                { _ = try await officer.register() },
                {
                    let number = GetVisitorHistoryRequest(idNumber: Sample.senderID)
                    _ = try await officer.call(ReceptionMethods.getVisitorHistory, number)
                },
                { _ = try await FileTests.begin(officer, FileTests.pdf(10)) },
                { _ = try await officer.classify(ids[0], Sample.denunciation) },
                {
                    let method = PetitionMethods.proposeHandling
                    _ = try await officer.write(method, Sample.propose(ids[0]), \.requestId)
                },
            ] as [@Sendable () async throws -> Void] {
                #expect(await refusal(call) == Self.closed)
            }
            do {
                _ = try await officer.register()
            } catch let status as Status {
                #expect(status.message.contains("restart the server"))
            }
        }
    }

    // Red when: anything that names nobody waits for the key, or a repeat gets another receipt.
    @Test func `What names nobody is read and written without the key`() async throws {
        try await keyless { server in
            let (petition, file) = try await server.head.accepted()
            for _ in 0..<3 { _ = try await server.officer.register() }
            return [petition, file]
        } _: { server, ids in
            let officer = server.officer
            let status = try await officer.call(SystemMethods.getStatus, GetStatusRequest())
            #expect(status.keyUnavailable)
            #expect(try await officer.petition(ids[0]).caseId == ids[1])
            var list = ListPetitionsRequest(pageSize: 3)
            let page = try await officer.call(PetitionMethods.listPetitions, list)
            list.pageToken = page.nextPageToken
            let rest = try await officer.call(PetitionMethods.listPetitions, list)
            #expect(page.petitions.count == 3 && rest.petitions.count == 1)
            let due = try await officer.call(DeadlineMethods.listDue, ListDueRequest())
            #expect(!due.items.isEmpty)
            var nameless = Sample.registration
            nameless.parties = []
            nameless.fullText = []
            nameless.requestId = TestCaller.newRequestID()
            let register = PetitionMethods.registerPetition
            let receipt = try await officer.call(register, nameless)
            #expect(receipt.receiptCode.isEmpty && receipt.position > 0)
            #expect(try await officer.call(register, nameless) == receipt)
            let complex = MarkComplexRequest(id: ids[1], criteria: [.many])
            _ = try await server.head.write(ComplaintMethods.markComplex, complex, \.requestId)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a petition that was entered without a code can never have one.
    @Test func `A code that was not given is given when the key is there again`() async throws {
        try await withStore(.memory) { store in
            try await TestServer.run(on: store) { _ in }
            var nameless = Sample.registration
            nameless.parties = []
            nameless.fullText = []
            let letter = nameless
            var id = ""
            try await TestServer.run(on: store, masterKey: nil) { server in
                id = try await server.officer.register(letter)
            }
            let petition = id
            try await TestServer.run(on: store) { server in
                let request = ReissueReceiptCodeRequest(id: petition, reason: "chưa có mã")
                let method = PetitionMethods.reissueReceiptCode
                let receipt = try await server.officer.write(method, request, \.requestId)
                let track = TrackPetitionRequest(receiptCode: receipt.receiptCode)
                #expect(
                    try await server.officer.call(PetitionMethods.trackPetition, track).id
                        == petition
                )
            }
        }
    }
}
