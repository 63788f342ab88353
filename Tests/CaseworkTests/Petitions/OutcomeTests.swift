import Casework
import Messages
import TestSupport
import Testing

/// Every outcome with what the law demands of it, and what forbids it.
@Suite struct OutcomeTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let outcome: HandlingOutcome
        let name: String
        let expected: String
        var found = Sample.complaint
        var change: @Sendable (inout Petition, inout ProposeHandlingRequest) -> Void = { _, _ in }
        var testDescription: String { "\(outcome.protoName) \(name)" }
    }

    static func found(
        _ base: Classification,
        _ change: (inout Classification) -> Void = { _ in }
    ) -> Classification {
        var found = base
        change(&found)
        return found
    }

    static let other = found(Sample.complaint) { $0.competence = .other }
    static let below = found(Sample.complaint) { $0.competence = .subordinate }
    static let foreignDenunciation = found(Sample.denunciation) { $0.competence = .other }
    static let state = "PETITION_STATE_CLASSIFIED: "

    static let rows: [Row] = [
        Row(
            outcome: .accept,
            name: "settled at the last instance",
            expected: state + "a matter that was not settled at the last instance",
            found: found(Sample.complaint) { $0.repetition = .settledFinal }
        ),
        Row(
            outcome: .guide,
            name: "a denunciation",
            expected: state + "a complaint of another body's competence, or an ineligible petition",
            found: foreignDenunciation
        ),
        Row(
            outcome: .reference,
            name: "found to be anonymous",
            expected: "accepted",
            found: found(Sample.denunciation) {
                $0.eligibility = .ineligible
                $0.ineligibleReasons = ["ANON"]
            }
        ),
        Row(outcome: .accept, name: "mine", expected: "accepted"),
        Row(
            outcome: .accept,
            name: "another's",
            expected: state + "an eligible petition within this agency's competence",
            found: other
        ),
        Row(
            outcome: .accept,
            name: "mixed",
            expected: state + "contents split into matters of one type each",
            found: found(Sample.feedback) { $0.type = .mixed }
        ),
        Row(outcome: .guide, name: "another's", expected: "accepted", found: other),
        Row(
            outcome: .guide,
            name: "mine",
            expected: state + "a complaint of another body's competence, or an ineligible petition"
        ),
        Row(
            outcome: .guide,
            name: "guided before",
            expected: state
                + "a content that nobody was guided about before; guidance is given once",
            found: other
        ) { petition, _ in
            petition.once = [OnceUsed(outcome: .guide, agency: "H29.05")]
        },
        Row(
            outcome: .archive,
            name: "settled",
            expected: "accepted",
            found: found(Sample.complaint) { $0.repetition = .settledFinal }
        ),
        Row(
            outcome: .archive,
            name: "eligible",
            expected: state + "an ineligible petition, or one settled at the last instance"
        ),
        Row(outcome: .refuseAccept, name: "Đ.11 k.6", expected: "accepted") {
            $1.grounds = ["D11.6"]
        },
        Row(outcome: .refuseAccept, name: "Đ.11 k.8, ended before 01/07/2026", expected: "accepted")
        {
            $1.grounds = ["D11.8"]
            $1.terminatedOn = "2026-06-30"
        },
        Row(
            outcome: .refuseAccept,
            name: "Đ.11 k.8, ended on 01/07/2026",
            expected: "invalid: terminated_on"
        ) {
            $1.grounds = ["D11.8"]
            $1.terminatedOn = "2026-07-01"
        },
        Row(
            outcome: .refuseAccept,
            name: "Đ.11 k.8, without its day",
            expected: "invalid: terminated_on"
        ) { $1.grounds = ["D11.8"] },
        Row(
            outcome: .refuseAccept,
            name: "Đ.11 k.6, with a day of the other ground",
            expected: "invalid: terminated_on"
        ) {
            $1.grounds = ["D11.6"]
            $1.terminatedOn = "2026-06-30"
        },
        Row(outcome: .refuseAccept, name: "no ground", expected: "invalid: grounds"),
        Row(outcome: .refuseAccept, name: "a ground of Đ.29", expected: "invalid: grounds") {
            $1.grounds = ["D29.a"]
        },
        Row(
            outcome: .refuseAccept,
            name: "Đ.29 for a denunciation",
            expected: "accepted",
            found: Sample.denunciation
        ) { petition, request in
            petition.initialCheck = InitialCheck(result: .unmet, unmet: ["D29.a"])
            request.grounds = ["D29.a", "D24.3"]
        },
        Row(
            outcome: .refuseAccept,
            name: "a denunciation that was not checked",
            expected: state
                + "an initial check that has a result (Luật Tố cáo 2018 Đ.24 k.1)",
            found: Sample.denunciation
        ) { $1.grounds = ["D29.a"] },
        Row(
            outcome: .accept,
            name: "a denunciation that was not checked",
            expected: state
                + "an initial check that has a result (Luật Tố cáo 2018 Đ.24 k.1)",
            found: Sample.denunciation
        ),
        Row(
            outcome: .accept,
            name: "a denunciation whose check failed",
            expected: state
                + "conditions that the initial check found unmet: D29.b, D29.d "
                + "(Luật Tố cáo 2018 Đ.29 k.1)",
            found: Sample.denunciation
        ) { petition, _ in
            petition.initialCheck = InitialCheck(result: .unmet, unmet: ["D29.b", "D29.d"])
        },
        Row(
            outcome: .accept,
            name: "a denunciation whose check is positive",
            expected: "accepted",
            found: Sample.denunciation
        ) { petition, _ in
            petition.initialCheck = InitialCheck(identityVerified: true, result: .met)
        },
        Row(outcome: .refuseAccept, name: "withdrawn, from 01/07/2026", expected: "accepted") {
            $1.grounds = ["WITHDRAWN"]
        },
        Row(
            outcome: .refuseAccept,
            name: "another's",
            expected: state + "a petition within this agency's competence",
            found: other
        ) { $1.grounds = ["D11.6"] },
        Row(
            outcome: .refuseAccept,
            name: "feedback",
            expected: "invalid: grounds",
            found: Sample.feedback
        ) { $1.grounds = ["D11.6"] },
        Row(
            outcome: .transfer,
            name: "a denunciation",
            expected: "accepted",
            found: foreignDenunciation
        ) { send(&$1) },
        Row(
            outcome: .transfer,
            name: "a complaint",
            expected: state
                + "a denunciation or feedback; a complaint is guided, never transferred",
            found: other
        ) { send(&$1) },
        Row(
            outcome: .transfer,
            name: "to nobody",
            expected: "invalid: receiver, target_group",
            found: foreignDenunciation
        ),
        Row(
            outcome: .transfer,
            name: "mine",
            expected: state + "a petition of another body's competence",
            found: Sample.feedback
        ) { send(&$1) },
        Row(
            outcome: .transfer,
            name: "transferred by this agency before",
            expected: state + "a denunciation that this agency has not transferred before",
            found: foreignDenunciation
        ) { petition, request in
            send(&request)
            petition.once = [OnceUsed(outcome: .transfer, agency: "H29.02")]
        },
        Row(
            outcome: .transfer,
            name: "transferred by another before",
            expected: "accepted",
            found: foreignDenunciation
        ) { petition, request in
            send(&request)
            petition.once = [OnceUsed(outcome: .transfer, agency: "H29.05")]
        },
        Row(outcome: .returnToForwarder, name: "forwarded", expected: "accepted", found: other) {
            petition,
            _ in
            petition.forwarder = Forwarder(agency: "Báo Tuổi Trẻ")
        },
        Row(
            outcome: .returnToForwarder,
            name: "not forwarded",
            expected: state + "a forwarded complaint of another body's competence",
            found: other
        ),
        Row(
            outcome: .returnOriginals,
            name: "alone",
            expected: state + "another outcome, with which the originals are returned; alone they "
                + "go back by ReturnOriginals, after the petition was sent out"
        ),
        Row(outcome: .urge, name: "below", expected: "accepted", found: below) {
            $1.receiver = "H29.80.01"
        },
        Row(
            outcome: .urge,
            name: "mine",
            expected: state + "a petition of a subordinate body's competence"
        ) { $1.receiver = "H29.80.01" },
        Row(outcome: .urge, name: "nobody", expected: "invalid: receiver", found: below),
        Row(
            outcome: .toPartyBody,
            name: "a denunciation",
            expected: "accepted",
            found: foreignDenunciation
        ) { send(&$1) },
        Row(
            outcome: .toPartyBody,
            name: "mine",
            expected: state + "a denunciation of the Party's competence",
            found: Sample.denunciation
        ) { send(&$1) },
        Row(
            outcome: .toCriminalBody,
            name: "another's",
            expected: "accepted",
            found: foreignDenunciation
        ) { send(&$1) },
        Row(
            outcome: .toCriminalBody,
            name: "administrative content stays",
            expected: state
                + "a petition without administrative content of this agency's competence",
            found: Sample.denunciation
        ) { send(&$1) },
        Row(
            outcome: .reference,
            name: "anonymous",
            expected: "accepted",
            found: Sample.denunciation
        ) { petition, _ in
            petition.defects = [.noName]
        },
        Row(
            outcome: .reference,
            name: "named",
            expected: state + "an anonymous denunciation, or feedback that nothing follows from",
            found: Sample.denunciation
        ),
        Row(
            outcome: .notice,
            name: "being settled",
            expected: "accepted",
            found: found(Sample.complaint) { $0.repetition = .repeatSameLevel }
        ),
        Row(
            outcome: .notice,
            name: "first time",
            expected: state + "a matter that is being settled already"
        ),
        Row(outcome: .direct, name: "below", expected: "accepted", found: below) {
            $1.receiver = "H29.80.01"
        },
        Row(
            outcome: .direct,
            name: "mine",
            expected: state + "a petition of a subordinate body's competence"
        ) { $1.receiver = "H29.80.01" },
        Row(
            outcome: .transfer,
            name: "anonymous",
            expected: state
                + "a named denouncer; an anonymous one is kept for reference or archived (Luật Tố cáo 2018 Đ.25)",
            found: foreignDenunciation
        ) { petition, request in
            send(&request)
            petition.defects = [.noName]
        },
        Row(
            outcome: .guide,
            name: "originals not attached",
            expected: "invalid: also_return_originals",
            found: other
        ) { $1.alsoReturnOriginals = true },
        Row(
            outcome: .guide,
            name: "originals attached",
            expected: "accepted",
            found: found(other) { $0.originalsAttached = true }
        ) { $1.alsoReturnOriginals = true },
        Row(
            outcome: .urge,
            name: "originals stay",
            expected: "invalid: also_return_originals",
            found: found(below) { $0.originalsAttached = true }
        ) { petition, request in
            request.receiver = "H29.80.01"
            request.alsoReturnOriginals = true
        },
    ]

    private static func send(_ request: inout ProposeHandlingRequest) {
        request.receiver = "H29.05"
        request.targetGroup = .administration
    }

    // Red when: an outcome is taken that the law forbids, or refused though it allows it.
    @Test(arguments: rows)
    func `An outcome goes with what the petition is`(row: Row) throws {
        var petition = PetitionTableTests.sample(.classified)
        petition.classification = row.found
        petition.handling = nil
        var request = Sample.propose("p1", row.outcome)
        row.change(&petition, &request)
        #expect(refusal { try request.decide(petition, senders: nobody, world) } == row.expected)
    }

    // Red when: an outcome of the list has no rule, or no row that takes it and one that does not.
    @Test func `Every outcome has a rule, a positive and a negative row`() {
        for outcome in HandlingOutcome.known where outcome != .unspecified {
            #expect(OutcomeRule.of(outcome)?.basis.isEmpty == false, "\(outcome)")
            let rows = Self.rows.filter { $0.outcome == outcome }
            #expect(rows.contains { $0.expected != "accepted" }, "\(outcome)")
            let isTaken = rows.contains { $0.expected == "accepted" }
            #expect(isTaken == (outcome != .returnOriginals), "\(outcome)")
        }
    }

    // Red when: WITHDRAWN is taken before Luật 136/2025 was in force, or the day is not asked.
    @Test func `Grounds are those in force on the day`() {
        #expect(!NonAcceptance.grounds(of: .complaint, on: day("2026-06-30")).contains("WITHDRAWN"))
        #expect(NonAcceptance.grounds(of: .complaint, on: day("2026-07-01")).contains("WITHDRAWN"))
        #expect(NonAcceptance.grounds(of: .feedback, on: day("2026-07-01")).isEmpty)
    }

    // Red when: what was done once is not kept on the first petition of the content.
    @Test func `Guidance is noted on the first petition of the content`() throws {
        var first = PetitionTableTests.sample(.dispatched)
        first.id = "first"
        let second = PetitionTableTests.sample(.decided, .guide, Self.other)
        let request = DispatchPetitionRequest(id: "p1", document: PetitionTableTests.document)
        for event in try request.decide(second, root: first, world) { first.apply(event) }
        #expect(first.once.map(\.petitionId) == ["p1"])
        let third = Sample.propose("p1", .guide)
        var again = PetitionTableTests.sample(.classified, .guide, Self.other)
        again.handling = nil
        #expect(
            refusal { try third.decide(again, root: first, senders: nobody, world) }
                .contains("guidance is given once")
        )
    }
}
