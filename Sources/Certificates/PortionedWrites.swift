import NIOCore

/// Hands what is written to TLS in portions, each with a flush of its own.
///
/// TLS seals all that lies before a flush into one buffer, and keeps the largest that it ever needed
/// for as long as the connection lasts: without this, a connection would hold the memory of the
/// largest reply it ever had.
final class PortionedWrites: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bytes that are sealed at once, at most: four records of TLS.
    static let bytesMax = 64 << 10

    private var bytesUnflushed = 0

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var bytes = unwrapOutboundIn(data)
        while bytesUnflushed + bytes.readableBytes > Self.bytesMax,
            let portion = bytes.readSlice(length: Self.bytesMax - bytesUnflushed)
        {
            context.write(wrapOutboundOut(portion), promise: nil)
            flush(context: context)
        }
        bytesUnflushed += bytes.readableBytes
        context.write(wrapOutboundOut(bytes), promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        bytesUnflushed = 0
        context.flush()
    }
}
