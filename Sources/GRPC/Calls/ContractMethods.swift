import Messages
import RPC

/// The methods of the contract by path, so that their messages can be read and written as JSON.
struct ContractMethods: Sendable {
    private let methods: [String: MethodInfo]

    init(_ methods: [MethodInfo]) {
        self.methods = Dictionary(uniqueKeysWithValues: methods.map { ($0.path, $0) })
    }

    /// Reads and writes the messages of a method as JSON.
    func json(_ path: String) -> PayloadCodec {
        guard let method = methods[path] else {
            return PayloadCodec(
                decode: { _ throws(Status) in throw .noJSON(path) },
                reply: { message throws(Status) in message }
            )
        }
        return PayloadCodec(
            decode: { body throws(Status) in try Self.decode(body, as: method.requestType) },
            reply: { message throws(Status) in try Self.encode(message, as: method.replyType) }
        )
    }

    private static func decode(_ body: [UInt8], as type: String) throws(Status) -> [UInt8] {
        // An empty body is what callers without anything to say send.
        guard !body.isEmpty else { return [] }
        guard let text = String(validating: body, as: UTF8.self) else {
            throw notJSON(type, field: "", rule: "the body is no UTF-8")
        }
        do throws(JSONError) {
            return try MessageJSON.decode(JSONValue(parsing: text), type: type)
        } catch {
            throw notJSON(type, field: error.path, rule: error.rule)
        }
    }

    private static func notJSON(_ type: String, field: String, rule: String) -> Status {
        Status(
            .malformed,
            "the body is no \(type): \(field.isEmpty ? rule : "\(field): \(rule)")",
            metadata: ["type": type, "field": field, "rule": rule]
        )
        .with(fieldViolations: [Status.FieldViolation(field: field, description: rule)])
    }

    private static func encode(_ message: [UInt8], as type: String) throws(Status) -> [UInt8] {
        do {
            let value = try MessageJSON.encode(serialized: message, type: type)
            return Array(value.text(pretty: false).utf8)
        } catch {
            throw .internalError
        }
    }
}

extension ReplyState {
    /// What stands between the messages of handlers and the bytes on the wire; nothing for protobuf.
    func codec(for path: String, _ methods: ContractMethods) -> PayloadCodec? {
        isJSON ? methods.json(path) : nil
    }
}
