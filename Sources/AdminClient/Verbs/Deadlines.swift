import ArgumentParser
import Messages

/// Compute, explain and list time limits.
struct DeadlineNoun: AsyncParsableCommand {
    static let configuration = help(
        "deadline",
        "Compute, explain and list time limits",
        example: "deadline due --by 2026-07-31",
        subcommands: [
            ComputeDeadline.self, ExplainDeadline.self, ListDue.self,
        ]
    )
}

/// Compute a time limit without a case.
struct ComputeDeadline: Verb {
    static let configuration = help(
        "compute",
        "Compute a time limit without a case",
        example: "deadline compute --rule TC.RESOLVE --start 2026-08-03 "
            + "--suspend 2026-08-13..2026-09-14 --extend TC.EXTEND.COMPLEX:30:2026-09-20"
    )
    static let method = "DeadlineService/ComputeDeadline"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Key of the rule", valueName: "key"))
    var rule: String

    @Option(
        help: ArgumentHelp(
            "Day of the event that starts it, or its instant for a limit in hours",
            valueName: "yyyy-mm-dd"
        )
    )
    var start: String

    @Option(
        help: ArgumentHelp(
            "Days of the decisions to suspend and to resume; FROM.. while it lasts; repeatable",
            valueName: "from..to"
        )
    )
    var suspend: [String] = []

    @Option(
        help: ArgumentHelp(
            "First and last day of a proven obstacle; repeatable",
            valueName: "from..to"
        )
    )
    var obstacle: [String] = []

    @Option(
        help: ArgumentHelp(
            "Rule, days and day of the decision of an extension; repeatable",
            valueName: "key:days[:day]"
        )
    )
    var extend: [String] = []

    @Option(help: ArgumentHelp("Day of the act, where it picks the rule", valueName: "yyyy-mm-dd"))
    var actOn: String?

    @Option(help: ArgumentHelp("By its calendar; the caller's by default", valueName: "code"))
    var agency: String?

    func request() throws -> Fields {
        let isInstant = start.contains("T")
        return try Fields()
            .text("rule", rule)
            .text("start_on", isInstant ? nil : start)
            .text("start_at", isInstant ? start : nil)
            .values("suspensions", suspend.map { try Fields.range($0, "decided_on", "resumed_on") })
            .values("obstacles", obstacle.map { try Fields.range($0, "from_on", "to_on") })
            .values("extensions", extend.map(Self.extension))
            .text("act_on", actOn)
            .text("agency", agency)
    }

    private static func `extension`(_ text: String) throws(Failure) -> JSONValue {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), let days = Int32(parts[1]) else {
            throw Failure(usage: "--extend is no KEY:DAYS or KEY:DAYS:DAY: \(text)")
        }
        return Fields().text("rule_version", parts[0]).number("days", days)
            .text("decided_on", parts.count == 3 ? parts[2] : nil).json
    }
}

/// Explain a time limit of a record.
struct ExplainDeadline: Verb {
    static let configuration = help(
        "explain",
        "Explain a time limit of a record line by line",
        example: "deadline explain --case YourCaseId --rule KN.SETTLE1"
    )
    static let method = "DeadlineService/ExplainDeadline"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Id of the petition", valueName: "id"))
    var petition: String?

    @Option(name: .customLong("case"), help: ArgumentHelp("Id of the case", valueName: "id"))
    var caseID: String?

    @Option(
        help: ArgumentHelp("A record of any kind, such as session/YourId", valueName: "kind/id")
    )
    var record: String?

    @Option(help: ArgumentHelp("Key of the rule", valueName: "key"))
    var rule: String

    @Option(
        help: ArgumentHelp("Item of an enforcement that it is for", valueName: "item")
    )
    var item: String?

    func request() throws -> Fields {
        try named().text("rule", rule).text("item", item)
    }

    private func named() throws -> Fields {
        switch (petition, caseID, record) {
        case (let id?, nil, nil): Fields().record("petition", id)
        case (nil, let id?, nil): Fields().record("case", id)
        case (nil, nil, let name?): try Fields().record(named: name)
        default: throw Failure(usage: "name the record by --petition, --case or --record")
        }
    }
}

/// List the open time limits, the first due first.
struct ListDue: ListVerb {
    static let configuration = help(
        "due",
        "List the open time limits, the first due first",
        example: "deadline due --by 2026-07-31 --identity officer@H29.02"
    )
    static let method = "DeadlineService/ListDue"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Of this agency; the caller's by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("Only those due on or before this day", valueName: "yyyy-mm-dd"))
    var by: String?

    func request() -> Fields {
        Fields()
            .text("agency", agency)
            .text("due_by", by)
    }
}
