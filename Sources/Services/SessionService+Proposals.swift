import Casework
package import Messages
import Records

extension SessionService {
    package func draftProposal(_ request: DraftProposalRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let id = Vault.newID()
        let about = request.about ?? RecordReference()
        // Another kind is refused with the other faults of the request.
        let isKind = [.visit, .petition].contains(about.kind)
        let senders = isKind ? try senders(about, call) : SenderNames([])
        return Write(request.requestId) { reader in
            let agency = try reader.ownAgency(call)
            try reader.checkNew(.proposal, request.externalReference, agency.code)
            return Decided(try request.decide(id: id, agency: agency, senders: senders, context))
        }
    }

    package func submitProposal(_ request: SubmitProposalRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let proposal = try reader.filed(ReceptionProposal.self, request.id, for: call)
            return Decided(try request.decide(proposal, context))
        }
    }

    package func screenProposal(_ request: ScreenProposalRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let senders = try senders(ofProposal: request.id, call)
        return Write(request.requestId) { reader in
            let proposal = try reader.filed(ReceptionProposal.self, request.id, for: call)
            let last = try reader.session(request.lastSessionId, of: proposal.agency)
            return Decided(
                try request.decide(proposal, lastSession: last, senders: senders, context)
            )
        }
    }

    package func approveProposal(_ request: ApproveProposalRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let proposal = try reader.filed(ReceptionProposal.self, request.id, for: call)
            let session = try reader.session(request.sessionId, of: proposal.agency)
            let agency = try reader.ownAgency(call)
            return Decided(
                try request.decide(proposal, session: session, agency: agency, context)
            )
        }
    }

    package func declineProposal(_ request: DeclineProposalRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let senders = try senders(ofProposal: request.id, call)
        return Write(request.requestId) { reader in
            let proposal = try reader.filed(ReceptionProposal.self, request.id, for: call)
            let agency = try reader.ownAgency(call)
            return Decided(
                try request.decide(proposal, agency: agency, senders: senders, context)
            )
        }
    }

    package func answerProposal(_ request: AnswerProposalRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let proposal = try reader.filed(ReceptionProposal.self, request.id, for: call)
            let agency = try reader.ownAgency(call)
            return Decided(try request.decide(proposal, agency: agency, context))
        }
    }

    private func senders(ofProposal id: String, _ call: Call) throws -> SenderNames {
        let proposal = try desk.records.read {
            try $0.filed(ReceptionProposal.self, id, for: call)
        }
        return try senders(proposal.about ?? RecordReference(), call)
    }

    private func senders(_ about: RecordReference, _ call: Call) throws -> SenderNames {
        try desk.senders { reader in
            about.kind == .visit
                ? [try reader.filed(Visit.self, about.id, for: call)]
                : [try reader.petition(about.id, for: call)]
        }
    }
}

extension RecordReader {
    /// A session of an agency; nil for another's, as for one that is not there.
    fileprivate func session(_ id: String, of agency: String) throws -> Session? {
        guard let session = try filed(Session.self, id), session.agency == agency else {
            return nil
        }
        return session
    }
}
