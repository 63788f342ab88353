import Casework
import Foundation
import Testing

/// Holds the engine against Tests/Vectors/deadlines.json, which Tools/oracle counts apart from it.
@Suite struct VectorTests {
    private static let rows = load()
    private let book = Rulebook.builtin

    /// What the law gives for one start day; the head of Tools/oracle/vectors.py tells the fields.
    struct Row: CustomTestStringConvertible, Decodable, Sendable {
        let rule: String
        let start: String
        let suspensions: [[String?]]?
        let obstacles: [[String]]?
        let extensions: [Given]?
        let note: String
        let outcome: Outcome?
        let elapsed: Int?
        let remaining: Int?
        let version: String?
        let nominal: String?
        let last: String?
        let due: String?
        let provisional: Bool?
        let counted: Int?
        let days: [String]?
        let skipped: [String]?
        let instant: String?

        var testDescription: String { "\(rule) from \(start): \(note)" }
    }

    enum Outcome: String, Decodable {
        case noDay = "no_day"
        case notInForce = "not_in_force"
        case refused
        case suspended
    }

    /// A rule and the days that it gave, written as an array of the two.
    struct Given: Decodable {
        let rule: String
        let days: Int

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            rule = try values.decode(String.self)
            days = try values.decode(Int.self)
        }
    }

    private static func load() -> [Row] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Vectors/deadlines.json")
        do {
            return try JSONDecoder().decode([Row].self, from: Data(contentsOf: file))
        } catch {
            preconditionFailure("\(file.path): \(error)")
        }
    }

    @Test func `Every version of a rule with a due day has a row`() {
        let held = Set(Self.rows.compactMap { row in row.version.map { "\(row.rule)@\($0)" } })
        for rule in book.rules where rule.aliasOf == nil && rule.extends == nil {
            switch rule.limit {
            case .calendarDays, .workingDays, .months, .years, .immediately:
                #expect(held.contains(rule.version))
            case .sameAs:
                #expect(held.contains { $0.hasPrefix("\(rule.key)@") })
            default:
                #expect(!held.contains(rule.version))
            }
        }
    }

    @Test(arguments: Self.rows.filter { $0.instant != nil })
    func `A limit in hours ends at an instant`(row: Row) throws {
        let start = try seconds(row.start)
        let rule = try #require(book.rule(row.rule, on: day(String(row.start.prefix(10)))))
        #expect(rule.dueInstant(from: start) == (try seconds(row.instant ?? "")))
    }

    /// Seconds since 1970 of a minute in Vietnam.
    private func seconds(_ minute: String) throws -> Int64 {
        let date = try Date.ISO8601FormatStyle().parse("\(minute):00+07:00")
        return Int64(date.timeIntervalSince1970)
    }

    @Test(arguments: Self.rows.filter { $0.instant == nil })
    func `The engine says what the law gives`(row: Row) throws {
        guard let found = book.applicable(row.rule, startingOn: day(row.start)) else {
            #expect(row.outcome == .notInForce)
            return
        }
        let history = try history(of: row)
        let outcome: ReckoningOutcome
        do {
            outcome = try book.reckon(
                found.rule,
                from: found.start,
                calendar: .national,
                history: history
            )
        } catch {
            #expect(row.outcome == .refused)
            return
        }
        switch outcome {
        case .open:
            #expect(row.outcome == .noDay)
        case .suspended(let since, let elapsed, let remaining):
            #expect(row.outcome == .suspended)
            #expect(since == history.suspensions.map(\.decidedOn).max())
            #expect([elapsed, remaining] == [row.elapsed, row.remaining])
        case .due(let reckoning):
            #expect(row.outcome == nil)
            try check(reckoning, row)
        }
    }

    private func history(of row: Row) throws -> ClockHistory {
        ClockHistory(
            suspensions: (row.suspensions ?? []).map { pair in
                Suspension(decidedOn: day(pair[0] ?? ""), resumedOn: pair[1].map(day))
            },
            obstacles: (row.obstacles ?? []).map { day($0[0])...day($0[1]) },
            extensions: try (row.extensions ?? []).map { given in
                let rule = book.rule(given.rule, on: day(row.start))
                return Extension(rule: try #require(rule), days: given.days)
            }
        )
    }

    private func check(_ found: Reckoning, _ row: Row) throws {
        #expect(found.nominal.iso == row.nominal)
        #expect(found.lastDay.iso == row.last)
        #expect(found.due.iso == row.due)
        #expect(found.provisional == row.provisional)
        #expect(found.calendarVersion == WorkingCalendar.national.version)
        let skipped = (found.skipped + found.rolledOver).map(\.day)
        #expect(skipped.map(\.iso).sorted() == row.skipped)
        try checkCounted(found, row)
        // A rule that is as another has its own version and is counted by the other's.
        if let version = row.version, case .sameAs = book.rule(version: found.ruleVersion)?.limit {
            #expect(book.rule("KN.ACCEPT", on: found.start)?.version == "KN.ACCEPT@\(version)")
        } else {
            let key = book.rule(row.rule, on: found.start)?.key ?? ""
            #expect(found.ruleVersion == "\(key)@\(row.version ?? "")")
        }
    }

    /// As many days count as the law gives; undisturbed, those from the first to the last not off.
    private func checkCounted(_ found: Reckoning, _ row: Row) throws {
        guard row.suspensions == nil, row.obstacles == nil, found.limit != .immediately else {
            #expect((found.limit.number ?? 0) + found.extendedDays == row.counted)
            return
        }
        let first = min(found.firstDayCounted, found.lastDay)
        let last = max(found.firstDayCounted, found.lastDay)
        let off = Set(found.skipped.map(\.day))
        let days = stride(from: first, through: last, by: 1).filter { !off.contains($0) }
        #expect(days.count == row.counted)
        if let listed = row.days {
            #expect(days.map(\.iso) == listed)
        }
    }
}
