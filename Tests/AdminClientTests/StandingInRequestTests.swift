import Messages
import Testing

@testable import AdminClient

@Test(
    "Flags of who signs for somebody become the members of the request",
    arguments: [
        Line(
            line: "delegation list --agency H29.02 --state given",
            method: "DelegationService/ListDelegations",
            request: #"{"agency":"H29.02","state":"DELEGATION_STATE_GIVEN"}"#
        ),
        Line(
            line: "delegation show g1",
            method: "DelegationService/GetDelegation",
            request: #"{"id":"g1"}"#
        ),
        Line(
            line: """
                delegation give --office H29.02.GD --mode authorised --to H29.02.01.GD \
                --officer chi --form F --form G --from 2026-08-01 --until 2026-12-31 \
                --number 12/UQ --date 2026-07-30
                """,
            method: "DelegationService/GiveDelegation",
            request: """
                {"office":"H29.02.GD","mode":"SIGNING_MODE_AUTHORISED","to_office":"H29.02.01.GD",\
                "to_officer":"chi","forms":["F","G"],"valid_from":"2026-08-01",\
                "valid_to":"2026-12-31","decision":{"number":"12/UQ","issued_on":"2026-07-30"}}
                """
        ),
        Line(
            line: "delegation end g1 --on 2026-09-01 --reason R",
            method: "DelegationService/EndDelegation",
            request: #"{"id":"g1","on":"2026-09-01","reason":"R"}"#
        ),
        Line(
            line: "absence list --agency H29.02 --on 2026-12-01",
            method: "AbsenceService/ListAbsences",
            request: #"{"agency":"H29.02","on":"2026-12-01"}"#
        ),
        Line(
            line: "absence show a1",
            method: "AbsenceService/GetAbsence",
            request: #"{"id":"a1"}"#
        ),
        Line(
            line: """
                absence enter --officer lan --by minh --reason sick --from 2026-12-01 \
                --until 2026-12-04
                """,
            method: "AbsenceService/EnterAbsence",
            request: """
                {"officer":"lan","substitute":"minh","reason":"ABSENCE_REASON_SICK",\
                "first_on":"2026-12-01","last_on":"2026-12-04"}
                """
        ),
        Line(
            line: "absence end a1 --back 2026-12-03",
            method: "AbsenceService/EndAbsence",
            request: #"{"id":"a1","back_on":"2026-12-03"}"#
        ),
    ]
)
func standingInFlags(line: Line) throws {
    try makesRequest(line)
}
