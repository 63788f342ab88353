import Casework
import Messages
import Records

extension RecordReader {
    /// Refuses an external reference that the agency has given to a record already.
    func checkNew(
        _ kind: RecordKind,
        _ name: ExternalReference?,
        _ agency: String
    ) throws {
        guard let name, try id(of: kind, agency: agency, named: name) != nil else { return }
        throw CaseworkError.alreadyExists(
            field: "external_reference",
            rule: "names another record already; a name stands for one record for ever"
        )
    }

    /// What changed on a record after a version, and by which agency and principal.
    func changes(of record: RecordReference, since etag: String) throws -> [String] {
        try positions(of: record).filter { $0 > Int64(etag) ?? 0 }
            .compactMap { try entry($0) }
            .flatMap { entry in
                entry.events.filter { $0.record == record }.map { event in
                    "\(event.changedField) by \(entry.actor?.office ?? "") at \(entry.position)"
                }
            }
    }
}

extension Author {
    /// Agency and principal, for people: "H29.02/officer".
    fileprivate var office: String { "\(agency)/\(principal)" }
}

extension Event {
    /// The field of the record that the fact changes, as the contract names it.
    fileprivate var changedField: String {
        switch fact {
        case .petitionRegistered, .petitionReceived, .matterOpened, .complaintAccepted,
            .fileAttached, .recordImported, .entryCorrected, .stepUndone:
            "all fields"
        case .entryVoided: "state"
        case .entryMoved: "the file that it lies in"
        case .importConfirmed: "imported"
        case .petitionClassified: "classification"
        case .handlingProposed, .handlingApproved, .handlingReturned, .acceptanceRefused:
            "handling"
        case .registerEntered: "register_number"
        case .duplicateLinked: "duplicate_of"
        case .duplicateJoined: "joined"
        case .mattersSplit: "matters"
        case .petitionWithdrawn: "withdrawn_on"
        case .replyRecorded: "replies"
        case .petitionClosed: "closed_on"
        case .receiptCodeIssued: "receipt_codes"
        case .signerListed: "all fields"
        case .signerWithdrew: "state"
        case .signersCounted: "signers_listed"
        case .originalsReturned: "originals_returned"
        case .onceNoted: "once"
        case .petitionDispatched: "case_id"
        case .caseMarkedComplex: "complexity"
        case .verificationAssigned, .reportSubmitted: "verification"
        case .dialogueHeld: "dialogue"
        case .decisionIssued, .decisionSent, .decisionReceived, .decisionEffective: "decision"
        case .enforcementStarted, .enforcementFinished: "enforcement"
        case .caseClosed: "closed_on"
        case .agencyRecorded: "all fields"
        case .settingChanged: "values"
        case .registerOpened, .numbersReserved, .numberUsed, .numbersVoided, .registerClosed:
            "numbers"
        case .nationalAnswered, nil: "nothing"
        }
    }
}
