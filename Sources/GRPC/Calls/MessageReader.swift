import NIOCore
import RPC

/// Cuts the bytes of one gRPC request stream into messages, however they were split on the way.
///
/// Before each message stand five bytes: whether it is compressed, and its length, big-endian.
struct MessageReader {
    /// What the bytes so far amount to.
    enum Event: Equatable {
        /// A whole message.
        case message([UInt8])
        /// What has come can not be read; nothing after it is.
        case broken(Status)
    }

    static let prefixBytes = 5

    private let bytesMax: Int
    private var buffer = ByteBuffer()
    private var length: Int?
    private var isBroken = false

    /// Bytes of the begun message that have come so far; 0 between messages.
    var bytesOfBegunMessage: Int {
        buffer.readableBytes + (length == nil ? 0 : Self.prefixBytes)
    }

    /// A reader of messages of no more than so many bytes.
    init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// Takes bytes as they came; nothing is reserved for bytes only announced.
    mutating func append(_ bytes: ByteBuffer) {
        guard !isBroken else { return }
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// The next event, or nothing until more bytes come.
    mutating func next() -> Event? {
        guard !isBroken else { return nil }
        if length == nil {
            guard
                let (compression, count) = buffer.readMultipleIntegers(as: (UInt8, UInt32).self)
            else { return nil }
            do throws(Status) {
                guard compression == 0 else {
                    throw .protocolViolation(
                        compression == 1
                            ? "a message is marked as compressed, and none may be"
                            : "the first byte of a message says whether it is compressed: 0 or 1"
                    )
                }
                try Limits.check(payload: Int(count), max: bytesMax)
            } catch {
                return broken(error)
            }
            length = Int(count)
        }
        guard let count = length, let message = buffer.readBytes(length: count) else { return nil }
        length = nil
        return .message(message)
    }

    private mutating func broken(_ status: Status) -> Event {
        isBroken = true
        buffer = ByteBuffer()
        return .broken(status)
    }
}
