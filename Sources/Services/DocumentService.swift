import Casework
package import Messages
import Records

/// Documents and originals of the caller's agency.
package struct DocumentService: DocumentHandlers {
    let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func listForms(
        _ request: ListFormsRequest,
        _ call: Call
    ) throws -> Encoded<ListFormsReply> {
        guard !request.on.isEmpty else { return Encoded(ListFormsReply(forms: Forms.all)) }
        guard let day = Day(iso: request.on) else {
            throw CaseworkError.invalid([
                Violation(field: "on", rule: "is no day", remedy: "write it as YYYY-MM-DD")
            ])
        }
        return Encoded(ListFormsReply(forms: Forms.inForce(on: day)))
    }

    package func draftDocument(_ request: DraftDocumentRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let owner = try owner(request.about, call)
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            let agency = try reader.ownAgency(call)
            try reader.checkNew(.document, request.externalReference, agency.code)
            return Decided(
                try request.decide(id, owner: owner, agency: reader.agency, context)
            )
        }
    }

    package func signDocument(_ request: SignDocumentRequest, _ call: Call) throws -> Write {
        try act(request.requestId, request.id, call) { document, context, reader in
            let right = reader.signingRight(of: try reader.ownAgency(call))
            return try request.decide(document, right, context)
        }
    }

    package func issueDocument(_ request: IssueDocumentRequest, _ call: Call) throws -> Write {
        try act(request.requestId, request.id, call) { document, context, reader in
            _ = try reader.actingAgency(call, on: request.actedOn)
            return try request.decide(document, books: reader.numberBooks, context)
        }
    }

    package func numberDocument(_ request: NumberDocumentRequest, _ call: Call) throws -> Write {
        try act(request.requestId, request.id, call) { document, context, reader in
            try request.decide(document, books: reader.numberBooks, context)
        }
    }

    package func sendDocument(_ request: SendDocumentRequest, _ call: Call) throws -> Write {
        let known = try owner(of: Document.self, request.id, call)
        return try act(request.requestId, request.id, call) { document, context, reader in
            // The guard may have changed while the command waited.
            var owner = known
            owner.isSecret = try reader.isSecret(document)
            return try request.decide(document, owner: owner, context)
        }
    }

    package func recordDelivery(_ request: RecordDeliveryRequest, _ call: Call) throws -> Write {
        try act(request.requestId, request.id, call) { document, context, _ in
            try request.decide(document, context)
        }
    }

    package func returnMail(_ request: ReturnMailRequest, _ call: Call) throws -> Write {
        let senders = try owner(of: Document.self, request.id, call).senders
        return try act(request.requestId, request.id, call) { document, context, _ in
            try request.decide(document, senders: senders, context)
        }
    }

    package func getDocument(
        _ request: GetDocumentRequest,
        _ call: Call
    ) throws -> Encoded<Document> {
        try desk.records.read { reader in
            let id: String? =
                switch request.name {
                case .id(let id): id
                case .externalReference(let name):
                    try reader.id(of: .document, agency: call.principal.agency, named: name)
                case nil: nil
                }
            guard let id else { throw CaseworkError.notFound(.document) }
            return try reader.stored(Document.self, id, for: call)
        }
    }

    package func listDocuments(
        _ request: ListDocumentsRequest,
        _ call: Call
    ) throws -> Encoded<ListDocumentsReply> {
        let page = try page(
            request.pageSize,
            request.pageToken,
            of: Document.self,
            about: request.about,
            call
        )
        return try desk.records.read { reader in
            let (documents, last) = try reader.listed(Document.self, page, request.about, call)
            return Encoded(
                ListDocumentsReply(
                    documents: documents,
                    nextPageToken: try page.token(after: last)
                )
            )
        }
    }

    /// The record that a new paper belongs to, when the caller may know of it.
    func owner(_ about: RecordReference?, _ call: Call) throws -> DocumentOwner {
        try desk.owner { try $0.record(about, "about", for: call) }
    }

    /// The record that a paper of the caller's agency belongs to.
    func owner<R: FiledRecord>(
        of type: R.Type,
        _ id: String,
        _ call: Call
    ) throws -> DocumentOwner {
        try desk.owner { try $0.filed(type, id, for: call) }
    }

    /// A page of papers: those of a record, or all of the agency, in a state if it is stated.
    func page<R: FiledRecord>(
        _ size: Int32,
        _ token: String,
        of type: R.Type,
        about: RecordReference?,
        state: Int32 = 0,
        _ call: Call
    ) throws -> Page {
        let agency = call.principal.agency
        let range: PageRange =
            if let about {
                .list(R.recordKind, about: about)
            } else if state != 0 {
                .list(R.recordKind, agency: agency, state: state)
            } else {
                .list(R.recordKind, agency: agency)
            }
        return try Page(
            size: size,
            token: token,
            of: range,
            call: call,
            query: "\(about?.kind.rawValue ?? 0)|\(about?.id ?? "")|\(state)",
            vault: desk.records.vault
        )
    }

    /// An act on a document that the caller may know of.
    private func act(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide: @escaping @Sendable (Document, Context, RecordReader) throws -> [Event]
    ) throws -> Write {
        let context = try desk.draftContext(call)
        return Write(requestID) { reader in
            let document = try reader.filed(Document.self, id, for: call)
            return Decided(try decide(document, context, reader))
        }
    }
}

extension Desk {
    /// Persons of a record and of what it belongs to, for the texts of papers.
    fileprivate func owner(
        _ record: (RecordReader) throws -> any FiledRecord
    ) throws -> DocumentOwner {
        try records.read { reader in
            let found = try record(reader)
            let owners = try reader.owners(of: found)
            return DocumentOwner(
                parties: Set(owners.flatMap { $0.parties.map(\.id) }),
                senders: try reader.senders(in: owners, records.vault),
                isSecret: try reader.isSecret(found)
            )
        }
    }
}

extension RecordReader {
    /// The agency's registers and the bearers of their numbers.
    fileprivate var numberBooks: NumberBooks {
        NumberBooks(register: register) { id, number, other in
            try bearer(of: number, in: id, otherThan: other)
        }
    }

    /// The papers of a page that the caller may know of, and the key to go on after.
    func listed<R: FiledRecord>(
        _ type: R.Type,
        _ page: Page,
        _ about: RecordReference?,
        _ call: Call
    ) throws -> (records: [R], last: [UInt8]?) {
        if let about { _ = try record(about, "about", for: call) }
        var records: [R] = []
        let redaction = Redaction(call.principal, self)
        let last = try listed(page.range, limit: page.size) { id in
            guard let record = try filed(type, id), try sees(record, call) else { return }
            records.append(try redaction.seen(record))
        }
        return (records, last)
    }
}
