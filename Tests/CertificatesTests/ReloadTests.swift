import Crypto
import Synchronization
import Testing

@testable import Certificates
@testable import RPC

@Suite("Certificates change while the server serves", .timeLimit(.minutes(2)))
struct ReloadTests {
    /// Reads a stream in a task; its value is the number of messages up to its end.
    private static func ticks(_ client: RPCClient, _ count: Counter) -> Task<Void, Never> {
        Task {
            do {
                for try await _ in try client.stream("/t.T/Ticks", []) { count.add() }
            } catch {}
        }
    }

    final class Counter: Sendable {
        private let value = Mutex(0)
        var now: Int { value.withLock { $0 } }
        func add() { value.withLock { $0 += 1 } }
    }

    @Test("a new certificate and new roots are used from then on, and no stream ends")
    func swap() async throws {
        try await Station.with { station in
            let old = try station.authority.identity()
            let client = try await station.connect(old)
            let count = Counter()
            let stream = Self.ticks(client, count)
            try await until { count.now > 1 }

            let second = try Authority.test("second")
            try station.folder.write(
                station.authority.identity(nil, hosts: ["127.0.0.1"]),
                trust: [second]
            )
            station.tls.look()
            #expect(station.lines == ["certificates read again"])
            try await station.expect("H29.03", for: second.identity("H29.03"))
            try await station.expect(nil, for: old)

            let before = count.now
            try await until { count.now > before + 1 }
            #expect(try await client.call("/t.T/Who", []) == Array("H29.02".utf8))
            await client.close()
            await stream.value
        }
    }

    /// A change of the files that is no good.
    struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: String
        let text: String
        let reason: String
    }

    static let badFiles = [
        Bad(
            testDescription: "no certificate",
            file: "certificate.pem",
            text: "x",
            reason: "certificate.pem holds no certificate in PEM"
        ),
        Bad(
            testDescription: "no key",
            file: "key.pem",
            text: "",
            reason: "key.pem holds no private key in PEM"
        ),
        Bad(
            testDescription: "no roots",
            file: "trust.pem",
            text: "\n",
            reason: "trust.pem holds no certificate in PEM"
        ),
        Bad(
            testDescription: "no deny list",
            file: "deny",
            text: "abc\nnone",
            reason: "nor a serial number"
        ),
    ]

    @Test("what is no good is said once and changes nothing", arguments: badFiles)
    func badFile(row: Bad) async throws {
        try await Station.with { station in
            try station.folder.write(row.text, row.file)
            station.tls.look()
            station.tls.look()
            #expect(station.lines.count == 1)
            #expect(station.lines.allSatisfy { $0.hasSuffix(row.reason) })
            try await station.expect("H29.02", for: station.authority.identity())
        }
    }

    @Test("a key of another certificate, and one that everybody may read, are no good")
    func badKey() async throws {
        try await Station.with { station in
            let other = try station.authority.identity()
            try station.folder.write(other.key.pemRepresentation, "key.pem")
            station.tls.look()
            try station.folder.write(other.key.pemRepresentation, "key.pem", mode: 0o604)
            station.tls.look()
            #expect(station.lines.count == 2)
            #expect(station.lines.first?.contains("is not the key of") == true)
            #expect(station.lines.last?.contains("chmod 600") == true)
            try await station.expect("H29.02", for: station.authority.identity())
        }
    }

    @Test("a certificate that is denied is closed with its stream, and its neighbour is not")
    func denied() async throws {
        try await Station.with { station in
            let identities = [
                try station.authority.identity(), try station.authority.identity(),
            ]
            let counts = [Counter(), Counter()]
            var clients: [RPCClient] = []
            var streams: [Task<Void, Never>] = []
            for (identity, count) in zip(identities, counts) {
                clients.append(try await station.connect(identity))
                streams.append(Self.ticks(clients[clients.count - 1], count))
                try await until { count.now > 1 }
            }
            try station.folder.write(identities[0].fingerprint.hexadecimal, "deny")
            station.tls.look()
            await streams[0].value
            try await until { !clients[0].isConnected }
            try await station.expect(nil, for: identities[0])
            #expect(station.lines.last == "handshake refused denied")
            #expect(station.log.all.contains("connection closed denied"))

            let before = counts[1].now
            try await until { counts[1].now > before }
            await clients[1].close()
            await streams[1].value
        }
    }

    @Test("a certificate that expires while its connection stands is closed")
    func expires() async throws {
        try await Station.with { station in
            let client = try await station.connect(station.authority.identity(days: 1))
            let count = Counter()
            let stream = Self.ticks(client, count)
            try await until { count.now > 1 }
            station.clock.advance(days: 1)
            station.tls.look()
            let before = count.now
            try await until { count.now > before }
            station.clock.advance(milliseconds: 1)
            station.tls.look()
            await stream.value
            #expect(station.log.all.contains("connection closed expired"))
            await client.close()
        }
    }
}
