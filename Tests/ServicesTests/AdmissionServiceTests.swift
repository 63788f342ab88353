import Messages
import RPC
import Services
import TestSupport
import Testing

/// Shares of agencies, and what is told of calls, over a whole server.
@Suite struct AdmissionServiceTests {
    @Test("An agency that used up its share is refused with a delay; the others are served")
    func share() async throws {
        try await withStore(.memory) { store in
            // One call a second, so that nothing comes back during the test that matters.
            try await TestServer.run(on: store, isAdmitting: true) { limits in
                limits.agencyCallsBurst = 40
                limits.agencyCallsPerSecond = 1
                limits.streamsPerConnectionMax = 400
            } _: { server in
                let outcomes = await withTaskGroup(of: Status?.self) { group in
                    for _ in 0..<300 {
                        group.addTask { await Self.status(server.officer) }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                let refusals = outcomes.compactMap(\.self)
                #expect(refusals.count >= 250)
                #expect(Set(refusals.map(\.reason)) == ["QUOTA"])
                let refusal = try #require(refusals.first)
                #expect(refusal.code == .resourceExhausted)
                #expect((refusal.retryDelay ?? .zero) > .zero)
                #expect(refusal.localizedMessage?.locale == "vi-VN")
                for _ in 0..<10 {
                    #expect(await Self.status(server.stranger) == nil)
                    #expect(await Self.status(server.administrator) == nil)
                }
                // Whoever runs the server sees that it was refused, and why.
                let trace = try await server.administrator.call(
                    SystemMethods.traceCall,
                    TraceCallRequest(id: "0123456789abcdef")
                )
                let traced = try #require(trace.calls.first { $0.failure == "QUOTA" })
                #expect(traced.agency == "H29.02" && traced.outcome == "RESOURCE_EXHAUSTED")
                #expect(traced.refusedBy == "max=1")
            }
        }
    }

    /// Red when whoever fails to say who it is may ask as often as it likes.
    @Test("Callers whose identity is refused use up a share, and nobody else's")
    func strangers() async throws {
        try await withStore(.memory) { store in
            try await TestServer.run(on: store, isAdmitting: true) { limits in
                limits.agencyCallsBurst = 10
                limits.agencyCallsPerSecond = 1
            } _: { server in
                var codes: [Code: Int] = [:]
                for _ in 0..<100 {
                    do {
                        _ = try await server.client.call(
                            SystemMethods.getStatus,
                            GetStatusRequest(),
                            metadata: ["kntc-identity": "of no shape"]
                        )
                    } catch let status as Status {
                        codes[status.code, default: 0] += 1
                    }
                }
                #expect(
                    codes.keys.sorted { $0.rawValue < $1.rawValue } == [
                        .resourceExhausted, .unauthenticated,
                    ]
                )
                #expect(await Self.status(server.officer) == nil)
                // Whoever signs in over the same connection is heard.
                let unheard = await #expect(throws: Status.self) {
                    _ = try await server.client.call(AccessMethods.signIn, SignInRequest())
                }
                #expect(unheard != nil && unheard?.reason != "QUOTA")
            }
        }
    }

    @Test("A failure's support id and a caller's trace find the call, for those who run the server")
    func trace() async throws {
        let traceID = "4bf92f3577b34da6a3ce929d0e0e4736"
        try await TestServer.run { server in
            var metadata = server.officer.metadata
            metadata.entries.append(
                .init(key: "traceparent", value: "00-\(traceID)-00f067aa0ba902b7-01")
            )
            let request = GetPetitionRequest(name: .id("none"))
            await #expect(throws: Status.self) {
                _ = try await server.client.call(
                    PetitionMethods.getPetition,
                    request,
                    metadata: metadata
                )
            }
            let told = try await server.administrator.call(
                SystemMethods.traceCall,
                TraceCallRequest(id: traceID)
            )
            #expect(told.calls.count == 1)
            let call = try #require(told.calls.first)
            #expect(call.path == "/kntc.v1.PetitionService/GetPetition")
            #expect(call.agency == "H29.02" && call.door == "ttrpc")
            #expect(call.outcome == "NOT_FOUND" && call.failure == "PETITION_NOT_FOUND")
            #expect(call.traceId == traceID && call.bytesIn > 0 && call.tookUs > 0)
            for identity in ["officer@H29.02", "head@H29.02"] {
                await #expect {
                    _ = try await server.caller(identity).call(
                        SystemMethods.traceCall,
                        TraceCallRequest(id: traceID)
                    )
                } throws: {
                    ($0 as? Status)?.code == .permissionDenied
                }
            }
        }
    }

    @Test(
        "What is no id, and what is not remembered, is told apart",
        arguments: [
            ("", "FIELD_INVALID"), ("0123", "FIELD_INVALID"),
            ("ffffffffffffffff", "CALL_NOT_FOUND"),
        ]
    )
    func unknown(id: String, reason: String) async throws {
        try await TestServer.run { server in
            await #expect {
                _ = try await server.administrator.call(
                    SystemMethods.traceCall,
                    TraceCallRequest(id: id)
                )
            } throws: {
                ($0 as? Status)?.reason == reason
            }
        }
    }

    /// Why a call of no consequence fails; nil when it does not.
    private static func status(_ caller: TestCaller) async -> Status? {
        do throws(Status) {
            _ = try await caller.call(SystemMethods.getStatus, GetStatusRequest())
            return nil
        } catch {
            return error
        }
    }
}
