import Casework
import Crypto
import Foundation
import Messages
import TestSeeds
import TestSupport
import Testing

@testable import Records

/// Sealed values that change places are found out, whichever two they are.
@Suite struct SwapTests {
    /// One sealed value and the one way to open it; what it opens with is given.
    private struct Sealed {
        let name: String
        let bytes: [UInt8]
        let open: @Sendable ([UInt8]) throws -> Void
    }

    private static func random<T>(_ list: [T], _ random: inout SplitMix64) -> T {
        list[Int.random(in: list.indices, using: &random)]
    }

    /// Many sealed values of every field: several parties, letters and names of one record, the
    /// same ids in other kinds and agencies, all of the same person.
    private static func everything(
        _ vault: Vault,
        _ random: inout SplitMix64
    ) throws -> [Sealed] {
        var all: [Sealed] = []
        let owners = (0..<12).map { _ in
            SealOwner(
                RecordReference(
                    kind: Self.random([.petition, .visit, .signer, .case], &random),
                    id: Self.random(["r1", "r2", "r3"], &random)
                ),
                of: Self.random(["H29.02", "H29.05"], &random)
            )
        }
        for (number, owner) in owners.enumerated() {
            let guarded: PartyGuard = Bool.random(using: &random) ? .ordinary : .secret
            let (party, reference) = try vault.seal(Sample.sender, of: owner, guard: guarded)
            all.append(
                Sealed(name: "party \(number)", bytes: party.sealed) { bytes in
                    var party = party
                    var reference = reference
                    party.sealed = bytes
                    // Not the digest finds a swap here, but the seal itself.
                    reference.digest = Array(SHA256.hash(data: bytes))
                    _ = try vault.open(party, as: reference, of: owner)
                }
            )
            all.append(
                Sealed(name: "wrapped key \(number)", bytes: party.wrappedKey) { bytes in
                    var party = party
                    party.wrappedKey = bytes
                    _ = try vault.open(party, as: reference, of: owner)
                }
            )
            all.append(
                Sealed(name: "whole party \(number)", bytes: try party.serialized()) { bytes in
                    let other = try SealedParty(serialized: bytes)
                    _ = try vault.open(other, as: reference, of: owner)
                }
            )
            let letter = try vault.seal(letter: [65, UInt8(number)], of: owner)
            all.append(
                Sealed(name: "letter \(number)", bytes: letter.sealed) { bytes in
                    _ = try vault.open(letter: letter.file, sealed: bytes, of: owner)
                }
            )
        }
        return try all + files(vault) + tokens(vault)
    }

    private static func files(_ vault: Vault) throws -> [Sealed] {
        try ["f1", "f2", "f3"].flatMap { file in
            let name = try vault.seal(name: "Đơn.pdf", file: file)
            let chunks = try (0..<3).map { number in
                let bytes = try vault.seal(chunk: [65], file: file, number: Int64(number))
                return Sealed(name: "chunk \(file) \(number)", bytes: bytes) {
                    _ = try vault.open(chunk: $0, file: file, number: Int64(number))
                }
            }
            return chunks + [
                Sealed(name: "name \(file)", bytes: name) {
                    _ = try vault.open(name: $0, file: file)
                }
            ]
        }
    }

    private static func tokens(_ vault: Vault) throws -> [Sealed] {
        try ["H29.02|a", "H29.05|a", "H29.02|b"].map { query in
            let token = try vault.token([65], for: Array(query.utf8))
            return Sealed(name: "token \(query)", bytes: Array(token.utf8)) { bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                guard vault.place(in: text, for: Array(query.utf8)) != nil else {
                    throw Vault.NotOpened()
                }
            }
        }
    }

    // Red when: a field, record, kind, agency, party or guard is no part of what binds a value.
    @Test func `Any two sealed values that are swapped are found out`() throws {
        var random = SplitMix64(usualSeed: .random(in: 1 ... .max))
        let vault = Vault.test
        let all = try Self.everything(vault, &random)
        for value in all { try value.open(value.bytes) }
        for _ in 0..<2_000 {
            let (one, other) = (Self.random(all, &random), Self.random(all, &random))
            guard one.name != other.name else { continue }
            let seed: Comment = "KNTC_SEED=\(random.seed): \(other.name) in place of \(one.name)"
            #expect(throws: (any Error).self, seed) { try one.open(other.bytes) }
        }
    }
}
