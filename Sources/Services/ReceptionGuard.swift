import Casework
import Messages
import Records

extension Decided {
    /// Guards the parties of a visit as secret where it is, or becomes, one with a denunciation.
    mutating func seal(
        _ visit: Visit,
        with contents: [VisitContent],
        _ reader: RecordReader,
        _ vault: Vault
    ) throws {
        guard visit.guard == .secret || contents.contains(where: { $0.type == .denunciation })
        else { return }
        parties += try reader.sealedParties(of: visit)
        parties = try parties.guarded(by: vault)
        var named = visit
        named.contents += contents
        try raise(named, beside: visit.reference, reader, vault)
    }

    /// Guards as secret, in the same batch, what else would tell who denounces: the visit that a
    /// denunciation came from, visits of the same person with the same content, and the petitions
    /// of all of them.
    mutating func raise(
        _ visit: Visit?,
        beside record: RecordReference,
        _ reader: RecordReader,
        _ vault: Vault
    ) throws {
        guard let visit, let day = events.first.flatMap({ Day(iso: $0.actedOn) }) else { return }
        var raised: [SealedParty] = []
        for visit in try reader.linked(to: visit) {
            if visit.guard == .ordinary, visit.reference != record {
                events.append(visit.event(.guardRaised(GuardRaised()), on: day))
                raised += try reader.sealedParties(of: visit)
            }
            for content in visit.contents where !content.petitionId.isEmpty {
                guard content.petitionId != record.id,
                    let petition = try reader.petition(content.petitionId),
                    petition.guard == .ordinary
                else { continue }
                events.append(petition.event(.guardRaised(GuardRaised()), on: day))
                raised += try reader.parties(of: petition, guardedBy: vault)
            }
        }
        parties += try raised.guarded(by: vault)
    }
}

extension Decided {
    /// Guards as secret the letter that a matter was split from and the matters beside it: the same
    /// sender stands behind all of them.
    mutating func raise(
        lettersOf matter: Petition,
        _ reader: RecordReader,
        _ vault: Vault
    ) throws {
        guard let letter = try reader.petition(matter.splitFrom),
            let day = events.first.flatMap({ Day(iso: $0.actedOn) })
        else { return }
        let others = try letter.matters.filter { $0 != matter.id }
            .compactMap { try reader.petition($0) }
        for petition in [letter] + others where petition.guard == .ordinary {
            events.append(petition.event(.guardRaised(GuardRaised()), on: day))
            parties += try reader.parties(of: petition, guardedBy: vault)
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
    /// A visit, those that it names as having the same content, and those of the same person that
    /// name it; at most 50.
    func linked(to visit: Visit) throws -> [Visit] {
        var seen: Set<String> = [visit.id]
        var found = [visit]
        var next = 0
        while next < found.count, found.count < 50 {
            let visit = found[next]
            next += 1
            var others = try visit.contents.compactMap { content in
                try filed(Visit.self, content.sameAsVisit)
            }
            others += try visits(naming: visit)
            for other in others where other.agency == visit.agency {
                if seen.insert(other.id).inserted { found.append(other) }
            }
        }
        return found
    }

    private func visits(naming visit: Visit) throws -> [Visit] {
        let hashes = try sealedParties(of: visit).map(\.idHash)
        return try Set(hashes).subtracting([[]]).flatMap { hash in
            try records(ofVisitor: hash, agency: visit.agency, limit: 1_000)
                .filter { $0.kind == .visit }
                .compactMap { try filed(Visit.self, $0.id) }
                .filter { other in other.contents.contains { $0.sameAsVisit == visit.id } }
        }
    }
}
