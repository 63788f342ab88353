import Casework
package import Crypto
package import Logging
import Messages
import NIOCore
package import RPC
package import Records
package import Services
package import Storage

extension FrontDesk {
    /// A front desk whose hashes of passwords are quick, and worth nothing.
    package static func quick(
        _ desk: Desk,
        logRounds: Int = 4,
        grants: any Grants = DirectoryGrants(),
        tokens: (any TokenVerifier)? = nil,
        logger: Logger,
        _ change: (inout Settings) -> Void = { _ in }
    ) -> FrontDesk {
        var settings = Settings()
        settings.cost = ScryptCost(logRounds: logRounds, blockSize: 1, parallelism: 1)
        change(&settings)
        return FrontDesk(desk, settings: settings, grants: grants, tokens: tokens, logger: logger)
    }
}

/// A whole server in this process, on a port of its own, with a clock that stands still.
package struct TestServer: Sendable {
    /// The clock of records and deciders.
    package let clock: VirtualClock
    /// The records beneath.
    package let records: RecordStore
    /// What the services stand on.
    package let desk: Desk
    /// One connection to the server.
    package let client: RPCClient
    /// The port that it listens on.
    package let port: Int

    /// Runs a test against a server with the city, the home and the foreign agency loaded.
    ///
    /// - Parameters:
    ///   - engine: The engine beneath.
    ///   - today: The day in Vietnam when the test begins.
    ///   - body: The test.
    /// - Throws: What the test throws, or what kept the server from starting.
    package static func run(
        _ engine: Engine = .memory,
        today: String = "2026-07-15",
        _ body: (TestServer) async throws -> Void
    ) async throws {
        try await withStore(engine) { try await run(on: $0, today: today, body) }
    }

    /// Runs a test as above against a server on a store that another one may have served before.
    ///
    /// - Parameters:
    ///   - store: The store beneath.
    ///   - masterKey: What the key provider gives; nil when it gives nothing.
    ///   - today: The day in Vietnam when the test begins.
    ///   - authenticator: Says who calls.
    ///   - pace: When streams tell how far they have come.
    ///   - streamsLast: The age of streams; nil for that of the contract.
    ///   - isAdmitting: Whether agencies have shares that can be used up.
    ///   - change: Changes the bounds of the transport.
    ///   - body: The test.
    /// - Throws: What the test throws, or what kept the server from starting.
    package static func run(
        on store: any KeyValueStore,
        masterKey: SymmetricKey? = testKey,
        today: String = "2026-07-15",
        authenticator: any Authenticator = DevelopmentAuthenticator(),
        pace: FeedService.Pace = FeedService.Pace(),
        streamsLast: Duration? = nil,
        isAdmitting: Bool = false,
        limits change: (inout RPC.Limits) -> Void = { _ in },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let clock = VirtualClock(day: today)
        let records = try await RecordStore(store: store, masterKey: masterKey) { clock.now }
        var quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        quiet.logLevel = .critical
        let desk = Desk(records: records) { clock.now }
        // Hundreds of tests share two cores: a client may wait long before its first call.
        var limits = RPC.Limits()
        limits.firstFrameTimeout = limits.idleTimeout
        if let streamsLast {
            limits.streamAgeMax = TimeAmount(streamsLast)
            limits.plainStreamAgeMax = limits.streamAgeMax
            // A busy machine may be late with the last words of a handler.
            limits.streamEndGrace = .minutes(1)
        }
        change(&limits)
        let server = RPCServer(
            router: Routes.all(
                desk,
                front: .quick(desk, logger: quiet),
                authenticator: authenticator,
                admission: isAdmitting ? Admission(limits: limits) : nil,
                pace: pace,
                logger: quiet
            ),
            listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: 0)],
            limits: limits,
            gracePeriod: .zero,
            // So that statuses can be compared, byte for byte.
            newNumber: { 0x0123_4567_89AB_CDEF },
            logger: quiet
        )
        let port = try await server.start()[0]
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
            let running = TestServer(
                clock: clock,
                records: records,
                desk: desk,
                client: client,
                port: port
            )
            do {
                let agencies = [Sample.city, Sample.home, Sample.foreign]
                _ = try await running.administrator.apply(agencies)
                try await body(running)
            } catch {
                await client.close()
                group.cancelAll()
                throw error
            }
            await client.close()
            group.cancelAll()
        }
    }

    /// Somebody who calls.
    package func caller(_ identity: String) -> TestCaller {
        TestCaller(identity: identity, server: self)
    }

    /// An officer of the home agency.
    package var officer: TestCaller { caller("officer@H29.02") }
    /// The head of the home agency.
    package var head: TestCaller { caller("head@H29.02") }
    /// The head of the foreign agency.
    package var stranger: TestCaller { caller("head@H29.05") }
    /// The administrator.
    package var administrator: TestCaller { caller("administrator@H29") }
    /// The bridge to the national database.
    package var sync: TestCaller { caller("sync@H29") }
}
