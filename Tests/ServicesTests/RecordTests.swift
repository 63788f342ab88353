import Casework
import Messages
import RPC
import TestSupport
import Testing

/// What can be done with a record, how it stood and what changed, asked of a real server.
@Suite struct RecordTests {
    private static func actions(
        _ caller: TestCaller,
        _ record: RecordReference
    ) async throws -> [String: Action] {
        let reply = try await caller.call(
            RecordMethods.listActions,
            ListActionsRequest(record: record)
        )
        return Dictionary(reply.actions.map { ($0.method, $0) }) { first, _ in first }
    }

    // Red when: an open command is told as closed, or a closed one without its reason.
    @Test func `A case says what can be done and why not the rest`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            let file = RecordReference.caseFile(try await server.head.accepted().file)
            let open = try await Self.actions(server.officer, file)
            #expect(open["CaseService/AssignVerification"]?.obstacle == .permission)
            let heads = try await Self.actions(server.head, file)
            #expect(heads["CaseService/AssignVerification"]?.open == true)
            #expect(open["CaseService/SubmitReport"]?.obstacle == .state)
            #expect(
                open["CaseService/SubmitReport"]?.missing == "a verification that was assigned"
            )
            #expect(open["CaseService/CloseCase"]?.basis.contains("Đ.46") == true)
            let assign = CaseMethods.assignVerification
            _ = try await server.head.write(assign, Sample.assign(file.id), \.requestId)
            let report = CaseMethods.submitReport
            _ = try await server.head.write(report, Sample.report(file.id), \.requestId)
            _ = try await server.head.write(
                ComplaintMethods.holdDialogue,
                Sample.dialogue(file.id),
                \.requestId
            )
            let decided = try await Self.actions(server.head, file)
            #expect(decided["ComplaintService/IssueDecision"]?.open == true)
        }
    }

    // Red when: ListActions and the deciders disagree about a command.
    @Test func `A command told as closed is refused in the same words`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            let file = RecordReference.caseFile(try await server.head.accepted().file)
            let action = try await Self.actions(server.head, file)["CaseService/CloseCase"]
            do {
                let request = CloseCaseRequest(id: file.id)
                _ = try await server.head.write(CaseMethods.closeCase, request, \.requestId)
                Issue.record("the case was closed")
            } catch let error as Status {
                #expect(error.message.contains(action?.missing ?? "?"))
                #expect(error.message.contains(action?.basis ?? "?"))
            }
        }
    }

    // Red when: a record as it stood holds a later fact, or lacks an earlier one.
    @Test func `A record stands as it stood at a position and on a day`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let id = try await server.officer.register()
            let registered = Int64(try await server.officer.petition(id).etag) ?? 0
            server.clock.set(day: "2026-07-16")
            _ = try await server.officer.classify(id)
            let now = try await server.officer.petition(id)
            let record = RecordReference.petition(id)
            func stood(_ moment: GetRecordAsOfRequest.Moment) async throws -> RecordAsOf {
                let request = GetRecordAsOfRequest(record: record, moment: moment)
                return try await server.officer.call(RecordMethods.getRecordAsOf, request)
            }
            let first = try await stood(.position(registered))
            guard case .petition(let past) = first.record?.record else {
                Issue.record("no petition")
                return
            }
            #expect(past.state == .registered && past.classification == nil)
            #expect(try await stood(.day("2026-07-15")).record?.record == .petition(past))
            #expect(try await stood(.day("2026-07-16")).record?.record == .petition(now))
            await #expect(throws: Status.self) { try await stood(.day("2026-07-14")) }
            await #expect(throws: Status.self) { try await stood(.day("2026-07-17")) }
        }
    }

    // Red when: a step forgets who, when, how late or what changed.
    @Test func `The steps say who did what and what changed`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let id = try await server.officer.register()
            _ = try await server.officer.classify(id)
            let request = GetChangesRequest(record: .petition(id))
            let steps = try await server.officer.call(RecordMethods.getChanges, request).steps
            #expect(steps.map(\.fact).contains("petition_registered"))
            guard let step = steps.first(where: { $0.fact == "petition_classified" }) else {
                Issue.record("no classification")
                return
            }
            #expect(step.actor?.principal == "officer" && step.actedOn == "2026-07-08")
            // 09/07, 10/07, 13/07, 14/07 and 15/07.
            #expect(step.lateDays == 5)
            let state = step.changes.first { $0.field == "state" }
            #expect(state?.beforeJson == "\"PETITION_STATE_REGISTERED\"")
            #expect(state?.afterJson == "\"PETITION_STATE_CLASSIFIED\"")
            #expect(step.changes.contains { $0.field == "classification.field" })
            let later = GetChangesRequest(record: .petition(id), after: step.position - 1)
            let rest = try await server.officer.call(RecordMethods.getChanges, later).steps
            #expect(rest == [step])
        }
    }

    // Red when: a kind of record loses its table.
    @Test func `The tables of transitions can be read`() async throws {
        try await TestServer.run { server in
            let all = try await server.officer.call(
                LawMethods.listTransitions,
                ListTransitionsRequest()
            )
            let cases = all.rows.filter { $0.table == "case" }
            #expect(cases.count == Case.table.count && !cases.isEmpty)
            #expect(all.rows.allSatisfy { !$0.title.isEmpty && !$0.basis.isEmpty })
        }
    }
}
