import ArgumentParser
import Messages

/// Carry decisions and conclusions out, item by item.
struct EnforcementNoun: AsyncParsableCommand {
    static let configuration = help(
        "enforcement",
        "Carry decisions and conclusions out, item by item",
        example: "enforcement get YourCaseId --identity officer@H29.02",
        subcommands: [
            StartEnforcement.self, GetEnforcement.self, ReportEnforcement.self, DropItem.self,
            FinishEnforcement.self,
        ]
    )
}

/// Start the enforcement.
struct StartEnforcement: Verb {
    static let configuration = help(
        "start",
        "Start the enforcement: the agency and what it is to do",
        example: """
            enforcement start YourCaseId --agency H29.02 \
            --item 'money-to-persons;25000000;2026-10-31;Chi trả bổ sung tiền bồi thường'
            """
    )
    static let method = "EnforcementService/StartEnforcement"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Agency that enforces", valueName: "code"))
    var agency: String

    @Option(
        help: ArgumentHelp(
            "What is to be done: đồng, 0.01 m² or a number, by its kind; repeatable",
            valueName: "kind;amount;day;text"
        )
    )
    var item: [String]

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() throws -> Fields {
        let items = try item.map { text in
            let parts = try Fields.parts(of: text, 4, "--item", "KIND;AMOUNT;DAY;TEXT")
            return Fields().choice("kind", "ENFORCEMENT_KIND_", parts[0])
                .number("amount_due", try Fields.amount(parts[1], "--item"))
                .text("due_on", parts[2])
                .text("subject", parts[3])
        }
        return Fields()
            .text("id", id)
            .text("agency", agency)
            .values("items", items.map(\.json))
            .text("acted_on", on)
    }
}

/// Print the enforcement of a case.
struct GetEnforcement: Verb {
    static let configuration = help(
        "get",
        "Print the enforcement of a case, also of another agency's that yours enforces",
        example: "enforcement get YourCaseId"
    )
    static let method = "EnforcementService/GetEnforcement"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    func request() -> Fields {
        Fields().text("id", id)
    }
}

/// Report how far the items are.
struct ReportEnforcement: Verb {
    static let configuration = help(
        "report",
        "Report how far the items are and what stands in their way",
        example: """
            enforcement report YourCaseId --number 4/BC --date 2026-10-15 --done '1;12000000' \
            --obstacle '2;2026-10-01;;Chưa có đất để giao'
            """
    )
    static let method = "EnforcementService/ReportEnforcement"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @OptionGroup var document: DocumentOptions

    @Option(
        help: ArgumentHelp(
            "How much of an item is done in all; repeatable",
            valueName: "item;amount"
        )
    )
    var done: [String] = []

    @Option(
        help: ArgumentHelp(
            "What stands in the way; the last day may be left empty; repeatable",
            valueName: "item;from;to;text"
        )
    )
    var obstacle: [String] = []

    func request() throws -> Fields {
        let progress = try done.map { text in
            let parts = try Fields.parts(of: text, 2, "--done", "ITEM;AMOUNT")
            return Fields().text("item", parts[0])
                .number("amount_done", try Fields.amount(parts[1], "--done"))
        }
        let obstacles = try obstacle.map { text in
            let parts = try Fields.parts(of: text, 4, "--obstacle", "ITEM;FROM;TO;TEXT")
            return Fields().text("item", parts[0])
                .text("reason", parts[3])
                .text("from_on", parts[1])
                .text("to_on", parts[2].isEmpty ? nil : parts[2])
        }
        return Fields()
            .text("id", id)
            .document("report", document)
            .values("progress", progress.map(\.json))
            .values("obstacles", obstacles.map(\.json))
    }
}

/// Record that an item is lawfully dropped.
struct DropItem: Verb {
    static let configuration = help(
        "drop",
        "Record that an item is lawfully dropped",
        example: """
            enforcement drop YourCaseId --item 2 --number 6/QĐ --date 2026-10-20 \
            --ground 'Người được trả đã nhận đất tái định cư'
            """
    )
    static let method = "EnforcementService/DropItem"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Id of the item", valueName: "item"))
    var item: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var ground: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("item", item)
            .text("ground", ground)
            .document("document", document)
    }
}

/// Record that everything is enforced.
struct FinishEnforcement: Verb {
    static let configuration = help(
        "finish",
        "Record that everything is enforced: every item is done or dropped",
        example: "enforcement finish YourCaseId"
    )
    static let method = "EnforcementService/FinishEnforcement"

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

extension Fields {
    /// The amount in a part of a flag.
    fileprivate static func amount(_ text: String, _ flag: String) throws(Failure) -> Int64 {
        guard let amount = Int64(text) else {
            throw Failure(usage: "\(flag) has no whole number as its amount: \(text)")
        }
        return amount
    }
}
