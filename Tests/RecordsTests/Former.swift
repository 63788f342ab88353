import Casework
import Crypto
import Foundation
import Messages
import Storage

@testable import Records

/// What the first format wrote, made again by hand.
enum Former {
    /// A party as it was sealed: bound to its id and the id of its record, its key to its id.
    static func party(
        _ sealed: SealedParty,
        _ person: Party,
        _ vault: Vault
    ) throws -> (sealed: SealedParty, reference: PartyReference) {
        var old = sealed
        old.sealing = 0
        let key = SymmetricKey(size: .bits256)
        let bytes = unsafe key.withUnsafeBytes { unsafe Array($0) }
        old.sealed = try Vault.seal(
            Padding.filled(try person.serialized(), to: 256),
            key,
            Array("kntc.v1 party|\(old.id)|\(old.recordId)".utf8)
        )
        old.wrappedKey = try Vault.seal(
            bytes,
            try vault.keys.ordinary,
            Array("kntc.v1 key|\(old.id)|".utf8)
        )
        let digest = Array(SHA256.hash(data: old.sealed))
        return (old, PartyReference(id: old.id, role: person.role, digest: digest))
    }

    /// A letter as it was sealed: as long as it is.
    static func letter(
        _ bytes: [UInt8],
        of record: String,
        _ vault: Vault
    ) throws -> (file: SealedFile, sealed: [UInt8]) {
        let file = SealedFile(
            id: Vault.newID(),
            digest: try vault.keyedHash(bytes),
            size: Int64(bytes.count)
        )
        let binding = Array("kntc.v1 file|\(file.id)|\(record)".utf8)
        return (file, try Vault.seal(bytes, try vault.keys.files, binding))
    }

    /// Takes a store back to the first format: no key of its own, every request hashed under the
    /// master key, persons found agency by agency.
    static func age(_ store: any KeyValueStore, _ vault: Vault) async throws {
        let parties = try store.read { view in
            var parties: [SealedParty] = []
            try RecordReader(view).eachKey(of: .parties) { _, value in
                parties.append(try SealedParty(serialized: value))
            }
            return parties
        }
        try await store.write { view in
            let format = TupleEncoder().adding(int64: 1).bytes
            try view.put(Keys.format, format, in: .settings)
            try view.delete(Keys.storeKey, in: .settings)
            for party in parties {
                guard let place = Keys.visitor(party) else { continue }
                try view.delete(place, in: .visitors)
                let old = TupleEncoder().adding(string: party.agency).adding(bytes: party.idHash)
                    .adding(int64: Int64(party.recordKind.rawValue))
                    .adding(string: party.recordId).adding(string: party.id).bytes
                try view.put(old, [], in: .visitors)
            }
        }
    }
}
