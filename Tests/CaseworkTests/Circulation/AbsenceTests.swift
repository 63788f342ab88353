import Casework
import Messages
import TestSeeds
import TestSupport
import Testing

/// Who is absent on which days, and who stands in.
@Suite struct AbsenceTests {
    private static let officers = [
        Officer(code: "an", agency: "H29.02"), Officer(code: "binh", agency: "H29.02"),
        Officer(code: "chi", agency: "H29.02.01"), Officer(code: "yen", agency: "H29.05"),
        Officer(
            code: "dung",
            agency: "H29.02",
            appointments: [
                Appointment(office: "H29.02.PP", validFrom: "2026-01-01", validTo: "2027-01-05")
            ]
        ),
    ]

    private static func staff(_ absences: [Absence] = [], leads: Bool = false) -> Staff {
        Staff(
            officer: { code in officers.first { $0.code == code } },
            lies: { $0 == $1 || $0.hasPrefix("\($1).") },
            leads: { leads && $0 == "H29.02" },
            absences: { officer, days in
                absences.filter { $0.officer == officer && $0.days?.overlaps(days) == true }
            }
        )
    }

    private static func who(_ officer: String = "an", on day: String = "2026-12-30") -> Context {
        acting("H29.02", officer: officer, on: day)
    }

    static let plays: [Play<Absence>] = [
        Play("AbsenceService/EndAbsence") {
            try EndAbsenceRequest(id: "an-binh", backOn: "2026-12-31")
                .decide($0, leads: false, who())
        }
    ]

    // Red when: a row has no test, or an absence ends twice.
    @Test func `Every command acts from the states of its rows and from no other`() {
        expectTable(Self.plays) { state in
            var absence = Sample.absence()
            absence.state = state
            return absence
        }
    }

    private static func enter(
        _ context: Context = who(),
        _ absences: [Absence] = [],
        leads: Bool = false,
        _ change: (inout EnterAbsenceRequest) -> Void = { _ in }
    ) throws -> Absence {
        var request = EnterAbsenceRequest(
            substitute: "binh",
            reason: .leave,
            firstOn: "2027-01-04",
            lastOn: "2027-01-08"
        )
        change(&request)
        return try request.decide(id: "a1", staff(absences, leads: leads), context)
            .reduce(into: Absence()) { $0.apply($1) }
    }

    // Red when: an absence forgets what was asked, or who entered it.
    @Test func `An absence is what was entered`() throws {
        let own = try Self.enter()
        #expect(own.officer == "an" && own.substitute == "binh" && own.enteredBy == "an")
        #expect(own.agency == "H29.02" && own.keepers == ["H29.02"] && own.reason == .leave)
        #expect(own.firstOn == "2027-01-04" && own.lastOn == "2027-01-08")
        let below = try Self.enter(Self.who("head"), leads: true) {
            ($0.officer, $0.substitute) = ("an", "chi")
        }
        #expect(below.enteredBy == "head" && below.keepers == ["H29.02", "H29.02.01"])
    }

    // Red when: somebody is absent by a stranger's word, or for the days of another absence; or
    // somebody stands in who is elsewhere, gone, absent or the same.
    @Test func `An absence is refused for each of its rules`() {
        func answer(
            _ context: Context = Self.who(),
            _ absences: [Absence] = [],
            leads: Bool = false,
            _ change: (inout EnterAbsenceRequest) -> Void = { _ in }
        ) -> String {
            refusal { _ = try Self.enter(context, absences, leads: leads, change) }
        }
        #expect(answer() == "accepted")
        #expect(answer(Self.who("binh")) { $0.officer = "an" }.hasPrefix("invalid: officer"))
        #expect(answer(Self.who("head"), leads: true) { $0.officer = "an" } == "accepted")
        #expect(
            answer(Self.who("head"), leads: true) { $0.officer = "yen" }
                .hasPrefix("invalid: officer")
        )
        #expect(answer { $0.reason = .unspecified } == "invalid: reason")
        for substitute in ["an", "yen", "nobody", "", "dung"] {
            #expect(answer { $0.substitute = substitute } == "invalid: substitute", "\(substitute)")
        }
        #expect(answer { ($0.substitute, $0.lastOn) = ("dung", "2027-01-05") } == "accepted")
        #expect(answer { $0.lastOn = "2027-01-03" } == "invalid: last_on")
        #expect(answer { $0.lastOn = "" } == "invalid: last_on")
        #expect(answer { $0.firstOn = "" } == "invalid: first_on, last_on")
        #expect(
            answer { ($0.firstOn, $0.lastOn) = ("2026-12-01", "2026-12-29") }
                == "invalid: last_on"
        )
        #expect(answer { ($0.firstOn, $0.lastOn) = ("2026-12-01", "2026-12-30") } == "accepted")
        #expect(
            answer { ($0.firstOn, $0.lastOn) = ("2027-12-31", "2028-01-01") }
                == "invalid: first_on"
        )
        let touching = Sample.absence(by: "chi", from: "2027-01-08", to: "2027-01-20")
        #expect(answer(Self.who(), [touching]) == "invalid: first_on")
        #expect(answer(Self.who(), [touching]) { $0.lastOn = "2027-01-07" } == "accepted")
        let away = Sample.absence(of: "binh", by: "chi", from: "2027-01-08", to: "2027-01-20")
        #expect(answer(Self.who(), [away]) == "invalid: substitute")
        #expect(answer(Self.who(), [away]) { $0.lastOn = "2027-01-07" } == "accepted")
    }

    // Red when: an absence is ended by a stranger, for days that are past, or goes on afterwards.
    @Test func `An absence ends early`() throws {
        func end(
            _ back: String,
            _ context: Context = Self.who(),
            leads: Bool = false
        ) throws
            -> Absence
        {
            try EndAbsenceRequest(id: "an-binh", backOn: back)
                .decide(Sample.absence(), leads: leads, context)
                .reduce(into: Sample.absence()) { $0.apply($1) }
        }
        let back = try end("2026-12-31")
        #expect(back.state == .ended && back.lastOn == "2026-12-30")
        #expect(try end("").lastOn == "2026-12-29")
        #expect(try end("", Self.who("head"), leads: true).state == .ended)
        // One that is called off before it begins has no days.
        #expect(try end("", Self.who(on: "2026-12-20")).days == nil)
        for day in ["2026-12-29", "2027-01-01", "later"] {
            #expect(refusal { _ = try end(day) } == "invalid: back_on")
        }
        #expect(
            refusal { _ = try end("", Self.who("binh")) }
                == "ABSENCE_STATE_ENTERED: the officer who is absent, or who leads the agency"
        )
        #expect(
            refusal { _ = try end("", Self.who(on: "2027-01-01")) }
                == "ABSENCE_STATE_ENTERED: an absence whose last day, 2026-12-31, is not past"
        )
    }

    // Red when: a chain stops at somebody absent, at somebody gone, or never.
    @Test func `Who stands in is there`() throws {
        let chain = [Sample.absence(), Sample.absence(of: "binh", by: "chi")]
        func presence(
            _ officer: String,
            _ all: [Absence],
            gone: Set<String> = []
        ) throws
            -> Presence
        {
            try Sample.substitution(all, gone: gone).presence(of: officer)
        }
        #expect(try presence("an", chain) == .absent(substitute: "chi"))
        #expect(try presence("binh", chain) == .absent(substitute: "chi"))
        #expect(try presence("chi", chain) == .present)
        #expect(try presence("an", chain, gone: ["chi"]) == .absent(substitute: nil))
        let later = Sample.substitution(chain, on: "2027-01-01")
        #expect(try later.presence(of: "an") == .present)
        let circle = chain + [Sample.absence(of: "chi", by: "an")]
        #expect(try presence("an", circle) == .absent(substitute: nil))
    }

    // Red when: substitutions go round in a circle, or end at somebody absent, on any day, whatever
    // is entered and ended in whatever order.
    @Test(arguments: [20_261_127, 7, 4_711] as [UInt64])
    func `Whatever is entered, every chain ends at somebody present`(seed: UInt64) throws {
        var random = SplitMix64(usualSeed: seed)
        var absences: [Absence] = []
        let names = ["an", "binh", "chi", "dung"]
        var entered = 0
        for step in 0..<400 {
            let today = (Day(iso: "2026-12-01") ?? Self.who().today) + step / 20
            let context = Self.who("head", on: today.iso)
            if let index = absences.indices.randomElement(using: &random),
                Int.random(
                    in: 0..<5,
                    using: &random
                ) == 0
            {
                let back = (today + Int.random(in: 0...3, using: &random)).iso
                let request = EndAbsenceRequest(id: absences[index].id, backOn: back)
                let events = try? request.decide(absences[index], leads: true, context)
                for event in events ?? [] { absences[index].apply(event) }
                continue
            }
            let first = today + Int.random(in: -4...10, using: &random)
            let request = EnterAbsenceRequest(
                officer: names.randomElement(using: &random) ?? "",
                substitute: names.randomElement(using: &random) ?? "",
                reason: .leave,
                firstOn: first.iso,
                lastOn: (first + Int.random(in: 0...6, using: &random)).iso
            )
            let staff = Self.staff(absences, leads: true)
            guard let events = try? request.decide(id: "a\(step)", staff, context) else { continue }
            entered += 1
            absences.append(events.reduce(into: Absence()) { $0.apply($1) })
        }
        #expect(entered > 20, "seed \(seed)")
        var chained = 0
        for offset in -5...40 {
            let day = (Day(iso: "2026-12-01") ?? Self.who().today) + offset
            let substitution = Sample.substitution(absences, on: day.iso)
            for name in names {
                guard case .absent(let substitute) = try substitution.presence(of: name) else {
                    continue
                }
                let end = try #require(substitute, "seed \(seed), \(name) on \(day.iso)")
                #expect(try substitution.presence(of: end) == .present, "seed \(seed)")
                if try substitution.absence(of: name)?.substitute != end { chained += 1 }
            }
        }
        #expect(chained > 0, "seed \(seed)")
    }
}
