import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Facts of the law that can be set.
@Suite struct SettingTests {
    private static func set(
        _ server: TestServer,
        _ key: String,
        _ value: String,
        reason: String = "Đã đọc văn bản"
    ) async throws {
        let request = SetSettingRequest(key: key, value: value, reason: reason)
        _ = try await server.administrator.write(LawMethods.setSetting, request, \.requestId)
    }

    // Red when: a rule that was not read, or a fact decided without a text, is not listed.
    @Test func `Every unsure rule and fact is listed with its default`() async throws {
        try await TestServer.run { server in
            let all = try await server.officer.call(
                LawMethods.listSettings,
                ListSettingsRequest()
            ).settings
            let unsure = try await server.officer.call(
                LawMethods.listSettings,
                ListSettingsRequest(unsure: true)
            ).settings
            let rules = Rulebook.builtin.rules.filter { $0.confidence == .unsure }
            let facts = [
                "TC.ANONYMOUS_CLOCKS", "PET.GUIDANCE_ONCE.BY_ANYBODY", "CIRC.TRANSFERS_MAX",
            ]
            #expect(Set(unsure.map(\.key)) == Set(rules.map(\.key) + facts))
            #expect(all.allSatisfy { $0.value == $0.defaultValue })
            #expect(
                all.filter { !$0.unsure }.map(\.key) == ["RCP.LEADER.IN_PERSON", "KNPA.RESOLVE"]
            )
            #expect(all.allSatisfy { !$0.title.isEmpty && !$0.basis.isEmpty })
        }
    }

    // Red when: a setting does not hold for the next clock, moves an open one, or outlives its
    // way back to the default.
    @Test func `A set limit holds for the next clock, until the default is back`() async throws {
        try await TestServer.run { server in
            func due() async throws -> String {
                let id = try await server.officer.register()
                return try await server.officer.petition(id).deadlines
                    .first { $0.rule == "PET.PROCESS" }?.dueOn ?? ""
            }
            let open = try await server.officer.register()
            #expect(try await due() == "2026-07-20")
            try await Self.set(server, "PET.PROCESS", "5 working_days")
            #expect(try await due() == "2026-07-13")
            #expect(try await server.officer.petition(open).deadlines.first?.dueOn == "2026-07-20")
            let compute = ComputeDeadlineRequest(rule: "PET.PROCESS", startOn: "2026-07-06")
            let computed = try await server.officer.call(DeadlineMethods.computeDeadline, compute)
            #expect(computed.due == "2026-07-13")
            let listed = try await server.officer.call(
                LawMethods.listSettings,
                ListSettingsRequest()
            ).settings.first { $0.key == "PET.PROCESS" }
            #expect(listed?.value == "5 working_days" && listed?.reason == "Đã đọc văn bản")
            try await Self.set(server, "PET.PROCESS", "")
            #expect(try await due() == "2026-07-20")
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a fact does what it says whatever it is set to.
    @Test func `Clocks of an anonymous denunciation run when they are set to`() async throws {
        try await TestServer.run { server in
            func clocks() async throws -> Set<String> {
                var anonymous = Sample.registration
                anonymous.parties = []
                let id = try await server.officer.register(anonymous)
                var found = Sample.denunciation
                found.eligibility = .ineligible
                found.ineligibleReasons = ["ANON", "NO_NAME"]
                _ = try await server.officer.classify(id, found)
                return Set(try await server.head.petition(id).deadlines.map(\.rule))
            }
            #expect(try await !clocks().contains("TC.INITIAL"))
            try await Self.set(server, "TC.ANONYMOUS_CLOCKS", "true")
            #expect(try await clocks().contains("TC.INITIAL"))
        }
    }

    // Red when: a setting takes what it may not be, or anybody sets the law.
    @Test(arguments: [
        ("PET.PROCESS", "0 working_days", "value"), ("PET.PROCESS", "5 days", "value"),
        ("PET.PROCESS", "5", "value"), ("PET.PROCESS", "10 working_days", "value"),
        ("TC.ANONYMOUS_CLOCKS", "maybe", "value"), ("TC.ANONYMOUS_CLOCKS", "false", "value"),
        ("KN.ACCEPT", "5 working_days", "key"), ("", "true", "key"),
    ])
    func `A wrong setting is refused by field`(
        key: String,
        value: String,
        field: String
    ) async throws {
        try await TestServer.run { server in
            await #expect {
                try await Self.set(server, key, value)
            } throws: { ($0 as? Status)?.fieldViolations.map(\.field) == [field] }
            let request = SetSettingRequest(
                key: "PET.PROCESS",
                value: "5 working_days",
                reason: "Tự ý"
            )
            await #expect {
                try await server.head.write(LawMethods.setSetting, request, \.requestId)
            } throws: { ($0 as? Status)?.code == .permissionDenied }
        }
    }
}
