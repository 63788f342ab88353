import Casework
package import Messages
import Records

/// The settlement of denunciations.
package struct DenunciationService: DenunciationHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func checkDenunciation(
        _ request: CheckDenunciationRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try desk.senders(ofPetition: request.id, call)
        return onPetition(request.requestId, request.id, call) { petition, context in
            try request.decide(petition, senders: senders, context)
        }
    }

    package func acceptDenunciation(
        _ request: AcceptDenunciationRequest,
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
                    body: try reader.agency(request.respondent?.agency ?? ""),
                    senders: senders,
                    context
                )
            )
        }
    }

    package func notifyForwarder(_ request: NotifyForwarderRequest, _ call: Call) throws -> Write {
        onPetition(request.requestId, request.id, call) { petition, context in
            try request.decide(petition, context)
        }
    }

    package func referToCriminal(_ request: ReferToCriminalRequest, _ call: Call) throws -> Write {
        let id = request.record?.id ?? ""
        switch request.record?.kind {
        case .petition:
            let senders = try desk.senders(ofPetition: id, call)
            return onPetition(request.requestId, id, call) { petition, context in
                try request.decide(petition, senders: senders, context)
            }
        case .case:
            let senders = try desk.senders(ofCase: id, call)
            return desk.act(request.requestId, id, call) { file, context, _ in
                try request.decide(file, senders: senders, context)
            }
        default:
            throw CaseworkError.invalid([
                Violation(
                    field: "record.kind",
                    rule: "is neither that of a petition nor that of a case",
                    remedy: "name the denunciation's petition or its case"
                )
            ])
        }
    }

    package func notifyAcceptance(
        _ request: NotifyAcceptanceRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func recordMeeting(_ request: RecordMeetingRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func requestExpertise(
        _ request: RequestExpertiseRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func useSimplified(_ request: UseSimplifiedRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func extendSettlement(
        _ request: ExtendSettlementRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func notifyExtension(_ request: NotifyExtensionRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func concludeDenunciation(
        _ request: ConcludeDenunciationRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func sendConclusion(_ request: SendConclusionRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func actOnConclusion(_ request: ActOnConclusionRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func reportRecommendation(
        _ request: ReportRecommendationRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func publishConclusion(
        _ request: PublishConclusionRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func reportToSuperior(
        _ request: ReportToSuperiorRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func requestProtection(
        _ request: RequestProtectionRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func decideProtection(
        _ request: DecideProtectionRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func endProtection(_ request: EndProtectionRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func continueDenunciation(
        _ request: ContinueDenunciationRequest,
        _ call: Call
    ) throws -> Write {
        fromAbove(request.requestId, request.id, call) { file, body, context, _ in
            try request.decide(file, body: body, context)
        }
    }

    package func decideContinued(_ request: DecideContinuedRequest, _ call: Call) throws -> Write {
        let id = Vault.newID()
        return fromAbove(request.requestId, request.id, call) { file, body, context, reader in
            try request.decide(
                file,
                caseID: id,
                body: body,
                superior: try reader.ownAgency(call),
                context
            )
        }
    }

    package func requestBySuperior(
        _ request: RequestBySuperiorRequest,
        _ call: Call
    ) throws -> Write {
        fromAbove(request.requestId, request.id, call) { file, body, context, _ in
            try request.decide(file, body: body, context)
        }
    }

    /// An act of the direct superior on a case of the body below.
    private func fromAbove(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide: @escaping @Sendable (Case, Agency, Context, RecordReader) throws -> [Event]
    ) -> Write {
        desk.act(requestID, id, call, .ownOrDirectlyBelow) { file, context, reader in
            guard let body = try reader.agency(file.agency) else {
                throw CaseworkError.notFound(.agency)
            }
            return try decide(file, body, context, reader)
        }
    }

    private func onPetition(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide: @escaping @Sendable (Petition, Context) throws -> [Event]
    ) -> Write {
        let context = desk.context(call)
        return Write(requestID) { reader in
            Decided(try decide(try reader.petition(id, for: call), context))
        }
    }
}
