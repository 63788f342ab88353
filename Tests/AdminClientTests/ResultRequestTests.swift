import Messages
import Testing

@testable import AdminClient

@Test(
    "Flags of enforcement, feedback and ratings become the members of the request",
    arguments: [
        Line(
            line: """
                enforcement start c1 --agency H29.05 --on 2026-09-30 \
                --item money-to-persons;250;2026-10-31;Tiền --item other;1;2026-10-15;Sửa
                """,
            method: "EnforcementService/StartEnforcement",
            request: """
                {"id":"c1","agency":"H29.05","items":[\
                {"kind":"ENFORCEMENT_KIND_MONEY_TO_PERSONS","amount_due":250,\
                "due_on":"2026-10-31","subject":"Tiền"},\
                {"kind":"ENFORCEMENT_KIND_OTHER","amount_due":1,"due_on":"2026-10-15",\
                "subject":"Sửa"}],"acted_on":"2026-09-30"}
                """
        ),
        Line(
            line: "enforcement get c1",
            method: "EnforcementService/GetEnforcement",
            request: #"{"id":"c1"}"#
        ),
        Line(
            line: """
                enforcement report c1 --number 4/BC --date 2026-10-15 --done 1;12 \
                --obstacle 2;2026-10-01;;Vướng
                """,
            method: "EnforcementService/ReportEnforcement",
            request: """
                {"id":"c1","report":{"number":"4/BC","issued_on":"2026-10-15"},\
                "progress":[{"item":"1","amount_done":12}],\
                "obstacles":[{"item":"2","reason":"Vướng","from_on":"2026-10-01"}]}
                """
        ),
        Line(
            line: "enforcement drop c1 --item 2 --ground G --number 6/QĐ --date 2026-10-20",
            method: "EnforcementService/DropItem",
            request: """
                {"id":"c1","item":"2","ground":"G",\
                "document":{"number":"6/QĐ","issued_on":"2026-10-20"}}
                """
        ),
        Line(
            line: "enforcement finish c1 --on 2026-10-30",
            method: "EnforcementService/FinishEnforcement",
            request: #"{"id":"c1","acted_on":"2026-10-30"}"#
        ),
        Line(
            line: "deadline explain --case c1 --rule KN.ENFORCE.ITEM --item 2",
            method: "DeadlineService/ExplainDeadline",
            request: """
                {"record":{"kind":"RECORD_KIND_CASE","id":"c1"},"rule":"KN.ENFORCE.ITEM",\
                "item":"2"}
                """
        ),
        Line(
            line: """
                feedback accept p1 --office O --number 5/TB --date 2026-07-14 --content A \
                --content B --external dvc/7
                """,
            method: "FeedbackService/AcceptFeedback",
            request: """
                {"petition_id":"p1","office":"O","notice":{"number":"5/TB",\
                "issued_on":"2026-07-14"},"contents":["A","B"],\
                "external_reference":{"system":"dvc","id":"7"}}
                """
        ),
        Line(
            line: "feedback assign c1 --agency H29.05 --content C --on 2026-07-16",
            method: "FeedbackService/AssignTask",
            request: #"{"id":"c1","agency":"H29.05","content":"C","acted_on":"2026-07-16"}"#
        ),
        Line(
            line: "feedback answer c1 --number 31/SNV --date 2026-07-28 --summary S",
            method: "FeedbackService/AnswerFeedback",
            request: """
                {"id":"c1","document":{"number":"31/SNV","issued_on":"2026-07-28"},"summary":"S"}
                """
        ),
        Line(
            line: "feedback reraise c1 --facts F --on 2026-08-03",
            method: "FeedbackService/ReraiseFeedback",
            request: #"{"id":"c1","new_facts":"F","acted_on":"2026-08-03"}"#
        ),
        Line(
            line: "rating record c1 --score 4 --person s1 --words W --on 2026-08-20",
            method: "SatisfactionService/RateResult",
            request: """
                {"id":"c1","person":"s1","score":4,"words":"W","acted_on":"2026-08-20"}
                """
        ),
        Line(
            line: "rating list --poor --agency H29.02",
            method: "SatisfactionService/ListRatings",
            request: #"{"agency":"H29.02","poor":true}"#
        ),
    ]
)
func makesResultRequest(_ line: Line) throws { try makesRequest(line) }
