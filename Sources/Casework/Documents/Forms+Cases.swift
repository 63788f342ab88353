import Messages

extension Event.Fact {
    /// The fact of a case with the form on its document: that of the row of its kind.
    func withForm(of file: Case) -> Event.Fact {
        switch self {
        case .complaintAccepted(var fact):
            fact.acceptedCase?.acceptance?.setForm(of: "ComplaintService/AcceptComplaint")
            return .complaintAccepted(fact)
        case .verificationAssigned(var fact):
            fact.assignment?.setForm(of: "CaseService/AssignVerification", in: file)
            return .verificationAssigned(fact)
        case .reportSubmitted(var fact):
            fact.report?.setForm(of: "CaseService/SubmitReport", among: file.reportForms)
            return .reportSubmitted(fact)
        case .decisionIssued(var fact):
            fact.decision?.document?.setForm(of: "ComplaintService/IssueDecision", in: file)
            return .decisionIssued(fact)
        case .feedbackAccepted(var fact):
            fact.acceptedCase?.acceptance?.setForm(of: "FeedbackService/AcceptFeedback")
            return .feedbackAccepted(fact)
        case .feedbackAnswered(var fact):
            fact.answer?.document?.setForm(of: "FeedbackService/AnswerFeedback", in: file)
            return .feedbackAnswered(fact)
        case .caseSuspended(var fact):
            fact.suspension?.decision?.setForm(of: "CaseService/SuspendCase", in: file)
            return .caseSuspended(fact)
        case .caseResumed(var fact):
            fact.decision?.setForm(of: "CaseService/ResumeCase", in: file)
            return .caseResumed(fact)
        case .caseTerminated(var fact):
            fact.termination?.decision?.setForm(of: "CaseService/TerminateCase", in: file)
            return .caseTerminated(fact)
        default:
            return withDenunciationForm()
        }
    }
}

extension DocumentReference {
    fileprivate mutating func setForm(of method: String, in file: Case) {
        setForm(of: method, among: file.rows(of: method).flatMap(\.forms))
    }
}
