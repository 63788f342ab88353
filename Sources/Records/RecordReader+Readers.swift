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
        _ changed: [ChangedRecord],
        _ principal: Principal
    ) throws -> [String] {
        var agencies = Set(decided.agencies)
        agencies.insert(principal.agency)
        for record in changed { agencies.formUnion(try readers(of: record.current)) }
        return agencies.sorted()
    }
}
