import Messages
import RPC

/// Why a command ended without its answer.
struct Failure: Error {
    /// Name of the canonical code, "NOT_FOUND".
    let code: String
    /// The reason, "PETITION_NOT_FOUND".
    let reason: String
    /// A sentence for people.
    let message: String
    /// The same in Vietnamese, when the server gave it.
    var vietnamese: String?
    /// Wrong fields and missing preconditions.
    var details: [JSONValue] = []
    /// The name of the write, to repeat it safely.
    var requestID: String?
    /// The name of the call for those who run the server.
    var supportID: String?
    let exitCode: Int32

    /// A command line or a request that can not be sent.
    init(usage message: String) {
        self.init(code: "INVALID_ARGUMENT", reason: "USAGE", message: message, exitCode: 2)
    }

    /// A server that nobody answers for.
    init(unreachable endpoint: String) {
        self.init(
            code: Code.unavailable.name,
            reason: ErrorReason.connectionLost.text,
            message: "no server answers at \(endpoint); nothing was sent",
            exitCode: Self.exitCode(of: .unavailable)
        )
    }

    private init(code: String, reason: String, message: String, exitCode: Int32) {
        self.code = code
        self.reason = reason
        self.message = message
        self.exitCode = exitCode
    }

    /// What a server, or the way to it, answered.
    init(_ status: Status, requestID: String? = nil) {
        self.init(
            code: status.code.name,
            reason: status.reason ?? status.code.name,
            message: status.message,
            exitCode: Self.exitCode(of: status.code)
        )
        self.requestID = requestID
        supportID = status.supportID
        vietnamese = status.localizedMessage?.message
        details =
            status.fieldViolations.map {
                .object([
                    ("field", .string($0.field)), ("description", .string($0.description)),
                ])
            }
            + status.preconditionViolations.map {
                .object([
                    ("type", .string($0.type)), ("subject", .string($0.subject)),
                    ("description", .string($0.description)),
                ])
            }
    }

    /// The exit code of a canonical code.
    static func exitCode(of code: Code) -> Int32 {
        switch code {
        case .notFound: 4
        case .permissionDenied, .unauthenticated: 5
        case .failedPrecondition, .aborted, .alreadyExists: 6
        case .unavailable: 7
        case .deadlineExceeded: 8
        case .dataLoss: 10
        case .cancelled, .unknown, .invalidArgument, .resourceExhausted, .outOfRange,
            .unimplemented, .internal:
            1
        }
    }

    /// The failure for programs.
    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("code", .string(code)), ("reason", .string(reason)), ("message", .string(message)),
            ("details", .array(details)),
        ]
        if let requestID { members.append(("requestId", .string(requestID))) }
        if let supportID { members.append(("supportId", .string(supportID))) }
        return .object([("error", .object(members))])
    }

    /// The failure for people.
    var text: String {
        var lines = ["kntc-admin: \(message)"]
        if let vietnamese { lines.append("  \(vietnamese)") }
        lines += details.map { detail in
            let subject = (detail["field"] ?? detail["subject"])?.text ?? ""
            return "  \(subject): \(detail["description"]?.text ?? "")"
        }
        let named = [code, reason, supportID.map { "trace \($0)" }].compactMap(\.self)
        if reason != "USAGE" { lines.append("  (\(named.joined(separator: " ")))") }
        if let requestID { lines.append("  to repeat it safely: --request-id \(requestID)") }
        return lines.joined(separator: "\n")
    }
}
