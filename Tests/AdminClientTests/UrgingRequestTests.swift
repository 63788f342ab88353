import ArgumentParser
import Foundation
import Messages
import Testing

@testable import AdminClient

@Test(
    "Flags of urging become the members of the request",
    arguments: [
        Line(
            line: "urging list --agency H29.02",
            method: "UrgingService/ListUrgings",
            request: #"{"agency":"H29.02"}"#
        ),
        Line(
            line: "urging list --about petition/p1",
            method: "UrgingService/ListUrgings",
            request: #"{"record":{"kind":"RECORD_KIND_PETITION","id":"p1"}}"#
        ),
        Line(
            line: "urging show u1",
            method: "UrgingService/GetUrging",
            request: #"{"id":"u1"}"#
        ),
        Line(
            line: "urging send case/c1 --to agency-head --number 9/CV --date 2026-07-15 --reason R",
            method: "UrgingService/UrgeFile",
            request: """
                {"record":{"kind":"RECORD_KIND_CASE","id":"c1"},\
                "rung":"URGING_RUNG_AGENCY_HEAD",\
                "letter":{"number":"9/CV","issued_on":"2026-07-15"},"reason":"R"}
                """
        ),
        Line(
            line: "urging digest --officer an.nv --day 2026-07-15",
            method: "UrgingService/GetDigest",
            request: #"{"officer":"an.nv","day":"2026-07-15"}"#
        ),
        Line(
            line: "urging policy show --agency H29.02",
            method: "UrgingService/GetUrgingPolicy",
            request: #"{"agency":"H29.02"}"#
        ),
    ]
)
func urgingFlags(line: Line) throws {
    try makesRequest(line)
}

/// What people read of urgings.
@Suite struct UrgingTextTests {
    // Red when: a policy of a file is not the one that is sent.
    @Test func `A policy comes from a file, by itself or as show tells it`() throws {
        let stages = #"[{"kind":"RECORD_KIND_CASE","state":"CASE_STATE_ACCEPTED","days":3}]"#
        let policy = #"{"levels":[{"days":-2,"rung":"URGING_RUNG_HOLDER"}],"stages":\#(stages)}"#
        for text in [policy, #"{"own_policy":\#(policy),"holds":{"levels":[]}}"#] {
            let path = NSTemporaryDirectory() + "kntc-policy-" + UUID().uuidString
            defer { try? FileManager.default.removeItem(atPath: path) }
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let line = ["urging", "policy", "set", path, "--reason", "R", "--etag", "7"]
            let verb = try #require(try KntcAdmin.parseAsRoot(line) as? any Verb)
            let expected = policy.dropLast() + #","reason":"R","etag":"7"}"#
            #expect(try verb.request().json.text(pretty: false) == String(expected))
        }
    }

    // Red when: a digest shows nothing, or hides that there is more.
    @Test func `A digest is a line that counts and a line each`() throws {
        let digest = try JSONValue(
            parsing: #"{"day":"2026-07-27","urgings":[{"content":"Đôn đốc: đơn số 1"}],"more":2}"#
        )
        #expect(
            DigestText.lines(of: digest) == [
                "Đôn đốc ngày 27/07/2026: 1 việc.", "1. Đôn đốc: đơn số 1",
                "Còn 2 việc khác: kntc-admin urging list",
            ]
        )
        let none = try JSONValue(parsing: #"{"day":"2026-07-27"}"#)
        #expect(DigestText.lines(of: none) == ["Đôn đốc ngày 27/07/2026: 0 việc."])
    }

    // Red when: who is urged, or which record, is named twice or not at all.
    @Test(arguments: [
        "urging list --agency H29 --about petition/p1", "urging digest",
        "urging digest --office o --officer f",
    ])
    func `One of two names is asked for`(line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let verb = try #require(try KntcAdmin.parseAsRoot(words) as? any Verb)
        #expect(throws: Failure.self) { try verb.request() }
    }
}
