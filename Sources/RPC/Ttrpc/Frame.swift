package import NIOCore

/// The ten bytes before every frame's body, big-endian: length, stream, type, flags.
package struct FrameHeader: Hashable, Sendable {
    /// Bytes of the header itself.
    package static let byteCount = 10

    /// Bytes of the body that follows.
    package var length: UInt32
    /// Stream the frame belongs to; opened by the client, odd and rising.
    package var stream: UInt32
    /// What the frame is; see ``FrameType``.
    package var type: UInt8
    /// What the frame says of its stream; see ``FrameFlags``.
    package var flags: FrameFlags

    /// A header of these fields.
    package init(length: UInt32, stream: UInt32, type: UInt8, flags: FrameFlags = []) {
        self.length = length
        self.stream = stream
        self.type = type
        self.flags = flags
    }
}

/// The frame types of ttrpc 1.2, and those beside them that only a peer meets who said HELLO.
package enum FrameType {
    /// Opens a stream; body `ttrpc.Request`.
    package static let request: UInt8 = 1
    /// Ends a stream; body `ttrpc.Response`.
    package static let response: UInt8 = 2
    /// One message of a stream, its payload bare.
    package static let data: UInt8 = 3
    /// What an end can do, on stream 0; body `kntc.v1.Hello`.
    package static let hello: UInt8 = 0x10
    /// The caller lost interest in a stream; no body.
    package static let cancel: UInt8 = 0x11
    /// So many more messages of a stream are taken; body u32.
    package static let credit: UInt8 = 0x12
    /// Asks for a PONG, on stream 0; body 8 bytes.
    package static let ping: UInt8 = 0x13
    /// Answers a PING with its body.
    package static let pong: UInt8 = 0x14
    /// No new streams, on stream 0; body `kntc.v1.GoAway`.
    package static let goAway: UInt8 = 0x15

    /// Whether a receiver that does not know the type reads past it instead of closing.
    static func isSkippable(_ type: UInt8) -> Bool { type & 0x80 != 0 }
}

/// The flags of request and data frames.
package struct FrameFlags: OptionSet, Hashable, Sendable {
    /// The flags as they stand on the wire.
    package let rawValue: UInt8

    /// The flags of a wire byte; unknown bits are kept and mean nothing.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The sender sends nothing more on the stream.
    package static let remoteClosed = FrameFlags(rawValue: 0x01)
    /// A request that data frames of the client follow.
    package static let remoteOpen = FrameFlags(rawValue: 0x02)
    /// A data frame that carries no message.
    package static let noData = FrameFlags(rawValue: 0x04)
}

extension ByteBuffer {
    /// Appends a frame header.
    package mutating func writeFrameHeader(_ header: FrameHeader) {
        writeMultipleIntegers(
            header.length,
            header.stream,
            header.type,
            header.flags.rawValue
        )
    }

    /// Takes a frame header off the front, or nothing while fewer than ten bytes are here.
    mutating func readFrameHeader() -> FrameHeader? {
        guard
            let (length, stream, type, flags) = readMultipleIntegers(
                as: (UInt32, UInt32, UInt8, UInt8).self
            )
        else { return nil }
        return FrameHeader(
            length: length,
            stream: stream,
            type: type,
            flags: FrameFlags(rawValue: flags)
        )
    }
}
