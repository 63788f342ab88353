package import Messages

/// What of an agency's records is open: whoever comes after an agency takes it over.
package enum OpenWork {
    /// The kinds that are counted, each with the states in which a record of it is open.
    package static let kinds: [(kind: RecordKind, states: [Int32])] = [
        open(Petition.self, but: [.split, .duplicateLinked, .withdrawn, .closed, .voided]),
        open(Case.self, but: [.closed, .voided]),
        open(Document.self, but: [.issued, .voided]),
        open(Instruction.self, but: [.closed, .voided]),
        open(Visit.self, but: [.refused, .closed, .voided]),
        open(Session.self, but: [.tasksDone, .voided]),
        open(ReceptionProposal.self, but: [.declined, .answered, .received, .concluded, .voided]),
        open(Transfer.self, but: [.received, .refused, .recalled, .arbitrated]),
        open(Consultation.self, but: [.answered, .withdrawn]),
    ]

    /// The kinds that lie in a file and go where it goes, be they open or not.
    package static let contents: [RecordKind] = [.file, .signer, .document, .original]

    /// Whether a record is open.
    package static func contains(_ record: some FiledRecord) -> Bool {
        states(of: type(of: record).recordKind)?.contains(record.state.rawValue) ?? false
    }

    /// The states in which a record of a kind is open; nil for a kind that is not counted.
    package static func states(of kind: RecordKind) -> [Int32]? {
        kinds.first { $0.kind == kind }?.states
    }

    private static func open<R: FiledRecord>(
        _ type: R.Type,
        but ended: [R.State]
    ) -> (kind: RecordKind, states: [Int32]) {
        let open = R.State.known.filter { $0.rawValue != 0 && !ended.contains($0) }
        return (R.recordKind, open.map(\.rawValue))
    }
}
