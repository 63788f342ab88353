import Casework
package import Messages
import Records

/// Cases of the caller's agency: what all kinds share.
package struct CaseService: CaseHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
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
            return try reader.stored(Case.self, id, for: call)
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

    package func assignVerification(
        _ request: AssignVerificationRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(file, verifier: try reader.agency(request.agency), context)
        }
    }

    package func submitReport(_ request: SubmitReportRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func handOverFile(_ request: HandOverFileRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func suspendCase(_ request: SuspendCaseRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func resumeCase(_ request: ResumeCaseRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func recordSending(_ request: RecordSendingRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func withdrawContent(_ request: WithdrawContentRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func reinstateContent(
        _ request: ReinstateContentRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }

    package func terminateCase(_ request: TerminateCaseRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(file, try reader.complainants(of: file), context)
        }
    }

    package func withdrawPerson(_ request: WithdrawPersonRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(file, try reader.complainants(of: file), context)
        }
    }

    package func closeCase(_ request: CloseCaseRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }
}

/// Whose cases a command is for.
enum CaseReach {
    /// Those in the caller's scope.
    case own
    /// Those of the bodies below as well: for what the law gives to the body above.
    case ownOrBelow
    /// Those that the caller's agency was named to enforce as well.
    case enforced
    /// Those of the bodies directly below as well: for what the law gives to the direct superior.
    case ownOrDirectlyBelow
}

extension Desk {
    /// An act on a case that the caller may know of.
    func act(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        _ reach: CaseReach = .own,
        decide: @escaping @Sendable (Case, Context, RecordReader) throws -> [Event]
    ) -> Write {
        let context = context(call)
        return Write(requestID) { reader in
            let file = try reader.caseFile(id, for: call, reach)
            var decided = Decided(try decide(file, context, reader))
            // Whoever acts, the agency whose case it is learns of it.
            decided.agencies = [file.agency]
            return decided
        }
    }

    /// The names that may not stand in a case's texts: those of its petitions' senders.
    func senders(
        ofCase id: String,
        _ call: Call,
        _ reach: CaseReach = .own
    ) throws -> SenderNames {
        try senders { try $0.petitions(of: $0.caseFile(id, for: call, reach)) }
    }

    /// The names that may not stand in the texts of a case that a petition leads to.
    func senders(ofPetition id: String, _ call: Call) throws -> SenderNames {
        try senders(of: try records.read { try $0.petition(id, for: call) })
    }
}

extension RecordReader {
    /// A case that the caller may know of, or may act on from above.
    ///
    /// - Throws: `CaseworkError.notFound`, the same for one that is not there and one out of reach.
    func caseFile(_ id: String, for call: Call, _ reach: CaseReach = .own) throws -> Case {
        let isFromAbove =
            try reach != .own
            && caseFile(id).map { file in
                try bodies(over: file, reach, on: call.today).contains(where: call.scope.covers)
                    && !isKept(file, from: call)
            } ?? false
        guard isFromAbove, let file = try caseFile(id) else {
            return try filed(Case.self, id, for: call)
        }
        return file
    }

    /// The petitions that led to a case.
    func petitions(of file: Case) throws -> [Petition] {
        try file.petitions.compactMap { try petition($0) }
    }

    /// The persons behind a case.
    func complainants(of file: Case) throws -> Complainants {
        Complainants(of: try petitions(of: file))
    }

    /// The bodies that may act on a case as far as the reach goes: the one whose case it is first.
    private func bodies(over file: Case, _ reach: CaseReach, on day: Day) throws -> [String] {
        switch reach {
        case .own: [file.agency]
        case .enforced: [file.agency] + (file.enforcement.map { [$0.agency] } ?? [])
        case .ownOrDirectlyBelow: Array(try lineage(of: file.agency, on: day).prefix(2))
        case .ownOrBelow: try lineage(of: file.agency, on: day)
        }
    }
}
