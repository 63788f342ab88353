import ArgumentParser
import Messages
import Testing

@testable import AdminClient

/// A command line and the request that it makes.
struct Line: Sendable {
    let line: String
    let method: String
    let request: String
}

@Test(
    "Flags become the members of the request",
    arguments: [
        Line(
            line: "record as-of case/m1 --position 7",
            method: "RecordService/GetRecordAsOf",
            request: #"{"record":{"kind":"RECORD_KIND_CASE","id":"m1"},"position":7}"#
        ),
        Line(
            line: "reception find --id-number 079185001234 --page-token t",
            method: "ReceptionService/FindMatters",
            request: #"{"id_number":"079185001234"}"#
        ),
        Line(
            line: "record actions petition/p1",
            method: "RecordService/ListActions",
            request: #"{"record":{"kind":"RECORD_KIND_PETITION","id":"p1"}}"#
        ),
        Line(
            line: "record correct petition/p1 --etag 3 --set stamp.date=2026-07-01 "
                + "--set sender_count=2 --set forwarder.agency= --reason nhầm --office O",
            method: "RecordService/CorrectEntry",
            request: """
                {"record":{"kind":"RECORD_KIND_PETITION","id":"p1"},"reason":"nhầm","office":"O",\
                "etag":"3","fields":[{"field":"stamp.date","value_json":"\\"2026-07-01\\""},\
                {"field":"sender_count","value_json":"2"},\
                {"field":"forwarder.agency","value_json":""}]}
                """
        ),
        Line(
            line: "record void case/c1 --reason nhầm --office O",
            method: "RecordService/VoidEntry",
            request: """
                {"record":{"kind":"RECORD_KIND_CASE","id":"c1"},"reason":"nhầm","office":"O"}
                """
        ),
        Line(
            line: "record undo petition/p1 --position 12 --reason nhầm",
            method: "RecordService/UndoStep",
            request: """
                {"record":{"kind":"RECORD_KIND_PETITION","id":"p1"},"reason":"nhầm","position":12}
                """
        ),
        Line(
            line: "record move file/f1 --to petition/p1 --reason nhầm",
            method: "RecordService/MoveEntry",
            request: """
                {"record":{"kind":"RECORD_KIND_FILE","id":"f1"},"reason":"nhầm",\
                "to":{"kind":"RECORD_KIND_PETITION","id":"p1"}}
                """
        ),
        Line(
            line: "journal list --after 120 --epoch e1 --page-size 10",
            method: "FeedService/ListJournal",
            request: #"{"after":120,"epoch":"e1","page_size":10}"#
        ),
        Line(
            line: "inbox list --after 3",
            method: "FeedService/ListInbox",
            request: #"{"after":3}"#
        ),
        Line(
            line: "subscription create dvc-inbox inbox --after 7",
            method: "FeedService/CreateSubscription",
            request: #"{"name":"dvc-inbox","source":"FEED_SOURCE_INBOX","after":7}"#
        ),
        Line(
            line: "subscription delete dvc-inbox",
            method: "FeedService/DeleteSubscription",
            request: #"{"name":"dvc-inbox"}"#
        ),
        Line(
            line: "reception refuse v1 --ground D9.1 --ground D9.2",
            method: "ReceptionService/RefuseReception",
            request: #"{"id":"v1","grounds":["D9.1","D9.2"]}"#
        ),
        Line(
            line: "reception open-petition v1 --content 2 --stamp 9 --signed --written 2026-07",
            method: "ReceptionService/OpenPetition",
            request: """
                {"id":"v1","number":2,"stamp_number":"9","signed":true,\
                "written_on":{"year":2026,"month":7}}
                """
        ),
        Line(
            line: "reception guide v1 --to H29.05 --document 3/HD --on 2026-07-06",
            method: "ReceptionService/GuideCitizen",
            request: """
                {"id":"v1","number":1,"target_agency":"H29.05","document":{"number":"3/HD",\
                "issued_on":"2026-07-06"}}
                """
        ),
        Line(
            line: """
                reception transfer v1 --to H29.05 --office H29.02.GD --number 9/PC \
                --date 2026-07-08 --relay
                """,
            method: "ReceptionService/TransferDenunciation",
            request: """
                {"id":"v1","number":1,"target_agency":"H29.05","document":{"number":"9/PC",\
                "issued_on":"2026-07-08"},"office":"H29.02.GD","relay_asked":true}
                """
        ),
        Line(
            line: """
                reception notify v1 --result needs-longer --form oral --reason R \
                --expected 2026-08-03
                """,
            method: "ReceptionService/NotifyResult",
            request: """
                {"id":"v1","notice":{"result":"VISIT_RESULT_NEEDS_LONGER",\
                "form":"NOTICE_FORM_ORAL","reason":"R","expected_on":"2026-08-03"}}
                """
        ),
        Line(
            line: """
                reception settled v1 --agency H29.05 --number 3/TB --date 2026-08-03 \
                --resolved 2026-07-31
                """,
            method: "ReceptionService/NotifyTransferrer",
            request: """
                {"id":"v1","agency":"H29.05","notice":{"number":"3/TB",\
                "issued_on":"2026-08-03"},"resolved_on":"2026-07-31"}
                """
        ),
        Line(
            line: "reception list --state content-recorded",
            method: "ReceptionService/ListVisits",
            request: #"{"state":"VISIT_STATE_CONTENT_RECORDED"}"#
        ),
        Line(
            line: "petition get --external dvc/a/b",
            method: "PetitionService/GetPetition",
            request: #"{"external_reference":{"system":"dvc","id":"a/b"}}"#
        ),
        Line(
            line: "petition classify p1 --etag 3 --type complaint --subtype act --field F",
            method: "PetitionService/ClassifyPetition",
            request: """
                {"id":"p1","etag":"3","classification":{"type":"PETITION_TYPE_COMPLAINT",\
                "complaint_subtype":"COMPLAINT_SUBTYPE_ACT","eligibility":"ELIGIBILITY_ELIGIBLE",\
                "competence":"COMPETENCE_MINE","signers":"SIGNER_COUNT_SINGLE",\
                "repetition":"REPETITION_FIRST","field":"F"}}
                """
        ),
        Line(
            line: "case accept p1 --office H29.02.GD --number 5/TB --date 2026-07-08 --remote-area",
            method: "ComplaintService/AcceptComplaint",
            request: """
                {"petition_id":"p1","office":"H29.02.GD","notice":{"number":"5/TB",\
                "issued_on":"2026-07-08"},"remote_area":true}
                """
        ),
        Line(
            line: "case complex c1 --criterion many --criterion places",
            method: "ComplaintService/MarkComplex",
            request: """
                {"id":"c1","criteria":["COMPLEXITY_CRITERION_MANY","COMPLEXITY_CRITERION_PLACES"]}
                """
        ),
        Line(
            line: """
                case decide c1 --number 2/QĐ --date 2026-08-03 --conclusion well-founded \
                --action stop-act --summary S --money 5
                """,
            method: "ComplaintService/IssueDecision",
            request: """
                {"id":"c1","decision":{"document":{"number":"2/QĐ","issued_on":"2026-08-03"},\
                "conclusion":"COMPLAINT_CONCLUSION_WELL_FOUNDED",\
                "action":"DECISION_ACTION_STOP_ACT","summary":"S","money_vnd":5}}
                """
        ),
        Line(
            line: "case hand-over c1 --to H29.03 --number 3/BB --date 2026-10-20",
            method: "CaseService/HandOverFile",
            request: """
                {"id":"c1","minutes":{"number":"3/BB","issued_on":"2026-10-20"},\
                "receiver":"H29.03"}
                """
        ),
        Line(
            line: "register void --year 2026 --number 7 --number 8 --reason R",
            method: "RegisterService/VoidNumbers",
            request: """
                {"kind":"REGISTER_KIND_PETITION","year":2026,"numbers":["7","8"],"reason":"R"}
                """
        ),
        Line(
            line: """
                document draft --about case/c1 --form F --recipient H29 --recipient s1 \
                --secrecy confidential --copy 2 --external vb/7
                """,
            method: "DocumentService/DraftDocument",
            request: """
                {"about":{"kind":"RECORD_KIND_CASE","id":"c1"},"form":"F",\
                "recipients":["H29","s1"],"secrecy":"SECRECY_MARK_CONFIDENTIAL","copy_number":2,\
                "external_reference":{"system":"vb","id":"7"}}
                """
        ),
        Line(
            line: "document sign d1 --office H29.02.PP --mode deputy --signature scan",
            method: "DocumentService/SignDocument",
            request: """
                {"id":"d1","office":"H29.02.PP","mode":"SIGNING_MODE_DEPUTY",\
                "signature":"SIGNATURE_CHECK_SCAN"}
                """
        ),
        Line(
            line: "document send d1 --to H29 --way posting --proof 4/BB --on 2026-07-20",
            method: "DocumentService/SendDocument",
            request: """
                {"id":"d1","recipient":"H29","way":"DELIVERY_WAY_POSTING","proof":"4/BB",\
                "acted_on":"2026-07-20"}
                """
        ),
        Line(
            line: "document get --external vb/7",
            method: "DocumentService/GetDocument",
            request: #"{"external_reference":{"system":"vb","id":"7"}}"#
        ),
        Line(
            line: "original move o1 --to sent-on --holder H29.05 --signed-for --document 3/CV",
            method: "DocumentService/MoveOriginal",
            request: """
                {"id":"o1","to":"ORIGINAL_STATE_SENT_ON","holder":"H29.05","signed_for":true,\
                "document_number":"3/CV"}
                """
        ),
        Line(
            line: "original list --state lent",
            method: "DocumentService/ListOriginals",
            request: #"{"state":"ORIGINAL_STATE_LENT"}"#
        ),
        Line(
            line: "register open --kind notice --year 2026 --starts-at 120",
            method: "RegisterService/OpenRegister",
            request: #"{"kind":"REGISTER_KIND_NOTICE","year":2026,"starts_at":120}"#
        ),
        Line(
            line: "-o json --identity head@H29.02 case history c1",
            method: "FeedService/GetHistory",
            request: #"{"record":{"kind":"RECORD_KIND_CASE","id":"c1"}}"#
        ),
        Line(
            line: "reception facts v1",
            method: "FeedService/GetHistory",
            request: #"{"record":{"kind":"RECORD_KIND_VISIT","id":"v1"}}"#
        ),
    ]
)
func makesRequest(_ line: Line) throws {
    let arguments = line.line.split(separator: " ").map(String.init)
    let verb = try #require(try KntcAdmin.parseAsRoot(arguments) as? any Verb)
    #expect(type(of: verb).method == line.method)
    let request = try verb.request().json
    #expect(request.text(pretty: false) == line.request)
    let method = try MethodInfo.named(line.method)
    let bytes = try MessageJSON.decode(request, type: method.requestType)
    #expect(!bytes.isEmpty)
}

@Test("Options may stand before the noun or after the verb", arguments: [true, false])
func takesOptionsAnywhere(before: Bool) throws {
    let options = ["--timeout", "9", "-o", "csv", "--identity", "head@H29.02"]
    let line = before ? options + ["inbox", "list"] : ["inbox", "list"] + options
    let verb = try #require(try KntcAdmin.parseAsRoot(line) as? any Verb)
    #expect(verb.options.timeout == 9)
    #expect(verb.options.output == .csv)
    #expect(verb.options.identity == "head@H29.02")
}

/// Where a call goes, from flags and environment.
struct Origin: Sendable {
    let flags: [String]
    let environment: [String: String]
    let permission: String
    let host: String
    let port: Int
    let identity: String?
}

@Test(
    "Flags come before the environment, the environment before defaults",
    arguments: [
        Origin(
            flags: [],
            environment: ["HOME": "/nowhere"],
            permission: "system.status",
            host: "127.0.0.1",
            port: 7410,
            identity: "administrator@H29"
        ),
        Origin(
            flags: [],
            environment: ["KNTC_ENDPOINT": "h:1", "KNTC_IDENTITY": "officer@H29.02"],
            permission: "petition.read",
            host: "h",
            port: 1,
            identity: "officer@H29.02"
        ),
        Origin(
            flags: ["--endpoint", "[::1]:2", "--identity", "head@H29.02"],
            environment: ["KNTC_ENDPOINT": "h:1", "KNTC_IDENTITY": "officer@H29.02"],
            permission: "petition.read",
            host: "::1",
            port: 2,
            identity: "head@H29.02"
        ),
        Origin(
            flags: [],
            environment: ["HOME": "/nowhere"],
            permission: "petition.read",
            host: "",
            port: 0,
            identity: nil
        ),
    ]
)
func resolvesConnection(_ origin: Origin) throws {
    let options = try GlobalOptions.parse(origin.flags)
    guard let identity = origin.identity else {
        #expect(throws: Failure.self) {
            try Connection(
                options,
                environment: origin.environment,
                permission: origin.permission
            )
        }
        return
    }
    let connection = try Connection(
        options,
        environment: origin.environment,
        permission: origin.permission
    )
    #expect(connection.host == origin.host)
    #expect(connection.port == origin.port)
    #expect(connection.caller == .identity(identity))
}

@Test("Pages of a list become one list")
func joinsPages() throws {
    let first = try JSONValue(parsing: #"{"cases":[{"id":"a"}],"next_page_token":"t"}"#)
    let second = try JSONValue(parsing: #"{"cases":[{"id":"b"}]}"#)
    #expect(first.joined(with: second).text(pretty: false) == #"{"cases":[{"id":"a"},{"id":"b"}]}"#)
    // An empty last page has no list of its own.
    #expect(first.joined(with: .object([])).text(pretty: false) == #"{"cases":[{"id":"a"}]}"#)
}

@Test("A report with findings is damage")
func seesFindings() throws {
    #expect(VerifyStore.hasFindings(try JSONValue(parsing: #"{"findings":[{"check":"chain"}]}"#)))
    #expect(!VerifyStore.hasFindings(try JSONValue(parsing: #"{"entries":"6"}"#)))
}

@Test("Every method of the contract can be described", arguments: Contract.methods)
func describesMethod(_ method: MethodInfo) throws {
    let reply = try Describe.reply(method.path)
    let messages = (reply.records ?? []).compactMap { $0["message"]?.text }
    #expect(messages.contains(method.replyType))
    #expect(ListMethods.reply.records?.count == Contract.methods.count)
}
