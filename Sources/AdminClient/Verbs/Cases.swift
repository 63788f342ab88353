import ArgumentParser

/// Settle cases.
struct CaseNoun: AsyncParsableCommand {
    static let configuration = help(
        "case",
        "Settle cases",
        example: "case list --identity officer@H29.02",
        subcommands: [
            AcceptComplaint.self, GetCase.self, ListCases.self, MarkComplex.self,
            CheckOwnDecision.self, AssignVerification.self, RequestEvidence.self,
            RecordEvidence.self, ExtendVerification.self, SubmitReport.self, SetUpCouncil.self,
            SendDialogueNotice.self, HoldDialogue.self, StayExecution.self, LiftStay.self,
            SuspendCase.self, ResumeCase.self, TerminateCase.self, RecordSending.self,
            WithdrawContent.self, ReinstateContent.self, WithdrawPerson.self, IssueDecision.self,
            SendDecision.self, ReceiveDecision.self, ConfirmEffect.self, PublishDecision.self,
            AnnounceDecision.self, FileSecondComplaint.self, FileLawsuit.self,
            RecordJudgment.self, ReviewUnlawful.self, CloseCase.self, HandOverFile.self,
            CaseHistory.self,
        ]
    )
}

/// Accept a complaint for settlement.
struct AcceptComplaint: Verb {
    static let configuration = help(
        "accept",
        "Accept a complaint for settlement",
        example: "case accept YourPetitionId --office H29.02.GD --number 5/TB-SNV --date 2026-07-08"
    )
    static let method = "ComplaintService/AcceptComplaint"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var petition: String

    @Option(help: ArgumentHelp("Office of the head who decides", valueName: "code"))
    var office: String

    @OptionGroup var document: DocumentOptions

    @Flag(help: "In a remote area, where the law gives more time")
    var remoteArea = false

    @Option(help: ArgumentHelp("The name in a calling system", valueName: "system/id"))
    var external: String?

    @Option(help: ArgumentHelp("1 or 2; 1 by default", valueName: "number"))
    var instance: Int?

    @OptionGroup var respondent: RespondentOptions

    @Option(help: ArgumentHelp("Gist of one content; repeatable", valueName: "text"))
    var content: [String] = []

    @Option(help: ArgumentHelp("Day on which the act was known", valueName: "yyyy-mm-dd"))
    var known: String?

    @OptionGroup var obstacles: ObstacleOptions

    @Flag(help: "About a dismissal")
    var dismissal = false

    @Option(help: ArgumentHelp("Second instance: the case at first instance", valueName: "id"))
    var firstCase: String?

    @OptionGroup var firstDecision: FirstDecisionOptions

    func request() throws -> Fields {
        try Fields()
            .text("petition_id", petition)
            .text("office", office)
            .document("notice", document)
            .flag("remote_area", remoteArea)
            .external(external)
            .number("instance", instance)
            .text("respondent.agency", respondent.agency)
            .choice("respondent.rank", "RANK_", respondent.rank)
            .text("respondent.office", respondent.office)
            .text("respondent.officer", respondent.officer)
            .texts("contents", content)
            .text("known_on", known)
            .obstacles(obstacles)
            .flag("dismissal", dismissal)
            .text("first_case", firstCase)
            .firstDecision(firstDecision)
    }
}

/// Whose decision or act a case is about.
struct RespondentOptions: ParsableArguments {
    @Option(
        name: .customLong("against"),
        help: ArgumentHelp("Body whose act it is; the own one by default", valueName: "code")
    )
    var agency: String?

    @Option(help: ArgumentHelp("head, deputy, official or body", valueName: "rank"))
    var rank: String?

    @Option(
        name: .customLong("against-office"),
        help: ArgumentHelp("Office of the deputy or official", valueName: "code")
    )
    var office: String?

    @Option(
        name: .customLong("against-officer"),
        help: ArgumentHelp("That officer in the directory", valueName: "code")
    )
    var officer: String?
}

/// The decision at first instance, where another system holds it.
struct FirstDecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Second instance: number of the first decision", valueName: "number")
    )
    var firstNumber: String?

    @Option(help: ArgumentHelp("Its day", valueName: "yyyy-mm-dd"))
    var firstDate: String?

    @Option(help: ArgumentHelp("The body that decided, or owed it", valueName: "code"))
    var firstAgency: String?

    @Option(help: ArgumentHelp("Day on which it was received", valueName: "yyyy-mm-dd"))
    var firstReceived: String?

    @Option(
        help: ArgumentHelp("Last day of the limit that passed without one", valueName: "yyyy-mm-dd")
    )
    var firstExpired: String?
}

extension Fields {
    /// The first decision as it is known.
    fileprivate func firstDecision(_ first: FirstDecisionOptions) -> Fields {
        text("first_decision.document.number", first.firstNumber)
            .text("first_decision.document.issued_on", first.firstDate)
            .text("first_decision.agency", first.firstAgency)
            .text("first_decision.received_on", first.firstReceived)
            .text("first_decision.expired_on", first.firstExpired)
    }
}

/// Print a case.
struct GetCase: Verb {
    static let configuration = help(
        "get",
        "Print a case",
        example: "case get YourCaseId"
    )
    static let method = "CaseService/GetCase"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String?

    @Option(help: ArgumentHelp("The name in a calling system", valueName: "system/id"))
    var external: String?

    func request() throws -> Fields {
        try Fields()
            .name(id, external: external)
    }
}

/// List cases.
struct ListCases: ListVerb {
    static let configuration = help(
        "list",
        "List cases",
        example: "case list --state verifying"
    )
    static let method = "CaseService/ListCases"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only those in this state, such as accepted", valueName: "state"))
    var state: String?

    @Option(help: ArgumentHelp("Of this agency; the caller's by default", valueName: "code"))
    var agency: String?

    func request() -> Fields {
        Fields()
            .choice("state", "CASE_STATE_", state)
            .text("agency", agency)
    }
}

/// Record that a case is complex.
struct MarkComplex: Verb {
    static let configuration = help(
        "complex",
        "Record that a case is complex",
        example: "case complex YourCaseId --criterion many --criterion places"
    )
    static let method = "ComplaintService/MarkComplex"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(
        help: ArgumentHelp(
            "places, contents, many, foreign, agencies, opinions or evidence",
            valueName: "criterion"
        )
    )
    var criterion: [String]

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choices("criteria", "COMPLEXITY_CRITERION_", criterion)
            .text("acted_on", on)
    }
}

/// Assign the verification.
struct AssignVerification: Verb {
    static let configuration = help(
        "verify",
        "Assign the verification",
        example: "case verify YourCaseId --agency H29.05 --number 7/QĐ-SNV --date 2026-07-10"
    )
    static let method = "CaseService/AssignVerification"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Agency that verifies", valueName: "code"))
    var agency: String

    @Option(help: ArgumentHelp("Denunciations: persons who verify, 2 or more", valueName: "count"))
    var team: Int?

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("agency", agency)
            .document("assignment", document)
            .number("team_size", team)
    }
}

/// Enter the verification report.
struct SubmitReport: Verb {
    static let configuration = help(
        "report",
        "Enter the verification report",
        example: "case report YourCaseId --number 9/BC-TTr --date 2026-07-24 --results-differ"
    )
    static let method = "CaseService/SubmitReport"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @OptionGroup var document: DocumentOptions

    @Flag(help: "Demand and result differ: a dialogue is mandatory")
    var resultsDiffer = false

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("report", document)
            .flag("results_differ", resultsDiffer)
    }
}

/// Print what happened to a case.
struct CaseHistory: Verb {
    static let configuration = help(
        "history",
        "Print what happened to a case",
        example: "case history YourCaseId"
    )
    static let method = "FeedService/GetHistory"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    func request() -> Fields {
        Fields()
            .record("case", id)
    }
}
