import ArgumentParser

/// Settle cases at first instance.
struct CaseNoun: AsyncParsableCommand {
    static let configuration = help(
        "case",
        "Settle cases at first instance",
        example: "case list --identity officer@H29.02",
        subcommands: [
            AcceptComplaint.self, GetCase.self, ListCases.self, MarkComplex.self,
            AssignVerification.self, SubmitReport.self, HoldDialogue.self, IssueDecision.self,
            SendDecision.self, ReceiveDecision.self, ConfirmEffect.self, StartEnforcement.self,
            FinishEnforcement.self, CloseCase.self, CaseHistory.self,
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

    func request() throws -> Fields {
        try Fields()
            .text("petition_id", petition)
            .text("office", office)
            .document("notice", document)
            .flag("remote_area", remoteArea)
            .external(external)
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

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("agency", agency)
            .document("assignment", document)
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
