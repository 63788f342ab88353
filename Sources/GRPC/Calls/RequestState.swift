import NIOCore
import RPC

/// What has come of one request, and the rules on it.
///
/// Pure: bytes in, events out; the owner asks for events until there is none.
struct RequestState {
    /// How the body is written.
    enum Framing {
        /// Messages, each behind its length.
        case messages
        /// One message, which is the whole body.
        case bare
    }

    /// What the owner is to do.
    enum Event: Equatable {
        /// Begin the call: its one request, whole.
        case request([UInt8])
        /// Hand on one of many messages.
        case message([UInt8])
        /// The peer has sent its last message.
        case end
        /// Answer with a failure; nothing more of the request is read.
        case broken(Status)
    }

    private enum State {
        case open
        case ended
        /// All that there was to say has been said.
        case done
    }

    private let framing: Framing
    private let takesMany: Bool
    /// Bytes of one message.
    private let bytesMax: Int
    private var state = State.open
    private var reader: MessageReader
    private var body = ByteBuffer()
    private var only: [UInt8]?

    /// Whether the peer may still send.
    var isOpen: Bool { if case .open = state { true } else { false } }

    /// Bytes held of what is not whole yet.
    var bytesBegun: Int { reader.bytesOfBegunMessage + body.readableBytes + (only?.count ?? 0) }

    /// A request whose head has come.
    ///
    /// - Parameters:
    ///   - framing: How the body is written.
    ///   - takesMany: Whether the method takes any number of messages.
    ///   - isJSON: Whether it is text that takes many times its size as it is read.
    ///   - limits: The bounds of the transport.
    init(_ framing: Framing, takesMany: Bool = false, isJSON: Bool = false, limits: Limits) {
        self.framing = framing
        self.takesMany = takesMany
        bytesMax =
            isJSON ? min(limits.payloadBytesMax, limits.jsonBytesMax) : limits.payloadBytesMax
        reader = MessageReader(bytesMax: bytesMax)
    }

    /// Takes bytes of the body; what comes after its end is dropped.
    mutating func append(_ bytes: ByteBuffer) {
        guard isOpen else { return }
        switch framing {
        case .messages: reader.append(bytes)
        case .bare: body.writeImmutableBuffer(bytes)
        }
    }

    /// The peer has ended its side.
    mutating func end() {
        if isOpen { state = .ended }
    }

    /// Reads no more: the call is over.
    mutating func shut() {
        state = .done
        body = ByteBuffer()
        only = nil
        reader = MessageReader(bytesMax: bytesMax)
    }

    /// The next event, or nothing until more comes.
    mutating func next() -> Event? {
        switch framing {
        case .messages: nextOfMessages()
        case .bare: nextOfBody()
        }
    }

    private mutating func nextOfMessages() -> Event? {
        if case .done = state { return nil }
        while let event = reader.next() {
            switch event {
            case .broken(let status):
                return broken(status)
            case .message(let message) where takesMany:
                return .message(message)
            case .message(let message):
                guard only == nil else {
                    return broken(.protocolViolation("the method takes one request, not several"))
                }
                only = message
            }
        }
        guard case .ended = state else { return nil }
        guard reader.bytesOfBegunMessage == 0 else {
            return broken(.protocolViolation("the request ended inside a message"))
        }
        state = .done
        guard !takesMany else { return .end }
        guard let request = only.take() else {
            return broken(.protocolViolation("the call ended without its request"))
        }
        return .request(request)
    }

    private mutating func nextOfBody() -> Event? {
        switch state {
        case .done:
            return nil
        case .open, .ended:
            do {
                try Limits.check(payload: body.readableBytes, max: bytesMax)
            } catch {
                return broken(error)
            }
            guard case .ended = state else { return nil }
            state = .done
            return .request(body.readBytes(length: body.readableBytes) ?? [])
        }
    }

    private mutating func broken(_ status: Status) -> Event {
        shut()
        return .broken(status)
    }
}
