import Casework
package import Messages
import Records

/// The law as data.
package struct LawService: LawHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func listSettings(
        _ request: ListSettingsRequest,
        _ call: Call
    ) throws -> Encoded<ListSettingsReply> {
        let settings = desk.context(call).settings.list(in: desk.builtin)
        return Encoded(
            ListSettingsReply(settings: settings.filter { $0.unsure || !request.unsure })
        )
    }

    package func setSetting(_ request: SetSettingRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let book = desk.builtin
        return Write(request.requestId) { reader in
            Decided(try request.decide(try reader.settings(), book, context))
        }
    }

    package func listTransitions(
        _ request: ListTransitionsRequest,
        _ call: Call
    ) throws -> Encoded<ListTransitionsReply> {
        let kinds = RecordKind.known.filter { $0.filed != nil }
        let tables = kinds.map { ($0.table, $0.filed) }
        var checks = Checks(today: Day(daysSince1970: 0))
        checks.require(
            request.table.isEmpty || tables.contains { $0.0 == request.table },
            "table",
            "is no table",
            "give one of " + tables.map(\.0).joined(separator: ", ")
        )
        try checks.finish()
        let rows = tables.filter { request.table.isEmpty || $0.0 == request.table }
            .flatMap { name, type in type.map { Self.rows($0, name) } ?? [] }
        return Encoded(ListTransitionsReply(rows: rows))
    }

    private static func rows<R: FiledRecord>(_ type: R.Type, _ name: String) -> [TransitionRow] {
        R.table.map { row in
            TransitionRow(
                table: name,
                command: row.method,
                title: row.title,
                from: row.from.map(\.protoName),
                to: row.to.map(\.protoName),
                starts: row.starts.map(\.rule),
                stops: row.stops,
                forms: row.forms,
                basis: row.basis,
                branches: row.branches
            )
        }
    }
}

extension RecordKind {
    /// The name of the kind's table, "visit".
    fileprivate var table: String {
        protoName.dropFirst("RECORD_KIND_".count).lowercased()
    }
}
