import CMessages

extension MessageJSON {
    /// Reads a message from JSON.
    ///
    /// Members have the contract's names or those in lowerCamelCase;
    /// `null` leaves a field at its default.
    ///
    /// - Parameters:
    ///   - value: An object.
    ///   - type: Full name of the message, "kntc.v1.Petition".
    /// - Returns: The serialised message.
    /// - Throws: `JSONError` naming the first member that the contract has not or has otherwise.
    package static func decode(_ value: JSONValue, type: String) throws(JSONError) -> [UInt8] {
        let arena = Arena(expecting: 1_024)
        let reader = MemberReader()
        let writer = FieldWriter(try shape(type), arena)
        try reader.fill(writer, value, path: "")
        return withExtendedLifetime(arena) { writer.packed() }
    }
}

/// Gives the members of an object to a message that is to be packed.
private final class MemberReader {
    // What the message may still take: a quarter of what the arena gives, whatever its blocks.
    private var bytesLeft = MessageLimits.arenaBytesMax / 4

    private func spend(_ bytes: Int, _ path: String) throws(JSONError) {
        bytesLeft -= bytes + 32
        guard bytesLeft >= 0 else {
            throw JSONError(path: path, rule: "the message is larger than one may be")
        }
    }

    func fill(
        _ writer: FieldWriter,
        _ value: JSONValue,
        path: String
    ) throws(JSONError) {
        guard case .object(let members) = value else {
            throw unexpected("an object", value, path)
        }
        try spend(writer.descriptor.size, path)
        let fields = (0..<writer.descriptor.fieldCount).map { writer.descriptor.field($0) }
        var filled: Set<Int> = []
        var chosen: Set<Int> = []
        for (name, member) in members {
            let inside = path.isEmpty ? name : "\(path).\(name)"
            guard
                let place = fields.firstIndex(where: { $0.name == name })
                    ?? fields.firstIndex(where: { Self.camelCase($0.name) == name })
            else {
                throw JSONError(path: inside, rule: "\(writer.descriptor.name) has no such field")
            }
            guard filled.insert(place).inserted else {
                throw JSONError(path: inside, rule: "the field is given twice")
            }
            if case .null = member { continue }
            let field = fields[place]
            if field.isInOneof {
                guard chosen.insert(field.quantifierOffset).inserted else {
                    throw JSONError(path: inside, rule: "another of these fields is given too")
                }
                writer.select(place)
            }
            if field.isRepeated {
                try list(writer, place, field, member, inside)
            } else {
                try single(writer, place, field, member, inside)
            }
        }
    }

    private func single(
        _ writer: FieldWriter,
        _ place: Int,
        _ field: FieldDescriptor,
        _ value: JSONValue,
        _ path: String
    ) throws(JSONError) {
        switch field.type {
        case PROTOBUF_C_TYPE_STRING: writer.put(place, try text(value, path))
        case PROTOBUF_C_TYPE_BYTES: writer.put(place, try bytes(value, path))
        case PROTOBUF_C_TYPE_BOOL: writer.put(place, try flag(value, path))
        case PROTOBUF_C_TYPE_INT32: writer.put(place, try number(value, path) as Int32)
        case PROTOBUF_C_TYPE_INT64: writer.put(place, try number(value, path) as Int64)
        case PROTOBUF_C_TYPE_ENUM: writer.put(place, try choice(value, field, path))
        case PROTOBUF_C_TYPE_MESSAGE: try fill(writer.message(place), value, path: path)
        default: preconditionFailure("the generator refuses fields of other types")
        }
    }

    private func list(
        _ writer: FieldWriter,
        _ place: Int,
        _ field: FieldDescriptor,
        _ value: JSONValue,
        _ path: String
    ) throws(JSONError) {
        guard case .array(let elements) = value else { throw unexpected("an array", value, path) }
        guard elements.count <= MessageLimits.repeatedMax else {
            let max = MessageLimits.repeatedMax
            throw JSONError(path: path, rule: "\(elements.count) values, \(max) allowed")
        }
        try spend(elements.count * 16, path)
        switch field.type {
        case PROTOBUF_C_TYPE_STRING:
            writer.put(place, list: try each(elements, path, text))
        case PROTOBUF_C_TYPE_BYTES:
            writer.put(place, list: try each(elements, path, bytes))
        case PROTOBUF_C_TYPE_BOOL:
            writer.put(place, list: try each(elements, path, flag))
        case PROTOBUF_C_TYPE_INT32:
            let numbers: [Int32] = try each(elements, path, number)
            writer.put(place, list: numbers)
        case PROTOBUF_C_TYPE_INT64:
            let numbers: [Int64] = try each(elements, path, number)
            writer.put(place, list: numbers)
        case PROTOBUF_C_TYPE_ENUM:
            let numbers = try each(elements, path) { value, path throws(JSONError) in
                try choice(value, field, path)
            }
            writer.put(place, list: numbers)
        case PROTOBUF_C_TYPE_MESSAGE:
            try spend(elements.count * field.message.size, path)
            let writers = writer.messages(place, count: elements.count)
            for (index, (element, writer)) in zip(elements, writers).enumerated() {
                try fill(writer, element, path: "\(path)[\(index)]")
            }
        default:
            preconditionFailure("the generator refuses fields of other types")
        }
    }

    private func each<T>(
        _ elements: [JSONValue],
        _ path: String,
        _ read: (JSONValue, String) throws(JSONError) -> T
    ) throws(JSONError) -> [T] {
        var values: [T] = []
        for (index, element) in elements.enumerated() {
            values.append(try read(element, "\(path)[\(index)]"))
        }
        return values
    }

    private func text(_ value: JSONValue, _ path: String) throws(JSONError) -> String {
        guard case .string(let text) = value else { throw unexpected("a text", value, path) }
        guard !text.utf8.contains(0) else {
            throw JSONError(path: path, rule: "the text holds a NUL character")
        }
        try spend(text.utf8.count, path)
        return text
    }

    private func bytes(_ value: JSONValue, _ path: String) throws(JSONError) -> [UInt8] {
        guard case .string(let text) = value, let bytes = Base64.decode(text) else {
            throw unexpected("bytes in Base64", value, path)
        }
        try spend(bytes.count, path)
        return bytes
    }

    private func flag(_ value: JSONValue, _ path: String) throws(JSONError) -> Bool {
        guard case .bool(let flag) = value else { throw unexpected("true or false", value, path) }
        return flag
    }

    private func number<N: FixedWidthInteger>(
        _ value: JSONValue,
        _ path: String
    ) throws(JSONError) -> N {
        switch value {
        case .number(let digits), .string(let digits):
            guard let number = N(digits) else {
                throw JSONError(
                    path: path,
                    rule: "a whole number of \(N.bitWidth) bits was expected"
                )
            }
            return number
        case .null, .bool, .array, .object:
            throw unexpected("a whole number", value, path)
        }
    }

    private func choice(
        _ value: JSONValue,
        _ field: FieldDescriptor,
        _ path: String
    ) throws(JSONError) -> Int32 {
        if case .number(let digits) = value, let number = Int32(digits) { return number }
        guard case .string(let name) = value, let number = field.enumValue(named: name) else {
            let names = field.enumeration.values.joined(separator: ", ")
            throw JSONError(path: path, rule: "one of \(names) was expected")
        }
        return number
    }

    private func unexpected(_ expected: String, _ value: JSONValue, _ path: String) -> JSONError {
        JSONError(path: path, rule: "\(expected) was expected, \(value.kind) was found")
    }

    private static func camelCase(_ name: String) -> String {
        let words = name.split(separator: "_")
        return words.dropFirst().reduce(words.first.map(String.init) ?? "") { text, word in
            text + word.prefix(1).uppercased() + word.dropFirst()
        }
    }
}

extension FieldWriter {
    /// The message as bytes.
    fileprivate func packed() -> [UInt8] {
        let message = unsafe base.assumingMemoryBound(to: ProtobufCMessage.self)
        let size = unsafe protobuf_c_message_get_packed_size(message)
        guard size > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = unsafe protobuf_c_message_pack(message, buffer.baseAddress)
        }
    }
}
