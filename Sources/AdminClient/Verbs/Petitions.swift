import ArgumentParser

/// Register petitions and handle them.
struct PetitionNoun: AsyncParsableCommand {
    static let configuration = help(
        "petition",
        "Register petitions and handle them",
        example: "petition list --identity officer@H29.02",
        subcommands: [
            RegisterPetition.self, GetPetition.self, ListPetitions.self, ClassifyPetition.self,
            ProposeHandling.self, ApproveHandling.self, ReturnProposal.self, DispatchPetition.self,
            ReceivePetition.self, EnterRegister.self, LinkDuplicate.self, SplitMatters.self,
            WithdrawPetition.self, RefuseComplaint.self, RefuseDenunciation.self,
            RecordReply.self, ReturnOriginals.self, ClosePetition.self, AddSigners.self,
            WithdrawSigner.self, ListSigners.self, SignerIdentityVerb.self, ReissueReceiptCode.self,
            TrackPetition.self,
            PetitionIdentity.self, PetitionHistory.self, NameRespondents.self,
        ]
    )
}

/// Print a petition.
struct GetPetition: Verb {
    static let configuration = help(
        "get",
        "Print a petition",
        example: "petition get --external dvc.hochiminhcity/2026-17"
    )
    static let method = "PetitionService/GetPetition"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String?

    @Option(help: ArgumentHelp("The name in a calling system", valueName: "system/id"))
    var external: String?

    func request() throws -> Fields {
        try Fields()
            .name(id, external: external)
    }
}

/// List petitions in the order of their entry.
struct ListPetitions: ListVerb {
    static let configuration = help(
        "list",
        "List petitions in the order of their entry",
        example: "petition list --state registered --all"
    )
    static let method = "PetitionService/ListPetitions"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only those in this state, such as registered", valueName: "state"))
    var state: String?

    @Option(help: ArgumentHelp("Of this agency; the caller's by default", valueName: "code"))
    var agency: String?

    func request() -> Fields {
        Fields()
            .choice("state", "PETITION_STATE_", state)
            .text("agency", agency)
    }
}

/// Approve a proposal.
struct ApproveHandling: Verb {
    static let configuration = help(
        "approve",
        "Approve a proposal",
        example: "petition approve YourPetitionId --office H29.02.GD --identity head@H29.02"
    )
    static let method = "PetitionService/ApproveHandling"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("Office of the head who decides", valueName: "code"))
    var office: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("office", office)
            .text("acted_on", on)
    }
}

/// Return a proposal to its officer.
struct ReturnProposal: Verb {
    static let configuration = help(
        "return",
        "Return a proposal to its officer",
        example: "petition return YourPetitionId --office H29.02.GD --reason 'Chưa rõ thẩm quyền'"
    )
    static let method = "PetitionService/ReturnProposal"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("Office of the head who decides", valueName: "code"))
    var office: String

    @Option(help: ArgumentHelp("Why; names no sender", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("office", office)
            .text("reason", reason)
            .text("acted_on", on)
    }
}

/// Print the parties and the letter in clear; the server records it.
struct PetitionIdentity: Verb {
    static let configuration = help(
        "identity",
        "Print the parties and the letter in clear; the server records it",
        example: "petition identity YourPetitionId -o json"
    )
    static let method = "PetitionService/GetPetitionIdentity"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    func request() -> Fields {
        Fields()
            .text("id", id)
    }
}

/// Print what happened to a petition.
struct PetitionHistory: Verb {
    static let configuration = help(
        "history",
        "Print what happened to a petition",
        example: "petition history YourPetitionId"
    )
    static let method = "FeedService/GetHistory"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    func request() -> Fields {
        Fields()
            .record("petition", id)
    }
}
