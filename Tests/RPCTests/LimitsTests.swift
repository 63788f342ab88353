import Messages
import NIOCore
import NIOEmbedded
import Testing

@testable import RPC

/// Each limit at its value and one beyond.
@Suite("Limits", .timeLimit(.minutes(1)))
struct LimitsTests {
    struct Row: CustomTestStringConvertible, Sendable {
        /// The property of `Limits`.
        let name: String
        let check: @Sendable (Limits) async throws -> Void
        var testDescription: String { name }

        init(_ name: String, _ check: @escaping @Sendable (Limits) async throws -> Void) {
            self.name = name
            self.check = check
        }
    }

    /// What bounds no peer, and is no limit therefore.
    private static let others: Set<String> = ["platforms", "eventLoops"]

    @Test("holds at its value and not beyond", arguments: onCalls + onTime + onStreams)
    func limit(row: Row) async throws { try await row.check(Limits()) }

    @Test("every limit has its row here, and its setting")
    func complete() {
        let names = Mirror(reflecting: Limits()).children.compactMap(\.label)
        let rows = (Self.onCalls + Self.onTime + Self.onStreams).map(\.name)
        #expect(Set(names).subtracting(Self.others) == Set(rows))
        #expect(rows.count == Set(rows).count)
        let keys = LimitSetting.all.map(\.key)
        let properties = keys.map { $0.hasSuffix("Ms") ? String($0.dropLast(2)) : $0 }
        #expect(Set(properties) == Set(names).subtracting(["platforms"]))
        #expect(keys.count == Set(keys).count)
    }

    @Test(
        "every setting sets its own limit, takes its range and nothing beyond",
        arguments: settings
    )
    func setting(key: String) throws {
        let setting = try #require(LimitSetting.all.first { $0.key == key })
        let contract = Limits()
        #expect(setting.range.contains(setting.value(in: contract)))
        for value in [setting.range.lowerBound, setting.range.upperBound] {
            var limits = contract
            try setting.set(String(value), in: &limits)
            #expect(setting.value(in: limits) == value)
            for other in LimitSetting.all where other.key != key {
                #expect(other.value(in: limits) == other.value(in: contract), "\(other.key)")
            }
        }
        let beyond = [setting.range.lowerBound - 1, setting.range.upperBound + 1].map(String.init)
        for text in beyond + ["", "ten", "1.5", "true"] {
            var limits = contract
            let refusal = #expect(throws: LimitSetting.Refusal.self) {
                try setting.set(text, in: &limits)
            }
            #expect(limits == contract)
            #expect(refusal?.description.contains("limits.\(key)") == true)
            #expect(refusal?.description.contains(String(setting.range.upperBound)) == true)
        }
    }

    private static let settings = LimitSetting.all.map(\.key)
}

/// What one call or connection may be.
extension LimitsTests {
    static let onCalls: [Row] = [
        Row("connectionsMax") { limits in
            var limits = limits
            limits.connectionsMax = 2
            try await withServer(limits: limits) { port, _ in
                let peers = [try await RawPeer(port: port), try await RawPeer(port: port)]
                for peer in peers {
                    try await peer.send(TestFrame.request(1, "/t.T/Echo", [65]).bytes)
                    #expect(await peer.frames(1).map(\.outcome) == ["A"])
                }
                #expect(try await RawPeer(port: port).bytesToEnd() == [])
                for peer in peers { try await peer.close() }
            }
        },
        Row("connectionsPerAgencyMax") { limits in
            var limits = limits
            limits.connectionsPerAgencyMax = 2
            try holdsForCertificates(limits, 2)
        },
        Row("connectionsPerPlatformMax") { limits in
            var limits = limits
            limits.platforms = [[1]]
            (limits.connectionsPerAgencyMax, limits.connectionsPerPlatformMax) = (1, 3)
            try holdsForCertificates(limits, 3)
        },
        Row("streamsPerConnectionMax") { limits in
            var limits = limits
            limits.streamsPerConnectionMax = 2
            let server = try EmbeddedServer(limits: limits)
            try server.send(.request(1, "/t.T/Hold"), .request(3, "/t.T/Hold"))
            #expect(try server.received() == [])
            try server.send(.request(5, "/t.T/Hold"))
            #expect(try server.received().map(\.outcome) == ["RESOURCE_EXHAUSTED OVERLOAD"])
        },
        Row("frameBytesMax") { limits in
            var limits = limits
            limits.frameBytesMax = 70_000
            let server = try EmbeddedServer(limits: limits)
            for (stream, bytes) in [(UInt32(1), 70_000), (3, 70_001)] {
                let body = [UInt8](repeating: 0xFF, count: bytes)
                try server.send(TestFrame(stream: stream, type: FrameType.request, body: body))
            }
            #expect(
                try server.received().map(\.outcome)
                    == ["INVALID_ARGUMENT MALFORMED", "RESOURCE_EXHAUSTED FRAME_TOO_LARGE"]
            )
        },
        Row("payloadBytesMax") { limits in
            var limits = limits
            limits.payloadBytesMax = 100
            let server = try EmbeddedServer(limits: limits)
            let bytes = { [UInt8](repeating: 65, count: $0) }
            try server.send(.request(1, "/t.T/Echo", bytes(100)))
            #expect(try server.received().first?.response?.payload == bytes(100))
            let tooLarge = "RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE"
            try server.send(.request(3, "/t.T/Echo", bytes(101)))
            #expect(try server.received().map(\.outcome) == [tooLarge])
            try server.send(.request(5, "/t.T/Size", Array("100".utf8)))
            #expect(try server.received().first?.response?.payload.count == 100)
            try server.send(.request(7, "/t.T/Size", Array("101".utf8)))
            #expect(try server.received().map(\.outcome) == [tooLarge])
        },
        Row("metadataBytesMax") { limits in
            var limits = limits
            limits.metadataBytesMax = 100
            let outcomes = try [99, 100].map { bytes in
                let server = try EmbeddedServer(limits: limits)
                let entry = TestFrame.entry("k", String(repeating: "v", count: bytes))
                try server.send(.request(1, "/t.T/Echo", [65], metadata: [entry]))
                return try server.received().first?.outcome
            }
            #expect(outcomes == ["A", "RESOURCE_EXHAUSTED METADATA_TOO_LARGE"])
        },
        Row("metadataEntriesMax") { limits in
            var limits = limits
            limits.metadataEntriesMax = 2
            let outcomes = try [2, 3].map { count in
                let server = try EmbeddedServer(limits: limits)
                let entries = (0..<count).map { TestFrame.entry("k", String($0)) }
                try server.send(.request(1, "/t.T/Echo", [65], metadata: entries))
                return try server.received().first?.outcome
            }
            #expect(outcomes == ["A", "RESOURCE_EXHAUSTED METADATA_TOO_LARGE"])
        },
        Row("retryDelay") { limits in
            var limits = limits
            (limits.retryDelay, limits.streamsPerConnectionMax) = (.seconds(5), 1)
            let server = try EmbeddedServer(limits: limits)
            try server.send(.request(1, "/t.T/Hold"), .request(3, "/t.T/Hold"))
            #expect(try server.received().first?.status?.retryDelay == .seconds(5))
        },
        Row("workerThreads") { limits in
            var limits = limits
            limits.workerThreads = 2
            let methods = TestMethods()
            methods.gate.close()
            try await withServer(limits: limits, methods: methods) { port, _ in
                let peer = try await RawPeer(port: port)
                for stream in [UInt32(1), 3, 5] {
                    try await peer.send(TestFrame.request(stream, "/t.T/Block").bytes)
                }
                await until { methods.sent.count == 2 }
                try await Task.sleep(for: .milliseconds(50))
                #expect(methods.sent.count == 2)
                methods.gate.open()
                #expect(await peer.frames(3).count == 3)
                try await peer.close()
            }
        },
    ]

    /// As many connections over certificates of one holder as may be, and one more.
    private static func holdsForCertificates(_ limits: Limits, _ most: Int) throws {
        let registry = ConnectionRegistry(limits: limits, log: ServerLog(quiet))
        let certificate = PeerCertificate(fingerprint: [1], agency: "H29.02", notAfter: 0)
        let channels = (0...most).map { _ in EmbeddedChannel() }
        let admitted = channels.map { registry.identify($0, as: certificate) }
        #expect(admitted == [Bool](repeating: true, count: most) + [false])
        try channels[0].close().wait()
        channels[0].embeddedEventLoop.run()
        #expect(registry.identify(EmbeddedChannel(), as: certificate))
    }
}
