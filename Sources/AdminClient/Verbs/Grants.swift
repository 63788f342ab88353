import ArgumentParser
import Messages

/// Who may do what.
struct GrantNoun: AsyncParsableCommand {
    static let configuration = help(
        "grant",
        "Propose, approve, end and list grants of roles",
        example: "grant list --unit H29.02 --identity administrator@H29",
        subcommands: [ProposeGrant.self, ApproveGrant.self, EndGrant.self, ListGrants.self]
    )
}

/// Propose a grant.
struct ProposeGrant: Verb {
    static let configuration = help(
        "propose",
        "Propose a role for an office or for officers in units; somebody else approves it",
        example: """
            grant propose inspector --officer nga.tt --officer hai.tt --unit H29.02 \\
                --from 2026-07-01 --to 2026-09-30 --number 12/QĐ-TTr --date 2026-06-29
            """
    )
    static let method = "GrantService/ProposeGrant"

    @OptionGroup var options: GlobalOptions

    @Argument(
        help: """
            receiver, officer, verifier, clerk, head, inspector, administrator, auditor or sync
            """
    )
    var role: String

    @Option(help: ArgumentHelp("The office that holds it", valueName: "code"))
    var office: String?

    @Option(help: ArgumentHelp("An officer who holds it; may be given again", valueName: "code"))
    var officer: [String] = []

    @Option(help: ArgumentHelp("A unit that it is for; may be given again", valueName: "code"))
    var unit: [String] = []

    @Flag(help: "For the units below as well")
    var subtree = false

    @Option(help: ArgumentHelp("First day", valueName: "yyyy-mm-dd"))
    var from: String

    @Option(help: ArgumentHelp("Last day; an inspection has one", valueName: "yyyy-mm-dd"))
    var to: String?

    @Option(help: ArgumentHelp("Number of the decision that it rests on", valueName: "number"))
    var number: String?

    @Option(help: ArgumentHelp("Day of that decision", valueName: "yyyy-mm-dd"))
    var date: String?

    @Option(
        help: ArgumentHelp("Inspection: records entered from this day on", valueName: "yyyy-mm-dd")
    )
    var recordsFrom: String?

    @Option(
        help: ArgumentHelp("Inspection: records entered up to this day", valueName: "yyyy-mm-dd")
    )
    var recordsTo: String?

    func request() -> Fields {
        Fields()
            .text("grant.role", role)
            .text("grant.office", office)
            .texts("grant.officers", officer)
            .texts("grant.units", unit)
            .flag("grant.subtree", subtree)
            .text("grant.valid_from", from)
            .text("grant.valid_to", to)
            .text("grant.decision.number", number)
            .text("grant.decision.issued_on", date)
            .text("grant.records_from", recordsFrom)
            .text("grant.records_to", recordsTo)
    }
}

/// Approve a grant.
struct ApproveGrant: Verb {
    static let configuration = help(
        "approve",
        "Approve a grant that somebody else proposed, as it was read",
        example: "grant approve YourGrantId --etag 12"
    )
    static let method = "GrantService/ApproveGrant"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the grant")
    var id: String

    @Option(help: ArgumentHelp("Version that was read, as `grant list` prints it"))
    var etag: String

    func request() -> Fields { Fields().text("id", id).text("etag", etag) }
}

/// End a grant.
struct EndGrant: Verb {
    static let configuration = help(
        "end",
        "Refuse a proposed grant, or end an approved one at once",
        example: "grant end YourGrantId --reason 'Chuyển công tác'"
    )
    static let method = "GrantService/EndGrant"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the grant")
    var id: String

    @Option(help: ArgumentHelp("Why", valueName: "text"))
    var reason: String

    func request() -> Fields { Fields().text("id", id).text("reason", reason) }
}

/// List grants.
struct ListGrants: ListVerb {
    static let configuration = help(
        "list",
        "List grants, the newest last",
        example: "grant list --holder H29.02.GD"
    )
    static let method = "GrantService/ListGrants"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only those for this unit", valueName: "code"))
    var unit: String?

    @Option(help: ArgumentHelp("Only those of this office or officer", valueName: "code"))
    var holder: String?

    func request() -> Fields { Fields().text("unit", unit).text("holder", holder) }
}

/// Ask whether a method may be called.
struct CanI: Verb {
    static let configuration = help(
        "can-i",
        "Say whether you, or another officer, may call a method, and why",
        example: "can-i CaseService/GetCase --record case/YourCaseId --explain"
    )
    static let method = "GrantService/CanI"

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("The method", valueName: "service/method"))
    var method: String

    @Option(help: ArgumentHelp("The record that it is about", valueName: "kind/id"))
    var record: String?

    @Option(help: ArgumentHelp("Another officer", valueName: "code"))
    var officer: String?

    @Option(help: ArgumentHelp("Office in which that officer acts", valueName: "code"))
    var office: String?

    @Flag(help: "Print the reasons as well")
    var explain = false

    func request() throws -> Fields {
        let fields = Fields().text("method", method).text("officer", officer).text("office", office)
        guard let record else { return fields }
        let parts = record.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else { throw Failure(usage: "--record is no KIND/ID: \(record)") }
        return fields.record(String(parts[0]), String(parts[1]))
    }

    func run() async throws {
        let request = try request().json
        try await Session.with(Self.method, [request], options) { session in
            let reply = try await session.call(request)
            let isAllowed = reply.isTrue("allowed")
            if options.output == .table {
                Terminal().print(isAllowed ? "Được." : "Không được.")
                guard explain else { return }
                for reason in reply["reasons"]?.elements ?? [] {
                    let mark = reason.isTrue("passed") ? "✓" : "✗"
                    Terminal().print("  \(mark) \(reason["words_vi"]?.text ?? "")")
                }
            } else {
                options.show(reply, session.method.replyType)
            }
        }
    }
}

extension JSONValue {
    /// Whether a member is true.
    fileprivate func isTrue(_ name: String) -> Bool {
        if case .bool(true) = self[name] { return true }
        return false
    }
}
