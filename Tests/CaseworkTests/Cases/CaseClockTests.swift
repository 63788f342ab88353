import Casework
import Messages
import TestSeeds
import TestSupport
import Testing

/// The clock of the case and those of its stages, on random lives.
@Suite struct CaseClockTests {
    /// A complaint with random acts on random days, as its events made it.
    private struct Life {
        var file: Case
        var events: [Event]
        /// The day of the last act.
        var day: Day

        init(_ random: inout SplitMix64) throws {
            var acceptance = Sample.accept("p1")
            acceptance.remoteArea = Bool.random(using: &random)
            let found = Bool.random(using: &random) ? Sample.complaint : Sample.discipline
            let walk = try Walk(to: .accepted) {
                $0.classification = found
                $0.acceptance = acceptance
            }
            file = walk.file
            events = walk.events.filter { $0.record == .caseFile("c1") }
            day = Day(iso: file.lastActOn) ?? Day(daysSince1970: 0)
        }

        mutating func take(_ decided: [Event]?) {
            for event in decided ?? [] {
                file.apply(event)
                events.append(event)
            }
        }

        private func paper() -> DocumentReference {
            DocumentReference(number: "\(events.count)/QĐ", issuedOn: day.iso)
        }

        /// Tries one act; what the state or the law forbids does not happen.
        mutating func act(_ random: inout SplitMix64) {
            day += Int.random(in: 0...6, using: &random)
            let world = context(today: "2028-12-29")
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                take(
                    try? SuspendCaseRequest(id: "c1", ground: .relatedResult, decision: paper())
                        .decide(file, world)
                )
            case 1, 2:
                take(try? ResumeCaseRequest(id: "c1", decision: paper()).decide(file, world))
            case 3:
                take(
                    try? MarkComplexRequest(id: "c1", criteria: [.places], actedOn: day.iso)
                        .decide(file, world)
                )
            case 4:
                take(
                    try? AssignVerificationRequest(
                        id: "c1",
                        agency: "H29.05",
                        assignment: paper()
                    ).decide(file, verifier: Sample.foreign, world)
                )
            default:
                take(
                    try? RequestEvidenceRequest(id: "c1", subject: "Hồ sơ", document: paper())
                        .decide(file, senders: nobody, world)
                )
            }
        }

        /// Goes on if it stands still, and is decided as far as that is possible.
        mutating func finish() {
            let world = context(today: "2028-12-29")
            day += 3
            take(try? ResumeCaseRequest(id: "c1", decision: paper()).decide(file, world))
            take(try? Sample.assign("c1", on: day).decide(file, verifier: Sample.foreign, world))
            take(try? SubmitReportRequest(id: "c1", report: paper()).decide(file, world))
            let talk = HoldDialogueRequest(
                id: "c1",
                noticeSentOn: day.iso,
                dialogue: Dialogue(
                    heldOn: (day + 9).iso,
                    minutesNumber: "4/BB",
                    headInPerson: true
                )
            )
            take(try? talk.decide(file, agency: Sample.home, world))
            var decision = Sample.decide("c1")
            decision.decision?.document?.issuedOn = (day + 9).iso
            take(try? decision.decide(file, senders: nobody, world))
        }
    }

    // Red when: a clock is not what its events say: it starts on a day without an act, runs by
    // another rule or history, or its suspended days count.
    @Test func `Both clocks are computed from the events of the case`() throws {
        var random = SplitMix64(usualSeed: 20_261_201)
        let seed = Comment(rawValue: "KNTC_SEED=\(random.seed)")
        let clocks = Clocks(rulebook: .builtin, calendar: .national)
        var (suspended, decided) = (0, 0)
        for _ in 0..<400 {
            var life = try Life(&random)
            for _ in 0..<12 { life.act(&random) }
            life.finish()
            let file = life.file
            let replayed = life.events.reduce(into: Case()) { $0.apply($1) }
            #expect(replayed.deadlines == file.deadlines, seed)
            let days = Set(life.events.map(\.actedOn))
            for deadline in file.deadlines {
                #expect(days.contains(deadline.startOn), seed)
                #expect(deadline.stoppedOn.isEmpty || days.contains(deadline.stoppedOn), seed)
                guard deadline.state != .suspended, !deadline.dueOn.isEmpty else { continue }
                #expect(try clocks.reckoned(deadline).dueOn == deadline.dueOn, seed)
            }
            let settlement = file.deadlines.filter {
                $0.rule.contains("RESOLVE") && $0.state != .replaced
            }
            #expect(settlement.count == 1, seed)
            guard let clock = settlement.first, let start = Day(iso: clock.startOn) else {
                continue
            }
            // Every suspension of the case while its limit ran stands in the limit.
            #expect(clock.suspensions.count <= file.suspensions.count, seed)
            if !clock.suspensions.isEmpty { suspended += 1 }
            if file.state == .decided { decided += 1 }
            guard let last = Day(iso: clock.nominalOn), let rule = clocks.law(of: clock),
                case .calendarDays(let limit) = rule.limit
            else { continue }
            let still = clock.suspensions.reduce(0) { sum, each in
                guard let from = Day(iso: each.decidedOn), let to = Day(iso: each.resumedOn) else {
                    return sum
                }
                return sum + (to - from)
            }
            let isShifted = clock.suspensions.last.map { $0.resumedOn == clock.nominalOn } ?? false
            #expect(last - start - still == limit || isShifted, seed)
        }
        // The lives are of both kinds, or the test proves nothing.
        #expect(suspended > 100 && decided > 100, seed)
    }
}

extension Sample {
    fileprivate static func assign(_ id: String, on day: Day) -> AssignVerificationRequest {
        var request = assign(id)
        request.assignment?.issuedOn = day.iso
        return request
    }
}
