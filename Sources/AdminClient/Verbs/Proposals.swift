import ArgumentParser
import Messages

/// Propose that a leader receive somebody.
struct ProposalNoun: AsyncParsableCommand {
    static let configuration = help(
        "proposal",
        "Propose that a leader receive somebody, from the draft to the conclusion",
        example: "proposal list --identity officer@H29.02",
        subcommands: [
            DraftProposal.self, SubmitProposal.self, ScreenProposal.self, ApproveProposal.self,
            DeclineProposal.self, AnswerProposal.self, GetReceptionProposal.self,
            ListReceptionProposals.self, ProposalHistory.self,
        ]
    )
}

/// Draft a proposal.
struct DraftProposal: Verb {
    static let configuration = help(
        "draft",
        "Draft a proposal about a visit or a petition",
        example: "proposal draft petition/YourPetitionId --reason 'Vụ việc phức tạp, kéo dài'"
    )
    static let method = "SessionService/DraftProposal"

    @OptionGroup var options: GlobalOptions

    @Argument(
        help: ArgumentHelp("The visit or petition that it is about", valueName: "kind/id")
    )
    var about: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("The name in a calling system", valueName: "system/id"))
    var external: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() throws -> Fields {
        try Fields()
            .record(named: about, as: "about")
            .text("reason", reason)
            .external(external)
            .text("acted_on", on)
    }
}

/// Submit a proposal.
struct SubmitProposal: Verb {
    static let configuration = help(
        "submit",
        "Submit a proposal to the reception board",
        example: "proposal submit YourProposalId"
    )
    static let method = "SessionService/SubmitProposal"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the proposal")
    var id: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields().text("id", id).text("acted_on", on)
    }
}

/// Enter what the board found.
struct ScreenProposal: Verb {
    static let configuration = help(
        "screen",
        "Enter what the board found on the matter",
        example: "proposal screen YourProposalId --history 'Đã gửi ba lần' --settled 'QĐ 12/2025'"
    )
    static let method = "SessionService/ScreenProposal"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the proposal")
    var id: String

    @Option(help: ArgumentHelp("History of the matter; names nobody", valueName: "text"))
    var history: String

    @Option(help: ArgumentHelp("Settlements before; names nobody", valueName: "text"))
    var settled: String?

    @Option(help: ArgumentHelp("The leader's last session on the matter", valueName: "id"))
    var lastSession: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("matter_history", history)
            .text("prior_settlements", settled)
            .text("last_session_id", lastSession)
            .text("acted_on", on)
    }
}

/// Approve a proposal.
struct ApproveProposal: Verb {
    static let configuration = help(
        "approve",
        "Approve a proposal and set its session",
        example: "proposal approve YourProposalId --session YourSessionId --office H29.02.GD"
    )
    static let method = "SessionService/ApproveProposal"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the proposal")
    var id: String

    @Option(help: ArgumentHelp("A session that is planned or posted", valueName: "id"))
    var session: String

    @Option(help: ArgumentHelp("Head office that approves", valueName: "code"))
    var office: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("session_id", session)
            .text("office", office)
            .text("acted_on", on)
    }
}

/// Decline a proposal.
struct DeclineProposal: Verb {
    static let configuration = help(
        "decline",
        "Decline a proposal",
        example: "proposal decline YourProposalId --office H29.02.GD --reason 'Đã tiếp tháng trước'"
    )
    static let method = "SessionService/DeclineProposal"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the proposal")
    var id: String

    @Option(help: ArgumentHelp("Head office that declines", valueName: "code"))
    var office: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("reason", reason)
            .text("office", office)
            .text("acted_on", on)
    }
}

/// Record that a proposal was answered in writing.
struct AnswerProposal: Verb {
    static let configuration = help(
        "answer",
        "Record that a proposal was answered in writing",
        example:
            "proposal answer YourProposalId --office H29.02.GD --number 8/TL --date 2026-07-10"
    )
    static let method = "SessionService/AnswerProposal"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the proposal")
    var id: String

    @Option(help: ArgumentHelp("Head office that signs", valueName: "code"))
    var office: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("answer", document)
            .text("office", office)
    }
}

/// Print a proposal.
struct GetReceptionProposal: Verb {
    static let configuration = help(
        "get",
        "Print a proposal",
        example: "proposal get YourProposalId"
    )
    static let method = "SessionService/GetReceptionProposal"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the proposal")
    var id: String

    func request() -> Fields {
        Fields().text("id", id)
    }
}

/// List proposals.
struct ListReceptionProposals: ListVerb {
    static let configuration = help(
        "list",
        "List proposals",
        example: "proposal list --state submitted"
    )
    static let method = "SessionService/ListReceptionProposals"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only those in this state, such as drafted", valueName: "state"))
    var state: String?

    func request() -> Fields {
        Fields().choice("state", "PROPOSAL_STATE_", state)
    }
}

/// Print what happened to a proposal.
struct ProposalHistory: Verb {
    static let configuration = help(
        "history",
        "Print what happened to a proposal",
        example: "proposal history YourProposalId"
    )
    static let method = "FeedService/GetHistory"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the proposal")
    var id: String

    func request() -> Fields {
        Fields().record("proposal", id)
    }
}
