import ArgumentParser
import Foundation
import Messages

/// Who stands behind a secret file: who may know, who asked, who read.
struct IdentityNoun: AsyncParsableCommand {
    static let configuration = help(
        "identity",
        "Who stands behind a secret file: who may know it, who asked and who read",
        example: "identity reads --since 2026-07-01 --identity head@H29.02/nguyen.an",
        subcommands: [
            ListIdentityReads.self, RequestIdentity.self, ShowIdentityRequest.self,
            ListIdentityRequests.self, ApproveIdentity.self, RefuseIdentity.self,
            RevokeIdentity.self, ReadIdentity.self, ListHandlers.self, AppointHandlers.self,
            EndHandlers.self, FetchOriginal.self, RenderLetter.self, LowerGuard.self,
        ]
    )
}

extension Fields {
    /// An officer by AGENCY/CODE, or by the code alone for one of the caller's agency.
    fileprivate static func officer(_ text: String) -> JSONValue {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return Fields().text("officer", text).json }
        return Fields().text("agency", parts[0]).text("officer", parts[1]).json
    }

    fileprivate func officer(_ name: String, _ text: String?) -> Fields {
        guard let text else { return self }
        return Fields(json: json.setting(name, to: Self.officer(text)))
    }

    func officers(_ name: String, _ texts: [String]) -> Fields {
        values(name, texts.map(Self.officer))
    }
}

/// Why somebody has to know.
struct MotiveOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "verify, meet, notify, protect, compare, inspect, justice or reclassify",
            valueName: "code"
        )
    )
    var reasonCode: String

    @Option(help: ArgumentHelp("Why, 20 characters at least; names nobody", valueName: "text"))
    var reason: String
}

extension Fields {
    fileprivate func motive(_ motive: MotiveOptions) -> Fields {
        choice("reason_code", "IDENTITY_REASON_", motive.reasonCode).text("reason", motive.reason)
    }
}

/// List who ever read whom.
struct ListIdentityReads: ListVerb {
    static let configuration = help(
        "reads",
        "List who ever read whom: of the caller's agency, of a record, a person or an officer",
        example: "identity reads --record petition/YourPetitionId --identity auditor@H29/kiem.toan"
    )
    static let method = "IdentityService/ListIdentityReads"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Of this record", valueName: "kind/id"))
    var record: String?

    @Option(help: ArgumentHelp("Of this person, by the id of the sealed party", valueName: "id"))
    var party: String?

    @Option(help: ArgumentHelp("By this officer", valueName: "agency/code"))
    var reader: String?

    @Option(help: ArgumentHelp("Only files of this agency", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("Only from this day on", valueName: "yyyy-mm-dd"))
    var since: String?

    func request() throws -> Fields {
        guard [record, party, reader].compactMap({ $0 }).count <= 1 else {
            throw Failure(usage: "name one of --record, --party and --reader")
        }
        let named = try record.map { try Fields().record(named: $0) } ?? Fields()
        return
            named
            .text("party", party)
            .officer("reader", reader)
            .text("agency", agency)
            .text("since", since)
    }
}

/// Ask for leave.
struct RequestIdentity: Verb {
    static let configuration = help(
        "request",
        "Ask for leave to read the persons of a secret file, or to lower its guard",
        example: "identity request petition/YourPetitionId --reason-code verify "
            + "--reason 'Xác minh nhân thân trước khi thụ lý' --identity officer@H29.02/tran.binh"
    )
    static let method = "IdentityService/RequestIdentity"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument
    @OptionGroup var motive: MotiveOptions

    @Option(help: ArgumentHelp("Who may have letters rendered meanwhile", valueName: "agency/code"))
    var clerk: String?

    @Flag(help: "To lower the guard of what is no denunciation, not to read")
    var lower = false

    func request() throws -> Fields {
        try Fields()
            .record(named)
            .choice("kind", "IDENTITY_REQUEST_KIND_", lower ? "lower" : "read")
            .motive(motive)
            .officer("clerk", clerk)
    }
}

/// Print a request.
struct ShowIdentityRequest: Verb {
    static let configuration = help(
        "show",
        "Print a request as it stands now, with the digest that an approval names",
        example: "identity show YourRequestId"
    )
    static let method = "IdentityService/GetIdentityRequest"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the request")
    var id: String

    func request() -> Fields {
        Fields().text("id", id)
    }
}

/// List requests.
struct ListIdentityRequests: ListVerb {
    static let configuration = help(
        "requests",
        "List one's own requests, and those that one may approve",
        example: "identity requests --waiting --identity head@H29.02/nguyen.an"
    )
    static let method = "IdentityService/ListIdentityRequests"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(
        help: ArgumentHelp("About files of this agency; one's own by default", valueName: "code")
    )
    var agency: String?

    @Flag(help: "Only those that wait for an approval")
    var waiting = false

    func request() -> Fields {
        Fields()
            .text("agency", agency)
            .flag("waiting", waiting)
    }
}

/// Approve a request.
struct ApproveIdentity: Verb {
    static let configuration = help(
        "approve",
        "Approve a request as one has read it; the second approval grants it for 15 minutes",
        example: "identity approve YourRequestId --digest TheDigestThatShowPrints"
    )
    static let method = "IdentityService/ApproveIdentity"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the request")
    var id: String

    @Option(help: ArgumentHelp("Digest of the request, as show prints it", valueName: "hex"))
    var digest: String

    func request() -> Fields {
        Fields().text("id", id).text("digest", digest)
    }
}

/// Refuse a request.
struct RefuseIdentity: Verb {
    static let configuration = help(
        "refuse",
        "Refuse a request that is not granted yet",
        example: "identity refuse YourRequestId --reason 'Chưa rõ lý do'"
    )
    static let method = "IdentityService/RefuseIdentity"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the request")
    var id: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields().text("id", id).text("reason", reason)
    }
}

/// Take back a grant.
struct RevokeIdentity: Verb {
    static let configuration = help(
        "revoke",
        "Take back a grant",
        example: "identity revoke YourRequestId --reason 'Không còn cần thiết'"
    )
    static let method = "IdentityService/RevokeIdentity"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the request")
    var id: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields().text("id", id).text("reason", reason)
    }
}

/// Read the persons of a secret record.
struct ReadIdentity: Verb {
    static let configuration = help(
        "read",
        "Print the persons and letters of a secret record in clear; the journal tells of it first",
        example: "identity read petition/YourPetitionId --reason-code meet "
            + "--reason 'Mời người tố cáo đến làm việc' --identity officer@H29.02/tran.binh"
    )
    static let method = "IdentityService/ReadIdentity"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument
    @OptionGroup var motive: MotiveOptions

    func request() throws -> Fields {
        try Fields().record(named).motive(motive)
    }
}

/// Render a letter.
struct RenderLetter: Verb {
    static let configuration = help(
        "letter",
        "Render a document of a secret file as a page to one person, for a named clerk",
        example: "identity letter YourDocumentId --identity clerk@H29.02/le.chi > thong-bao.html"
    )
    static let method = "IdentityService/RenderLetter"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Option(help: ArgumentHelp("Whom it goes to; the only person by default", valueName: "id"))
    var party: String?

    func request() -> Fields {
        Fields().text("document", id).text("party", party)
    }

    /// Prints the page alone, so that it can be sent to a printer and is kept nowhere.
    func run() async throws {
        let request = request().json
        try await Session.with(Self.method, [request], options) { session in
            let reply = try await session.call(request)
            if options.output == .table {
                Terminal().out(reply["html"]?.text ?? "")
            } else {
                options.show(reply, session.method.replyType)
            }
        }
    }
}

/// Lower the guard of what is no denunciation.
struct LowerGuard: Verb {
    static let configuration = help(
        "lower",
        "Give the persons of what is no denunciation an ordinary guard, by an approved request",
        example: "identity lower YourRequestId --identity officer@H29.02/tran.binh"
    )
    static let method = "IdentityService/LowerGuard"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the approved request")
    var id: String

    func request() -> Fields {
        Fields().text("id", id)
    }
}
