import Casework
import Messages
import TestSupport
import Testing

/// Who is named for a secret file, and until when.
@Suite struct HandlerTests {
    private typealias S = IdentitySample

    // Red when: somebody is named who may not be, or for a file that needs it not.
    @Test func `A head names others for a secret file`() throws {
        let appointment = try S.appointed()
        #expect(appointment.handlers == [S.officer("binh")])
        #expect(appointment.appointedBy == S.officer("head"))
        #expect(
            refusal { try S.appointed { $0.handlers.append(S.officer("head")) } }
                == "invalid: handlers"
        )
        #expect(
            refusal { try S.appointed { $0.clerks = [OfficerReference(officer: "head")] } }
                == "invalid: clerks"
        )
        #expect(
            refusal { try S.appointed { ($0.handlers, $0.clerks) = ([], []) } }
                == "invalid: handlers"
        )
        let many = (0...20).map { S.officer("o\($0)") }
        #expect(refusal { try S.appointed { $0.handlers = many } } == "invalid: handlers")
        #expect(
            refusal { try S.appointed { $0.handlers = [S.officer("a"), S.officer("a")] } }
                == "invalid: handlers"
        )
        #expect(
            refusal { try S.appointed { $0.handlers = [S.officer("a", of: "Sở")] } }
                == "invalid: handlers[0].agency"
        )
        #expect(refusal { try S.appointed { $0.until = .unspecified } } == "invalid: until")
        #expect(refusal { try S.appointed { $0.office = "H29.02.PP" } } == "invalid: office")
        #expect(refusal { try S.appointed { $0.reason = "" } } == "invalid: reason")
        #expect(
            refusal { try S.appointed { $0.reason = "Gặp Nguyễn Thị Ánh" } } == "invalid: reason"
        )
        #expect(
            refusal { try S.appointed(isSecret: false) }
                == "PETITION_STATE_CLASSIFIED: a file whose persons are guarded as secret; others "
                + "are read in scope"
        )
    }

    // Red when: a right is given for a stage that is over.
    @Test func `A stage that is over names nobody`() throws {
        let reported = try DenunciationWalk(to: .reported)
        let concluded = try DenunciationWalk(to: .concluded)
        let over = "a file whose stage is still to end; name a later one"
        #expect(
            refusal { try S.appointed(reported.petition, goesOn: reported.file) }
                == "CASE_STATE_REPORTED: \(over)"
        )
        #expect(
            refusal {
                try S.appointed(reported.petition, goesOn: reported.file) { $0.until = .conclusion }
            } == "accepted"
        )
        #expect(
            refusal {
                try S.appointed(concluded.file) { $0.until = .conclusion }
            } == "CASE_STATE_CONCLUDED: \(over)"
        )
        #expect(
            refusal { try S.appointed(concluded.file) { $0.until = .closing } } == "accepted"
        )
        var closed = S.petition()
        closed.state = .closed
        #expect(
            refusal { try S.appointed(closed) { $0.until = .closing } }
                == "PETITION_STATE_CLOSED: \(over)"
        )
    }

    private static func entry(
        _ position: Int64,
        _ record: RecordReference,
        _ fact: Event.Fact
    ) -> JournalEntry {
        JournalEntry(position: position, events: [Event(record: record, fact: fact)])
    }

    private static let petition = RecordReference.petition("p1")
    private static let file = RecordReference.caseFile("c1")
    private static let records: Set = [petition, file]

    /// A fact and the stages that it ends.
    struct Ending: Sendable {
        let fact: Event.Fact
        let ends: Set<HandlerStage>
    }

    // Red when: a stage goes on after its end, or ends too early.
    @Test(arguments: [
        Ending(fact: .reportSubmitted(ReportSubmitted()), ends: [.report]),
        Ending(
            fact: .denunciationConcluded(DenunciationConcluded()),
            ends: [.report, .conclusion]
        ),
        Ending(fact: .decisionIssued(DecisionIssued()), ends: [.report, .conclusion]),
        Ending(fact: .feedbackAnswered(FeedbackAnswered()), ends: [.report, .conclusion]),
        Ending(fact: .caseTerminated(CaseTerminated()), ends: [.report, .conclusion]),
        Ending(fact: .acceptanceRefused(AcceptanceRefused()), ends: [.report, .conclusion]),
        Ending(fact: .petitionDispatched(PetitionDispatched()), ends: [.report, .conclusion]),
        Ending(fact: .petitionDispatched(PetitionDispatched(caseId: "c1")), ends: []),
        Ending(fact: .caseClosed(CaseClosed()), ends: [.report, .conclusion, .closing]),
        Ending(fact: .petitionClosed(PetitionClosed()), ends: [.report, .conclusion, .closing]),
        Ending(
            fact: .petitionWithdrawn(PetitionWithdrawn()),
            ends: [.report, .conclusion, .closing]
        ),
        Ending(fact: .entryVoided(EntryVoided()), ends: [.report, .conclusion, .closing]),
        Ending(fact: .guardLowered(GuardLowered()), ends: [.report, .conclusion, .closing]),
        Ending(fact: .verificationAssigned(VerificationAssigned()), ends: []),
        Ending(fact: .guardRaised(GuardRaised()), ends: []),
    ])
    func `A right ends with its stage by itself`(_ ending: Ending) throws {
        for stage in [HandlerStage.report, .conclusion, .closing] {
            let appointment = try S.appointed { $0.until = stage }
            func holds(_ entries: [JournalEntry]) -> Bool {
                appointment.holds(after: entries, of: Self.records)
            }
            let ended = Self.entry(11, Self.file, ending.fact)
            #expect(holds([ended]) != ending.ends.contains(stage), "\(stage)")
            // What came before the appointment ends nothing, nor what happens to another file.
            #expect(holds([Self.entry(9, Self.file, ending.fact)]))
            #expect(holds([Self.entry(11, .caseFile("c2"), ending.fact)]))
            // What was undone did not happen; what came later does not give the right back.
            let undone = Self.entry(12, Self.file, .stepUndone(StepUndone(position: 11)))
            #expect(holds([ended, undone]))
            let anew = Self.entry(12, Self.file, .denunciationAccepted(DenunciationAccepted()))
            #expect(holds([ended, anew]) != ending.ends.contains(stage))
        }
    }

    // Red when: an ended appointment, or one whose making is not known, gives a right.
    @Test func `An ended appointment gives nothing`() throws {
        var appointment = try S.appointed()
        #expect(appointment.holds(after: [], of: Self.records))
        appointment.etag = ""
        #expect(!appointment.holds(after: [], of: Self.records))
        appointment.etag = "10"
        appointment.state = .ended
        #expect(!appointment.holds(after: [], of: Self.records))
        appointment.state = .standing
        appointment.until = .unknown(9)
        #expect(
            !appointment.holds(
                after: [Self.entry(11, Self.petition, .guardRaised(GuardRaised()))],
                of: Self.records
            )
        )
    }

    // Red when: a clerk reads, or a handler of another agency's code does.
    @Test func `Handlers read, clerks render`() throws {
        let rights = IdentityRights(appointments: [try S.appointed()], requests: [])
        #expect(rights.toRead(S.officer("binh"))?.basis == .standing)
        #expect(rights.toRead(S.officer("chi")) == nil)
        #expect(rights.toRender(S.officer("chi"))?.givenBy == "a1")
        #expect(rights.toRender(S.officer("binh")) != nil)
        #expect(rights.toRead(S.officer("binh", of: "H29.05")) == nil)
        #expect(rights.toRead(S.officer("head")) == nil)
    }
}
