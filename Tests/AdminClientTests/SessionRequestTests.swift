import ArgumentParser
import Messages
import Testing

@testable import AdminClient

/// Leaders' receptions on the command line.
@Suite struct SessionRequestTests {
    // Red when: a method of the service gets no verb, or one without an example.
    @Test func `Every method of the service has a verb with an example`() throws {
        let nouns: [any ParsableCommand.Type] = [
            SessionNoun.self, InstructionNoun.self, ProposalNoun.self,
        ]
        let verbs = nouns.flatMap { $0.configuration.subcommands }
        let methods = verbs.compactMap { ($0 as? any Verb.Type)?.method }
        let wanted = Contract.methods.filter { $0.service == "kntc.v1.SessionService" }
        #expect(Set(wanted.map { "SessionService/\($0.name)" }).isSubset(of: methods))
        for command in nouns + verbs {
            #expect(command.configuration.discussion.contains("kntc-admin "))
        }
    }

    // Red when: a flag of sessions goes to another member of the request.
    @Test(arguments: [
        Line(
            line: """
                session plan --kind leader-adhoc --office H29.02.GD --held 2026-07-20 \
                --begins 08:00 --ground urgent --online --condition DUONG_TRUYEN --on 2026-07-06
                """,
            method: "SessionService/PlanSession",
            request: """
                {"kind":"RECEPTION_KIND_LEADER_ADHOC","online":true,"office":"H29.02.GD",\
                "held_on":"2026-07-20","begins_at_ms":"1784509200000","adhoc_ground":"URGENT",\
                "conditions":["DUONG_TRUYEN"],"acted_on":"2026-07-06"}
                """
        ),
        Line(
            line: "session publish s1 --on 2026-07-10",
            method: "SessionService/PublishSchedule",
            request: #"{"id":"s1","acted_on":"2026-07-10"}"#
        ),
        Line(
            line: "session invite s1 --agency H29.05 --number 5/GM --date 2026-07-10",
            method: "SessionService/InviteAgencies",
            request: """
                {"id":"s1","agencies":["H29.05"],"invitation":{"number":"5/GM",\
                "issued_on":"2026-07-10"}}
                """
        ),
        Line(
            line: "session notify s1 --agency H29.05 --agency H29.07",
            method: "SessionService/NotifyBridgePoints",
            request: #"{"id":"s1","agencies":["H29.05","H29.07"]}"#
        ),
        Line(
            line: """
                session reschedule s1 --held 2026-07-27 --deputy H29.02.PP --reason Họp \
                --published 2026-07-17
                """,
            method: "SessionService/RescheduleSession",
            request: """
                {"id":"s1","held_on":"2026-07-27","deputy_office":"H29.02.PP","reason":"Họp",\
                "published_on":"2026-07-17"}
                """
        ),
        Line(
            line: "session open s1 --tested 2026-07-17 --connected 2026-07-20T07:00 --recording R",
            method: "SessionService/OpenSession",
            request: """
                {"id":"s1","line_tested_on":"2026-07-17","connected_at_ms":"1784505600000",\
                "recording":"R"}
                """
        ),
        Line(
            line: "session turn s1 --visit v1 --minutes 7/BB "
                + "--content complaint;mine;HC.DD;Đất;nhà",
            method: "SessionService/RecordTurn",
            request: """
                {"id":"s1","visit_id":"v1","contents":[{"type":"PETITION_TYPE_COMPLAINT",\
                "competence":"COMPETENCE_MINE","field":"HC.DD","summary":"Đất;nhà"}],"minutes_number":"7/BB"}
                """
        ),
        Line(
            line: """
                session conclude s1 --office H29.02.GD --number 1/TB --date 2026-07-20 \
                --instruction H29.05;2026-08-10;v1;Sửa --instruction H29;2026-08-11;;Họp
                """,
            method: "SessionService/IssueConclusion",
            request: """
                {"id":"s1","conclusion":{"number":"1/TB","issued_on":"2026-07-20"},\
                "instructions":[{"agency":"H29.05","content":"Sửa","due_on":"2026-08-10",\
                "visit_id":"v1"},{"agency":"H29","content":"Họp","due_on":"2026-08-11"}],\
                "office":"H29.02.GD"}
                """
        ),
        Line(
            line: "session days --from 2026-06 --to 2026-09",
            method: "SessionService/GetReceptionDays",
            request: #"{"from_month":"2026-06","to_month":"2026-09"}"#
        ),
        Line(
            line: "session meeting --held 2026-07-10 --number 4/BB --date 2026-07-11",
            method: "SessionService/RecordBoardMeeting",
            request: """
                {"held_on":"2026-07-10","minutes":{"number":"4/BB","issued_on":"2026-07-11"}}
                """
        ),
        Line(
            line: "task report i1 --number 9/BC --date 2026-08-03",
            method: "SessionService/ReportTask",
            request: #"{"id":"i1","report":{"number":"9/BC","issued_on":"2026-08-03"}}"#
        ),
        Line(
            line: "instruction list --state open --session s1 --given",
            method: "SessionService/ListInstructions",
            request: #"{"state":"INSTRUCTION_STATE_OPEN","session_id":"s1","given":true}"#
        ),
        Line(
            line: "proposal draft petition/p1 --reason R --external dvc/7",
            method: "SessionService/DraftProposal",
            request: """
                {"about":{"kind":"RECORD_KIND_PETITION","id":"p1"},"reason":"R",\
                "external_reference":{"system":"dvc","id":"7"}}
                """
        ),
        Line(
            line: "proposal screen p1 --history H --settled S --last-session s0",
            method: "SessionService/ScreenProposal",
            request: """
                {"id":"p1","matter_history":"H","prior_settlements":"S","last_session_id":"s0"}
                """
        ),
        Line(
            line: "proposal approve p1 --session s1 --office H29.02.GD",
            method: "SessionService/ApproveProposal",
            request: #"{"id":"p1","session_id":"s1","office":"H29.02.GD"}"#
        ),
        Line(
            line: "deadline explain --record instruction/i1 --rule RCP.LEADER.INSTRUCTION",
            method: "DeadlineService/ExplainDeadline",
            request: """
                {"record":{"kind":"RECORD_KIND_INSTRUCTION","id":"i1"},\
                "rule":"RCP.LEADER.INSTRUCTION"}
                """
        ),
    ])
    func `Flags become the members of the request`(line: Line) throws {
        try makesRequest(line)
    }

    // Red when: a flag with parts or a time that can not be read goes out as something else.
    @Test(arguments: [
        "session plan --office O --held 2026-07-20 --begins 8h",
        "session turn s1 --visit v --minutes 1 --content complaint;HC.DD",
        "session conclude s1 --office O --number 1 --date 2026-07-20 --instruction H29.05;Sửa",
        "proposal draft p1 --reason R",
    ])
    func `A flag of another shape is a usage failure`(line: String) throws {
        let arguments = line.split(separator: " ").map(String.init)
        let verb = try #require(try KntcAdmin.parseAsRoot(arguments) as? any Verb)
        #expect(throws: Failure.self) { try verb.request() }
    }

    // Red when: months, rules or zeros of the days owed are told as codes or dashes.
    @Test func `The days owed are a table for people`() throws {
        let reply = try JSONValue(
            parsing: """
                {"rows":[{"month":"2026-06","office":"H29.07.GD","rule":"RCP.LEADER.AGENCY_HEAD",\
                "owed":1,"held":1},{"month":"2026-07","office":"H29.07.GD",\
                "rule":"RCP.LEADER.AGENCY_HEAD","owed":1,"delegated":1,"missing":1,"breached":true}]}
                """
        )
        let view = View(of: reply, type: "kntc.v1.ReceptionDays")
        let rule = "người đứng đầu cơ quan: 1 ngày/tháng"
        #expect(
            view
                == .table(
                    [
                        "Tháng", "Chức danh", "Quy định", "Phải tiếp", "Trực tiếp tiếp",
                        "Ủy quyền tiếp", "Còn thiếu", "Chưa bảo đảm",
                    ],
                    [
                        ["06/2026", "H29.07.GD", rule, "1", "1", "0", "0", "không"],
                        ["07/2026", "H29.07.GD", rule, "1", "0", "1", "1", "có"],
                    ]
                )
        )
    }
}
