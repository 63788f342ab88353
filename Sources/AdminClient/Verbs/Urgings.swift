import ArgumentParser
import Messages

/// Who is urged about what.
struct UrgingNoun: AsyncParsableCommand {
    static let configuration = help(
        "urging",
        "Urge those who owe a time limit, and see who was urged (đôn đốc)",
        example: "urging digest --office H29.02.GD",
        subcommands: [
            ListUrgings.self, ShowUrging.self, SendUrging.self, ShowDigest.self,
            UrgingPolicyNoun.self,
        ]
    )
}

/// List urgings.
struct ListUrgings: ListVerb {
    static let configuration = help(
        "list",
        "List what was urged in an agency, or about one record",
        example: "urging list --about petition/YourPetitionId"
    )
    static let method = "UrgingService/ListUrgings"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("The agency; the own by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("Only about this record", valueName: "kind/id"))
    var about: String?

    func request() throws -> Fields {
        guard agency == nil || about == nil else {
            throw Failure(usage: "name an agency or a record, not both")
        }
        let fields = Fields().text("agency", agency)
        return try about.map { try fields.record(named: $0) } ?? fields
    }
}

/// Print an urging.
struct ShowUrging: Verb {
    static let configuration = help(
        "show",
        "Print an urging with its text",
        example: "urging show YourUrgingId"
    )
    static let method = "UrgingService/GetUrging"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the urging")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Urge a file by a letter.
struct SendUrging: Verb {
    static let configuration = help(
        "send",
        "Urge a file by a letter, as the head of its agency or of the body that it was urged to",
        example: """
            urging send petition/YourPetitionId --to holder --number 9/CV --date 2026-07-15 \\
                --reason 'Đề nghị phân loại đơn' --identity head@H29.02
            """
    )
    static let method = "UrgingService/UrgeFile"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument
    @OptionGroup var letter: DocumentOptions

    @Option(help: ArgumentHelp("holder, unit-head or agency-head", valueName: "rung"))
    var to: String

    @Option(help: ArgumentHelp("What it asks for; names nobody", valueName: "text"))
    var reason: String

    func request() throws -> Fields {
        try Fields().record(named)
            .choice("rung", "URGING_RUNG_", to)
            .document("letter", letter)
            .text("reason", reason)
    }
}

/// Print all that somebody is urged on a day.
struct ShowDigest: TextVerb {
    static let configuration = help(
        "digest",
        "Print all that an office or officer is urged on a day, the latest limit first",
        example: "urging digest --officer an --day 2026-07-17"
    )
    static let method = "UrgingService/GetDigest"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("The office", valueName: "code"))
    var office: String?

    @Option(help: ArgumentHelp("The officer", valueName: "code"))
    var officer: String?

    @Option(help: ArgumentHelp("Where they sit; the own body by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("The day; today by default", valueName: "yyyy-mm-dd"))
    var day: String?

    func request() throws -> Fields {
        guard (office == nil) != (officer == nil) else {
            throw Failure(usage: "name who is urged: --office CODE or --officer CODE")
        }
        return Fields().text("agency", agency).text("office", office).text("officer", officer)
            .text("day", day)
    }

    static func lines(of reply: JSONValue) -> [String] { DigestText.lines(of: reply) }
}

/// When a body urges, and whom.
struct UrgingPolicyNoun: AsyncParsableCommand {
    static let configuration = help(
        "policy",
        "Read and set when a body urges, and whom",
        example: "urging policy show --agency H29.02",
        subcommands: [ShowUrgingPolicy.self, SetUrgingPolicy.self]
    )
}

/// Print when a body urges, and whom.
struct ShowUrgingPolicy: Verb {
    static let configuration = help(
        "show",
        "Print the policy that holds for a body, and its own",
        example: "urging policy show --agency H29.02 -o json"
    )
    static let method = "UrgingService/GetUrgingPolicy"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Of this body; the caller's by default", valueName: "code"))
    var agency: String?

    func request() -> Fields { Fields().text("agency", agency) }
}

/// Set when a body urges, and whom.
struct SetUrgingPolicy: Verb {
    static let configuration = help(
        "set",
        "Set when a body urges, and whom; what was urged already is not urged again",
        example: "urging policy set Tools/data/urging-policy-example.json "
            + "--reason 'Quy chế làm việc' --identity administrator@H29"
    )
    static let method = "UrgingService/SetUrgingPolicy"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "JSON with \"levels\" and \"stages\", or - for stdin")
    var file: String

    @Option(help: ArgumentHelp("Of this body; the caller's by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("Why", valueName: "text"))
    var reason: String

    @Option(
        help: ArgumentHelp("Version that `show` told; none for the first policy", valueName: "etag")
    )
    var etag: String?

    func request() throws -> Fields {
        let content = try Input.json(at: file)
        let policy = content["own_policy"] ?? content
        guard case .object = policy else { throw Failure(usage: "\(file) holds no JSON object") }
        return Fields().text("agency", agency)
            .values("levels", policy["levels"]?.elements ?? [])
            .values("stages", policy["stages"]?.elements ?? [])
            .text("reason", reason).text("etag", etag)
    }
}
