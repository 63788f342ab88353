import ArgumentParser
import Messages
import Testing

@testable import AdminClient

/// Complaints on the command line.
@Suite struct ComplaintRequestTests {
    // Red when: a method of the service gets no verb, or one without an example.
    @Test(arguments: ["ComplaintService", "CaseService"])
    func `Every method of the service has a verb with an example`(service: String) {
        let verbs = CaseNoun.configuration.subcommands
        let methods = Set(verbs.compactMap { ($0 as? any Verb.Type)?.method })
        for method in Contract.methods where method.service == "kntc.v1.\(service)" {
            #expect(methods.contains("\(service)/\(method.name)"))
        }
        for command in verbs {
            #expect(command.configuration.discussion.contains("kntc-admin case "))
        }
    }

    // Red when: a flag of complaints goes to another member of the request.
    @Test(arguments: [
        Line(
            line: "case own-check c1 --right --on 2026-07-15",
            method: "ComplaintService/CheckOwnDecision",
            request: #"{"id":"c1","acted_on":"2026-07-15","right":true}"#
        ),
        Line(
            line: "case ask-evidence c1 --subject hồ-sơ --number 21/SNV --date 2026-07-17",
            method: "ComplaintService/RequestEvidence",
            request: """
                {"id":"c1","subject":"hồ-sơ","document":{"number":"21/SNV",\
                "issued_on":"2026-07-17"}}
                """
        ),
        Line(
            line: "case evidence c1 --request 1 --on 2026-07-24",
            method: "ComplaintService/RecordEvidence",
            request: #"{"id":"c1","evidence":"1","acted_on":"2026-07-24"}"#
        ),
        Line(
            line: "case extend-verification c1 --until 2026-08-05 --number 22 --date 2026-07-28",
            method: "ComplaintService/ExtendVerification",
            request: """
                {"id":"c1","until":"2026-08-05","document":{"number":"22",\
                "issued_on":"2026-07-28"}}
                """
        ),
        Line(
            line: "case council c1 --number 25 --date 2026-07-20",
            method: "ComplaintService/SetUpCouncil",
            request: #"{"id":"c1","decision":{"number":"25","issued_on":"2026-07-20"}}"#
        ),
        Line(
            line: "case dialogue-notice c1 --planned 2026-08-10",
            method: "ComplaintService/SendDialogueNotice",
            request: #"{"id":"c1","planned_on":"2026-08-10"}"#
        ),
        Line(
            line: "case stay c1 --reason x --number 23 --date 2026-07-20",
            method: "ComplaintService/StayExecution",
            request: """
                {"id":"c1","decision":{"number":"23","issued_on":"2026-07-20"},\
                "reason":"x"}
                """
        ),
        Line(
            line: "case lift-stay c1 --number 24 --date 2026-07-27",
            method: "ComplaintService/LiftStay",
            request: #"{"id":"c1","decision":{"number":"24","issued_on":"2026-07-27"}}"#
        ),
        Line(
            line: "case suspend c1 --ground force-majeure --number 30 --date 2026-07-20",
            method: "CaseService/SuspendCase",
            request: """
                {"id":"c1","ground":"SUSPENSION_GROUND_FORCE_MAJEURE","decision":{"number":"30",\
                "issued_on":"2026-07-20"}}
                """
        ),
        Line(
            line: "case resume c1 --number 35 --date 2026-07-30",
            method: "CaseService/ResumeCase",
            request: #"{"id":"c1","decision":{"number":"35","issued_on":"2026-07-30"}}"#
        ),
        Line(
            line: "case terminate c1 --ground withdrawn --clean --number 36 --date 2026-07-31",
            method: "CaseService/TerminateCase",
            request: """
                {"id":"c1","ground":"TERMINATION_GROUND_WITHDRAWN","decision":{"number":"36",\
                "issued_on":"2026-07-31"},"clean":true}
                """
        ),
        Line(
            line: "case sent c1 --what termination --told 2026-08-04",
            method: "CaseService/RecordSending",
            request: """
                {"id":"c1","document":"SENT_DOCUMENT_TERMINATION",\
                "told_on":"2026-08-04"}
                """
        ),
        Line(
            line: "case withdraw-content c1 --content 2 --number B1 --date 2026-07-20",
            method: "CaseService/WithdrawContent",
            request: """
                {"id":"c1","content":"2","document":{"number":"B1",\
                "issued_on":"2026-07-20"}}
                """
        ),
        Line(
            line: "case reinstate-content c1 --content 2 --number B2 --date 2026-07-24",
            method: "CaseService/ReinstateContent",
            request: """
                {"id":"c1","content":"2","proof":{"number":"B2",\
                "issued_on":"2026-07-24"}}
                """
        ),
        Line(
            line: "case withdraw-person c1 --person s1 --number B3 --date 2026-07-20",
            method: "CaseService/WithdrawPerson",
            request: """
                {"id":"c1","person":"s1","document":{"number":"B3",\
                "issued_on":"2026-07-20"}}
                """
        ),
        Line(
            line: "case appeal c1 --ground overdue --person s1 --obstacle 2026-08-20..2026-08-24",
            method: "ComplaintService/FileSecondComplaint",
            request: """
                {"id":"c1","ground":"APPEAL_GROUND_OVERDUE","person":"s1",\
                "obstacles":[{"from_on":"2026-08-20","to_on":"2026-08-24"}]}
                """
        ),
        Line(
            line: "case lawsuit c1 --court TAND --on 2026-08-21",
            method: "ComplaintService/FileLawsuit",
            request: #"{"id":"c1","acted_on":"2026-08-21","court":"TAND"}"#
        ),
        Line(
            line: "case judgment c1 --outcome partly-annulled --number 12 --date 2027-03-15",
            method: "ComplaintService/RecordJudgment",
            request: """
                {"id":"c1","document":{"number":"12","issued_on":"2027-03-15"},\
                "outcome":"JUDGMENT_OUTCOME_PARTLY_ANNULLED"}
                """
        ),
        Line(
            line: "case publish c1 --form meeting --on 2026-08-20 --notified 2026-08-14",
            method: "ComplaintService/PublishDecision",
            request: """
                {"id":"c1","form":"PUBLICATION_FORM_MEETING","acted_on":"2026-08-20",\
                "notified_on":"2026-08-14"}
                """
        ),
        Line(
            line: "case announce c1 --on 2026-09-16",
            method: "ComplaintService/AnnounceDecision",
            request: #"{"id":"c1","acted_on":"2026-09-16"}"#
        ),
        Line(
            line: "case review c1 --signs x --number 90 --date 2026-11-02",
            method: "ComplaintService/ReviewUnlawful",
            request: """
                {"id":"c1","document":{"number":"90","issued_on":"2026-11-02"},\
                "signs":"x"}
                """
        ),
        Line(
            line: "case receive c1 --on 2026-08-18 --person s1",
            method: "ComplaintService/RecordDecisionReceipt",
            request: #"{"id":"c1","acted_on":"2026-08-18","person":"s1"}"#
        ),
    ])
    func `Flags become the members of the request`(row: Line) throws {
        let arguments = row.line.split(separator: " ").map(String.init)
        let verb = try #require(try KntcAdmin.parseAsRoot(arguments) as? any Verb)
        #expect(type(of: verb).method == row.method)
        #expect(try verb.request().json.text(pretty: false) == row.request)
    }

    // Red when: half an obstacle is sent, or the flag takes anything.
    @Test(arguments: ["2026-08-20", "2026-08-20..2026-08-21..2026-08-22"])
    func `An obstacle has a first and a last day`(text: String) throws {
        let words = ["case", "appeal", "c1", "--ground", "decision", "--obstacle", text]
        let verb = try #require(try KntcAdmin.parseAsRoot(words) as? any Verb)
        #expect(throws: (any Error).self) { try verb.request() }
    }
}
