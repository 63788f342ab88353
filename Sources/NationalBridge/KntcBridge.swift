import ArgumentParser
import CProcess
import Foundation

/// The one way to the national database, run by a timer.
@main
struct KntcBridge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kntc-bridge",
        abstract:
            "Tell the national database of receptions, petitions and cases (NĐ 55/2022/NĐ-CP)",
        subcommands: [RunCommand.self]
    )

    /// Parses and runs; exit code 2 stands for wrong flags.
    static func main() async {
        kntc_leave_no_trace()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            FileHandle.standardError.write(Data("kntc-bridge: \(failure)\n".utf8))
            Foundation.exit(failure.code)
        } catch {
            let isUsage = exitCode(for: error) == .validationFailure
            guard isUsage else { exit(withError: error) }
            FileHandle.standardError.write(Data("\(fullMessage(for: error))\n".utf8))
            Foundation.exit(2)
        }
    }
}
