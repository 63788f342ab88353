import Casework
import Crypto
package import Messages
import Storage

extension RecordStore {
    /// Verifies a snapshot: the chain, every projection byte for byte, the registers, and that
    /// everything sealed is there and is what the journal says.
    ///
    /// - Throws: What the store throws; what is wrong with the records is in the report.
    package func verify() throws -> VerifyReport {
        try read { reader in
            var verification = Verification(reader, vault)
            return try verification.run()
        }
    }
}

/// One verification of a snapshot.
private struct Verification {
    private let reader: RecordReader
    private let vault: Vault
    private var report = VerifyReport()
    private static let findingsMax = 100

    init(_ reader: RecordReader, _ vault: Vault) {
        self.reader = reader
        self.vault = vault
    }

    mutating func run() throws -> VerifyReport {
        var findings: [VerifyFinding] = []
        var entries: Int64 = 0
        var taken: [RecordReference: Set<Int64>] = [:]
        do {
            let image = try reader.image { entry, _, head in
                entries += 1
                findings += Self.chainFindings(entry, after: head)
                findings += try sealedFindings(entry)
                findings += Self.numberFindings(entry, &taken)
            }
            findings += try projectionFindings(image)
            findings += Self.gapFindings(image, taken)
        } catch let error as MessageError {
            // What comes after bytes that are no entry can't be judged.
            findings.append(
                VerifyFinding(
                    check: "chain",
                    place: String(entries + 1),
                    finding: "holds bytes that can not be read: \(error)"
                )
            )
        }
        report.entries = entries
        report.findings = Array(findings.prefix(Self.findingsMax))
        return report
    }

    private static func chainFindings(
        _ entry: JournalEntry,
        after head: JournalHead
    ) -> [VerifyFinding] {
        var findings: [VerifyFinding] = []
        if entry.position != head.position + 1 {
            findings.append(
                VerifyFinding(
                    check: "chain",
                    place: String(entry.position),
                    finding: "does not follow position \(head.position)"
                )
            )
        }
        if entry.previousHash != head.hash {
            findings.append(
                VerifyFinding(
                    check: "chain",
                    place: String(entry.position),
                    finding: "does not bear the hash of the entry before it"
                )
            )
        }
        return findings
    }

    /// Every party and file that the entry names is there, under its digest.
    private mutating func sealedFindings(_ entry: JournalEntry) throws -> [VerifyFinding] {
        var findings: [VerifyFinding] = []
        let vault = vault
        func note(_ finding: String) {
            findings.append(
                VerifyFinding(check: "sealed", place: String(entry.position), finding: finding)
            )
        }
        for event in entry.events {
            let entered: Petition? =
                switch event.fact {
                case .petitionRegistered(let fact): fact.petition
                case .petitionReceived(let fact): fact.petition
                case .matterOpened(let fact): fact.matter
                default: nil
                }
            let others: [PartyReference] =
                switch event.fact {
                case .signerListed(let fact): fact.signer?.parties ?? []
                case .entryCorrected(let fact): fact.after?.filed?.parties ?? []
                case .stepUndone(let fact): fact.after?.filed?.parties ?? []
                case .recordImported(let fact): fact.record?.filed?.parties ?? []
                case .visitCheckedIn(let fact): fact.visit?.parties ?? []
                case .contentRecorded(let fact): fact.representatives
                default: []
                }
            for reference in (entered?.parties ?? []) + others {
                guard let party = try reader.party(reference.id) else {
                    note("names a party that is not kept")
                    continue
                }
                let owner = SealOwner(event.record ?? RecordReference(), of: party.agency)
                if Array(SHA256.hash(data: party.sealed)) != reference.digest {
                    note("names a party whose ciphertext is another")
                } else if try !opens({ _ = try vault.open(party, as: reference, of: owner) }) {
                    note("names a party that does not open")
                }
            }
            let written: (any FiledRecord, SealedFile?)? =
                if case .workingCopyMade(let fact) = event.fact {
                    fact.copy.map { ($0, $0.sealedText) }
                } else {
                    entered.map { ($0, $0.fullText) }
                }
            guard let (record, text) = written, let file = text else { continue }
            let owner = SealOwner(record)
            guard let sealed = try reader.file(file.id) else {
                note("names a file that is not kept")
                continue
            }
            if try !opens({ _ = try vault.open(letter: file, sealed: sealed, of: owner) }) {
                note("names a file that is another")
            }
        }
        return findings
    }

    /// Whether something sealed opens; without the key nobody can say that it does not.
    private mutating func opens(_ open: () throws -> Void) throws -> Bool {
        guard vault.hasKey else {
            report.unopened += 1
            return true
        }
        do {
            try open()
            return true
        } catch is Vault.NotOpened {
            return false
        }
    }

    /// No number of a register is given twice; one that was used is voided only with its record.
    private static func numberFindings(
        _ entry: JournalEntry,
        _ taken: inout [RecordReference: Set<Int64>]
    ) -> [VerifyFinding] {
        let voidsRecord = entry.events.contains { event in
            if case .entryVoided = event.fact { true } else { false }
        }
        return entry.events.flatMap { event -> [VerifyFinding] in
            guard let register = event.record else { return [] }
            let given: [Int64] =
                switch event.fact {
                case .numberUsed(let fact): [fact.number]
                case .numbersVoided(let fact):
                    fact.numbers.filter {
                        !voidsRecord || taken[register]?.contains($0) != true
                    }
                default: []
                }
            return given.filter { !taken[register, default: []].insert($0).inserted }.map {
                VerifyFinding(
                    check: "registers",
                    place: String(entry.position),
                    finding: "settles number \($0) of \(register.id) a second time"
                )
            }
        }
    }

    /// Every number before a register's next one is used, void, or open in a block.
    private static func gapFindings(
        _ image: Image,
        _ taken: [RecordReference: Set<Int64>]
    ) -> [VerifyFinding] {
        (image.tables[.registers] ?? [:]).values.compactMap { bytes in
            guard let register = try? Register(serialized: bytes) else { return nil }
            let id = RegisterID(
                agency: register.agency,
                kind: register.kind,
                year: register.year
            )
            let settled = taken[id.reference, default: []]
            let gap = (register.startsAt..<register.nextNumber).first {
                !settled.contains($0) && !register.holdsOpen($0)
            }
            return gap.map {
                VerifyFinding(
                    check: "registers",
                    place: id.reference.id,
                    finding: "number \($0) is neither used nor void nor reserved"
                )
            }
        }
    }

    /// The projections that stand equal those made anew, byte for byte.
    private mutating func projectionFindings(_ image: Image) throws -> [VerifyFinding] {
        var findings: [VerifyFinding] = []
        var keys: Int64 = 0
        let differences = try reader.differences(from: image) { keys += 1 }
        for difference in differences {
            findings.append(
                VerifyFinding(
                    check: difference.keyspace.rawValue,
                    place: difference.key.hex,
                    finding: difference.kind.rawValue
                )
            )
        }
        report.keys = keys
        return findings
    }
}
