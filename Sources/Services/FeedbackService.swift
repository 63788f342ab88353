import Casework
package import Messages
import Records

/// Feedback within the competence of the caller's agency.
package struct FeedbackService: FeedbackHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func acceptFeedback(_ request: AcceptFeedbackRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let id = Vault.newID()
        let senders = try desk.senders(ofPetition: request.petitionId, call)
        return Write(request.requestId) { reader in
            let petition = try reader.petition(request.petitionId, for: call)
            let agency = try reader.ownAgency(call)
            try reader.checkNew(.case, request.externalReference, agency.code)
            return Decided(
                try request.decide(
                    petition,
                    caseID: id,
                    agency: agency,
                    earlier: try reader.earlierCase(of: petition),
                    senders: senders,
                    context
                )
            )
        }
    }

    package func assignTask(_ request: AssignTaskRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        let assignee = request.agency.isEmpty ? call.principal.agency : request.agency
        return desk.act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(
                file,
                assignee: try reader.agency(assignee),
                senders: senders,
                context
            )
        }
    }

    package func answerFeedback(_ request: AnswerFeedbackRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func reraiseFeedback(_ request: ReraiseFeedbackRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }
}

extension RecordReader {
    /// The case that the first petition with the same content led to; nil when there is none.
    fileprivate func earlierCase(of petition: Petition) throws -> Case? {
        guard let root = petition.classification?.repeats, !root.isEmpty,
            let earlier = try self.petition(root), !earlier.caseId.isEmpty
        else { return nil }
        return try caseFile(earlier.caseId)
    }
}
