import ArgumentParser
import Messages

/// Issue the conclusion.
struct ConcludeDenunciation: Verb {
    static let configuration = help(
        "conclude",
        "Issue the conclusion",
        example:
            "denunciation conclude YourCaseId --finding 1=well-founded --summary 'Có vi phạm' --number 30/KL-SNV --date 2026-08-12"
    )
    static let method = "DenunciationService/ConcludeDenunciation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(
        help: ArgumentHelp(
            "Content and finding: well-founded, partly, unfounded or deliberately-false; repeatable",
            valueName: "content=finding"
        )
    )
    var finding: [String] = []

    @Option(help: ArgumentHelp("Its gist; names no denouncer", valueName: "text"))
    var summary: String

    @Option(help: ArgumentHelp("A measure or recommendation; repeatable", valueName: "text"))
    var measure: [String] = []

    @OptionGroup var document: DocumentOptions

    func request() throws -> Fields {
        Fields()
            .text("id", id)
            .document("conclusion.document", document)
            .values("conclusion.findings", try finding.map(Self.found))
            .text("conclusion.summary", summary)
            .texts("conclusion.measures", measure)
    }

    /// A finding as CONTENT=FINDING.
    private static func found(_ text: String) throws -> JSONValue {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw Failure(usage: "'\(text)' is no CONTENT=FINDING: write 1=well-founded")
        }
        let isDeliberate = parts[1] == "deliberately-false"
        return Fields()
            .text("content", parts[0])
            .choice("finding", "DENUNCIATION_FINDING_", isDeliberate ? "unfounded" : parts[1])
            .flag("deliberately_false", isDeliberate)
            .json
    }
}

/// Record that the conclusion went out.
struct SendConclusion: Verb {
    static let configuration = help(
        "send",
        "Record that the conclusion went out",
        example:
            "denunciation send YourCaseId --on 2026-08-14"
    )
    static let method = "DenunciationService/SendConclusion"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    @Option(
        help: ArgumentHelp(
            "Day on which the denouncer was told; that of the act by default",
            valueName: "yyyy-mm-dd"
        )
    )
    var told: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("acted_on", on)
            .text("denouncer_told_on", told)
    }
}

/// Record what follows from the conclusion.
struct ActOnConclusion: Verb {
    static let configuration = help(
        "act",
        "Record what follows from the conclusion",
        example:
            "denunciation act YourCaseId --act handle,31/QĐ-SNV,2026-08-18"
    )
    static let method = "DenunciationService/ActOnConclusion"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(
        help: ArgumentHelp(
            "Measure (handle, recommend, criminal or restore), document, day and receiver; repeatable",
            valueName: "measure,number,day[,receiver]"
        )
    )
    var act: [String] = []

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() throws -> Fields {
        Fields()
            .text("id", id)
            .values("acts", try act.map(Self.done))
            .text("acted_on", on)
    }

    /// An act as MEASURE,NUMBER,DAY or MEASURE,NUMBER,DAY,RECEIVER.
    private static func done(_ text: String) throws -> JSONValue {
        let parts = text.split(separator: ",", maxSplits: 3).map(String.init)
        guard parts.count >= 3 else {
            throw Failure(usage: "'\(text)' is no MEASURE,NUMBER,DAY[,RECEIVER]")
        }
        return Fields()
            .choice("measure", "CONCLUSION_MEASURE_", parts[0])
            .text("document.number", parts[1])
            .text("document.issued_on", parts[2])
            .text("receiver", parts.count > 3 ? parts[3] : nil)
            .json
    }
}

/// Record what came of a recommendation.
struct ReportRecommendation: Verb {
    static let configuration = help(
        "recommendation",
        "Record what came of a recommendation",
        example:
            "denunciation recommendation YourCaseId --act 1 --result 'Đã khiển trách' --result-on 2026-09-01"
    )
    static let method = "DenunciationService/ReportRecommendation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Id of the act", valueName: "number"))
    var act: String

    @Option(help: ArgumentHelp("What came of it; names no denouncer", valueName: "text"))
    var result: String

    @Option(help: ArgumentHelp("Day of the result", valueName: "yyyy-mm-dd"))
    var resultOn: String

    @Option(help: ArgumentHelp("Day of the report; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("act", act)
            .text("result", result)
            .text("result_on", resultOn)
            .text("reported_on", on)
    }
}

/// Record that the conclusion was made public.
struct PublishConclusion: Verb {
    static let configuration = help(
        "publish",
        "Record that the conclusion was made public",
        example:
            "denunciation publish YourCaseId --form posting --redacted"
    )
    static let method = "DenunciationService/PublishConclusion"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("meeting, site, posting or press", valueName: "form"))
    var form: String

    @Flag(help: "What tells who the denouncer is was removed")
    var redacted = false

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("form", "DISCLOSURE_FORM_", form)
            .flag("redacted", redacted)
            .text("acted_on", on)
    }
}

/// Enter a continued denunciation, as the direct superior.
struct ContinueDenunciation: Verb {
    static let configuration = help(
        "continue",
        "Enter a continued denunciation, as the direct superior",
        example:
            "denunciation continue YourCaseId --ground conclusion --received 2026-09-03"
    )
    static let method = "DenunciationService/ContinueDenunciation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("conclusion or overdue", valueName: "ground"))
    var ground: String

    @Option(help: ArgumentHelp("Day of receipt; today by default", valueName: "yyyy-mm-dd"))
    var received: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("ground", "CONTINUATION_GROUND_", ground)
            .text("received_on", received)
    }
}

/// Decide on a continued denunciation, as the direct superior.
struct DecideContinued: Verb {
    static let configuration = help(
        "decide-continued",
        "Decide on a continued denunciation, as the direct superior",
        example:
            "denunciation decide-continued YourCaseId --result take-over --office H29.GD --number 40/QĐ-UBND --date 2026-09-15"
    )
    static let method = "DenunciationService/DecideContinued"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("refuse, order-again or take-over", valueName: "result"))
    var result: String

    @Option(help: ArgumentHelp("Office of the head who decides", valueName: "code"))
    var office: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("result", "CONTINUATION_RESULT_", result)
            .document("decision", document)
            .text("office", office)
    }
}

/// Record the request to report on what is overdue, as the superior.
struct RequestBySuperior: Verb {
    static let configuration = help(
        "request-report",
        "Record the request to report on what is overdue, as the superior",
        example:
            "denunciation request-report YourCaseId --number 41/UBND --date 2026-09-03"
    )
    static let method = "DenunciationService/RequestBySuperior"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @OptionGroup var document: DocumentOptions

    @Option(
        help: ArgumentHelp(
            "Day on which the settler received it; that of the request by default",
            valueName: "yyyy-mm-dd"
        )
    )
    var received: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("document", document)
            .text("received_on", received)
    }
}

/// Record the report to the superior.
struct ReportToSuperior: Verb {
    static let configuration = help(
        "report-overdue",
        "Record the report to the superior",
        example:
            "denunciation report-overdue YourCaseId --reason 'Chờ giám định' --number 42/BC-SNV --date 2026-09-08"
    )
    static let method = "DenunciationService/ReportToSuperior"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Why the limit passed; names no denouncer", valueName: "text"))
    var reason: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("document", document)
            .text("reason", reason)
    }
}
