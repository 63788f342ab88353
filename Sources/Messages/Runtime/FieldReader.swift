import CMessages
import Foundation

/// Reads the fields of a message that libprotobuf-c has unpacked into an arena.
@safe package struct FieldReader {
    private let base: UnsafeRawPointer
    let descriptor: MessageDescriptor
    private let composes: Bool

    /// Takes the unpacked message; `composes` makes its texts NFC.
    init(_ base: UnsafeRawPointer, _ descriptor: MessageDescriptor, composes: Bool = false) {
        unsafe self.base = unsafe base
        self.descriptor = descriptor
        self.composes = composes
    }

    private func load<T>(_ place: Int, as type: T.Type) -> T {
        unsafe (base + descriptor.field(place).offset).loadUnaligned(as: type)
    }

    /// Whether a member of a oneof is the one that is set.
    package func isSet(_ place: Int) -> Bool {
        let field = descriptor.field(place)
        return unsafe (base + field.quantifierOffset).loadUnaligned(as: UInt32.self)
            == field.number
    }

    /// A text.
    package func get(_ place: Int) -> String {
        let text = unsafe load(place, as: UnsafePointer<CChar>?.self)
        return unsafe string(text)
    }

    /// Bytes.
    package func get(_ place: Int) -> [UInt8] {
        let data = unsafe load(place, as: ProtobufCBinaryData.self)
        return unsafe Self.bytes(data)
    }

    /// A truth value.
    package func get(_ place: Int) -> Bool { load(place, as: Int32.self) != 0 }

    /// A number.
    package func get<N: Scalar>(_ place: Int) -> N { load(place, as: N.self) }

    /// A value of a list.
    package func get<E: MessageEnum>(_ place: Int) -> E { E(rawValue: load(place, as: Int32.self)) }

    /// A message, or nil when it is absent.
    package func get<M: Message>(_ place: Int) -> M? {
        unsafe load(place, as: UnsafeRawPointer?.self)
            .map { unsafe M(from: FieldReader($0, M.descriptor, composes: composes)) }
    }

    /// A reader of a message, or nil when it is absent.
    func message(_ place: Int) -> FieldReader? {
        unsafe load(place, as: UnsafeRawPointer?.self)
            .map { unsafe FieldReader($0, descriptor.field(place).message, composes: composes) }
    }

    private func elements<T>(_ place: Int, as type: T.Type) -> UnsafeBufferPointer<T> {
        let field = descriptor.field(place)
        let count = unsafe (base + field.quantifierOffset).loadUnaligned(as: Int.self)
        let start = unsafe load(place, as: UnsafePointer<T>?.self)
        return unsafe UnsafeBufferPointer(start: start, count: count)
    }

    /// Texts.
    package func list(_ place: Int) -> [String] {
        unsafe elements(place, as: UnsafePointer<CChar>?.self).map { unsafe string($0) }
    }

    /// Lists of bytes.
    package func list(_ place: Int) -> [[UInt8]] {
        unsafe elements(place, as: ProtobufCBinaryData.self).map { unsafe Self.bytes($0) }
    }

    /// Truth values.
    package func list(_ place: Int) -> [Bool] {
        unsafe elements(place, as: Int32.self).map { $0 != 0 }
    }

    /// Numbers.
    package func list<N: Scalar>(_ place: Int) -> [N] { unsafe Array(elements(place, as: N.self)) }

    /// Values of a list.
    package func list<E: MessageEnum>(_ place: Int) -> [E] {
        unsafe elements(place, as: Int32.self).map { E(rawValue: $0) }
    }

    /// Messages.
    package func list<M: Message>(_ place: Int) -> [M] {
        unsafe elements(place, as: UnsafeRawPointer.self)
            .map { unsafe M(from: FieldReader($0, M.descriptor, composes: composes)) }
    }

    /// Readers of messages.
    func messages(_ place: Int) -> [FieldReader] {
        let shape = descriptor.field(place).message
        return unsafe elements(place, as: UnsafeRawPointer.self)
            .map { unsafe FieldReader($0, shape, composes: composes) }
    }

    /// The fields that this build does not know.
    package var unknownFields: UnknownFields {
        let message = unsafe base.assumingMemoryBound(to: ProtobufCMessage.self)
        let count = unsafe Int(message.pointee.n_unknown_fields)
        guard count > 0, let start = unsafe message.pointee.unknown_fields else {
            return UnknownFields()
        }
        var unknown = UnknownFields()
        unknown.fields = (0..<count).map { index in
            let field = unsafe start[index]
            let bytes = unsafe UnsafeBufferPointer(start: field.data, count: field.len)
            return unsafe UnknownFields.Field(
                number: field.tag,
                wireType: UInt8(field.wire_type.rawValue),
                bytes: Array(bytes)
            )
        }
        return unknown
    }

    private func string(_ pointer: UnsafePointer<CChar>?) -> String {
        let text = unsafe pointer.map { unsafe String(cString: $0) } ?? ""
        guard composes else { return text }
        var letters = text.utf8Span
        return letters.checkForNFC(quickCheck: true)
            ? text : text.precomposedStringWithCanonicalMapping
    }

    private static func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: data.data, count: data.len))
    }
}

/// A number as C and Swift both lay it out.
package protocol Scalar: BitwiseCopyable {}
extension Int32: Scalar {}
extension Int64: Scalar {}
extension UInt32: Scalar {}
extension UInt64: Scalar {}
extension Float: Scalar {}
extension Double: Scalar {}
