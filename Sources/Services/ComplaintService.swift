import Casework
package import Messages
import Records

/// The settlement of complaints.
package struct ComplaintService: ComplaintHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func acceptComplaint(
        _ request: AcceptComplaintRequest,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        let senders = try desk.senders(ofPetition: request.petitionId, call)
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            let petition = try reader.petition(request.petitionId, for: call)
            let agency = try reader.ownAgency(call)
            try reader.checkNew(.case, request.externalReference, agency.code)
            return Decided(
                try request.decide(
                    petition,
                    caseID: id,
                    agency: agency,
                    before: try reader.antecedents(request, petition, for: call),
                    senders: senders,
                    context
                )
            )
        }
    }

    package func checkOwnDecision(
        _ request: CheckOwnDecisionRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func markComplex(_ request: MarkComplexRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func requestEvidence(_ request: RequestEvidenceRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func recordEvidence(_ request: RecordEvidenceRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func extendVerification(
        _ request: ExtendVerificationRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func setUpCouncil(_ request: SetUpCouncilRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func sendDialogueNotice(
        _ request: SendDialogueNoticeRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func holdDialogue(_ request: HoldDialogueRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(file, agency: try reader.ownAgency(call), context)
        }
    }

    package func stayExecution(_ request: StayExecutionRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func liftStay(_ request: LiftStayRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func issueDecision(_ request: IssueDecisionRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func sendDecision(_ request: SendDecisionRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func recordDecisionReceipt(
        _ request: RecordDecisionReceiptRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(file, try reader.complainants(of: file), context)
        }
    }

    package func confirmEffect(_ request: ConfirmEffectRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func publishDecision(_ request: PublishDecisionRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func announceDecision(
        _ request: AnnounceDecisionRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func fileSecondComplaint(
        _ request: FileSecondComplaintRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call, .ownOrBelow) { file, context, reader in
            try request.decide(file, try reader.complainants(of: file), context)
        }
    }

    package func fileLawsuit(_ request: FileLawsuitRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func recordJudgment(_ request: RecordJudgmentRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func reviewUnlawful(_ request: ReviewUnlawfulRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call, .ownOrBelow)
        return desk.act(request.requestId, request.id, call, .ownOrBelow) {
            file,
            context,
            reader in
            let acting = try reader.ownAgency(call)
            return try request.decide(file, acting: acting, senders: senders, context)
        }
    }
}

extension RecordReader {
    /// What lies before a complaint that is to be accepted: the body that it is about, the case at
    /// first instance, and the case of an earlier complaint with the same content.
    ///
    /// - Throws: `CaseworkError.notFound` for a first case outside the caller's scope.
    fileprivate func antecedents(
        _ request: AcceptComplaintRequest,
        _ petition: Petition,
        for call: Call
    ) throws -> Antecedents {
        var found = Antecedents()
        if !request.firstCase.isEmpty {
            found.firstCase = try caseFile(request.firstCase, for: call, .ownOrBelow)
        }
        let body =
            request.instance == 2
            ? found.firstCase?.agency ?? request.firstDecision?.agency : request.respondent?.agency
        found.body = try body.flatMap { try agency($0) }
        if let root = petition.classification?.repeats, !root.isEmpty,
            let earlier = try self.petition(root), !earlier.caseId.isEmpty
        {
            found.earlier = try caseFile(earlier.caseId)
        }
        return found
    }
}
