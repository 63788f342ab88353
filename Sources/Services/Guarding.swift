import Casework
import Messages
import Records

extension Decided {
    /// Guards as secret, in the same batch, whatever would tell who denounces: once something may be
    /// a denunciation, every record in which its persons stand too (Luật Tố cáo 2018 Đ.8, Đ.23).
    ///
    /// - Parameters:
    ///   - record: The petition or visit as the facts so far leave it.
    ///   - finding: Whether they find a denunciation in it, whatever it was found to be before.
    ///   - reader: What stands beside it.
    ///   - vault: Wraps the persons' keys anew.
    /// - Throws: `CaseworkError.notAllowed` when too much stands beside it for one batch.
    mutating func raise(
        around record: any FiledRecord,
        finding: Bool = false,
        _ reader: RecordReader,
        _ vault: Vault
    ) throws {
        // Those who came with the facts are in no store yet.
        let new = Set(parties.map(\.id))
        var stored = record
        stored.parties.removeAll { new.contains($0.id) }
        let beside = try reader.recordsBeside(stored)
        let denounces = finding || ([record] + beside).contains(where: \.mayDenounce)
        guard record.isGuarded || denounces else { return }
        parties = try (parties + reader.parties(of: stored)).guarded(by: vault)
        guard denounces, let day = events.first.flatMap({ Day(iso: $0.actedOn) }) else { return }
        for other in [record] + beside where !other.isGuarded {
            events.append(other.event(.guardRaised(GuardRaised()), on: day))
            guard other.reference != record.reference else { continue }
            parties += try reader.parties(of: other).guarded(by: vault)
        }
    }
}

extension [SealedParty] {
    /// The parties under a secret guard; those that have it stay as they are.
    func guarded(by vault: Vault) throws -> [SealedParty] {
        try map { $0.guard == .secret ? $0 : try vault.rewrap($0, guard: .secret) }
    }
}

extension RecordReader {
    private static let besideMax = 200

    /// The sealed persons of a petition with its signers, or of a visit.
    fileprivate func parties(of record: any FiledRecord) throws -> [SealedParty] {
        let signers = try (record as? Petition).map { try self.signers(of: $0) } ?? []
        return try sealedParties(of: record) + signers.flatMap(sealedParties)
    }

    /// The records in which the persons of a petition or visit stand too, that a person in clear there
    /// would betray: letter and matters, duplicates and repeats, the visit that it came from, visits
    /// with the same content, the petition at the agency that it came from or went to, and so on from
    /// each of them.
    ///
    /// - Throws: `CaseworkError.notAllowed` for more than one batch can guard.
    func recordsBeside(_ record: any FiledRecord) throws -> [any FiledRecord] {
        var seen: Set<RecordReference> = [record.reference]
        var found = [record]
        var next = 0
        while next < found.count {
            for reference in try neighbours(of: found[next]) where !reference.id.isEmpty {
                guard seen.insert(reference).inserted, let type = reference.kind.filed,
                    let other = try filed(type, reference.id),
                    try isOneHouse(other.agency, found[next].agency)
                        || isTransfer(found[next], other)
                else { continue }
                found.append(other)
            }
            next += 1
            guard found.count <= Self.besideMax else {
                throw record.refusal(
                    of: "GuardRaised",
                    missing: "a record with at most \(Self.besideMax) duplicates, matters and "
                        + "visits of the same persons; take some duplicates apart first",
                    basis: "Luật Tố cáo 2018 Đ.8, Đ.23"
                )
            }
        }
        return Array(found.dropFirst())
    }

    /// Whether two bodies are one, or one came after the other, to which open records went.
    private func isOneHouse(_ one: String, _ other: String) throws -> Bool {
        try one == other || estate(of: one, on: .latest).contains(other)
            || estate(of: other, on: .latest).contains(one)
    }

    /// Whether a petition is another one at the agency that it was transferred to or from.
    private func isTransfer(_ record: any FiledRecord, _ other: any FiledRecord) -> Bool {
        guard let one = record as? Petition, let other = other as? Petition else { return false }
        return one.transferredTo == other.id || other.transferredTo == one.id
    }

    private func neighbours(of record: any FiledRecord) throws -> [RecordReference] {
        switch record {
        case let petition as Petition:
            let named =
                [petition.splitFrom, petition.duplicateOf, petition.classification?.repeats ?? ""]
                + petition.matters + petition.joined + [petition.transferredTo]
                + [try filed(Transfer.self, petition.transferredBy)?.petitionId ?? ""]
            let repeats = try all(Petition.self, about: petition.reference).map(\.reference)
            return named.map { .petition($0) } + repeats
                + [RecordReference(kind: .visit, id: petition.visitId)]
        case let visit as Visit:
            return visit.contents.map { RecordReference(kind: .visit, id: $0.sameAsVisit) }
                + visit.contents.map { .petition($0.petitionId) }
                + (try visits(naming: visit).map(\.reference))
        default: return []
        }
    }

    private func visits(naming visit: Visit) throws -> [Visit] {
        let hashes = try sealedParties(of: visit).map(\.idHash)
        return try Set(hashes).subtracting([[]]).flatMap { hash in
            try Set([visit.agency, visit.sealOwner] + estate(of: visit.agency, on: .latest))
                .flatMap { try records(ofVisitor: hash, agency: $0, limit: 1_000) }
                .filter { $0.kind == .visit }
                .compactMap { try filed(Visit.self, $0.id) }
                .filter { other in other.contents.contains { $0.sameAsVisit == visit.id } }
        }
    }
}
