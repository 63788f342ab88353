import Casework
package import Messages
import RPC
import Records

/// Working copies of secret files: what those get who verify, in place of the originals.
package struct WorkingCopyService: WorkingCopyHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func makeWorkingCopy(_ request: MakeWorkingCopyRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let id = Vault.newID()
        let officer = call.principal.officer
        let (agency, senders) = try desk.records.read { reader in
            let file = try reader.file(request.record, for: call)
            return (file.agency, try reader.senders(ofSecret: file, vault))
        }
        let owner = SealOwner(RecordReference(kind: .workingCopy, id: id), of: agency)
        let words = Array(request.maskedText.utf8)
        let text = words.isEmpty ? nil : try vault.seal(letter: words, of: owner)
        return Write(request.requestId) { [desk] reader in
            let file = try reader.secret(request.record, for: call)
            let rights = try reader.identityRights(for: file, at: desk.milliseconds)
            guard rights.toRead(officer) != nil else { throw rights.refusal(to: officer) }
            var decided = Decided(
                try request.decide(
                    file,
                    copies: try reader.workingCopies(of: file).count,
                    sealed: text?.file,
                    id: id,
                    by: officer,
                    senders: senders,
                    context
                )
            )
            decided.agencies = file.readers
            decided.files = [text].compactMap { $0 }
            return decided
        }
    }

    package func releaseWorkingCopy(
        _ request: ReleaseWorkingCopyRequest,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let copy = try reader.workingCopy(request.id, toDecide: call)
            var decided = Decided(
                try request.decide(
                    copy,
                    hasFiles: try reader.hasFiles(copy),
                    head: try reader.ownAgency(call),
                    by: call.principal.officer,
                    context
                )
            )
            decided.agencies = try reader.readers(of: copy)
            return decided
        }
    }

    package func recallWorkingCopy(
        _ request: RecallWorkingCopyRequest,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        return Write(request.requestId) { reader in
            let copy = try reader.workingCopy(request.id, toDecide: call)
            var decided = Decided(
                try request.decide(
                    copy,
                    head: try reader.ownAgency(call),
                    senders: try reader.senders(of: copy, vault),
                    context
                )
            )
            decided.agencies = try reader.readers(of: copy)
            return decided
        }
    }

    package func getWorkingCopy(
        _ request: GetWorkingCopyRequest,
        _ call: Call
    ) throws -> Encoded<WorkingCopyContent> {
        let vault = desk.records.vault
        return try desk.records.read { reader in
            let copy = try reader.filed(WorkingCopy.self, request.id, for: call)
            guard try reader.isShown(copy, to: call) else {
                throw CaseworkError.notFound(.workingCopy)
            }
            var text: [UInt8] = []
            if let file = copy.sealedText {
                guard let sealed = try reader.file(file.id) else {
                    throw CommandError.inconsistent("a working copy's text is not kept")
                }
                text = try vault.open(letter: file, sealed: sealed, of: SealOwner(copy))
            }
            return Encoded(
                WorkingCopyContent(copy: copy, maskedText: String(decoding: text, as: UTF8.self))
            )
        }
    }

    package func listWorkingCopies(
        _ request: ListWorkingCopiesRequest,
        _ call: Call
    ) throws -> Encoded<ListWorkingCopiesReply> {
        try desk.records.read { reader in
            let file = try reader.file(request.record, for: call)
            let copies = try reader.workingCopies(of: file).filter { copy in
                try copy.state == .recalled || reader.isShown(copy, to: call)
            }
            return Encoded(ListWorkingCopiesReply(copies: copies))
        }
    }
}

extension RecordReader {
    /// The working copies of a file, oldest first.
    fileprivate func workingCopies(of file: any FiledRecord) throws -> [WorkingCopy] {
        try rightRecords(of: file).flatMap { try all(WorkingCopy.self, about: $0) }
    }

    /// A working copy that the caller may release or take back.
    ///
    /// - Throws: `CaseworkError.notFound` for any other.
    fileprivate func workingCopy(_ id: String, toDecide call: Call) throws -> WorkingCopy {
        let copy = try filed(WorkingCopy.self, id, for: call)
        guard try assigns(call.principal, copy) else { throw CaseworkError.notFound(.workingCopy) }
        return copy
    }

    /// Whether the caller may read a working copy, or a file of it, whose record is in sight.
    func isShown(_ copy: WorkingCopy, to call: Call) throws -> Bool {
        copy.isShown(to: call.principal.officer, releases: try assigns(call.principal, copy))
    }

    fileprivate func hasFiles(_ copy: WorkingCopy) throws -> Bool {
        try all(StoredFile.self, about: copy.reference).contains { !$0.voided }
    }

    /// What may not stand in a working copy: names, numbers, addresses and contacts of everybody who
    /// sent, signed or came.
    func senders(ofSecret file: any FiledRecord, _ vault: Vault) throws -> SenderNames {
        let owners = try owners(of: file)
        let listed = try owners.compactMap { $0 as? Petition }.flatMap { try signers(of: $0) }
        return SenderNames(
            try (owners + listed).flatMap { try persons(of: $0, vault) },
            withAddresses: true
        )
    }
}
