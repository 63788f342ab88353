import CMessages

/// The fields of a message, as JSON names them.
package struct MessageShape: Sendable {
    /// One field.
    package struct Field: Sendable {
        /// Name in the contract.
        package let name: String
        /// "string", "bytes", "bool", "int32", "int64", or the full name of a message or list.
        package let type: String
        /// Whether it holds any number of values.
        package let isRepeated: Bool
        /// Whether it is one of several of which at most one is set.
        package let isAlternative: Bool
        /// The names of a list's values; empty for other types.
        package let values: [String]
    }

    /// Full name, "kntc.v1.Petition".
    package let type: String
    /// In the order of the contract.
    package let fields: [Field]

    /// The shape of a message.
    ///
    /// - Throws: `JSONError` when the contract has no such message.
    package init(of type: String) throws(JSONError) {
        let descriptor = try MessageJSON.shape(type)
        self.type = type
        fields = (0..<descriptor.fieldCount).map { Field(descriptor.field($0)) }
    }
}

extension MessageShape.Field {
    fileprivate init(_ field: FieldDescriptor) {
        name = field.name
        isRepeated = field.isRepeated
        isAlternative = field.isInOneof
        values = field.type == PROTOBUF_C_TYPE_ENUM ? field.enumeration.values : []
        switch field.type {
        case PROTOBUF_C_TYPE_STRING: type = "string"
        case PROTOBUF_C_TYPE_BYTES: type = "bytes"
        case PROTOBUF_C_TYPE_BOOL: type = "bool"
        case PROTOBUF_C_TYPE_INT32: type = "int32"
        case PROTOBUF_C_TYPE_INT64: type = "int64"
        case PROTOBUF_C_TYPE_ENUM: type = field.enumeration.name
        case PROTOBUF_C_TYPE_MESSAGE: type = field.message.name
        default: preconditionFailure("the generator refuses fields of other types")
        }
    }
}
