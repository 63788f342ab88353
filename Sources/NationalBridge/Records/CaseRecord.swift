import Casework
import Messages

/// A case and its settlement (NĐ 55/2022/NĐ-CP Đ.6 k.3).
struct CaseRecord: Encodable {
    /// An extension of the limit of settlement; complaints have none.
    struct Extension: Encodable {
        let no: Text
        let date: DayText
        let days: Int32
    }

    struct Verification: Encodable {
        let agencyCode: String
        let teamDecisionNo: Text?
        let reportNo: Text?
        let reportDate: DayText?
    }

    struct Suspension: Encodable {
        let from: DayText
        let to: DayText?
        let ground: String
        let docNo: Text
    }

    struct Terminated: Encodable {
        let on: DayText
        let ground: String
        let docNo: Text
    }

    struct Dialogue: Encodable {
        let heldOn: DayText
        let attended: Bool
        let minutesNo: Text?
    }

    struct Decision: Encodable {
        let no: Text
        let issuedOn: DayText
        let issuedBy: String
        let kind: String
        let summary: Text?
    }

    struct Sending: Encodable {
        let to: String
        let on: DayText
        let receivedOn: DayText?
    }

    let caseId: String
    let petitionIds: [String]
    let matterIds: [String]
    let type: String
    let instance: String
    let acceptedOn: DayText
    let acceptanceNo: Text
    let competentOfficeCode: String
    /// Absent for feedback where no limit is set, since the law knows none, and for a case that
    /// stands still or ended without a result.
    let dueOn: DayText?
    let complexity: String
    let extensions: [Extension]
    let suspensions: [Suspension]?
    let terminated: Terminated?
    let verification: Verification?
    let dialogue: Dialogue?
    let decision: Decision?
    let conclusion: String?
    let instance1Action: String?
    let instance2Effect: String?
    let effectiveOn: DayText?
    let onTime: Bool?
    let sentOn: [Sending]?

    /// The case as it stood right after the fact.
    ///
    /// - Parameters:
    ///   - file: The case.
    ///   - isResolved: Whether the message tells of the decision too.
    /// - Throws: `MappingGap` naming what the data lack.
    init(_ file: Case, isResolved: Bool) throws(MappingGap) {
        let settlement = file.settlementLimit
        caseId = file.id
        petitionIds = file.petitions
        // One matter for each petition, under the petition's id.
        matterIds = file.petitions
        type = try required(file.type.code, "type")
        let own = file.denunciation ?? Denunciation()
        instance = own.continuedFrom.isEmpty ? String(file.instance) : "CONT"
        acceptedOn = try required(DayText(file.acceptance?.issuedOn ?? ""), "acceptance.issued_on")
        acceptanceNo = try required(Text(file.acceptance?.number ?? ""), "acceptance.number")
        competentOfficeCode = file.competentOffice
        let due = DayText(settlement?.dueOn ?? "")
        let mayLack =
            file.type == .feedback || !file.suspensions.isEmpty || file.termination != nil
        dueOn = mayLack ? due : try required(due, "deadlines: settlement.due_on")
        complexity =
            own.extensions.count > 1
            ? "SPX" : own.extensions.isEmpty && file.complexity.isEmpty ? "ORD" : "CPX"
        extensions = own.extensions.compactMap { Extension($0) }
        var still: [Suspension] = []
        for suspension in file.suspensions { still.append(try Suspension(suspension)) }
        suspensions = still.isEmpty ? nil : still
        if let termination = file.termination {
            terminated = try Terminated(termination)
        } else {
            terminated = nil
        }
        verification = file.verification.map { Verification($0) }
        dialogue = file.dialogue.flatMap { Dialogue($0) }
        guard isResolved else {
            (decision, conclusion, instance1Action, instance2Effect) = (nil, nil, nil, nil)
            (effectiveOn, onTime, sentOn) = (nil, nil, nil)
            return
        }
        onTime = settlement?.state != .late
        if file.type == .feedback {
            let answer = try required(file.feedback?.answers.last, "feedback.answers")
            decision = try Decision(answer, by: file.competentOffice)
            (conclusion, instance1Action, instance2Effect) = (nil, nil, nil)
            (effectiveOn, sentOn) = (nil, nil)
            return
        }
        if let found = own.conclusion {
            decision = try Decision(found, by: file.competentOffice)
            conclusion = try required(found.code, "denunciation.conclusion.findings")
            (instance1Action, instance2Effect, effectiveOn) = (nil, nil, nil)
            sentOn = Sending(found).map { [$0] }
            return
        }
        let issued = try required(file.decision, "decision")
        let isSecond = file.instance == 2
        if isSecond { _ = try required(dialogue, "dialogue.held_on") }
        decision = try Decision(issued, isSecond ? "QD2" : "QD1", by: file.competentOffice)
        conclusion = try required(issued.conclusion.code, "decision.conclusion")
        let action = try required(issued.action.code, "decision.action")
        instance1Action = isSecond ? nil : action
        instance2Effect = isSecond ? issued.action.effectOnFirst : nil
        effectiveOn = try required(file.effectiveDay, "deadlines: effect")
        sentOn = Sending(issued).map { [$0] }
    }
}

extension Case {
    /// The time limit of settlement that holds: the one that no other replaced.
    fileprivate var settlementLimit: Deadline? {
        deadlines.last {
            ($0.rule.hasPrefix("KN.RESOLVE.") || $0.rule.hasPrefix("KNKL.RESOLVE")
                || $0.rule == "KNPA.RESOLVE" || $0.rule == "TC.RESOLVE") && $0.state != .replaced
        }
    }

    /// The first day in legal effect; before it comes, the day after the period of effect
    /// (Luật Khiếu nại 2011 Đ.44).
    fileprivate var effectiveDay: DayText? {
        if let stated = DayText(decision?.effectiveOn ?? "") { return stated }
        let period = deadlines.last {
            $0.rule.hasPrefix("KN.EFFECT.") || $0.rule.hasPrefix("KNKL.EFFECT")
        }
        return period.flatMap { Day(iso: $0.dueOn) }.flatMap { DayText(($0 + 1).iso) }
    }
}

extension CaseRecord.Verification {
    fileprivate init(_ verification: Messages.Verification) {
        agencyCode = verification.agency
        teamDecisionNo = Text(verification.assignment?.number ?? "")
        reportNo = Text(verification.report?.number ?? "")
        reportDate = DayText(verification.report?.issuedOn ?? "")
    }
}

extension CaseRecord.Suspension {
    fileprivate init(_ suspension: CaseSuspension) throws(MappingGap) {
        let decision = suspension.decision
        from = try required(DayText(decision?.issuedOn ?? ""), "suspensions.decision.issued_on")
        to = DayText(suspension.resumption?.issuedOn ?? "")
        ground = try required(suspension.ground.code, "suspensions.ground")
        docNo = try required(Text(decision?.number ?? ""), "suspensions.decision.number")
    }
}

extension CaseRecord.Terminated {
    fileprivate init(_ termination: Messages.Termination) throws(MappingGap) {
        let decision = termination.decision
        on = try required(DayText(decision?.issuedOn ?? ""), "termination.decision.issued_on")
        ground = try required(termination.ground.code, "termination.ground")
        docNo = try required(Text(decision?.number ?? ""), "termination.decision.number")
    }
}

extension CaseRecord.Dialogue {
    fileprivate init?(_ dialogue: Messages.Dialogue) {
        guard let day = DayText(dialogue.heldOn) else { return nil }
        heldOn = day
        attended = dialogue.attended
        minutesNo = Text(dialogue.minutesNumber)
    }
}

extension CaseRecord.Decision {
    fileprivate init(
        _ decision: Messages.Decision,
        _ kind: String,
        by office: String
    ) throws(MappingGap) {
        no = try required(Text(decision.document?.number ?? ""), "decision.document.number")
        issuedOn = try required(
            DayText(decision.document?.issuedOn ?? ""),
            "decision.document.issued_on"
        )
        issuedBy = office
        self.kind = kind
        summary = Text(decision.summary)
    }
}

extension CaseRecord.Decision {
    /// The letter that answers feedback.
    fileprivate init(_ answer: FeedbackAnswer, by office: String) throws(MappingGap) {
        no = try required(Text(answer.document?.number ?? ""), "feedback.answers.document.number")
        issuedOn = try required(
            DayText(answer.document?.issuedOn ?? ""),
            "feedback.answers.document.issued_on"
        )
        issuedBy = office
        kind = "TLPA"
        summary = Text(answer.summary)
    }

    /// The conclusion on a denunciation.
    fileprivate init(
        _ conclusion: DenunciationConclusion,
        by office: String
    ) throws(MappingGap) {
        let field = "denunciation.conclusion.document"
        no = try required(Text(conclusion.document?.number ?? ""), "\(field).number")
        issuedOn = try required(
            DayText(conclusion.document?.issuedOn ?? ""),
            "\(field).issued_on"
        )
        issuedBy = office
        kind = "KLTC"
        summary = Text(conclusion.summary)
    }
}

extension CaseRecord.Extension {
    fileprivate init?(_ extended: SettlementExtension) {
        guard let number = Text(extended.decision?.number ?? ""),
            let day = DayText(extended.decision?.issuedOn ?? "")
        else { return nil }
        no = number
        date = day
        days = extended.days
    }
}

extension CaseRecord.Sending {
    fileprivate init?(_ conclusion: DenunciationConclusion) {
        guard let day = DayText(conclusion.sentOn) else { return nil }
        to = "Người bị tố cáo"
        on = day
        receivedOn = nil
    }

    fileprivate init?(_ decision: Messages.Decision) {
        guard let day = DayText(decision.sentOn) else { return nil }
        to = "Người khiếu nại"
        on = day
        receivedOn = DayText(decision.receivedOn)
    }
}
