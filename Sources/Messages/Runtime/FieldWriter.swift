import CMessages

/// Builds a message for libprotobuf-c in an arena.
@safe package struct FieldWriter {
    let base: UnsafeMutableRawPointer
    let descriptor: MessageDescriptor
    private let arena: Arena

    init(_ descriptor: MessageDescriptor, _ arena: Arena) {
        self.descriptor = descriptor
        self.arena = arena
        unsafe base = arena.demand(descriptor.size)
        unsafe descriptor.pointer.pointee.message_init(
            base.assumingMemoryBound(to: ProtobufCMessage.self)
        )
    }

    private func store<T: BitwiseCopyable>(_ place: Int, _ value: T) {
        unsafe (base + descriptor.field(place).offset).storeBytes(of: value, as: T.self)
    }

    /// Makes a member of a oneof the one that is set.
    package func select(_ place: Int) {
        let field = descriptor.field(place)
        unsafe (base + field.quantifierOffset).storeBytes(of: field.number, as: UInt32.self)
    }

    /// A text.
    package func put(_ place: Int, _ value: String) {
        guard !value.isEmpty || descriptor.field(place).isInOneof else { return }
        unsafe store(place, copy(value))
    }

    /// Bytes.
    package func put(_ place: Int, _ value: [UInt8]) {
        unsafe store(place, copy(value))
    }

    /// A truth value.
    package func put(_ place: Int, _ value: Bool) { store(place, value ? Int32(1) : 0) }

    /// A number.
    package func put<N: Scalar>(_ place: Int, _ value: N) { store(place, value) }

    /// A value of a list.
    package func put<E: MessageEnum>(_ place: Int, _ value: E) { store(place, value.rawValue) }

    /// A message.
    package func put<M: Message>(_ place: Int, _ value: M) {
        let writer = message(place)
        value.write(to: writer)
    }

    /// A writer of a message that becomes the field's value.
    func message(_ place: Int) -> FieldWriter {
        let writer = FieldWriter(descriptor.field(place).message, arena)
        unsafe store(place, writer.base)
        return writer
    }

    private func elements<T: BitwiseCopyable>(_ place: Int, _ values: [T]) {
        guard !values.isEmpty else { return }
        let size = values.count * MemoryLayout<T>.stride
        let memory = unsafe arena.demand(size)
        unsafe values.withUnsafeBytes { source in
            unsafe UnsafeMutableRawBufferPointer(start: memory, count: size)
                .copyMemory(from: source)
        }
        unsafe store(place, memory)
        let field = descriptor.field(place)
        unsafe (base + field.quantifierOffset).storeBytes(of: values.count, as: Int.self)
    }

    /// Texts.
    package func put(_ place: Int, list: [String]) {
        unsafe elements(place, list.map { unsafe copy($0) })
    }

    /// Lists of bytes.
    package func put(_ place: Int, list: [[UInt8]]) {
        unsafe elements(place, list.map { unsafe copy($0) })
    }

    /// Truth values.
    package func put(_ place: Int, list: [Bool]) {
        elements(place, list.map { $0 ? Int32(1) : 0 })
    }

    /// Numbers.
    package func put<N: Scalar>(_ place: Int, list: [N]) { elements(place, list) }

    /// Values of a list.
    package func put<E: MessageEnum>(_ place: Int, list: [E]) {
        elements(place, list.map(\.rawValue))
    }

    /// Messages.
    package func put<M: Message>(_ place: Int, list: [M]) {
        let writers = messages(place, count: list.count)
        for (value, writer) in zip(list, writers) { value.write(to: writer) }
    }

    /// Writers of messages that become the field's values.
    func messages(_ place: Int, count: Int) -> [FieldWriter] {
        let shape = descriptor.field(place).message
        let writers = (0..<count).map { _ in FieldWriter(shape, arena) }
        unsafe elements(place, writers.map { unsafe $0.base })
        return writers
    }

    /// The fields that this build does not know.
    package func put(_ unknown: UnknownFields) {
        guard !unknown.isEmpty else { return }
        let stride = unsafe MemoryLayout<ProtobufCMessageUnknownField>.stride
        let count = unknown.fields.count
        let memory = unsafe arena.demand(count * stride)
            .bindMemory(to: ProtobufCMessageUnknownField.self, capacity: count)
        for (index, field) in unknown.fields.enumerated() {
            let data = unsafe copy(field.bytes)
            unsafe memory[index] = ProtobufCMessageUnknownField(
                tag: field.number,
                wire_type: ProtobufCWireType(UInt32(field.wireType)),
                len: data.len,
                data: data.data
            )
        }
        let message = unsafe base.assumingMemoryBound(to: ProtobufCMessage.self)
        unsafe message.pointee.n_unknown_fields = UInt32(count)
        unsafe message.pointee.unknown_fields = memory
    }

    private func copy(_ text: String) -> UnsafeMutableRawPointer {
        var text = text
        return text.withUTF8 { bytes in
            let memory = unsafe arena.demand(bytes.count + 1)
            if let start = bytes.baseAddress {
                unsafe memory.copyMemory(from: start, byteCount: bytes.count)
            }
            unsafe memory.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self)
            return unsafe memory
        }
    }

    private func copy(_ bytes: [UInt8]) -> ProtobufCBinaryData {
        guard !bytes.isEmpty else { return unsafe ProtobufCBinaryData(len: 0, data: nil) }
        let memory = unsafe arena.demand(bytes.count)
            .bindMemory(to: UInt8.self, capacity: bytes.count)
        _ = unsafe UnsafeMutableBufferPointer(start: memory, count: bytes.count)
            .update(fromContentsOf: bytes)
        return unsafe ProtobufCBinaryData(len: bytes.count, data: memory)
    }
}
