import Casework
import Messages
import TestSupport

/// A play of every command on a complaint, for each of its branches.
enum ComplaintPlays {
    static let first = shared + firstOnly
    static let firstDiscipline = first + discipline
    static let second =
        shared + secondOnly + [
            Play("ComplaintService/PublishDecision") {
                try PublishDecisionRequest(id: "c1", form: .posting, actedOn: "2026-08-20")
                    .decide(try file(at: .received, in: $0), world)
            }
        ]
    static let secondDiscipline = shared + secondOnly + discipline

    /// A case of a branch that lacks nothing, in a state.
    static func sample(_ kind: Case.Branch, _ state: CaseState) -> Case {
        let decided: Set<CaseState> = [.decided, .effective, .enforcing, .partlyEnforced]
        let station: Station = decided.contains(state) ? .received : .accepted
        var file = (try? Walk(to: station).file) ?? Case()
        file.instance = kind == .secondComplaint || kind == .secondDiscipline ? 2 : 1
        let isDiscipline = kind == .discipline || kind == .secondDiscipline
        file.complaintSubtype = isDiscipline ? .discipline : .decision
        if kind == .denunciation { file.type = .denunciation }
        file.state = state
        if state == .suspended { file.resumesTo = .verifying }
        return file
    }

    /// A case that has come to a station, put in another state and branch: what a command asks
    /// beside the state is there.
    static func file(at station: Station, in now: Case) throws -> Case {
        var file = try Walk(to: station).file
        file.complaintSubtype = now.complaintSubtype
        file.instance = now.instance
        file.type = now.type
        file.state = now.state
        return file
    }

    private static func paper(_ number: String, _ day: String) -> DocumentReference {
        DocumentReference(number: number, issuedOn: day)
    }

    private static let shared =
        verification + dialogue + course + decision
        + ResultPlays.complaint

    private static let verification: [Play<Case>] = [
        Play("ComplaintService/MarkComplex") {
            var file = try file(at: .accepted, in: $0)
            file.deadlines[0].rule = file.ordinaryLimit
            return try MarkComplexRequest(id: "c1", criteria: [.many], actedOn: "2026-07-20")
                .decide(file, world)
        },
        Play("CaseService/AssignVerification") {
            try Sample.assign("c1")
                .decide(try file(at: .accepted, in: $0), verifier: Sample.foreign, world)
        },
        Play("ComplaintService/RequestEvidence") {
            try RequestEvidenceRequest(
                id: "c1",
                subject: "Hồ sơ địa chính của thửa đất",
                document: paper("21/SNV", "2026-07-17")
            ).decide(try file(at: .assigned, in: $0), senders: nobody, world)
        },
        Play("ComplaintService/RecordEvidence") {
            var file = try file(at: .assigned, in: $0)
            file.evidence = [
                EvidenceRequest(id: "1", subject: "x", document: paper("21", "2026-07-17"))
            ]
            return try RecordEvidenceRequest(id: "c1", evidence: "1", actedOn: "2026-07-24")
                .decide(file, world)
        },
        Play("ComplaintService/ExtendVerification") {
            try ExtendVerificationRequest(
                id: "c1",
                until: "2026-08-05",
                document: paper("22/SNV", "2026-07-28")
            ).decide(try file(at: .assigned, in: $0), world)
        },
        Play("CaseService/SubmitReport") {
            try Sample.report("c1").decide(try file(at: .assigned, in: $0), world)
        },
    ]

    private static let dialogue: [Play<Case>] = [
        Play("ComplaintService/SendDialogueNotice") {
            try SendDialogueNoticeRequest(
                id: "c1",
                plannedOn: "2026-08-10",
                actedOn: "2026-08-03"
            ).decide(try file(at: .reported, in: $0), world)
        },
        Play("ComplaintService/HoldDialogue") {
            try Sample.dialogue("c1")
                .decide(try file(at: .reported, in: $0), agency: Sample.home, world)
        },
        Play("ComplaintService/StayExecution") {
            try StayExecutionRequest(
                id: "c1",
                decision: paper("23/QĐ-SNV", "2026-07-20"),
                reason: "Nhà sẽ bị tháo dỡ, không thể khôi phục"
            ).decide(try file(at: .accepted, in: $0), senders: nobody, world)
        },
        Play("ComplaintService/LiftStay") {
            var file = try file(at: .accepted, in: $0)
            file.stays = [Stay(decision: paper("23", "2026-07-20"), reason: "x")]
            return try LiftStayRequest(id: "c1", decision: paper("24/QĐ-SNV", "2026-07-27"))
                .decide(file, world)
        },
    ]

    private static let course: [Play<Case>] = [
        Play("CaseService/SuspendCase") {
            try SuspendCaseRequest(
                id: "c1",
                ground: .relatedResult,
                decision: paper("30/QĐ-SNV", "2026-07-20")
            ).decide(try file(at: .accepted, in: $0), world)
        },
        Play("CaseService/ResumeCase") { now in
            var file = try suspended(now)
            file.state = now.state
            return try ResumeCaseRequest(id: "c1", decision: paper("35/QĐ-SNV", "2026-07-30"))
                .decide(file, world)
        },
        Play("CaseService/TerminateCase") {
            try TerminateCaseRequest(
                id: "c1",
                ground: .death,
                decision: paper("36/QĐ-SNV", "2026-07-31")
            ).decide(try file(at: .accepted, in: $0), Sample.complainants, world)
        },
        Play("CaseService/RecordSending") { now in
            var file = try suspended(now)
            file.state = now.state
            return try RecordSendingRequest(
                id: "c1",
                document: .suspension,
                actedOn: "2026-07-22"
            ).decide(file, world)
        },
        Play("CaseService/WithdrawContent") {
            try WithdrawContentRequest(
                id: "c1",
                content: "1",
                document: paper("BB-1", "2026-07-20")
            ).decide(try file(at: .accepted, in: $0), world)
        },
        Play("CaseService/ReinstateContent") {
            var file = try file(at: .accepted, in: $0)
            file.contents[0].withdrawnOn = "2026-07-20"
            return try ReinstateContentRequest(
                id: "c1",
                content: "1",
                proof: paper("BB-2", "2026-07-24")
            ).decide(file, world)
        },
        Play("CaseService/WithdrawPerson") {
            try WithdrawPersonRequest(
                id: "c1",
                person: "s1",
                document: paper("BB-3", "2026-07-20")
            ).decide(try file(at: .accepted, in: $0), Sample.complainants, world)
        },
    ]

    /// An accepted case that was suspended.
    private static func suspended(_ now: Case) throws -> Case {
        var file = try file(at: .accepted, in: now)
        file.state = .accepted
        let decided = try SuspendCaseRequest(
            id: "c1",
            ground: .relatedResult,
            decision: paper("30/QĐ-SNV", "2026-07-20")
        ).decide(file, world)
        for event in decided { file.apply(event) }
        return file
    }

    private static let decision: [Play<Case>] = [
        Play("ComplaintService/IssueDecision") {
            try Sample.decide("c1")
                .decide(try file(at: .talked, in: $0), senders: nobody, world)
        },
        Play("ComplaintService/SendDecision") {
            try SendDecisionRequest(id: "c1", actedOn: "2026-08-14")
                .decide(try file(at: .decided, in: $0), world)
        },
        Play("ComplaintService/RecordDecisionReceipt") {
            try RecordDecisionReceiptRequest(id: "c1", actedOn: "2026-08-18")
                .decide(try file(at: .sent, in: $0), Sample.complainants, world)
        },
        Play("ComplaintService/ConfirmEffect") { now in
            var file = try file(at: .received, in: now)
            for index in file.deadlines.indices where file.deadlines[index].rule == "KN.EFFECT.1" {
                file.deadlines[index].rule = file.effectPeriod
            }
            return try ConfirmEffectRequest(id: "c1").decide(file, world)
        },
        Play("ComplaintService/FileLawsuit") {
            try FileLawsuitRequest(
                id: "c1",
                actedOn: "2026-08-21",
                court: "Tòa án nhân dân khu vực 1"
            ).decide(try judged(try file(at: .received, in: $0)), world)
        },
        Play("ComplaintService/RecordJudgment") {
            var file = try judged(try file(at: .received, in: $0))
            file.lawsuit = Lawsuit(filedOn: "2026-08-21", court: "Tòa án nhân dân khu vực 1")
            return try RecordJudgmentRequest(
                id: "c1",
                document: paper("12/2026/HC-ST", "2026-11-16"),
                outcome: .upheld
            ).decide(file, world)
        },
        Play("ComplaintService/ReviewUnlawful") {
            try ReviewUnlawfulRequest(
                id: "c1",
                document: paper("90/UBND", "2026-11-02"),
                signs: "Áp dụng sai bảng giá đất"
            ).decide(
                try file(at: .effective, in: $0),
                acting: Sample.city,
                senders: nobody,
                world
            )
        },
    ]

    private static let firstOnly: [Play<Case>] = [
        Play("ComplaintService/CheckOwnDecision") {
            try CheckOwnDecisionRequest(id: "c1", actedOn: "2026-07-15")
                .decide(try file(at: .accepted, in: $0), world)
        },
        Play("ComplaintService/FileSecondComplaint") {
            let file = try judged(try file(at: .received, in: $0))
            return try FileSecondComplaintRequest(
                id: "c1",
                ground: file.decision == nil ? .overdue : .decision,
                actedOn: "2026-08-24"
            ).decide(file, Sample.complainants, world)
        },
    ]

    /// The case without a decision, its limit passed, where its state comes before the decision.
    private static func judged(_ file: Case) throws -> Case {
        let before: [CaseState] = [.accepted, .verifying, .reported, .dialogueHeld, .suspended]
        guard before.contains(file.state), file.instance != 2 else { return file }
        return try Self.file(at: .talked, in: file)
    }

    private static let secondOnly: [Play<Case>] = [
        Play("ComplaintService/SetUpCouncil") {
            try SetUpCouncilRequest(id: "c1", decision: paper("25/QĐ-UBND", "2026-07-20"))
                .decide(try file(at: .accepted, in: $0), world)
        }
    ]

    private static let discipline: [Play<Case>] = [
        Play("ComplaintService/AnnounceDecision") {
            try AnnounceDecisionRequest(id: "c1", actedOn: "2026-09-16")
                .decide(try file(at: .effective, in: $0), world)
        }
    ]
}

extension Case {
    /// The ordinary limit of settlement of its branch.
    fileprivate var ordinaryLimit: String {
        if complaintSubtype == .discipline { return "KNKL.RESOLVE" }
        return instance == 2 ? "KN.RESOLVE.2.ORDINARY" : "KN.RESOLVE.1.ORDINARY"
    }

    /// The period of effect of its branch.
    fileprivate var effectPeriod: String {
        if complaintSubtype == .discipline { return "KNKL.EFFECT" }
        return instance == 2 ? "KN.EFFECT.2" : "KN.EFFECT.1"
    }
}
