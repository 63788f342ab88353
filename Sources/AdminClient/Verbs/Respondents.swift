import ArgumentParser
import Messages

/// Name anew whom a petition is about.
struct NameRespondents: Verb {
    static let configuration = help(
        "respondents",
        "Name anew whom a petition and its case are about; they are kept from a denunciation",
        example: """
            petition respondents YourPetitionId --etag 7 --reason 'Ghi nhầm người' \\
                --respondent 'H29.02;official;;lan.nv'
            """
    )
    static let method = "PetitionService/NameRespondents"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("Version that was read, as `petition get` prints it"))
    var etag: String

    @OptionGroup var respondents: AboutOptions

    @Option(help: ArgumentHelp("Why; names no sender", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() throws -> Fields {
        try Fields()
            .text("id", id)
            .text("etag", etag)
            .respondents(respondents)
            .text("reason", reason)
            .text("acted_on", on)
    }
}

/// Whom something is about.
struct AboutOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Whom it is about: rank is head, deputy, official or body; the office, the officer or "
                + "both may be left empty; repeatable",
            valueName: "agency;rank;office;officer"
        )
    )
    var respondent: [String] = []
}

extension Fields {
    /// Whom something is about.
    func respondents(_ options: AboutOptions) throws(Failure) -> Fields {
        var named: [JSONValue] = []
        for text in options.respondent {
            let parts = try Fields.parts(
                of: text,
                4,
                "--respondent",
                "AGENCY;RANK;OFFICE;OFFICER"
            )
            named.append(
                Fields()
                    .text("agency", parts[0])
                    .choice("rank", "RANK_", parts[1])
                    .text("office", parts[2].isEmpty ? nil : parts[2])
                    .text("officer", parts[3].isEmpty ? nil : parts[3])
                    .json
            )
        }
        return values("respondents", named)
    }
}
