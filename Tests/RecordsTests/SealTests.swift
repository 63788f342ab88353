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
    private let vault = Vault.test
    private let owner = SealOwner(.petition("p1"), of: "H29.02")

    private func seal(
        _ party: Party
    ) throws -> (sealed: SealedParty, reference: PartyReference) {
        try vault.seal(party, of: owner, guard: .ordinary)
    }

    // Red when: a part of the binding is left out, or the journal's digest is not compared.
    @Test func `A party opens in its own record only`() throws {
        let (sealed, reference) = try seal(Sample.sender)
        #expect(try vault.open(sealed, as: reference, of: owner) == Sample.sender)
        let spoils: [@Sendable (inout SealedParty) -> Void] = [
            { $0.recordId = "p2" }, { $0.id = "another" }, { $0.guard = .secret },
            { $0.recordKind = .visit }, { $0.agency = "H29.05" }, { $0.sealing = 0 },
            { $0.sealed[20] ^= 1 }, { $0.wrappedKey[20] ^= 1 }, { $0.sealed = [] },
        ]
        for (index, spoil) in spoils.enumerated() {
            var moved = sealed
            spoil(&moved)
            var named = reference
            named.id = moved.id
            named.digest = Array(SHA256.hash(data: moved.sealed))
            let its = SealOwner(
                RecordReference(kind: moved.recordKind, id: moved.recordId),
                of: moved.agency
            )
            #expect(throws: Vault.NotOpened.self, "spoil \(index)") {
                try vault.open(moved, as: named, of: its)
            }
            #expect(throws: Vault.NotOpened.self, "spoil \(index)") {
                try vault.open(moved, as: reference, of: owner)
            }
        }
        for other in [
            SealOwner(.petition("p2"), of: "H29.02"), SealOwner(.caseFile("p1"), of: "H29.02"),
            SealOwner(.petition("p1"), of: "H29.05"),
        ] {
            #expect(throws: Vault.NotOpened.self) {
                try vault.open(sealed, as: reference, of: other)
            }
        }
        let another = Vault(
            masterKey: SymmetricKey(data: [UInt8](repeating: 8, count: 32)),
            storeKey: SymmetricKey(size: .bits256)
        )
        #expect(throws: Vault.NotOpened.self) {
            try another.open(sealed, as: reference, of: owner)
        }
    }

    // Red when: what the first format sealed opens no more, or opens as if it were bound anew.
    @Test func `What was sealed the first way opens where it belongs`() throws {
        let (sealed, _) = try seal(Sample.sender)
        let old = try Former.party(sealed, Sample.sender, vault)
        #expect(try vault.open(old.sealed, as: old.reference, of: owner) == Sample.sender)
        let secret = try vault.rewrap(old.sealed, guard: .secret)
        #expect(try vault.open(secret, as: old.reference, of: owner) == Sample.sender)
        var renewed = old.sealed
        renewed.sealing = 1
        #expect(throws: Vault.NotOpened.self) {
            try vault.open(renewed, as: old.reference, of: owner)
        }
        let letter = try Former.letter(Array("Kính gửi".utf8), of: "p1", vault)
        let clear = try vault.open(letter: letter.file, sealed: letter.sealed, of: owner)
        #expect(clear == Array("Kính gửi".utf8))
    }

    // Red when: rewrapping changes the ciphertext, which the journal knows by its digest.
    @Test func `Another guard keeps the ciphertext and wraps the key anew`() throws {
        let (sealed, reference) = try seal(Sample.sender)
        let secret = try vault.rewrap(sealed, guard: .secret)
        #expect(secret.guard == .secret && secret.wrappedKey != sealed.wrappedKey)
        #expect(!sealed.idHash.isEmpty && secret.idHash.isEmpty)
        #expect(Array(SHA256.hash(data: secret.sealed)) == reference.digest)
        #expect(try vault.open(secret, as: reference, of: owner) == Sample.sender)
    }

    // Red when: a size betrays the length of a name, a letter or a file's name.
    @Test func `Short and long look the same`() throws {
        func isOne(_ sizes: [Int]) -> Bool { Set(sizes).count == 1 }
        let names = ["A", String(repeating: "ễ", count: 100)]
        #expect(isOne(try names.map { try seal(Party(fullName: $0)).sealed.sealed.count }))
        let letters = [[65], [UInt8](repeating: 65, count: 4_096)]
        let sealed = try letters.map { try vault.seal(letter: $0, of: owner) }
        #expect(isOne(sealed.map(\.sealed.count)) && isOne(sealed.map { Int($0.file.size) }))
        let files = ["a", String(repeating: "ễ", count: 200)]
        #expect(isOne(try files.map { try vault.seal(name: $0, file: "f").count }))
    }

    // Red when: a letter opens in another record or under another id, or is another one.
    @Test func `A letter opens in its own record only`() throws {
        let text = Array("Kính gửi".utf8)
        let (file, sealed) = try vault.seal(letter: text, of: owner)
        #expect(try vault.open(letter: file, sealed: sealed, of: owner) == text)
        let spoils: [@Sendable (inout SealedFile) -> Void] = [
            { $0.id = "another" }, { $0.digest[3] ^= 1 }, { $0.sealing = 0 },
        ]
        for spoil in spoils {
            var other = file
            spoil(&other)
            #expect(throws: Vault.NotOpened.self) {
                try vault.open(letter: other, sealed: sealed, of: owner)
            }
        }
        for other in [
            SealOwner(.petition("p2"), of: "H29.02"), SealOwner(.petition("p1"), of: "H29.05"),
        ] {
            #expect(throws: Vault.NotOpened.self) {
                try vault.open(letter: file, sealed: sealed, of: other)
            }
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
