import ArgumentParser
import Messages

/// Receive citizens.
struct ReceptionNoun: AsyncParsableCommand {
    static let configuration = help(
        "reception",
        "Receive citizens",
        example: "reception list --identity officer@H29.02",
        subcommands: [
            CheckIn.self, RefuseReception.self, IssueRefusalNotice.self, RecordContent.self,
            SplitContents.self, AnswerDirectly.self, OpenPetition.self, GuideCitizen.self,
            UrgeSubordinate.self, TransferDenunciation.self, ReportToLeader.self,
            NotifyResult.self, RecordDeparture.self, CloseVisit.self, NotifyTransferrer.self,
            RelayToCitizen.self, GetVisit.self, VisitIdentity.self, ListVisits.self,
            VisitFacts.self, VisitorHistory.self, FindMatters.self, ReceptionRegister.self,
        ]
    )
}

/// Enter a visitor.
struct CheckIn: Verb {
    static let configuration = help(
        "check-in",
        "Enter a visitor from a JSON file",
        example: "reception check-in -f visit.json --identity officer@H29.02"
    )
    static let method = "ReceptionService/CheckIn"

    @OptionGroup var options: GlobalOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "JSON of the request, or - for stdin; describe ReceptionService/CheckIn",
            valueName: "path"
        )
    )
    var file: String

    func request() throws -> Fields { Fields(json: try Input.json(at: file)) }
}

/// Refuse a visitor.
struct RefuseReception: Verb {
    static let configuration = help(
        "refuse",
        "Refuse a visitor on a ground of the list",
        example: "reception refuse YourVisitId --ground D9.2"
    )
    static let method = "ReceptionService/RefuseReception"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the visit")
    var id: String

    @Option(help: ArgumentHelp("Code of a ground, as D9.2; may be repeated", valueName: "code"))
    var ground: [String]

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .texts("grounds", ground)
            .text("acted_on", on)
    }
}

/// Record the written notice of a refusal.
struct IssueRefusalNotice: Verb {
    static let configuration = help(
        "refusal-notice",
        "Record the written notice of a refusal, form 01/TCD",
        example: """
            reception refusal-notice YourVisitId --office H29.02.GD --number 5/TB \
            --date 2026-07-08
            """
    )
    static let method = "ReceptionService/IssueRefusalNotice"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the visit")
    var id: String

    @Option(help: ArgumentHelp("Office of the head who signs", valueName: "code"))
    var office: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("notice", document)
            .text("office", office)
    }
}

/// Record what a visitor says.
struct RecordContent: Verb {
    static let configuration = help(
        "record",
        "Record what a visitor says, from a JSON file",
        example: "reception record -f content.json --identity officer@H29.02"
    )
    static let method = "ReceptionService/RecordContent"

    @OptionGroup var options: GlobalOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "JSON of the request, or - for stdin; describe ReceptionService/RecordContent",
            valueName: "path"
        )
    )
    var file: String

    func request() throws -> Fields { Fields(json: try Input.json(at: file)) }
}

/// Split a content.
struct SplitContents: Verb {
    static let configuration = help(
        "split",
        "Split a content into contents of one type and competence each, from a JSON file",
        example: "reception split -f split.json --identity officer@H29.02"
    )
    static let method = "ReceptionService/SplitContents"

    @OptionGroup var options: GlobalOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "JSON of the request, or - for stdin; describe ReceptionService/SplitContents",
            valueName: "path"
        )
    )
    var file: String

    func request() throws -> Fields { Fields(json: try Input.json(at: file)) }
}

/// Print a visit.
struct GetVisit: Verb {
    static let configuration = help(
        "get",
        "Print a visit",
        example: "reception get --external qlcd/2026-17"
    )
    static let method = "ReceptionService/GetVisit"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the visit")
    var id: String?

    @Option(help: ArgumentHelp("The name in a calling system", valueName: "system/id"))
    var external: String?

    func request() throws -> Fields {
        try Fields()
            .name(id, external: external)
    }
}

/// Print the visitors in clear.
struct VisitIdentity: Verb {
    static let configuration = help(
        "identity",
        "Print the visitors in clear",
        example: "reception identity YourVisitId -o json"
    )
    static let method = "ReceptionService/GetVisitIdentity"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the visit")
    var id: String

    func request() -> Fields {
        Fields()
            .text("id", id)
    }
}

/// List visits in the order of their entry.
struct ListVisits: ListVerb {
    static let configuration = help(
        "list",
        "List visits in the order of their entry",
        example: "reception list --state content-recorded --all"
    )
    static let method = "ReceptionService/ListVisits"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only those in this state, such as guided", valueName: "state"))
    var state: String?

    @Option(help: ArgumentHelp("Of this agency; the caller's by default", valueName: "code"))
    var agency: String?

    func request() -> Fields {
        Fields()
            .choice("state", "VISIT_STATE_", state)
            .text("agency", agency)
    }
}
