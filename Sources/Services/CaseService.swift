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

    package func closeCase(_ request: CloseCaseRequest, _ call: Call) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }
}

extension Desk {
    /// An act on a case that the caller may know of.
    func act(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide: @escaping @Sendable (Case, Context, RecordReader) throws -> [Event]
    ) -> Write {
        let context = context(call)
        return Write(requestID) { reader in
            Decided(try decide(try reader.caseFile(id, for: call), context, reader))
        }
    }

    /// The names that may not stand in a case's texts: those of its petitions' senders.
    func senders(ofCase id: String, _ call: Call) throws -> SenderNames {
        let petitions = try records.read { reader in
            try reader.caseFile(id, for: call).petitions.compactMap { try reader.petition($0) }
        }
        return try senders(of: Petition(parties: petitions.flatMap(\.parties)))
    }
}
