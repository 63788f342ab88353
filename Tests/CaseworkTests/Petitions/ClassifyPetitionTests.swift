import Casework
import Messages
import TestSupport
import Testing

/// Classifying: the seven axes, what goes with what, and the clocks of each type.
@Suite struct ClassifyPetitionTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        let spoil: @Sendable (inout ClassifyPetitionRequest, inout Petition) -> Void

        init(
            _ name: String,
            _ expected: String,
            _ spoil: @escaping @Sendable (inout ClassifyPetitionRequest, inout Petition) -> Void
        ) {
            testDescription = name
            self.expected = expected
            self.spoil = spoil
        }
    }

    // Red when: the guard of the row is taken out of ClassifyPetitionRequest.decide.
    @Test(arguments: [
        Row("in order", "accepted") { _, _ in },
        Row("no etag", "invalid: etag") { request, _ in request.etag = "" },
        Row("stale etag", "etag") { request, _ in request.etag = "0" },
        Row("before registration", "invalid: acted_on") { request, _ in
            request.actedOn = "2026-07-05"
        },
        Row("tomorrow", "invalid: acted_on") { request, _ in request.actedOn = "2026-12-31" },
        Row(
            "nothing said",
            "invalid: classification.type, classification.eligibility, "
                + "classification.competence, classification.signers, classification.repetition, "
                + "classification.field"
        ) { request, _ in request.classification = nil },
        Row("complaint of no kind", "invalid: classification.complaint_subtype") { request, _ in
            request.classification?.complaintSubtype = .unspecified
        },
        Row("feedback of a kind of complaint", "invalid: classification.complaint_subtype") {
            request,
            _ in
            request.classification = Sample.feedback
            request.classification?.complaintSubtype = .act
        },
        Row("ineligible without reason", "invalid: classification.ineligible_reasons") {
            request,
            _ in request.classification?.eligibility = .ineligible
        },
        Row("eligible with a reason", "invalid: classification.ineligible_reasons") {
            request,
            _ in request.classification?.ineligibleReasons = ["ANON"]
        },
        Row("unknown reason", "invalid: classification.ineligible_reasons[1]") { request, _ in
            request.classification?.eligibility = .ineligible
            request.classification?.ineligibleReasons = ["ANON", "BORED"]
        },
        Row("field of another type", "invalid: classification.field") { request, _ in
            request.classification?.field = "TN"
        },
        Row("field below a column", "accepted") { request, _ in
            request.classification?.field = "HC.DD.BOITHUONG"
        },
        Row("field that only begins as a column", "invalid: classification.field") {
            request,
            _ in request.classification?.field = "HC.DDX"
        },
        Row("repeated but first", "invalid: classification.repetition") { request, _ in
            request.classification?.repeats = "p0"
        },
        Row("repeated", "accepted") { request, _ in
            request.classification?.repeats = "p0"
            request.classification?.repetition = .repeatSameLevel
        },
        Row("target too long", "invalid: classification.target") { request, _ in
            request.classification?.target = String(repeating: "a", count: 201)
        },
        Row("eligible though unsigned", "invalid: classification.eligibility") { _, petition in
            petition.defects = [.noSignature]
        },
        Row("feedback though unsigned", "accepted") { request, petition in
            petition.defects = [.noSignature]
            request.classification = Sample.feedback
        },
        Row(
            "proposed already",
            "PETITION_STATE_PROPOSED: a petition without a proposal; return the proposal first"
        ) { _, petition in petition.state = .proposed },
        Row("classified before", "accepted") { _, petition in petition.state = .classified },
    ])
    func `A classification is checked`(row: Row) throws {
        var petition = try Walk(to: .registered).petition.with(etag: "1")
        var request = Sample.classify("p1", etag: "1")
        row.spoil(&request, &petition)
        #expect(refusal { try request.decide(petition, senders: nobody, world) } == row.expected)
    }

    struct Clock: Sendable {
        var found = Sample.complaint
        var anonymous = false
        var forwarded = false
        let clocks: [String]
    }

    static let clocks: [Clock] = [
        Clock(clocks: [
            "KN.ACCEPT OPEN 2026-07-15", "KN.NOTIFY_ACCEPT OPEN 2026-07-15",
        ]),
        Clock(
            found: Sample.discipline,
            clocks: ["KNKL.ACCEPT OPEN 2026-07-15", "KN.NOTIFY_ACCEPT OPEN 2026-07-15"]
        ),
        Clock(found: others(Sample.complaint), clocks: []),
        Clock(found: Sample.denunciation, clocks: ["TC.INITIAL OPEN 2026-07-15"]),
        Clock(
            found: others(Sample.denunciation),
            forwarded: true,
            clocks: [
                "TC.INITIAL OPEN 2026-07-15", "TC.TRANSFER OPEN 2026-07-13",
                "TC.FORWARDER_NOTICE OPEN 2026-07-27",
            ]
        ),
        Clock(found: anonymous, anonymous: true, clocks: []),
        Clock(found: Sample.feedback, clocks: []),
    ]

    private static func others(_ found: Classification) -> Classification {
        var found = found
        found.competence = .other
        return found
    }

    private static var anonymous: Classification {
        var found = Sample.denunciation
        found.eligibility = .ineligible
        found.ineligibleReasons = ["ANON"]
        return found
    }

    // Red when: a rule of a type is forgotten, or runs from the day of classification.
    @Test(arguments: clocks)
    func `Each type starts its clocks from the stamp`(row: Clock) throws {
        let walk = try Walk(to: .classified) {
            $0.classification = row.found
            if row.anonymous { $0.registration.parties = [] }
            if row.forwarded {
                $0.registration.forwarder = Forwarder(agency: "Ban Tiếp công dân")
            }
        }
        #expect(Array(walk.clocks.dropFirst(2)) == row.clocks)
        #expect(walk.petition.deadlines.allSatisfy { $0.startOn == "2026-07-06" })
    }

    // Red when: the old type's clocks stay open, or the returning type's stay replaced.
    @Test func `Another type replaces the clocks, and back again opens them`() throws {
        var walk = try Walk(to: .classified)
        for (found, open) in [
            (Sample.denunciation, ["TC.INITIAL"]),
            (Sample.complaint, ["KN.ACCEPT", "KN.NOTIFY_ACCEPT"]),
        ] {
            walk.take(
                try Sample.classify("p1", etag: "1", found)
                    .decide(walk.petition.with(etag: "1"), senders: nobody, world)
            )
            let running = walk.petition.deadlines.filter {
                $0.state == .open && $0.startEvent != "petition.received"
            }
            #expect(running.map(\.rule) == open)
        }
        let ended = try #require(walk.petition.deadlines.first { $0.rule == "TC.INITIAL" })
        #expect(ended.state == .replaced && ended.stoppedOn == "2026-07-08")
    }

    // Red when: a denunciation leaves its parties ordinary.
    @Test func `A denunciation's parties are secret`() throws {
        for (found, wanted) in [
            (Sample.denunciation, PartyGuard.secret), (Sample.feedback, .ordinary),
        ] {
            let walk = try Walk(to: .classified) { $0.classification = found }
            guard case .petitionClassified(let fact) = walk.events.last?.fact else {
                Issue.record("no classification")
                return
            }
            #expect(fact.guard == wanted)
        }
    }
}
