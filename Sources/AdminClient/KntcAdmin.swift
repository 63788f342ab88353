import ArgumentParser
import CProcess

/// The administrator's client: every method of the contract from a terminal.
@main
struct KntcAdmin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kntc-admin",
        abstract: "Work with the records of a kntc server",
        discussion: """
            Example:
              kntc-admin deadline compute --rule KN.ACCEPT --start 2026-07-01

            Exit codes: 0 done, 1 refused, 2 usage, 4 not found, 5 not permitted,
            6 conflict, 7 unreachable, 8 timed out, 10 damage found.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Records",
                subcommands: [
                    PetitionNoun.self, CaseNoun.self, DenunciationNoun.self,
                    EnforcementNoun.self, FeedbackNoun.self, RatingNoun.self, DeadlineNoun.self,
                    RegisterNoun.self,
                    JournalNoun.self, InboxNoun.self, SubscriptionNoun.self,
                    DirectoryNoun.self, OfficerNoun.self, RecordNoun.self,
                    FileNoun.self,
                    DocumentNoun.self, DelegationNoun.self, OriginalNoun.self, LawNoun.self,
                    CalendarNoun.self,
                    ReceptionNoun.self,
                    SessionNoun.self, InstructionNoun.self, ProposalNoun.self,
                    IdentityNoun.self, WorkingCopyNoun.self, CustodyNoun.self, AbsenceNoun.self,
                    TransferNoun.self, RouteNoun.self, ConsultationNoun.self, TrackNoun.self,
                    UrgingNoun.self, ApprovalNoun.self, ListAwaiting.self, OperationNoun.self,
                ]
            ),
            CommandGroup(name: "Access", subcommands: [GrantNoun.self, CanI.self]),
            CommandGroup(
                name: "Signing in",
                subcommands: [
                    LogIn.self, LogOut.self, Enrol.self, Prove.self, ChangePassword.self,
                    WhoAmI.self, AccessSessionNoun.self,
                ]
            ),
            CommandGroup(
                name: "Server and contract",
                subcommands: [
                    ServerNoun.self, TLSNoun.self, TraceCall.self, CallMethod.self,
                    ListMethods.self, Describe.self,
                ]
            ),
        ]
    )

    // Read here too, so that these options may stand before the noun.
    @OptionGroup var options: GlobalOptions

    static func main() async {
        kntc_leave_no_trace()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let code = await run(arguments, output: Terminal())
        exit(withError: ExitCode(code))
    }

    /// Runs one command line; help and failures go to `output`.
    ///
    /// - Returns: The exit code.
    static func run(_ arguments: [String], output: Terminal) async -> Int32 {
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let failure as Failure {
            output.report(failure, OutputFormat.asked(in: arguments))
            return failure.exitCode
        } catch let code as ExitCode {
            return code.rawValue
        } catch {
            guard exitCode(for: error) != .success else {
                output.print(fullMessage(for: error))
                return 0
            }
            let format = OutputFormat.asked(in: arguments)
            let text = format == .json ? message(for: error) : fullMessage(for: error)
            let sentence = text.hasPrefix("Error: ") ? String(text.dropFirst(7)) : text
            output.report(Failure(usage: sentence), format)
            return 2
        }
    }
}
