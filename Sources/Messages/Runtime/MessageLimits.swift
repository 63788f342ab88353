/// The bounds of every message, checked before libprotobuf-c sees it: it trusts its input.
package enum MessageLimits {
    /// Bytes of one message.
    package static let bytesMax = 4 * 1024 * 1024
    /// Messages inside messages.
    package static let nestingMax = 32
    /// Values of one repeated field.
    package static let repeatedMax = 10_000
    /// Fields of one message, those inside it not counted, that this build does not know.
    package static let unknownFieldsMax = 1_000
    /// Bytes that one decoding or encoding may take from the arena.
    package static let arenaBytesMax = 32 * 1024 * 1024
}

/// Why bytes are no message of a type.
///
/// Names the place and the rule, never a value.
package struct MessageError: Error, Hashable, Sendable {
    /// The rules.
    package enum Rule: String, Sendable {
        case truncated = "is cut short"
        case overlongVarint = "holds a number that is longer than its kind may be"
        case wrongWireType = "has another wire type than the contract"
        case group = "holds a group, which the contract has not"
        case invalidTag = "holds a tag without a valid field number"
        case invalidUTF8 = "is not valid UTF-8"
        case nul = "holds a NUL character"
        case control = "holds a control character: of a terminal, or of the direction of letters"
        case givenTwice = "is given twice"
        case tooDeep = "is nested deeper than 32 messages"
        case tooMany = "repeats a field more than 10,000 times"
        case tooManyUnknown = "holds more than 1,000 unknown fields"
        case tooLarge = "is larger than a message may be"
        case tooMuchMemory = "takes more memory than a message may"
        case malformed = "holds a wire type that does not exist"
    }

    /// Path of the field from the message, "parties[0].full_name"; empty for the message itself.
    package let path: String
    /// The rule that it breaks.
    package let rule: Rule

    /// The error seen from the message around the field.
    func inside(_ field: String) -> MessageError {
        MessageError(path: path.isEmpty ? field : "\(field).\(path)", rule: rule)
    }
}

extension MessageError: CustomStringConvertible {
    package var description: String {
        "\(path.isEmpty ? "message" : path) \(rule.rawValue)"
    }
}

/// A value of this process that is too large to be written as a message.
package struct MessageTooLarge: Error, Hashable, Sendable {
    /// Full name of the message.
    package let type: String
}
