/// A message of the contract as a Swift value.
///
/// Generated types conform; libprotobuf-c does the wire format underneath.
package protocol Message: Sendable, Hashable {
    /// The message with every field at its default.
    init()
    /// Full name, for example "kntc.v1.Petition".
    static var typeName: String { get }
    /// Its shape in libprotobuf-c.
    static var descriptor: MessageDescriptor { get }
    /// Fields that this build does not know, kept on a round trip.
    var unknownFields: UnknownFields { get set }
    /// Takes the fields of an unpacked message. Called by the codec.
    init(from fields: FieldReader)
    /// Gives the fields to a message that is to be packed. Called by the codec.
    func write(to fields: FieldWriter)
}

/// An enum of the contract; a value of a newer build is carried, not refused.
package protocol MessageEnum: Hashable, Sendable {
    /// The cases that this build knows.
    static var known: [Self] { get }
    /// The case with a number, or `unknown`.
    init(rawValue: Int32)
    /// The number on the wire.
    var rawValue: Int32 { get }
    /// The name in the contract, "PETITION_STATE_REGISTERED"; the number when unknown.
    var protoName: String { get }
}

/// Fields that this build does not know, in the order in which they came.
package struct UnknownFields: Hashable, Sendable {
    struct Field: Hashable, Sendable {
        let number: UInt32
        let wireType: UInt8
        /// The bytes after the tag, with the length where there is one.
        let bytes: [UInt8]
    }

    var fields: [Field] = []

    /// No unknown fields.
    package init() {}

    /// Whether there are none.
    package var isEmpty: Bool { fields.isEmpty }
}

/// A message on its way to the wire: stored records go there as they are, without decoding.
package struct Encoded<M: Message>: Sendable {
    private enum Content: Sendable {
        case message(M)
        case stored([UInt8])
    }

    private let content: Content

    /// Takes a message that is still to be serialised.
    package init(_ message: M) {
        content = .message(message)
    }

    /// Takes bytes that are known to be such a message, because this server stored them.
    package init(stored bytes: [UInt8]) {
        content = .stored(bytes)
    }

    /// The message as bytes.
    ///
    /// - Throws: `MessageTooLarge` when encoding it takes more memory than a message may.
    package func serialized() throws(MessageTooLarge) -> [UInt8] {
        switch content {
        case .message(let message): try message.serialized()
        case .stored(let bytes): bytes
        }
    }
}
