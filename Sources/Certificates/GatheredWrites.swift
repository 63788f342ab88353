import NIOCore

/// Hands to TLS at once what lies before a flush, in portions.
///
/// TLS makes a record of each write, so the three frames of a reply would be three. And it seals all
/// that lies before a flush into one buffer, and keeps the largest that it ever needed for as long as
/// the connection lasts: without portions a connection would hold the memory of its largest reply.
final class GatheredWrites: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bytes that are sealed at once, at most: four records of TLS.
    static let bytesMax = 64 << 10

    private var gathered = ByteBuffer()
    private var promises: [EventLoopPromise<Void>] = []

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var bytes = unwrapOutboundIn(data)
        while gathered.readableBytes + bytes.readableBytes > Self.bytesMax,
            let portion = bytes.readSlice(length: Self.bytesMax - gathered.readableBytes)
        {
            gather(portion)
            flush(context: context)
        }
        gather(bytes)
        if let promise { promises.append(promise) }
    }

    func flush(context: ChannelHandlerContext) {
        if gathered.readableBytes > 0 || !promises.isEmpty {
            let bytes = gathered
            gathered = ByteBuffer()
            context.write(wrapOutboundOut(bytes), promise: onePromise())
        }
        context.flush()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        onePromise()?.fail(ChannelError.ioOnClosedChannel)
    }

    private func gather(_ bytes: ByteBuffer) {
        if gathered.readableBytes == 0 {
            gathered = bytes
        } else {
            gathered.writeImmutableBuffer(bytes)
        }
    }

    /// One promise for all whose bytes were gathered.
    private func onePromise() -> EventLoopPromise<Void>? {
        guard let one = promises.first else { return nil }
        for promise in promises.dropFirst() { one.futureResult.cascade(to: promise) }
        promises = []
        return one
    }
}
