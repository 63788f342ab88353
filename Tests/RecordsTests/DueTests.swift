import Casework
import Messages
import Records
import TestSupport
import Testing

/// What is due is what an agency owes.
@Suite struct DueTests {
    // Red when: windows of citizens, duties without a day or ended limits are listed.
    @Test func `Windows, duties without a day and ended limits are not listed`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            let id = try await clerk.register()
            func limit(
                _ rule: String,
                _ due: String,
                open: Bool = true,
                window: Bool = false
            )
                -> Deadline
            {
                Deadline(
                    rule: rule,
                    startOn: "2026-07-01",
                    dueOn: due,
                    state: open ? .open : .met,
                    window: window
                )
            }
            let limits = [
                limit("OWED", "2026-09-01"),
                limit("WINDOW", "2026-09-02", window: true),
                limit("NO_DAY", ""),
                limit("ENDED", "2026-09-03", open: false),
            ]
            _ = try await clerk.run { _ in
                [
                    Event(
                        record: .petition(id),
                        actedOn: "2026-07-15",
                        deadlines: limits,
                        fact: .handlingReturned(HandlingReturned())
                    )
                ]
            }
            let petition = try clerk.records.read { try $0.petition(id) }
            #expect(petition?.deadlines.suffix(4) == limits[...])
            let listed = try clerk.records.read { reader in
                try reader.due(.due(agency: "H29.02", by: nil), limit: 200).items
            }
            let rules = listed.compactMap(\.deadline?.rule)
            #expect(rules == ["PET.PROCESS", "PET.DISCIPLINE.NOT_PROCESSED", "OWED"])
            #expect(try clerk.records.verify().findings == [])
        }
    }
}
