package import Messages

/// The forms that steps issue, as data with their days in force.
///
/// A key joins the issuing text and the number, since texts use the same numbers: "01/TCD" is a
/// form of NĐ 154/2026 and also a table of TT 06/2025. Methods are named as the contract names them.
package enum Forms {
    /// Every form, in the order of sets and numbers.
    package static let all =
        reception + complaints + denunciations + handling + formerHandling + letters

    /// The form with a key.
    package static func form(_ key: String) -> Form? {
        all.first { $0.key == key }
    }

    /// The forms in force on a day.
    package static func inForce(on day: Day) -> [Form] {
        all.filter { $0.isInForce(on: day) }
    }

    /// The forms that a step issues on a day.
    package static func inForce(step method: String, on day: Day) -> [Form] {
        all.filter { $0.steps.contains(method) && $0.isInForce(on: day) }
    }

    /// The key of the form that a step issues on a day; empty when none is in force.
    ///
    /// `keys` are those that it may be, for a step that issues several.
    package static func key(of method: String, on day: Day, among keys: [String]? = nil) -> String {
        inForce(step: method, on: day).first { keys?.contains($0.key) ?? true }?.key ?? ""
    }
}

extension Form {
    /// Whether the form is in force on a day.
    package func isInForce(on day: Day) -> Bool {
        inForceFrom <= day.iso && (inForceTo.isEmpty || day.iso <= inForceTo)
    }
}

extension Event.Fact {
    /// The fact with the form on its document, by the step and the day of issue.
    ///
    /// The one place that names the form of what a step issues; a document that came from
    /// elsewhere, as a reply, has none.
    func withForm<Record: FiledRecord>(of record: Record) -> Event.Fact {
        let petition = record as? Petition
        switch self {
        case .petitionDispatched(var fact):
            if fact.caseId.isEmpty {
                let keys = petition?.dispatchForms ?? []
                fact.document?.setForm(of: "PetitionService/DispatchPetition", among: keys)
            } else {
                fact.document?.setForm(of: petition?.acceptanceStep ?? "")
            }
            return .petitionDispatched(fact)
        case .acceptanceRefused(var fact):
            let isDenunciation = petition?.classification?.type == .denunciation
            let name = isDenunciation ? "RefuseDenunciation" : "RefuseComplaint"
            fact.notice?.setForm(of: "PetitionService/\(name)")
            return .acceptanceRefused(fact)
        case .originalsReturned(var fact):
            fact.document?.setForm(of: "PetitionService/ReturnOriginals")
            return .originalsReturned(fact)
        case .refusalNoticeIssued(var fact):
            fact.notice?.setForm(of: "ReceptionService/IssueRefusalNotice")
            return .refusalNoticeIssued(fact)
        case .contentRecorded(var fact):
            fact.evidenceReceipt?.setForm(of: "ReceptionService/RecordContent")
            return .contentRecorded(fact)
        case .contentSettled(var fact):
            let steps = [
                ReceptionOutcome.guided: "GuideCitizen", .transferred: "TransferDenunciation",
            ]
            let step = fact.content.flatMap { steps[$0.outcome] } ?? ""
            fact.content?.document?.setForm(of: "ReceptionService/\(step)")
            return .contentSettled(fact)
        case .conclusionIssued(var fact):
            fact.conclusion?.setForm(of: "SessionService/IssueConclusion")
            return .conclusionIssued(fact)
        default:
            return (record as? Case).map(withForm) ?? self
        }
    }
}

extension DocumentReference {
    /// Names the form of a step on the day of the document, of those that may stand there.
    mutating func setForm(of method: String, among keys: [String]? = nil) {
        form = Day(iso: issuedOn).map { Forms.key(of: method, on: $0, among: keys) } ?? ""
    }
}

extension Petition {
    /// The step that accepts it.
    fileprivate var acceptanceStep: String {
        switch classification?.type {
        case .feedback: "FeedbackService/AcceptFeedback"
        case .denunciation: "DenunciationService/AcceptDenunciation"
        default: "ComplaintService/AcceptComplaint"
        }
    }

    /// The forms that the approved outcome is carried out on, whatever the day; none for an
    /// outcome that needs no document.
    fileprivate var dispatchForms: [String] {
        let type = classification?.type
        switch handling?.outcome {
        case .guide:
            return ["TT05/2021:02", "TT07/2014:\(type == .complaint ? "03" : "07")-XLĐ"]
        case .transfer, .toPartyBody:
            let present = type == .denunciation ? "TT05/2021:03" : "TT05/2021:PC"
            return [present, "TT07/2014:06-XLĐ"]
        case .returnToForwarder: return ["TT05/2021:TL", "TT07/2014:04-XLĐ"]
        case .urge, .toCriminalBody, .direct: return ["ND30/2020:1.5"]
        case .notice: return ["ND30/2020:1.4-TB"]
        default: return []
        }
    }
}
