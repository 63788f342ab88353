package import Casework
package import Records

/// Tells what officers may do.
package protocol Grants: Sendable {
    /// The principal that an officer is on a day.
    ///
    /// - Parameters:
    ///   - officer: Code of the officer.
    ///   - office: Code of the office to act in; empty for the only one.
    ///   - day: The day.
    ///   - reader: Where it is looked up.
    /// - Returns: The principal; nil for an officer whom nobody knows, who does not hold the office,
    ///   or who has no role on the day.
    /// - Throws: What the reader throws.
    func principal(
        of officer: String,
        office: String,
        on day: Day,
        _ reader: RecordReader
    ) throws -> Principal?
}

/// The grants of the directory.
package struct DirectoryGrants: Grants {
    /// Needs nothing.
    package init() {}

    package func principal(
        of officer: String,
        office: String,
        on day: Day,
        _ reader: RecordReader
    ) throws -> Principal? {
        let found = try reader.principal(of: officer, office: office, on: day)
        return found.flatMap { $0.duties.isEmpty ? nil : $0 }
    }
}
