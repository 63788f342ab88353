import Casework
import Messages
import Records
import Storage

/// What a page is asked for with: how many, and after which place of which query.
///
/// A token is good for one caller and one query only and grants no rights: the scope is checked
/// before, every time.
struct PageAsked {
    let size: Int
    /// Where the page before ended; nil for the first one.
    let place: [UInt8]?
    private let query: [UInt8]
    private let vault: Vault

    /// Reads size and token of a request; `goesOn` says whether a place can be gone on after.
    init(
        size: Int32,
        token: String,
        call: Call,
        query: String,
        vault: Vault,
        _ checks: inout Checks,
        goesOn: ([UInt8]) -> Bool = { _ in true }
    ) {
        self.vault = vault
        self.query = Array("\(call.principal.agency)|\(call.method.path)|\(query)".utf8)
        let named = token.isEmpty ? nil : vault.place(in: token, for: self.query)
        place = named.flatMap { goesOn($0) ? $0 : nil }
        checks.require(
            size >= 0,
            "page_size",
            "is negative",
            "give 1 to 200, or 0 for 50"
        )
        checks.require(
            token.isEmpty || place != nil,
            "page_token",
            "is not of this caller and this query",
            "send the token with the same arguments, or none"
        )
        self.size = size == 0 ? 50 : min(Int(size), 200)
    }

    /// The token of the next page; empty at the end.
    func token(after last: [UInt8]?) throws -> String {
        guard let last else { return "" }
        return try vault.token(last, for: query)
    }
}

/// One page of a list that is a range of keys.
struct Page {
    let range: PageRange
    private let asked: PageAsked

    /// Reads size and token of a request.
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
        var checks = Checks(today: call.today)
        asked = PageAsked(
            size: size,
            token: token,
            call: call,
            query: query,
            vault: vault,
            &checks
        ) { range.after($0) != nil }
        try checks.finish()
        self.range = asked.place.flatMap { range.after($0) } ?? range
    }

    var size: Int { asked.size }

    /// The token of the next page; empty at the end.
    func token(after last: [UInt8]?) throws -> String { try asked.token(after: last) }
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
