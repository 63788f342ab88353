import Casework
import Foundation
import Logging
import Messages
import RPC
import Services
import Storage
import TestSeeds
import TestSupport
import Testing

@testable import Records

/// The journal tells of each reading once, before the person is told, and of nothing else.
@Suite struct SecretReadingTests {
    private static let sealed = "PERMISSION_DENIED IDENTITY_SEALED"

    private static func reads(_ records: RecordStore) throws -> [String] {
        try records.read { reader in
            var found: [String] = []
            try reader.eachStoredEntry { bytes in
                for event in try JournalEntry(serialized: bytes).events {
                    if case .identityRead(let fact) = event.fact {
                        found.append(fact.reading?.id ?? "")
                    }
                }
            }
            return found
        }
    }

    // Red when: a repeat reads again, tells another thing, or outlives the right.
    @Test func `A repeat is told again without a second reading`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            _ = try await file.granted()
            let id = TestCaller.newRequestID()
            let told = try await file.read(file.binh, nil, id)
            let position = server.records.news.position
            #expect(try await file.read(file.binh, nil, id) == told)
            #expect(server.records.news.position == position)
            // Another body under the id is refused, and the id of another caller is another one.
            let other = RecordReference.petition("0123456789abcdefghjkmnpqrs")
            await #expect(throws: Status.self) { try await file.read(file.binh, other, id) }
            await #expect(throws: Status.self) { try await file.read(file.dung, nil, id) }
            server.clock.advance(milliseconds: 15 * 60_000 + 1)
            // A new right does not open what was read under the old one.
            _ = try await file.appoint()
            await #expect(throws: Status.self) { try await file.read(file.binh, nil, id) }
            #expect(await file.refused(file.binh) == "told")
            #expect(try Self.reads(server.records).count == 2)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a reading is lost or doubled when the server ends between commit and reply.
    @Test(arguments: Engine.allCases)
    func `A server that ends before it answers has told the journal`(
        engine: Engine
    ) async throws {
        try await TestServer.run(engine) { server in
            let file = try await SecretFile(server)
            _ = try await file.appoint()
            let request = ReadIdentityRequest(
                requestId: TestCaller.newRequestID(),
                record: .petition(file.petition),
                reasonCode: .verify,
                reason: SecretFile.motive
            )
            let position = server.records.news.position
            let following = server.records.news.follow(.city)
            // The reply goes nowhere.
            try Self.call(server.desk, request) { _ in }
            await following.wait(after: position)
            #expect(try Self.reads(server.records).count == 1)
            // Another server on the same store.
            let clock = server.clock
            let records = try await RecordStore(
                store: server.records.store,
                masterKey: testKey
            ) { clock.now }
            let desk = Desk(records: records) { clock.now }
            let reply = try await withCheckedThrowingContinuation { continuation in
                do {
                    try Self.call(desk, request) { continuation.resume(with: $0) }
                } catch {
                    continuation.resume(throwing: error)
                }
            }
            let told = try IdentityContent(serialized: reply)
            #expect(told.parties.map(\.party) == [Sample.sender])
            #expect(try Self.reads(records) == [told.reading])
        }
    }

    private static func call(
        _ desk: Desk,
        _ request: ReadIdentityRequest,
        _ respond: @escaping @Sendable (Result<[UInt8], Status>) -> Void
    ) throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let router = Routes.all(desk, logger: logger)
        let path = IdentityMethods.readIdentity.info.path
        guard case .unary(let handler)? = router.route(path: path)?.handler else {
            Issue.record("no such method")
            return
        }
        let call = RPCCall(path: path, metadata: ["kntc-identity": "officer@H29.02/binh"])
        handler(call, try request.serialized(), respond)
    }

    // Red when: whatever is asked, in whatever order, the journal holds other readings than those
    // that were answered.
    @Test func `Readings in the journal are the readings answered`() async throws {
        var random = SplitMix64(usualSeed: 20_260_715)
        let seed = Comment(rawValue: "KNTC_SEED=\(random.seed)")
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let callers = [file.binh, file.dung, file.head]
            var answered: Set<String> = []
            var used: [String] = []
            for _ in 0..<120 {
                switch Int.random(in: 0..<8, using: &random) {
                case 0:
                    let id = try await file.ask(callers.randomElement(using: &random))
                    for approver in [file.head, file.deputy] {
                        try? await file.approve(id, approver)
                    }
                case 1:
                    _ = try await file.appoint(handlers: [["binh", "dung"].randomElement() ?? ""])
                case 2: server.clock.advance(milliseconds: 5 * 60_000)
                case 3:
                    let list = ListHandlersRequest(record: .petition(file.petition))
                    let named = try await file.head.call(IdentityMethods.listHandlers, list).items
                    guard let id = named.last(where: \.holds)?.appointment?.id else { continue }
                    let end = EndHandlersRequest(id: id, reason: "x", office: "H29.02.GD")
                    _ = try await file.head.write(IdentityMethods.endHandlers, end, \.requestId)
                default:
                    let isRepeat = Bool.random(using: &random)
                    let fresh = TestCaller.newRequestID()
                    let id = isRepeat ? used.randomElement(using: &random) ?? fresh : fresh
                    used.append(id)
                    let caller = callers.randomElement(using: &random) ?? file.binh
                    if let told = try? await file.read(caller, nil, id) {
                        answered.insert(told.reading)
                    }
                }
            }
            let journal = try Self.reads(server.records)
            #expect(journal.count == Set(journal).count, seed)
            #expect(Set(journal) == answered, seed)
            #expect(answered.count > 5, seed)
            let listed = try await file.reads().map(\.id)
            #expect(Set(listed) == answered, seed)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: something that does not open, or opens elsewhere, is told or leaves a reading.
    @Test func `What was swapped or lost tells nothing and leaves no reading`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let other = try await SecretFile(server)
            _ = try await file.appoint()
            let store = server.records.store
            let (own, foreign) = try server.records.read { reader in
                let parties = try [file.petition, other.petition]
                    .compactMap { try reader.petition($0)?.parties.first }
                    .compactMap { try reader.party($0.id) }
                return (parties[0], parties[1])
            }
            func put(_ change: (inout SealedParty) -> Void) async throws {
                var party = own
                change(&party)
                let bytes = try party.serialized()
                try await store.write { try $0.put(Keys.party(own.id), bytes, in: .parties) }
            }
            try await put { $0.sealed = foreign.sealed }
            #expect(await file.refused(file.binh) == "DATA_LOSS SEAL_BROKEN")
            try await put {
                $0.sealed = foreign.sealed
                $0.wrappedKey = foreign.wrappedKey
            }
            #expect(await file.refused(file.binh) == "DATA_LOSS SEAL_BROKEN")
            // A whole value in the place of another opens by itself: its place betrays it.
            try await put { $0 = foreign }
            #expect(await file.refused(file.binh) == "DATA_LOSS SEAL_BROKEN")
            try await put { $0.guard = .ordinary }
            #expect(await file.refused(file.binh) == "DATA_LOSS SEAL_BROKEN")
            try await store.write { try $0.delete(Keys.party(own.id), in: .parties) }
            #expect(await file.refused(file.binh) == "DATA_LOSS SEAL_BROKEN")
            #expect(try Self.reads(server.records).isEmpty)
            try await put { _ in }
            #expect(await file.refused(file.binh) == "told")
            #expect(try Self.reads(server.records).count == 1)
        }
    }

    // Red when: a request that was changed in the store still lets somebody read.
    @Test func `An altered request grants nothing`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let id = try await file.granted()
            let key = Keys.record(RecordReference(kind: .identityRequest, id: id))
            let stored = try #require(
                try server.records.read { try $0.filed(IdentityRequest.self, id) }
            )
            let dung = OfficerReference(agency: "H29.02", officer: "dung")
            for change: (inout IdentityRequest) -> Void in [
                { $0.requester = dung }, { $0.reason += "." },
                {
                    $0.requester = dung
                    $0.digest = String(repeating: "0", count: 64)
                },
                { $0.approvals[1].digest = "" },
            ] {
                var altered = stored
                change(&altered)
                let bytes = try altered.serialized()
                try await server.records.store.write { try $0.put(key, bytes, in: .records) }
                for caller in [file.binh, file.dung] {
                    #expect(await file.refused(caller) == Self.sealed)
                }
            }
            #expect(try Self.reads(server.records).isEmpty)
        }
    }

    // Red when: a letter goes to who was not named, about what is not the file's, or stays somewhere.
    @Test func `A named clerk gets a letter to one person`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let party = try await file.head.petition(file.petition).parties.first?.id ?? ""
            let draft = DraftDocumentRequest(
                about: .petition(file.petition),
                form: "ND31/2019:05",
                recipients: ["H29", party],
                secrecy: .confidential,
                copyNumber: 1
            )
            let document = try await file.head.new(
                DocumentMethods.draftDocument,
                draft,
                \.requestId
            )
            let id = TestCaller.newRequestID()
            func render(_ caller: TestCaller, _ party: String = "") async throws -> RenderedLetter {
                let request = RenderLetterRequest(
                    requestId: id,
                    document: document,
                    party: party
                )
                return try await caller.call(IdentityMethods.renderLetter, request)
            }
            await #expect(throws: Status.self) { try await render(file.clerk) }
            let named = try await file.appoint(clerks: ["chi"])
            let told = try await render(file.clerk)
            #expect(told.html.contains("Ông/Bà Nguyễn Thị Ánh"))
            #expect(told.html.contains("12 Lê Lợi") && !told.html.contains(Sample.senderID))
            #expect(try await render(file.clerk) == told)
            await #expect(throws: Status.self) {
                try await render(server.caller("clerk@H29.02/khac"))
            }
            let reading = try #require(try await file.reads().first)
            #expect(reading.basis == .letter && reading.document == document)
            #expect(reading.givenBy == named && reading.parties == [party])
            #expect(try await file.reads().count == 1)
            // The requester of a grant names a clerk too.
            _ = try await file.granted(clerk: "khac")
            _ = try await render(server.caller("clerk@H29.02/khac"))
            #expect(try await file.reads().count == 2)
            let clear = [Sample.senderName, "Lê Lợi"].map { Data($0.utf8) }
            try server.records.read { reader in
                for keyspace in Keyspace.all {
                    try reader.eachKey(of: keyspace.keyspace) { _, value in
                        for word in clear {
                            #expect(Data(value).range(of: word) == nil, "\(keyspace.keyspace)")
                        }
                    }
                }
            }
        }
    }
    // Red when: a paper shows its sender as the sender is called on another day.
    @Test func `A letter bears the names of its day`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let party = try await file.head.petition(file.petition).parties.first?.id ?? ""
            let draft = DraftDocumentRequest(
                about: .petition(file.petition),
                form: "ND31/2019:05",
                recipients: [party],
                secrecy: .confidential,
                copyNumber: 1
            )
            let document = try await file.head.new(
                DocumentMethods.draftDocument,
                draft,
                \.requestId
            )
            let sign = SignDocumentRequest(
                id: document,
                office: "H29.02.GD",
                mode: .head,
                signature: .valid
            )
            _ = try await file.head.write(DocumentMethods.signDocument, sign, \.requestId)
            let rename = RenameAgencyRequest(
                code: "H29.02",
                name: "Sở Tên Mới",
                offices: [Office(code: "H29.02.GD", title: "Giám đốc mới")],
                on: "2026-07-16",
                decision: DocumentReference(number: "9/QĐ", issuedOn: "2026-07-10")
            )
            _ = try await server.administrator
                .write(DirectoryMethods.renameAgency, rename, \.requestId)
            server.clock.set(day: "2026-07-16")
            _ = try await file.appoint(clerks: ["chi"])
            let request = RenderLetterRequest(
                requestId: TestCaller.newRequestID(),
                document: document,
                party: ""
            )
            let letter = try await file.clerk.call(IdentityMethods.renderLetter, request).html
            #expect(letter.contains("SỞ NỘI VỤ") && letter.contains("GIÁM ĐỐC"))
            #expect(!letter.contains("TÊN MỚI") && !letter.contains("GIÁM ĐỐC MỚI"))
        }
    }
}
