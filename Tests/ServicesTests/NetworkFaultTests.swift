import Messages
import RPC
import Records
import Services
import TestFaults
import TestSupport
import Testing

/// Writes over a network that breaks: done once or not at all, and told the same.
@Suite struct NetworkFaultTests {
    /// What was found at one place of the cut.
    private struct Finding: Sendable {
        let wasCut: Bool
        let receipt: Receipt
        let again: Receipt
    }

    /// Registers through a relay that cuts the first connection after so many bytes, and asks again.
    private static func register(
        _ server: TestServer,
        cut bytes: Int,
        toServer: Bool
    ) async throws -> Finding {
        try await FaultProxy.before(server.port) { proxy in
            let faults = Faults.with { $0.cutAfter = bytes }
            proxy.set(
                toServer: toServer ? faults : Faults(),
                toClient: toServer ? Faults() : faults
            )
            proxy.heal(after: 1)
            var request = Sample.registration
            request.requestId = TestCaller.newRequestID()
            let method = PetitionMethods.registerPetition
            let client = try await RPCClient.connect(host: "127.0.0.1", port: proxy.port)
            let metadata = server.officer.metadata
            let receipt = try await client.call(
                method,
                request,
                timeout: .seconds(300),
                metadata: metadata
            )
            let again = try await server.officer.call(method, request)
            await client.close()
            return Finding(wasCut: proxy.connections > 1, receipt: receipt, again: again)
        }
    }

    // N4. Red when: a write cut anywhere is lost, done twice, or told of otherwise when asked again.
    @Test(.timeLimit(.minutes(5)), arguments: [true, false])
    func `A write cut at any byte is done once, and its receipt stays the same`(
        toServer: Bool
    ) async throws {
        try await TestServer.run { server in
            let before = server.records.news.position
            var cut = 0
            var isCut = true
            while isCut {
                let places = cut..<(cut + 16)
                let findings = try await withThrowingTaskGroup(of: Finding.self) { group in
                    for bytes in places {
                        group.addTask {
                            try await Self.register(server, cut: bytes, toServer: toServer)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                for finding in findings { #expect(finding.receipt == finding.again) }
                let ids = Set(findings.map { $0.receipt.records.first?.record?.id ?? "" })
                #expect(ids.count == findings.count)
                cut = places.upperBound
                // Each was entered once.
                #expect(server.records.news.position == before + Int64(cut))
                isCut = findings.contains(where: \.wasCut)
            }
            #expect(cut > 150)
        }
    }

    // N15. Red when: a write that its caller gave up is done by half, or its place is not freed.
    @Test(.timeLimit(.minutes(2)))
    func `A write that is given up is done wholly or not at all`() async throws {
        try await TestServer.run { server in
            let method = PetitionMethods.registerPetition
            let before = server.records.news.position
            var requests: [RegisterPetitionRequest] = []
            for number in 0..<60 {
                var request = Sample.registration
                request.requestId = TestCaller.newRequestID()
                let given = request
                let call = Task { try await server.officer.call(method, given) }
                try await Task.sleep(for: .microseconds(number * 50))
                call.cancel()
                _ = try? await call.value
                requests.append(request)
            }
            var receipts: [Receipt] = []
            for request in requests {
                receipts.append(try await server.officer.call(method, request))
            }
            // Whether it had been done or not, it is now, and once.
            #expect(server.records.news.position == before + 60)
            for (request, receipt) in zip(requests, receipts) {
                #expect(try await server.officer.call(method, request) == receipt)
                let id = receipt.records.first?.record?.id ?? ""
                #expect(try await server.officer.petition(id).summary == request.summary)
            }
        }
    }
}
