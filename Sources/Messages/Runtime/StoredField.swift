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

    /// Whether stored bytes hold a field, without reading the rest of the message.
    ///
    /// - Throws: `MessageError` when the bytes are damaged before the field.
    package static func has(_ field: String, in bytes: [UInt8]) throws(MessageError) -> Bool {
        guard let number = descriptor.number(of: field) else {
            preconditionFailure("only fields of the contract are asked for")
        }
        let outcome = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(MessageError) in unsafe try has(number, buffer) }
        }
        return try outcome.get()
    }

    private static func has(
        _ number: UInt32,
        _ buffer: UnsafeRawBufferPointer
    ) throws(MessageError) -> Bool {
        var cursor = unsafe Cursor(buffer)
        while !cursor.isAtEnd {
            let (found, wireType) = try cursor.tag()
            _ = unsafe try cursor.content(wireType)
            if found == number { return true }
        }
        return false
    }

    private static func text(
        _ number: UInt32,
        _ buffer: UnsafeRawBufferPointer
    ) throws(MessageError) -> String {
        var cursor = unsafe Cursor(buffer)
        while !cursor.isAtEnd {
            let (found, wireType) = try cursor.tag()
            let content = unsafe try cursor.content(wireType)
            if found == number { return unsafe String(decoding: content, as: UTF8.self) }
        }
        return ""
    }
}
