import Messages
import Testing

@testable import AdminClient

@Test(
    "Flags of officers, grants and respondents become the members of the request",
    arguments: [
        Line(
            line: """
                grant propose inspector --officer nga.tt --officer hai.tt --unit H29.02 --subtree \
                --from 2026-07-01 --to 2026-09-30 --number 12/QĐ-TTr --date 2026-06-29 \
                --records-from 2025-01-01 --records-to 2026-06-30
                """,
            method: "GrantService/ProposeGrant",
            request: """
                {"grant":{"role":"inspector","officers":["nga.tt","hai.tt"],"units":["H29.02"],\
                "subtree":true,"valid_from":"2026-07-01","valid_to":"2026-09-30",\
                "decision":{"number":"12/QĐ-TTr","issued_on":"2026-06-29"},\
                "records_from":"2025-01-01","records_to":"2026-06-30"}}
                """
        ),
        Line(
            line: "grant approve g1 --etag 12",
            method: "GrantService/ApproveGrant",
            request: #"{"id":"g1","etag":"12"}"#
        ),
        Line(
            line: "grant end g1 --reason Hết",
            method: "GrantService/EndGrant",
            request: #"{"id":"g1","reason":"Hết"}"#
        ),
        Line(
            line: "grant list --unit H29.02 --holder lan.nv",
            method: "GrantService/ListGrants",
            request: #"{"unit":"H29.02","holder":"lan.nv"}"#
        ),
        Line(
            line: "can-i CaseService/GetCase --record case/c1",
            method: "GrantService/CanI",
            request: """
                {"method":"CaseService/GetCase","record":{"kind":"RECORD_KIND_CASE","id":"c1"}}
                """
        ),
        Line(
            line: "can-i CaseService/GetCase --officer lan.nv --office H29.02.PP",
            method: "GrantService/CanI",
            request: """
                {"method":"CaseService/GetCase","officer":"lan.nv","office":"H29.02.PP"}
                """
        ),
        Line(
            line: "officer get lan.nv",
            method: "DirectoryService/GetOfficer",
            request: #"{"code":"lan.nv"}"#
        ),
        Line(
            line: "officer list --agency H29.02",
            method: "DirectoryService/ListOfficers",
            request: #"{"agency":"H29.02"}"#
        ),
        Line(
            line: """
                petition respondents p1 --etag 7 --reason nhầm --respondent H29.02;official;;lan.nv \
                --respondent H29.05;head;;
                """,
            method: "PetitionService/NameRespondents",
            request: """
                {"id":"p1","etag":"7","respondents":[\
                {"agency":"H29.02","rank":"RANK_OFFICIAL","officer":"lan.nv"},\
                {"agency":"H29.05","rank":"RANK_HEAD"}],"reason":"nhầm"}
                """
        ),
    ]
)
func makesAccessRequest(_ line: Line) throws { try makesRequest(line) }
