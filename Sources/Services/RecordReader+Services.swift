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

    /// A record that others belong to, of any kind but a file, when the caller may know of it.
    ///
    /// - Throws: `CaseworkError.invalid` for a kind that nothing belongs to, `.notFound` as for
    ///   petitions.
    func record(
        _ reference: RecordReference?,
        _ field: String,
        for call: Call
    ) throws -> any FiledRecord {
        guard let reference, let type = reference.kind.filed, reference.kind != .file else {
            throw CaseworkError.invalid([
                Violation(
                    field: field,
                    rule: "names no record that others belong to",
                    remedy: "give the kind and the id of a petition, case or another record"
                )
            ])
        }
        return try filed(type, reference.id, for: call)
    }

    /// The records that hold the persons of a record: itself, what it belongs to, and the
    /// petitions of a case.
    func owners(of record: any FiledRecord) throws -> [any FiledRecord] {
        if let file = record as? Case { return try petitions(of: file) }
        guard let about = record.about, let type = about.kind.filed,
            let above = try filed(type, about.id)
        else { return [record] }
        return [record] + (try owners(of: above))
    }

    /// Every record of a kind that belongs to another one, oldest first.
    func all<R: FiledRecord>(_ type: R.Type, about record: RecordReference) throws -> [R] {
        var found: [R] = []
        _ = try listed(.list(R.recordKind, about: record), limit: .max) { id in
            if let one = try filed(type, id) { found.append(one) }
        }
        return found
    }

    /// What may not stand in texts about some records: names and numbers of their own persons, and
    /// addresses too where one of them is guarded as secret.
    func senders(in owners: [any FiledRecord], _ vault: Vault) throws -> SenderNames {
        SenderNames(
            try owners.flatMap { try persons(of: $0, vault) },
            withAddresses: owners.contains(where: \.isGuarded)
        )
    }

    /// What is decided of a record; a refusal for its version says what changed since.
    ///
    /// - Parameters:
    ///   - record: What is decided of.
    ///   - etag: The version that the caller has seen.
    ///   - decide: Decides.
    /// - Returns: What `decide` returns.
    /// - Throws: What `decide` throws.
    func tellingChanges<Decision>(
        of record: RecordReference,
        since etag: String,
        _ decide: () throws -> Decision
    ) throws -> Decision {
        do {
            return try decide()
        } catch CaseworkError.etagMismatch(let current, _) {
            let changed = try changes(of: record, since: etag)
            throw CaseworkError.etagMismatch(current: current, changed: changed)
        }
    }

    /// What changed on a record after a version, and by which agency and principal.
    private func changes(of record: RecordReference, since etag: String) throws -> [String] {
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
            .denunciationAccepted,
            .fileAttached, .documentDrafted, .originalReceived, .recordImported, .entryCorrected,
            .stepUndone, .visitCheckedIn, .sessionPlanned, .instructionGiven, .proposalDrafted,
            .boardMeetingHeld:
            "all fields"
        case .receptionRefused, .refusalNoticeIssued: "refusal"
        case .contentRecorded, .contentsSplit, .contentSettled: "contents"
        case .visitNotified: "notices"
        case .visitorDeparted: "departed_on"
        case .guardRaised, .guardLowered: "guard"
        case .identityRequested, .identityRead, .handlersAppointed: "all fields"
        case .identityApproved: "approvals"
        case .workingCopyMade: "all fields"
        case .workingCopyReleased, .workingCopyRecalled: "state"
        case .identityRefused, .identityRevoked, .handlersEnded: "state"
        case .identityGrantUsed: "uses"
        case .visitClosed: "state"
        case .transferSettled, .resultRelayed: "feedback"
        case .schedulePublished, .sessionRescheduled: "held_on"
        case .agenciesInvited, .bridgePointsNotified: "invited"
        case .sessionOpened: "preparation"
        case .turnRecorded: "turns"
        case .sessionEnded: "ended_on"
        case .conclusionIssued, .sessionTaskNoted: "instructions"
        case .sessionProposalNoted: "proposals"
        case .instructionReported: "reports"
        case .instructionUrged: "urgings"
        case .instructionClosed: "closed_on"
        case .proposalSubmitted, .proposalScreened, .proposalScheduled, .proposalDeclined,
            .proposalAnswered, .proposalAdvanced:
            "state"
        case .entryVoided: "state"
        case .entryMoved: "the file that it lies in"
        case .importConfirmed: "imported"
        case .documentSigned: "signer_office"
        case .documentIssued, .documentNumbered: "number"
        case .documentSent, .documentDelivered, .documentReturned: "deliveries"
        case .originalMoved: "moves"
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
        case .verificationAssigned, .reportSubmitted, .verificationExtended: "verification"
        case .dialogueHeld, .dialogueNoticeSent: "dialogue"
        case .decisionIssued, .decisionSent, .decisionReceived, .decisionEffective: "decision"
        case .ownDecisionChecked: "own_check"
        case .evidenceRequested, .evidenceSupplied: "evidence"
        case .councilSetUp: "council"
        case .executionStayed, .stayLifted: "stays"
        case .decisionPublished: "publications"
        case .decisionAnnounced: "announced_on"
        case .secondComplaintFiled: "appeal"
        case .secondInstanceAccepted: "second_case"
        case .lawsuitFiled, .lawsuitJudged: "lawsuit"
        case .reviewDemanded: "review"
        case .caseSuspended, .caseResumed: "suspensions"
        case .caseTerminated: "termination"
        case .caseDocumentSent: "state of sending"
        case .contentWithdrawn, .contentReinstated: "contents"
        case .personWithdrew: "withdrawals"
        case .enforcementStarted, .enforcementReported, .enforcementItemDropped,
            .enforcementFinished:
            "enforcement"
        case .feedbackAccepted, .resultRated: "all fields"
        case .feedbackAssigned, .feedbackAnswered, .feedbackReraised: "feedback"
        case .fileHandedOver: "hand_over"
        case .caseClosed: "closed_on"
        case .agencyRecorded, .officerRecorded, .grantProposed: "all fields"
        case .grantApproved, .grantEnded: "state"
        case .respondentsNamed: "respondents"
        case .settingChanged: "values"
        case .calendarReplaced: "entries"
        case .deadlinesMoved: "deadlines"
        case .registerOpened, .numbersReserved, .numberUsed, .numbersVoided, .registerClosed:
            "numbers"
        case .denunciationChecked: "initial_check"
        case .referredToCriminal: "referral"
        case .forwarderNotified: "forwarder_notice"
        case .acceptanceNotified, .meetingRecorded, .expertiseRequested, .settlementSimplified,
            .settlementExtended, .extensionNotified, .denunciationConcluded, .conclusionSent,
            .conclusionActedOn, .recommendationReported, .conclusionPublished,
            .denunciationContinued, .continuationDecided, .superiorRequested,
            .reportedToSuperior, .protectionRequested, .protectionDecided, .protectionEnded:
            "denunciation"
        case .custodyChanged: "custody"
        case .transferSent, .consultationAsked: "all fields"
        case .transferReceived, .transferRefused, .transferRecalled, .transferArbitrated,
            .consultationAnswered, .consultationUnanswered, .consultationWithdrawn:
            "state"
        case .paperArrived: "paper_arrived_on"
        case .petitionReferred, .petitionSettledBack: "transfer_id"
        case .petitionTakenOver: "transferred_to"
        case .onceReleased: "once"
        case .approvalRoutesSet, .operationStarted: "all fields"
        case .draftSubmitted, .draftApproved, .draftReturned, .draftWithdrawn, .remarkMade,
            .remarkResolved, .draftChanged:
            "approval"
        case .operationStepped: "place"
        case .operationStopped, .operationResumed, .operationReverted: "state"
        case .bodySucceeded: "agency"
        case .urgingMade, .urgingPolicySet, .delegationGiven, .absenceEntered: "all fields"
        case .delegationEnded, .absenceEnded: "state"
        case .certificateGiven: "all fields"
        case .nationalAnswered, nil: "nothing"
        }
    }
}
