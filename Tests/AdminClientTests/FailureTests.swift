import Messages
import RPC
import Testing

@testable import AdminClient

@Test(
    "Every code has its exit code",
    arguments: zip(
        Code.allCases,
        [1, 1, 1, 8, 4, 6, 5, 1, 6, 6, 1, 1, 1, 7, 10, 5] as [Int32]
    )
)
func mapsCodes(_ code: Code, exitCode: Int32) {
    #expect(Failure.exitCode(of: code) == exitCode)
}

private let refused = Status(.fieldInvalid, "rule is wrong")
    .with(fieldViolations: [.init(field: "rule", description: "is no key")])
    .with(vietnamese: "Dữ liệu không hợp lệ.")

@Test("A refusal is one object for programs")
func refusalAsJSON() {
    let failure = Failure(refused, requestID: "r-1")
    #expect(
        failure.json.text(pretty: false) == """
            {"error":{"code":"INVALID_ARGUMENT","reason":"FIELD_INVALID",\
            "message":"rule is wrong",\
            "details":[{"field":"rule","description":"is no key"}],"requestId":"r-1"}}
            """
    )
}

@Test("A refusal is told to people with how to go on")
func refusalAsText() {
    #expect(
        Failure(refused, requestID: "r-1").text == """
            kntc-admin: rule is wrong
              Dữ liệu không hợp lệ.
              rule: is no key
              (INVALID_ARGUMENT FIELD_INVALID)
              to repeat it safely: --request-id r-1
            """
    )
}

/// What a command line printed.
private final class Printed {
    var out = ""
    var error = ""
}

/// A command line that fails before any call.
struct Wrong: Sendable {
    let arguments: [String]
    let exitCode: Int32
    let text: String
}

@Test(
    "A command line that can not be run says why on stderr, and nothing on stdout",
    arguments: [
        Wrong(arguments: ["bogus"], exitCode: 2, text: "bogus"),
        Wrong(arguments: ["deadline", "compute"], exitCode: 2, text: "--rule"),
        Wrong(
            arguments: [
                "deadline", "compute", "--rule", "R", "--start", "2026-07-01", "--extend", "E",
            ],
            exitCode: 2,
            text: "KEY:DAYS"
        ),
        Wrong(
            arguments: [
                "deadline", "compute", "--rule", "R", "--start", "2026-07-01", "--suspend",
                "2026-07-02",
            ],
            exitCode: 2,
            text: "FROM..TO"
        ),
        Wrong(arguments: ["petition", "get"], exitCode: 2, text: "SYSTEM/ID"),
        Wrong(
            arguments: ["petition", "get", "a", "--external", "b/c"],
            exitCode: 2,
            text: "SYSTEM/ID"
        ),
        Wrong(
            arguments: ["petition", "list", "--state", "foo", "--identity", "officer@H29.02"],
            exitCode: 2,
            text: "PETITION_STATE_REGISTERED"
        ),
        Wrong(arguments: ["call", "FooService/Bar"], exitCode: 2, text: "FooService/Bar"),
        Wrong(
            arguments: ["call", "SystemService/GetStatus", "-d", #"{"a":1}"#],
            exitCode: 2,
            text: "a: kntc.v1.GetStatusRequest has no such field"
        ),
        Wrong(
            arguments: ["call", "SystemService/GetStatus", "-d", "{"],
            exitCode: 2,
            text: "no JSON"
        ),
        Wrong(
            arguments: ["server", "status", "--endpoint", "127.0.0.1"],
            exitCode: 2,
            text: "HOST:PORT"
        ),
        Wrong(
            arguments: ["--endpoint", "127.0.0.1:1", "server", "status"],
            exitCode: 7,
            text: "127.0.0.1:1"
        ),
    ],
    [OutputFormat.table, .json]
)
func refusesLine(_ wrong: Wrong, _ format: OutputFormat) async throws {
    let printed = Printed()
    let code = await KntcAdmin.run(
        wrong.arguments + ["-o", format.rawValue],
        output: Terminal(out: { printed.out += $0 }, error: { printed.error += $0 })
    )
    #expect(code == wrong.exitCode)
    #expect(printed.out.isEmpty)
    guard format == .json else {
        #expect(printed.error.contains(wrong.text))
        return
    }
    let object = try JSONValue(parsing: printed.error)
    let message = try #require(object.at("error.message")?.text)
    #expect(message.contains(wrong.text))
    #expect(object.at("error.code")?.text == (code == 7 ? "UNAVAILABLE" : "INVALID_ARGUMENT"))
}
