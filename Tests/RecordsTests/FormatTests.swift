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
            let again = try await RecordStore(store: store, masterKey: testKey) { 0 }
            #expect(again.storeID == name && again.news.position == 1)
            await #expect(throws: FormatError.otherKey) {
                let other = SymmetricKey(data: [UInt8](repeating: 8, count: 32))
                _ = try await RecordStore(store: store, masterKey: other) { 0 }
            }
            let known = StoreFormat.known
            try await store.write { view in
                let newer = TupleEncoder().adding(int64: Int64(known) + 1).bytes
                try view.put(Keys.format, newer, in: .settings)
            }
            await #expect(throws: FormatError.newer(found: known + 1, known: known)) {
                _ = try await RecordStore(store: store, masterKey: testKey) { 0 }
            }
        }
    }

    // Red when: a store of the first format is not opened, loses who was found in it, or keeps what
    // only the first format knew.
    @Test func `A store of the first format is brought up to date`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            for secret in [false, true, false] {
                var request = Sample.registration
                request.secret = secret
                _ = try await clerk.register(request)
            }
            let before = try store.contents()[.visitors]
            try await Former.age(store, clerk.records.vault)
            #expect(try store.contents()[.visitors] != before)
            for key in [testKey, nil] {
                let again = try await RecordStore(store: store, masterKey: key) { 0 }
                #expect(again.storeID == clerk.records.storeID)
                #expect(try again.verify().findings == [])
                #expect(try store.contents()[.visitors] == before && before?.count == 2)
            }
        }
    }

    // Red when: the store's own key is another one at each start.
    @Test func `A token outlives a restart, with the key and without`() async throws {
        try await withStore(.memory) { store in
            let first = try await RecordStore(store: store, masterKey: testKey) { 0 }
            let token = try first.vault.token([1], for: [2])
            let again = try await RecordStore(store: store, masterKey: nil) { 0 }
            #expect(again.vault.place(in: token, for: [2]) == [1])
            #expect(first.vault.hasKey && !again.vault.hasKey)
            #expect(try StoreFormat.isSealed(store))
        }
    }

    // Red when: without the key a sealed value is reported lost, or the rest is not verified.
    @Test func `A store is verified without the key but for what is sealed`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            let id = try await clerk.register()
            let keyless = try await RecordStore(store: store, masterKey: nil) { 0 }
            let report = try keyless.verify()
            #expect(report.findings == [] && report.unopened == 2)
            #expect(try clerk.records.verify().unopened == 0)
            let party = try clerk.records.read { try $0.petition(id)?.parties.first?.id ?? "" }
            try await store.write { try $0.delete(Keys.party(party), in: .parties) }
            #expect(try keyless.verify().findings.count == 2)
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
}
