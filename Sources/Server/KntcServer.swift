import ArgumentParser
import CProcess
import Services

/// The server and its verbs for a stopped data directory.
@main
struct KntcServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kntc-server",
        abstract: "Keep complaints, denunciations and petitions, and serve them over RPC",
        discussion: """
            Example:
              kntc-server serve --data var/data --listen 127.0.0.1:7410

            A setting comes from its flag, else from its variable (KNTC_LISTEN),
            else from the file of --config ({"kntc": {"listen": "…"}}), else it
            has its default.
            """,
        version: SystemService.version,
        subcommands: [
            Serve.self, Verify.self, Rebuild.self, FirstAdministrator.self, Version.self,
        ],
        defaultSubcommand: Serve.self
    )

    /// Parses and runs.
    static func main() async {
        kntc_leave_no_trace()
        await main(nil)
    }
}

/// Prints the version.
struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the version",
        discussion: "Example:\n  kntc-server version"
    )

    func run() {
        print(SystemService.version)
    }
}
