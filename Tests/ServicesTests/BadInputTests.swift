import Casework
import Messages
import RPC
import Records
import Storage
import TestSupport
import Testing

/// Bad input on the path: a precise status, and nothing changed.
@Suite struct BadInputTests {
    static let others: [BadInput] = [
        .call(
            "a proposal before classification",
            PetitionMethods.proposeHandling,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED",
            metadata: [
                "action": "ProposeHandling", "state": "PETITION_STATE_REGISTERED",
                "missing": "a classification",
            ]
        ) { planted in
            var request = Sample.propose(planted.registered)
            request.requestId = TestCaller.newRequestID()
            return request
        },
        .call(
            "a classification of an older version",
            PetitionMethods.classifyPetition,
            "ABORTED ETAG_MISMATCH",
            metadata: ["current": "4", "changed": "classification by H29.02/head at 4"]
        ) { planted in
            var request = Sample.classify(planted.classified, etag: "3")
            request.requestId = TestCaller.newRequestID()
            return request
        },
        .call(
            "an officer who approves",
            PetitionMethods.approveHandling,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "officer@H29.02",
            metadata: ["permission": "petition.decide"]
        ) { Sample.approve($0.classified) },
        .call("a deputy's office", PetitionMethods.approveHandling, fields: "office") { planted in
            ApproveHandlingRequest(
                requestId: TestCaller.newRequestID(),
                id: planted.classified,
                office: "H29.02.PP"
            )
        },
        .call("no name", PetitionMethods.getPetition, "NOT_FOUND PETITION_NOT_FOUND") { _ in
            GetPetitionRequest()
        },
        .call(
            "an id of 2,000 letters",
            PetitionMethods.getPetition,
            "NOT_FOUND PETITION_NOT_FOUND"
        ) { _ in GetPetitionRequest(name: .id(String(repeating: "a", count: 2_000))) },
        .call("a negative page", PetitionMethods.listPetitions, fields: "page_size") { _ in
            ListPetitionsRequest(pageSize: -1)
        },
        .call("a token that is none", PetitionMethods.listPetitions, fields: "page_token") { _ in
            ListPetitionsRequest(pageToken: "abcdef")
        },
        .call("an unknown rule", DeadlineMethods.computeDeadline, fields: "rule") { _ in
            ComputeDeadlineRequest(rule: "KN.NOTHING", startOn: "2026-07-01")
        },
        .call("a rule before its time", DeadlineMethods.computeDeadline, fields: "start_on") { _ in
            ComputeDeadlineRequest(rule: "KN.ACCEPT", startOn: "1999-07-01")
        },
        .call("no body", DeadlineMethods.computeDeadline, fields: "agency") { _ in
            ComputeDeadlineRequest(rule: "KN.ACCEPT", startOn: "2026-07-01", agency: "H29.99")
        },
        .call("a calendar out of time", CalendarMethods.getCalendar, fields: "year") { _ in
            GetCalendarRequest(year: 1999)
        },
        .call("a day that is none", DeadlineMethods.listDue, fields: "due_by") { _ in
            ListDueRequest(dueBy: "tomorrow")
        },
        .call(
            "a limit that the record has not",
            DeadlineMethods.explainDeadline,
            fields: "rule"
        ) { planted in
            ExplainDeadlineRequest(
                record: RecordReference(kind: .petition, id: planted.registered),
                rule: "KN.ACCEPT"
            )
        },
        .call(
            "the limits of an agency",
            DeadlineMethods.explainDeadline,
            fields: "record.kind"
        ) { _ in
            ExplainDeadlineRequest(
                record: RecordReference(kind: .agency, id: "H29.02"),
                rule: "KN.ACCEPT"
            )
        },
        .call(
            "a feed from before the beginning",
            FeedMethods.listJournal,
            fields: "after",
            "page_size",
            "wait_ms"
        ) { _ in ListJournalRequest(after: -1, pageSize: -1, waitMs: 25_001) },
        .call(
            "an inbox from before the beginning",
            FeedMethods.listInbox,
            fields: "after",
            "page_size",
            "wait_ms"
        ) { _ in ListInboxRequest(after: -1, pageSize: -1, waitMs: -1) },
        .call(
            "a subscription to nothing, without a name",
            FeedMethods.createSubscription,
            fields: "name",
            "source",
            "after"
        ) { _ in CreateSubscriptionRequest(name: "Tin_đến", after: -1) },
        .call("less than nothing", FeedMethods.pull, fields: "max", "wait_ms") { _ in
            PullRequest(name: "x", max: -1, waitMs: 25_001)
        },
        .call(
            "an acknowledgement before the beginning",
            FeedMethods.acknowledge,
            fields: "position"
        ) { _ in AcknowledgeRequest(name: "x", position: -1) },
        .call(
            "a subscription that has no name",
            FeedMethods.deleteSubscription,
            fields: "name"
        ) { _ in DeleteSubscriptionRequest() },
        .call("the history of nothing", FeedMethods.getHistory, fields: "record.kind") { _ in
            GetHistoryRequest()
        },
        .call("a register of the future", RegisterMethods.getRegister, fields: "year") { _ in
            GetRegisterRequest(kind: .petition, year: 2027)
        },
        .call(
            "a bad agency code",
            DirectoryMethods.applyAgencies,
            fields: "agencies[0].code",
            as: "administrator@H29"
        ) { _ in
            ApplyAgenciesRequest(
                requestId: TestCaller.newRequestID(),
                agencies: [Sample.agency("H29.2", "Sở", .department)]
            )
        },
        .call(
            "more than an entry holds",
            DirectoryMethods.applyAgencies,
            "INVALID_ARGUMENT REQUEST_TOO_LARGE",
            as: "administrator@H29"
        ) { _ in
            let many = (10..<60).map { number in
                var agency = Sample.home
                agency.code = "H29.\(number)"
                agency.offices = (0..<50).map { office in
                    Office(
                        code: "H29.\(number).\(office)",
                        title: String(repeating: "ồ", count: 200),
                        head: office == 0
                    )
                }
                return agency
            }
            return ApplyAgenciesRequest(requestId: TestCaller.newRequestID(), agencies: many)
        },
        .call(
            "a short lease of nobody",
            NationalMethods.takeLease,
            fields: "run_id",
            "seconds",
            as: "sync@H29"
        ) { _ in TakeLeaseRequest(runId: "", seconds: 9) },
        .call(
            "an answer about nothing",
            NationalMethods.recordAnswer,
            fields: "answer.message_id",
            as: "sync@H29"
        ) { _ in RecordAnswerRequest(requestId: TestCaller.newRequestID()) },
        .call(
            "an officer who reports to the nation",
            NationalMethods.listExports,
            "PERMISSION_DENIED PERMISSION_DENIED",
            metadata: ["permission": "national.sync"]
        ) { _ in ListExportsRequest() },
        BadInput(
            testDescription: "an unknown method",
            expected: "UNIMPLEMENTED UNKNOWN_METHOD",
            path: "/kntc.v1.PetitionService/BurnPetition"
        ) { _ in [] },
        BadInput(
            testDescription: "an unknown service",
            expected: "UNIMPLEMENTED UNKNOWN_METHOD",
            path: "/kntc.v9.PetitionService/GetPetition"
        ) { _ in [] },
    ]

    // Red when: a check is taken out, a status gets another code, reason or field, or a refused
    // request changes anything.
    @Test(
        arguments: BadInput.registrations + others + BadInput.papers + BadInput.reception
            + BadInput.results + BadInput.identity + BadInput.circulation + BadInput.directory
    )
    func `Bad input is refused precisely and changes nothing`(row: BadInput) async throws {
        try await TestServer.run { server in
            let planted = try await Planted(server)
            let position = server.records.news.position
            let commands = server.records.store.statistics().commands
            let found = try await outcome(server, row.path, row.payload(planted), as: row.identity)
            guard case .failure(let status) = found else {
                Issue.record("accepted")
                return
            }
            #expect(status.description == row.expected, "\(status.message)")
            #expect(status.fieldViolations.map(\.field) == row.fields)
            for (key, value) in row.metadata { #expect(status.metadata[key] == value) }
            for word in Planted.words {
                #expect(!status.message.contains(word))
            }
            #expect(server.records.news.position == position)
            let statistics = server.records.store.statistics()
            #expect(statistics.commands == commands && statistics.rollbacks == 0)
        }
    }

    // Red when: the request id is not compared by body and method, or a repeat decides again.
    @Test func `A repeat gets the same receipt, another body none`() async throws {
        try await TestServer.run { server in
            var request = Sample.registration
            request.requestId = "0190a1b2-0000-7000-8000-000000000001"
            let path = PetitionMethods.registerPetition.info.path
            let me = server.officer.identity
            let first = try await outcome(server, path, request.serialized(), as: me).get()
            server.clock.set(day: "2026-07-20")
            let again = try await outcome(server, path, request.serialized(), as: me).get()
            #expect(first == again && server.records.news.position == 2)
            request.summary += "!"
            let other = try await outcome(server, path, request.serialized(), as: me)
            guard case .failure(let status) = other else {
                Issue.record("accepted")
                return
            }
            #expect(status.description == "INVALID_ARGUMENT REQUEST_ID_REUSED")
            #expect(status.fieldViolations.map(\.field) == ["request_id"])
            #expect(server.records.news.position == 2)
        }
    }

    // Red when: a position near the end of its range overflows and stops the server.
    @Test func `The last of all positions is a position`() async throws {
        try await TestServer.run { server in
            for after: Int64 in [.max, .max - 1, 1_000_000] {
                let refused = await #expect(throws: Status.self) {
                    try await server.officer.call(
                        FeedMethods.listJournal,
                        ListJournalRequest(after: after)
                    )
                }
                #expect(refused?.description == "OUT_OF_RANGE POSITION_BEYOND_HEAD")
                let exports = try await server.sync.call(
                    NationalMethods.listExports,
                    ListExportsRequest(after: after, pageSize: 200)
                )
                #expect(exports.exports.isEmpty && exports.position == after && exports.end)
            }
        }
    }
}

extension BadInput {
    /// A request of the contract with wrong fields.
    static func call<Request, Reply>(
        _ name: String,
        _ method: Method<Request, Reply>,
        fields: String...,
        as identity: String? = "head@H29.02",
        request: @escaping @Sendable (Planted) -> Request
    ) -> BadInput {
        call(
            name,
            method,
            "INVALID_ARGUMENT FIELD_INVALID",
            fields,
            as: identity,
            request
        )
    }
}
