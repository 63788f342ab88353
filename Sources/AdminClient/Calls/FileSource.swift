import Crypto
import Foundation

/// A file on this machine that is to be uploaded, read chunk by chunk.
struct FileSource {
    /// Bytes of a chunk.
    static let chunkBytes = 256 << 10

    /// Length in bytes.
    let size: Int64
    /// SHA-256 of the whole.
    let digest: [UInt8]
    private let handle: FileHandle
    private let path: String

    /// Opens a file and reads it once for its digest.
    ///
    /// - Throws: A usage `Failure` when there is no such file, or none that can be read.
    init(_ path: String) throws(Failure) {
        self.path = path
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw Failure(usage: "there is no readable file \(path)")
        }
        self.handle = handle
        var hash = SHA256()
        var size: Int64 = 0
        while true {
            guard let data = try? handle.read(upToCount: Self.chunkBytes) else { break }
            if data.isEmpty { break }
            hash.update(data: data)
            size += Int64(data.count)
        }
        self.size = size
        digest = Array(hash.finalize())
    }

    /// The chunk that begins at an offset.
    ///
    /// - Throws: A usage `Failure` when the file got shorter or can not be read any more.
    func chunk(at offset: Int64) throws(Failure) -> [UInt8] {
        do {
            try handle.seek(toOffset: UInt64(offset))
            let data = try handle.read(upToCount: Self.chunkBytes) ?? Data()
            if !data.isEmpty { return Array(data) }
        } catch {}
        throw Failure(usage: "\(path) can not be read at byte \(offset)")
    }

    /// SHA-256 of some bytes.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }

    /// The id of the upload of a file to a record: 26 letters and digits.
    static func id(of digest: [UInt8], _ record: String) -> String {
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        let hash = self.digest(digest + Array(record.utf8))
        return String(decoding: hash.prefix(26).map { letters[Int($0 & 31)] }, as: UTF8.self)
    }
}

extension [UInt8] {
    /// The bytes in Base64, as JSON carries them.
    var base64: String { Data(self).base64EncodedString() }
}
