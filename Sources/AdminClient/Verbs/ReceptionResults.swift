import ArgumentParser
import Messages

/// Record what the visitor was told.
struct NotifyResult: Verb {
    static let configuration = help(
        "notify",
        "Record what the visitor was told",
        example: """
            reception notify YourVisitId --result needs-longer --form oral \
            --reason 'Chờ xác minh' --expected 2026-08-03
            """
    )
    static let method = "ReceptionService/NotifyResult"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the visit")
    var id: String

    @Option(
        help: ArgumentHelp(
            "accepted, refused, transferred, answered or needs-longer",
            valueName: "result"
        )
    )
    var result: String

    @Option(help: ArgumentHelp("written, oral or electronic", valueName: "form"))
    var form: String

    @Option(help: ArgumentHelp("Number of the written notice", valueName: "number"))
    var number: String?

    @Option(help: ArgumentHelp("Day of the written notice", valueName: "yyyy-mm-dd"))
    var date: String?

    @Option(help: ArgumentHelp("Why it takes longer; names no visitor", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("Day on which the result is expected", valueName: "yyyy-mm-dd"))
    var expected: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("notice.result", "VISIT_RESULT_", result)
            .choice("notice.form", "NOTICE_FORM_", form)
            .text("notice.document.number", number)
            .text("notice.document.issued_on", date)
            .text("notice.reason", reason)
            .text("notice.expected_on", expected)
            .text("notice.notified_on", on)
    }
}

/// Record that a visitor left before the result.
struct RecordDeparture: Verb {
    static let configuration = help(
        "depart",
        "Record that a visitor left before the result, which is still owed",
        example: "reception depart YourVisitId"
    )
    static let method = "ReceptionService/RecordDeparture"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the visit")
    var id: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("acted_on", on)
    }
}

/// Close a visit.
struct CloseVisit: Verb {
    static let configuration = help(
        "close",
        "Close a visit whose visitor knows the result",
        example: "reception close YourVisitId"
    )
    static let method = "ReceptionService/CloseVisit"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the visit")
    var id: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("acted_on", on)
    }
}

/// Record that a transferred matter is settled.
struct NotifyTransferrer: Verb {
    static let configuration = help(
        "settled",
        "Record that a transferred matter is settled",
        example: """
            reception settled YourVisitId --agency H29.05 --number 3/TB --date 2026-08-03 \
            --resolved 2026-07-31
            """
    )
    static let method = "ReceptionService/NotifyTransferrer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the visit")
    var id: String

    @Option(help: ArgumentHelp("The body that settled it", valueName: "body"))
    var agency: String

    @OptionGroup var document: DocumentOptions

    @Option(help: ArgumentHelp("Day of the settlement", valueName: "yyyy-mm-dd"))
    var resolved: String

    @Option(help: ArgumentHelp("Day on which the notice arrived", valueName: "yyyy-mm-dd"))
    var received: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("agency", agency)
            .document("notice", document)
            .text("received_on", received)
            .text("resolved_on", resolved)
    }
}

/// Record that the citizen was told of it.
struct RelayToCitizen: Verb {
    static let configuration = help(
        "relay",
        "Record that the citizen was told of the result of a transfer",
        example: "reception relay YourVisitId --agency H29.05"
    )
    static let method = "ReceptionService/RelayToCitizen"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the visit")
    var id: String

    @Option(help: ArgumentHelp("The body that settled it", valueName: "body"))
    var agency: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("agency", agency)
            .text("acted_on", on)
    }
}

/// Print what happened to a visit.
struct VisitFacts: Verb {
    static let configuration = help(
        "facts",
        "Print what happened to a visit, with what the national database answered",
        example: "reception facts YourVisitId --identity officer@H29.02"
    )
    static let method = "FeedService/GetHistory"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the visit")
    var id: String

    func request() -> Fields {
        Fields().record("visit", id)
    }
}

/// Print what the agency has of a person.
struct VisitorHistory: AsyncParsableCommand {
    static let configuration = help(
        "history",
        "Print earlier visits and petitions of a person; denunciations leave no trace there",
        example: "reception history --id-number 079185001234 --identity officer@H29.02"
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Number of the identity paper", valueName: "number"))
    var idNumber: String

    func run() async throws {
        let request = Fields().text("id_number", idNumber).json
        let method = "ReceptionService/GetVisitorHistory"
        try await Session.with(method, [request], options) { session in
            let reply = try await session.call(request)
            guard options.output == .table else {
                return options.show(reply, session.method.replyType)
            }
            Terminal().print(Self.text(of: reply))
        }
    }

    /// The two lists one after the other, and what stands beside them.
    static func text(of reply: JSONValue) -> String {
        if case .bool(true) = reply["first_visit"] { return "Chưa có lượt tiếp hoặc đơn nào." }
        let lists = [("visits", "ListVisitsReply"), ("petitions", "ListPetitionsReply")]
        var parts = lists.compactMap { name, type -> String? in
            guard let list = reply[name], !list.elements.isEmpty else { return nil }
            let page = JSONValue.object([(name, list)])
            return View(of: page, type: "kntc.v1.\(type)").text(bold: false)
        }
        parts.append(
            "Số lần bị từ chối tiếp: \(Cell.text(reply["refusals"] ?? .number("0"), named: ""))"
        )
        if case .bool(true) = reply["more"] { parts.append("Còn nữa, không hiện hết.") }
        return parts.joined(separator: "\n\n")
    }
}
