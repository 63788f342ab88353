import Messages

/// Which message tells of which fact (NĐ 55/2022/NĐ-CP Đ.6, Đ.8).
enum Catalog {
    /// Version of the mapping; part of each message's id, so that a new mapping tells anew.
    static let mappingVersion = "1"

    /// A record with what the envelope needs of it.
    struct Record {
        let eventType: EventType
        let agency: String
        let subject: String
        let payload: Payload
    }

    /// The record to tell of a fact.
    ///
    /// - Throws: `MappingGap` naming what the data lack.
    static func record(of export: Export, _ event: Event) throws(MappingGap) -> Record {
        switch event.fact {
        case .visitClosed, .receptionRefused, .refusalNoticeIssued, .conclusionIssued:
            return try reception(export, .receptionRecorded)
        case .petitionClassified, .matterOpened:
            return try petition(export, .petitionRegistered, handling: nil)
        case .petitionDispatched(let dispatch):
            let number = dispatch.documentNumber
            return try petition(export, .petitionHandled, handling: (number, event.actedOn))
        case .acceptanceRefused(let refused):
            let number = refused.notice?.number ?? ""
            return try petition(export, .petitionHandled, handling: (number, event.actedOn))
        case .petitionWithdrawn: return try petition(export, .caseWithdrawn, handling: nil)
        case .complaintAccepted, .denunciationAccepted, .settlementExtended, .caseMarkedComplex,
            .verificationAssigned, .reportSubmitted,
            .dialogueHeld:
            return try file(export, .caseAccepted) { (file) throws(MappingGap) in
                .resolution(try CaseRecord(file, isResolved: false))
            }
        case .caseSuspended: return try course(export, .caseSuspended)
        case .caseResumed: return try course(export, .caseResumed)
        // Also one that was taken back: it ends by a decision, which `case.withdrawn`, made for the
        // letter of a petition, has no place for.
        case .caseTerminated: return try course(export, .caseTerminated)
        case .caseClosed where export.isTerminated: return try course(export, .caseTerminated)
        case .decisionIssued, .decisionSent, .decisionReceived, .decisionEffective, .caseClosed,
            .denunciationConcluded, .conclusionSent:
            return try file(export, .caseResolved) { (file) throws(MappingGap) in
                .resolution(try CaseRecord(file, isResolved: true))
            }
        case .feedbackAccepted, .feedbackAssigned, .feedbackReraised:
            return try course(export, .caseAccepted)
        case .feedbackAnswered:
            return try file(export, .caseResolved) { (file) throws(MappingGap) in
                .resolution(try CaseRecord(file, isResolved: true))
            }
        case .enforcementStarted, .enforcementReported, .enforcementItemDropped,
            .enforcementFinished:
            return try file(export, .enforcementUpdated) { (file) throws(MappingGap) in
                .enforcement(try EnforcementRecord(file, updatedOn: event.actedOn))
            }
        case .entryCorrected, .stepUndone: return try whole(export, .recordCorrected)
        case .entryVoided: return try whole(export, .recordVoided)
        case .importConfirmed: return try whole(export, nil)
        default:
            throw MappingGap("event.fact")
        }
    }

    /// A record as it stands, told as corrected or voided, or for the first time when no type of
    /// event is given.
    private static func whole(
        _ export: Export,
        _ type: EventType?
    ) throws(MappingGap) -> Record {
        switch export.record {
        case .visit(let visit):
            // An instruction on it that is void leaves the visit standing.
            let mended = visit.state == .voided ? type : type.map { _ in .recordCorrected }
            return try reception(export, mended ?? .receptionRecorded)
        case .petition(let petition):
            let sent = petition.handling.flatMap { handling in
                handling.dispatchedOn.isEmpty
                    ? nil : (handling.document?.number ?? "", handling.dispatchedOn)
            }
            return try Self.petition(export, type ?? .petitionRegistered, handling: sent)
        case .acceptedCase, nil:
            return try file(export, type ?? .caseAccepted) { (file) throws(MappingGap) in
                .resolution(
                    try CaseRecord(
                        file,
                        isResolved: file.decision != nil || file.denunciation?.conclusion != nil
                    )
                )
            }
        }
    }

    private static func reception(
        _ export: Export,
        _ type: EventType
    ) throws(MappingGap) -> Record {
        guard case .visit(let visit) = export.record else { throw MappingGap("visit") }
        return Record(
            eventType: type,
            agency: visit.agency,
            subject: visit.id,
            payload: .reception(try ReceptionRecord(visit, export))
        )
    }

    /// A case that is not settled.
    private static func course(
        _ export: Export,
        _ type: EventType
    ) throws(MappingGap) -> Record {
        try file(export, type) { (file) throws(MappingGap) in
            .resolution(try CaseRecord(file, isResolved: false))
        }
    }

    private static func petition(
        _ export: Export,
        _ type: EventType,
        handling: (documentNumber: String, actedOn: String)?
    ) throws(MappingGap) -> Record {
        guard case .petition(let petition) = export.record else { throw MappingGap("petition") }
        let record = try PetitionRecord(petition, export, handling: handling)
        return Record(
            eventType: type,
            agency: petition.agency,
            subject: petition.id,
            payload: .petition(record)
        )
    }

    private static func file(
        _ export: Export,
        _ type: EventType,
        _ payload: (Case) throws(MappingGap) -> Payload
    ) throws(MappingGap) -> Record {
        guard case .acceptedCase(let file) = export.record else {
            throw MappingGap("accepted_case")
        }
        return Record(
            eventType: type,
            agency: file.agency,
            subject: file.id,
            payload: try payload(file)
        )
    }
}

extension Export {
    /// Whether it is about a case that ended without a result.
    fileprivate var isTerminated: Bool {
        if case .acceptedCase(let file) = record { return file.termination != nil }
        return false
    }
}
