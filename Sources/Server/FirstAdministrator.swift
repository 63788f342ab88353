import ArgumentParser
import Casework
import Foundation
import Logging
import Messages
import Services

/// Makes an administrator of a stopped store, at the server's own console.
struct FirstAdministrator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make an administrator of a stopped store; print its one-time code, once",
        discussion: """
            A grant needs two persons, so run it for two officers; after they have enrolled
            (kntc-admin enrol) they make every other officer. The code is good for 3 days.

            Example:
              kntc-server first-administrator --data var/data --officer qt.an01 --agency H29
            """
    )

    @OptionGroup var flags: StoreFlags

    @Option(help: "Code of the officer")
    var officer: String

    @Option(help: "Code of the agency that employs the officer")
    var agency: String

    func run() async throws {
        try await Refusal.reported {
            try await flags.withStore(isMade: true) { opened in
                let quiet = Logger(label: "kntc-server") { _ in SwiftLogNoOpLogHandler() }
                let desk = Desk(records: opened.records, now: OpenedStore.now)
                let front = FrontDesk(desk, logger: quiet)
                do {
                    let made = try await front.makeAdministrator(officer, agency: agency)
                    print("Mã ghi danh của \(officer), chỉ hiện một lần: \(made.code)")
                } catch let error as CaseworkError {
                    throw Refusal(.config, Self.sentence(error))
                }
            }
        }
    }

    private static func sentence(_ error: CaseworkError) -> String {
        switch error {
        case .invalid(let violations):
            violations.map { "\($0.field) \($0.rule): \($0.remedy)" }.joined(separator: "; ")
        case .notAllowed(_, let state, let missing, let basis):
            "\(state): it needs \(missing) (\(basis))"
        case .alreadyExists(let field, let rule): "\(field) \(rule)"
        case .etagMismatch, .notFound: "the store changed meanwhile; try again"
        }
    }
}
