import Casework
import Messages
import TestSupport
import Testing

/// Who signs for the head, by what, and on which days (NĐ 30/2020/NĐ-CP Đ.13).
@Suite struct DelegationTests {
    private static let form = "ND30/2020:1.4-TB"
    private static let world = acting("H29.02", on: "2026-07-15")
    private static let holder = Officer(
        code: "chi",
        agency: "H29.02.01",
        appointments: [
            Appointment(office: "H29.02.01.GD", validFrom: "2026-01-01", validTo: "2026-07-20")
        ]
    )
    private static var right: SigningRight { Sample.signing(officers: [holder]) }

    static let plays: [Play<Delegation>] = [
        Play("DelegationService/EndDelegation") {
            try EndDelegationRequest(id: "g1", on: "2026-07-16", reason: "Hết việc")
                .decide($0, world)
        }
    ]

    // Red when: a row has no test, or a delegation ends twice.
    @Test func `Every command acts from the states of its rows and from no other`() {
        expectTable(Self.plays) { state in
            var delegation = Sample.delegation()
            delegation.state = state
            return delegation
        }
    }

    private static func give(
        _ change: (inout GiveDelegationRequest) -> Void = { _ in }
    ) throws
        -> Delegation
    {
        var request = GiveDelegationRequest(
            office: "H29.02.GD",
            mode: .deputy,
            toOffice: "H29.02.PP",
            validFrom: "2026-07-01",
            decision: DocumentReference(number: "3/QĐ-SNV", issuedOn: "2026-06-20")
        )
        change(&request)
        let events = try request.decide(Sample.home, id: "g1", right, world)
        return events.reduce(into: Delegation()) { $0.apply($1) }
    }

    /// An authorisation of who heads the division.
    private static func authorise(_ request: inout GiveDelegationRequest) {
        (request.mode, request.toOffice) = (.authorised, "H29.02.01.GD")
        (request.forms, request.validTo) = ([form], "2026-09-30")
    }

    private static func answer(_ change: (inout GiveDelegationRequest) -> Void) -> String {
        refusal { _ = try give(change) }
    }

    // Red when: a delegation forgets what was asked, or goes to whom the law does not let sign.
    @Test func `A deputy signs KT., who heads a unit TL. and TUQ.`() throws {
        let given = try Self.give()
        #expect(given.agency == "H29.02" && given.state == .given && given.mode == .deputy)
        #expect(given.fromOffice == "H29.02.GD" && given.toOffice == "H29.02.PP")
        #expect(given.givenOn == "2026-07-15" && given.keepers == ["H29.02"])
        let named = try Self.give {
            Self.authorise(&$0)
            $0.toOfficer = "chi"
        }
        #expect(named.toOfficer == "chi" && named.forms == [Self.form])
        #expect(named.keepers == ["H29.02", "H29.02.01"])
        let offices: [(SigningMode, String, String)] = [
            (.deputy, "H29.02.GD", "invalid: to_office"),
            (.deputy, "H29.02.01.GD", "invalid: to_office"),
            (.order, "H29.02.01.GD", "accepted"), (.order, "H29.02.PP", "accepted"),
            (.order, "H29.02.01.PP", "invalid: to_office"),
            (.order, "H29.02.GD", "invalid: to_office"),
            (.authorised, "H29.02.01.GD", "accepted"),
            (.authorised, "H29.05.GD", "invalid: to_office"),
            (.authorised, "H29.GD", "invalid: to_office"),
        ]
        for (mode, office, expected) in offices {
            let found = Self.answer {
                ($0.mode, $0.toOffice) = (mode, office)
                ($0.forms, $0.validTo) = ([Self.form], "2026-09-30")
            }
            #expect(found == expected, "\(mode) \(office)")
        }
        // Who reports to another office is no deputy of the head.
        var home = Sample.home
        home.offices[1].reportsTo = "H29.02.X"
        let request = GiveDelegationRequest(
            office: "H29.02.GD",
            mode: .deputy,
            toOffice: "H29.02.PP",
            validFrom: "2026-07-01",
            decision: DocumentReference(number: "3/QĐ-SNV", issuedOn: "2026-06-20")
        )
        let right = Sample.signing(home: home)
        #expect(
            refusal { _ = try request.decide(home, id: "g", right, Self.world) }
                == "invalid: to_office"
        )
    }

    // Red when: an authorisation goes without end or for everything, or a delegation is given by
    // nobody's head, before its paper, or to an officer who does not hold the office.
    @Test func `A delegation is refused for each of its rules`() {
        #expect(Self.answer { $0.mode = .head } == "invalid: mode")
        #expect(Self.answer { $0.mode = SigningMode(rawValue: 77) } == "invalid: mode")
        #expect(Self.answer { $0.office = "H29.02.PP" } == "invalid: office")
        #expect(Self.answer { $0.decision = nil }.hasPrefix("invalid: decision"))
        #expect(Self.answer { $0.validFrom = "2026-06-19" } == "invalid: valid_from")
        #expect(Self.answer { $0.validFrom = "soon" }.hasPrefix("invalid: valid_from"))
        #expect(Self.answer { $0.validTo = "2026-06-30" } == "invalid: valid_to")
        #expect(Self.answer { $0.toOfficer = "chi" }.hasPrefix("invalid: to_officer"))
        #expect(Self.answer { $0.forms = ["ND155/2026:99"] } == "invalid: forms")
        #expect(Self.answer { $0.forms = [Self.form, Self.form] } == "invalid: forms")
        func authorised(_ change: (inout GiveDelegationRequest) -> Void) -> String {
            Self.answer {
                Self.authorise(&$0)
                change(&$0)
            }
        }
        #expect(authorised { _ in } == "accepted")
        #expect(authorised { $0.validTo = "" } == "invalid: valid_to")
        #expect(authorised { $0.forms = [] } == "invalid: forms")
        #expect(authorised { $0.toOfficer = "nobody" } == "invalid: to_officer")
        #expect(
            authorised {
                $0.validFrom = "2026-07-21"; $0.toOfficer = "chi"
            }
                == "invalid: to_officer"
        )
        // An order has no end of its own: the working regulation goes on.
        #expect(authorised { ($0.mode, $0.validTo) = (.order, "") } == "accepted")
        #expect(authorised { ($0.mode, $0.forms) = (.order, []) } == "invalid: forms")
    }

    // Red when: a delegation ends outside its days, or one that was ended holds on.
    @Test func `A delegation ends from a day on`() throws {
        func ended(_ on: String, reason: String = "Hết việc") throws -> Delegation {
            let request = EndDelegationRequest(id: "g1", on: on, reason: reason)
            return try request.decide(Sample.delegation(), Self.world)
                .reduce(into: Sample.delegation()) { $0.apply($1) }
        }
        let found = try ended("2026-07-20")
        #expect(found.state == .ended && found.validTo == "2026-07-19")
        #expect(found.endedOn == "2026-07-15" && found.endReason == "Hết việc")
        #expect(try ended("").validTo == "2026-07-14")
        let never = try ended("2026-07-01")
        let days = (1...31).map { Day(year: 2026, month: 7, day: $0) ?? Self.world.today }
        #expect(try days.allSatisfy { try !Self.right.holds(never, on: $0) })
        for day in ["2026-06-30", "2026-09-01", "today"] {
            #expect(refusal { _ = try ended(day) } == "invalid: on")
        }
        #expect(refusal { _ = try ended("", reason: " ") } == "invalid: reason")
        let other = acting("H29.02.01", on: "2026-07-15")
        let request = EndDelegationRequest(id: "g1", reason: "Hết việc")
        #expect(
            refusal { _ = try request.decide(Sample.delegation(), other) }
                == "DELEGATION_STATE_GIVEN: the agency whose head gave it, H29.02"
        )
    }

    /// Whether a draft is signed so on a day.
    private static func sign(
        _ mode: SigningMode,
        _ office: String,
        on day: String = "2026-07-13",
        by right: SigningRight
    ) -> String {
        var request = DocumentTableTests.sign
        (request.mode, request.office, request.actedOn) = (mode, office, day)
        return refusal {
            _ = try request.decide(
                DocumentTableTests.sample(.draft),
                right,
                acting("H29.02", on: "2026-12-01")
            )
        }
    }

    // Red when: somebody signs for the head without a delegation, by one of another mode, office,
    // form or day, or by one whose office, giver or officer is gone.
    @Test func `Nobody signs for the head but by a delegation that holds that day`() {
        let deputy = Sample.signing(Sample.delegation())
        #expect(Self.sign(.deputy, "H29.02.PP", by: deputy) == "accepted")
        #expect(Self.sign(.deputy, "H29.02.PP", on: "2026-08-31", by: deputy) == "accepted")
        #expect(Self.sign(.deputy, "H29.02.PP", on: "2026-09-01", by: deputy) == "invalid: mode")
        #expect(Self.sign(.order, "H29.02.PP", by: deputy) == "invalid: mode")
        #expect(Self.sign(.deputy, "H29.02.PP", by: Sample.signing()) == "invalid: mode")
        let other = Sample.signing(Sample.delegation(forms: ["ND30/2020:1.5"]))
        #expect(Self.sign(.deputy, "H29.02.PP", by: other) == "invalid: mode")
        for index in [0, 1] {
            var home = Sample.home
            home.offices[index].validTo = "2026-07-12"
            let gone = Sample.signing(Sample.delegation(), home: home)
            let field = index == 0 ? "mode" : "office"
            #expect(Self.sign(.deputy, "H29.02.PP", by: gone) == "invalid: \(field)")
        }
        var named = Sample.delegation(.authorised, to: "H29.02.01.GD", forms: [Self.form])
        let unit = Sample.signing(named)
        #expect(Self.sign(.authorised, "H29.02.01.GD", by: unit) == "accepted")
        // The head of a unit is no head of the agency, and signs nothing of it as one.
        #expect(Self.sign(.head, "H29.02.01.GD", by: unit) == "invalid: office, mode")
        #expect(Self.sign(.authorised, "H29.05.GD", by: unit) == "invalid: office")
        named.toOfficer = "chi"
        let person = Sample.signing(named, officers: [Self.holder])
        #expect(Self.sign(.authorised, "H29.02.01.GD", on: "2026-07-20", by: person) == "accepted")
        #expect(
            Self.sign(.authorised, "H29.02.01.GD", on: "2026-07-21", by: person) == "invalid: mode"
        )
    }

    // Red when: a document does not tell by which delegation it was signed.
    @Test func `A signature names the delegation that it rests on`() throws {
        var request = DocumentTableTests.sign
        (request.mode, request.office) = (.deputy, "H29.02.PP")
        let draft = DocumentTableTests.sample(.draft)
        let signed = try request.decide(draft, Sample.signing(Sample.delegation()), Self.world)
            .reduce(into: draft) { $0.apply($1) }
        #expect(signed.delegation == "g1" && signed.signerOffice == "H29.02.PP")
        let own = try DocumentTableTests.sign
            .decide(draft, Sample.signing(Sample.delegation()), Self.world)
            .reduce(into: draft) { $0.apply($1) }
        #expect(own.delegation.isEmpty)
    }
}
