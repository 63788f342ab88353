import ArgumentParser

/// Ask what can be done with a record, how it stood, what changed; mend it; import it.
struct RecordNoun: AsyncParsableCommand {
    static let configuration = help(
        "record",
        "Ask what can be done with a record and how it stood; mend mistakes; import",
        example: "record actions petition/YourPetitionId --identity officer@H29.02",
        subcommands: [
            RecordActions.self, RecordAsOf.self, RecordChanges.self, CorrectEntry.self,
            VoidEntry.self, UndoStep.self, MoveEntry.self, ImportRecord.self, ConfirmImport.self,
        ]
    )
}

/// A record on the command line, KIND/ID.
struct RecordArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The record: petition, case, visit, session, document or another kind, with its id",
            valueName: "kind/id"
        )
    )
    var record: String
}

extension Fields {
    /// A record that was named KIND/ID.
    ///
    /// - Throws: A usage `Failure` for another shape.
    func record(_ argument: RecordArgument) throws(Failure) -> Fields {
        try record(named: argument.record)
    }

    /// A record that was named KIND/ID, under a name of its own.
    ///
    /// - Throws: A usage `Failure` for another shape.
    func record(named text: String, as name: String = "record") throws(Failure) -> Fields {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw Failure(usage: "the record is no KIND/ID: \(text)")
        }
        return choice("\(name).kind", "RECORD_KIND_", parts[0]).text("\(name).id", parts[1])
    }
}

/// Print what can be done with a record now, and why not the rest.
struct RecordActions: Verb {
    static let configuration = help(
        "actions",
        "Print what can be done with a record now, and why not the rest",
        example: "record actions petition/YourPetitionId --identity head@H29.02"
    )
    static let method = "RecordService/ListActions"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    func request() throws -> Fields {
        try Fields().record(named)
    }
}

/// Print a record as it stood.
struct RecordAsOf: Verb {
    static let configuration = help(
        "as-of",
        "Print a record as it stood at the end of a day, or after a journal entry",
        example: "record as-of petition/YourPetitionId --day 2026-07-10"
    )
    static let method = "RecordService/GetRecordAsOf"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    @Option(help: ArgumentHelp("At the end of this day, by entry", valueName: "yyyy-mm-dd"))
    var day: String?

    @Option(help: ArgumentHelp("After the journal entry at this position", valueName: "position"))
    var position: Int64?

    func validate() throws {
        guard (day == nil) != (position == nil) else {
            throw ValidationError("give --day or --position")
        }
    }

    func request() throws -> Fields {
        try Fields().record(named).text("day", day).number("position", position)
    }
}

/// Print the steps of a record and what each changed.
struct RecordChanges: ListVerb {
    static let configuration = help(
        "changes",
        "Print the steps of a record and what each changed",
        example: "record changes petition/YourPetitionId --all"
    )
    static let method = "RecordService/GetChanges"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var named: RecordArgument

    @Option(help: ArgumentHelp("Only after this position", valueName: "position"))
    var after: Int64?

    func request() throws -> Fields {
        try Fields().record(named).number("after", after)
    }
}
