import Casework
import Foundation
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Dated steps played against the law.
@Suite struct ScenarioTests {
    /// The steps of a sample, as the client sends them.
    private static func sample(_ name: String) throws -> PlayScenarioRequest {
        let path = "Tools/data/scenarios/\(name).json"
        let content = try JSONValue(parsing: String(contentsOfFile: path, encoding: .utf8))
        return PlayScenarioRequest(
            steps: (content["steps"]?.elements ?? []).map { step in
                ScenarioStep(
                    date: step["date"]?.text ?? "",
                    identity: step["identity"]?.text ?? "",
                    method: step["method"]?.text ?? "",
                    requestJson: step["request"]?.text(pretty: false) ?? "",
                    as: step["as"]?.text ?? ""
                )
            }
        )
    }

    /// `STATE RULE=DUE …` of a record after the last step.
    private static func end(_ reply: PlayScenarioReply, _ name: String) -> String {
        let record = reply.outcomes.last?.records.first { $0.name == name }
        let limits = (record?.limits ?? []).compactMap(\.deadline).filter(\.isRunning)
            .map { "\($0.rule)=\($0.dueOn)" }
        return ([record?.state ?? ""] + limits).joined(separator: " ")
    }

    // Red when: a step is played by another clock, a refused one stops the play, or a limit is
    // another than that of a record.
    @Test func `A complaint that becomes complex and stands still over a holiday`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            let before = server.records.news.position
            let request = try Self.sample("complaint")
            let reply = try await server.officer.call(ScenarioMethods.playScenario, request)
            let refused = reply.outcomes.filter { !$0.done }
            #expect(refused.map(\.method) == ["ComplaintService/IssueDecision"], "\(refused)")
            #expect(refused.first?.problems.first?.contains("verification report") == true)
            #expect(
                Self.end(reply, "vu_viec")
                    == "CASE_STATE_ACCEPTED KN.RESOLVE.1.COMPLEX=2026-09-15 KN.SUSPEND_SEND=2026-08-24"
                    + " KN.RESUME_SEND=2026-09-10"
            )
            #expect(reply.outcomes.last?.records.first?.actions.isEmpty == false)
            // What people read: titles, what was met, and what is over on the day of the step.
            #expect(refused.first?.closed?.obstacle == .state)
            #expect(refused.first?.refusalVi.isEmpty == false)
            #expect(reply.outcomes.allSatisfy { !$0.title.isEmpty })
            let limits = reply.outcomes.flatMap(\.records).flatMap(\.limits)
            #expect(limits.allSatisfy { !$0.title.isEmpty })
            let sending = reply.outcomes.last?.records.first?.limits
                .first { $0.deadline?.rule == "KN.SUSPEND_SEND" }
            #expect(sending?.overdueDays == 14)
            let accepted = reply.outcomes[4].records.first { $0.name == "don" }?.limits ?? []
            #expect(accepted.allSatisfy { $0.deadline?.state == .met && $0.overdueDays == 0 })
            #expect(accepted.count == 4)
            // Nothing of it came into the records of the server.
            #expect(server.records.news.position == before)
        }
    }

    // Red when: a withdrawal ends a denunciation that the head did not find clean (Đ.33).
    @Test func `A withdrawn denunciation goes on to its conclusion`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            let request = try Self.sample("denunciation")
            let reply = try await server.officer.call(ScenarioMethods.playScenario, request)
            let refused = reply.outcomes.filter { !$0.done }
            #expect(refused.map(\.method) == ["CaseService/TerminateCase"], "\(refused)")
            #expect(refused.first?.problems.first?.contains("no sign of a violation") == true)
            #expect(Self.end(reply, "vu_viec").hasPrefix("CASE_STATE_CONCLUDED"))
        }
    }

    // Red when: each outcome repeats every record, so that a long play outgrows a message.
    @Test func `The longest scenario with a name at every step fits a reply`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            let first = try Self.sample("complaint").steps[0]
            let steps = (0..<200).map { number in
                var step = first
                step.as = "don\(number)"
                step.requestJson = first.requestJson.replacingOccurrences(
                    of: #""number":"101""#,
                    with: #""number":"\#(number)""#
                )
                return step
            }
            let reply = try await server.officer.call(
                ScenarioMethods.playScenario,
                PlayScenarioRequest(steps: steps)
            )
            #expect(reply.outcomes.count == 200)
            #expect(reply.outcomes.allSatisfy { $0.records.count <= 1 })
            #expect(reply.outcomes.last?.records.map(\.name) == ["don199"])
        }
    }

    // Red when: a refused step hides its refusal behind the steps that name its record.
    @Test func `What waits for a refused step is refused, and the play goes on`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            var request = try Self.sample("complaint")
            request.steps[0].identity = "nobody"
            let reply = try await server.officer.call(ScenarioMethods.playScenario, request)
            #expect(reply.outcomes.count == request.steps.count)
            #expect(reply.outcomes.allSatisfy { !$0.done })
            #expect(reply.outcomes[0].refusal.hasPrefix("UNAUTHENTICATED"))
            #expect(reply.outcomes[1].refusal == "FAILED_PRECONDITION RECORD_NOT_MADE")
        }
    }

    // Red when: any number of plays fills the memory, or a play that is over keeps its place.
    @Test func `Four plays run at once, and more are told to come back`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            var request = try Self.sample("complaint")
            let first = request.steps[0]
            request.steps = Array(repeating: first, count: 60)
            for index in request.steps.indices { request.steps[index].as = "don\(index)" }
            let long = request
            let outcomes = await withTaskGroup(of: String.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        do {
                            _ = try await server.officer.call(ScenarioMethods.playScenario, long)
                            return "played"
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes["played", default: 0] >= 4)
            let busy = outcomes["RESOURCE_EXHAUSTED SCENARIOS_BUSY", default: 0]
            #expect(busy > 0 && outcomes.values.reduce(0, +) == 12 && outcomes.count == 2)
            let short = try Self.sample("complaint")
            _ = try await server.officer.call(ScenarioMethods.playScenario, short)
        }
    }

    // Red when: a scenario that can not be played is played in part, or blames another step.
    @Test func `What can not be played is named by its step`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            let good = try Self.sample("complaint")
            let rows: [(String, @Sendable (inout PlayScenarioRequest) -> Void)] = [
                ("steps", { $0.steps = [] }),
                ("steps", { $0.steps = Array(repeating: good.steps[0], count: 201) }),
                ("steps[4].as", { $0.steps[4].as = "don" }),
                ("steps[0].as", { $0.steps[0].as = "don.etag" }),
                ("steps[0].as", { $0.steps[0].as = String(repeating: "d", count: 51) }),
                ("steps[1].date", { $0.steps[1].date = "2026-07-05" }),
                ("steps[0].method", { $0.steps[0].method = "RegisterService/OpenRegister" }),
                ("steps[0].request_json", { $0.steps[0].requestJson = "{" }),
                ("steps[1].request_json", { $0.steps[0].as = "" }),
                ("steps[0].request_json", { $0.steps[0].requestJson = #"{"nobody":1}"# }),
            ]
            for (field, spoil) in rows {
                var request = good
                spoil(&request)
                do {
                    _ = try await server.officer.call(ScenarioMethods.playScenario, request)
                    Issue.record("played: \(field)")
                } catch let error as Status {
                    #expect(error.fieldViolations.first?.field == field)
                }
            }
        }
    }
}
