import ArgumentParser
import Messages

/// Why a record is mended, and which head consents.
struct MendingOptions: ParsableArguments {
    @OptionGroup var named: RecordArgument

    @Option(help: ArgumentHelp("Why; names no person", valueName: "text"))
    var reason: String

    @Option(
        help: ArgumentHelp(
            "Head office that consents, once it was approved or dispatched",
            valueName: "code"
        )
    )
    var office: String?

    func fields() throws(Failure) -> Fields {
        try Fields().record(named).text("reason", reason).text("office", office)
    }
}

/// Correct what was entered wrong.
struct CorrectEntry: Verb {
    static let configuration = help(
        "correct",
        "Correct what was entered wrong; the old value stays in the history",
        example: "record correct petition/YourPetitionId --etag 12 --set stamp.date=2026-07-01 "
            + "--reason 'Ghi nhầm ngày đến'"
    )
    static let method = "RecordService/CorrectEntry"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var mending: MendingOptions

    @Option(help: ArgumentHelp("Version that was seen", valueName: "etag"))
    var etag: String

    @Option(
        help: ArgumentHelp(
            "A field and its right value, as text or JSON, empty to take it away; may be repeated",
            valueName: "field=value"
        )
    )
    var set: [String] = []

    @Option(
        help: ArgumentHelp(
            "Persons: a JSON array of party_id and party, FILE or - for stdin",
            valueName: "file"
        )
    )
    var parties: String?

    func request() throws -> Fields {
        let fields = try set.map { pair in
            guard let sign = pair.firstIndex(of: "=") else {
                throw Failure(usage: "--set is no FIELD=VALUE: \(pair)")
            }
            let value = String(pair[pair.index(after: sign)...])
            // What is no JSON is a text: dates and numbers of documents need no quotes.
            let json = (try? JSONValue(parsing: value)) ?? .string(value)
            return JSONValue.object([
                ("field", .string(String(pair[..<sign]))),
                ("value_json", .string(value.isEmpty ? "" : json.text(pretty: false))),
            ])
        }
        return try mending.fields().text("etag", etag)
            .values("fields", fields)
            .values("parties", parties.map { try Input.json(at: $0).elements } ?? [])
    }
}

/// Void what was entered by mistake.
struct VoidEntry: Verb {
    static let configuration = help(
        "void",
        "Void what was entered by mistake; its number stays, marked huỷ",
        example: "record void petition/YourPetitionId --reason 'Vào sổ hai lần'"
    )
    static let method = "RecordService/VoidEntry"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var mending: MendingOptions

    func request() throws -> Fields { try mending.fields() }
}

/// Undo the last step of a record.
struct UndoStep: Verb {
    static let configuration = help(
        "undo",
        "Undo the last step, when nobody acted on it and nothing was sent",
        example: "record undo petition/YourPetitionId --position 12 --reason 'Phân loại nhầm'"
    )
    static let method = "RecordService/UndoStep"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var mending: MendingOptions

    @Option(help: ArgumentHelp("Position of the step, as `record changes` says"))
    var position: Int64

    func request() throws -> Fields {
        try mending.fields().number("position", position)
    }
}

/// Move what was entered in the wrong file.
struct MoveEntry: Verb {
    static let configuration = help(
        "move",
        "Move a file, or a petition linked as a duplicate, to the record that it belongs to",
        example: "record move file/YourFileId --to petition/YourPetitionId --reason 'Nhầm hồ sơ'"
    )
    static let method = "RecordService/MoveEntry"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var mending: MendingOptions

    @Option(help: ArgumentHelp("The record that it belongs to", valueName: "kind/id"))
    var to: String

    func request() throws -> Fields {
        try mending.fields().record(named: to, as: "to")
    }
}

/// Begin a record in the middle of its life.
struct ImportRecord: Verb {
    static let configuration = help(
        "import",
        "Take a record over from another system, in the state in which it stands there",
        example: "record import -f record.json --identity officer@H29.02"
    )
    static let method = "RecordService/ImportRecord"

    @OptionGroup var options: GlobalOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The request as JSON, - for stdin", valueName: "file")
    )
    var file: String

    func request() throws -> Fields { Fields(json: try Input.json(at: file)) }
}

/// Confirm an imported record.
struct ConfirmImport: Verb {
    static let configuration = help(
        "confirm",
        "Confirm an imported record: from now on it is urged and reported",
        example: "record confirm petition/YourPetitionId --identity head@H29.02"
    )
    static let method = "RecordService/ConfirmImport"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    func request() throws -> Fields { try Fields().record(named) }
}
