import Casework
import Messages
import TestSupport

/// The stations of a denunciation.
enum DenunciationStation: Int, CaseIterable, Comparable, Sendable {
    case checked, approved, accepted, assigned, reported, concluded, handling, enforcing, enforced

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The world of the city, the direct superior of the agency of the samples.
let cityWorld = Context(
    today: day("2026-12-30"),
    agency: "H29",
    calendar: .national,
    rulebook: .builtin
)

/// A denunciation's petition and case, moved on by deciders: accepted 14/07, its limit ends 13/08.
struct DenunciationWalk: Sendable {
    var petition = Petition()
    var file = Case()
    var check = CheckDenunciationRequest(
        id: "p1",
        identityVerified: true,
        result: .met,
        actedOn: "2026-07-08"
    )
    var acceptance = AcceptDenunciationRequest(
        petitionId: "p1",
        office: "H29.02.GD",
        decision: DocumentReference(number: "15/QĐ-SNV", issuedOn: "2026-07-14"),
        respondent: Respondent(agency: "H29.02", rank: .official)
    )

    private var done = 0

    init() {}

    /// A walk that has come to a station, on a path that `change` may bend.
    init(to station: DenunciationStation, _ change: (inout Self) -> Void = { _ in }) throws {
        change(&self)
        try go(to: station)
    }

    /// Goes on to a station.
    mutating func go(to station: DenunciationStation) throws {
        if done == 0 {
            var walk = Walk()
            walk.classification = Sample.denunciation
            try walk.go(to: .classified)
            petition = walk.petition
        }
        for next in DenunciationStation.allCases where next <= station && next.rawValue >= done {
            take(try decide(next))
            done = next.rawValue + 1
        }
    }

    /// Applies events, as the journal does.
    mutating func take(_ decided: [Event]) {
        for event in decided {
            if event.record?.kind == .petition { petition.apply(event) } else { file.apply(event) }
        }
    }

    private func decide(_ station: DenunciationStation) throws -> [Event] {
        switch station {
        case .checked: return try check.decide(petition, senders: nobody, world)
        case .approved:
            var approved = petition
            let proposed = try Sample.propose("p1").decide(petition, senders: nobody, world)
            for event in proposed { approved.apply(event) }
            return proposed
                + (try Sample.approve("p1").decide(approved, agency: Sample.home, world))
        case .accepted:
            return try acceptance.decide(
                petition,
                caseID: "c1",
                agency: Sample.home,
                body: Sample.home,
                world
            )
        case .assigned:
            return try Self.assignment.decide(file, verifier: Sample.foreign, world)
        case .reported: return try Self.report.decide(file, world)
        case .concluded: return try Self.conclusion.decide(file, senders: nobody, world)
        case .handling: return try Self.acts.decide(file, senders: nobody, world)
        case .enforcing:
            return try Sample.start("c1", ResultSample.measures)
                .decide(file, enforcer: Sample.home, senders: nobody, world)
        case .enforced:
            return try Sample.progress("c1", [("1", 2)]).decide(file, senders: nobody, world)
        }
    }

    private static func paper(_ number: String, _ day: String) -> DocumentReference {
        DocumentReference(number: number, issuedOn: day)
    }

    static let notices = NotifyAcceptanceRequest(
        id: "c1",
        notice: paper("16/TB-SNV", "2026-07-15"),
        contentNotice: paper("17/TB-SNV", "2026-07-15"),
        contentText: "Bị tố cáo nhận tiền ngoài quy định",
        actedOn: "2026-07-16"
    )
    static let assignment = AssignVerificationRequest(
        id: "c1",
        agency: "H29.05",
        assignment: paper("20/QĐ-SNV", "2026-07-16"),
        teamSize: 3
    )
    static let report = SubmitReportRequest(id: "c1", report: paper("31/BC-SYT", "2026-07-30"))
    static let simplified = UseSimplifiedRequest(
        id: "c1",
        criteria: [.clear, .management, .simple, .atOnce],
        actedOn: "2026-07-15"
    )
    static let conclusion = ConcludeDenunciationRequest(
        id: "c1",
        conclusion: DenunciationConclusion(
            document: paper("40/KL-SNV", "2026-08-12"),
            findings: [ContentFinding(content: "1", finding: .wellFounded)],
            summary: "Nội dung tố cáo là đúng",
            measures: ["Kiến nghị xử lý kỷ luật"]
        )
    )
    static let acts = ActOnConclusionRequest(
        id: "c1",
        acts: [
            ConclusionAct(
                measure: .recommend,
                document: paper("41/SNV", "2026-08-18"),
                receiver: "H29.05"
            )
        ],
        actedOn: "2026-08-18"
    )
    static func extend(
        _ criteria: [ComplexityCriterion],
        on day: String
    ) throws
        -> ExtendSettlementRequest
    {
        ExtendSettlementRequest(
            id: "c1",
            criteria: criteria,
            days: 30,
            decision: paper("25/QĐ-SNV", day)
        )
    }

    static func decision(_ result: ContinuationResult) -> DecideContinuedRequest {
        DecideContinuedRequest(
            id: "c1",
            result: result,
            decision: paper("40/QĐ-UBND", "2026-09-15"),
            office: "H29.GD"
        )
    }

    /// The case with a protection in force.
    static func protected(_ file: Case) -> Case {
        var file = file
        file.denunciation?.protections = [
            Protection(
                id: "1",
                kinds: [.work],
                requestedOn: "2026-07-15",
                granted: true,
                decision: paper("7/QĐ", "2026-07-20"),
                protector: "Công an phường"
            )
        ]
        return file
    }
}
