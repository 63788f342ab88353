import Casework
import Messages
import TestSupport
import Testing

/// Grants are proposed by one and approved by another, for somebody and some units, with dates.
@Suite struct GrantTests {
    private static let today = Day(iso: "2026-07-15") ?? Day(daysSince1970: 0)

    static let order = Grant(
        role: "officer",
        office: "H29.02.PP",
        units: ["H29.02"],
        validFrom: "2026-07-01"
    )
    static let inspection = Grant(
        role: "inspector",
        officers: ["nga.tt"],
        units: ["H29.02"],
        subtree: true,
        validFrom: "2026-07-01",
        validTo: "2026-09-30",
        decision: DocumentReference(number: "12/QĐ-TTr", issuedOn: "2026-06-29"),
        recordsFrom: "2025-01-01",
        recordsTo: "2026-06-30"
    )

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let field: String?
        let held: Set<Role>
        let grant: Grant

        init(
            _ name: String,
            _ field: String?,
            _ grant: Grant = order,
            held: Set<Role> = [],
            _ spoil: (inout Grant) -> Void
        ) {
            self.name = name
            self.field = field
            self.held = held
            var grant = grant
            spoil(&grant)
            self.grant = grant
        }

        var testDescription: String { name }
    }

    static let rows = [
        Row("in order", nil) { _ in },
        Row("an inspection in order", nil, inspection) { _ in },
        Row("for the units below", nil) { $0.subtree = true },
        Row("no role", "grant.role") { $0.role = "king" },
        Row("nobody", "grant.office") { $0.office = "" },
        Row("office and officer", "grant.office") { $0.officers = ["tam.nv"] },
        Row("an unknown office", "grant.office") { $0.office = "H29.02.XX" },
        Row("an unknown officer", "grant.officers[0]", inspection) { $0.officers = ["x.y"] },
        Row("no unit", "grant.units") { $0.units = [] },
        Row("an unknown unit", "grant.units[1]") { $0.units = ["H29.02", "H29.77"] },
        Row("work in somebody else's body", "grant.units") { $0.units = ["H29.05"] },
        Row("no first day", "grant.valid_from") { $0.validFrom = "" },
        Row("days in the wrong order", "grant.valid_to") { $0.validTo = "2026-06-30" },
        Row("an inspection without an end", "grant.valid_to", inspection) { $0.validTo = "" },
        Row("an inspection without a decision", "grant.decision", inspection) {
            $0.decision = nil
        },
        Row("a period for what is no inspection", "grant.records_from") {
            ($0.recordsFrom, $0.recordsTo) = ("2026-01-01", "2026-02-01")
        },
        Row("half a period", "grant.records_from", inspection) { $0.recordsTo = "" },
        Row("a role beside one that it excludes", "grant.role", held: [.administrator]) { _ in },
        Row("a role beside another", nil, held: [.clerk, .head]) { _ in },
    ]

    private static func propose(
        _ grant: Grant,
        held: Set<Role> = [],
        by author: String = "admin.1"
    ) throws -> Grant {
        let events = try ProposeGrantRequest(grant: grant).decide(
            id: "g1",
            author: author,
            today: today,
            agency: { code in [Sample.city, Sample.home, Sample.foreign].first { $0.code == code }
            },
            officer: { code in
                ["nga.tt": "H29.05", "tam.nv": "H29.02"][code].map {
                    Officer(code: code, agency: $0)
                }
            },
            held: { _ in held }
        )
        var made = Grant()
        for event in events { made.apply(event) }
        return made
    }

    // Red when: the check of the row is taken out of ProposeGrantRequest.decide.
    @Test(arguments: rows)
    func `A proposal is checked field by field`(row: Row) throws {
        do {
            let made = try Self.propose(row.grant, held: row.held)
            #expect(row.field == nil)
            #expect(made.state == .proposed)
            #expect(!made.holds(on: Self.today))
        } catch CaseworkError.invalid(let violations) {
            #expect(violations.map(\.field) == [row.field])
        }
    }

    // Red when: one person alone can give a right, or what was not read is approved.
    @Test(arguments: [
        ("admin.2", "7", "2026-07-15", ""), ("admin.1", "7", "2026-07-15", "another person"),
        ("admin.2", "6", "2026-07-15", "etag"), ("admin.2", "7", "2026-10-01", "last day"),
    ])
    func `Somebody else approves what was read, in time`(
        author: String,
        etag: String,
        day: String,
        missing: String
    ) throws {
        var grant = try Self.propose(Self.inspection)
        grant.etag = "7"
        let outcome = Self.approve(grant, etag, author, day)
        #expect(missing.isEmpty ? outcome == "approved" : outcome.contains(missing))
        guard missing.isEmpty else { return }
        // Approved once: not twice.
        grant.apply(Event(fact: .grantApproved(GrantApproved(approvedBy: author))))
        #expect(grant.holds(on: Self.today))
        #expect(Self.approve(grant, etag, "admin.3", day).contains("waits for approval"))
    }

    /// "approved", or what is missing.
    private static func approve(
        _ grant: Grant,
        _ etag: String,
        _ author: String,
        _ day: String
    ) -> String {
        let request = ApproveGrantRequest(id: grant.id, etag: etag)
        do throws(CaseworkError) {
            _ = try request.decide(grant, author: author, today: Day(iso: day) ?? today)
            return "approved"
        } catch {
            switch error {
            case .notAllowed(_, _, let missing, _): return missing
            case .etagMismatch: return "etag"
            default: return "\(error)"
            }
        }
    }

    // Red when: a grant holds outside its days, or after its end.
    @Test func `A grant holds on its days and ends by itself, or at once`() throws {
        var grant = try Self.propose(Self.inspection)
        grant.apply(Event(fact: .grantApproved(GrantApproved(approvedBy: "admin.2"))))
        let days = ["2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01"].compactMap(Day.init)
        #expect(days.map(grant.holds) == [false, true, true, false])
        let end = EndGrantRequest(id: "g1", reason: "Kết thúc thanh tra")
        for event in try end.decide(grant, today: Self.today) { grant.apply(event) }
        #expect(!grant.holds(on: Self.today))
        #expect(grant.endedOn == "2026-07-15")
        #expect(throws: CaseworkError.self) { try end.decide(grant, today: Self.today) }
    }

    // Red when: the units below are forgotten, or a period is not part of what an inspector sees.
    @Test func `A duty is for the units, those below, and the records of a period`() throws {
        let duty = try #require(Self.inspection.duty { ["\($0).01"] })
        let inside = Day(iso: "2026-06-30")
        let outside = Day(iso: "2026-07-01")
        #expect(duty.scope.covers(agency: "H29.02.01") { inside })
        #expect(!duty.scope.covers(agency: "H29.02.01") { outside })
        #expect(!duty.scope.covers(agency: "H29.05") { inside })
        var whole = Self.order
        let own = try #require(whole.duty { ["\($0).01"] })
        #expect(!own.scope.covers(agency: "H29.02.01"))
        whole.subtree = true
        let all = try #require(whole.duty { ["\($0).01"] })
        #expect(all.scope.covers(agency: "H29.02.01") && all.scope.coversAll(of: "H29.02"))
    }

    // Red when: a right that is granted in one unit is good in another one.
    @Test func `A permission reaches as far as the grants that give it`() {
        let principal = Principal(
            agency: "H29.02",
            name: "lan.nv",
            office: "H29.02.PP",
            duties: [
                Duty(.officer, .agencies(["H29.02"])), Duty(.inspector, .agencies(["H29.05"])),
            ]
        )
        #expect(principal.holds("petition.read", in: "H29.05"))
        #expect(principal.holds("petition.process", in: "H29.02"))
        #expect(!principal.holds("petition.process", in: "H29.05"))
        #expect(!principal.holds("petition.decide"))
    }

    // Red when: who grants rights or looks through them may use them.
    @Test(arguments: Role.allCases)
    func `Duties exclude each other both ways`(role: Role) {
        for other in role.excluded { #expect(other.excluded.contains(role)) }
        let apart: Set<Role> = [.administrator, .auditor, .sync]
        #expect(apart.contains(role) == (role.excluded.count == Role.allCases.count - 1))
    }
}
