import Dispatch
import Foundation
import Storage
import Synchronization
import Testing

@Suite("The durable store")
struct RocksDBStoreTests {
    @Test("what was acknowledged is found after reopening")
    func reopen() async throws {
        let directory = try TemporaryDirectory()
        for round in 0..<3 {
            let store = try openRocksDB(in: directory)
            for number in 0..<20 {
                let key = bytes("\(round)-\(number)")
                try await store.write { try $0.put(key, bytes("x"), in: .records) }
            }
            let chunk = [UInt8](repeating: UInt8(round), count: Limits.blobChunkMaxBytes)
            try await store.write { try $0.put([UInt8(round)], chunk, in: .blobs) }
            store.close()
        }
        let store = try openRocksDB(in: directory)
        defer { store.close() }
        let count = try store.read { try $0.entries(.records, from: "", to: "z").count }
        #expect(count == 60)
        for round in 0..<3 {
            let chunk = try store.read { try $0.get([UInt8(round)], in: .blobs) }
            #expect(chunk == [UInt8](repeating: UInt8(round), count: Limits.blobChunkMaxBytes))
        }
        // Recovery wrote the chunks of the first rounds out of the log.
        #expect(try !directory.files(ending: ".blob").isEmpty)
    }

    @Test("a store that is open is locked, in this process and for it")
    func locked() throws {
        let directory = try TemporaryDirectory()
        let locked = StorageError.locked(path: directory.path)
        let store = try openRocksDB(in: directory)
        #expect(throws: locked) { try openRocksDB(in: directory) }
        store.close()
        try openRocksDB(in: directory).close()

        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        holder.arguments = [
            "-c",
            """
            import fcntl, sys
            with open(sys.argv[1], "r+") as file:
                fcntl.lockf(file, fcntl.LOCK_EX)
                print("held", flush=True)
                sys.stdin.read()
            """, directory.path + "/LOCK",
        ]
        let (input, output) = (Pipe(), Pipe())
        (holder.standardInput, holder.standardOutput) = (input, output)
        try holder.run()
        #expect(!output.fileHandleForReading.availableData.isEmpty, "it ended without the lock")
        #expect(throws: locked) { try openRocksDB(in: directory) }
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        try openRocksDB(in: directory).close()
    }

    @Test("keyspaces may be added, and one that is not known stops the start")
    func keyspacesChange() async throws {
        let directory = try TemporaryDirectory()
        let older = [KeyspaceDefinition(.records)]
        let store = try openRocksDB(in: directory, keyspaces: older)
        try await store.write { try $0.put(bytes("a"), bytes("1"), in: .records) }
        store.close()

        let newer = try openRocksDB(in: directory)
        #expect(try newer.get("a", in: .records) == "1")
        try await newer.write { try $0.put(bytes("a"), bytes("2"), in: .indexes) }
        newer.close()

        #expect {
            try openRocksDB(in: directory, keyspaces: older)
        } throws: { error in
            let unknown = [StorageError.unknownKeyspace("indexes"), .unknownKeyspace("blobs")]
            return unknown.contains { $0 == error as? StorageError }
        }
    }

    @Test(
        "writes are refused while the disk is nearly full, and reads are not",
        arguments: [
            // Free and total bytes of the disk, and the bytes needed when refused.
            (free: 2 << 30, total: 10 << 30, needed: nil),
            (free: (2 << 30) - 1, total: 10 << 30, needed: 2 << 30),
            (free: 5 << 30, total: 100 << 30, needed: nil),
            (free: (4 << 30), total: 100 << 30, needed: (100 << 30) / 100 * 5),
        ] as [(free: UInt64, total: UInt64, needed: UInt64?)]
    )
    func diskFull(free: UInt64, total: UInt64, needed: UInt64?) async throws {
        let directory = try TemporaryDirectory()
        let space = SharedSpace(DiskSpace(freeBytes: total, totalBytes: total))
        let store = try openRocksDB(in: directory, diskSpace: { space.value })
        defer { store.close() }
        try await store.write { try $0.put(bytes("a"), bytes("0"), in: .records) }
        space.value = DiskSpace(freeBytes: free, totalBytes: total)
        var refusal: StorageError?
        do {
            try await store.write { try $0.put(bytes("a"), bytes("1"), in: .records) }
        } catch {
            refusal = error as? StorageError
        }
        #expect(refusal == needed.map { .diskFull(freeBytes: free, neededBytes: $0) })
        #expect(try store.get("a", in: .records) == (needed == nil ? "1" : "0"))
        space.value = DiskSpace(freeBytes: total, totalBytes: total)
        try await store.write { try $0.put(bytes("a"), bytes("2"), in: .records) }
        #expect(try store.get("a", in: .records) == "2")
    }

    @Test("the space of a real disk is known, that of no disk is not")
    func realDisk() throws {
        let directory = try TemporaryDirectory()
        let space = try #require(DiskSpace.ofDisk(holding: directory.path))
        #expect(space.totalBytes > 0)
        #expect(space.freeBytes <= space.totalBytes)
        #expect(DiskSpace.ofDisk(holding: directory.path + "/absent") == nil)
    }

    @Test("a checkpoint is a store of its own")
    func checkpoint() async throws {
        let (directory, copies) = (try TemporaryDirectory(), try TemporaryDirectory())
        let store = try openRocksDB(in: directory)
        try await store.write { try $0.put(bytes("a"), bytes("1"), in: .records) }
        try store.checkpoint(to: copies.path + "/copy")
        try await store.write { try $0.put(bytes("a"), bytes("2"), in: .records) }
        store.close()
        let copy = try RocksDBStore(path: copies.path + "/copy", keyspaces: testKeyspaces)
        defer { copy.close() }
        #expect(try copy.get("a", in: .records) == "1")
        #expect(throws: StorageError.closed) { try store.checkpoint(to: copies.path + "/other") }
    }

    @Test("a read that is running outlives the close of its store")
    func readOutlivesClose() async throws {
        let directory = try TemporaryDirectory()
        let store = try openRocksDB(in: directory)
        try await store.write { view in
            for key in ["a", "b", "c"] { try view.put(bytes(key), bytes("1"), in: .records) }
        }
        let kept = try store.read { view in
            var found = 0
            try view.scan(.records, from: [], to: [0xFF], descending: false) { _, _ in
                found += 1
                store.close()
                return true
            }
            #expect(found == 3)
            #expect(throws: StorageError.locked(path: directory.path)) {
                try openRocksDB(in: directory)
            }
            return view
        }
        // Even a view that is kept too long holds its database rather than a dead pointer.
        let value = try kept.get(bytes("a"), in: .records)
        #expect(value == bytes("1"))
    }

    @Test("a torn end of the log loses only what it held")
    func tornTail() async throws {
        let directory = try TemporaryDirectory()
        let store = try openRocksDB(in: directory)
        try await store.write { try $0.put(bytes("a"), bytes("1"), in: .records) }
        try await store.write { try $0.put(bytes("b"), bytes("1"), in: .records) }
        store.close()
        let log = try #require(try directory.files(ending: ".log").last)
        let file = try #require(FileHandle(forUpdatingAtPath: log))
        try file.truncate(atOffset: try file.seekToEnd() - 1)
        try file.close()
        let reopened = try openRocksDB(in: directory)
        defer { reopened.close() }
        #expect(try reopened.get("a", in: .records) == "1")
        #expect(try reopened.get("b", in: .records) == nil)
    }

    @Test(
        "the settings that carry the promise are those in force",
        arguments: [
            "wal_recovery_mode=kTolerateCorruptedTailRecords",
            "track_and_verify_wals_in_manifest=true",
            "paranoid_checks=true",
            "enable_blob_files=true",
            "filter_policy=bloomfilter:10:false",
        ]
    )
    func settings(setting: String) throws {
        let directory = try TemporaryDirectory()
        try openRocksDB(in: directory).close()
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        let name = try #require(names.filter { $0.hasPrefix("OPTIONS-") }.max())
        let text = try String(contentsOfFile: directory.path + "/" + name, encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        #expect(lines.contains { $0 == setting })
    }

    @Test("a damaged block is an error, never a wrong value")
    func damagedBlock() async throws {
        let directory = try TemporaryDirectory()
        let value = (0..<60_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        let store = try openRocksDB(in: directory)
        try await store.write { try $0.put(bytes("a"), value, in: .records) }
        store.close()
        // Recovery moves the value from the log to a table.
        try openRocksDB(in: directory).close()
        let table = try #require(try directory.files(ending: ".sst").first)
        let file = try #require(FileHandle(forUpdatingAtPath: table))
        try file.seek(toOffset: 1000)
        let byte = try #require(try file.read(upToCount: 1)?.first)
        try file.seek(toOffset: 1000)
        try file.write(contentsOf: Data([byte ^ 1]))
        try file.close()
        let damaged = try openRocksDB(in: directory)
        defer { damaged.close() }
        #expect {
            try damaged.read { try $0.get(bytes("a"), in: .records) }
        } throws: { error in
            guard case StorageError.corruption = error else { return false }
            return true
        }
    }
}

/// A disk whose free space a test sets.
private final class SharedSpace: Sendable {
    private let space: Mutex<DiskSpace>

    init(_ space: DiskSpace) {
        self.space = Mutex(space)
    }

    var value: DiskSpace {
        get { space.withLock { $0 } }
        set { space.withLock { $0 = newValue } }
    }
}
