import ArgumentParser
import Messages

/// List who handles a secret file.
struct ListHandlers: Verb {
    static let configuration = help(
        "handlers",
        "List who handles a secret file, and whether the right still holds",
        example: "identity handlers petition/YourPetitionId --identity head@H29.02/nguyen.an"
    )
    static let method = "IdentityService/ListHandlers"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    func request() throws -> Fields {
        try Fields().record(named)
    }
}

/// Name who handles a secret file.
struct AppointHandlers: Verb {
    static let configuration = help(
        "appoint",
        "Name who handles a secret file: they read its persons until a stage of it ends",
        example: "identity appoint petition/YourPetitionId --handler tran.binh --until report "
            + "--office H29.02.GD --reason 'Phân công xác minh' --identity head@H29.02/nguyen.an"
    )
    static let method = "IdentityService/AppointHandlers"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    @Option(help: ArgumentHelp("Who may read; repeat for more", valueName: "agency/code"))
    var handler: [String] = []

    @Option(
        help: ArgumentHelp(
            "Who may have letters rendered; repeat for more",
            valueName: "agency/code"
        )
    )
    var clerk: [String] = []

    @Option(help: ArgumentHelp("report, conclusion or closing", valueName: "stage"))
    var until: String

    @Option(help: ArgumentHelp("Head office that appoints", valueName: "code"))
    var office: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() throws -> Fields {
        try Fields()
            .record(named)
            .officers("handlers", handler)
            .officers("clerks", clerk)
            .choice("until", "HANDLER_STAGE_", until)
            .text("reason", reason)
            .text("office", office)
    }
}

/// End an appointment.
struct EndHandlers: Verb {
    static let configuration = help(
        "end",
        "End an appointment before its stage ends",
        example: "identity end YourAppointmentId --office H29.02.GD --reason 'Chuyển công tác'"
    )
    static let method = "IdentityService/EndHandlers"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the appointment")
    var id: String

    @Option(help: ArgumentHelp("Head office that ends it", valueName: "code"))
    var office: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("reason", reason)
            .text("office", office)
    }
}
