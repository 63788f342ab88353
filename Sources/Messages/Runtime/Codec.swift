import CMessages

extension Message {
    /// Reads a message.
    ///
    /// - Throws: `MessageError` naming the field and the rule that the bytes break.
    package init(serialized bytes: [UInt8]) throws(MessageError) {
        let outcome = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(MessageError) in unsafe try Self(buffer) }
        }
        self = try outcome.get()
    }

    /// Reads a message from borrowed bytes.
    ///
    /// - Throws: `MessageError` naming the field and the rule that the bytes break.
    package init(serialized span: RawSpan) throws(MessageError) {
        let outcome = unsafe span.withUnsafeBytes { buffer in
            Result { () throws(MessageError) in unsafe try Self(buffer) }
        }
        self = try outcome.get()
    }

    /// Reads a message that somebody sent: its texts become composed (NFC), so that a word is the
    /// same however it was typed, and what moves or hides letters on a screen is refused.
    ///
    /// - Throws: `MessageError` naming the field and the rule that the bytes break.
    package init(received bytes: [UInt8]) throws(MessageError) {
        let outcome = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(MessageError) in unsafe try Self(buffer, isReceived: true) }
        }
        self = try outcome.get()
    }

    private init(
        _ buffer: UnsafeRawBufferPointer,
        isReceived: Bool = false
    ) throws(MessageError) {
        let descriptor = Self.descriptor
        unsafe try MessageGuard(refusesControls: isReceived).check(buffer, as: descriptor)
        let arena = Arena(expecting: buffer.count)
        let data = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let message = unsafe arena.withAllocator { allocator in
            unsafe protobuf_c_message_unpack(descriptor.pointer, allocator, buffer.count, data)
        }
        guard let message = unsafe message else {
            // The guard has passed the bytes, so only the arena can have said no.
            throw MessageError(path: "", rule: .tooMuchMemory)
        }
        // The arena outlives the reading: every value is copied out of it.
        self = withExtendedLifetime(arena) {
            unsafe Self(
                from: FieldReader(UnsafeRawPointer(message), descriptor, composes: isReceived)
            )
        }
    }

    /// The message as bytes, always the same for equal messages.
    ///
    /// - Throws: `MessageTooLarge` when encoding it takes more memory than a message may.
    package func serialized() throws(MessageTooLarge) -> [UInt8] {
        let arena = Arena(expecting: 1_024)
        let writer = FieldWriter(Self.descriptor, arena)
        write(to: writer)
        guard !arena.isOutgrown else { throw MessageTooLarge(type: Self.typeName) }
        return withExtendedLifetime(arena) {
            let message = unsafe writer.base.assumingMemoryBound(to: ProtobufCMessage.self)
            let size = unsafe protobuf_c_message_get_packed_size(message)
            return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                count =
                    size == 0 ? 0 : unsafe protobuf_c_message_pack(message, buffer.baseAddress)
            }
        }
    }
}
