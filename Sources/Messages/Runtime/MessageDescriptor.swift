import CMessages

/// The shape of a message as libprotobuf-c keeps it: a constant of the program.
@safe package struct MessageDescriptor: @unchecked Sendable {
    // Sendable: the descriptor is constant data of the executable, never written.
    let pointer: UnsafePointer<ProtobufCMessageDescriptor>

    /// The descriptor with a number in the generated registry.
    package init(_ number: Int) {
        unsafe pointer = kntc_message_descriptor(number)
    }

    init(_ pointer: UnsafePointer<ProtobufCMessageDescriptor>) {
        unsafe self.pointer = pointer
    }

    var size: Int { unsafe pointer.pointee.sizeof_message }

    var fieldCount: Int { unsafe Int(pointer.pointee.n_fields) }

    /// The field at a place in the order of numbers.
    func field(_ place: Int) -> FieldDescriptor {
        unsafe FieldDescriptor(pointer.pointee.fields + place)
    }

    /// The place of a field number, or nil for one that the contract has not.
    func place(of number: UInt32) -> Int? {
        unsafe protobuf_c_message_descriptor_get_field(pointer, number)
            .map { unsafe $0 - pointer.pointee.fields }
    }

    /// The number of a field, or nil for a name that the contract has not.
    func number(of field: String) -> UInt32? {
        unsafe protobuf_c_message_descriptor_get_field_by_name(pointer, field)
            .map { unsafe $0.pointee.id }
    }

    /// Full name of the message.
    var name: String { unsafe String(cString: pointer.pointee.name) }

    /// All messages of the contract by full name.
    static let all: [String: MessageDescriptor] = Dictionary(
        uniqueKeysWithValues: (0..<kntc_message_count()).map {
            let descriptor = MessageDescriptor($0)
            return (descriptor.name, descriptor)
        }
    )
}

/// One field of a message's shape.
@safe struct FieldDescriptor {
    private let pointer: UnsafePointer<ProtobufCFieldDescriptor>

    init(_ pointer: UnsafePointer<ProtobufCFieldDescriptor>) {
        unsafe self.pointer = pointer
    }

    var name: String { unsafe String(cString: pointer.pointee.name) }
    var number: UInt32 { unsafe pointer.pointee.id }
    var type: ProtobufCType { unsafe pointer.pointee.type }
    var isRepeated: Bool { unsafe pointer.pointee.label == PROTOBUF_C_LABEL_REPEATED }
    var isMessage: Bool { type == PROTOBUF_C_TYPE_MESSAGE }
    var isSingleMessage: Bool { isMessage && !isRepeated }
    var offset: Int { unsafe Int(pointer.pointee.offset) }
    var quantifierOffset: Int { unsafe Int(pointer.pointee.quantifier_offset) }

    var isInOneof: Bool {
        unsafe pointer.pointee.flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0
    }

    /// The shape of the message that the field holds.
    var message: MessageDescriptor {
        unsafe MessageDescriptor(
            pointer.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
        )
    }

    /// The names of an enum field's values, by number.
    func enumName(of value: Int32) -> String? {
        let enumeration = unsafe pointer.pointee.descriptor
            .assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
        return unsafe protobuf_c_enum_descriptor_get_value(enumeration, value)
            .map { unsafe String(cString: $0.pointee.name) }
    }

    /// The number of an enum field's value, by name.
    func enumValue(named name: String) -> Int32? {
        let enumeration = unsafe pointer.pointee.descriptor
            .assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
        return unsafe protobuf_c_enum_descriptor_get_value_by_name(enumeration, name)
            .map { unsafe $0.pointee.value }
    }

    /// Full name of an enum field's list, and the names of its values.
    var enumeration: (name: String, values: [String]) {
        let enumeration = unsafe pointer.pointee.descriptor
            .assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
        let values = unsafe UnsafeBufferPointer(
            start: enumeration.pointee.values,
            count: Int(enumeration.pointee.n_values)
        )
        return unsafe (
            String(cString: enumeration.pointee.name),
            values.map { unsafe String(cString: $0.name) }
        )
    }

    /// The wire type of one value: 0 varint, 1 eight bytes, 2 counted bytes, 5 four bytes.
    var wireType: UInt8 {
        switch type {
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: 2
        case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT: 5
        case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE: 1
        default: 0
        }
    }
}
