import ArgumentParser
import Crypto
import Foundation
import Messages
import RPC

/// Uploads files, all at the same time.
struct LoadUploads: AsyncParsableCommand {
    /// Bytes of a chunk, as the contract has it.
    private static let chunkBytes = 262_144

    static let configuration = CommandConfiguration(
        commandName: "uploads",
        abstract: "Upload files at the same time, each on its own connection"
    )

    @OptionGroup var target: Target

    @Option(help: "How many files")
    var files = 30

    @Option(help: "Megabytes of each")
    var megabytes = 50

    func validate() throws {
        guard (1...500).contains(files), (1...500).contains(megabytes) else {
            throw ValidationError("--files and --megabytes are 1 to 500")
        }
    }

    func run() async throws {
        let head = Array("%PDF-1.7\n".utf8)
        let bytes =
            head + (0..<(megabytes << 20) - head.count).map { UInt8(truncatingIfNeeded: $0) }
        let digest = Array(SHA256.hash(data: bytes))
        let chunks = stride(from: 0, to: bytes.count, by: Self.chunkBytes).map { start in
            let data = Array(bytes[start..<min(start + Self.chunkBytes, bytes.count)])
            return (offset: start, data: data, digest: Array(SHA256.hash(data: data)))
        }
        let connecting = try await target.connect()
        let agencies = try await Directory.communes(through: connecting)
        await connecting.close()
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for file in 0..<files {
                let agency = agencies[file % agencies.count]
                group.addTask {
                    let client = try await target.connect()
                    let metadata: RPCMetadata = ["kntc-identity": "officer@\(agency)"]
                    let id = Self.newID()
                    let begin = BeginUploadRequest(
                        id: id,
                        size: Int64(bytes.count),
                        sha256: digest
                    )
                    _ = try await client.call(FileMethods.beginUpload, begin, metadata: metadata)
                    for chunk in chunks {
                        let put = PutChunkRequest(
                            id: id,
                            offset: Int64(chunk.offset),
                            data: chunk.data,
                            sha256: chunk.digest
                        )
                        _ = try await client.call(FileMethods.putChunk, put, metadata: metadata)
                    }
                    let finish = FinishUploadRequest(id: id)
                    _ = try await client.call(FileMethods.finishUpload, finish, metadata: metadata)
                    await client.close()
                }
            }
            try await group.waitForAll()
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let report = [
            "seconds": seconds, "megabytes_per_second": Double(files * megabytes) / seconds,
        ]
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }

    /// A random id of the contract's shape.
    private static func newID() -> String {
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
        return String((0..<26).map { _ in letters[Int.random(in: 0..<letters.count)] })
    }
}
