import ArgumentParser
import Messages

/// Propose how to handle a petition.
struct ProposeHandling: Verb {
    static let configuration = help(
        "propose",
        "Propose how to handle a petition",
        example: "petition propose YourPetitionId --outcome accept --reason 'Đủ điều kiện thụ lý'"
    )
    static let method = "PetitionService/ProposeHandling"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(
        help: ArgumentHelp(
            "accept, refuse-accept, guide, transfer, return-to-forwarder, urge, archive, "
                + "to-party-body, to-criminal-body, reference, notice or direct",
            valueName: "outcome"
        )
    )
    var outcome: String

    @Option(help: ArgumentHelp("Why; names no sender", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("The body that it goes to, by code or by name", valueName: "body"))
    var receiver: String?

    @Option(
        help: ArgumentHelp(
            "Group of that body: assembly, administration, justice, audit, political, unit, other",
            valueName: "group"
        )
    )
    var group: String?

    @Option(help: ArgumentHelp("Ground of a refusal, as D11.6; repeatable", valueName: "code"))
    var ground: [String] = []

    @Option(
        help: ArgumentHelp(
            "Day of the decision that ended the first proceedings, with the ground D11.8",
            valueName: "yyyy-mm-dd"
        )
    )
    var terminatedOn: String?

    @Flag(help: "Return the originals with it")
    var returnOriginals = false

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("outcome", "HANDLING_OUTCOME_", outcome)
            .text("reason", reason)
            .text("receiver", receiver)
            .choice("target_group", "TRANSFER_TARGET_GROUP_", group)
            .texts("grounds", ground)
            .text("terminated_on", terminatedOn)
            .flag("also_return_originals", returnOriginals)
            .text("acted_on", on)
    }
}

/// Carry out an approved outcome.
struct DispatchPetition: Verb {
    static let configuration = help(
        "dispatch",
        "Carry out an approved outcome",
        example: "petition dispatch YourPetitionId --document 12/HD-SNV"
    )
    static let method = "PetitionService/DispatchPetition"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("Number of the document that went out", valueName: "number"))
    var document: String?

    @Option(help: ArgumentHelp("Day of the document, or of the act", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("document.number", document)
            .text("document.issued_on", document == nil ? nil : on)
            .text("acted_on", document == nil ? on : nil)
    }
}

/// Enter a received petition in the register.
struct EnterRegister: Verb {
    static let configuration = help(
        "enter",
        "Enter a received petition in the register",
        example: "petition enter YourPetitionId"
    )
    static let method = "PetitionService/EnterRegister"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("A reserved number, written on paper before", valueName: "number"))
    var paperNumber: Int64?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .number("paper_number", paperNumber)
            .text("acted_on", on)
    }
}

/// Link a petition to the matter of another one.
struct LinkDuplicate: Verb {
    static let configuration = help(
        "link",
        "Link a petition to the matter of another one",
        example:
            "petition link YourPetitionId --to FirstPetitionId --reason 'Cùng người, cùng nội dung'"
    )
    static let method = "PetitionService/LinkDuplicate"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("The petition that came first", valueName: "id"))
    var to: String

    @Option(help: ArgumentHelp("Why; names no sender", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("duplicate_of", to)
            .text("reason", reason)
            .text("acted_on", on)
    }
}

/// Record that the sender withdrew a petition.
struct WithdrawPetition: Verb {
    static let configuration = help(
        "withdraw",
        "Record that the sender withdrew a petition",
        example: "petition withdraw YourPetitionId --paper 3/RĐ"
    )
    static let method = "PetitionService/WithdrawPetition"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("Number of the paper of withdrawal", valueName: "number"))
    var paper: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("paper_number", paper)
            .text("acted_on", on)
    }
}

/// Carry out an approved refusal of a complaint.
struct RefuseComplaint: Verb {
    static let configuration = help(
        "refuse-complaint",
        "Carry out an approved refusal of a complaint",
        example:
            "petition refuse-complaint YourPetitionId --office H29.02.GD --number 4/TB --date 2026-07-10"
    )
    static let method = "PetitionService/RefuseComplaint"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("Head office that signs", valueName: "code"))
    var office: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("office", office)
            .document("notice", document)
    }
}

/// Carry out an approved refusal of a denunciation.
struct RefuseDenunciation: Verb {
    static let configuration = help(
        "refuse-denunciation",
        "Carry out an approved refusal of a denunciation",
        example:
            "petition refuse-denunciation YourPetitionId --office H29.02.GD --number 4/TB --date 2026-07-10"
    )
    static let method = "PetitionService/RefuseDenunciation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("Head office that signs", valueName: "code"))
    var office: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("office", office)
            .document("notice", document)
    }
}

/// Record a reply to a transfer or an urging.
struct RecordReply: Verb {
    static let configuration = help(
        "reply",
        "Record a reply to a transfer or an urging",
        example: "petition reply YourPetitionId --from H29.05 --number 7/CV --date 2026-07-20"
    )
    static let method = "PetitionService/RecordReply"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("The body that replies", valueName: "body"))
    var from: String

    @OptionGroup var document: DocumentOptions

    @Option(help: ArgumentHelp("Day of arrival; today by default", valueName: "yyyy-mm-dd"))
    var received: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("agency", from)
            .document("document", document)
            .text("received_on", received)
    }
}

/// Close the file of a petition.
struct ClosePetition: Verb {
    static let configuration = help(
        "close",
        "Close the file of a petition",
        example: "petition close YourPetitionId"
    )
    static let method = "PetitionService/ClosePetition"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("Why no reply is waited for", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("reason", reason)
            .text("acted_on", on)
    }
}

/// Give a new receipt code; the old one is good no more.
struct ReissueReceiptCode: Verb {
    static let configuration = help(
        "reissue-code",
        "Give a new receipt code; the old one is good no more",
        example: "petition reissue-code YourPetitionId --reason 'Công dân làm mất phiếu'"
    )
    static let method = "PetitionService/ReissueReceiptCode"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("Why; names no sender", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("reason", reason)
    }
}

/// Say where a petition stands to the bearer of its receipt code.
struct TrackPetition: Verb {
    static let configuration = help(
        "track",
        "Say where a petition stands to the bearer of its receipt code",
        example: "petition track YourReceiptCode"
    )
    static let method = "PetitionService/TrackPetition"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The code, with or without hyphens")
    var code: String

    func request() -> Fields {
        Fields().text("receipt_code", code)
    }
}
