import NIOCore

/// Cuts the bytes of a connection into frames, however they were split on the way.
struct FrameReader {
    /// What the bytes so far amount to.
    enum Event: Equatable {
        /// A whole frame.
        case frame(FrameHeader, ByteBuffer)
        /// A frame over the size limit; its body has been read past.
        case oversized(FrameHeader)
        /// The bytes are not frames (HTTP, TLS, a length of 16 MiB and more).
        case framingLost(firstByte: UInt8)
    }

    private enum State {
        case header
        case body(FrameHeader)
        case discarding(FrameHeader, remaining: Int)
        case lost
    }

    private let frameBytesMax: Int
    private var state = State.header
    private var buffer = ByteBuffer()

    /// Bytes of the begun frame that have come so far; 0 between frames.
    var bytesOfBegunFrame: Int {
        switch state {
        case .header: buffer.readableBytes
        case .body: FrameHeader.byteCount + buffer.readableBytes
        case .discarding(let header, let remaining):
            FrameHeader.byteCount + Int(header.length) - remaining
        case .lost: 0
        }
    }

    init(frameBytesMax: Int) {
        self.frameBytesMax = frameBytesMax
    }

    /// Takes bytes as they came; nothing is reserved for bytes only announced.
    mutating func append(_ bytes: ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// The next event, or nothing until more bytes come.
    mutating func next() -> Event? {
        while true {
            switch state {
            case .header:
                guard let first: UInt8 = buffer.getInteger(at: buffer.readerIndex) else {
                    // Whoever reads the socket uses a buffer again that nobody holds.
                    buffer = ByteBuffer()
                    return nil
                }
                // A length below 16 MiB begins with 0, and no other protocol does.
                guard first == 0 else {
                    state = .lost
                    return .framingLost(firstByte: first)
                }
                guard let header = buffer.readFrameHeader() else { return nil }
                let length = Int(header.length)
                state =
                    length <= frameBytesMax
                    ? .body(header) : .discarding(header, remaining: length)

            case .body(let header):
                guard let body = buffer.readSlice(length: Int(header.length)) else { return nil }
                state = .header
                return .frame(header, body)

            case .discarding(let header, let remaining):
                let taken = min(remaining, buffer.readableBytes)
                buffer.moveReaderIndex(forwardBy: taken)
                guard taken == remaining else {
                    buffer = ByteBuffer()
                    state = .discarding(header, remaining: remaining - taken)
                    return nil
                }
                state = .header
                return .oversized(header)

            case .lost:
                buffer = ByteBuffer()
                return nil
            }
        }
    }
}
