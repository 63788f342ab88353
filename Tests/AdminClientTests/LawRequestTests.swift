import ArgumentParser
import Foundation
import Messages
import Testing

@testable import AdminClient

@Test(
    "Flags of time limits, law and calendars become the members of the request",
    arguments: [
        Line(
            line: "deadline compute --rule KN.ACCEPT --start 2026-07-01",
            method: "DeadlineService/ComputeDeadline",
            request: #"{"rule":"KN.ACCEPT","start_on":"2026-07-01"}"#
        ),
        Line(
            line: "deadline compute --rule R --start 2026-08-03 "
                + "--suspend 2026-08-13..2026-09-14 --suspend 2026-10-01.. "
                + "--obstacle 2026-04-03..2026-04-12 --extend E:30 --extend F:20:2026-09-20 "
                + "--act-on 2026-07-01 --agency H29.02",
            method: "DeadlineService/ComputeDeadline",
            request: """
                {"rule":"R","start_on":"2026-08-03","suspensions":[\
                {"decided_on":"2026-08-13","resumed_on":"2026-09-14"},\
                {"decided_on":"2026-10-01"}],\
                "obstacles":[{"from_on":"2026-04-03","to_on":"2026-04-12"}],\
                "extensions":[{"rule_version":"E","days":30},\
                {"rule_version":"F","days":20,"decided_on":"2026-09-20"}],\
                "act_on":"2026-07-01","agency":"H29.02"}
                """
        ),
        Line(
            line: "deadline compute --rule R --start 2026-07-01T08:30:00+07:00",
            method: "DeadlineService/ComputeDeadline",
            request: #"{"rule":"R","start_at":"2026-07-01T08:30:00+07:00"}"#
        ),
        Line(
            line: "deadline explain --case c1 --rule R",
            method: "DeadlineService/ExplainDeadline",
            request: #"{"record":{"kind":"RECORD_KIND_CASE","id":"c1"},"rule":"R"}"#
        ),
        Line(
            line: "calendar show --agency H29.02 --year 2027",
            method: "CalendarService/GetCalendar",
            request: #"{"agency":"H29.02","year":2027}"#
        ),
        Line(
            line: "law unsure",
            method: "LawService/ListSettings",
            request: #"{"unsure":true}"#
        ),
        Line(
            line: "law set KN.FILE_HANDOVER '' --reason R",
            method: "LawService/SetSetting",
            request: #"{"key":"KN.FILE_HANDOVER","value":"''","reason":"R"}"#
        ),
        Line(
            line: "law transitions --table visit",
            method: "LawService/ListTransitions",
            request: #"{"table":"visit"}"#
        ),
        Line(
            line: "law forms --on 2026-07-01",
            method: "DocumentService/ListForms",
            request: #"{"on":"2026-07-01"}"#
        ),
    ]
)
func asksForLaw(_ line: Line) throws {
    try makesRequest(line)
}

@Test(
    "The layer of a calendar comes from a file, by itself or as `show` tells it",
    arguments: [
        #"{"entries":[{"day":"2027-02-11"}],"announced_years":[2028]}"#,
        #"{"agency":"H29","own":{"entries":[{"day":"2027-02-11"}],"announced_years":[2028]}}"#,
    ]
)
func readsLayer(content: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
    try Data(content.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let layer = #""entries":[{"day":"2027-02-11"}],"announced_years":[2028]"#
    for (line, request) in [
        (["preview", file.path, "--agency", "H29"], #"{"agency":"H29",\#(layer)}"#),
        (
            ["replace", file.path, "--reason", "QĐ", "--etag", "7"],
            #"{\#(layer),"reason":"QĐ","etag":"7"}"#
        ),
    ] {
        let verb = try #require(try KntcAdmin.parseAsRoot(["calendar"] + line) as? any Verb)
        #expect(try verb.request().json.text(pretty: false) == request)
    }
}
