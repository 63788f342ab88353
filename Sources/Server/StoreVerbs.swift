import ArgumentParser
import Foundation
import Messages
import Records

/// Where the store of a stopped server is.
struct StoreFlags: ParsableArguments {
    @Option(help: "Directory of the store")
    var data: String = "var/data"

    @Option(help: "File of the master key (default: DATA.key)")
    var keyFile: String?

    /// Runs `body` on the opened store, which is made first when that is allowed, and closes it.
    func withStore(
        isMade: Bool = false,
        _ body: (OpenedStore) async throws -> Void
    ) async throws {
        guard isMade || FileManager.default.fileExists(atPath: "\(data)/store") else {
            throw Refusal(.config, "there is no store in \(data)")
        }
        let opened = try await OpenedStore(data: data, keyFile: keyFile ?? "\(data).key")
        do {
            try await body(opened)
        } catch {
            try? opened.close()
            throw error
        }
        try opened.close()
    }
}

/// Verifies a stopped store.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify chain, projections, registers and sealed parties of a stopped store",
        discussion: """
            Exits 0 when all is well, 10 when something is not as it must be.

            Example:
              kntc-server verify --data var/data
            """
    )

    @OptionGroup var flags: StoreFlags

    func run() async throws {
        try await Refusal.reported {
            try await flags.withStore { opened in
                let report = try opened.records.verify()
                for finding in report.findings {
                    print("\(finding.check) \(finding.place): \(finding.finding)")
                }
                if let error = opened.keyError {
                    print("\(report.unopened) sealed parties and letters not opened: \(error)")
                }
                print(
                    "\(report.entries) entries, \(report.keys) keys: "
                        + "\(report.findings.count) findings"
                )
                guard report.findings.isEmpty else {
                    throw Refusal(.damaged, "the store is not as it must be")
                }
            }
        }
    }
}

/// Makes the projections of a stopped store anew.
struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make every projection of a stopped store anew from its journal",
        discussion: """
            Prints how many keys differed; 0 says that the store was right.

            Example:
              kntc-server rebuild --data var/data
            """
    )

    @OptionGroup var flags: StoreFlags

    func run() async throws {
        try await Refusal.reported {
            try await flags.withStore { opened in
                print("\(try await opened.records.rebuild()) keys differed")
            }
        }
    }
}
