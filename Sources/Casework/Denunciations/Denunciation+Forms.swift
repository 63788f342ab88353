import Messages

extension Event.Fact {
    /// The fact of a denunciation with the form on its document (NĐ 31/2019, NĐ 156/2026).
    func withDenunciationForm() -> Event.Fact {
        switch self {
        case .denunciationAccepted(var fact):
            // A new settlement begins with the superior's order or decision, whatever its form.
            if fact.acceptedCase?.denunciation?.continuedFrom.isEmpty ?? true {
                fact.acceptedCase?.acceptance?.setForm(
                    of: "DenunciationService/AcceptDenunciation"
                )
            }
            return .denunciationAccepted(fact)
        case .acceptanceNotified(var fact):
            let step = "DenunciationService/NotifyAcceptance"
            fact.notice?.setForm(of: step, among: ["ND31/2019:05"])
            fact.contentNotice?.setForm(of: step, among: ["ND31/2019:06"])
            return .acceptanceNotified(fact)
        case .meetingRecorded(var fact):
            fact.meeting?.minutes?.setForm(of: "DenunciationService/RecordMeeting")
            return .meetingRecorded(fact)
        case .expertiseRequested(var fact):
            fact.expertise?.document?.setForm(of: "DenunciationService/RequestExpertise")
            return .expertiseRequested(fact)
        case .settlementExtended(var fact):
            fact.extension?.decision?.setForm(of: "DenunciationService/ExtendSettlement")
            return .settlementExtended(fact)
        case .denunciationConcluded(var fact):
            fact.conclusion?.document?.setForm(of: "DenunciationService/ConcludeDenunciation")
            return .denunciationConcluded(fact)
        default:
            return self
        }
    }
}

extension Case {
    /// Keys of the forms that its verification report is on: a team of the agency has another one
    /// than an agency that verifies in its place.
    var reportForms: [String] {
        guard kind == .denunciation else {
            return rows(of: "CaseService/SubmitReport").flatMap(\.forms)
        }
        return [verification?.agency == agency ? "ND31/2019:10" : "ND31/2019:11"]
    }
}
