import ArgumentParser

/// Settle denunciations.
struct DenunciationNoun: AsyncParsableCommand {
    static let configuration = help(
        "denunciation",
        "Settle denunciations",
        example: "denunciation check YourPetitionId --identity-verified --result met",
        subcommands: [
            CheckDenunciation.self,
            AcceptDenunciation.self,
            NotifyAcceptance.self,
            NotifyForwarder.self,
            ReferToCriminal.self,
            RecordMeeting.self,
            RequestExpertise.self,
            UseSimplified.self,
            ExtendSettlement.self,
            NotifyExtension.self,
            ConcludeDenunciation.self,
            SendConclusion.self,
            ActOnConclusion.self,
            ReportRecommendation.self,
            PublishConclusion.self,
            ContinueDenunciation.self,
            DecideContinued.self,
            RequestBySuperior.self,
            ReportToSuperior.self,
            RequestProtection.self,
            DecideProtection.self,
            EndProtection.self,
        ]
    )
}

/// Enter the initial check of a denunciation.
struct CheckDenunciation: Verb {
    static let configuration = help(
        "check",
        "Enter the initial check of a denunciation",
        example:
            "denunciation check YourPetitionId --identity-verified --result met"
    )
    static let method = "DenunciationService/CheckDenunciation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(help: ArgumentHelp("The agency asked to check", valueName: "code"))
    var delegatedTo: String?

    @Option(help: ArgumentHelp("At how many places it is made", valueName: "count"))
    var places: Int?

    @Flag(help: "The denouncer's identity was verified")
    var identityVerified = false

    @Option(help: ArgumentHelp("met or unmet; left out while it goes on", valueName: "result"))
    var result: String?

    @Option(
        help: ArgumentHelp(
            "A condition that is not met, such as D29.a; repeatable",
            valueName: "code"
        )
    )
    var unmet: [String] = []

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("delegated_to", delegatedTo)
            .number("places", places)
            .flag("identity_verified", identityVerified)
            .choice("result", "CHECK_RESULT_", result)
            .texts("unmet", unmet)
            .text("acted_on", on)
    }
}

/// Accept a denunciation for settlement.
struct AcceptDenunciation: Verb {
    static let configuration = help(
        "accept",
        "Accept a denunciation for settlement",
        example:
            "denunciation accept YourPetitionId --office H29.02.GD --against H29.02 --rank official --number 15/QĐ-SNV --date 2026-07-14"
    )
    static let method = "DenunciationService/AcceptDenunciation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var petition: String

    @Option(help: ArgumentHelp("Office of the head who decides", valueName: "code"))
    var office: String

    @OptionGroup var respondent: RespondentOptions

    @OptionGroup var document: DocumentOptions

    @Option(help: ArgumentHelp("Gist of one content; repeatable", valueName: "text"))
    var content: [String] = []

    @Option(help: ArgumentHelp("The name in a calling system", valueName: "system/id"))
    var external: String?

    @Flag(help: "It arises from a settled complaint and denounces the settler")
    var settledComplaint = false

    @Flag(help: "There is evidence of the settler's violation")
    var newEvidence = false

    func request() throws -> Fields {
        try Fields()
            .text("petition_id", petition)
            .text("office", office)
            .document("decision", document)
            .text("respondent.agency", respondent.agency)
            .choice("respondent.rank", "RANK_", respondent.rank)
            .text("respondent.office", respondent.office)
            .text("respondent.officer", respondent.officer)
            .texts("contents", content)
            .flag("settled_complaint", settledComplaint)
            .flag("new_evidence", newEvidence)
            .external(external)
    }
}

/// Record that the notices of acceptance went out.
struct NotifyAcceptance: Verb {
    static let configuration = help(
        "notify",
        "Record that the notices of acceptance went out",
        example:
            "denunciation notify YourCaseId --notice 16/TB-SNV --content-notice 17/TB-SNV --date 2026-07-15 --text 'Nhận tiền ngoài quy định'"
    )
    static let method = "DenunciationService/NotifyAcceptance"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Number of the notice to the denouncer", valueName: "number"))
    var notice: String

    @Option(help: ArgumentHelp("Number of the notice to the denounced person", valueName: "number"))
    var contentNotice: String

    @Option(help: ArgumentHelp("Day of both notices", valueName: "yyyy-mm-dd"))
    var date: String

    @Option(
        help: ArgumentHelp(
            "What the notice to the denounced person says; names no denouncer",
            valueName: "text"
        )
    )
    var text: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("notice.number", notice)
            .text("notice.issued_on", date)
            .text("content_notice.number", contentNotice)
            .text("content_notice.issued_on", date)
            .text("content_text", text)
            .text("acted_on", on)
    }
}

/// Record that who forwarded a denunciation was told.
struct NotifyForwarder: Verb {
    static let configuration = help(
        "notify-forwarder",
        "Record that who forwarded a denunciation was told",
        example:
            "denunciation notify-forwarder YourPetitionId --number 18/SNV --date 2026-07-20"
    )
    static let method = "DenunciationService/NotifyForwarder"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("document", document)
    }
}

/// Record that signs of a crime went to the investigating body.
struct ReferToCriminal: Verb {
    static let configuration = help(
        "refer",
        "Record that signs of a crime went to the investigating body",
        example:
            "denunciation refer case/YourCaseId --receiver 'Cơ quan CSĐT' --number 19/SNV --date 2026-07-20"
    )
    static let method = "DenunciationService/ReferToCriminal"

    @OptionGroup var options: GlobalOptions

    @OptionGroup var record: RecordArgument

    @Option(help: ArgumentHelp("The body, by code or name", valueName: "name"))
    var receiver: String

    @OptionGroup var document: DocumentOptions

    func request() throws -> Fields {
        try Fields()
            .record(record)
            .document("document", document)
            .text("receiver", receiver)
    }
}

/// Record a meeting of the verification.
struct RecordMeeting: Verb {
    static let configuration = help(
        "meeting",
        "Record a meeting of the verification",
        example:
            "denunciation meeting YourCaseId --person denounced --number 3/BB --date 2026-07-22"
    )
    static let method = "DenunciationService/RecordMeeting"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("denounced, denouncer or other", valueName: "person"))
    var person: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("person", "MEETING_PERSON_", person)
            .document("minutes", document)
    }
}

/// Request an expertise.
struct RequestExpertise: Verb {
    static let configuration = help(
        "expertise",
        "Request an expertise",
        example:
            "denunciation expertise YourCaseId --subject 'Chữ ký trên phiếu thu' --expert 'Phân viện KHHS' --number 4/QĐ --date 2026-07-22"
    )
    static let method = "DenunciationService/RequestExpertise"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("What it is about; names no denouncer", valueName: "text"))
    var subject: String

    @Option(help: ArgumentHelp("The body that gives it", valueName: "name"))
    var expert: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("subject", subject)
            .text("expert", expert)
            .document("document", document)
    }
}
