import Casework
import Messages
import RPC
import TestSupport
import Testing

/// A decision on a version that no longer stands is told what changed since.
@Suite struct StaleVersionTests {
    /// Changes a record, then decides on the version from before.
    struct Stale: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// What changed, and who changed it.
        let changed: String
        let decide: @Sendable (TestServer) async throws -> Void
    }

    static let cases = [
        Stale(
            testDescription: "respondents that were named anew",
            changed: "respondents by H29.02/officer"
        ) { server in
            let id = try await server.officer.register()
            let etag = try await server.officer.petition(id).etag
            for rank in [Rank.body, .head] {
                let request = NameRespondentsRequest(
                    id: id,
                    etag: etag,
                    respondents: [Respondent(agency: "H29.02", rank: rank)],
                    reason: "Đơn nêu rõ"
                )
                _ = try await server.officer.write(
                    PetitionMethods.nameRespondents,
                    request,
                    \.requestId
                )
            }
        },
        Stale(
            testDescription: "matters of a letter that was classified",
            changed: "classification by H29.02/officer"
        ) { server in
            let id = try await server.officer.register()
            let etag = try await server.officer.petition(id).etag
            let feedback = Sample.feedback
            _ = try await server.officer.classify(id, feedback)
            let matters = [Sample.complaint, feedback].map {
                MatterDraft(summary: "Nội dung riêng", classification: $0)
            }
            _ = try await server.officer.write(
                PetitionMethods.splitMatters,
                SplitMattersRequest(id: id, etag: etag, matters: matters),
                \.requestId
            )
        },
        Stale(testDescription: "a calendar", changed: "entries by H29/administrator") { server in
            for day in ["2026-07-14", "2026-07-15"] {
                let entry = CalendarEntry(day: day, kind: .off, reason: "Bão", decree: "CĐ 7")
                _ = try await server.administrator.write(
                    CalendarMethods.replaceCalendar,
                    ReplaceCalendarRequest(entries: [entry], reason: "Tránh bão"),
                    \.requestId
                )
            }
        },
        Stale(testDescription: "a policy", changed: "all fields by H29/administrator") { server in
            for days: Int32 in [5, 6] {
                let level = UrgingLevel(days: days, rung: .agencyHead)
                _ = try await server.administrator.write(
                    UrgingMethods.setUrgingPolicy,
                    SetUrgingPolicyRequest(levels: [level], reason: "Quy chế"),
                    \.requestId
                )
            }
        },
        Stale(testDescription: "routes", changed: "all fields by H29/administrator") { server in
            _ = try await ApprovalDesk(server).set([])
        },
        Stale(testDescription: "a draft", changed: "approval by H29.02/ann") { server in
            let desk = try await ApprovalDesk(server)
            let id = try await desk.draft(about: try await server.head.register())
            let etag = try await desk.document(id).etag
            try await desk.submit(id)
            _ = try await desk.approve([SeenDraft(id: id, etag: etag)], as: desk.deputy)
        },
    ]

    // Red when: a decision says only that its version is old.
    @Test(arguments: cases)
    func `What changed since is said`(row: Stale) async throws {
        try await TestServer.run { server in
            let refused = await #expect(throws: Status.self) { try await row.decide(server) }
            #expect(refused?.reason == "ETAG_MISMATCH")
            let changed = "\(row.changed) at \(refused?.metadata["current"] ?? "")"
            #expect(refused?.metadata["changed"] == changed)
            #expect(refused?.message.hasSuffix(changed) == true)
        }
    }
}
