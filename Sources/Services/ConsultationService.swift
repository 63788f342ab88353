import Casework
package import Messages
import Records

/// What other agencies are asked about files.
package struct ConsultationService: ConsultationHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func askConsultation(_ request: AskConsultationRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            let file = try reader.circulated(request.record, for: call)
            return Decided(
                try request.decide(
                    file,
                    id: id,
                    asked: try reader.agency(request.asked),
                    senders: try reader.senders(of: file, vault),
                    context
                )
            )
        }
    }

    package func answerConsultation(
        _ request: AnswerConsultationRequest,
        _ call: Call
    ) throws -> Write {
        act(request.requestId, request.id, call) { consultation, file, senders, context in
            try request.decide(consultation, file, senders: senders, context)
        }
    }

    package func recordNoAnswer(_ request: RecordNoAnswerRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { consultation, _, _, context in
            try request.decide(consultation, context)
        }
    }

    package func withdrawConsultation(
        _ request: WithdrawConsultationRequest,
        _ call: Call
    ) throws -> Write {
        act(request.requestId, request.id, call) { consultation, file, senders, context in
            try request.decide(consultation, file, senders: senders, context)
        }
    }

    package func getConsultation(
        _ request: GetConsultationRequest,
        _ call: Call
    ) throws -> Encoded<Consultation> {
        try desk.records.read { try $0.stored(Consultation.self, request.id, for: call) }
    }

    package func listConsultations(
        _ request: ListConsultationsRequest,
        _ call: Call
    ) throws -> Encoded<ListConsultationsReply> {
        let (found, next) = try desk.page(
            of: Consultation.self,
            agency: try call.agency(request.agency, or: .consultation),
            state: request.state.rawValue,
            request.pageSize,
            request.pageToken,
            call
        )
        return Encoded(ListConsultationsReply(consultations: found, nextPageToken: next))
    }

    /// An act on a consultation that the caller may know of.
    private func act(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide:
            @escaping @Sendable (
                Consultation, any FiledRecord, SenderNames, Context
            ) throws -> [Event]
    ) -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        return Write(requestID) { reader in
            let consultation = try reader.filed(Consultation.self, id, for: call)
            // The file itself need not be in sight of who gives an opinion.
            guard let record = consultation.record, let type = record.kind.filed,
                let file = try reader.filed(type, record.id)
            else { throw CommandError.inconsistent("a consultation names no file") }
            let senders = try reader.senders(of: file, vault)
            return Decided(try decide(consultation, file, senders, context))
        }
    }
}
