import ArgumentParser

/// In whose hands files lie.
struct CustodyNoun: AsyncParsableCommand {
    static let configuration = help(
        "custody",
        "In whose hands a file lies inside its agency (luân chuyển nội bộ)",
        example: "custody show petition/YourPetitionId",
        subcommands: [
            ShowCustody.self, ListHeldFiles.self, AssignFile.self, HandOnFile.self,
            ReturnFile.self, TakeBackFile.self,
        ]
    )
}

/// Say in whose hands a file lies.
struct ShowCustody: Verb {
    static let configuration = help(
        "show",
        "Say who is competent, who advises and who holds a file, and how it came there",
        example: "custody show case/YourCaseId"
    )
    static let method = "CustodyService/GetCustody"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    func request() throws -> Fields {
        try Fields().record(named)
    }
}

/// List the open files that lie with somebody.
struct ListHeldFiles: ListVerb {
    static let configuration = help(
        "held",
        "List the open files that lie with an officer, or at a desk with nobody",
        example: "custody held --kind petition --desk H29.02"
    )
    static let method = "CustodyService/ListHeld"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("petition or case", valueName: "kind"))
    var kind: String

    @Option(help: ArgumentHelp("The officer's code", valueName: "code"))
    var officer: String?

    @Option(help: ArgumentHelp("The unit whose desk is meant", valueName: "code"))
    var desk: String?

    @Option(help: ArgumentHelp("The agency; the own by default", valueName: "code"))
    var agency: String?

    func request() throws -> Fields {
        guard (officer == nil) != (desk == nil) else {
            throw Failure(usage: "name whom the files lie with: --officer CODE or --desk UNIT")
        }
        return Fields()
            .text("agency", agency)
            .choice("kind", "RECORD_KIND_", kind)
            .text("officer", officer)
            .text("unit_desk", desk)
    }
}

/// Give a file to somebody.
struct AssignFile: Verb {
    static let configuration = help(
        "assign",
        "Give a file to a unit or an officer",
        example: "custody assign petition/YourPetitionId --officer tran.binh --wanted-by 2026-12-04"
    )
    static let method = "CustodyService/AssignFile"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    @Option(help: ArgumentHelp("The officer who leads; none for the desk", valueName: "code"))
    var officer: String?

    @Option(help: ArgumentHelp("The unit; the agency by default", valueName: "code"))
    var unit: String?

    @Option(help: ArgumentHelp("An officer who works on it too; repeatable", valueName: "code"))
    var helper: [String] = []

    @Option(help: ArgumentHelp("Day by which it is to be done", valueName: "yyyy-mm-dd"))
    var wantedBy: String?

    @Option(help: ArgumentHelp("What is to be done; names nobody", valueName: "text"))
    var note: String?

    func request() throws -> Fields {
        try Fields().record(named)
            .text("unit", unit)
            .text("officer", officer)
            .texts("helpers", helper)
            .text("wanted_by", wantedBy)
            .text("note", note)
    }
}

/// Hand a file on.
struct HandOnFile: Verb {
    static let configuration = help(
        "hand-on",
        "Hand on a file that one holds, or take it from a desk",
        example: "custody hand-on petition/YourPetitionId --officer nguyen.an"
    )
    static let method = "CustodyService/HandOnFile"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    @Option(help: ArgumentHelp("The officer; none for the unit's desk", valueName: "code"))
    var officer: String?

    @Option(help: ArgumentHelp("The unit; where it lies by default", valueName: "code"))
    var unit: String?

    @Option(help: ArgumentHelp("What is to be done; names nobody", valueName: "text"))
    var note: String?

    func request() throws -> Fields {
        try Fields().record(named)
            .text("unit", unit)
            .text("officer", officer)
            .text("note", note)
    }
}

/// Give a file back.
struct ReturnFile: Verb {
    static let configuration = help(
        "return",
        "Give a file back to where it lay before",
        example: "custody return petition/YourPetitionId --reason 'Không thuộc phần việc'"
    )
    static let method = "CustodyService/ReturnFile"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() throws -> Fields {
        try Fields().record(named).text("reason", reason)
    }
}

/// Take a file back.
struct TakeBackFile: Verb {
    static let configuration = help(
        "take-back",
        "Take back a file that one gave, or as head any of the agency's",
        example: "custody take-back petition/YourPetitionId --reason 'Giao lại'"
    )
    static let method = "CustodyService/TakeBackFile"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() throws -> Fields {
        try Fields().record(named).text("reason", reason)
    }
}
