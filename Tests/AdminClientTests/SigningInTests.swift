import ArgumentParser
import Foundation
import Messages
import Testing

@testable import AdminClient

/// Signing in on the command line.
@Suite struct SigningInTests {
    // Red when: a method of the service gets no verb, or one without an example.
    @Test func `Every way in has a verb with an example`() {
        let signingIn =
            KntcAdmin.configuration.groupedSubcommands
            .first { $0.name == "Signing in" }?.subcommands ?? []
        let verbs =
            signingIn + OfficerNoun.configuration.subcommands
            + AccessSessionNoun.configuration.subcommands
        #expect(signingIn.count == 7)
        for command in verbs {
            #expect(command.configuration.discussion.contains("kntc-admin "))
        }
        let names = Set(verbs.map { $0.configuration.commandName ?? "" })
        #expect(names.isSuperset(of: ["login", "logout", "enrol", "prove", "password", "whoami"]))
    }

    // Red when: a flag goes to another member of the request.
    @Test(arguments: [
        Line(line: "whoami", method: "AccessService/WhoAmI", request: "{}"),
        Line(
            line: "officer enrol nv.an01",
            method: "AccessService/EnrolOfficer",
            request: #"{"officer":"nv.an01"}"#
        ),
        Line(
            line: "officer revoke nv.an01",
            method: "AccessService/RevokeOfficer",
            request: #"{"officer":"nv.an01"}"#
        ),
        Line(
            line: "officer unlock nv.an01",
            method: "AccessService/UnlockOfficer",
            request: #"{"officer":"nv.an01"}"#
        ),
        Line(
            line: "sessions list --officer nv.an01 --page-size 9",
            method: "AccessService/ListAccessSessions",
            request: #"{"officer":"nv.an01"}"#
        ),
        Line(
            line: "sessions revoke s1",
            method: "AccessService/RevokeAccessSession",
            request: #"{"id":"s1"}"#
        ),
    ])
    func `Flags become the members of the request`(line: Line) throws {
        let arguments = line.line.split(separator: " ").map(String.init)
        let verb = try #require(try KntcAdmin.parseAsRoot(arguments) as? any Verb)
        #expect(type(of: verb).method == line.method)
        #expect(try verb.request().json.text(pretty: false) == line.request)
        let method = try MethodInfo.named(line.method)
        _ = try MessageJSON.decode(try verb.request().json, type: method.requestType)
    }

    // Red when: a password can be given where others see it.
    @Test(arguments: [
        "login nv.an01 --password x", "login nv.an01 secret", "enrol nv.an01 --code x",
        "login nv.an01 --secrets-fd -1",
    ])
    func `No secret stands on the command line`(line: String) {
        #expect(throws: (any Error).self) {
            try KntcAdmin.parseAsRoot(line.split(separator: " ").map(String.init))
        }
    }

    // Red when: a line that belongs to the next secret is eaten, or an absent one is taken for
    // empty.
    @Test func `Secrets are read a line each`() throws {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data("mật khẩu dài\r\n\n123456".utf8))
        try pipe.fileHandleForWriting.close()
        let descriptor = String(pipe.fileHandleForReading.fileDescriptor)
        let secrets = try Secrets.parse(["--secrets-fd", descriptor])
        #expect(try secrets.next("a") == "mật khẩu dài")
        #expect(try secrets.next("b") == "")
        #expect(try secrets.next("c") == "123456")
        #expect(throws: Failure.self) { try secrets.next("d") }
    }

    // Red when: a session goes to another server, stays readable for others, or beats a flag.
    @Test func `The session file is its owner's and its server's`() throws {
        let path = NSTemporaryDirectory() + "kntc-session-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let environment = ["KNTC_SESSION": path]
        let file = SessionFile(environment: environment)
        #expect(try file.token(at: "127.0.0.1:7410") == nil)
        try file.keep("token-1", endpoint: "127.0.0.1:7410")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        func caller(_ flags: [String], _ permission: String) throws -> Connection.Caller {
            try Connection(
                GlobalOptions.parse(flags),
                environment: environment,
                permission: permission
            ).caller
        }
        #expect(try caller([], "petition.read") == .session("token-1"))
        #expect(try caller([], "system.status") == .session("token-1"))
        #expect(try caller([], "none") == .nobody)
        let flags = ["--identity", "head@H29.02"]
        #expect(try caller(flags, "petition.read") == .identity("head@H29.02"))
        let elsewhere = ["--endpoint", "127.0.0.1:7411"]
        #expect(throws: Failure.self) { try caller(elsewhere, "petition.read") }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: Failure.self) { try caller([], "petition.read") }
        try "{}".write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: Failure.self) { try caller([], "petition.read") }
        file.remove()
        #expect(try file.token(at: "127.0.0.1:7410") == nil)
    }
}
