package import Casework
package import Messages
import Storage

/// Who is absent, and who stands in.
extension RecordReader {
    /// The absences of an officer that touch some days.
    package func absences(
        of officer: String,
        within days: ClosedRange<Day>
    ) throws -> [Absence] {
        try absences(in: Keys.absences(of: officer), within: days)
    }

    /// The absences of others that touch some days and for which an officer stands in.
    package func substitutions(
        by officer: String,
        within days: ClosedRange<Day>
    ) throws -> [Absence] {
        try absences(in: Keys.substitutions(by: officer), within: days)
    }

    private func absences(
        in list: [UInt8],
        within days: ClosedRange<Day>
    ) throws -> [Absence] {
        var ids: [String] = []
        try view.scan(
            .indexes,
            from: list + Keys.text(days.lowerBound.iso),
            to: prefixEnd(list),
            descending: false
        ) { key, _ in
            var decoder = TupleDecoder(Array(key.dropFirst(list.count)))
            _ = try decoder.string()
            _ = try decoder.int64()
            ids.append(try decoder.string())
            return true
        }
        return try ids.compactMap { try filed(Absence.self, $0) }
            .filter { $0.days?.overlaps(days) ?? false }
    }

    /// Who stands in for whom on a day.
    package func substitution(on day: Day) -> Substitution {
        Substitution(
            lasting: { try absences(of: $0, within: day...day).first },
            isThere: { try officer($0).map { !$0.hasLeft(on: day) } ?? false }
        )
    }

    /// Who stands in for an officer on a day; nil for one who is there, and where nobody does.
    package func substitute(of officer: String, on day: Day) throws -> String? {
        guard case .absent(let substitute) = try substitution(on: day).presence(of: officer) else {
            return nil
        }
        return substitute
    }

    /// The officers for whom an officer stands in on a day: none for one who is absent, as somebody
    /// else does then.
    package func substituted(by officer: String, on day: Day) throws -> Set<String> {
        var found: Set<String> = []
        var open = [officer]
        while let next = open.popLast() {
            for absence in try substitutions(by: next, within: day...day)
            where found.insert(absence.officer).inserted {
                open.append(absence.officer)
            }
        }
        guard !found.isEmpty, try absences(of: officer, within: day...day).isEmpty else {
            return []
        }
        return found
    }
}
