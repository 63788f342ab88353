import Casework
package import Messages
import Records

/// Cases of the caller's agency.
package struct CaseService: CaseHandlers {
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

    package func getCase(_ request: GetCaseRequest, _ call: Call) throws -> Encoded<Case> {
        try desk.records.read { reader in
            let id: String? =
                switch request.name {
                case .id(let id): id
                case .externalReference(let name):
                    try reader.id(of: .case, agency: call.principal.agency, named: name)
                case nil: nil
                }
            guard let id else { throw CaseworkError.notFound(.case) }
            return try reader.stored(.caseFile(id), for: call)
        }
    }

    package func listCases(
        _ request: ListCasesRequest,
        _ call: Call
    ) throws -> Encoded<ListCasesReply> {
        let agency = try call.agency(request.agency, or: .case)
        let (cases, next) = try desk.page(
            of: Case.self,
            agency: agency,
            state: request.state.rawValue,
            request.pageSize,
            request.pageToken,
            call
        )
        return Encoded(ListCasesReply(cases: cases, nextPageToken: next))
    }

    package func markComplex(_ request: MarkComplexRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func assignVerification(
        _ request: AssignVerificationRequest,
        _ call: Call
    ) throws -> Write {
        act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(file, verifier: try reader.agency(request.agency), context)
        }
    }

    package func submitReport(_ request: SubmitReportRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func holdDialogue(_ request: HoldDialogueRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func issueDecision(_ request: IssueDecisionRequest, _ call: Call) throws -> Write {
        let petitions = try desk.records.read { reader in
            try reader.caseFile(request.id, for: call).petitions
                .compactMap { try reader.petition($0) }
        }
        let parties = petitions.flatMap(\.parties)
        let senders = try desk.senders(of: Petition(parties: parties))
        return act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func sendDecision(_ request: SendDecisionRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func recordDecisionReceipt(
        _ request: RecordDecisionReceiptRequest,
        _ call: Call
    ) throws -> Write {
        act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func confirmEffect(_ request: ConfirmEffectRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func startEnforcement(
        _ request: StartEnforcementRequest,
        _ call: Call
    ) throws -> Write {
        act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(file, enforcer: try reader.agency(request.agency), context)
        }
    }

    package func finishEnforcement(
        _ request: FinishEnforcementRequest,
        _ call: Call
    ) throws -> Write {
        act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func closeCase(_ request: CloseCaseRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    /// An act on a case that the caller may know of.
    private func act(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide: @escaping @Sendable (Case, Context, RecordReader) throws -> [Event]
    ) -> Write {
        let context = desk.context(call)
        return Write(requestID) { reader in
            Decided(try decide(try reader.caseFile(id, for: call), context, reader))
        }
    }
}
