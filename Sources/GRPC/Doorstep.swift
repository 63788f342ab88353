import NIOCore
import RPC

/// Looks at the first bytes of a connection, learns from them what it speaks and makes it so.
final class Doorstep: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// What a connection speaks.
    enum Speech: Hashable {
        /// HTTP/2, whose preface begins "PRI ".
        case http2
        /// HTTP/1, whose requests begin with a method in capitals.
        case http1
        /// Nothing that is spoken here.
        case foreign(firstByte: UInt8)

        /// Judges the first bytes; nothing while they are too few.
        init?(_ bytes: ByteBufferView) {
            let preface = Array("PRI ".utf8)
            guard let first = bytes.first else { return nil }
            if bytes.starts(with: preface) {
                self = .http2
            } else if preface.starts(with: bytes) {
                return nil
            } else if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
                self = .http1
            } else {
                self = .foreign(firstByte: first)
            }
        }
    }

    private let server: ServerContext
    private let peer: Peer
    private let open: (Speech, any Channel) throws -> Void
    private var bytes = ByteBuffer()
    private var timer: Scheduled<Void>?
    private var isDone = false

    /// A doorstep.
    ///
    /// - Parameters:
    ///   - server: What the connections of its event loop share.
    ///   - peer: Who is at the other end.
    ///   - open: Puts the handlers of HTTP into the channel.
    init(
        server: ServerContext,
        peer: Peer,
        open: @escaping (Speech, any Channel) throws -> Void
    ) {
        self.server = server
        self.peer = peer
        self.open = open
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: server.limits.firstFrameTimeout) {
            let (doorstep, context) = bound.value
            doorstep.close(.firstFrameOverdue, context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDone else { return }
        bytes.writeImmutableBuffer(unwrapInboundIn(data))
        switch Speech(bytes.readableBytesView) {
        case nil:
            break
        case .foreign(let first):
            close(.foreignProtocol(firstByte: first), context)
        case .http1?, .http2?:
            begin(context)
        }
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard let speech = Speech(bytes.readableBytesView) else { return }
        isDone = true
        do {
            try open(speech, context.channel)
        } catch {
            return context.close(promise: nil)
        }
        context.fireChannelRead(wrapInboundOut(bytes))
        context.fireChannelReadComplete()
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isDone else { return context.fireErrorCaught(error) }
        isDone = true
        server.log.broke(error, peer: peer.address)
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // Before the first bytes there is nothing to finish.
        if !isDone, event is ConnectionOrder { return close(.drained, context) }
        context.fireUserInboundEventTriggered(event)
    }

    private func close(_ reason: CloseReason, _ context: ChannelHandlerContext) {
        guard !isDone else { return }
        isDone = true
        server.log.closed(reason, peer: peer.address, inFlight: 0)
        context.close(promise: nil)
    }
}
