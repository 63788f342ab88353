package import Casework
import Messages

/// Which agencies may know of a record.
extension RecordReader {
    /// Codes of the agencies that may know of a record: with it goes whoever may know of the file
    /// of the same agency that it belongs to, be it the body above that sees to it.
    package func readers(of record: any FiledRecord) throws -> [String] {
        Self.readers(of: try chain(of: record))
    }

    /// The same for a record and what it belongs to.
    package static func readers(of chain: [any FiledRecord]) -> [String] {
        chain.filter { $0.agency == chain.first?.agency }.flatMap(\.readers)
    }

    /// A record, what it belongs to, and so on.
    package func chain(of record: any FiledRecord) throws -> [any FiledRecord] {
        var chain = [record]
        // Papers belong to files of cases: the bound is for records that go round in circles.
        while chain.count < 4, let about = chain.last?.about, let type = about.kind.filed,
            let above = try filed(type, about.id)
        {
            chain.append(above)
        }
        return chain
    }

    /// The agencies that an entry concerns, sorted: the one that acts, those that the decision names,
    /// and whoever may know of a record as the entry leaves it.
    func concerned(
        by decided: Decided,
        _ principal: Principal
    ) throws -> [String] {
        var agencies = Set(decided.agencies)
        agencies.insert(principal.agency)
        var seen: Set<RecordReference> = []
        for event in decided.events {
            guard let record = event.record, seen.insert(record).inserted,
                let type = record.kind.filed
            else { continue }
            let facts = decided.events.filter { $0.record == record }
            agencies.formUnion(try readers(of: type, record, after: facts))
        }
        return agencies.sorted()
    }

    private func readers<R: FiledRecord>(
        of type: R.Type,
        _ reference: RecordReference,
        after facts: [Event]
    ) throws -> [String] {
        var record = try filed(type, reference.id) ?? R()
        for fact in facts { record.apply(fact) }
        return try readers(of: record)
    }
}
