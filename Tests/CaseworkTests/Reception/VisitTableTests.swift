import Casework
import Messages
import TestSupport
import Testing

/// A visit that lacks nothing, for the table and the guards.
enum VisitSample {
    static let office = "H29.02.GD"
    static let paper = DocumentReference(number: "7/CV", issuedOn: "2026-07-10")

    static func content(
        _ type: PetitionType = .feedback,
        _ competence: Competence = .other,
        number: Int32 = 1
    ) -> VisitContent {
        VisitContent(
            number: number,
            type: type,
            field: type == .denunciation ? "HC.CV" : type == .complaint ? "HC.DD" : "CS",
            summary: "Về việc thoát nước của hẻm",
            competence: competence
        )
    }

    /// A visit in a state with one content, whose clocks run from 06/07/2026.
    static func visit(
        _ state: VisitState,
        _ contents: [VisitContent] = [content()]
    ) -> Visit {
        var visit = Visit(
            id: "v1",
            agency: "H29.02",
            state: state,
            kind: .regular,
            receivedOn: "2026-07-06",
            parties: [PartyReference(id: "s1", role: .sender)],
            partySize: 1,
            identityPaper: .card,
            contents: contents,
            guard: .ordinary,
            lastActOn: "2026-07-06"
        )
        let from = day("2026-07-06")
        switch state {
        case .checkedIn:
            visit.contents = []
        case .refused:
            visit.refusal = Refusal(
                grounds: ["D9.3"],
                refusedOn: "2026-07-06",
                requiresNotice: true
            )
            let event = "reception.refusal_grounds_established"
            visit.deadlines = world.clocks.start(["RCP.REFUSAL_NOTICE"], by: event, on: from)
        default:
            visit.deadlines =
                world.clocks.start(
                    ["RCP.RESULT_NOTICE"],
                    by: "reception.content_received",
                    on: from
                ) + world.clocks.start(["TC.TRANSFER"], by: "denunciation.received", on: from)
        }
        let outcome: ReceptionOutcome? =
            switch state {
            case .toPetition: .petition
            case .guided: .guided
            case .urged: .urged
            case .transferred: .transferred
            case .referredToLeader: .referred
            case .resultNotified, .closed: .answered
            default: nil
            }
        if let outcome {
            for index in visit.contents.indices { visit.contents[index].outcome = outcome }
        }
        return visit
    }

    /// The visit with a transfer to H29.05; its result came when `received` is a day.
    static func transferred(_ visit: Visit, received: String = "") -> Visit {
        var visit = visit
        visit.feedback = [
            TransferFeedback(agency: "H29.05", receivedOn: received, relayAsked: true)
        ]
        guard !received.isEmpty else { return visit }
        let event = "reception.transfer_result_received"
        visit.deadlines += world.clocks.start(
            ["RCP.RELAY_TO_CITIZEN"],
            by: event,
            on: day(received)
        )
        return visit
    }

    static let record = RecordContentRequest(
        id: "v1",
        contents: [content(.denunciation)],
        actedOn: "2026-07-06"
    )
    static let open = OpenPetitionRequest(
        id: "v1",
        number: 1,
        stampNumber: "12",
        signed: true,
        writtenOn: PartialDate(year: 2026, month: 7, day: 1),
        actedOn: "2026-07-06"
    )

    static func record(
        _ visit: Visit,
        _ request: RecordContentRequest = record
    ) throws -> [Event] {
        try request.decide(
            visit,
            sealed: request.representatives.enumerated().map {
                PartyReference(id: "r\($0.offset)", role: .representative)
            },
            known: ["v0"],
            senders: knownSender,
            world
        )
    }

    static func open(_ visit: Visit) throws -> [Event] {
        let new = NewPetition(
            id: "p1",
            parties: [PartyReference(id: "s2", role: .sender)],
            fullText: nil,
            visit: visit.id
        )
        return try open.decide(
            visit,
            new,
            open.registration(visit, [Sample.sender]),
            agency: Sample.home,
            register: { _ in nil },
            world
        )
    }

    static func transfer(
        _ visit: Visit,
        earlier: [Visit] = [],
        office: String = office
    ) throws -> [Event] {
        try TransferDenunciationRequest(
            id: "v1",
            number: 1,
            targetAgency: "H29.05",
            document: paper,
            office: office,
            relayAsked: true
        ).decide(visit, earlier: earlier, agency: Sample.home, senders: knownSender, world)
    }

    static func notify(_ visit: Visit, _ result: VisitResult) throws -> [Event] {
        let isLonger = result == .needsLonger
        let notice = VisitNotice(
            result: result,
            form: .oral,
            notifiedOn: "2026-07-10",
            reason: isLonger ? "Chờ xác minh" : "",
            expectedOn: isLonger ? "2026-08-03" : ""
        )
        return try NotifyResultRequest(id: "v1", notice: notice)
            .decide(visit, senders: knownSender, world)
    }

    static func after(_ visit: Visit, _ events: [Event]) -> Visit {
        events.filter { $0.record == visit.reference }.reduce(into: visit) { $0.apply($1) }
    }
}

/// The table of transitions of visits, row by row and state by state.
@Suite struct VisitTableTests {
    private typealias V = VisitSample

    static let entry: [Play<Visit>] = [
        Play("ReceptionService/RefuseReception") {
            let ground = $0.contents.isEmpty ? "D9.2" : "D9.3"
            return try RefuseReceptionRequest(id: "v1", grounds: [ground], actedOn: "2026-07-06")
                .decide($0, world)
        },
        Play("ReceptionService/IssueRefusalNotice") {
            try IssueRefusalNoticeRequest(id: "v1", notice: V.paper, office: V.office)
                .decide($0, agency: Sample.home, world)
        },
        Play("ReceptionService/RecordContent") { try V.record($0) },
        Play("ReceptionService/SplitContents") {
            try SplitContentsRequest(
                id: "v1",
                number: 1,
                contents: [V.content(), V.content(.complaint)],
                actedOn: "2026-07-06"
            ).decide($0, known: [], senders: knownSender, world)
        },
    ]

    static let outcomes: [Play<Visit>] = [
        Play("ReceptionService/AnswerDirectly") {
            try AnswerDirectlyRequest(id: "v1", number: 1, answer: "Đã thông cống")
                .decide($0, senders: knownSender, world)
        },
        Play("ReceptionService/OpenPetition") {
            var visit = $0
            for index in visit.contents.indices { visit.contents[index].competence = .mine }
            return try V.open(visit)
        },
        Play("ReceptionService/GuideCitizen") {
            try GuideCitizenRequest(id: "v1", number: 1, targetAgency: "H29.05")
                .decide($0, earlier: [], senders: knownSender, world)
        },
        Play("ReceptionService/UrgeSubordinate") {
            var visit = $0
            for index in visit.contents.indices { visit.contents[index].competence = .subordinate }
            return try UrgeSubordinateRequest(
                id: "v1",
                number: 1,
                targetAgency: "H29.05",
                document: V.paper
            ).decide(visit, isBelow: true, world)
        },
        Play("ReceptionService/TransferDenunciation") {
            var visit = $0
            for index in visit.contents.indices { visit.contents[index].type = .denunciation }
            return try V.transfer(visit)
        },
        Play("ReceptionService/ReportToLeader") {
            try ReportToLeaderRequest(id: "v1", number: 1, reason: "Đông người, phức tạp")
                .decide($0, session: nil, senders: knownSender, world)
        },
    ]

    static let results: [Play<Visit>] = [
        Play("ReceptionService/NotifyResult") { try V.notify($0, .answered) },
        Play("ReceptionService/RecordDeparture") {
            try RecordDepartureRequest(id: "v1").decide($0, world)
        },
        Play("ReceptionService/CloseVisit") {
            var visit = $0
            if visit.state == .checkedIn { visit.departedOn = "2026-07-06" }
            return try CloseVisitRequest(id: "v1").decide(visit, world)
        },
        Play("ReceptionService/NotifyTransferrer") {
            try NotifyTransferrerRequest(
                id: "v1",
                agency: "H29.05",
                notice: V.paper,
                receivedOn: "2026-07-13",
                resolvedOn: "2026-07-08"
            ).decide(V.transferred($0), world)
        },
        Play("ReceptionService/RelayToCitizen") {
            try RelayToCitizenRequest(id: "v1", agency: "H29.05", actedOn: "2026-07-14")
                .decide(V.transferred($0, received: "2026-07-13"), world)
        },
    ]

    // Red when: a row of the table is not what the deciders do, or a clock is left alone.
    @Test func `A visit goes by its table`() {
        expectTable(Self.entry + Self.outcomes + Self.results, sample: { V.visit($0) })
    }

    // Red when: a state is added to a row, or taken from it, without the law having changed.
    @Test func `The table is the one of the law`() {
        func names(_ states: [VisitState]) -> String {
            states.map { String($0.protoName.dropFirst("VISIT_STATE_".count)) }
                .joined(separator: "/")
        }
        let rows = Visit.table.map {
            "\($0.method.split(separator: "/")[1]): \(names($0.from)) → \(names($0.to))"
        }
        let open = "CONTENT_RECORDED/RESULT_PENDING"
        let owing =
            "CONTENT_RECORDED/TO_PETITION/URGED/TRANSFERRED/REFERRED_TO_LEADER/RESULT_PENDING"
        let beside = "\(owing)/GUIDED/RESULT_NOTIFIED/CLOSED"
        #expect(
            rows == [
                "CheckIn:  → CHECKED_IN",
                "RefuseReception: CHECKED_IN → REFUSED",
                "RefuseReception: CONTENT_RECORDED → REFUSED",
                "IssueRefusalNotice: REFUSED → ",
                "RecordContent: CHECKED_IN → CONTENT_RECORDED",
                "SplitContents: CONTENT_RECORDED → CONTENT_RECORDED",
                "AnswerDirectly: \(open) → RESULT_NOTIFIED/\(open)",
                "OpenPetition: \(open) → TO_PETITION/\(open)",
                "GuideCitizen: \(open) → GUIDED/\(open)",
                "UrgeSubordinate: \(open) → URGED/\(open)",
                "TransferDenunciation: \(open) → TRANSFERRED/\(open)",
                "ReportToLeader: \(open) → REFERRED_TO_LEADER/\(open)",
                "NotifyResult: \(owing) → RESULT_NOTIFIED",
                "NotifyResult: \(owing) → RESULT_PENDING",
                "RecordDeparture: CHECKED_IN/\(owing) → ",
                "CloseVisit: RESULT_NOTIFIED/GUIDED → CLOSED",
                "CloseVisit: CHECKED_IN → CLOSED",
                "NotifyTransferrer: \(beside) → ",
                "RelayToCitizen: \(beside) → ",
            ]
        )
    }

    // Red when: the second row of a notice does another thing than the table says.
    @Test func `A notice that it takes longer leads to a pending result`() throws {
        for state in [VisitState.contentRecorded, .toPetition, .urged, .resultPending] {
            let visit = V.visit(state)
            let after = V.after(visit, try V.notify(visit, .needsLonger))
            #expect(after.state == .resultPending)
            #expect(
                after.deadlines.map(\.line) == [
                    "RCP.RESULT_NOTICE MET 2026-07-20", "TC.TRANSFER OPEN 2026-07-13",
                    "RCP.RESULT_FOLLOWUP OPEN 2026-08-03",
                ]
            )
            let told = V.after(after, try V.notify(after, .refused))
            #expect(told.state == .resultNotified)
            #expect(told.deadlines.last?.line == "RCP.RESULT_FOLLOWUP MET 2026-08-03")
        }
    }

    // Red when: a visit moves on though nothing came of one of its contents, its clock stops
    // before the visitor knows of each, or the state is not what is owed most.
    @Test func `A visit with several contents waits for each of them`() throws {
        var visit = V.visit(
            .contentRecorded,
            [V.content(.feedback), V.content(.complaint, .mine, number: 2)]
        )
        visit.deadlines.removeLast()
        let guide = GuideCitizenRequest(id: "v1", number: 1, targetAgency: "H29.05")
        visit = V.after(
            visit,
            try guide.decide(visit, earlier: [], senders: knownSender, world)
        )
        #expect(visit.state == .contentRecorded)
        #expect(visit.contents.map(\.outcome) == [.guided, .unspecified])
        let twice = try? guide.decide(visit, earlier: [], senders: knownSender, world)
        #expect(twice == nil)
        let open = OpenPetitionRequest(
            id: "v1",
            number: 2,
            stampNumber: "12",
            signed: true,
            writtenOn: PartialDate(year: 2026),
            actedOn: "2026-12-30"
        )
        let events = try open.decide(
            visit,
            NewPetition(id: "p1", parties: [], fullText: nil, visit: "v1"),
            open.registration(visit, [Sample.sender]),
            agency: Sample.home,
            register: { _ in nil },
            world
        )
        visit = V.after(visit, events)
        #expect(visit.state == .toPetition && visit.contents[1].petitionId == "p1")
        #expect(visit.deadlines.map(\.line) == ["RCP.RESULT_NOTICE OPEN 2026-07-20"])
    }
}
