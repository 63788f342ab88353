import Casework
import Messages
import TestSupport
import Testing

/// What a visitor must show and say, article by article.
@Suite struct VisitGuardTests {
    private typealias V = VisitSample

    static let visitor = CheckInRequest(
        kind: .regular,
        parties: [Sample.sender],
        identityPaper: .card,
        actedOn: "2026-07-06"
    )

    static func checkIn(
        _ spoil: (inout CheckInRequest) -> Void,
        session: Session? = nil
    ) throws -> [Event] {
        var request = visitor
        spoil(&request)
        try request.check(today: world.today)
        return try request.decide(
            NewVisit(id: "v1", parties: []),
            agency: Sample.home,
            session: session,
            register: { _ in nil },
            world
        )
    }

    // Red when: a visitor without name or address is entered (Luật Tiếp công dân Đ.7), or an agent
    // without authorisation (NĐ 154/2026 Đ.13).
    @Test func `A visitor states name and address, an agent shows an authorisation`() {
        #expect(refusal { try Self.checkIn { _ in } } == "accepted")
        #expect(
            refusal {
                try Self.checkIn {
                    $0.parties[0].fullName = " "
                    $0.parties[0].address = nil
                }
            } == "invalid: parties[0].full_name, parties[0].address.text"
        )
        let agent = Party(role: .agent, kind: .person, fullName: "Vũ Minh")
        #expect(
            refusal { try Self.checkIn { $0.parties.append(agent) } } == "invalid: authorisation"
        )
        #expect(
            refusal {
                try Self.checkIn {
                    $0.parties.append(agent)
                    $0.authorisation = "Giấy ủy quyền số 5"
                }
            } == "accepted"
        )
        // An agent alone is no visitor, and a text may name nobody.
        #expect(
            refusal {
                try Self.checkIn {
                    $0.parties = [agent]
                    $0.authorisation = "Thẻ luật sư của Vũ Minh"
                }
            } == "invalid: parties, authorisation"
        )
    }

    // Red when: NĐ 154/2026 Đ.12 is asked of a visit before it was in force, or not of one after.
    @Test func `Any paper is good until June 2026, then those of the decree`() {
        for (day, paper, answer) in [
            ("2026-06-30", IdentityPaper.other, "accepted"),
            ("2026-07-01", .other, "invalid: identity_paper"),
            ("2026-07-01", .card, "accepted"), ("2026-07-01", .certificate, "accepted"),
            ("2026-07-01", .number, "accepted"), ("2026-07-01", .passport, "accepted"),
            ("2026-07-01", .unspecified, "invalid: identity_paper"),
        ] {
            let found = refusal {
                try Self.checkIn {
                    $0.actedOn = day
                    $0.identityPaper = paper
                }
            }
            #expect(found == answer, "\(paper) on \(day)")
        }
    }

    // Red when: a turn of a leader is entered without his session, or on another day.
    @Test func `A leader's reception belongs to a session`() {
        let session = Session(
            id: "s1",
            agency: "H29.02",
            state: .published,
            kind: .leaderPeriodic,
            heldOn: "2026-07-06"
        )
        func enter(_ found: Session?, _ spoil: @escaping (inout CheckInRequest) -> Void) -> String {
            refusal {
                try Self.checkIn(
                    {
                        $0.kind = .leaderPeriodic
                        $0.sessionId = "s1"
                        spoil(&$0)
                    },
                    session: found
                )
            }
        }
        #expect(enter(session) { _ in } == "accepted")
        #expect(enter(nil) { $0.sessionId = "" } == "invalid: session_id")
        #expect(enter(session) { $0.kind = .regular } == "invalid: session_id")
        #expect(enter(session) { $0.kind = .leaderAdhoc } == "invalid: session_id")
        #expect(enter(session) { $0.actedOn = "2026-07-07" } == "invalid: acted_on")
        var over = session
        over.state = .ended
        #expect(enter(over) { _ in } == "invalid: session_id")
        let turn = Visit(id: "v1", state: .checkedIn, sessionId: "s1", lastActOn: "2026-07-06")
        #expect(refusal { try V.record(turn) }.contains("RecordTurn"))
    }

    struct Group: Sendable {
        let size: Int32
        let named: Int
        let answer: String
    }

    // Red when: five persons are no delegation, or it may name fewer or more who speak for it
    // (Luật Tiếp công dân Đ.29; NĐ 154/2026 Đ.14).
    @Test(arguments: [
        Group(size: 4, named: 0, answer: "accepted"),
        Group(size: 4, named: 1, answer: "invalid: representatives"),
        Group(size: 5, named: 0, answer: "invalid: representatives"),
        Group(size: 5, named: 2, answer: "accepted"),
        Group(size: 10, named: 3, answer: "invalid: representatives"),
        Group(size: 11, named: 5, answer: "accepted"),
        Group(size: 12, named: 6, answer: "invalid: representatives"),
    ])
    func `A delegation names who speaks for it`(group: Group) throws {
        var visit = V.visit(.checkedIn)
        visit.partySize = group.size
        visit.delegation = group.size >= 5
        var speaker = Sample.sender
        speaker.role = .representative
        var request = V.record
        request.representatives = Array(repeating: speaker, count: group.named)
        request.representation = visit.delegation ? "Biên bản cử đại diện" : ""
        #expect(refusal { try V.record(visit, request) } == group.answer)
        guard visit.delegation, group.answer == "accepted" else { return }
        let after = V.after(visit, try V.record(visit, request))
        #expect(after.parties.count == 1 + group.named)
        #expect(after.representation == "Biên bản cử đại diện")
        request.representation = ""
        #expect(refusal { try V.record(visit, request) } == "invalid: representation")
    }

    // Red when: a representative too many is entered at the counter, or a size below the names.
    @Test func `The size of a group goes with who is named`() throws {
        var speaker = Sample.sender
        speaker.role = .representative
        let three = Array(repeating: speaker, count: 3)
        #expect(
            refusal {
                try Self.checkIn {
                    $0.parties = three
                    $0.partySize = 10
                }
            } == "invalid: parties"
        )
        #expect(
            refusal {
                try Self.checkIn {
                    $0.parties = three
                    $0.partySize = 2
                }
            } == "invalid: party_size, parties"
        )
        let events = try Self.checkIn {
            $0.parties = three
            $0.partySize = 12
        }
        guard case .visitCheckedIn(let fact) = events[0].fact else {
            Issue.record("no visit")
            return
        }
        #expect(fact.visit?.delegation == true && fact.visit?.partySize == 12)
    }

    struct Ground: Sendable {
        let codes: [String]
        let day: String
        let content: Bool
        let accepted: Bool
        var notice = false
    }

    // Red when: a ground is open before its law, or before the content that shows it, or another
    // than D9.3 and D4.h requires a written notice.
    @Test(arguments: [
        Ground(codes: ["D9.1"], day: "2026-06-30", content: false, accepted: true),
        Ground(codes: ["D4.a"], day: "2026-06-30", content: false, accepted: false),
        Ground(codes: ["D4.a"], day: "2026-07-01", content: false, accepted: true),
        Ground(codes: ["D4.đ", "D9.2"], day: "2026-07-01", content: false, accepted: true),
        Ground(codes: ["D9.3"], day: "2026-07-01", content: false, accepted: false),
        Ground(codes: ["D9.3"], day: "2026-07-01", content: true, accepted: true, notice: true),
        Ground(codes: ["D4.g"], day: "2026-07-01", content: false, accepted: false),
        Ground(codes: ["D4.g"], day: "2026-07-01", content: true, accepted: true),
        Ground(codes: ["D4.h"], day: "2026-07-01", content: true, accepted: true, notice: true),
        Ground(codes: ["D4.h"], day: "2026-06-30", content: true, accepted: false),
        Ground(codes: ["D4.i"], day: "2026-07-01", content: true, accepted: true),
        Ground(codes: ["D4.k"], day: "2026-07-01", content: false, accepted: false),
        Ground(codes: [], day: "2026-07-01", content: true, accepted: false),
        Ground(codes: ["D9.9"], day: "2026-07-01", content: true, accepted: false),
        Ground(codes: ["D9.1", "D9.1"], day: "2026-07-01", content: true, accepted: false),
    ])
    func `A refusal rests on a ground in force`(ground: Ground) throws {
        var visit = V.visit(ground.content ? .contentRecorded : .checkedIn)
        visit.lastActOn = ground.day
        let refuse = RefuseReceptionRequest(
            id: "v1",
            grounds: ground.codes,
            actedOn: ground.day
        )
        let answer = refusal { try refuse.decide(visit, world) }
        #expect(answer == (ground.accepted ? "accepted" : "invalid: grounds"))
        guard ground.accepted else { return }
        let after = V.after(visit, try refuse.decide(visit, world))
        #expect(after.refusal?.requiresNotice == ground.notice)
        let notice = IssueRefusalNoticeRequest(id: "v1", notice: V.paper, office: V.office)
        let issued = refusal { try notice.decide(after, agency: Sample.home, world) }
        #expect((issued == "accepted") == ground.notice)
        let owed = after.deadlines.filter { $0.rule == "RCP.REFUSAL_NOTICE" }.map(\.dueOn)
        #expect(owed == (ground.notice ? ["2026-07-06"] : []))
    }

    // Red when: a refusal takes back what came of a content, or a notice is issued twice or by a
    // deputy.
    @Test func `A refusal comes before any outcome, its notice once`() throws {
        var visit = V.visit(.contentRecorded, [V.content(), V.content(.complaint, number: 2)])
        visit.contents[0].outcome = .guided
        let refuse = RefuseReceptionRequest(id: "v1", grounds: ["D9.3"])
        #expect(
            refusal { try refuse.decide(visit, world) }
                == "VISIT_STATE_CONTENT_RECORDED: a visit of which nothing has come yet"
        )
        let refused = V.visit(.refused)
        var notice = IssueRefusalNoticeRequest(id: "v1", notice: V.paper, office: V.office)
        let after = V.after(refused, try notice.decide(refused, agency: Sample.home, world))
        #expect(after.deadlines.map(\.line) == ["RCP.REFUSAL_NOTICE LATE 2026-07-09"])
        #expect(
            refusal { try notice.decide(after, agency: Sample.home, world) }
                == "VISIT_STATE_REFUSED: a refusal whose notice is not issued yet"
        )
        notice.office = "H29.02.PP"
        #expect(
            refusal { try notice.decide(refused, agency: Sample.home, world) } == "invalid: office"
        )
    }

    // Red when: a content lacks what the register and the report need, or names a visitor.
    @Test func `A content says what it is and names nobody`() {
        let visit = V.visit(.checkedIn)
        func record(_ spoil: (inout VisitContent) -> Void) -> String {
            var request = V.record
            spoil(&request.contents[0])
            return refusal { try V.record(visit, request) }
        }
        #expect(record { _ in } == "accepted")
        #expect(
            record {
                $0.type = .mixed; $0.field = "CS"
            } == "invalid: contents[0].type"
        )
        #expect(record { $0.field = "XX" } == "invalid: contents[0].field")
        #expect(record { $0.competence = .unspecified } == "invalid: contents[0].competence")
        #expect(
            record { $0.summary = "Bà Nguyễn Thị Ánh trình bày" } == "invalid: contents[0].summary"
        )
        #expect(
            record { $0.priorSettlement = .firstDecision } == "invalid: contents[0].settled_by"
        )
        #expect(record { $0.settledBy = "H29" } == "invalid: contents[0].settled_by")
        #expect(record { $0.sameAsVisit = "v0" } == "accepted")
        #expect(record { $0.sameAsVisit = "v9" } == "invalid: contents[0].same_as_visit")
        #expect(
            record {
                $0.sameAsVisit = "v0"; $0.firstTime = true
            }
                == "invalid: contents[0].first_time"
        )
        var many = V.record
        many.contents = Array(repeating: V.content(), count: 21)
        #expect(refusal { try V.record(visit, many) } == "invalid: contents")
    }

    // Red when: parts of one type and competence are split, or a part settled is split again.
    @Test func `A split parts what differs`() throws {
        let visit = V.visit(.contentRecorded, [V.content(), V.content(.complaint, number: 2)])
        var split = SplitContentsRequest(
            id: "v1",
            number: 1,
            contents: [V.content(), V.content()],
            actedOn: "2026-07-06"
        )
        func decide(_ visit: Visit) throws -> [Event] {
            try split.decide(visit, known: [], senders: knownSender, world)
        }
        #expect(refusal { try decide(visit) } == "invalid: contents")
        split.contents[1].competence = .mine
        split.contents.append(V.content(.denunciation, .other))
        let after = V.after(visit, try decide(visit))
        #expect(after.contents.map(\.number) == [1, 2, 3, 4].map { $0 == 2 ? 2 : $0 })
        #expect(after.guard == .secret && after.state == .contentRecorded)
        split.number = 9
        #expect(refusal { try decide(visit) } == "invalid: number")
        split.number = 1
        var settled = visit
        settled.contents[0].outcome = .guided
        #expect(
            refusal { try decide(settled) }
                == "VISIT_STATE_CONTENT_RECORDED: a content of which nothing has come yet"
        )
    }
}
