import ArgumentParser
import Messages

/// Say what a petition is found to be.
struct ClassifyPetition: Verb {
    static let configuration = help(
        "classify",
        "Say what a petition is found to be",
        example:
            "petition classify YourPetitionId --etag YourEtag --type complaint --subtype decision"
    )
    static let method = "PetitionService/ClassifyPetition"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("Version that was seen", valueName: "etag"))
    var etag: String

    @Option(help: ArgumentHelp("complaint, denunciation, feedback or mixed", valueName: "type"))
    var type: String

    @Option(
        help: ArgumentHelp(
            "decision, act or discipline, for a complaint",
            valueName: "subtype"
        )
    )
    var subtype: String?

    @Option(help: ArgumentHelp("eligible or ineligible", valueName: "eligibility"))
    var eligibility: String = "eligible"

    @Option(help: ArgumentHelp("Code of a reason; may be repeated", valueName: "code"))
    var ineligibleReason: [String] = []

    @Option(help: ArgumentHelp("mine, subordinate or other", valueName: "competence"))
    var competence: String = "mine"

    @Option(help: ArgumentHelp("single, few, many or organisation", valueName: "signers"))
    var signers: String = "single"

    @Flag(help: "Originals are attached, which must be returned")
    var originalsAttached = false

    @Option(
        help: ArgumentHelp(
            "first, repeat-same-level, settled-once, settled-many or settled-final",
            valueName: "repetition"
        )
    )
    var repetition: String = "first"

    @Option(help: ArgumentHelp("Code of the field", valueName: "code"))
    var field: String?

    @Option(help: ArgumentHelp("Body or office that it is directed at", valueName: "body"))
    var target: String?

    @Option(help: ArgumentHelp("Earlier petition with the same content", valueName: "id"))
    var repeats: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("etag", etag)
            .choice("classification.type", "PETITION_TYPE_", type)
            .choice("classification.complaint_subtype", "COMPLAINT_SUBTYPE_", subtype)
            .choice("classification.eligibility", "ELIGIBILITY_", eligibility)
            .texts("classification.ineligible_reasons", ineligibleReason)
            .choice("classification.competence", "COMPETENCE_", competence)
            .choice("classification.signers", "SIGNER_COUNT_", signers)
            .flag("classification.originals_attached", originalsAttached)
            .choice("classification.repetition", "REPETITION_", repetition)
            .text("classification.field", field)
            .text("classification.target", target)
            .text("classification.repeats", repeats)
            .text("acted_on", on)
    }
}

/// Register a petition.
struct RegisterPetition: Verb {
    static let configuration = help(
        "register",
        "Register a petition from a JSON file",
        example: "petition register -f petition.json --identity officer@H29.02/intake"
    )
    static let method = "PetitionService/RegisterPetition"

    @OptionGroup var options: GlobalOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "JSON of the request, or - for stdin; describe PetitionService/RegisterPetition",
            valueName: "path"
        )
    )
    var file: String

    func request() throws -> Fields { Fields(json: try Input.json(at: file)) }
}

/// Enter a petition that stands in no register yet.
struct ReceivePetition: Verb {
    static let configuration = help(
        "receive",
        "Enter a petition from a JSON file that stands in no register yet",
        example: "petition receive -f petition.json --identity officer@H29.02/intake"
    )
    static let method = "PetitionService/ReceivePetition"

    @OptionGroup var options: GlobalOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "JSON of the letter, or - for stdin; describe PetitionService/RegisterPetition",
            valueName: "path"
        )
    )
    var file: String

    func request() throws -> Fields {
        Fields(json: .object([("petition", try Input.json(at: file))]))
    }
}

/// Split a petition into matters.
struct SplitMatters: Verb {
    static let configuration = help(
        "split",
        "Split a petition into matters, as a JSON file describes them",
        example: "petition split -f split.json --identity officer@H29.02"
    )
    static let method = "PetitionService/SplitMatters"

    @OptionGroup var options: GlobalOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "JSON of the request, or - for stdin; describe PetitionService/SplitMatters",
            valueName: "path"
        )
    )
    var file: String

    func request() throws -> Fields { Fields(json: try Input.json(at: file)) }
}
