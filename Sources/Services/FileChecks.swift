import Casework
import Crypto
import Messages
import RPC
import Records

extension BeginUploadRequest {
    /// Checks shape and size.
    func check() throws(CaseworkError) {
        var checks = Checks(today: Day(daysSince1970: 0))
        checks.require(
            id.isRandomID,
            "id",
            "is not 26 small letters and digits",
            "choose a random id, the same one to go on with an upload"
        )
        checks.require(
            (1...UploadState.sizeMax).contains(size),
            "size",
            "is \(size), outside 1 to \(UploadState.sizeMax)",
            "send at most 500 MB in one file"
        )
        checks.require(
            sha256.count == 32,
            "sha256",
            "has \(sha256.count) bytes, not 32",
            "give the SHA-256 of the whole file"
        )
        try checks.finish()
    }
}

extension PutChunkRequest {
    /// Checks place, length and digest of a chunk.
    func check(_ upload: UploadState) throws(CaseworkError) {
        var checks = Checks(today: Day(daysSince1970: 0))
        let isPlace =
            offset.isMultiple(of: UploadState.chunkBytes) && (0..<upload.size).contains(offset)
        checks.require(
            isPlace,
            "offset",
            "is no multiple of 262,144 below the size",
            "go on at next_offset"
        )
        let expected = isPlace ? min(UploadState.chunkBytes, upload.size - offset) : 0
        checks.require(
            !isPlace || data.count == expected,
            "data",
            "has \(data.count) bytes, not \(expected)",
            "send 262,144 bytes, and the rest at the end"
        )
        checks.require(
            Array(SHA256.hash(data: data)) == sha256,
            "sha256",
            "is not the SHA-256 of the chunk's bytes",
            "send the chunk again"
        )
        try checks.finish()
    }
}

extension Upload {
    /// How far an upload is.
    init(_ id: String, _ state: UploadState, stored: Int64) {
        self.init(
            id: id,
            size: state.size,
            nextOffset: min(stored * UploadState.chunkBytes, state.size),
            complete: state.isComplete,
            mediaType: state.mediaType,
            expiresAtMs: state.expiresAtMs
        )
    }
}

/// A record that files belong to, and whether its files and their names stay sealed.
struct FileOwner {
    let record: any FiledRecord
    let isSealed: Bool
}

extension RecordReader {
    /// The record that a file belongs to, when the caller may know of it.
    func owner(_ record: RecordReference?, for call: Call) throws -> FileOwner {
        let found = try self.record(record, "about", for: call)
        // A working copy was made to be read in place of what is sealed.
        let isSealed =
            if let copy = found as? WorkingCopy { try !isShown(copy, to: call) } else {
                try isSecret(found)
            }
        return FileOwner(record: found, isSealed: isSealed)
    }

    /// Whether a record's persons, or those of what it belongs to, are sealed as secret.
    func isSecret(_ record: any FiledRecord) throws -> Bool {
        if record.isGuarded { return true }
        switch record {
        case let file as Case:
            return try file.petitions.contains { try petition($0)?.guard != .ordinary }
        default:
            guard let about = record.about, let type = about.kind.filed,
                let above = try filed(type, about.id)
            else { return false }
            return try isSecret(above)
        }
    }

    /// An upload of the caller's agency.
    func upload(_ id: String, for call: Call) throws -> UploadState {
        guard let upload = try upload(id), upload.agency == call.principal.agency else {
            throw CaseworkError.notFound(.file)
        }
        return upload
    }
}

extension Status {
    /// The caller may know the record, but not what its senders wrote.
    static var fileSealed: Status {
        Status(
            .identitySealed,
            "the files of this record are sealed: it is a denunciation or may be one"
        )
        .with(vietnamese: "Tệp của hồ sơ này được giữ bí mật theo Luật Tố cáo 2018.")
    }
}
