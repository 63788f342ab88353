import Casework
import Messages
import Records

extension RecordReader {
    /// A record whose persons are guarded as secret, when the caller may know of it.
    ///
    /// - Throws: `CaseworkError.notAllowed` for one whose persons are read in scope.
    func secret(
        _ reference: RecordReference?,
        or others: Set<RecordKind> = [],
        for call: Call
    ) throws -> any FiledRecord {
        let record = try file(reference, or: others, for: call)
        guard try isSecret(record) else {
            throw record.refusal(
                of: "ReadIdentity",
                missing: "a record whose persons are guarded as secret; others are read by "
                    + "GetPetitionIdentity, GetVisitIdentity and GetSignerIdentity",
                basis: "Luật Tố cáo 2018 Đ.8, Đ.56"
            )
        }
        return record
    }

    /// What a reading of a record tells.
    func identityFile(of record: any FiledRecord) throws -> IdentityFile {
        IdentityFile(
            agency: record.overseer,
            records: try toldRecords(of: record),
            parties: (record is Signer ? [record] : try owners(of: record))
                .flatMap { $0.parties.map(\.id) },
            files: record is Signer ? [] : try originals(of: record).map(\.id)
        )
    }

    /// The files of a record and of the papers that belong to it.
    ///
    /// - Throws: `CaseworkError.notAllowed` for more than a reading can name.
    private func originals(of record: any FiledRecord) throws -> [StoredFile] {
        let files = Set(try owners(of: record).map(\.reference) + [record.reference])
        let papers = try files.flatMap { try all(Document.self, about: $0) }.map(\.reference)
        let found = try files.union(papers).flatMap { try all(StoredFile.self, about: $0) }
            .filter { !$0.voided }
        guard found.count <= Self.originalsMax else {
            throw record.refusal(
                of: "ReadIdentity",
                missing: "a record with at most \(Self.originalsMax) files; read its signers",
                basis: "Luật Tố cáo 2018 Đ.8, Đ.56"
            )
        }
        return found.sorted { ($0.attachedOn, $0.id) < ($1.attachedOn, $1.id) }
    }

    /// The reading names each of them, and has room for so many.
    private static let originalsMax = 1_500

    /// A record, and those of the same file: a reading stands in the lists of all of them.
    func toldRecords(of record: any FiledRecord) throws -> [RecordReference] {
        var seen: Set<RecordReference> = [record.reference]
        let petitions = (record as? Case)?.petitions.map { RecordReference.petition($0) } ?? []
        let others = try rightRecords(of: record) + petitions
        return [record.reference] + others.filter { seen.insert($0).inserted }
    }

    /// The persons and letters of a reading in clear.
    ///
    /// - Throws: `CommandError.inconsistent` when one of them is not kept, `Vault.NotOpened` when one
    ///   does not open where it lies: then nothing is told.
    func content(
        of reading: IdentityReading,
        _ right: IdentityRight,
        _ vault: Vault
    ) throws -> IdentityContent {
        IdentityContent(
            reading: reading.id,
            basis: reading.basis,
            grantedUntilMs: right.grantedUntilMs,
            parties: try reading.parties.map { try identified($0, of: reading, vault) },
            letters: try letters(of: reading, vault),
            files: try reading.files.compactMap { try filed(StoredFile.self, $0) }.map { file in
                IdentifiedFile(
                    id: file.id,
                    name: try vault.open(name: file.sealedName, file: file.id),
                    kind: file.kind,
                    mediaType: file.mediaType,
                    size: file.size
                )
            }
        )
    }

    private func identified(
        _ id: String,
        of reading: IdentityReading,
        _ vault: Vault
    ) throws -> IdentifiedParty {
        guard let sealed = try party(id),
            let kept = reading.records.first(where: { $0.id == sealed.recordId }),
            let type = kept.kind.filed, let owner = try filed(type, kept.id),
            let reference = owner.parties.first(where: { $0.id == id })
        else {
            throw CommandError.inconsistent(
                "a record names a party that is not its own or not kept"
            )
        }
        let person = try vault.open(sealed, as: reference, of: SealOwner(owner))
        return IdentifiedParty(id: id, party: person)
    }

    /// The letters of the petition that was asked about, or of those of the case.
    private func letters(of reading: IdentityReading, _ vault: Vault) throws -> [IdentifiedLetter] {
        guard let asked = reading.records.first, asked.kind == .petition || asked.kind == .case
        else { return [] }
        let petitions =
            asked.kind == .petition ? [asked] : reading.records.filter { $0.kind == .petition }
        return try petitions.compactMap { try petition($0.id) }.compactMap { petition in
            guard let file = petition.fullText, let sealed = try self.file(file.id) else {
                return nil
            }
            let text = try vault.open(letter: file, sealed: sealed, of: SealOwner(petition))
            return IdentifiedLetter(petition: petition.id, fullText: text)
        }
    }

    /// A document as a page to the person of a reading.
    func letter(
        _ reading: IdentityReading,
        _ document: Document,
        _ vault: Vault
    ) throws -> RenderedLetter {
        guard
            let recipient = try reading.parties.first.map({ try identified($0, of: reading, vault) }
            ),
            let person = recipient.party, let agency = try agency(document.agency)
        else { throw CommandError.inconsistent("a letter goes to nobody") }
        // A paper shows its sender as it was on the day of the paper.
        let day = Day(iso: document.issuedOn) ?? Day(iso: document.signedOn)
        let sender = day.flatMap { agency.asOf($0) } ?? agency
        let above = try self.agency(sender.parent)
        let home = try self.agency(Agency.code(ofOffice: document.signerOffice))
        let signer = (day.flatMap { home?.asOf($0) } ?? home)?.offices
            .first { $0.code == document.signerOffice }
        let file = reading.records.first { $0.kind == .case }
        let page = Letter(
            document,
            from: sender,
            under: (day.flatMap { above?.asOf($0) } ?? above)?.name ?? "",
            about: try file.flatMap { try caseFile($0.id) },
            to: person,
            signedBy: signer?.title ?? ""
        )
        return RenderedLetter(reading: reading.id, html: page.html)
    }

    /// The persons of a petition or visit under an ordinary guard.
    func parties(of record: any FiledRecord, loweredBy vault: Vault) throws -> [SealedParty] {
        let signers = try (record as? Petition).map { try self.signers(of: $0) } ?? []
        let persons = ([record] + signers).flatMap { owner in
            owner.parties.map { (owner, $0) }
        }
        return try persons.compactMap { owner, reference in
            guard let sealed = try party(reference.id), sealed.guard == .secret else { return nil }
            return try vault.lower(sealed, as: reference, of: SealOwner(owner))
        }
    }
}
