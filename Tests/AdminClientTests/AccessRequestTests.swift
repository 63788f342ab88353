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
            line: "officer holdings lan.nv --office H29.02.GD --on 2026-09-01",
            method: "DirectoryService/ListHoldings",
            request: #"{"officer":"lan.nv","office":"H29.02.GD","on":"2026-09-01"}"#
        ),
        Line(
            line: """
                officer end lan.nv --office H29.02.GD --on 2026-09-01 --successor minh.nv \
                --number 45/QĐ --date 2026-08-20
                """,
            method: "DirectoryService/EndAppointment",
            request: """
                {"officer":"lan.nv","office":"H29.02.GD","on":"2026-09-01",\
                "successor":"minh.nv","decision":{"number":"45/QĐ","issued_on":"2026-08-20"}}
                """
        ),
        Line(
            line: "directory get 26740 --scheme gso --on 2025-07-01",
            method: "DirectoryService/GetAgency",
            request: #"{"code":"26740","scheme":"gso","on":"2025-07-01"}"#
        ),
        Line(
            line: "directory list --parent H29 --on 2025-06-30",
            method: "DirectoryService/ListAgencies",
            request: #"{"parent":"H29","on":"2025-06-30"}"#
        ),
        Line(
            line: """
                directory rename H29.07 --name Sở --parent H29 --title H29.07.GD=Giám_đốc \
                --on 2026-09-01 --number 12/NQ --date 2026-08-01
                """,
            method: "DirectoryService/RenameAgency",
            request: """
                {"code":"H29.07","name":"Sở","parent":"H29",\
                "offices":[{"code":"H29.07.GD","title":"Giám_đốc"}],"on":"2026-09-01",\
                "decision":{"number":"12/NQ","issued_on":"2026-08-01"}}
                """
        ),
        Line(
            line: """
                directory merge H29.13 H29.14 --into H29.12 --on 2026-09-01 --number 12/NQ \
                --date 2026-08-01
                """,
            method: "DirectoryService/MergeAgencies",
            request: """
                {"codes":["H29.13","H29.14"],"into":{"code":"H29.12"},"on":"2026-09-01",\
                "decision":{"number":"12/NQ","issued_on":"2026-08-01"}}
                """
        ),
        Line(
            line: """
                directory split H29.13 --into H29.12 --into H29.14 --on 2026-09-01 --number 12/NQ \
                --date 2026-08-01
                """,
            method: "DirectoryService/SplitAgency",
            request: """
                {"code":"H29.13","into":[{"code":"H29.12"},{"code":"H29.14"}],\
                "on":"2026-09-01","decision":{"number":"12/NQ","issued_on":"2026-08-01"}}
                """
        ),
        Line(
            line: """
                directory dissolve H29.13 --successor H29.12 --on 2026-09-01 --number 12/NQ \
                --date 2026-08-01
                """,
            method: "DirectoryService/DissolveAgency",
            request: """
                {"agency":"H29.13","successors":["H29.12"],"on":"2026-09-01",\
                "decision":{"number":"12/NQ","issued_on":"2026-08-01"}}
                """
        ),
        Line(
            line: "directory preview H29.13 --on 2026-09-01 --kind petition",
            method: "DirectoryService/PreviewReorganisation",
            request: #"{"agency":"H29.13","on":"2026-09-01","kind":"RECORD_KIND_PETITION"}"#
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
