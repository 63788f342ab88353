import Casework
import Messages
import Records
import Storage

/// One page of a list: its size, and the place that its token names.
struct Page {
    let size: Int
    let range: PageRange
    private let query: [UInt8]
    private let vault: Vault

    /// Reads size and token of a request.
    ///
    /// A token is good for one caller and one query only and grants no rights: the scope is
    /// checked before, every time.
    ///
    /// - Throws: `CaseworkError.invalid` for a negative size or a token of another query.
    init(
        size: Int32,
        token: String,
        of range: PageRange,
        call: Call,
        query: String,
        vault: Vault
    ) throws {
        self.vault = vault
        self.query = Array("\(call.principal.agency)|\(call.method.path)|\(query)".utf8)
        var checks = Checks(today: Day(daysSince1970: 0))
        checks.require(
            size >= 0,
            "page_size",
            "is negative",
            "give 1 to 200, or 0 for 50"
        )
        let place = token.isEmpty ? nil : vault.place(in: token, for: self.query)
        let next = place.flatMap { range.after($0) }
        checks.require(
            token.isEmpty || next != nil,
            "page_token",
            "is not of this caller and this query",
            "send the token with the same arguments, or none"
        )
        try checks.finish()
        self.size = size == 0 ? 50 : min(Int(size), 200)
        self.range = next ?? range
    }

    /// The token of the next page; empty at the end.
    func token(after last: [UInt8]?) throws -> String {
        guard let last else { return "" }
        return try vault.token(last, for: query)
    }
}

extension Desk {
    /// A page of the records of one kind that an agency has, in one state unless it is 0.
    func page<R: FiledRecord>(
        of type: R.Type,
        agency: String,
        state: Int32,
        _ size: Int32,
        _ token: String,
        _ call: Call
    ) throws -> (records: [R], next: String) {
        let range: PageRange =
            state == 0
            ? .list(R.recordKind, agency: agency)
            : .list(R.recordKind, agency: agency, state: state)
        return try records.read { reader in
            try page(of: type, range, "\(agency)|\(state)", size, token, call, reader)
        }
    }

    /// A page of the records of one kind in a list; `query` names the list in the token.
    func page<R: FiledRecord>(
        of type: R.Type,
        _ range: PageRange,
        _ query: String,
        _ size: Int32,
        _ token: String,
        _ call: Call,
        _ reader: RecordReader
    ) throws -> (records: [R], next: String) {
        let page = try Page(
            size: size,
            token: token,
            of: range,
            call: call,
            query: query,
            vault: records.vault
        )
        var found: [R] = []
        let redaction = Redaction(call.principal, reader)
        let last = try reader.listed(page.range, limit: page.size) { id in
            guard let record = try reader.filed(type, id), try reader.sees(record, call),
                try !redaction.keepsBack(record)
            else { return }
            found.append(try redaction.seen(record))
        }
        return (found, try page.token(after: last))
    }
}
