import Casework
import Messages
import TestSupport
import Testing

/// What may come of a content, and what it does to the clocks.
@Suite struct VisitOutcomeTests {
    private typealias V = VisitSample

    struct Row: Sendable {
        let type: PetitionType
        let competence: Competence
        let open: [String]
    }

    /// What `play` does with a visit of one content: "accepted", or what refused it.
    static func answers(_ content: VisitContent) -> [String] {
        let visit = V.visit(.contentRecorded, [content])
        let acts: [(String, () throws -> [Event])] = [
            (
                "answer",
                {
                    try AnswerDirectlyRequest(id: "v1", number: 1, answer: "Đã xong")
                        .decide(visit, senders: knownSender, world)
                }
            ),
            ("petition", { try V.open(visit) }),
            (
                "guide",
                {
                    try GuideCitizenRequest(id: "v1", number: 1, targetAgency: "H29.05")
                        .decide(visit, earlier: [], senders: knownSender, world)
                }
            ),
            (
                "urge",
                {
                    try UrgeSubordinateRequest(
                        id: "v1",
                        number: 1,
                        targetAgency: "H29.05",
                        document: V.paper
                    ).decide(visit, isBelow: true, world)
                }
            ),
            ("transfer", { try V.transfer(visit) }),
        ]
        return acts.filter { act in refusal { try act.1() } == "accepted" }.map(\.0)
    }

    // Red when: an outcome is open for a content of another type or competence (Luật Tiếp công dân
    // Đ.26, Đ.28; Luật Tố cáo Đ.24 k.2, Đ.38 k.5).
    @Test(arguments: [
        Row(type: .complaint, competence: .mine, open: ["petition"]),
        Row(type: .complaint, competence: .subordinate, open: ["guide", "urge"]),
        Row(type: .complaint, competence: .other, open: ["guide"]),
        Row(type: .denunciation, competence: .mine, open: ["petition"]),
        Row(type: .denunciation, competence: .subordinate, open: ["guide", "transfer"]),
        Row(type: .denunciation, competence: .other, open: ["guide", "transfer"]),
        Row(type: .feedback, competence: .mine, open: ["answer", "petition"]),
        Row(
            type: .feedback,
            competence: .subordinate,
            open: ["answer", "guide", "urge", "transfer"]
        ),
        Row(type: .feedback, competence: .other, open: ["answer", "guide", "transfer"]),
    ])
    func `Type and competence say what may come of a content`(row: Row) {
        #expect(Self.answers(V.content(row.type, row.competence)) == row.open)
    }

    // Red when: a denunciation goes out twice, the head does not sign, or it goes to itself.
    @Test func `A denunciation is transferred once, and the head signs`() {
        let visit = V.visit(.contentRecorded, [V.content(.denunciation)])
        let before = V.visit(.transferred, [V.content(.denunciation)])
        #expect(refusal { try V.transfer(visit) } == "accepted")
        #expect(
            refusal { try V.transfer(visit, earlier: [before]) }
                == "VISIT_STATE_CONTENT_RECORDED: "
                + "a denunciation that this agency has not transferred before"
        )
        // Feedback may go again, and a guided denunciation was not transferred.
        let guided = V.visit(.guided, [V.content(.denunciation)])
        #expect(refusal { try V.transfer(visit, earlier: [guided]) } == "accepted")
        let feedback = V.visit(.contentRecorded)
        let sent = V.visit(.transferred)
        #expect(refusal { try V.transfer(feedback, earlier: [sent]) } == "accepted")
        #expect(refusal { try V.transfer(visit, office: "H29.02.PP") } == "invalid: office")
    }

    // Red when: guidance is given twice for a content (TT 05/2021 Đ.14), or another one bars it.
    @Test func `A content is guided once`() {
        let visit = V.visit(.contentRecorded, [V.content(.complaint)])
        func guide(_ earlier: [Visit]) -> String {
            refusal {
                try GuideCitizenRequest(id: "v1", number: 1, targetAgency: "H29.05")
                    .decide(visit, earlier: earlier, senders: knownSender, world)
            }
        }
        #expect(guide([V.visit(.guided, [V.content(.complaint)])]).contains("given once"))
        #expect(guide([V.visit(.guided, [V.content(.feedback)])]) == "accepted")
        #expect(guide([V.visit(.toPetition, [V.content(.complaint)])]) == "accepted")
    }

    // Red when: a leader's session of another kind is named, or the reason names a visitor.
    @Test func `A content goes to an ad-hoc session`() throws {
        let visit = V.visit(.contentRecorded, [V.content(.denunciation)])
        var report = ReportToLeaderRequest(
            id: "v1",
            number: 1,
            reason: "Đông người",
            sessionId: "s1"
        )
        func decide(_ kind: ReceptionKind) throws -> [Event] {
            let session = Session(id: "s1", agency: "H29.02", kind: kind)
            return try report.decide(visit, session: session, senders: knownSender, world)
        }
        #expect(refusal { try decide(.leaderPeriodic) } == "invalid: session_id")
        let after = V.after(visit, try decide(.leaderAdhoc))
        #expect(
            after.leaderReports == [
                LeaderReport(
                    number: 1,
                    reason: "Đông người",
                    reportedOn: "2026-12-30",
                    sessionId: "s1"
                )
            ]
        )
        #expect(after.deadlines == visit.deadlines)
        report.reason = "Bà Nguyễn Thị Ánh"
        #expect(refusal { try decide(.leaderAdhoc) } == "invalid: reason")
    }

    // Red when: a denunciation of another body's competence runs without the clock of its transfer
    // (Luật Tố cáo Đ.24 k.2), or the clock outlives guidance, refusal or a split.
    @Test func `The clock of a transfer runs while a denunciation waits for one`() throws {
        let checkedIn = V.visit(.checkedIn)
        let visit = V.after(checkedIn, try V.record(checkedIn))
        #expect(
            visit.deadlines.map(\.line) == [
                "RCP.RESULT_NOTICE OPEN 2026-07-20", "TC.TRANSFER OPEN 2026-07-13",
            ]
        )
        var mine = V.record
        mine.contents[0].competence = .mine
        let own = V.after(checkedIn, try V.record(checkedIn, mine))
        #expect(own.deadlines.map(\.rule) == ["RCP.RESULT_NOTICE"])
        let guide = GuideCitizenRequest(
            id: "v1",
            number: 1,
            targetAgency: "H29.05",
            actedOn: "2026-07-08"
        )
        let guided = V.after(
            visit,
            try guide.decide(visit, earlier: [], senders: knownSender, world)
        )
        #expect(
            guided.deadlines.map(\.line) == [
                "RCP.RESULT_NOTICE MET 2026-07-20", "TC.TRANSFER LAPSED 2026-07-13",
            ]
        )
        let transferred = V.after(visit, try V.transfer(visit))
        #expect(
            transferred.deadlines.map(\.line) == [
                "RCP.RESULT_NOTICE MET 2026-07-20", "TC.TRANSFER MET 2026-07-13",
            ]
        )
        let refuse = RefuseReceptionRequest(
            id: "v1",
            grounds: ["D4.k"],
            actedOn: "2026-07-21"
        )
        let refused = V.after(visit, try refuse.decide(visit, world))
        #expect(
            refused.deadlines.map(\.line) == [
                "RCP.RESULT_NOTICE LATE 2026-07-20", "TC.TRANSFER LAPSED 2026-07-13",
            ]
        )
        let report = ReportToLeaderRequest(id: "v1", number: 1, reason: "Phức tạp")
        let laid = V.after(
            visit,
            try report.decide(visit, session: nil, senders: knownSender, world)
        )
        #expect(laid.deadlines.map(\.line) == visit.deadlines.map(\.line))
    }

    // Red when: an open content is left without an outcome at the end, or a notice lacks what
    // Đ.28 k.1 asks.
    @Test func `A final result is of every content`() throws {
        let visit = V.visit(.contentRecorded)
        for result in [VisitResult.accepted, .transferred] {
            #expect(
                refusal { try V.notify(visit, result) }
                    == "VISIT_STATE_CONTENT_RECORDED: "
                    + "an outcome of every content, of which the visitor is told"
            )
            #expect(refusal { try V.notify(V.visit(.toPetition), result) } == "accepted")
        }
        let refused = V.after(visit, try V.notify(visit, .refused))
        #expect(refused.contents.map(\.outcome) == [.refused])
        #expect(refused.contents.map(\.outcomeOn) == ["2026-07-10"])
        var notice = VisitNotice(result: .needsLonger, form: .written, notifiedOn: "2026-07-10")
        func notify() -> String {
            refusal {
                try NotifyResultRequest(id: "v1", notice: notice)
                    .decide(visit, senders: knownSender, world)
            }
        }
        #expect(
            notify() == "invalid: notice.document, notice.reason, notice.expected_on"
        )
        notice.document = V.paper
        notice.reason = "Chờ xác minh"
        notice.expectedOn = "2026-07-10"
        #expect(notify() == "invalid: notice.expected_on")
        notice.expectedOn = "2026-07-11"
        #expect(notify() == "accepted")
        notice.result = .answered
        #expect(notify() == "invalid: notice.expected_on")
    }

    // Red when: a visit is closed before its visitor knows, or one who left at once keeps it open.
    @Test func `A visit is closed when nothing is owed`() {
        let close = CloseVisitRequest(id: "v1")
        var visit = V.visit(.checkedIn)
        #expect(refusal { try close.decide(visit, world) }.contains("a visitor who left"))
        visit.departedOn = "2026-07-06"
        #expect(refusal { try close.decide(visit, world) } == "accepted")
        #expect(
            refusal { try RecordDepartureRequest(id: "v1").decide(visit, world) }
                == "VISIT_STATE_CHECKED_IN: a visitor who has not left yet"
        )
        visit = V.visit(.resultNotified)
        visit.contents[0].outcome = .unspecified
        #expect(
            refusal { try close.decide(visit, world) }
                == "VISIT_STATE_RESULT_NOTIFIED: an outcome of every content"
        )
    }

    // Red when: a result is taken from a body that nothing was transferred to, or relayed to a
    // citizen who did not ask, or its days are out of order.
    @Test func `A result comes from the body that has the matter`() throws {
        let visit = V.transferred(V.visit(.transferred))
        var news = NotifyTransferrerRequest(
            id: "v1",
            agency: "H29.06",
            notice: V.paper,
            receivedOn: "2026-07-09",
            resolvedOn: "2026-07-11"
        )
        #expect(
            refusal { try news.decide(visit, world) }
                == "invalid: received_on, notice.issued_on, agency"
        )
        news.agency = "H29.05"
        news.receivedOn = "2026-07-13"
        news.resolvedOn = "2026-06-30"
        var came = V.after(visit, try news.decide(visit, world))
        #expect(
            came.deadlines.suffix(2).map(\.line) == [
                "RCP.TRANSFER_RESULT_BACK LATE 2026-07-09", "RCP.RELAY_TO_CITIZEN OPEN 2026-07-20",
            ]
        )
        #expect(refusal { try news.decide(came, world) }.contains("has not come yet"))
        let relay = RelayToCitizenRequest(id: "v1", agency: "H29.05", actedOn: "2026-07-12")
        #expect(refusal { try relay.decide(came, world) } == "invalid: acted_on")
        came.feedback[0].relayAsked = false
        #expect(refusal { try relay.decide(came, world) }.contains("asked to be told"))
        var silent = visit
        silent.feedback[0].relayAsked = false
        let told = try news.decide(silent, world)[0].deadlines.map(\.rule)
        #expect(told == ["RCP.TRANSFER_RESULT_BACK"])
    }
}
