extension JSONValue {
    /// Arrays and objects inside each other.
    package static let nestingMax = 64

    /// Reads JSON text (RFC 8259), strictly: no comments, no stray commas, no name twice in an
    /// object, no lone surrogate, nothing after the value.
    ///
    /// - Throws: `JSONError` with line and column.
    package init(parsing text: String) throws(JSONError) {
        var parser = JSONParser(text)
        self = try parser.document()
    }
}

/// Walks along the bytes of a JSON text.
private struct JSONParser {
    private let bytes: [UInt8]
    private var next = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard next == bytes.count else { throw error("nothing after the value") }
        return value
    }

    private var byte: UInt8? { next < bytes.count ? bytes[next] : nil }

    private func error(_ expected: String) -> JSONError {
        let before = bytes[..<min(next, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return JSONError(
            path: "line \(line), byte \(before.count - start + 1)",
            rule: "\(expected) was expected"
        )
    }

    private mutating func skipSpace() {
        while let byte, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { next += 1 }
    }

    private mutating func take(_ mark: Character) -> Bool {
        skipSpace()
        guard byte == mark.asciiValue else { return false }
        next += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < JSONValue.nestingMax else { throw error("less than 64 levels") }
        skipSpace()
        guard let byte else { throw error("a value") }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw error("a value")
        }
    }

    private mutating func word(
        _ word: String,
        _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        guard bytes[next...].starts(with: word.utf8) else { throw error("a value") }
        next += word.utf8.count
        return value
    }

    private mutating func object(_ depth: Int) throws(JSONError) -> JSONValue {
        var members: [(String, JSONValue)] = []
        var names: Set<String> = []
        next += 1
        if take("}") { return .object([]) }
        repeat {
            skipSpace()
            guard byte == UInt8(ascii: "\"") else { throw error("the name of a member") }
            let start = next
            let name = try string()
            guard names.insert(name).inserted else {
                next = start
                throw error("a name that the object has not yet")
            }
            guard take(":") else { throw error("a colon") }
            members.append((name, try value(depth: depth + 1)))
        } while take(",")
        guard take("}") else { throw error("a comma or }") }
        return .object(members)
    }

    private mutating func array(_ depth: Int) throws(JSONError) -> JSONValue {
        var elements: [JSONValue] = []
        next += 1
        if take("]") { return .array([]) }
        repeat { elements.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw error("a comma or ]") }
        return .array(elements)
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = next
        if byte == UInt8(ascii: "-") { next += 1 }
        let zero = byte == UInt8(ascii: "0")
        let whole = try digits()
        guard !zero || whole == 1 else { throw error("a number without leading zeros") }
        if byte == UInt8(ascii: ".") {
            next += 1
            _ = try digits()
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            next += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { next += 1 }
            _ = try digits()
        }
        return .number(String(decoding: bytes[start..<next], as: UTF8.self))
    }

    private mutating func digits() throws(JSONError) -> Int {
        let start = next
        while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { next += 1 }
        guard next > start else { throw error("a digit") }
        return next - start
    }

    private mutating func string() throws(JSONError) -> String {
        next += 1
        var text: [UInt8] = []
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                next += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                next += 1
                text += Array(Character(try escape()).utf8)
            case 0..<0x20:
                throw error("an escape in place of a control character")
            default:
                text.append(byte)
                next += 1
            }
        }
        throw error("the end of the text")
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let mark = byte
        next += 1
        switch mark {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codePoint()
        default: throw error("an escape")
        }
    }

    private mutating func codePoint() throws(JSONError) -> Unicode.Scalar {
        let high = try unit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xdc00, bytes[next...].starts(with: "\\u".utf8) else {
            throw error("a pair of surrogates")
        }
        next += 2
        let low = try unit()
        guard (0xdc00...0xdfff).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00))
        else { throw error("a pair of surrogates") }
        return scalar
    }

    private mutating func unit() throws(JSONError) -> UInt32 {
        let digits = bytes[next...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error("four hexadecimal digits") }
        next += 4
        return value
    }
}
