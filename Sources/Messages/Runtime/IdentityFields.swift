extension Message {
    /// Whether a serialised message holds something that tells who somebody is, at any depth: a
    /// field whose sensitivity is IDENTITY and that is not empty.
    ///
    /// Bytes that can not be read are taken to hold it.
    package static func namesSomebody(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { buffer in
            do {
                return unsafe try descriptor.namesSomebody(buffer)
            } catch {
                return true
            }
        }
    }
}

extension MessageDescriptor {
    fileprivate func namesSomebody(_ buffer: UnsafeRawBufferPointer) throws(MessageError) -> Bool {
        let telling = Contract.identities[name] ?? []
        var cursor = unsafe Cursor(buffer)
        while !cursor.isAtEnd {
            let (number, wireType) = try cursor.tag()
            let content = unsafe try cursor.content(wireType)
            guard let field = place(of: number).map(field) else { continue }
            let names =
                field.isMessage
                ? unsafe try field.message.namesSomebody(content)
                : unsafe telling.contains(number) && !content.isEmpty
            if names { return true }
        }
        return false
    }
}
