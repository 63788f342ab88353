import Messages
import Storage

/// What the server keeps of an upload until it is attached or expires: working state, no legal fact.
package struct UploadState: Hashable, Sendable {
    /// Bytes of a chunk; the last one may be shorter.
    package static let chunkBytes: Int64 = 256 << 10
    /// Bytes that a file may have.
    package static let sizeMax: Int64 = 500 << 20
    /// How long an upload that is not attached is kept, in milliseconds: 7 days.
    package static let lifeMilliseconds: Int64 = 7 * 86_400_000

    /// Code of the agency that uploads.
    package let agency: String
    /// Length of the whole file in bytes.
    package let size: Int64
    /// Keyed hash of the SHA-256 that the caller gave.
    package let digest: [UInt8]
    /// When it began, in milliseconds since 1970-01-01T00:00:00Z.
    package let begunAtMs: Int64
    /// True when the digest of the whole was verified.
    package var isComplete = false
    /// Media type by its content; empty until it is complete.
    package var mediaType = ""

    /// Begins an upload.
    package init(agency: String, size: Int64, digest: [UInt8], begunAtMs: Int64) {
        self.agency = agency
        self.size = size
        self.digest = digest
        self.begunAtMs = begunAtMs
    }

    /// How many chunks it has.
    package var chunks: Int64 { (size + Self.chunkBytes - 1) / Self.chunkBytes }

    /// When it expires unless it is attached.
    package var expiresAtMs: Int64 { begunAtMs + Self.lifeMilliseconds }

    init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        agency = try decoder.string()
        size = try decoder.int64()
        digest = try decoder.bytes()
        begunAtMs = try decoder.int64()
        isComplete = try decoder.int64() != 0
        mediaType = try decoder.string()
    }

    var bytes: [UInt8] {
        TupleEncoder().adding(string: agency).adding(int64: size).adding(bytes: digest)
            .adding(int64: begunAtMs).adding(int64: isComplete ? 1 : 0)
            .adding(string: mediaType).bytes
    }
}

extension WorkingState {
    /// Sets what is kept of an upload; nil forgets it.
    package func set(_ upload: UploadState?, id: String) throws {
        if let upload {
            try view.put(Keys.upload(id), upload.bytes, in: .work)
        } else {
            try view.delete(Keys.upload(id), in: .work)
        }
    }
}

extension RecordReader {
    /// What is kept of an upload.
    package func upload(_ id: String) throws -> UploadState? {
        try view.get(Keys.upload(id), in: .work).map { try UploadState($0) }
    }

    /// The sealed bytes of a chunk.
    package func chunk(_ file: String, _ number: Int64) throws -> [UInt8]? {
        try view.get(Keys.chunk(file, number), in: .chunks)
    }

    /// How many chunks stand from the first on without a gap.
    package func chunksStored(of file: String) throws -> Int64 {
        let prefix = Keys.chunks(of: file)
        var next: Int64 = 0
        try view.scan(.chunks, from: prefix, to: prefixEnd(prefix), descending: false) { key, _ in
            var decoder = TupleDecoder(Array(key.dropFirst(prefix.count)))
            guard try decoder.int64() == next else { return false }
            next += 1
            return true
        }
        return next
    }

    /// Whether a chunk follows what stands: the last chunk that stands is the one before it.
    ///
    /// Chunks are stored in order, so that the one before stands only after all before it.
    package func isNext(_ number: Int64, of file: String) throws -> Bool {
        guard try chunk(file, number) == nil else { return false }
        return try number == 0 || chunk(file, number - 1) != nil
    }

    /// Uploads that began before an instant, at most `limit`.
    func uploads(begunBefore milliseconds: Int64, limit: Int) throws -> [(String, UploadState)] {
        var found: [(String, UploadState)] = []
        let prefix = Keys.uploads
        try view.scan(.work, from: prefix, to: prefixEnd(prefix), descending: false) { key, value in
            let state = try UploadState(value)
            if state.begunAtMs < milliseconds {
                found.append((try Keys.text(in: key, after: prefix), state))
            }
            return found.count < limit
        }
        return found
    }
}

extension RecordStore {
    /// Stores a sealed chunk beside the queue of commands.
    package func put(chunk sealed: [UInt8], file: String, number: Int64) throws {
        try store.putChunk(Keys.chunk(file, number), sealed, in: .chunks)
    }

    /// Returns when every chunk that was stored before is durable.
    package func settleChunks() throws {
        try store.settleChunks(in: .chunks)
    }

    /// Forgets uploads that expired before an instant and were attached to no record, with their
    /// chunks, and what is kept of attached ones; at most 100 at a time.
    ///
    /// - Returns: How many were forgotten.
    package func sweepUploads(now milliseconds: Int64) async throws -> Int {
        let before = milliseconds - UploadState.lifeMilliseconds
        let old = try read { try $0.uploads(begunBefore: before, limit: 100) }
        for (id, _) in old {
            let isAttached = try await store.write { view in
                let state = WorkingState(view)
                try state.set(nil, id: id)
                let file = RecordReference(kind: .file, id: id)
                return try state.records.stored(file) != nil
            }
            guard !isAttached else { continue }
            let prefix = Keys.chunks(of: id)
            try store.deleteChunks(from: prefix, to: prefixEnd(prefix), in: .chunks)
        }
        return old.count
    }
}
