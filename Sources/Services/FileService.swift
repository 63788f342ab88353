import Casework
import Crypto
package import Messages
import RPC
import Records

/// Files of records of the caller's agency.
package struct FileService: FileHandlers {
    private let desk: Desk
    private let types = MediaTypes()
    /// Chunks on their way in.
    private let storing: UploadLane
    /// Whole files being verified; a lane of their own, so that an end is not behind every begin.
    private let verifying: UploadLane

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
        storing = UploadLane(desk.records, givingWay: .milliseconds(15))
        verifying = UploadLane(desk.records, givingWay: .milliseconds(1))
    }

    package func beginUpload(_ request: BeginUploadRequest, _ call: Call) throws -> Work<Upload> {
        try request.check()
        let agency = call.principal.agency
        let digest = try desk.records.vault.keyedHash(request.sha256)
        let now = desk.milliseconds
        return Work { state in
            let found = try state.records.upload(request.id)
            if let found {
                // A stranger learns no more of another's upload than that the id is taken.
                guard found.agency == agency, found.size == request.size, found.digest == digest
                else {
                    throw CaseworkError.alreadyExists(
                        field: "id",
                        rule: "names another upload; choose a new random id"
                    )
                }
                let stored = try state.records.chunksStored(of: request.id)
                return Upload(request.id, found, stored: stored)
            }
            let fresh = UploadState(
                agency: agency,
                size: request.size,
                digest: digest,
                begunAtMs: now
            )
            try state.set(fresh, id: request.id)
            return Upload(request.id, fresh, stored: 0)
        }
    }

    package func putChunk(_ request: PutChunkRequest, _ call: Call) throws -> Work<Upload> {
        let number = request.offset / UploadState.chunkBytes
        let (upload, isNext) = try desk.records.read { reader in
            let upload = try reader.upload(request.id, for: call)
            return (upload, try reader.isNext(number, of: request.id))
        }
        // The usual case looks at two chunks; only one out of order counts them all.
        let stored =
            isNext ? number : try desk.records.read { try $0.chunksStored(of: request.id) }
        let records = desk.records
        return Work(later: { [storing] in
            try await storing.turn {
                try request.check(upload)
                // What is verified stays as it is, what stands is not stored again, and what comes
                // out of order is told where to go on.
                guard !upload.isComplete, number == stored else {
                    return Upload(request.id, upload, stored: stored)
                }
                let sealed = try records.vault.seal(
                    chunk: request.data,
                    file: request.id,
                    number: number
                )
                try records.put(chunk: sealed, file: request.id, number: number)
                return Upload(request.id, upload, stored: stored + 1)
            }
        })
    }

    package func getUpload(_ request: GetUploadRequest, _ call: Call) throws -> Encoded<Upload> {
        try desk.records.read { reader in
            let upload = try reader.upload(request.id, for: call)
            let stored = try reader.chunksStored(of: request.id)
            return Encoded(Upload(request.id, upload, stored: stored))
        }
    }

    package func finishUpload(_ request: FinishUploadRequest, _ call: Call) throws -> Work<Upload> {
        let records = desk.records
        let upload = try records.read { try $0.upload(request.id, for: call) }
        if upload.isComplete {
            return Work(done: Upload(request.id, upload, stored: upload.chunks))
        }
        return Work(later: { try await verified(request.id, upload) })
    }

    /// A complete upload, found to be what it began as and of a kind that is kept.
    private func verified(_ id: String, _ upload: UploadState) async throws -> Upload {
        var digest = SHA256()
        var head: [UInt8] = []
        // Chunk by chunk, so that a file of any length takes the memory of one chunk.
        for number in 0..<upload.chunks {
            let before = digest
            let (bytes, after) = try await verifying.turn {
                let bytes = try desk.chunk(id, number)
                var after = before
                after.update(data: bytes)
                return (bytes, after)
            }
            if number == 0 { head = bytes }
            digest = after
        }
        let type = types.type(of: head)
        let found = try desk.records.vault.keyedHash(Array(digest.finalize()))
        var checks = Checks(today: desk.today)
        checks.require(
            found == upload.digest,
            "id",
            "names an upload whose bytes have another SHA-256 than it began with",
            "begin a new upload with the file as it is now"
        )
        checks.require(
            MediaTypes.isAllowed(type),
            "id",
            "is by its content a file of type \(type), which is not kept",
            "send documents, pictures, sound or video"
        )
        try checks.finish()
        try desk.records.settleChunks()
        var complete = upload
        complete.isComplete = true
        complete.mediaType = type
        return try await desk.records.change { [complete] state in
            try state.set(complete, id: id)
            return Upload(id, complete, stored: complete.chunks)
        }
    }

    package func attachFile(_ request: AttachFileRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let sealedName = try vault.seal(name: request.name, file: request.uploadId)
        let senders = try desk.records.read { reader in
            let about = try reader.record(request.about, "about", for: call)
            return about is WorkingCopy
                ? try reader.senders(ofSecret: about, vault) : try reader.senders(of: about, vault)
        }
        return Write(request.requestId) { reader in
            let upload = try reader.upload(request.uploadId, for: call)
            let about = try reader.owner(request.about, for: call)
            if let copy = about.record as? WorkingCopy {
                try request.check(copy, by: call.principal.officer, senders: senders, context)
            }
            guard upload.isComplete,
                try reader.filed(StoredFile.self, request.uploadId) == nil
            else {
                throw CaseworkError.notAllowed(
                    action: "AttachFile",
                    state: upload.isComplete ? "ATTACHED" : "INCOMPLETE",
                    missing: "a complete upload that belongs to no record yet",
                    basis: "one file belongs to one record"
                )
            }
            try reader.checkNew(.file, request.externalReference, about.record.agency)
            let file = StoredFile(
                id: request.uploadId,
                agency: about.record.agency,
                sealedName: sealedName,
                mediaType: upload.mediaType,
                size: upload.size,
                digest: upload.digest
            )
            return Decided(
                try request.decide(file, senders: senders, context)
                    + ((about.record as? Document)?.changed(context) ?? [])
            )
        }
    }

    package func getFile(_ request: GetFileRequest, _ call: Call) throws -> Encoded<FileFacts> {
        try desk.records.read { reader in
            let file = try reader.filed(StoredFile.self, request.id, for: call)
            return Encoded(try facts(file, reader, call))
        }
    }

    package func readFile(_ request: ReadFileRequest, _ call: Call) throws -> Encoded<FileChunk> {
        let file = try desk.records.read { reader in
            let file = try reader.filed(StoredFile.self, request.id, for: call)
            guard try !reader.owner(file.about, for: call).isSealed else {
                throw Status.fileSealed
            }
            return file
        }
        return Encoded(try desk.chunk(of: file, at: request.offset))
    }

    package func listFiles(
        _ request: ListFilesRequest,
        _ call: Call
    ) throws -> Encoded<ListFilesReply> {
        let about = request.about ?? RecordReference()
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: .list(.file, about: about),
            call: call,
            query: "\(about.kind.rawValue)|\(about.id)",
            vault: desk.records.vault
        )
        return try desk.records.read { reader in
            _ = try reader.owner(request.about, for: call)
            var files: [FileFacts] = []
            let last = try reader.listed(page.range, limit: page.size) { id in
                guard let file = try reader.filed(StoredFile.self, id) else { return }
                files.append(try facts(file, reader, call))
            }
            return Encoded(
                ListFilesReply(files: files, nextPageToken: try page.token(after: last))
            )
        }
    }

    /// A file with its name, which is withheld where its record is guarded as secret.
    private func facts(
        _ file: StoredFile,
        _ reader: RecordReader,
        _ call: Call
    ) throws -> FileFacts {
        var facts = FileFacts(file: file)
        facts.file?.sealedName = []
        if try !reader.owner(file.about, for: call).isSealed {
            facts.name = try desk.records.vault.open(name: file.sealedName, file: file.contentID)
        }
        return facts
    }
}

extension Desk {
    /// A chunk of a stored file in clear.
    ///
    /// - Throws: `CaseworkError.invalid` for an offset where no chunk begins.
    func chunk(of file: StoredFile, at offset: Int64) throws -> FileChunk {
        var checks = Checks(today: today)
        checks.require(
            offset.isMultiple(of: UploadState.chunkBytes) && (0..<file.size).contains(offset),
            "offset",
            "is no multiple of 262,144 below the size",
            "begin at 0 and go on at next_offset"
        )
        try checks.finish()
        let bytes = try chunk(file.contentID, offset / UploadState.chunkBytes)
        return FileChunk(data: bytes, nextOffset: offset + Int64(bytes.count), size: file.size)
    }

    /// A chunk in clear by its number.
    fileprivate func chunk(_ file: String, _ number: Int64) throws -> [UInt8] {
        guard let sealed = try records.read({ try $0.chunk(file, number) }) else {
            throw CaseworkError.notAllowed(
                action: "FinishUpload",
                state: "INCOMPLETE",
                missing: "the chunk at offset \(number * UploadState.chunkBytes)",
                basis: "a file is verified as a whole"
            )
        }
        return try records.vault.open(chunk: sealed, file: file, number: number)
    }
}
