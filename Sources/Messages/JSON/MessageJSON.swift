import CMessages

/// Messages of the contract as JSON, by their shape: names as in the contract, enums by name,
/// 64-bit numbers as text, bytes in Base64, fields at their default left out.
package enum MessageJSON {
    /// Writes a message as JSON.
    ///
    /// Fields that this build does not know have no name and are left
    /// out.
    ///
    /// - Parameters:
    ///   - bytes: The serialised message.
    ///   - type: Its full name, "kntc.v1.Petition".
    /// - Returns: An object with the set fields in the order of the contract.
    /// - Throws: `JSONError` when the contract has no such type, `MessageError` when the bytes
    ///   are no such message.
    package static func encode(serialized bytes: [UInt8], type: String) throws -> JSONValue {
        let descriptor = try shape(type)
        return try unsafe bytes.withUnsafeBytes { buffer in
            unsafe try MessageGuard(refusesControls: false).check(buffer, as: descriptor)
            let arena = Arena(expecting: buffer.count)
            let data = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            let message = unsafe arena.withAllocator { allocator in
                unsafe protobuf_c_message_unpack(descriptor.pointer, allocator, buffer.count, data)
            }
            guard let message = unsafe message else {
                throw MessageError(path: "", rule: .malformed)
            }
            // The arena outlives the reading: every value is copied out of it.
            return withExtendedLifetime(arena) {
                unsafe object(FieldReader(UnsafeRawPointer(message), descriptor))
            }
        }
    }

    static func shape(_ type: String) throws(JSONError) -> MessageDescriptor {
        guard let descriptor = MessageDescriptor.all[type] else {
            throw JSONError(path: "", rule: "\(type) is no message of the contract")
        }
        return descriptor
    }

    private static func object(_ fields: FieldReader) -> JSONValue {
        .object(
            (0..<fields.descriptor.fieldCount).compactMap { place in
                value(fields, place).map { (fields.descriptor.field(place).name, $0) }
            }
        )
    }

    /// The value of a field, or nothing when it is at its default.
    ///
    /// A member of a oneof that is
    /// set is told even at its default: that it is set says something.
    private static func value(_ fields: FieldReader, _ place: Int) -> JSONValue? {
        let field = fields.descriptor.field(place)
        if field.isRepeated {
            let values = list(fields, place, field)
            return values.isEmpty ? nil : .array(values)
        }
        let isMember = field.isInOneof
        guard !isMember || fields.isSet(place) else { return nil }
        switch field.type {
        case PROTOBUF_C_TYPE_STRING:
            let text: String = fields.get(place)
            return isMember || !text.isEmpty ? .string(text) : nil
        case PROTOBUF_C_TYPE_BYTES:
            let bytes: [UInt8] = fields.get(place)
            return isMember || !bytes.isEmpty ? .string(Base64.encode(bytes)) : nil
        case PROTOBUF_C_TYPE_BOOL:
            let flag: Bool = fields.get(place)
            return isMember || flag ? .bool(flag) : nil
        case PROTOBUF_C_TYPE_INT32:
            let number: Int32 = fields.get(place)
            return isMember || number != 0 ? .number(String(number)) : nil
        case PROTOBUF_C_TYPE_INT64:
            let number: Int64 = fields.get(place)
            return isMember || number != 0 ? .string(String(number)) : nil
        case PROTOBUF_C_TYPE_ENUM:
            let number: Int32 = fields.get(place)
            return isMember || number != 0 ? name(number, field) : nil
        case PROTOBUF_C_TYPE_MESSAGE:
            return fields.message(place).map(object)
        default:
            preconditionFailure("the generator refuses fields of other types")
        }
    }

    private static func list(
        _ fields: FieldReader,
        _ place: Int,
        _ field: FieldDescriptor
    ) -> [JSONValue] {
        switch field.type {
        case PROTOBUF_C_TYPE_STRING:
            (fields.list(place) as [String]).map { .string($0) }
        case PROTOBUF_C_TYPE_BYTES:
            (fields.list(place) as [[UInt8]]).map { .string(Base64.encode($0)) }
        case PROTOBUF_C_TYPE_BOOL:
            (fields.list(place) as [Bool]).map { .bool($0) }
        case PROTOBUF_C_TYPE_INT32:
            (fields.list(place) as [Int32]).map { .number(String($0)) }
        case PROTOBUF_C_TYPE_INT64:
            (fields.list(place) as [Int64]).map { .string(String($0)) }
        case PROTOBUF_C_TYPE_ENUM:
            (fields.list(place) as [Int32]).map { name($0, field) }
        case PROTOBUF_C_TYPE_MESSAGE:
            fields.messages(place).map(object)
        default:
            preconditionFailure("the generator refuses fields of other types")
        }
    }

    private static func name(_ number: Int32, _ field: FieldDescriptor) -> JSONValue {
        field.enumName(of: number).map { .string($0) } ?? .number(String(number))
    }
}
