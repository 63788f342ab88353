import Casework
import Crypto
import Foundation
import Messages
import Storage
import TestSupport
import Testing

@testable import Records

/// Persons and files are sealed, open only where they belong, and their loss is found.
@Suite struct SealTests {
    private let vault = Vault(masterKey: testKey)

    private func seal(
        _ party: Party
    ) throws -> (sealed: SealedParty, reference: PartyReference) {
        try vault.seal(party, record: .petition("p1"), agency: "H29.02", guard: .ordinary)
    }

    // Red when: the record or the id is no part of the binding.
    @Test func `A party opens in its own record only`() throws {
        let sealed = try seal(Sample.sender).sealed
        #expect(try vault.open(sealed) == Sample.sender)
        let spoils: [@Sendable (inout SealedParty) -> Void] = [
            { $0.recordId = "p2" }, { $0.id = "another" }, { $0.guard = .secret },
            { $0.sealed[20] ^= 1 }, { $0.wrappedKey[20] ^= 1 }, { $0.sealed = [] },
        ]
        for (index, spoil) in spoils.enumerated() {
            var moved = sealed
            spoil(&moved)
            #expect(throws: Vault.NotOpened.self, "spoil \(index)") { try vault.open(moved) }
        }
        let other = Vault(masterKey: SymmetricKey(data: [UInt8](repeating: 8, count: 32)))
        #expect(throws: Vault.NotOpened.self) { try other.open(sealed) }
    }

    // Red when: rewrapping changes the ciphertext, which the journal knows by its digest.
    @Test func `Another guard keeps the ciphertext and wraps the key anew`() throws {
        let (sealed, reference) = try seal(Sample.sender)
        let secret = try vault.rewrap(sealed, guard: .secret)
        #expect(secret.guard == .secret && secret.wrappedKey != sealed.wrappedKey)
        #expect(!sealed.idHash.isEmpty && secret.idHash.isEmpty && secret.agency.isEmpty)
        #expect(Array(SHA256.hash(data: secret.sealed)) == reference.digest)
        #expect(try vault.open(secret) == Sample.sender)
    }

    // Red when: the size betrays the length of a name.
    @Test func `Short and long names look the same`() throws {
        let sizes = try ["A", String(repeating: "Nguyễn ", count: 10)].map { name in
            try seal(Party(fullName: name)).sealed.sealed.count
        }
        #expect(sizes[0] == sizes[1])
    }

    // Red when: a file opens in another record or under another id.
    @Test func `A file opens in its own record only`() throws {
        let (file, sealed) = try vault.seal(file: Array("Kính gửi".utf8), record: "p1")
        #expect(try vault.open(file: file, sealed: sealed, record: "p1") == Array("Kính gửi".utf8))
        var other = file
        other.id = "another"
        #expect(throws: Vault.NotOpened.self) {
            try vault.open(file: file, sealed: sealed, record: "p2")
        }
        #expect(throws: Vault.NotOpened.self) {
            try vault.open(file: other, sealed: sealed, record: "p1")
        }
    }

    // Red when: a token is good for another query, or a spoilt one is taken.
    @Test func `A token is good for one query`() throws {
        let token = try vault.token([1, 2, 3], for: Array("a".utf8))
        #expect(vault.place(in: token, for: Array("a".utf8)) == [1, 2, 3])
        #expect(vault.place(in: token, for: Array("b".utf8)) == nil)
        for spoilt in ["", "zz", String(token.dropLast(2)), token + "00"] {
            #expect(vault.place(in: spoilt, for: Array("a".utf8)) == nil)
        }
    }

    // Red when: a name, a number or an address gets into anything but sealed bytes.
    @Test(arguments: [false, true])
    func `Nothing of a person stands in clear in the store`(secret: Bool) async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            var request = Sample.registration
            request.secret = secret
            let id = try await clerk.register(request)
            try await clerk.classify(id, secret ? Sample.denunciation : Sample.complaint)
            let clear = [Sample.senderName, Sample.senderID, Sample.senderPhone, "Lê Lợi"]
                .map { Data($0.utf8) }
            for (keyspace, entries) in try store.contents() {
                for (key, value) in entries {
                    let bytes = Data(key + value)
                    #expect(
                        !clear.contains { bytes.range(of: $0) != nil },
                        "\(keyspace.rawValue)"
                    )
                }
            }
        }
    }

    // Red when: `verify` does not compare the ciphertext with the journal's digest.
    @Test func `A swapped, lost or altered party is found`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            let ids = [try await clerk.register(), try await clerk.register()]
            let parties = try clerk.records.read { reader in
                try ids.flatMap { try reader.petition($0)?.parties ?? [] }
                    .compactMap { try reader.party($0.id) }
            }
            #expect(parties.count == 2)
            var swapped = parties[0]
            swapped.sealed = parties[1].sealed
            let wrong = swapped
            try await store.write { view in
                try view.put(Keys.party(wrong.id), wrong.serialized(), in: .parties)
            }
            let swap = VerifyFinding(
                check: "sealed",
                place: "2",
                finding: "names a party whose ciphertext is another"
            )
            #expect(try clerk.records.verify().findings == [swap])
            try await store.write { try $0.delete(Keys.party(wrong.id), in: .parties) }
            // Its place among what the agency has of the person is left without it.
            #expect(
                try clerk.records.verify().findings.map(\.finding)
                    == ["names a party that is not kept", "stands without a fact"]
            )
        }
    }

    // Red when: `verify` does not look for the files, or does not open them.
    @Test func `A lost or damaged file is found`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            _ = try await clerk.register()
            let blobs = try store.contents()[.blobs] ?? [:]
            let (key, sealed) = try #require(blobs.first)
            try await store.write { try $0.put(key, sealed.reversed(), in: .blobs) }
            #expect(
                try clerk.records.verify().findings.map(\.finding) == [
                    "names a file that is another"
                ]
            )
            try await store.write { try $0.delete(key, in: .blobs) }
            #expect(
                try clerk.records.verify().findings.map(\.finding)
                    == ["names a file that is not kept"]
            )
        }
    }
}
