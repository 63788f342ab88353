import Casework
import Messages
import RPC
import Storage
import TestSupport
import Testing

@testable import Records

/// What was typed outlives the session in which it was, and is nobody else's.
@Suite struct DraftTests {
    private typealias D = DraftMethods

    private static let id = "0123456789abcdefghjkmnpqrs"
    private static let typed = Array("Bà Nguyễn Thị Ánh trình bày: đất bị thu hồi".utf8)
    private static let day: Int64 = 86_400_000

    private static func saving(
        _ id: String = id,
        _ content: [UInt8] = typed
    ) -> SaveDraftRequest {
        SaveDraftRequest(id: id, content: content)
    }

    // Red when: a draft ends with its session, or is told to another officer.
    @Test func `A draft outlives the session`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01")
            let first = try await door.signedIn(an)
            _ = try await door.call(D.saveDraft, Self.saving(), first)
            door.clock.advance(milliseconds: 60 * 60_000)
            #expect(try await !door.isGood(first))
            let second = try await door.signedIn(an)
            let get = GetDraftRequest(id: Self.id)
            #expect(try await door.call(D.getDraft, get, second).content == Self.typed)
            let other = try await door.signedIn(door.enrolled("nv.binh"))
            let status = await door.refused(D.getDraft, get, other)
            #expect(status.description == "NOT_FOUND DRAFT_NOT_FOUND")
            let list = try await door.call(D.listDrafts, ListDraftsRequest(), other)
            #expect(list.drafts.isEmpty)
        }
    }

    // Red when: a draft leaves a fact, a number or a clock, or does not come back as it was saved.
    @Test(arguments: Engine.allCases)
    func `A draft is no fact`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            let before = server.records.news.position
            let caller = server.officer
            let facts = try await caller.call(D.saveDraft, Self.saving())
            #expect(facts.expiresAtMs == facts.savedAtMs + 7 * Self.day)
            let later = Array("…".utf8)
            _ = try await caller.call(D.saveDraft, Self.saving(Self.id, later))
            let get = GetDraftRequest(id: Self.id)
            #expect(try await caller.call(D.getDraft, get).content == later)
            let listed = try await caller.call(D.listDrafts, ListDraftsRequest())
            #expect(listed.drafts.map(\.id) == [Self.id])
            let drop = DropDraftRequest(id: Self.id)
            #expect(try await caller.call(D.dropDraft, drop).existed)
            #expect(try await !caller.call(D.dropDraft, drop).existed)
            #expect(try await caller.call(D.listDrafts, ListDraftsRequest()).drafts.isEmpty)
            #expect(server.records.news.position == before)
        }
    }

    // Red when: a draft lies in clear, its length tells what it is, or it opens for another officer.
    @Test func `A draft is sealed for its officer`() async throws {
        try await TestServer.run { server in
            _ = try await server.officer.call(D.saveDraft, Self.saving())
            let an = OfficerReference(agency: "H29.02", officer: "officer")
            let binh = OfficerReference(agency: "H29.02", officer: "binh")
            let kept = try #require(try server.records.read { try $0.draft(Self.id, of: an) })
            #expect(kept.sealed.count > 4_096 && kept.sealed.count < 4_200)
            #expect(!String(decoding: kept.sealed, as: UTF8.self).contains("Nguy"))
            try await server.records.change { try $0.set(kept, Self.id, of: binh) }
            let caller = server.caller("officer@H29.02/binh")
            do throws(Status) {
                _ = try await caller.call(D.getDraft, GetDraftRequest(id: Self.id))
                Issue.record("another's draft was opened")
            } catch {
                #expect(error.description == "DATA_LOSS SEAL_BROKEN")
            }
        }
    }

    // Red when: a draft is told or kept longer than its week, or one that was saved again is not.
    @Test func `A draft is forgotten after a week`() async throws {
        try await TestServer.run { server in
            let caller = server.officer
            let other = String(Self.id.reversed())
            _ = try await caller.call(D.saveDraft, Self.saving())
            _ = try await caller.call(D.saveDraft, Self.saving(other))
            server.clock.advance(milliseconds: 6 * Self.day)
            _ = try await caller.call(D.saveDraft, Self.saving(other))
            server.clock.advance(milliseconds: Self.day)
            let listed = try await caller.call(D.listDrafts, ListDraftsRequest())
            #expect(listed.drafts.map(\.id) == [other])
            #expect(try await server.records.sweepDrafts(now: server.clock.now) == 1)
            #expect(try await server.records.sweepDrafts(now: server.clock.now) == 0)
            #expect(try await caller.call(D.listDrafts, ListDraftsRequest()).drafts.count == 1)
        }
    }

    // Red when: one officer fills the store.
    @Test func `Drafts have bounds`() async throws {
        try await TestServer.run { server in
            func refusal(_ request: SaveDraftRequest) async -> [String] {
                do {
                    _ = try await server.officer.call(D.saveDraft, request)
                    return []
                } catch { return [error.reason ?? ""] + error.fieldViolations.map(\.field) }
            }
            #expect(await refusal(Self.saving("x", [])) == ["FIELD_INVALID", "id", "content"])
            let large = [UInt8](repeating: 7, count: 49_152)
            #expect(
                await refusal(Self.saving(Self.id, large + [7])) == ["FIELD_INVALID", "content"]
            )
            for number in 10..<60 {
                let id = "\(number)" + Self.id.dropFirst(2)
                #expect(await refusal(Self.saving(String(id), large)) == [])
            }
            #expect(await refusal(Self.saving("zz" + Self.id.dropFirst(2))) == ["TOO_MANY_DRAFTS"])
            #expect(await refusal(Self.saving("10" + Self.id.dropFirst(2))) == [])
        }
    }
}
