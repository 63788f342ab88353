import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Who may open a secret party, and how long.
@Suite struct SecretIdentityTests {
    private static let sealed = "PERMISSION_DENIED IDENTITY_SEALED"
    private static let minute: Int64 = 60_000

    // Red when: a handler is not told what was entered, or anybody else is.
    @Test(arguments: Engine.allCases)
    func `Who is named for the file reads it`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            let file = try await SecretFile(server)
            for caller in [file.binh, file.head, file.dung, server.caller("inspector@H29.02/x")] {
                #expect(await file.refused(caller) == Self.sealed)
            }
            #expect(await file.refused(server.stranger) == "NOT_FOUND PETITION_NOT_FOUND")
            let id = try await file.appoint(clerks: ["chi"])
            let told = try await file.read(file.binh)
            #expect(told.parties.map(\.party) == [Sample.sender])
            #expect(told.letters.map(\.fullText) == [SecretFile.letter])
            #expect(told.basis == .standing && told.grantedUntilMs == 0)
            for caller in [file.head, file.dung, file.deputy] {
                #expect(await file.refused(caller) == Self.sealed)
            }
            // The same code in another role is the same officer; the clerk's has no permission.
            let clerk = await file.refused(file.clerk)
            #expect(clerk == "PERMISSION_DENIED PERMISSION_DENIED")
            #expect(await file.refused(server.caller("officer@H29.02/chi")) == Self.sealed)
            let reading = try #require(try await file.reads().first)
            #expect(reading.id == told.reading && reading.givenBy == id)
            #expect(reading.parties == told.parties.map(\.id))
            #expect(reading.reader == OfficerReference(agency: "H29.02", officer: "binh"))
            #expect(reading.readAtMs == server.clock.now && reading.reason == SecretFile.motive)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a right outlives its stage, or the appointment.
    @Test func `A standing right ends with its stage or by the head`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let first = try await file.appoint(until: .report)
            let second = try await file.appoint(handlers: ["dung"], until: .conclusion)
            let id = try await file.accept()
            // A petition and its case are one file.
            #expect(await file.refused(file.binh, .caseFile(id)) == "told")
            #expect(await file.refused(file.binh) == "told")
            try await file.report(id)
            #expect(await file.refused(file.binh) == Self.sealed)
            #expect(await file.refused(file.binh, .caseFile(id)) == Self.sealed)
            #expect(await file.refused(file.dung, .caseFile(id)) == "told")
            let list = ListHandlersRequest(record: .caseFile(id))
            let named = try await file.head.call(IdentityMethods.listHandlers, list)
            #expect(named.items.map(\.holds) == [false, true])
            #expect(named.items.map(\.appointment?.id) == [first, second])
            let own = try await file.dung.call(IdentityMethods.listHandlers, list)
            #expect(own.items.map(\.appointment?.id) == [second])
            let end = EndHandlersRequest(id: second, reason: "Chuyển việc", office: "H29.02.GD")
            _ = try await file.head.write(IdentityMethods.endHandlers, end, \.requestId)
            #expect(await file.refused(file.dung, .caseFile(id)) == Self.sealed)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: one approval is enough, or a grant lasts longer than it may.
    @Test func `Two others let somebody read for fifteen minutes`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let id = try await file.ask()
            #expect(await file.refused(file.binh) == Self.sealed + " REQUESTED")
            try await file.approve(id, file.head)
            #expect(await file.refused(file.binh) == Self.sealed + " APPROVED")
            await #expect(throws: Status.self) { try await file.approve(id, file.head) }
            #expect(await file.refused(file.binh) == Self.sealed + " APPROVED")
            server.clock.advance(milliseconds: 10 * Self.minute)
            try await file.approve(id, file.deputy)
            let told = try await file.read(file.binh)
            #expect(told.basis == .request && told.parties.map(\.party) == [Sample.sender])
            #expect(told.grantedUntilMs == server.clock.now + 15 * Self.minute)
            for caller in [file.dung, file.head, file.deputy] {
                #expect(await file.refused(caller) == Self.sealed)
            }
            server.clock.advance(milliseconds: 15 * Self.minute)
            #expect(await file.refused(file.binh) == "told")
            #expect(try await file.request(id).uses == 2)
            server.clock.advance(milliseconds: 1)
            #expect(await file.refused(file.binh) == Self.sealed + " EXPIRED")
            #expect(try await file.request(id).state == .expired)
            await #expect(throws: Status.self) { try await file.approve(id, file.deputy) }
            #expect(try await file.reads().count == 2)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: an approval comes too late, or a refused or revoked request still helps.
    @Test func `What is late, refused or revoked helps nobody`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let late = try await file.ask()
            try await file.approve(late, file.head)
            server.clock.advance(milliseconds: 15 * Self.minute + 1)
            do {
                try await file.approve(late, file.deputy)
                Issue.record("approved too late")
            } catch let status as Status {
                #expect(status.description == "FAILED_PRECONDITION ACTION_NOT_ALLOWED")
                #expect(status.metadata["state"] == "IDENTITY_REQUEST_STATE_EXPIRED")
            }
            let refused = try await file.ask()
            let refuse = RefuseIdentityRequest(id: refused, reason: "Chưa cần")
            _ = try await file.head.write(IdentityMethods.refuseIdentity, refuse, \.requestId)
            #expect(await file.refused(file.binh) == Self.sealed + " REFUSED")
            let granted = try await file.granted()
            #expect(await file.refused(file.binh) == "told")
            let revoke = RevokeIdentityRequest(id: granted, reason: "Đã xong")
            _ = try await file.deputy.write(IdentityMethods.revokeIdentity, revoke, \.requestId)
            #expect(await file.refused(file.binh) == Self.sealed + " REVOKED")
            // An approver of another agency knows of no request here.
            let approval = ApproveIdentityRequest(id: granted, digest: "x")
            do {
                _ = try await server.stranger.write(
                    IdentityMethods.approveIdentity,
                    approval,
                    \.requestId
                )
                Issue.record("a stranger approved")
            } catch let status as Status {
                #expect(status.description == "NOT_FOUND IDENTITY_REQUEST_NOT_FOUND")
            }
        }
    }

    // Red when: a caller sees requests that are none of his business.
    @Test func `Requests are known to who asks and who decides`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let id = try await file.ask()
            func seen(_ caller: TestCaller, waiting: Bool = false) async throws -> [String] {
                let list = ListIdentityRequestsRequest(waiting: waiting)
                return try await caller.call(IdentityMethods.listIdentityRequests, list)
                    .requests.map(\.id)
            }
            #expect(try await seen(file.binh) == [id])
            #expect(try await seen(file.head) == [id])
            #expect(try await seen(server.caller("inspector@H29.02/thanh")) == [id])
            #expect(try await seen(file.dung) == [])
            #expect(try await seen(file.head, waiting: true) == [id])
            server.clock.advance(milliseconds: 15 * Self.minute + 1)
            #expect(try await seen(file.head, waiting: true) == [])
            let get = GetIdentityRequestRequest(id: id)
            await #expect(throws: Status.self) {
                try await file.dung.call(IdentityMethods.getIdentityRequest, get)
            }
            let own = try await file.binh.call(IdentityMethods.getIdentityRequest, get)
            #expect(own.state == .expired && own.digest.utf8.count == 64)
        }
    }

    // Red when: what is asked, granted or read is told by the doors for records of every kind.
    @Test func `The feed tells of it to who looks through it alone`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let before = server.records.news.position
            let named = try await file.appoint()
            let request = try await file.ask(file.dung)
            let told = try await file.read(file.binh)
            let kinds: [(RecordKind, String)] = [
                (.handlerAppointment, named), (.identityRequest, request),
                (.identityReading, told.reading),
            ]
            for (caller, sees) in [(file.head, true), (file.binh, false), (file.dung, false)] {
                let feed = try await caller.call(
                    FeedMethods.listJournal,
                    ListJournalRequest(after: before)
                )
                #expect(feed.items.count == (sees ? 3 : 0), "\(caller.identity)")
                for (kind, id) in kinds {
                    let history = GetHistoryRequest(record: RecordReference(kind: kind, id: id))
                    let found = try? await caller.call(FeedMethods.getHistory, history)
                    #expect((found != nil) == sees)
                    let stood = GetRecordAsOfRequest(
                        record: history.record,
                        moment: .day("2026-07-15")
                    )
                    let image = try? await caller.call(RecordMethods.getRecordAsOf, stood)
                    #expect((image != nil) == sees)
                }
            }
            // Nothing of it is taken back, by its own record or by the one beside it.
            for (kind, id) in kinds {
                let void = VoidEntryRequest(
                    record: RecordReference(kind: kind, id: id),
                    reason: "nhầm",
                    office: "H29.02.GD"
                )
                do {
                    _ = try await file.head.write(RecordMethods.voidEntry, void, \.requestId)
                    Issue.record("voided \(kind)")
                } catch let status as Status {
                    #expect(status.metadata["missing"]?.contains("may be mended") == true)
                }
            }
        }
    }

    // Red when: a person is not found by every way of asking, or told to who may not look.
    @Test func `Who has ever seen a person is one list`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let other = try await SecretFile(server)
            _ = try await file.appoint(handlers: ["binh", "dung"])
            _ = try await other.appoint()
            let id = try await file.accept()
            let told = try await file.read(file.binh, .caseFile(id))
            server.clock.set(day: "2026-07-16")
            _ = try await file.read(file.dung)
            _ = try await other.read(file.binh)
            let party = told.parties.first?.id ?? ""
            func readers(_ subject: ListIdentityReadsRequest.Subject) async throws -> [String] {
                try await file.reads(file.auditor, subject).map { $0.reader?.officer ?? "" }
            }
            #expect(try await readers(.party(party)) == ["binh", "dung"])
            #expect(try await readers(.record(.petition(file.petition))) == ["binh", "dung"])
            #expect(try await readers(.record(.caseFile(id))) == ["binh", "dung"])
            #expect(try await readers(.record(.petition(other.petition))) == ["binh"])
            let binh = OfficerReference(agency: "H29.02", officer: "binh")
            #expect(try await file.reads(file.auditor, .reader(binh)).count == 2)
            #expect(try await file.reads(file.auditor).count == 3)
            #expect(try await file.reads().count == 3)
            #expect(try await file.reads(since: "2026-07-16").count == 2)
            // Another agency's head learns nothing, not even that there were readings.
            for subject in [
                ListIdentityReadsRequest.Subject.party(party), .reader(binh),
                .record(.petition(file.petition)),
            ] {
                #expect(try await file.reads(server.stranger, subject).isEmpty)
            }
            var page = ListIdentityReadsRequest(pageSize: 2)
            let first = try await file.head.call(IdentityMethods.listIdentityReads, page)
            page.pageToken = first.nextPageToken
            let rest = try await file.head.call(IdentityMethods.listIdentityReads, page)
            #expect(first.readings.count == 2 && rest.readings.count == 1)
            #expect(rest.nextPageToken.isEmpty)
        }
    }
}
