import Casework
import Crypto
import Foundation
import Messages
import Storage
import TestSupport
import Testing

@testable import Records

/// Who may open a store, what its journal must look like, and where the key comes from.
@Suite struct FormatTests {
    // Red when: the format or the key is not compared.
    @Test func `A newer store and another key are refused`() async throws {
        try await withStore(.memory) { store in
            let name = try await Clerk.open(store).records.storeID
            let again = try await RecordStore(store: store, vault: Vault(masterKey: testKey)) { 0 }
            #expect(again.storeID == name && again.news.position == 1)
            await #expect(throws: FormatError.otherKey) {
                let other = SymmetricKey(data: [UInt8](repeating: 8, count: 32))
                _ = try await RecordStore(store: store, vault: Vault(masterKey: other)) { 0 }
            }
            try await store.write { view in
                let newer = TupleEncoder().adding(int64: 2).bytes
                try view.put(Keys.format, newer, in: .settings)
            }
            await #expect(throws: FormatError.newer(found: 2, known: 1)) {
                _ = try await RecordStore(store: store, vault: Vault(masterKey: testKey)) { 0 }
            }
        }
    }

    /// The entries of a small store, and the store.
    private func damaged(
        _ position: Int64,
        _ damage: @escaping @Sendable (inout JournalEntry) -> Void
    ) async throws -> [VerifyFinding] {
        var findings: [VerifyFinding] = []
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            for _ in 0..<3 { _ = try await clerk.register() }
            #expect(try clerk.records.verify().findings == [])
            var entry = try #require(try clerk.records.read { try $0.entry(position) })
            damage(&entry)
            let changed = try entry.serialized()
            try await store.write { view in
                try view.put(Keys.journal(position), changed, in: .journal)
            }
            findings = try clerk.records.verify().findings
        }
        return findings
    }

    // Red when: the chain is not followed, or its end is not compared with the head.
    @Test func `An altered entry breaks the chain`() async throws {
        let middle = try await damaged(2) { $0.recordedAtMs += 1 }
        #expect(middle.map(\.check) == ["chain"] && middle.map(\.place) == ["3"])
        let last = try await damaged(4) { $0.method = "/test/Other" }
        #expect(last.map(\.check) == ["settings"])
    }

    // Red when: positions are not compared.
    @Test func `An entry in another place is found`() async throws {
        let findings = try await damaged(2) { $0.position = 9 }
        #expect(findings.contains { $0.check == "chain" && $0.place == "9" })
    }

    // Red when: a number may be given twice, or left out.
    @Test func `A number given twice and a gap are found`() async throws {
        let findings = try await damaged(3) { entry in
            for index in entry.events.indices {
                guard case .numberUsed(var fact) = entry.events[index].fact else { continue }
                fact.number = 1
                entry.events[index].fact = .numberUsed(fact)
            }
        }
        let registers = findings.filter { $0.check == "registers" }.map(\.finding)
        #expect(registers.contains("settles number 1 of H29.02/1/2026 a second time"))
    }

    private func keyFile(_ text: String?, mode: Int) throws -> (path: String, key: SymmetricKey) {
        let path = NSTemporaryDirectory() + "kntc-key-" + UUID().uuidString
        if let text {
            let made = FileManager.default.createFile(
                atPath: path,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: mode]
            )
            #expect(made)
        }
        defer { try? FileManager.default.removeItem(atPath: path) }
        let key = try FileKeyProvider(path: path).masterKey()
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileKeyProvider(path: path).masterKey() == key)
        return (path, key)
    }

    // Red when: a key is made for all to read, or made anew at each start.
    @Test func `A key is made once, for its owner only`() throws {
        #expect(try keyFile(nil, mode: 0).key != keyFile(nil, mode: 0).key)
        let text = String(repeating: "0b", count: 32)
        let wanted = SymmetricKey(data: [UInt8](repeating: 11, count: 32))
        #expect(try keyFile(text + "\n", mode: 0o600).key == wanted)
    }

    // Red when: mode or content of the key file is not asked.
    @Test(arguments: [0o644, 0o640, 0o604, 0o610])
    func `A key that others may read is refused`(mode: Int) throws {
        #expect(throws: KeyError.self) {
            try keyFile(String(repeating: "0b", count: 32), mode: mode)
        }
    }

    @Test(arguments: [
        "", "0b", String(repeating: "0b", count: 31), String(repeating: "xy", count: 32),
    ])
    func `A file that holds no key is refused`(text: String) throws {
        #expect(throws: KeyError.self) { try keyFile(text, mode: 0o600) }
    }

    @Test func `A key file in no directory is refused`() {
        let path = "/nonexistent-\(UUID().uuidString)/key"
        #expect(throws: KeyError.unreadable(path: path)) {
            try FileKeyProvider(path: path).masterKey()
        }
    }
}
