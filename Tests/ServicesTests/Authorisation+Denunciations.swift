import Casework
import Messages
import TestSupport

/// How a stranger would call what happens to a denunciation.
extension Maker {
    static let denunciations = denunciationPetitions + denunciationCases + continuations

    private static let denunciationPetitions = [
        Maker(DenunciationMethods.checkDenunciation) {
            CheckDenunciationRequest(
                requestId: id,
                id: $0.petition,
                identityVerified: true,
                result: .met
            )
        },
        Maker(DenunciationMethods.acceptDenunciation) {
            AcceptDenunciationRequest(
                requestId: id,
                petitionId: $0.petition,
                office: "H29.05.GD",
                decision: document,
                respondent: Respondent(agency: "H29.05", rank: .official)
            )
        },
        Maker(DenunciationMethods.notifyForwarder) {
            NotifyForwarderRequest(requestId: id, id: $0.petition, document: document)
        },
        Maker(DenunciationMethods.referToCriminal) {
            ReferToCriminalRequest(
                requestId: id,
                record: .caseFile($0.file),
                document: document,
                receiver: "Cơ quan CSĐT"
            )
        },
    ]

    private static let denunciationCases = [
        Maker(DenunciationMethods.notifyAcceptance) {
            NotifyAcceptanceRequest(
                requestId: id,
                id: $0.file,
                notice: document,
                contentNotice: document,
                contentText: "Nhận tiền ngoài quy định"
            )
        },
        Maker(DenunciationMethods.recordMeeting) {
            RecordMeetingRequest(
                requestId: id,
                id: $0.file,
                person: .denounced,
                minutes: document
            )
        },
        Maker(DenunciationMethods.requestExpertise) {
            RequestExpertiseRequest(
                requestId: id,
                id: $0.file,
                subject: "Chữ ký",
                expert: "Phân viện KHHS",
                document: document
            )
        },
        Maker(DenunciationMethods.useSimplified) {
            UseSimplifiedRequest(
                requestId: id,
                id: $0.file,
                criteria: [.clear, .management, .simple, .atOnce]
            )
        },
        Maker(DenunciationMethods.extendSettlement) {
            ExtendSettlementRequest(
                requestId: id,
                id: $0.file,
                criteria: [.many],
                days: 30,
                decision: document
            )
        },
        Maker(DenunciationMethods.notifyExtension) {
            NotifyExtensionRequest(requestId: id, id: $0.file)
        },
        Maker(DenunciationMethods.concludeDenunciation) {
            ConcludeDenunciationRequest(
                requestId: id,
                id: $0.file,
                conclusion: DenunciationConclusion(
                    document: document,
                    findings: [ContentFinding(content: "1", finding: .partly)],
                    summary: "Đúng một phần"
                )
            )
        },
        Maker(DenunciationMethods.sendConclusion) {
            SendConclusionRequest(requestId: id, id: $0.file)
        },
        Maker(DenunciationMethods.actOnConclusion) {
            ActOnConclusionRequest(
                requestId: id,
                id: $0.file,
                acts: [ConclusionAct(measure: .handle, document: document)]
            )
        },
        Maker(DenunciationMethods.reportRecommendation) {
            ReportRecommendationRequest(
                requestId: id,
                id: $0.file,
                act: "1",
                result: "Đã khiển trách",
                resultOn: "2026-07-15"
            )
        },
        Maker(DenunciationMethods.publishConclusion) {
            PublishConclusionRequest(
                requestId: id,
                id: $0.file,
                form: .posting,
                redacted: true
            )
        },
    ]

    private static let continuations = [
        Maker(DenunciationMethods.continueDenunciation, fromAbove: true) {
            ContinueDenunciationRequest(requestId: id, id: $0.file, ground: .overdue)
        },
        Maker(DenunciationMethods.decideContinued, fromAbove: true) {
            DecideContinuedRequest(
                requestId: id,
                id: $0.file,
                result: .refuse,
                decision: document,
                office: "H29.GD"
            )
        },
        Maker(DenunciationMethods.requestBySuperior, fromAbove: true) {
            RequestBySuperiorRequest(requestId: id, id: $0.file, document: document)
        },
        Maker(DenunciationMethods.reportToSuperior) {
            ReportToSuperiorRequest(
                requestId: id,
                id: $0.file,
                document: document,
                reason: "Chờ giám định"
            )
        },
        Maker(DenunciationMethods.requestProtection) {
            RequestProtectionRequest(requestId: id, id: $0.file, kinds: [.work])
        },
        Maker(DenunciationMethods.decideProtection) {
            DecideProtectionRequest(
                requestId: id,
                id: $0.file,
                protection: "1",
                granted: true,
                decision: document,
                protector: "Công an phường"
            )
        },
        Maker(DenunciationMethods.endProtection) {
            EndProtectionRequest(
                requestId: id,
                id: $0.file,
                protection: "1",
                end: .requested,
                decision: document
            )
        },
    ]
}
