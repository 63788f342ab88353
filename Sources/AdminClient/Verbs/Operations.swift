import ArgumentParser
import Messages

/// Work on many records at once.
struct OperationNoun: AsyncParsableCommand {
    static let configuration = help(
        "operation",
        "Work on many records at once: preview, confirm, watch, take back (tác vụ hàng loạt)",
        example: "operation reassign --from an.nv --officer binh.tv",
        subcommands: [
            HandOver.self, Reassign.self, AnswerAlike.self, ListOperations.self,
            ShowOperation.self, WatchOperation.self, StopOperation.self, ResumeOperation.self,
            RevertOperation.self,
        ]
    )
}

/// Whether a plan is only counted, or carried out.
struct ConfirmOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Carry it out, as the preview says", valueName: "confirmation"))
    var confirm: String?
}

/// A command that counts what a plan is about, and with the confirmation carries it out.
protocol PlanVerb: Verb {
    var confirmation: ConfirmOptions { get }
}

extension PlanVerb {
    static var method: String { "OperationService/PreviewOperation" }

    /// Prints the count with the confirmation, or starts the operation.
    func run() async throws {
        let request = try request()
        let isStart = confirmation.confirm != nil
        let method = isStart ? "OperationService/StartOperation" : Self.method
        let sent = (isStart ? request.text("confirmation", confirmation.confirm) : request).json
        try await Session.with(method, [sent], options) { session in
            let reply = try await session.call(sent)
            options.show(reply, session.method.replyType)
            guard options.output == .table else { return }
            if let token = reply["confirmation"]?.text, reply["count"] != nil {
                Terminal().note("To carry it out, add --confirm \(token)")
            } else if isStart, let id = reply["records"]?.elements.first?["record"]?["id"]?.text {
                Terminal().note("To watch it: operation watch \(id)")
            }
        }
    }
}

/// Hand the open work of a body that ended over.
struct HandOver: PlanVerb {
    static let configuration = help(
        "hand-over",
        "Hand the open work of a body that ended over to one that came after it",
        example: """
            operation hand-over H29.14 --to H29.12 --number 7/QĐ --date 2026-09-01 \\
                --identity head@H29.12
            """
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var confirmation: ConfirmOptions

    @Argument(help: "Code of the body that ended")
    var from: String

    @Option(help: ArgumentHelp("The successor, or the body above", valueName: "code"))
    var to: String

    @Option(help: ArgumentHelp("Only this kind, \"petition\"; repeatable", valueName: "kind"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only files that this officer holds", valueName: "code"))
    var officer: String?

    @Option(help: ArgumentHelp("Number of the decision", valueName: "number"))
    var number: String?

    @Option(help: ArgumentHelp("Day of the decision", valueName: "yyyy-mm-dd"))
    var date: String?

    func request() -> Fields {
        let plan = "plan.hand_over"
        let fields = Fields().text("\(plan).from", from).text("\(plan).to", to)
            .choices("\(plan).kinds", "RECORD_KIND_", kind)
            .text("\(plan).officer", officer)
        guard confirmation.confirm != nil else { return fields }
        return fields.text("decision.number", number).text("decision.issued_on", date)
    }
}

/// Give the files of somebody who leaves to others.
struct Reassign: PlanVerb {
    static let configuration = help(
        "reassign",
        "Give the files of an officer who leaves, or of a unit that ends, to others",
        example: "operation reassign --from an.nv --officer binh.tv --note 'Nghỉ hưu'"
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var confirmation: ConfirmOptions

    @Option(help: ArgumentHelp("The officer who leaves", valueName: "code"))
    var from: String?

    @Option(help: ArgumentHelp("Or the unit that ends", valueName: "code"))
    var fromUnit: String?

    @Option(help: ArgumentHelp("Who gets them; none for the desk", valueName: "code"))
    var officer: String?

    @Option(help: ArgumentHelp("The unit that gets them; the agency by default", valueName: "code"))
    var unit: String?

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var note: String?

    func request() throws -> Fields {
        guard (from == nil) != (fromUnit == nil) else {
            throw Failure(usage: "name whose files they are: --from OFFICER or --from-unit UNIT")
        }
        let plan = "plan.reassign"
        return Fields().text("\(plan).holder_officer", from)
            .text("\(plan).holder_unit", fromUnit)
            .text("\(plan).unit", unit)
            .text("\(plan).officer", officer)
            .text("\(plan).note", note)
    }
}

/// Answer feedback that asks the same.
struct AnswerAlike: PlanVerb {
    static let configuration = help(
        "answer",
        "Answer cases of feedback that ask the same by one document",
        example: """
            operation answer YourCaseId YourOtherCaseId --number 9/TB --date 2026-07-15 \\
                --summary 'Đã sửa đèn đường'
            """
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var confirmation: ConfirmOptions
    @OptionGroup var document: DocumentOptions

    @Argument(help: "Ids of the cases")
    var cases: [String]

    @Option(help: ArgumentHelp("What the answer says; names nobody", valueName: "text"))
    var summary: String

    func request() -> Fields {
        Fields().texts("plan.answer.cases", cases)
            .document("plan.answer.document", document)
            .text("plan.answer.summary", summary)
    }
}

/// List operations.
struct ListOperations: ListVerb {
    static let configuration = help(
        "list",
        "List the operations of an agency, oldest first",
        example: "operation list --state running"
    )
    static let method = "OperationService/ListOperations"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("The agency; the own by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("Only in this state", valueName: "state"))
    var state: String?

    func request() -> Fields {
        Fields().text("agency", agency).choice("state", "OPERATION_STATE_", state)
    }
}

/// Print an operation.
struct ShowOperation: Verb {
    static let configuration = help(
        "show",
        "Print an operation: how far it is, and what it left as it was",
        example: "operation show YourOperationId"
    )
    static let method = "OperationService/GetOperation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the operation")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Follow an operation to its end.
struct WatchOperation: Verb {
    static let configuration = help(
        "watch",
        "Follow an operation until no step of it is left, then print it",
        example: "operation watch YourOperationId"
    )
    static let method = "OperationService/GetOperation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the operation")
    var id: String

    func request() -> Fields { Fields().text("id", id) }

    func run() async throws {
        let request = request().json
        try await Session.with(Self.method, [request], options) { session in
            while true {
                let reply = try await session.call(request)
                let state = reply["state"]?.text
                guard state == "OPERATION_STATE_RUNNING" || state == "OPERATION_STATE_REVERTING"
                else {
                    Terminal().progress(nil)
                    options.show(reply, session.method.replyType)
                    return
                }
                let isForth = state == "OPERATION_STATE_RUNNING"
                let done = reply[isForth ? "done" : "reverted"]?.text ?? "0"
                let all = reply[isForth ? "previewed" : "done"]?.text ?? "0"
                Terminal().progress("\(done)/\(all) hồ sơ")
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}

/// Stop an operation.
struct StopOperation: Verb {
    static let configuration = help(
        "stop",
        "Stop an operation after its current step",
        example: "operation stop YourOperationId --reason 'Nhầm đơn vị nhận'"
    )
    static let method = "OperationService/StopOperation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the operation")
    var id: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields { Fields().text("id", id).text("reason", reason) }
}

/// Go on with an operation.
struct ResumeOperation: Verb {
    static let configuration = help(
        "resume",
        "Go on with an operation that was stopped",
        example: "operation resume YourOperationId"
    )
    static let method = "OperationService/ResumeOperation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the operation")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Take back what an operation did.
struct RevertOperation: Verb {
    static let configuration = help(
        "revert",
        "Take back what an operation did, save what went on since",
        example: "operation revert YourOperationId --reason 'Nhầm đơn vị nhận'"
    )
    static let method = "OperationService/RevertOperation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the operation")
    var id: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields { Fields().text("id", id).text("reason", reason) }
}
