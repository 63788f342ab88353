import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import RPC

/// Which connections a server takes, and what it writes down of those it does not.
@Suite("Connections of a server")
struct ConnectionRegistryTests {
    /// A registry of two connections, of which one agency may have one, and the lines of its log.
    private final class Trial: Sendable {
        private struct Handler: LogHandler {
            let trial: Trial
            var metadata: Logger.Metadata = [:]
            var logLevel = Logger.Level.trace

            subscript(metadataKey key: String) -> Logger.Metadata.Value? {
                get { metadata[key] }
                set { metadata[key] = newValue }
            }

            func log(event: LogEvent) {
                let found = event.metadata ?? [:]
                let text = ["connections", "agency"].compactMap { found[$0].map { "\($0)" } }
                trial.kept.withLock { $0.append(text.joined(separator: " ")) }
            }
        }

        private let kept = Mutex<[String]>([])

        /// The lines of refusals since the last look.
        func lines() -> [String] {
            kept.withLock { kept in
                defer { kept = [] }
                return kept
            }
        }

        func registry() -> ConnectionRegistry {
            var limits = Limits()
            (limits.connectionsMax, limits.connectionsPerAgencyMax) = (2, 1)
            return ConnectionRegistry(
                limits: limits,
                log: ServerLog(Logger(label: "test") { _ in Handler(trial: self) })
            )
        }
    }

    private static func close(_ channel: EmbeddedChannel) throws {
        _ = try channel.finish(acceptAlreadyClosed: true)
        channel.embeddedEventLoop.run()
    }

    // Red when: a flood of connections is a flood of lines, or a later one is not noted.
    @Test("of a row of refusals the first is written down, and the first of the next row")
    func rows() throws {
        let trial = Trial()
        let registry = trial.registry()
        let channels = (0..<2).map { _ in EmbeddedChannel() }
        for channel in channels { #expect(registry.admit(channel)) }
        for _ in 0..<3 { #expect(!registry.admit(EmbeddedChannel())) }
        #expect(trial.lines() == ["2 "])
        try Self.close(channels[0])
        let next = EmbeddedChannel()
        #expect(registry.admit(next))
        for _ in 0..<3 { #expect(!registry.admit(EmbeddedChannel())) }
        #expect(trial.lines() == ["2 "])
        for channel in [channels[1], next] { try Self.close(channel) }
    }

    @Test("a server that drains takes nobody, and knows whom it has")
    func drain() throws {
        let trial = Trial()
        let registry = trial.registry()
        let channel = EmbeddedChannel()
        #expect(registry.admit(channel))
        #expect(!registry.isDraining)
        #expect(registry.drain().map { ObjectIdentifier($0) } == [ObjectIdentifier(channel)])
        #expect(registry.isDraining)
        #expect(!registry.admit(EmbeddedChannel()))
        #expect(trial.lines() == [])
        try Self.close(channel)
        #expect(registry.drain().isEmpty)
    }

    @Test("each agency has its own connections, and those without a certificate count together")
    func agencies() throws {
        let trial = Trial()
        let registry = trial.registry()
        func certificate(_ agency: String) -> PeerCertificate {
            PeerCertificate(fingerprint: [1], agency: agency, notAfter: 0)
        }
        let first = EmbeddedChannel()
        #expect(registry.identify(first, as: certificate("H29.01")))
        #expect(registry.identify(EmbeddedChannel(), as: certificate("H29.02")))
        #expect(!registry.identify(EmbeddedChannel(), as: certificate("H29.01")))
        #expect(trial.lines() == ["1 H29.01"])
        try Self.close(first)
        let again = EmbeddedChannel()
        #expect(registry.identify(again, as: certificate("H29.01")))
        #expect(!registry.identify(EmbeddedChannel(), as: certificate("H29.01")))
        try Self.close(again)
    }
}
