import ArgumentParser
import Messages

/// Drafts on their way to the signature.
struct ApprovalNoun: AsyncParsableCommand {
    static let configuration = help(
        "approvals",
        "Submit drafts, approve or return them, and see to remarks (trình duyệt dự thảo)",
        example: "approvals submit YourDocumentId --identity officer@H29.02",
        subcommands: [
            SubmitDraft.self, ApproveDrafts.self, ReturnDraft.self, WithdrawDraft.self,
            RemarkDraft.self, ResolveRemark.self, ApprovalRoutesNoun.self,
        ]
    )
}

/// Submit a draft.
struct SubmitDraft: Verb {
    static let configuration = help(
        "submit",
        "Submit a draft to the first level of the route for its form",
        example: "approvals submit YourDocumentId"
    )
    static let method = "ApprovalService/SubmitDraft"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Option(help: ArgumentHelp("The route, where several are for the form", valueName: "name"))
    var route: String?

    func request() -> Fields { Fields().text("id", id).text("route", route) }
}

/// Approve drafts.
struct ApproveDrafts: Verb {
    static let configuration = help(
        "approve",
        "Approve up to 50 drafts where they stand: all of them, or none",
        example: "approvals approve YourDocumentId/17 OtherDocumentId/21 --identity head@H29.02"
    )
    static let method = "ApprovalService/ApproveDrafts"

    @OptionGroup var options: GlobalOptions

    @Argument(
        help: ArgumentHelp("Each draft with the version that was read", valueName: "id/etag")
    )
    var drafts: [String]

    func request() throws -> Fields {
        let seen = try drafts.map { draft in
            let parts = draft.split(separator: "/").map(String.init)
            guard parts.count == 2 else { throw Failure(usage: "no ID/ETAG: \(draft)") }
            return Fields().text("id", parts[0]).text("etag", parts[1]).json
        }
        return Fields().values("drafts", seen)
    }
}

/// Return a draft.
struct ReturnDraft: Verb {
    static let configuration = help(
        "return",
        "Return a draft to who drafts it, or to an earlier level",
        example: "approvals return YourDocumentId --reason 'Bổ sung căn cứ' --identity head@H29.02"
    )
    static let method = "ApprovalService/ReturnDraft"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Option(help: ArgumentHelp("To this level; to who drafts it by default", valueName: "number"))
    var level: Int?

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields().text("id", id).number("level", level).text("reason", reason)
    }
}

/// Take a draft back.
struct WithdrawDraft: Verb {
    static let configuration = help(
        "withdraw",
        "Take a draft back that one submitted",
        example: "approvals withdraw YourDocumentId"
    )
    static let method = "ApprovalService/WithdrawDraft"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Make a remark on a draft.
struct RemarkDraft: Verb {
    static let configuration = help(
        "remark",
        "Make a remark that is resolved before the draft goes on",
        example: """
            approvals remark YourDocumentId --text 'Nêu rõ căn cứ' --wanted-by 2026-07-17 \\
                --identity head@H29.02
            """
    )
    static let method = "ApprovalService/RemarkDraft"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Option(help: ArgumentHelp("What is to be seen to; names nobody", valueName: "text"))
    var text: String

    @Option(
        help: ArgumentHelp("Who sees to it; who submitted it by default", valueName: "officer")
    )
    var assignee: String?

    @Option(help: ArgumentHelp("Day by which it is wanted", valueName: "yyyy-mm-dd"))
    var wantedBy: String

    func request() -> Fields {
        Fields().text("id", id).text("content", text).text("assignee", assignee)
            .text("wanted_by", wantedBy)
    }
}

/// Resolve a remark.
struct ResolveRemark: Verb {
    static let configuration = help(
        "resolve",
        "Resolve a remark on a draft",
        example: "approvals resolve YourDocumentId 1 --resolution 'Đã bổ sung'"
    )
    static let method = "ApprovalService/ResolveRemark"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Argument(help: "Number of the remark")
    var number: Int

    @Option(help: ArgumentHelp("How it was seen to; names nobody", valueName: "text"))
    var resolution: String

    func request() -> Fields {
        Fields().text("id", id).number("number", number).text("resolution", resolution)
    }
}

/// Along which routes drafts go.
struct ApprovalRoutesNoun: AsyncParsableCommand {
    static let configuration = help(
        "routes",
        "Read and set along which routes the drafts of a body go",
        example: "approvals routes show --agency H29.02",
        subcommands: [ShowApprovalRoutes.self, SetApprovalRoutes.self]
    )
}

/// Print along which routes drafts go.
struct ShowApprovalRoutes: Verb {
    static let configuration = help(
        "show",
        "Print the routes that hold for a body, and its own",
        example: "approvals routes show --agency H29.02 -o json"
    )
    static let method = "ApprovalService/GetApprovalRoutes"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Of this body; the caller's by default", valueName: "code"))
    var agency: String?

    func request() -> Fields { Fields().text("agency", agency) }
}

/// Set along which routes drafts go.
struct SetApprovalRoutes: Verb {
    static let configuration = help(
        "set",
        "Set along which routes drafts go; a draft on its way keeps its route",
        example: """
            approvals routes set Tools/data/approval-routes-example.json --agency H29.02 \\
                --reason 'Quy chế làm việc' --identity administrator@H29
            """
    )
    static let method = "ApprovalService/SetApprovalRoutes"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "JSON with \"routes\", or - for stdin")
    var file: String

    @Option(help: ArgumentHelp("Of this body; the caller's by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("Why", valueName: "text"))
    var reason: String

    @Option(
        help: ArgumentHelp("Version that `show` told; none for the first ones", valueName: "etag")
    )
    var etag: String?

    func request() throws -> Fields {
        let content = try Input.json(at: file)
        let own = content["own_routes"] ?? content
        guard case .object = own else { throw Failure(usage: "\(file) holds no JSON object") }
        return Fields().text("agency", agency)
            .values("routes", own["routes"]?.elements ?? [])
            .text("reason", reason).text("etag", etag)
    }
}
