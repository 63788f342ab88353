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
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            let petition = try reader.petition(request.petitionId, for: call)
            let agency = try reader.ownAgency(call)
            try reader.checkNew(.case, request.externalReference, agency.code)
            return Decided(
                try request.decide(petition, caseID: id, agency: agency, context)
            )
        }
    }

    package func markComplex(_ request: MarkComplexRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func holdDialogue(_ request: HoldDialogueRequest, _ call: Call) throws -> Write {
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
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func confirmEffect(_ request: ConfirmEffectRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }
}
