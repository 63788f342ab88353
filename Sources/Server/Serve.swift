import ArgumentParser
import Certificates
import Foundation
import Logging
import RPC
import Records
import ServiceLifecycle
import Services
import UnixSignals

/// Serves until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the records over RPC (default)",
        discussion: """
            SIGTERM or SIGINT drains: calls in flight are answered, then the store is closed.

            Example:
              kntc-server serve --data var/data --listen 127.0.0.1:7410
            """
    )

    @OptionGroup var flags: SettingFlags

    func run() async throws {
        try await Refusal.reported { try await serve() }
    }

    private func serve() async throws {
        let settings = try await Settings(flags)
        let logger = try logger(settings)
        let tls = try serverTLS(settings, logger)
        let now = settings.sandbox?.clock.now ?? OpenedStore.now
        let opened = try await OpenedStore(
            data: settings.data,
            keyFile: settings.keyFile,
            for: settings.sandbox == nil ? .production : .sandbox,
            now: now
        )
        if let error = opened.keyError {
            logger.critical("no key: persons and files stay closed", metadata: ["why": "\(error)"])
        }
        let desk = Desk(records: opened.records, now: now)
        let front = try await frontDesk(before: desk, opened, settings, logger)
        var limits = settings.limits
        limits.platforms = settings.identity.frontDesk.carriers?.certificates ?? []
        let router = router(desk, front, settings, limits, logger)
        let epoch = try opened.records.read { try $0.epochs().current }
        let server = try Doors(settings, tls)
            .server(router, front, epoch: epoch, limits, logger)
        let lags = LagWatch(desk, limit: settings.subscriptionLag, logger: logger)
        let operations = OperationsServer(
            endpoint: settings.operations,
            records: opened.records,
            lags: lags,
            ledger: server.ledger,
            tls: tls,
            logger: logger
        )
        // From the moment at which somebody may know that it serves.
        let stop = StopSignals(
            await UnixSignalsSequence(trapping: .sigterm, .sigint),
            ending: opened.records.news
        )
        do {
            try await settings.sandbox?.furnish(router)
            let doors = try await start(server, operations, settings)
            announce(doors, settings, opened.keyError, tls)
        } catch {
            try opened.close()
            throw error
        }
        let urging = UrgingMover(desk)
        // A day that is not begun anew goes on where it was.
        try? await urging.begin()
        let keepers: [any Service] = [
            HeadKeeper(opened, logger), Sweeper(opened.records, logger),
            StepKeeper("following calendars", logger, step: CalendarMover(desk).step),
            StepKeeper("urging", logger, step: urging.step),
            StepKeeper("operations", logger, step: OperationMover(desk).step),
            LoginKeeper(front, logger), LagKeeper(lags, logger),
            StepKeeper("certificates", logger) {
                tls?.look()
                return false
            },
        ]
        try await run(keepers + [operations, server], until: stop, logger)
        try opened.close()
        logger.notice("stopped", metadata: ["position": "\(opened.records.news.position)"])
    }

    /// Runs services until one fails or it is time to stop; then ends them, the last first.
    private func run(
        _ services: [any Service],
        until stop: StopSignals,
        _ logger: Logger
    ) async throws {
        let configurations = services.map {
            ServiceGroupConfiguration.ServiceConfiguration(service: $0)
        }
        let last = ServiceGroupConfiguration.ServiceConfiguration(
            service: stop,
            successTerminationBehavior: .gracefullyShutdownGroup
        )
        let group = ServiceGroupConfiguration(services: configurations + [last], logger: logger)
        try await ServiceGroup(configuration: group).run()
    }

    /// The method table, for the callers that the settings let in.
    private func router(
        _ desk: Desk,
        _ front: FrontDesk,
        _ settings: Settings,
        _ limits: Limits,
        _ logger: Logger
    ) -> Router {
        let authenticator: any Authenticator =
            settings.identity.areSessions
            ? SessionAuthenticator(front)
            : DevelopmentAuthenticator(isBound: settings.sandbox != nil)
        // Where callers are believed whatever agency they name there are no shares to keep.
        let hasShares = settings.identity.areSessions || settings.sandbox != nil
        return Routes.all(
            desk,
            front: front,
            authenticator: authenticator,
            admission: hasShares ? Admission(limits: limits) : nil,
            sandbox: settings.sandbox?.clock,
            logger: logger
        )
    }

    private func logger(_ settings: Settings) throws -> Logger {
        var logger = Logger(label: "kntc-server", factory: StreamLogHandler.standardError(label:))
        guard let level = Logger.Level(rawValue: settings.logLevel) else {
            throw Refusal(.config, "log level is none of trace … critical: \(settings.logLevel)")
        }
        logger.logLevel = level
        return logger
    }

    /// TLS, where it is set.
    private func serverTLS(_ settings: Settings, _ logger: Logger) throws -> ServerTLS? {
        guard let files = settings.tls else { return nil }
        do {
            return try ServerTLS(files, now: OpenedStore.now, logger: logger)
        } catch {
            throw Refusal(.config, "\(error)")
        }
    }

    /// The front desk with the sessions that were kept; a store is closed again when there can be
    /// none.
    private func frontDesk(
        before desk: Desk,
        _ opened: OpenedStore,
        _ settings: Settings,
        _ logger: Logger
    ) async throws -> FrontDesk {
        do {
            let front = FrontDesk(
                desk,
                settings: settings.identity.frontDesk,
                tokens: try await settings.identity.verifier(),
                logger: logger
            )
            try front.restore()
            return front
        } catch {
            try opened.close()
            throw error
        }
    }

    private func start(
        _ server: RPCServer,
        _ operations: OperationsServer,
        _ settings: Settings
    ) async throws -> (rpc: [Int], operations: Int) {
        do {
            return (try await server.start(), try await operations.start())
        } catch {
            throw Refusal(
                .temporary,
                "an address is taken or not of this machine: \(settings.listen), "
                    + "\(settings.grpc) or \(settings.operations)"
            )
        }
    }

    /// Tells people, and scripts that gave port 0, where the server is.
    private func announce(
        _ doors: (rpc: [Int], operations: Int),
        _ settings: Settings,
        _ keyError: KeyError?,
        _ tls: ServerTLS?
    ) {
        let key =
            keyError.map { "NONE: \($0); persons and files stay closed" } ?? settings.keyFile
        let text = """
            kntc-server \(SystemService.version)
            \(Doors(settings, tls).sentence(doors.rpc))
            operations  http://\(settings.operations.host):\(doors.operations)/health
            tls         \(tls?.sentence ?? "NONE: this machine alone can call")
            data        \(settings.data)
            key         \(key)
            identity    \(settings.identity.sentence)

            """
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}

/// Notes the journal's head every second, so that a lost tail is told from a torn one.
struct HeadKeeper: Service {
    private let opened: OpenedStore
    private let logger: Logger

    init(_ opened: OpenedStore, _ logger: Logger) {
        self.opened = opened
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                do {
                    try opened.noteHead()
                } catch {
                    logger.error("the head file was not written", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
