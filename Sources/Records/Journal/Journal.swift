import Crypto
package import Messages
import Storage

/// Where the journal stands: the last position and the hash of its stored bytes.
package struct JournalHead: Hashable, Sendable {
    /// Last position; 0 for an empty journal.
    package let position: Int64
    /// SHA-256 of the last entry's stored bytes; empty for an empty journal.
    package let hash: [UInt8]

    /// The head of an empty journal.
    static let empty = JournalHead(position: 0, hash: [])

    /// The head after an entry.
    init(entry position: Int64, stored bytes: [UInt8]) {
        self.init(position: position, hash: Array(SHA256.hash(data: bytes)))
    }

    init(position: Int64, hash: [UInt8]) {
        self.position = position
        self.hash = hash
    }

    /// Reads the head that the last commit left.
    init(in view: any ReadView) throws {
        guard let bytes = try view.get(Keys.head, in: .settings) else {
            self = .empty
            return
        }
        var decoder = TupleDecoder(bytes)
        position = try decoder.int64()
        hash = try decoder.bytes()
    }

    /// The head as the store keeps it.
    var bytes: [UInt8] {
        TupleEncoder().adding(int64: position).adding(bytes: hash).bytes
    }
}

extension JournalEntry {
    /// The receipt: a pure function of the entry, so that a repeat gets the same bytes.
    package var receipt: Receipt {
        var receipt = Receipt(position: position)
        var seen: Set<RecordReference> = []
        for event in events {
            guard let record = event.record else { continue }
            if seen.insert(record).inserted {
                let version = event.changesRecord ? etag : ""
                receipt.records.append(ReceiptRecord(record: record, etag: version))
            }
            switch event.fact {
            case .petitionRegistered(let fact):
                receipt.parties = fact.petition?.parties.map(\.id) ?? []
            case .petitionReceived(let fact):
                receipt.parties = fact.petition?.parties.map(\.id) ?? []
            case .matterOpened(let fact):
                receipt.parties += fact.matter?.parties.map(\.id) ?? []
            case .visitCheckedIn(let fact):
                receipt.parties = fact.visit?.parties.map(\.id) ?? []
            case .contentRecorded(let fact):
                receipt.parties += fact.representatives.map(\.id)
            case .numberUsed(let fact):
                receipt.append([fact.number], of: record)
            case .numbersReserved(let fact):
                receipt.append(Array(fact.first...fact.last), of: record)
            case .numbersVoided(let fact):
                receipt.append(fact.numbers, of: record)
            case .documentIssued(let fact): receipt.numberAlsoOn = fact.numberAlsoOn
            case .documentNumbered(let fact): receipt.numberAlsoOn = fact.numberAlsoOn
            default:
                continue
            }
        }
        return receipt
    }

    /// The version of every record that the entry changed.
    package var etag: String { String(position) }
}

extension Event {
    /// Whether the fact gives its record a new version: an answer of the national database changes
    /// nothing that an officer has seen.
    var changesRecord: Bool {
        if case .nationalAnswered = fact { false } else { true }
    }
}
