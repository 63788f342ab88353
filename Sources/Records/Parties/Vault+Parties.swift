package import Casework
import Crypto
package import Messages

/// The record that a sealed value belongs to, and the agency whose record it is.
package struct SealOwner: Hashable, Sendable {
    /// The record.
    package let record: RecordReference
    /// Code of its agency when it was sealed.
    package let agency: String

    /// Names record and agency.
    package init(_ record: RecordReference, of agency: String) {
        self.record = record
        self.agency = agency
    }

    /// A record with a life of its own.
    package init(_ record: any FiledRecord) {
        self.init(record.reference, of: record.sealOwner)
    }

    var place: [String] { ["\(record.kind.rawValue)", record.id, agency] }
}

/// Which way a value was sealed.
enum Sealing {
    /// Bound to its own id and the id of its record; letters as long as they are.
    static let first: Int32 = 0
    /// Bound to kind and agency of its record too; letters filled up.
    static let current: Int32 = 1
}

extension Vault {
    /// What a sealed party is filled up to, in bytes: more than most have in all their fields.
    private static let partyBlock = 1_024

    /// Seals a party of a record under a guard.
    ///
    /// An ordinary party can be found by its number.
    package func seal(
        _ party: Party,
        of owner: SealOwner,
        guard partyGuard: PartyGuard
    ) throws -> (sealed: SealedParty, reference: PartyReference) {
        let key = SymmetricKey(size: .bits256)
        var stored = SealedParty(
            id: Self.newID(),
            guard: partyGuard,
            recordId: owner.record.id,
            keyVersion: 1,
            idHash: partyGuard == .ordinary ? try idHash(of: party.idNumber) : [],
            recordKind: owner.record.kind,
            agency: owner.agency,
            sealing: Sealing.current
        )
        stored.sealed = try Self.seal(
            Padding.filled(try party.serialized(), to: Self.partyBlock),
            key,
            stored.binding("party")
        )
        stored.wrappedKey = try wrap(key, of: stored)
        let digest = Array(SHA256.hash(data: stored.sealed))
        return (stored, PartyReference(id: stored.id, role: party.role, digest: digest))
    }

    /// Opens a party as a record names it.
    ///
    /// - Throws: `NotOpened` when what is kept is not that party of that record, `KeyUnavailable`
    ///   without the key.
    package func open(
        _ stored: SealedParty,
        as reference: PartyReference,
        of owner: SealOwner
    ) throws -> Party {
        guard stored.id == reference.id, stored.belongs(to: owner),
            Array(SHA256.hash(data: stored.sealed)) == reference.digest
        else { throw NotOpened() }
        let clear = try Self.open(stored.sealed, try unwrap(stored), stored.binding("party"))
        do {
            return try Party(serialized: Padding.bare(clear))
        } catch {
            throw NotOpened()
        }
    }

    /// The same party under another guard: the ciphertext stays, its key is wrapped anew; nobody
    /// finds it by its number any more.
    package func rewrap(
        _ stored: SealedParty,
        guard partyGuard: PartyGuard
    ) throws -> SealedParty {
        let key = try unwrap(stored)
        var changed = stored
        changed.guard = partyGuard
        changed.idHash = []
        changed.wrappedKey = try wrap(key, of: changed)
        return changed
    }

    /// The same party under an ordinary guard again: it is found by its number.
    package func lower(
        _ stored: SealedParty,
        as reference: PartyReference,
        of owner: SealOwner
    ) throws -> SealedParty {
        var lowered = try rewrap(stored, guard: .ordinary)
        lowered.idHash = try idHash(of: try open(stored, as: reference, of: owner).idNumber)
        return lowered
    }

    private func wrap(_ key: SymmetricKey, of party: SealedParty) throws -> [UInt8] {
        let bytes = unsafe key.withUnsafeBytes { unsafe Array($0) }
        return try Self.seal(bytes, try wrapping(party.guard), party.binding("key"))
    }

    private func unwrap(_ party: SealedParty) throws -> SymmetricKey {
        SymmetricKey(
            data: try Self.open(
                party.wrappedKey,
                try wrapping(party.guard),
                party.binding("key")
            )
        )
    }

    private func wrapping(_ partyGuard: PartyGuard) throws(KeyUnavailable) -> SymmetricKey {
        partyGuard == .ordinary ? try keys.ordinary : try keys.secret
    }
}

extension SealedParty {
    /// Whether it was sealed for a record.
    fileprivate func belongs(to owner: SealOwner) -> Bool {
        guard recordId == owner.record.id else { return false }
        return sealing == Sealing.first
            || (recordKind == owner.record.kind && agency == owner.agency)
    }

    /// The additional data of its ciphertext or of its wrapped key.
    fileprivate func binding(_ field: String) -> [UInt8] {
        if sealing == Sealing.first {
            return Vault.binding(field, id, field == "key" ? "" : recordId)
        }
        return Vault.binding(field, id, "\(recordKind.rawValue)", recordId, agency)
    }
}

extension RecordReader {
    /// The sealed parties of a record, as they are kept.
    ///
    /// - Throws: `Vault.NotOpened` when one is missing or another stands in its place.
    package func sealedParties(of record: any FiledRecord) throws -> [SealedParty] {
        try record.parties.map { reference in
            guard let party = try party(reference.id), party.id == reference.id else {
                throw Vault.NotOpened()
            }
            return party
        }
    }

    /// The persons of a record in clear.
    ///
    /// - Throws: As `Vault.open`.
    package func persons(of record: any FiledRecord, _ vault: Vault) throws -> [Party] {
        let owner = SealOwner(record)
        return try zip(record.parties, sealedParties(of: record)).map { reference, party in
            try vault.open(party, as: reference, of: owner)
        }
    }
}
