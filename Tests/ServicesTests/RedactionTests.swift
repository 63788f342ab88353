import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// To who has no right, an anonymous denunciation looks the same as one with a sealed person.
@Suite struct RedactionTests {
    /// Two servers' worth of one denunciation: one that somebody signed, one that nobody did.
    private static func planted(_ server: TestServer, anonymous: Bool) async throws -> SecretFile {
        var request = SecretFile.registration
        request.signed = false
        var found = Sample.denunciation
        found.eligibility = .ineligible
        found.ineligibleReasons = ["NO_SIGN"]
        if anonymous {
            request.parties = []
            request.fullText = []
            found.ineligibleReasons = ["ANON", "NO_NAME"]
            found.signers = .few
        } else {
            request.senderCount = 3
        }
        let file = try await SecretFile(server, request, as: found)
        if !anonymous {
            let signers = AddSignersRequest(
                id: file.petition,
                signers: [Party(role: .sender, kind: .person, fullName: "Trần Văn Bê")],
                actedOn: "2026-07-08"
            )
            _ = try await file.head.write(PetitionMethods.addSigners, signers, \.requestId)
        }
        let propose = Sample.propose(file.petition, .archive)
        _ = try await file.head.write(PetitionMethods.proposeHandling, propose, \.requestId)
        return file
    }

    /// A reply as text with its own names and numbers taken out: what is left is its shape.
    private static func shape<Reply: Message>(
        _ reply: Reply,
        of file: SecretFile
    ) throws -> String {
        let json = try MessageJSON.encode(serialized: reply.serialized(), type: Reply.typeName)
        return json.text(pretty: false).replacing(file.petition, with: "ID")
            .replacing(#/"(code_hash|epoch)":"[^"]*"/#, with: "").filter { !$0.isNumber }
    }

    /// Everything that somebody can ask of the file, by the name of the method.
    private static func views(
        _ file: SecretFile,
        _ caller: TestCaller
    ) async throws -> [String: String] {
        let record = RecordReference.petition(file.petition)
        func shape<Request, Reply>(
            _ method: Method<Request, Reply>,
            _ request: Request
        ) async throws -> String {
            try Self.shape(try await caller.call(method, request), of: file)
        }
        let external = GetPetitionRequest(name: .id(file.petition))
        return try await [
            "get": shape(PetitionMethods.getPetition, external),
            "list": shape(PetitionMethods.listPetitions, ListPetitionsRequest()),
            "signers": shape(PetitionMethods.listSigners, ListSignersRequest(id: file.petition)),
            "history": shape(FeedMethods.getHistory, GetHistoryRequest(record: record)),
            "journal": shape(FeedMethods.listJournal, ListJournalRequest(pageSize: 200)),
            "inbox": shape(FeedMethods.listInbox, ListInboxRequest(pageSize: 200)),
            "changes": shape(RecordMethods.getChanges, GetChangesRequest(record: record)),
            "as of": shape(
                RecordMethods.getRecordAsOf,
                GetRecordAsOfRequest(record: record, moment: .day("2026-07-15"))
            ),
            "due": shape(DeadlineMethods.listDue, ListDueRequest()),
            "actions": shape(RecordMethods.listActions, ListActionsRequest(record: record)),
        ]
    }

    private static func views(
        anonymous: Bool,
        _ identity: String,
        named: Bool = false
    ) async throws -> [String: String] {
        var found: [String: String] = [:]
        try await TestServer.run { server in
            let file = try await planted(server, anonymous: anonymous)
            if named { _ = try await file.appoint() }
            found = try await views(file, server.caller(identity))
        }
        return found
    }

    // Red when: any way of asking tells one from the other.
    @Test(arguments: ["officer@H29.02/binh", "clerk@H29.02/chi", "inspector@H29.02/thanh"])
    func `Outsiders can not tell them apart`(identity: String) async throws {
        let sealed = try await Self.views(anonymous: false, identity)
        let anonymous = try await Self.views(anonymous: true, identity)
        for (name, view) in sealed {
            #expect(view == anonymous[name], "\(name)")
            #expect(!view.contains("sender_count") && !view.contains("TC.INITIAL"), "\(name)")
        }
    }

    // Red when: who is to know sees no difference.
    @Test(arguments: [("head@H29.02/an", false), ("officer@H29.02/binh", true)])
    func `Head and handlers see which it is`(identity: String, named: Bool) async throws {
        let sealed = try await Self.views(anonymous: false, identity, named: named)
        let anonymous = try await Self.views(anonymous: true, identity, named: named)
        for name in ["get", "list", "signers", "history", "journal", "changes", "as of", "due"] {
            #expect(sealed[name] != anonymous[name], "\(name)")
        }
    }

    // Red when: the bridge is told whether anybody stands behind it.
    @Test func `The bridge can not tell them apart`() async throws {
        func exports(anonymous: Bool) async throws -> String {
            var found = ""
            try await TestServer.run { server in
                let file = try await Self.planted(server, anonymous: anonymous)
                let list = ListExportsRequest(pageSize: 200)
                let reply = try await server.sync.call(NationalMethods.listExports, list)
                #expect(reply.exports.count == 1)
                #expect(reply.exports.allSatisfy { $0.withheld && $0.parties.isEmpty })
                found = try Self.shape(reply, of: file)
            }
            return found
        }
        let sealed = try await exports(anonymous: false)
        #expect(try await exports(anonymous: true) == sealed)
    }

    // Red when: an ordinary record is shown with less than it has.
    @Test func `An ordinary record is shown as it is`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            let seen = try await server.officer.petition(id)
            #expect(seen.parties.count == 1 && seen.senderCount == 1)
            let stored = try server.records.read { try $0.petition(id) }
            #expect(seen == stored)
        }
    }
}
