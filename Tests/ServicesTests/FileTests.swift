import Casework
import Crypto
import Foundation
import Messages
import RPC
import Records
import Storage
import TestSupport
import Testing

/// Files from the first chunk to the last, on a real server.
@Suite struct FileTests {
    /// A PDF of some length: its head tells what it is.
    static func pdf(_ count: Int, seed: UInt64 = 7) -> [UInt8] {
        var word = seed
        var bytes = Array("%PDF-1.7\n".utf8)
        while bytes.count < count {
            word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes.append(UInt8(truncatingIfNeeded: word >> 33))
        }
        return bytes
    }

    static let id = "0123456789abcdefghjkmnpqrs"

    static func begin(_ caller: TestCaller, _ bytes: [UInt8]) async throws(Status) -> Upload {
        let digest = Array(SHA256.hash(data: bytes))
        let request = BeginUploadRequest(id: id, size: Int64(bytes.count), sha256: digest)
        return try await caller.call(FileMethods.beginUpload, request)
    }

    static func chunk(_ bytes: [UInt8], at offset: Int) -> PutChunkRequest {
        let data = Array(bytes[offset..<min(bytes.count, offset + 262_144)])
        return PutChunkRequest(
            id: id,
            offset: Int64(offset),
            data: data,
            sha256: Array(SHA256.hash(data: data))
        )
    }

    /// Goes on with an upload until its end, or until so many chunks were sent.
    static func send(
        _ caller: TestCaller,
        _ bytes: [UInt8],
        atMost limit: Int = .max
    ) async throws -> Upload {
        var upload = try await begin(caller, bytes)
        var sent = 0
        while upload.nextOffset < upload.size, sent < limit {
            let request = chunk(bytes, at: Int(upload.nextOffset))
            upload = try await caller.call(FileMethods.putChunk, request)
            sent += 1
        }
        return upload
    }

    static func attach(_ caller: TestCaller, _ petition: String) async throws -> Receipt {
        let request = AttachFileRequest(
            uploadId: id,
            about: .petition(petition),
            kind: .evidence,
            name: "Đơn của bà Ánh.pdf"
        )
        return try await caller.write(FileMethods.attachFile, request, \.requestId)
    }

    static func fetch(_ caller: TestCaller, _ count: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let request = ReadFileRequest(id: id, offset: Int64(bytes.count))
            bytes += try await caller.call(FileMethods.readFile, request).data
        }
        return bytes
    }

    static let finish = FinishUploadRequest(id: id)

    // Red when: an upload forgets what it has, or a chunk comes back other than it was sent.
    @Test(arguments: Engine.allCases)
    func `An upload that was cut goes on and comes back whole`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            let bytes = Self.pdf(1_000_000)
            let petition = try await server.officer.register()
            #expect(try await Self.send(server.officer, bytes, atMost: 2).nextOffset == 524_288)
            await #expect(throws: Status.self) {
                try await server.officer.call(FileMethods.finishUpload, Self.finish)
            }
            #expect(try await Self.send(server.officer, bytes).nextOffset == 1_000_000)
            let done = try await server.officer.call(FileMethods.finishUpload, Self.finish)
            #expect(done.complete && done.mediaType == "application/pdf")
            _ = try await Self.attach(server.officer, petition)
            #expect(try await Self.fetch(server.officer, bytes.count) == bytes)
            let facts = try await server.officer.call(
                FileMethods.getFile,
                GetFileRequest(id: Self.id)
            )
            #expect(facts.name == "Đơn của bà Ánh.pdf" && facts.file?.size == 1_000_000)
            let list = ListFilesRequest(about: .petition(petition))
            #expect(try await server.officer.call(FileMethods.listFiles, list).files == [facts])
        }
    }

    // Red when: chunks pass through the queue of commands.
    @Test func `Chunks do not pass through the queue of commands`() async throws {
        try await TestServer.run { server in
            let before = server.records.store.statistics().bytesWritten
            _ = try await Self.send(server.officer, Self.pdf(2_000_000))
            _ = try await server.officer.call(FileMethods.finishUpload, Self.finish)
            #expect(server.records.store.statistics().bytesWritten - before < 1_000)
        }
    }

    // Red when: a chunk of other bytes, length or place is stored.
    @Test func `A chunk is refused for each of its rules`() async throws {
        try await TestServer.run { server in
            let bytes = Self.pdf(300_000)
            _ = try await Self.begin(server.officer, bytes)
            var spoilt = Self.chunk(bytes, at: 0)
            spoilt.data[5] ^= 1
            await Self.expect(spoilt, refusedFor: "sha256", server)
            spoilt = Self.chunk(bytes, at: 262_144)
            spoilt.offset = 262_143
            await Self.expect(spoilt, refusedFor: "offset", server)
            spoilt = Self.chunk(Array(bytes.prefix(100)), at: 0)
            await Self.expect(spoilt, refusedFor: "data", server)
            let upload = try await server.officer.call(
                FileMethods.getUpload,
                GetUploadRequest(id: Self.id)
            )
            #expect(upload.nextOffset == 0)
        }
    }

    private static func expect(
        _ chunk: PutChunkRequest,
        refusedFor field: String,
        _ server: TestServer
    ) async {
        do {
            _ = try await server.officer.call(FileMethods.putChunk, chunk)
            Issue.record("stored in spite of \(field)")
        } catch {
            #expect(error.fieldViolations.map(\.field).contains(field))
        }
    }

    // Red when: the digest of the whole is not compared, or programs are kept.
    @Test func `The whole is judged by digest and content`() async throws {
        try await TestServer.run { server in
            let program = Array("\u{7f}ELF\u{2}\u{1}\u{1}".utf8) + [UInt8](repeating: 0, count: 9)
            let elf = program + [2, 0, 0x3e, 0, 1, 0, 0, 0] + [UInt8](repeating: 0, count: 200)
            _ = try await Self.send(server.officer, elf)
            do {
                _ = try await server.officer.call(FileMethods.finishUpload, Self.finish)
                Issue.record("a program was kept")
            } catch let status as Status {
                #expect(status.message.contains("application/x-executable"))
            }
        }
        try await TestServer.run { server in
            let bytes = Self.pdf(1_000)
            let other = Array(SHA256.hash(data: [1]))
            _ = try await server.officer.call(
                FileMethods.beginUpload,
                BeginUploadRequest(id: Self.id, size: 1_000, sha256: other)
            )
            _ = try await server.officer.call(FileMethods.putChunk, Self.chunk(bytes, at: 0))
            await #expect(throws: Status.self) {
                try await server.officer.call(FileMethods.finishUpload, Self.finish)
            }
        }
    }

    // Red when: a denunciation's files or their names can be read, or stand in the journal.
    @Test func `The files of a denunciation are sealed`() async throws {
        try await TestServer.run { server in
            var secret = Sample.registration
            secret.secret = true
            let petition = try await server.officer.register(secret)
            _ = try await Self.send(server.officer, Self.pdf(5_000))
            _ = try await server.officer.call(FileMethods.finishUpload, Self.finish)
            _ = try await Self.attach(server.officer, petition)
            do {
                _ = try await Self.fetch(server.head, 5_000)
                Issue.record("a sealed file was read")
            } catch let status as Status {
                #expect(status.reason == "IDENTITY_SEALED")
            }
            let facts = try await server.head.call(
                FileMethods.getFile,
                GetFileRequest(id: Self.id)
            )
            #expect(facts.name.isEmpty && facts.file?.sealedName == [])
            let entries = try server.records.read { reader in
                try reader.entries(of: RecordReference(kind: .file, id: Self.id))
            }
            let stored = Data(try entries.flatMap { try $0.serialized() })
            #expect(!entries.isEmpty && stored.range(of: Data("Ánh".utf8)) == nil)
        }
    }

    // Red when: an upload that nobody attached outlives 7 days, or an attached one does not.
    @Test(arguments: [true, false])
    func `An upload expires unless it is attached`(isAttached: Bool) async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let bytes = Self.pdf(400_000)
            let petition = try await server.officer.register()
            _ = try await Self.send(server.officer, bytes)
            _ = try await server.officer.call(FileMethods.finishUpload, Self.finish)
            if isAttached { _ = try await Self.attach(server.officer, petition) }
            server.clock.set(day: "2026-07-21")
            #expect(try await server.records.sweepUploads(now: server.clock.now) == 0)
            server.clock.set(day: "2026-07-23")
            #expect(try await server.records.sweepUploads(now: server.clock.now) == 1)
            let left = try server.records.read { try $0.chunksStored(of: Self.id) }
            #expect(left == (isAttached ? 2 : 0))
            if isAttached {
                #expect(try await Self.fetch(server.officer, bytes.count) == bytes)
            }
        }
    }

    // Red when: one file can belong to two records.
    @Test func `A file is attached once`() async throws {
        try await TestServer.run { server in
            let petition = try await server.officer.register()
            _ = try await Self.send(server.officer, Self.pdf(1_000))
            _ = try await server.officer.call(FileMethods.finishUpload, Self.finish)
            _ = try await Self.attach(server.officer, petition)
            await #expect(throws: Status.self) { try await Self.attach(server.officer, petition) }
        }
    }
}
