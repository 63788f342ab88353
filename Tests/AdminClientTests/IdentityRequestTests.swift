import ArgumentParser
import Messages
import Testing

@testable import AdminClient

/// Who stands behind a secret file, on the command line.
@Suite struct IdentityRequestTests {
    // Red when: a method of the service gets no verb, or one without an example.
    @Test func `Every method of the service has a verb with an example`() throws {
        let verbs = IdentityNoun.configuration.subcommands
        let methods = verbs.compactMap { ($0 as? any Verb.Type)?.method }
        // A file is fetched by a loop of calls.
        #expect(verbs.contains { $0 is FetchOriginal.Type })
        let wanted = Contract.methods.filter {
            $0.service == "kntc.v1.IdentityService" && $0.name != "ReadOriginal"
        }
        #expect(Set(wanted.map { "IdentityService/\($0.name)" }) == Set(methods))
        for command in verbs {
            #expect(command.configuration.discussion.contains("kntc-admin identity"))
        }
    }

    // Red when: a flag goes to another member of the request.
    @Test(arguments: [
        Line(
            line: "identity reads --record petition/p1 --since 2026-07-01",
            method: "IdentityService/ListIdentityReads",
            request: #"{"record":{"kind":"RECORD_KIND_PETITION","id":"p1"},"since":"2026-07-01"}"#
        ),
        Line(
            line: "identity reads --reader H29.02/binh --agency H29.02",
            method: "IdentityService/ListIdentityReads",
            request: #"{"reader":{"agency":"H29.02","officer":"binh"},"agency":"H29.02"}"#
        ),
        Line(
            line: "identity reads --party s1",
            method: "IdentityService/ListIdentityReads",
            request: #"{"party":"s1"}"#
        ),
        Line(
            line: "identity request case/c1 --reason-code verify --reason R --clerk chi",
            method: "IdentityService/RequestIdentity",
            request: """
                {"record":{"kind":"RECORD_KIND_CASE","id":"c1"},\
                "kind":"IDENTITY_REQUEST_KIND_READ","reason_code":"IDENTITY_REASON_VERIFY",\
                "reason":"R","clerk":{"officer":"chi"}}
                """
        ),
        Line(
            line: "identity request petition/p1 --lower --reason-code reclassify --reason R",
            method: "IdentityService/RequestIdentity",
            request: """
                {"record":{"kind":"RECORD_KIND_PETITION","id":"p1"},\
                "kind":"IDENTITY_REQUEST_KIND_LOWER",\
                "reason_code":"IDENTITY_REASON_RECLASSIFY","reason":"R"}
                """
        ),
        Line(
            line: "identity approve q1 --digest 00ff",
            method: "IdentityService/ApproveIdentity",
            request: #"{"id":"q1","digest":"00ff"}"#
        ),
        Line(
            line: "identity refuse q1 --reason R",
            method: "IdentityService/RefuseIdentity",
            request: #"{"id":"q1","reason":"R"}"#
        ),
        Line(
            line: "identity revoke q1 --reason R",
            method: "IdentityService/RevokeIdentity",
            request: #"{"id":"q1","reason":"R"}"#
        ),
        Line(
            line: "identity show q1",
            method: "IdentityService/GetIdentityRequest",
            request: #"{"id":"q1"}"#
        ),
        Line(
            line: "identity requests --waiting --agency H29.02",
            method: "IdentityService/ListIdentityRequests",
            request: #"{"agency":"H29.02","waiting":true}"#
        ),
        Line(
            line: "identity read petition/p1 --reason-code meet --reason R",
            method: "IdentityService/ReadIdentity",
            request: """
                {"record":{"kind":"RECORD_KIND_PETITION","id":"p1"},\
                "reason_code":"IDENTITY_REASON_MEET","reason":"R"}
                """
        ),
        Line(
            line: "identity handlers visit/v1",
            method: "IdentityService/ListHandlers",
            request: #"{"record":{"kind":"RECORD_KIND_VISIT","id":"v1"}}"#
        ),
        Line(
            line: "identity appoint petition/p1 --handler binh --handler H29.05/dung --clerk chi "
                + "--until report --office O --reason R",
            method: "IdentityService/AppointHandlers",
            request: """
                {"record":{"kind":"RECORD_KIND_PETITION","id":"p1"},\
                "handlers":[{"officer":"binh"},{"agency":"H29.05","officer":"dung"}],\
                "clerks":[{"officer":"chi"}],"until":"HANDLER_STAGE_REPORT","reason":"R",\
                "office":"O"}
                """
        ),
        Line(
            line: "identity end a1 --office O --reason R",
            method: "IdentityService/EndHandlers",
            request: #"{"id":"a1","reason":"R","office":"O"}"#
        ),
        Line(
            line: "identity letter d1 --party s1",
            method: "IdentityService/RenderLetter",
            request: #"{"document":"d1","party":"s1"}"#
        ),
        Line(
            line: "identity lower q1",
            method: "IdentityService/LowerGuard",
            request: #"{"id":"q1"}"#
        ),
    ])
    func `Flags become the members of the request`(_ line: Line) throws {
        try makesRequest(line)
    }

    // Red when: two subjects are taken for one.
    @Test func `A list of readings has one subject`() throws {
        let verb = try KntcAdmin.parseAsRoot(["identity", "reads", "--party", "a", "--reader", "b"])
        let reads = try #require(verb as? ListIdentityReads)
        #expect(throws: Failure.self) { try reads.request() }
    }
}
