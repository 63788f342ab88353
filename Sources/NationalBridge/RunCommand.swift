import ArgumentParser
import Foundation
import Logging
import RPC
import UnixSignals

/// Tells the national database what it was not told yet.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Tell the national database what it was not told yet",
        discussion: """
            One run at a time: a lease of the server says which. Every fact becomes one message
            of kntc-export/1.0.0, posted in order; the answers are recorded at the server.

            Example:
              kntc-bridge run --endpoint 127.0.0.1:7410 --to https://example.gov.vn/kntc-export/1

            Exit: 0 all acknowledged; 1 wrong address or refused by the server; 2 wrong flags;
            7 national database or server not reached; 9 some refused; 75 another run is active;
            143 told to stop.
            """
    )

    @Option(help: "The records server, HOST:PORT (else KNTC_ENDPOINT, else 127.0.0.1:7410)")
    var endpoint: String?

    @OptionGroup var tls: TLSOptions

    @Option(help: ArgumentHelp("Where messages are posted", valueName: "url"))
    var to: String

    @Flag(help: "Make the messages, send and record nothing")
    var dryRun = false

    @Option(help: "Stop after so many facts")
    var max: Int?

    @Option(help: ArgumentHelp("Write what the run did to this file, as JSON", valueName: "file"))
    var report: String?

    @Option(help: "How long the lease is taken for, 120 to 3600")
    var leaseSeconds = 300

    func validate() throws {
        guard (120...3_600).contains(leaseSeconds) else {
            throw ValidationError("--lease-seconds is 120 to 3600, not \(leaseSeconds)")
        }
        if let max, max < 1 { throw ValidationError("--max is at least 1, not \(max)") }
        do throws(SettingError) {
            _ = try Target(to)
            _ = try server
        } catch {
            throw ValidationError(error.description)
        }
    }

    private var server: Endpoint {
        get throws(SettingError) {
            let environment = ProcessInfo.processInfo.environment["KNTC_ENDPOINT"]
            return try Endpoint(endpoint ?? environment ?? "127.0.0.1:7410")
        }
    }

    func run() async throws {
        let logger = Logger(label: "kntc-bridge", factory: StreamLogHandler.standardError(label:))
        let stop = Cancellation()
        let (report, ending) = try await withThrowingTaskGroup(of: Void.self) { group in
            let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
            group.addTask {
                for await _ in signals { stop.set() }
            }
            let result = try await tell(stop, logger)
            group.cancelAll()
            return result
        }
        print(report.summary(ending), terminator: "")
        if let file = self.report { try write(report, to: file) }
        throw ExitCode(report.exitCode)
    }

    private func tell(
        _ stop: Cancellation,
        _ logger: Logger
    ) async throws -> (RunReport, Ending) {
        let server = try server
        let security = try tls.security()
        let rpc: RPCClient
        do {
            rpc = try await RPCClient.connect(
                host: server.host,
                port: server.port,
                security: security
            )
        } catch {
            throw Failure(
                code: 7,
                description: "no answer from the server at \(server.host):\(server.port)"
            )
        }
        let records = RecordsClient(
            rpc: rpc,
            runID: UUID().uuidString.lowercased(),
            leaseSeconds: Int32(leaseSeconds)
        )
        let result = try await NationalClient.with(url: try Target(to).url) { national in
            var run = BridgeRun(
                records: records,
                national: national,
                order: RunOrder(dryRun: dryRun, max: max),
                stop: stop,
                logger: logger
            )
            let ending = await run.run()
            return (run.report, ending)
        }
        await rpc.close()
        return result
    }

    private func write(_ report: RunReport, to file: String) throws {
        do {
            try report.json.write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw Failure(code: 1, description: "the report can not be written to \(file)")
        }
    }
}

/// A reason to end before or after the run: an exit code and one sentence for people.
struct Failure: Error, CustomStringConvertible {
    let code: Int32
    let description: String
}
