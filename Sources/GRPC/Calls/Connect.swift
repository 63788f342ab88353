import Messages
import RPC

/// Connect, the protocol for unary calls with plain HTTP: the request is the body, so is the reply.
enum Connect {
    /// How requests and replies are written.
    enum Codec: String, Hashable {
        case json = "application/json"
        case proto = "application/proto"
    }

    /// The HTTP status of a failure.
    static func httpStatus(of code: Code) -> String {
        switch code {
        case .cancelled: "499"
        case .invalidArgument, .failedPrecondition, .outOfRange: "400"
        case .unauthenticated: "401"
        case .permissionDenied: "403"
        case .notFound: "404"
        case .alreadyExists, .aborted: "409"
        case .resourceExhausted: "429"
        case .unimplemented: "501"
        case .unavailable: "503"
        case .deadlineExceeded: "504"
        case .unknown, .internal, .dataLoss: "500"
        }
    }

    /// The body of a failure.
    static func body(of status: Status) -> [UInt8] {
        let wire = status.wireValue
        let details: [JSONValue] = wire.details.map { detail in
            .object([
                ("type", .string(String(detail.typeUrl.drop { $0 != "/" }.dropFirst()))),
                ("value", .string(HeaderText.base64(detail.value))),
            ])
        }
        var members: [(String, JSONValue)] = [
            ("code", .string(status.code.name.lowercased())),
            ("message", .string(status.message)),
        ]
        if !details.isEmpty { members.append(("details", .array(details))) }
        return Array(JSONValue.object(members).text(pretty: false).utf8)
    }
}
