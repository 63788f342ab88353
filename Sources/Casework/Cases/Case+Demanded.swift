package import Messages

/// What a case must have by the state in which another system left it.
extension Case {
    /// The document that is carried out; nil before it is issued.
    ///
    /// It is the decision on a complaint, or the conclusion on a denunciation (Luật Khiếu nại 2011
    /// Đ.46; Luật Tố cáo 2018 Đ.36).
    package var enforcedDocument: DocumentReference? {
        type == .denunciation ? denunciation?.conclusion?.document : decision?.document
    }

    package var demanded: [String] {
        let opening = ["competent_office", "acceptance.number", "acceptance.issued_on"]
        let verification = ["verification.agency"]
        return switch state {
        case .verifying, .dialogueHeld: opening + verification
        case .reported: opening + verification + ["verification.report.issued_on"]
        case .inCourt: opening + result + ["lawsuit.filed_on"]
        case .decided, .appealed, .reopened, .concluded, .handling, .answered:
            opening + result
        case .effective, .partlyEnforced: opening + result + inEffect
        case .enforcing: opening + result + inEffect + ["enforcement.started_on"]
        case .enforced: opening + result + inEffect + ["enforcement.finished_on"]
        case .closed: opening + result + ["closed_on"]
        case .accepted, .suspended, .terminated, .processing, .continued: opening
        case .voided, .unspecified, .unknown: []
        }
    }

    /// What says how it was settled.
    private var result: [String] {
        switch type {
        case .denunciation:
            [
                "denunciation.conclusion.document.number",
                "denunciation.conclusion.document.issued_on",
                "denunciation.conclusion.findings", "denunciation.conclusion.summary",
            ]
        case .feedback: ["feedback.answers"]
        default:
            [
                "decision.document.number", "decision.document.issued_on", "decision.conclusion",
                "decision.action", "decision.summary",
            ]
        }
    }

    /// A conclusion has no day of legal effect.
    private var inEffect: [String] { type == .complaint ? ["decision.effective_on"] : [] }
}
