extension Message {
    /// A text of a stored message, found without decoding the rest of it; empty when it is not set.
    ///
    /// - Parameters:
    ///   - field: The field's name in the contract, "agency".
    ///   - bytes: Bytes that this server stored.
    /// - Returns: The text.
    /// - Throws: `MessageError` when the bytes are damaged before the field.
    package static func text(
        _ field: String,
        in bytes: [UInt8]
    ) throws(MessageError) -> String {
        try content(of: field, in: bytes).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The bytes of a field of a stored message, the first ones where it repeats, found without
    /// decoding the rest of it; nil when it is not set.
    ///
    /// - Parameters:
    ///   - field: The field's name in the contract, "guard".
    ///   - bytes: Bytes that this server stored.
    /// - Returns: The content as on the wire: of a number or a value of a list its varint.
    /// - Throws: `MessageError` when the bytes are damaged before the field.
    package static func content(
        of field: String,
        in bytes: [UInt8]
    ) throws(MessageError) -> [UInt8]? {
        guard let number = descriptor.number(of: field) else {
            preconditionFailure("only fields of the contract are asked for")
        }
        let outcome = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(MessageError) in unsafe try content(number, buffer) }
        }
        return try outcome.get()
    }

    private static func content(
        _ number: UInt32,
        _ buffer: UnsafeRawBufferPointer
    ) throws(MessageError) -> [UInt8]? {
        var cursor = unsafe Cursor(buffer)
        while !cursor.isAtEnd {
            let (found, wireType) = try cursor.tag()
            let content = unsafe try cursor.content(wireType)
            if found == number { return unsafe Array(content) }
        }
        return nil
    }
}
