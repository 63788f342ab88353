import Casework
import Messages
import TestSupport

/// A play of every command on a denunciation.
enum DenunciationPlays {
    static let all = verification + conclusion + continuation + protection + course

    static func paper(_ number: String, _ day: String) -> DocumentReference {
        DocumentReference(number: number, issuedOn: day)
    }

    private static let concluded: Set<CaseState> = [
        .concluded, .handling, .enforcing, .partlyEnforced, .enforced, .continued, .closed,
    ]

    /// A denunciation that lacks nothing, in a state.
    static func sample(_ state: CaseState) -> Case {
        var walk = DenunciationWalk()
        try? walk.go(to: concluded.contains(state) ? .concluded : .accepted)
        var file = walk.file
        file.lastActOn = "2026-07-14"
        file.state = state
        if state == .suspended { file.resumesTo = .verifying }
        if state == .continued { file.resumesTo = .concluded }
        return file
    }

    /// A case that has come to a station, put in another state.
    private static func file(_ station: DenunciationStation, in now: Case) throws -> Case {
        var walk = DenunciationWalk()
        try walk.go(to: station)
        var file = walk.file
        file.state = now.state
        file.resumesTo = now.resumesTo
        return file
    }

    private static let verification: [Play<Case>] = [
        Play("DenunciationService/NotifyAcceptance") {
            try DenunciationWalk.notices.decide($0, senders: nobody, world)
        },
        Play("DenunciationService/ReferToCriminal") {
            try ReferToCriminalRequest(
                record: .caseFile("c1"),
                document: paper("19/SNV", "2026-08-13"),
                receiver: "Cơ quan CSĐT"
            ).decide($0, senders: nobody, world)
        },
        Play("CaseService/AssignVerification") {
            try DenunciationWalk.assignment.decide($0, verifier: Sample.foreign, world)
        },
        Play("DenunciationService/RecordMeeting") {
            try RecordMeetingRequest(
                id: "c1",
                person: .denounced,
                minutes: paper("3/BB", "2026-08-13")
            ).decide($0, world)
        },
        Play("DenunciationService/RequestExpertise") {
            try RequestExpertiseRequest(
                id: "c1",
                subject: "Chữ ký trên phiếu thu",
                expert: "Phân viện KHHS",
                document: paper("4/QĐ", "2026-08-13")
            ).decide($0, senders: nobody, world)
        },
        Play("CaseService/SubmitReport") {
            try DenunciationWalk.report.decide(try file(.assigned, in: $0), world)
        },
        Play("DenunciationService/UseSimplified") {
            try DenunciationWalk.simplified.decide($0, world)
        },
        Play("DenunciationService/ExtendSettlement") {
            try DenunciationWalk.extend([.many], on: "2026-08-10")
                .decide(try file(.accepted, in: $0), world)
        },
        Play("DenunciationService/NotifyExtension") { now in
            var file = try file(.accepted, in: now)
            let extended = try DenunciationWalk.extend([.many], on: "2026-08-10")
            file.state = .accepted
            for event in try extended.decide(file, world) { file.apply(event) }
            file.state = now.state
            return try NotifyExtensionRequest(id: "c1", actedOn: "2026-08-11").decide(file, world)
        },
    ]

    private static let conclusion: [Play<Case>] = [
        Play("DenunciationService/ConcludeDenunciation") {
            var file = try file(.reported, in: $0)
            file.denunciation?.simplifiedOn = "2026-07-15"
            return try DenunciationWalk.conclusion.decide(file, senders: nobody, world)
        },
        Play("DenunciationService/SendConclusion") {
            try SendConclusionRequest(id: "c1", actedOn: "2026-08-14").decide($0, world)
        },
        Play("DenunciationService/PublishConclusion") {
            try PublishConclusionRequest(
                id: "c1",
                form: .posting,
                redacted: true,
                actedOn: "2026-08-17"
            ).decide($0, world)
        },
        Play("DenunciationService/ActOnConclusion") {
            try DenunciationWalk.acts.decide($0, senders: nobody, world)
        },
        Play("DenunciationService/ReportRecommendation") {
            try ReportRecommendationRequest(
                id: "c1",
                act: "1",
                result: "Đã khiển trách",
                resultOn: "2026-09-01",
                reportedOn: "2026-09-04"
            ).decide(try file(.handling, in: $0), senders: nobody, world)
        },
        Play("CaseService/CloseCase") {
            var file = $0
            file.deadlines = []
            file.denunciation?.conclusion?.sentOn = "2026-08-14"
            file.denunciation?.conclusion?.findings = [
                ContentFinding(content: "1", finding: .unfounded)
            ]
            file.denunciation?.disclosures = [
                Disclosure(form: .posting, publishedOn: "2026-08-17")
            ]
            return try CloseCaseRequest(id: "c1", actedOn: "2026-10-05").decide(file, world)
        },
    ]

    private static let continuation: [Play<Case>] = [
        Play("DenunciationService/ContinueDenunciation") {
            let isConcluded = concluded.contains($0.state)
            return try ContinueDenunciationRequest(
                id: "c1",
                ground: isConcluded ? .conclusion : .overdue,
                receivedOn: "2026-09-03"
            ).decide($0, body: Sample.home, cityWorld)
        },
        Play("DenunciationService/DecideContinued") {
            var file = $0
            file.denunciation?.continuations = [
                Continuation(ground: .conclusion, receivedOn: "2026-09-03", superior: "H29")
            ]
            return try DenunciationWalk.decision(.refuse).decide(
                file,
                caseID: "c2",
                body: Sample.home,
                superior: Sample.city,
                cityWorld
            )
        },
        Play("DenunciationService/RequestBySuperior") {
            try RequestBySuperiorRequest(id: "c1", document: paper("41/UBND", "2026-09-04"))
                .decide(overdue($0), body: Sample.home, cityWorld)
        },
        Play("DenunciationService/ReportToSuperior") {
            var file = overdue($0)
            file.denunciation?.continuations[0].request = paper("41/UBND", "2026-09-04")
            return try ReportToSuperiorRequest(
                id: "c1",
                document: paper("42/BC", "2026-09-08"),
                reason: "Chờ giám định"
            ).decide(file, senders: nobody, world)
        },
    ]

    private static func overdue(_ file: Case) -> Case {
        var file = file
        file.denunciation?.continuations = [
            Continuation(ground: .overdue, receivedOn: "2026-09-03", superior: "H29")
        ]
        return file
    }

    private static let protection: [Play<Case>] = [
        Play("DenunciationService/RequestProtection") {
            try RequestProtectionRequest(id: "c1", kinds: [.work], actedOn: "2026-07-15")
                .decide($0, world)
        },
        Play("DenunciationService/DecideProtection") {
            var file = $0
            file.denunciation?.protections = [
                Protection(id: "1", kinds: [.work], requestedOn: "2026-07-15")
            ]
            return try DecideProtectionRequest(
                id: "c1",
                protection: "1",
                granted: true,
                decision: paper("7/QĐ", "2026-07-20"),
                protector: "Công an phường"
            ).decide(file, senders: nobody, world)
        },
        Play("DenunciationService/EndProtection") {
            try EndProtectionRequest(
                id: "c1",
                protection: "1",
                end: .requested,
                decision: paper("8/QĐ", "2026-10-20")
            ).decide(DenunciationWalk.protected($0), world)
        },
    ]

    private static let course: [Play<Case>] = [
        Play("CaseService/SuspendCase") {
            try SuspendCaseRequest(
                id: "c1",
                ground: .expertise,
                decision: paper("30/QĐ", "2026-07-20")
            ).decide($0, world)
        },
        Play("CaseService/ResumeCase") {
            try ResumeCaseRequest(id: "c1", decision: paper("35/QĐ", "2026-07-30"))
                .decide(try suspended($0), world)
        },
        Play("CaseService/TerminateCase") {
            try TerminateCaseRequest(
                id: "c1",
                ground: .judgment,
                decision: paper("36/QĐ", "2026-07-31")
            ).decide($0, Sample.complainants, world)
        },
        Play("CaseService/RecordSending") {
            try RecordSendingRequest(id: "c1", document: .suspension, actedOn: "2026-07-22")
                .decide(try suspended($0), world)
        },
        Play("CaseService/WithdrawContent") {
            try WithdrawContentRequest(
                id: "c1",
                content: "1",
                document: paper("BB-1", "2026-07-20")
            ).decide($0, world)
        },
        Play("CaseService/WithdrawPerson") {
            try WithdrawPersonRequest(
                id: "c1",
                person: "s1",
                document: paper("BB-3", "2026-07-20")
            ).decide($0, Sample.complainants, world)
        },
    ]

    private static func suspended(_ now: Case) throws -> Case {
        var file = try file(.accepted, in: now)
        file.state = .accepted
        let decided = try SuspendCaseRequest(
            id: "c1",
            ground: .expertise,
            decision: paper("30/QĐ", "2026-07-20")
        ).decide(file, world)
        for event in decided { file.apply(event) }
        file.state = now.state
        return file
    }
}
