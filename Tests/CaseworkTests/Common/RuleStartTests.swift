import Casework
import Messages
import TestSupport
import Testing

/// No rule of the rulebook waits for an event that nothing here is.
@Suite struct RuleStartTests {
    /// Rules that no act on a record starts, each with the reason.
    static let exceptions = [
        "KNPA.RESULT_NOTICE": "a former name of RCP.RESULT_NOTICE",
        "KNPA.REGULATION.CLASSIFY":
            "feedback on administrative regulations has a register of its own (NĐ 20/2008)",
        "KN.LIMITATION": "bounds the day of filing, which acceptance asks (FilingWindow)",
        "KNKL.LIMITATION.1": "bounds the day of filing, which acceptance asks (FilingWindow)",
        "PET.GUIDANCE_ONCE": "a quota that guards guidance, no limit that runs",
        "PET.DENUNCIATION_TRANSFER_ONCE": "a quota that guards transfers, no limit that runs",
        "NDB.UPDATE_ON_ACCEPTANCE": "the bridge follows every entry of the journal",
        "NDB.SPECIAL_REQUEST": "a request of the Government Inspectorate, in no record here",
        "NDB.BACKFILL": "a literal day that lies behind",
        "RPT.SUBMIT.COMMUNE_TO_CITY": "the end of a reporting period, no act on a record",
        "RPT.SUBMIT.CITY_TO_TTCP": "the end of a reporting period, no act on a record",
    ]

    // Red when: a rule is added that nothing starts, or an exception is none any more.
    @Test func `Every rule is started, or says why it is not`() throws {
        var started = try Self.played.union(Self.reckoned).union(Self.lived)
        for (kind, plays) in CaseTableTests.plays {
            started.formUnion(
                Self.starts(plays) { state in
                    kind == .denunciation
                        ? DenunciationPlays.sample(state) : ComplaintPlays.sample(kind, state)
                }
            )
        }
        let known = Set(Rulebook.builtin.rules.map(\.key))
        #expect(known.subtracting(started).sorted() == Self.exceptions.keys.sorted())
    }

    /// What the commands of petitions, visits and sessions start.
    private static var played: Set<String> {
        starts(PetitionTableTests.plays) { PetitionTableTests.sample($0) }
            .union(
                starts(VisitTableTests.entry + VisitTableTests.outcomes + VisitTableTests.results) {
                    VisitSample.visit($0)
                }
            )
            .union(
                starts(SessionTableTests.sessionPlays) { SessionSample.session($0, online: true) }
            )
    }

    /// The rules of the limits that the plays of a kind start, in any state.
    private static func starts<R: FiledRecord>(
        _ plays: [Play<R>],
        _ sample: (R.State) -> R
    ) -> Set<String> {
        var rules: Set<String> = []
        for state in R.State.known where state.rawValue != 0 {
            let record = sample(state)
            for play in plays {
                let events = (try? play.decide(record)) ?? []
                rules.formUnion(started(events.flatMap(\.deadlines), beside: record.deadlines))
            }
        }
        return rules
    }

    /// The rules of limits that began by an event of theirs, and the rules that extended them.
    private static func started(
        _ deadlines: [Deadline],
        beside former: [Deadline] = []
    ) -> Set<String> {
        let book = Rulebook.builtin
        let own = deadlines.filter { deadline in
            let rule = book.rule(version: deadline.ruleVersion)
            return [.open, .met, .late, .lapsed].contains(deadline.state)
                && rule?.key == deadline.rule
                && rule?.startEvents.contains(deadline.startEvent) ?? false
                && !former.contains { $0.rule == deadline.rule }
        }
        let extended = deadlines.flatMap(\.extensions).compactMap {
            book.rule(version: $0.ruleVersion)?.key
        }
        return Set(own.map(\.rule) + extended)
    }

    /// The quotas that the days of leaders and boards are judged by.
    private static var reckoned: Set<String> {
        var rules: Set<String> = []
        for type in AgencyType.known {
            var agency = Sample.agency("H29.80", "Phường", type)
            agency.validFrom = "2020-01-01"
            let days = ReceptionDays.reckon(
                agency,
                months: [day("2025-06-01"), day("2026-08-01")],
                sessions: [],
                meetings: [],
                world
            )
            rules.formUnion(days.rows.map(\.rule))
        }
        return rules
    }

    /// What whole lives start that no play of a table shows.
    private static var lived: Set<String> {
        get throws {
            var deadlines = try intake + plannedSessions + ends
            deadlines += try Walk(to: .closed).file.deadlines
            deadlines += TransferTableTests.sample(.sent).deadlines
            deadlines += try asked
            deadlines += imported.flatMap { $0.inheritedClocks(world) }
            return started(deadlines)
        }
    }

    /// An opinion that is asked for.
    private static var asked: [Deadline] {
        get throws {
            let request = AskConsultationRequest(
                kind: .opinion,
                asked: "H29.05",
                question: "Ý kiến?",
                dueOn: world.today.iso
            )
            let file = PetitionTableTests.sample(.dispatched, .archive)
            return try request.decide(
                file,
                id: "q1",
                asked: Sample.foreign,
                senders: nobody,
                world
            ).flatMap(\.deadlines)
        }
    }

    /// Petitions of each type, forwarded and of another day; one that goes to the archive.
    private static var intake: [Deadline] {
        get throws {
            var deadlines: [Deadline] = []
            for found in [Sample.complaint, Sample.discipline, Sample.denunciation] {
                for (competence, stamp) in [
                    (Competence.mine, "2026-06-22"), (.other, "2026-07-06"),
                ] {
                    deadlines += try Walk(to: .classified) {
                        $0.registration.stamp?.date = stamp
                        $0.registration.source = .press
                        $0.registration.forwarder = Forwarder(agency: "Báo Thanh Niên")
                        $0.classification = found
                        $0.classification.competence = competence
                    }.petition.deadlines
                }
            }
            var walk = DenunciationWalk()
            walk.check.places = 2
            try walk.go(to: .checked)
            let kept = DispatchPetitionRequest(id: "p1", document: PetitionTableTests.document)
            let archived = try kept.decide(PetitionTableTests.sample(.decided, .archive), world)
            return deadlines + walk.petition.deadlines + archived.flatMap(\.deadlines)
        }
    }

    /// A session that is held over the line, and a visit whose result takes longer.
    private static var plannedSessions: [Deadline] {
        get throws {
            var plan = SessionSample.plan
            plan.online = true
            plan.beginsAtMs = SessionSample.instant(plan.heldOn, hour: 8)
            plan.conditions = ["DUONG_TRUYEN"]
            let planned = try plan.decide(id: "s1", agency: Sample.home, world)
            let visit = VisitSample.visit(.contentRecorded)
            let longer = try VisitSample.notify(visit, .needsLonger)
            return (planned + longer).flatMap(\.deadlines)
        }
    }

    /// How cases end or go on beyond what a play shows.
    private static var ends: [Deadline] {
        get throws {
            let paper = DocumentReference(number: "36/QĐ-SNV", issuedOn: "2026-07-21")
            var ended = try Walk(to: .accepted)
            let end = TerminateCaseRequest(id: "c1", ground: .death, decision: paper)
            ended.take(try end.decide(ended.file, Sample.complainants, world))
            let told = RecordSendingRequest(
                id: "c1",
                document: .termination,
                actedOn: "2026-07-23",
                toldOn: "2026-07-27"
            )
            ended.take(try told.decide(ended.file, world))
            var decided = try Walk(to: .received).file
            decided.instance = 2
            let published = PublishDecisionRequest(
                id: "c1",
                form: .meeting,
                actedOn: "2026-08-20",
                notifiedOn: "2026-08-14"
            )
            var extended = try DenunciationWalk(to: .accepted)
            for (criteria, day) in [
                ([ComplexityCriterion.many], "2026-08-10"), ([.many, .foreign], "2026-09-10"),
            ] {
                let extend = try DenunciationWalk.extend(criteria, on: day)
                extended.take(try extend.decide(extended.file, world))
            }
            return ended.file.deadlines + extended.file.deadlines
                + (try published.decide(decided, world)).flatMap(\.deadlines)
        }
    }

    /// Cases of every branch that came to a decision, or a conclusion, in another system.
    private static var imported: [Case] {
        var cases: [Case] = []
        for instance in [Int32(1), 2] {
            for subtype in [ComplaintSubtype.decision, .discipline] {
                for isLong in [false, true] {
                    for complexity in [[], [ComplexityCriterion.many]] {
                        var file = ComplaintPlays.sample(.complaint, .effective)
                        file.instance = instance
                        file.complaintSubtype = subtype
                        file.remoteArea = isLong
                        file.dismissal = isLong
                        file.complexity = complexity
                        file.decision?.effectiveOn = "2026-09-12"
                        cases.append(file)
                    }
                }
            }
        }
        var concluded = DenunciationPlays.sample(.concluded)
        concluded.denunciation?.conclusion?.document?.issuedOn = "2026-03-12"
        return cases + [concluded]
    }
}
