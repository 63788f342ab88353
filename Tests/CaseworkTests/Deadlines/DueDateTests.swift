import Casework
import Testing

/// Due dates computed by hand from the law and the announced calendar.
@Suite struct DueDateTests {
    private let book = Rulebook.builtin
    private let calendar = WorkingCalendar.national

    struct Row: CustomTestStringConvertible, Sendable {
        let key: String
        let start: String
        let limit: Limit
        let due: String
        let why: String

        var testDescription: String { "\(key) from \(start): \(why)" }
    }

    @Test(arguments: [
        Row(
            key: "KN.ACCEPT",
            start: "2026-06-30",
            limit: .calendarDays(10),
            due: "2026-07-10",
            why: "last day of the old law"
        ),
        Row(
            key: "KN.ACCEPT",
            start: "2026-07-01",
            limit: .workingDays(7),
            due: "2026-07-10",
            why: "first day of the new law"
        ),
        Row(
            key: "KN.ACCEPT",
            start: "2026-11-20",
            limit: .workingDays(7),
            due: "2026-12-02",
            why: "crosses the holiday of 24/11"
        ),
        Row(
            key: "KN.ACCEPT",
            start: "2026-02-13",
            limit: .calendarDays(10),
            due: "2026-02-23",
            why: "ends right after the Tết break"
        ),
        Row(
            key: "KN.RESOLVE.1.ORDINARY",
            start: "2026-08-03",
            limit: .calendarDays(30),
            due: "2026-09-03",
            why: "ends on 02/09, rolls over Quốc khánh"
        ),
        Row(
            key: "KN.RESOLVE.1.COMPLEX",
            start: "2026-07-15",
            limit: .calendarDays(45),
            due: "2026-09-03",
            why: "ends on Saturday 29/08, Monday 31/08 is swapped off"
        ),
        Row(
            key: "TC.INITIAL",
            start: "2026-08-17",
            limit: .workingDays(7),
            due: "2026-08-25",
            why: "Saturday 22/08 is worked"
        ),
        Row(
            key: "TC.INITIAL",
            start: "2026-12-28",
            limit: .workingDays(7),
            due: "2027-01-07",
            why: "crosses New Year"
        ),
        Row(
            key: "TC.RESOLVE",
            start: "2026-10-25",
            limit: .calendarDays(30),
            due: "2026-11-25",
            why: "ends on the holiday of 24/11"
        ),
        Row(
            key: "TC.TRANSFER",
            start: "2026-04-24",
            limit: .workingDays(5),
            due: "2026-05-06",
            why: "crosses 27/4, 30/4 and 1/5"
        ),
        Row(
            key: "RCP.RESULT_NOTICE",
            start: "2025-04-25",
            limit: .workingDays(10),
            due: "2025-05-13",
            why: "Saturday 26/4/2025 is worked, 30/4 to 2/5 off"
        ),
        Row(
            key: "KN.SEND_DECISION.1",
            start: "2025-08-29",
            limit: .workingDays(3),
            due: "2025-09-05",
            why: "crosses 1 and 2/9/2025"
        ),
        Row(
            key: "KN.APPEAL_WINDOW",
            start: "2026-01-18",
            limit: .calendarDays(30),
            due: "2026-02-23",
            why: "ends on the first day of Tết"
        ),
        Row(
            key: "KN.LIMITATION",
            start: "2026-09-01",
            limit: .calendarDays(90),
            due: "2026-11-30",
            why: "plain"
        ),
        Row(
            key: "PET.DISCIPLINE.NOT_PROCESSED",
            start: "2027-03-03",
            limit: .calendarDays(45),
            due: "2027-04-17",
            why: "a Saturday, stands"
        ),
        Row(
            key: "TC.PUBLISH.POSTING_MIN",
            start: "2027-03-06",
            limit: .calendarDays(15),
            due: "2027-03-21",
            why: "a minimum through Sunday"
        ),
        Row(
            key: "KN.NOTIFY_ACCEPT",
            start: "2026-07-01",
            limit: .workingDays(7),
            due: "2026-07-10",
            why: "as KN.ACCEPT of the new law"
        ),
        Row(
            key: "KN.NOTIFY_ACCEPT",
            start: "2026-06-30",
            limit: .calendarDays(10),
            due: "2026-07-10",
            why: "as KN.ACCEPT of the old law"
        ),
        Row(
            key: "KN.DIALOGUE_NOTICE",
            start: "2026-09-07",
            limit: .calendarDays(5),
            due: "2026-08-28",
            why: "5 days back is 02/09, then earlier over the whole break"
        ),
        Row(
            key: "RCP.SCHEDULE_POST",
            start: "2026-08-24",
            limit: .workingDays(5),
            due: "2026-08-18",
            why: "5 working days back, Saturday 22/08 among them"
        ),
        Row(
            key: "KN.COURT_WINDOW",
            start: "2024-02-29",
            limit: .years(1),
            due: "2025-02-28",
            why: "no 29/02 a year later"
        ),
        Row(
            key: "NDB.BACKFILL",
            start: "2022-10-10",
            limit: .months(12),
            due: "2023-10-10",
            why: "same-numbered day"
        ),
        Row(
            key: "TC.NONACCEPT_NOTICE",
            start: "2026-09-02",
            limit: .immediately,
            due: "2026-09-02",
            why: "at once, also on a holiday"
        ),
    ])
    func `A rule gives the due date of the table`(row: Row) throws {
        let found = try #require(book.applicable(row.key, startingOn: day(row.start)))
        let outcome = try book.reckon(found.rule, from: found.start, calendar: calendar)
        let reckoning = try #require(outcome.reckoning)
        #expect(reckoning.limit == row.limit)
        #expect(reckoning.due.iso == row.due)
        #expect(reckoning.start.iso == row.start)
        #expect(reckoning.ruleVersion == found.rule.version)
        #expect(reckoning.calendarVersion == calendar.version)
    }
}
