import Casework
import Messages
import TestSupport

/// Plays of what follows a result: enforcement, rating, the closed file and its hand-over; and of
/// feedback.
enum ResultPlays {
    /// Of complaints at either instance.
    static let complaint: [Play<Case>] =
        enforcement(at: { now in
            try ComplaintPlays.file(at: .enforcing, in: now)
        }) + [
            Play("EnforcementService/StartEnforcement") {
                try Sample.start("c1").decide(
                    try ComplaintPlays.file(at: .effective, in: $0),
                    enforcer: Sample.home,
                    senders: nobody,
                    world
                )
            },
            close { now in
                var file = try ComplaintPlays.file(at: .enforced, in: now)
                if file.state == .effective {
                    // What upholds the act and orders nothing is closed without enforcement.
                    file.decision?.action = .uphold
                    file.decision?.conclusion = .unfounded
                    file.decision?.moneyVnd = 0
                    file.decision?.landCentiM2 = 0
                }
                if file.state == .appealed { file.secondCase = "c2" }
                return file
            },
            handOver { try ComplaintPlays.file(at: .closed, in: $0) },
            rate { try ComplaintPlays.file(at: .enforced, in: $0) },
        ]

    /// Of denunciations, beside the commands of their own.
    static let denunciation: [Play<Case>] =
        enforcement(at: { try acted($0, enforced: true) }) + [
            Play("EnforcementService/StartEnforcement") {
                try Sample.start("c1", ResultSample.measures).decide(
                    try acted($0, enforced: false),
                    enforcer: Sample.home,
                    senders: nobody,
                    world
                )
            },
            handOver { try acted($0, enforced: false) },
            rate { now in
                var file = try acted(now, enforced: false)
                file.denunciation?.conclusion?.denouncerToldOn = "2026-09-10"
                return file
            },
        ]

    /// Of feedback: all that it knows.
    static let feedback: [Play<Case>] = [
        Play("FeedbackService/AssignTask") {
            try Sample.assignTask("c1").decide(
                try ResultSample.feedback($0.state),
                assignee: Sample.home,
                senders: nobody,
                world
            )
        },
        Play("FeedbackService/AnswerFeedback") {
            try Sample.answer("c1")
                .decide(try ResultSample.feedback($0.state), senders: nobody, world)
        },
        Play("FeedbackService/ReraiseFeedback") {
            try ReraiseFeedbackRequest(id: "c1", newFacts: "Đèn lại hỏng", actedOn: "2026-08-03")
                .decide(try ResultSample.feedback($0.state), senders: nobody, world)
        },
        close { now in
            var file = try ResultSample.feedback(now.state)
            file.deadlines = []
            return file
        },
        handOver { try ResultSample.feedback($0.state) },
        rate { now in
            var file = try ResultSample.feedback(now.state)
            file.feedback?.answers = [FeedbackAnswer(document: Sample.answer("c1").document)]
            return file
        },
    ]

    private typealias Make = @Sendable (Case) throws -> Case

    private static func enforcement(at make: @escaping Make) -> [Play<Case>] {
        [
            Play("EnforcementService/ReportEnforcement") {
                let file = try make($0)
                let done = file.enforcement?.items.map { ($0.id, $0.amountDue) } ?? []
                return try Sample.progress("c1", done).decide(file, senders: nobody, world)
            },
            Play("EnforcementService/DropItem") {
                try Sample.drop("c1", "1").decide(try make($0), senders: nobody, world)
            },
            Play("EnforcementService/FinishEnforcement") {
                var file = try make($0)
                for index in file.enforcement?.items.indices ?? 0..<0 {
                    file.enforcement?.items[index].dropped = DroppedItem(ground: "x")
                }
                return try FinishEnforcementRequest(id: "c1", actedOn: "2026-10-01")
                    .decide(file, world)
            },
        ]
    }

    private static func close(_ make: @escaping Make) -> Play<Case> {
        Play("CaseService/CloseCase") {
            try CloseCaseRequest(id: "c1", actedOn: "2026-10-05").decide(try make($0), world)
        }
    }

    private static func handOver(_ make: @escaping Make) -> Play<Case> {
        Play("CaseService/HandOverFile") {
            try ResultSample.handOver.decide(try make($0), senders: nobody, world)
        }
    }

    private static func rate(_ make: @escaping Make) -> Play<Case> {
        Play("SatisfactionService/RateResult") {
            try RateResultRequest(id: "c1", score: 4, actedOn: "2026-10-02").decide(
                try make($0),
                id: "r1",
                Sample.complainants,
                earlier: [],
                senders: nobody,
                world
            )
        }
    }

    /// A denunciation whose conclusion is acted on.
    private static func acted(_ now: Case, enforced: Bool) throws -> Case {
        var file = now
        file.enforcement = nil
        file.deadlines = []
        guard enforced else { return file }
        file.state = .handling
        for event in try Sample.start("c1", ResultSample.measures).decide(
            file,
            enforcer: Sample.home,
            senders: nobody,
            world
        ) {
            file.apply(event)
        }
        file.state = now.state
        return file
    }
}

/// Cases that have come to a result.
enum ResultSample {
    /// What follows from a conclusion on a denunciation.
    static let measures = [
        EnforcementItem(
            kind: .sanctionOfficials,
            amountDue: 2,
            dueOn: "2026-10-31",
            subject: "Kiểm điểm, xử lý kỷ luật"
        )
    ]

    /// The hand-over of a closed file on 20/10.
    static let handOver = HandOverFileRequest(
        id: "c1",
        minutes: DocumentReference(number: "9/BB", issuedOn: "2026-10-20"),
        receiver: "Trung tâm Lưu trữ lịch sử"
    )

    /// A denunciation in a state.
    static func denunciation(_ state: CaseState) -> Case {
        Case(
            id: "c1",
            agency: "H29.02",
            competentOffice: "H29.02.GD",
            petitions: ["p1"],
            type: .denunciation,
            instance: 1,
            state: state,
            lastActOn: "2026-09-01"
        )
    }

    /// A petition with feedback that the head approved to accept.
    static func petition() throws -> Petition {
        try Walk(to: .approved) { $0.classification = Sample.feedback }.petition
    }

    /// Accepted feedback, put in a state.
    static func feedback(_ state: CaseState = .accepted) throws -> Case {
        let events = try Sample.acceptFeedback("p1").decide(
            try petition(),
            caseID: "c1",
            agency: Sample.home,
            earlier: nil,
            senders: nobody,
            world
        )
        var file = events.reduce(into: Case()) { $0.apply($1) }
        file.state = state
        return file
    }
}
