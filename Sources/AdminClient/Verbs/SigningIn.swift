import ArgumentParser
import Foundation
import Messages

/// Sign in.
struct LogIn: AsyncParsableCommand {
    static let configuration = help(
        "login",
        "Sign in and keep the session for the next commands (KNTC_SESSION, or ~/.kntc-session)",
        example: "login nv.an01"
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var secrets: Secrets

    @Argument(help: "Code of the officer")
    var officer: String

    @Option(help: ArgumentHelp("Office to act in; the only one by default", valueName: "code"))
    var office: String?

    func run() async throws {
        let request = Fields().text("officer", officer)
            .text("password", try secrets.next("Mật khẩu"))
            .text("code", try secrets.next("Mã xác thực (6 số)", isShown: true))
            .text("office", office)
        try await Session.with("AccessService/SignIn", [request.json], options) { session in
            let reply = try await session.call(request.json, patience: 30)
            guard let token = reply["token"]?.text else { return }
            try session.file.keep(token, endpoint: session.endpoint)
            options.show(reply["session"] ?? .object([]), "kntc.v1.AccessSession")
        }
    }
}

/// Sign out.
struct LogOut: AsyncParsableCommand {
    static let configuration = help(
        "logout",
        "End the session and forget it",
        example: "logout"
    )

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await Session.with("AccessService/SignOut", [], options) { session in
            // Whatever the server says, the token is of no use here any more.
            defer { session.file.remove() }
            options.show(try await session.call(.object([])), session.method.replyType)
        }
    }
}

/// Enrol with the one-time code of an administrator.
struct Enrol: AsyncParsableCommand {
    static let configuration = help(
        "enrol",
        "Set the first password with a one-time code, and set up the authenticator",
        example: "enrol nv.an01"
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var secrets: Secrets

    @Argument(help: "Code of the officer")
    var officer: String

    func run() async throws {
        let code = try secrets.next("Mã ghi danh", isShown: true)
        let known = Fields().text("officer", officer).text("enrolment_code", code)
        let request = known.text("password", try secrets.newPassword())
        try await Session.with("AccessService/Enrol", [request.json], options) { session in
            let factor = try await session.call(request.json, patience: 30)
            options.show(factor, session.method.replyType)
        }
        let first = try secrets.next("Mã xác thực (6 số) trên ứng dụng", isShown: true)
        let confirm = known.text("code", first).json
        try await Session.with("AccessService/ConfirmEnrolment", [confirm], options) { session in
            _ = try await session.call(confirm)
            Terminal().note("Đã ghi danh \(officer).")
        }
    }
}

/// Prove anew who holds the session.
struct Prove: AsyncParsableCommand {
    static let configuration = help(
        "prove",
        "Prove identity anew with the one-time code, as sensitive commands demand",
        example: "prove"
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var secrets: Secrets

    func run() async throws {
        let code = try secrets.next("Mã xác thực (6 số)", isShown: true)
        let request = Fields().text("code", code).json
        try await Session.with("AccessService/ProveAgain", [request], options) { session in
            options.show(try await session.call(request), session.method.replyType)
        }
    }
}

/// Change the password.
struct ChangePassword: AsyncParsableCommand {
    static let configuration = help(
        "password",
        "Change the password; the other sessions end",
        example: "password"
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var secrets: Secrets

    func run() async throws {
        let request = Fields().text("password", try secrets.next("Mật khẩu hiện tại"))
            .text("code", try secrets.next("Mã xác thực (6 số)", isShown: true))
            .text("new_password", try secrets.newPassword()).json
        try await Session.with("AccessService/ChangePassword", [request], options) { session in
            options.show(try await session.call(request, patience: 30), session.method.replyType)
        }
    }
}

/// Print who the caller is to the server.
struct WhoAmI: Verb {
    static let configuration = help(
        "whoami",
        "Print agency, officer, office, roles and session",
        example: "whoami"
    )
    static let method = "AccessService/WhoAmI"

    @OptionGroup var options: GlobalOptions

    func request() -> Fields { Fields() }
}

/// Make a one-time code for an officer.
struct EnrolOfficer: Verb {
    static let configuration = help(
        "enrol",
        "Make a one-time code with which an officer enrols; it is shown once",
        example: "officer enrol nv.an01"
    )
    static let method = "AccessService/EnrolOfficer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Code of the officer")
    var officer: String

    func request() -> Fields { Fields().text("officer", officer) }
}

/// Take from an officer everything that lets it in.
struct RevokeOfficer: Verb {
    static let configuration = help(
        "revoke",
        "End every session of an officer at once, with password and authenticator",
        example: "officer revoke nv.an01"
    )
    static let method = "AccessService/RevokeOfficer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Code of the officer")
    var officer: String

    func request() -> Fields { Fields().text("officer", officer) }
}

/// Let an officer try again who failed too often.
struct UnlockOfficer: Verb {
    static let configuration = help(
        "unlock",
        "Let an officer try again who failed a hundred times in a row",
        example: "officer unlock nv.an01"
    )
    static let method = "AccessService/UnlockOfficer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Code of the officer")
    var officer: String

    func request() -> Fields { Fields().text("officer", officer) }
}

/// Look through and end officers' sessions.
struct AccessSessionNoun: AsyncParsableCommand {
    static let configuration = help(
        "sessions",
        "List and end the sessions of signed-in officers",
        example: "sessions list --officer nv.an01",
        subcommands: [ListAccessSessions.self, RevokeAccessSession.self]
    )
}

/// List sessions.
struct ListAccessSessions: ListVerb {
    static let configuration = help(
        "list",
        "List the sessions of signed-in officers, by their codes",
        example: "sessions list --all"
    )
    static let method = "AccessService/ListAccessSessions"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Of this officer; of all by default", valueName: "code"))
    var officer: String?

    func request() -> Fields { Fields().text("officer", officer) }
}

/// End a session.
struct RevokeAccessSession: Verb {
    static let configuration = help(
        "revoke",
        "End a session at once",
        example: "sessions revoke YourSessionId"
    )
    static let method = "AccessService/RevokeAccessSession"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session, as `sessions list` tells it")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}
