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
        guard let number = descriptor.number(of: field) else {
            preconditionFailure("only fields of the contract are asked for")
        }
        let outcome = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(MessageError) in unsafe try text(number, buffer) }
        }
        return try outcome.get()
    }

    private static func text(
        _ number: UInt64,
        _ buffer: UnsafeRawBufferPointer
    ) throws(MessageError) -> String {
        var cursor = unsafe Cursor(buffer)
        while !cursor.isAtEnd {
            let tag = try cursor.varint()
            let content = unsafe try cursor.content(UInt8(tag & 7))
            if tag >> 3 == number { return unsafe String(decoding: content, as: UTF8.self) }
        }
        return ""
    }
}
