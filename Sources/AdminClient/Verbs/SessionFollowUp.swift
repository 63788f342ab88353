import ArgumentParser
import Messages

/// Issue the conclusion of a session.
struct IssueConclusion: Verb {
    static let configuration = help(
        "conclude",
        "Issue the conclusion of a session: an agency and a day for each instruction",
        example: """
            session conclude YourSessionId --office H29.02.GD --number 1/TB --date 2026-07-20 \
            --instruction 'H29.05;2026-08-10;;Kiểm tra lại hồ sơ'
            """
    )
    static let method = "SessionService/IssueConclusion"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session")
    var id: String

    @Option(help: ArgumentHelp("Head office that signs", valueName: "code"))
    var office: String

    @OptionGroup var document: DocumentOptions

    @Option(
        help: ArgumentHelp(
            "An instruction; the visit may be left empty; repeatable",
            valueName: "agency;day;visit;text"
        )
    )
    var instruction: [String]

    func request() throws -> Fields {
        let drafts = try instruction.map { text in
            let parts = try Fields.parts(of: text, 4, "--instruction", "AGENCY;DAY;VISIT;TEXT")
            return Fields().text("agency", parts[0])
                .text("content", parts[3])
                .text("due_on", parts[1])
                .text("visit_id", parts[2].isEmpty ? nil : parts[2])
        }
        return Fields()
            .text("id", id)
            .document("conclusion", document)
            .values("instructions", drafts.map(\.json))
            .text("office", office)
    }
}

/// Print a session.
struct GetSession: Verb {
    static let configuration = help(
        "get",
        "Print a session",
        example: "session get YourSessionId"
    )
    static let method = "SessionService/GetSession"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session")
    var id: String

    func request() -> Fields {
        Fields().text("id", id)
    }
}

/// List sessions.
struct ListSessions: ListVerb {
    static let configuration = help(
        "list",
        "List sessions",
        example: "session list --state tasks-open"
    )
    static let method = "SessionService/ListSessions"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only those in this state, such as planned", valueName: "state"))
    var state: String?

    func request() -> Fields {
        Fields().choice("state", "SESSION_STATE_", state)
    }
}

/// Print what happened to a session.
struct SessionHistory: Verb {
    static let configuration = help(
        "history",
        "Print what happened to a session",
        example: "session history YourSessionId"
    )
    static let method = "FeedService/GetHistory"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session")
    var id: String

    func request() -> Fields {
        Fields().record("session", id)
    }
}

/// Print the days that leaders owe and have held.
struct GetReceptionDays: Verb {
    static let configuration = help(
        "days",
        "Print the days that the leaders owe and have held, month by month",
        example: "session days --from 2026-06 --to 2026-09"
    )
    static let method = "SessionService/GetReceptionDays"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("First month", valueName: "yyyy-mm"))
    var from: String

    @Option(help: ArgumentHelp("Last month; the first one by default", valueName: "yyyy-mm"))
    var to: String?

    @Option(help: ArgumentHelp("Of this agency; the caller's by default", valueName: "code"))
    var agency: String?

    func request() -> Fields {
        Fields()
            .text("agency", agency)
            .text("from_month", from)
            .text("to_month", to ?? from)
    }
}

/// Record a meeting of the reception board.
struct RecordBoardMeeting: Verb {
    static let configuration = help(
        "meeting",
        "Record a meeting of the reception board with the agencies that take part",
        example: "session meeting --held 2026-07-10 --number 4/BB --date 2026-07-10"
    )
    static let method = "SessionService/RecordBoardMeeting"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Day of the meeting", valueName: "yyyy-mm-dd"))
    var held: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("held_on", held)
            .document("minutes", document)
    }
}

/// Follow the instructions of conclusions.
struct InstructionNoun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "instruction",
        abstract: "Follow the instructions of conclusions to their end",
        discussion: "Example:\n  kntc-admin instruction list --identity officer@H29.05",
        subcommands: [
            GetInstruction.self, ListInstructions.self, ReportTask.self, UrgeTask.self,
            CloseTask.self, InstructionHistory.self,
        ],
        aliases: ["task"]
    )
}

/// Print an instruction.
struct GetInstruction: Verb {
    static let configuration = help(
        "get",
        "Print an instruction",
        example: "instruction get YourInstructionId"
    )
    static let method = "SessionService/GetInstruction"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the instruction")
    var id: String

    func request() -> Fields {
        Fields().text("id", id)
    }
}

/// List instructions.
struct ListInstructions: ListVerb {
    static let configuration = help(
        "list",
        "List the instructions that the agency carries out, or those that it gave",
        example: "instruction list --given --state open --all"
    )
    static let method = "SessionService/ListInstructions"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only open, reported or closed ones", valueName: "state"))
    var state: String?

    @Option(help: ArgumentHelp("Those of this session of the agency", valueName: "id"))
    var session: String?

    @Flag(help: "Those that the agency gave, in all of its sessions")
    var given = false

    func request() -> Fields {
        Fields()
            .choice("state", "INSTRUCTION_STATE_", state)
            .text("session_id", session)
            .flag("given", given)
    }
}

/// Report on an instruction.
struct ReportTask: Verb {
    static let configuration = help(
        "report",
        "Report on an instruction, as the agency that carries it out",
        example: "instruction report YourInstructionId --number 9/BC --date 2026-08-03"
    )
    static let method = "SessionService/ReportTask"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the instruction")
    var id: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields().text("id", id).document("report", document)
    }
}

/// Urge an instruction.
struct UrgeTask: Verb {
    static let configuration = help(
        "urge",
        "Urge an instruction that is late or not reported",
        example: "instruction urge YourInstructionId --number 2/CV --date 2026-08-03"
    )
    static let method = "SessionService/UrgeTask"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the instruction")
    var id: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields().text("id", id).document("letter", document)
    }
}

/// Record that an instruction is carried out.
struct CloseTask: Verb {
    static let configuration = help(
        "close",
        "Record that an instruction is carried out",
        example: "instruction close YourInstructionId"
    )
    static let method = "SessionService/CloseTask"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the instruction")
    var id: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields().text("id", id).text("acted_on", on)
    }
}

/// Print what happened to an instruction.
struct InstructionHistory: Verb {
    static let configuration = help(
        "history",
        "Print what happened to an instruction",
        example: "instruction history YourInstructionId"
    )
    static let method = "FeedService/GetHistory"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the instruction")
    var id: String

    func request() -> Fields {
        Fields().record("instruction", id)
    }
}
