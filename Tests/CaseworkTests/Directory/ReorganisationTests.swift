import Casework
import Messages
import TestSupport
import Testing

private let paper = DocumentReference(number: "12/NQ-HĐND", issuedOn: "2026-06-01")
private let today = day("2026-06-15")
private let on = "2026-07-01"

/// A small city: two departments with a division each, and a third that begins later.
private let city: [Agency] = {
    var root = Sample.agency("H29", "UBND Thành phố", .cityCommittee, parent: "")
    root.validFrom = "1976-07-02"
    var later = Sample.agency("H29.03", "Sở Mới", .department)
    later.validFrom = "2026-09-01"
    return [
        root,
        Sample.agency("H29.01", "Sở Một", .department),
        Sample.agency("H29.01.01", "Phòng Một", .division, parent: "H29.01"),
        Sample.agency("H29.02", "Sở Hai", .department),
        Sample.agency("H29.02.01", "Phòng Hai", .division, parent: "H29.02"),
        later,
    ]
}()

/// The bodies of a city after some facts.
private func after(_ events: [Event], _ before: [Agency] = city) -> [String: Agency] {
    var all = Dictionary(uniqueKeysWithValues: before.map { ($0.code, $0) })
    for event in events {
        guard case .agencyRecorded(let fact) = event.fact, let agency = fact.agency
        else { continue }
        all[agency.code] = agency
    }
    return all
}

/// A new department.
private func department(_ code: String, _ name: String = "Sở Hợp nhất") -> Agency {
    var new = Sample.agency(code, name, .department)
    new.validFrom = ""
    return new
}

/// What reorganising the city by commands comes to.
@Suite struct ReorganisationTests {
    /// A command with one thing wrong.
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        let decide: @Sendable (StandingDirectory) throws -> [Event]

        init(
            _ name: String,
            _ expected: String,
            _ decide: @escaping @Sendable (StandingDirectory) throws -> [Event]
        ) {
            testDescription = name
            self.expected = expected
            self.decide = decide
        }

        static func rename(
            _ name: String,
            _ expected: String,
            _ change: @escaping @Sendable (inout RenameAgencyRequest) -> Void
        ) -> Row {
            Row(name, expected) { standing in
                var request = RenameAgencyRequest(
                    code: "H29.01",
                    name: "Sở Một và Hai",
                    on: on,
                    decision: paper
                )
                change(&request)
                return try request.decide(today: today, standing: standing)
            }
        }

        static func merge(
            _ name: String,
            _ expected: String,
            _ change: @escaping @Sendable (inout MergeAgenciesRequest) -> Void
        ) -> Row {
            Row(name, expected) { standing in
                var request = MergeAgenciesRequest(
                    codes: ["H29.01", "H29.02"],
                    into: department("H29.04"),
                    on: on,
                    decision: paper
                )
                change(&request)
                return try request.decide(today: today, standing: standing)
            }
        }

        static func split(
            _ name: String,
            _ expected: String,
            _ change: @escaping @Sendable (inout SplitAgencyRequest) -> Void
        ) -> Row {
            Row(name, expected) { standing in
                var request = SplitAgencyRequest(
                    code: "H29.01.01",
                    into: [Agency(code: "H29.02"), department("H29.04")],
                    on: on,
                    decision: paper
                )
                change(&request)
                return try request.decide(today: today, standing: standing)
            }
        }

        static func dissolve(
            _ name: String,
            _ expected: String,
            _ change: @escaping @Sendable (inout DissolveAgencyRequest) -> Void
        ) -> Row {
            Row(name, expected) { standing in
                var request = DissolveAgencyRequest(
                    agency: "H29.01.01",
                    successors: ["H29.02"],
                    on: on,
                    decision: paper
                )
                change(&request)
                return try request.decide(today: today, standing: standing)
            }
        }
    }

    static let renames: [Row] = [
        .rename("as it is", "accepted") { _ in },
        .rename("no decision", "invalid: decision") { $0.decision = nil },
        .rename("unknown body", "invalid: code") { $0.code = "H29.99" },
        .rename("no day", "invalid: on") { $0.on = "1/7/2026" },
        .rename("two years ahead", "invalid: on") { $0.on = "2028-07-01" },
        .rename("before the body began", "invalid: code") { $0.on = "2025-07-01" },
        .rename("the same name", "invalid: name") { $0.name = "Sở Một" },
        .rename("a name of 201 letters", "invalid: name") {
            $0.name = String(repeating: "ồ", count: 201)
        },
        .rename("under itself", "invalid: code.parent") { $0.parent = "H29.01" },
        .rename("under what lies below it", "invalid: code.parent") { $0.parent = "H29.01.01" },
        .rename("under a body that is not there", "invalid: code.parent") { $0.parent = "H29.98" },
        .rename("under a body that begins later", "invalid: code.parent") {
            $0.parent = "H29.03"
        },
        .rename("another title", "accepted") {
            $0.offices = [Office(code: "H29.01.GD", title: "Giám đốc mới")]
        },
        .rename("a title alone", "accepted") {
            $0.name = ""
            $0.offices = [Office(code: "H29.01.GD", title: "Giám đốc mới")]
        },
        .rename("an office of another", "invalid: offices[0].code") {
            $0.offices = [Office(code: "H29.02.GD", title: "Giám đốc")]
        },
        .rename("an office with days", "invalid: offices[0]") {
            $0.offices = [Office(code: "H29.01.GD", title: "Giám đốc mới", validTo: on)]
        },
    ]

    static let merges: [Row] = [
        .merge("into a new one", "accepted") { _ in },
        .merge("into one that stands", "accepted") {
            ($0.codes, $0.into) = (["H29.01"], Agency(code: "H29.02"))
        },
        .merge("one into a new one", "invalid: codes") { $0.codes = ["H29.01"] },
        .merge("none", "invalid: codes") { $0.codes = [] },
        .merge("one twice", "invalid: codes") { $0.codes = ["H29.01", "H29.01"] },
        .merge("into one of them", "invalid: codes") { $0.into = Agency(code: "H29.02") },
        .merge("an unknown one", "invalid: codes[1]") { $0.codes = ["H29.01", "H29.99"] },
        .merge("one that begins later", "invalid: codes[1]") { $0.codes = ["H29.01", "H29.03"] },
        .merge("into one that begins later", "invalid: into") {
            $0.into = Agency(code: "H29.03")
        },
        .merge("into nothing", "invalid: into") { $0.into = nil },
        .merge("into one that stands, given in full", "invalid: into") {
            ($0.codes, $0.into) = (["H29.01"], city[3])
        },
        .merge("into a new one with another first day", "invalid: into.valid_from") {
            $0.into?.validFrom = "2026-08-01"
        },
        .merge("into a new one without a name", "invalid: into.name") { $0.into?.name = "" },
        .merge("into a new one with two heads", "invalid: into.offices[1].head") {
            $0.into?.offices[1].head = true
        },
        .merge("into a new one under a body that ends", "invalid: into.parent") {
            $0.into?.parent = "H29.01"
        },
    ]

    static let splits: [Row] = [
        .split("in order", "accepted") { _ in },
        .split("into one", "invalid: into") { $0.into.removeLast() },
        .split("into itself", "invalid: into") { $0.into[0].code = "H29.01.01" },
        .split("an unknown one", "invalid: code") { $0.code = "H29.99" },
        .split("into an unknown one", "invalid: into[0]") { $0.into[0].code = "H29.99" },
        .split("one with a division", "invalid: code.valid_to") { $0.code = "H29.01" },
        .split("a new one under it", "invalid: into[1].parent") { $0.into[1].parent = "H29.01.01" },
    ]

    static let dissolutions: [Row] = [
        .dissolve("in order", "accepted") { _ in },
        .dissolve("without successors", "accepted") { $0.successors = [] },
        .dissolve("one twice", "invalid: successors") { $0.successors = ["H29.02", "H29.02"] },
        .dissolve("followed by itself", "invalid: successors") { $0.successors = ["H29.01.01"] },
        .dissolve("followed by an unknown one", "invalid: successors[0]") {
            $0.successors = ["H29.99"]
        },
        .dissolve("followed by one that begins later", "invalid: successors[0]") {
            $0.successors = ["H29.03"]
        },
        .dissolve("one with a division", "invalid: agency.valid_to") { $0.agency = "H29.01" },
        .dissolve("on its first day", "invalid: agency") { $0.on = "2025-07-01" },
        .dissolve("without a decision", "invalid: decision") { $0.decision = nil },
    ]

    // Red when: the check of the row is taken out of the command or of the draft.
    @Test(arguments: renames + merges + splits + dissolutions)
    func `A command is checked`(row: Row) {
        #expect(refusal { try row.decide(StandingDirectory(of: city)) } == row.expected)
    }

    // Red when: the new name or title holds for an earlier day, or the old one for a later.
    @Test func `A renamed body keeps its name on the days before`() throws {
        let request = RenameAgencyRequest(
            code: "H29.02",
            name: "Sở Hai mới",
            parent: "H29.01",
            offices: [Office(code: "H29.02.GD", title: "Giám đốc mới")],
            on: on,
            decision: paper
        )
        let events = try request.decide(today: today, standing: StandingDirectory(of: city))
        let renamed = try #require(after(events)["H29.02"])
        let before = try #require(renamed.asOf(day("2026-06-30")))
        let then = try #require(renamed.asOf(day(on)))
        #expect(before.name == "Sở Hai" && before.parent == "H29")
        #expect(before.offices.map(\.title) == ["Giám đốc", "Phó phòng"])
        #expect(then.name == "Sở Hai mới" && then.parent == "H29.01")
        #expect(then.offices.map(\.title) == ["Giám đốc mới", "Phó phòng"])
        #expect(renamed.asOf(day("2025-06-30")) == nil)
        #expect(events.map(\.actedOn) == [on])
        // A second change comes after the first.
        var again = request
        (again.parent, again.offices, again.name) = ("H29", [], "Sở Ba")
        let standing = StandingDirectory(of: Array(after(events).values))
        #expect(refusal { try again.decide(today: today, standing: standing) } == "invalid: on")
        again.on = "2026-07-02"
        let later = try again.decide(today: today, standing: standing)
        let third = try #require(after(later)["H29.02"])
        #expect(
            ["2026-06-30", "2026-07-01", "2026-07-02"].map { third.asOf(day($0))?.name }
                == ["Sở Hai", "Sở Hai mới", "Sở Ba"]
        )
    }

    // Red when: only the first day of a change is looked at.
    @Test func `Two moves that would meet on a later day are refused`() throws {
        func move(_ code: String, under parent: String, on: String) -> RenameAgencyRequest {
            RenameAgencyRequest(code: code, parent: parent, on: on, decision: paper)
        }
        let planned = try move("H29.01", under: "H29.02", on: "2026-08-01")
            .decide(today: today, standing: StandingDirectory(of: city))
        let standing = StandingDirectory(of: Array(after(planned).values))
        let second = move("H29.02", under: "H29.01", on: on)
        #expect(
            refusal { try second.decide(today: today, standing: standing) }
                == "invalid: code.parent"
        )
    }

    // Red when: a side of the links is left out, a body acts a day too long or too short, or what
    // lay under a merged body is lost.
    @Test func `A merger ends bodies and takes over from all of them`() throws {
        let request = MergeAgenciesRequest(
            codes: ["H29.01", "H29.02"],
            into: department("H29.04"),
            on: on,
            decision: paper
        )
        let events = try request.decide(today: today, standing: StandingDirectory(of: city))
        #expect(events.first?.record?.id == "H29.04")
        let all = after(events)
        let new = try #require(all["H29.04"])
        #expect(new.validFrom == on && new.predecessors == ["H29.01", "H29.02"])
        for code in ["H29.01", "H29.02"] {
            let old = try #require(all[code])
            #expect(old.successors == ["H29.04"])
            #expect(old.isInBeing(on: day("2026-06-30")) && !old.isInBeing(on: day(on)))
            #expect(old.office("\(code).GD", on: day("2026-06-30")) != nil)
            #expect(old.office("\(code).GD", on: day(on)) == nil)
            let division = try #require(all["\(code).01"])
            #expect(division.asOf(day("2026-06-30"))?.parent == code)
            #expect(division.asOf(day(on))?.parent == "H29.04")
        }
        let decisions = events.map { event -> DocumentReference? in
            if case .agencyRecorded(let fact) = event.fact { fact.decision } else { nil }
        }
        #expect(decisions.allSatisfy { $0 == paper })
    }

    // Red when: a body that ended already gets no successors, or a day of its own moves.
    @Test func `A body that ended on the day before gets its successors later`() throws {
        var request = DissolveAgencyRequest(agency: "H29.01.01", on: on, decision: paper)
        let events = try request.decide(today: today, standing: StandingDirectory(of: city))
        let ended = Array(after(events).values)
        request.successors = ["H29.01", "H29.02"]
        let standing = StandingDirectory(of: ended)
        let all = after(try request.decide(today: day(on), standing: standing), ended)
        #expect(all["H29.01.01"]?.validTo == "2026-06-30")
        #expect(all["H29.01.01"]?.successors == ["H29.01", "H29.02"])
        #expect(all["H29.02"]?.predecessors == ["H29.01.01"])
        request.on = "2026-07-02"
        #expect(
            refusal { try request.decide(today: day(on), standing: standing) }
                == "invalid: agency"
        )
    }
}
