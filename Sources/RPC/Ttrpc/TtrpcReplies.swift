import Messages
import NIOCore

extension ByteBuffer {
    /// Appends the response frame of a failure.
    mutating func writeFailure(_ status: Status, stream: UInt32) {
        // A failure has to arrive: one that is too large to be written goes as its code alone.
        let bare: [UInt8] = [1 << 3 | 2, 2, 1 << 3, UInt8(clamping: status.code.rawValue)]
        let body = (try? TtrpcResponse(status: status.wireValue).serialized()) ?? bare
        writeFrameHeader(
            FrameHeader(length: UInt32(body.count), stream: stream, type: FrameType.response)
        )
        writeBytes(body)
    }

    /// Appends the response frame of a success.
    ///
    /// The body is `ttrpc.Response` with field 2 alone, written here without a detour because
    /// every reply passes this way; a test holds it equal to what Messages writes.
    mutating func writeSuccess(_ payload: [UInt8], stream: UInt32) {
        guard !payload.isEmpty else {
            writeFrameHeader(FrameHeader(length: 0, stream: stream, type: FrameType.response))
            return
        }
        let fieldTwoBytes: UInt8 = 2 << 3 | 2
        var lengthBytes = 1
        while payload.count >> (7 * lengthBytes) > 0 { lengthBytes += 1 }
        reserveCapacity(
            minimumWritableBytes: FrameHeader.byteCount + 1 + lengthBytes + payload.count
        )
        writeFrameHeader(
            FrameHeader(
                length: UInt32(1 + lengthBytes + payload.count),
                stream: stream,
                type: FrameType.response
            )
        )
        writeInteger(fieldTwoBytes)
        for index in 0..<lengthBytes {
            let more: UInt8 = index < lengthBytes - 1 ? 0x80 : 0
            writeInteger(UInt8(payload.count >> (7 * index) & 0x7F) | more)
        }
        writeBytes(payload)
    }

    /// Appends one message of a stream.
    mutating func writeMessage(_ payload: [UInt8], stream: UInt32) {
        writeFrameHeader(
            FrameHeader(length: UInt32(payload.count), stream: stream, type: FrameType.data)
        )
        writeBytes(payload)
    }

    /// Appends the good end of a stream.
    mutating func writeEnd(stream: UInt32) {
        writeFrameHeader(
            FrameHeader(
                length: 0,
                stream: stream,
                type: FrameType.data,
                flags: [.remoteClosed, .noData]
            )
        )
    }

    /// Appends HELLO.
    mutating func writeHello(_ hello: Hello) {
        // Of bounded fields, so that it can always be written.
        let body = (try? hello.serialized()) ?? []
        writeFrameHeader(
            FrameHeader(length: UInt32(body.count), stream: 0, type: FrameType.hello)
        )
        writeBytes(body)
    }

    /// Appends the order to stop a stream.
    mutating func writeCancel(stream: UInt32) {
        writeFrameHeader(FrameHeader(length: 0, stream: stream, type: FrameType.cancel))
    }

    /// Appends credit for messages of a stream.
    mutating func writeCredit(_ messages: Int, stream: UInt32) {
        writeFrameHeader(FrameHeader(length: 4, stream: stream, type: FrameType.credit))
        writeInteger(UInt32(messages))
    }

    /// Appends PING or PONG.
    mutating func writePing(_ token: UInt64, type: UInt8 = FrameType.ping) {
        writeFrameHeader(FrameHeader(length: 8, stream: 0, type: type))
        writeInteger(token)
    }

    /// Appends GOAWAY.
    mutating func writeGoAway(lastStream: UInt32, _ status: Status) {
        let goAway = GoAway(lastStreamId: Int64(lastStream), status: status.wireValue)
        let body = (try? goAway.serialized()) ?? []
        writeFrameHeader(
            FrameHeader(length: UInt32(body.count), stream: 0, type: FrameType.goAway)
        )
        writeBytes(body)
    }
}
