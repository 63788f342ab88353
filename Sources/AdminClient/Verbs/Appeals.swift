import ArgumentParser
import Messages

/// Record that a complaint went to the second instance.
struct FileSecondComplaint: Verb {
    static let configuration = help(
        "appeal",
        "Record that a complaint went to the second instance",
        example:
            "case appeal YourCaseId --ground decision --on 2026-08-24"
    )
    static let method = "ComplaintService/FileSecondComplaint"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("decision or overdue", valueName: "ground"))
    var ground: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    @Option(
        help: ArgumentHelp("Id of the sealed sender; the only one by default", valueName: "party")
    )
    var person: String?

    @OptionGroup var obstacles: ObstacleOptions

    func request() throws -> Fields {
        try Fields()
            .text("id", id)
            .choice("ground", "APPEAL_GROUND_", ground)
            .text("acted_on", on)
            .text("person", person)
            .obstacles(obstacles)
    }
}

/// Record that the complainant went to court.
struct FileLawsuit: Verb {
    static let configuration = help(
        "lawsuit",
        "Record that the complainant went to court",
        example:
            "case lawsuit YourCaseId --court 'Tòa án nhân dân khu vực 1' --on 2026-08-21"
    )
    static let method = "ComplaintService/FileLawsuit"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("The court", valueName: "name"))
    var court: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("acted_on", on)
            .text("court", court)
    }
}

/// Record how the suit at court ended.
struct RecordJudgment: Verb {
    static let configuration = help(
        "judgment",
        "Record how the suit at court ended",
        example:
            "case judgment YourCaseId --outcome upheld --number 12/2027/HC-ST --date 2027-03-15"
    )
    static let method = "ComplaintService/RecordJudgment"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(
        help: ArgumentHelp(
            "upheld, annulled, partly-annulled or dismissed: what it did with the decision",
            valueName: "outcome"
        )
    )
    var outcome: String

    @OptionGroup var document: DocumentOptions

    @Option(help: ArgumentHelp("The court; the one of the suit by default", valueName: "name"))
    var court: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("document", document)
            .text("court", court)
            .choice("outcome", "JUDGMENT_OUTCOME_", outcome)
    }
}

/// Record that the second decision was made public.
struct PublishDecision: Verb {
    static let configuration = help(
        "publish",
        "Record that the second decision was made public",
        example:
            "case publish YourCaseId --form posting --on 2026-08-20"
    )
    static let method = "ComplaintService/PublishDecision"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("meeting, posting or media", valueName: "form"))
    var form: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    @Option(help: ArgumentHelp("Meeting: day on which it was announced", valueName: "yyyy-mm-dd"))
    var notified: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("form", "PUBLICATION_FORM_", form)
            .text("acted_on", on)
            .text("notified_on", notified)
    }
}

/// Record that a disciplinary decision was announced to the staff.
struct AnnounceDecision: Verb {
    static let configuration = help(
        "announce",
        "Record that a disciplinary decision was announced to the staff",
        example:
            "case announce YourCaseId --on 2026-09-16"
    )
    static let method = "ComplaintService/AnnounceDecision"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("acted_on", on)
    }
}

/// Demand that a settlement be taken up anew.
struct ReviewUnlawful: Verb {
    static let configuration = help(
        "review",
        "Demand that a settlement be taken up anew",
        example:
            "case review YourCaseId --signs 'Áp dụng sai bảng giá đất' --number 90/UBND --date 2026-11-02"
    )
    static let method = "ComplaintService/ReviewUnlawful"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("What the signs are; names no sender", valueName: "text"))
    var signs: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("document", document)
            .text("signs", signs)
    }
}

/// Proven obstacles, whose days do not count.
struct ObstacleOptions: ParsableArguments {
    @Option(
        name: .customLong("obstacle"),
        help: ArgumentHelp(
            "First and last day of a proven obstacle; repeatable",
            valueName: "yyyy-mm-dd..yyyy-mm-dd"
        )
    )
    var ranges: [String] = []
}

extension Fields {
    /// Obstacles by their first and last days.
    func obstacles(_ options: ObstacleOptions) throws(Failure) -> Fields {
        values(
            "obstacles",
            try options.ranges.map { (text) throws(Failure) in
                try Fields.range(text, "from_on", "to_on")
            }
        )
    }

    /// FROM..TO as an object of two days; without TO it lasts.
    static func range(
        _ text: String,
        _ first: String,
        _ last: String
    ) throws(Failure) -> JSONValue {
        let parts = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw Failure(usage: "is no FROM..TO: \(text)") }
        return Fields().text(first, parts[0]).text(last, parts[1].isEmpty ? nil : parts[1]).json
    }
}
