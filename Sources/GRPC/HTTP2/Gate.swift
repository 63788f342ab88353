import NIOCore
import RPC

/// Stands between the socket and HTTP/2: reads no more while the peer does not take what is written, and
/// sees what HTTP/2 itself says.
final class Gate: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private var isReadDue = false

    /// Whether bytes came since this was last asked.
    private var hasRead = false
    /// Whether the last thing written by HTTP/2 itself was that it gives the connection up.
    private(set) var isGivenUp = false

    /// Whether bytes came since the last time.
    func takeRead() -> Bool {
        defer { hasRead = false }
        return hasRead
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasRead = true
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            context.read()
        } else {
            isReadDue = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, isReadDue {
            isReadDue = false
            context.read()
        }
        context.fireChannelWritabilityChanged()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .byteBuffer(let bytes) = unwrapOutboundIn(data) { isGivenUp = Self.isGoAway(bytes) }
        context.write(data, promise: promise)
    }

    /// Whether bytes are a GOAWAY frame: 8 bytes long, of type 7, without flags, on stream 0.
    ///
    /// HTTP/2 tells errors of one stream and of the connection alike, and sends this for the latter only.
    private static func isGoAway(_ bytes: ByteBuffer) -> Bool {
        bytes.readableBytes == 17
            && bytes.getInteger(at: bytes.readerIndex, as: UInt64.self) == 0x0000_0807_0000_0000
    }
}
