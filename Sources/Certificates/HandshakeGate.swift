import NIOCore
import NIOSSL
import NIOTLS
import RPC

/// Stands between TLS and the door until the handshake is over, within its time.
///
/// A handshake that fails is one line in the log; nothing of it reaches a door.
final class HandshakeGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let timeout: TimeAmount
    private let log: TLSLog
    private let enter: (any Channel, Leaf?) throws -> Void
    private var timer: Scheduled<Void>?
    private var isOver = false

    /// What the check of the peer's certificate found against it.
    var refuses: CertificateRefusal?

    /// A gate.
    ///
    /// - Parameters:
    ///   - timeout: From now to the end of the handshake.
    ///   - log: Takes what fails.
    ///   - enter: Takes the connection in; throws when the peer may not come in after all.
    init(
        timeout: TimeAmount,
        log: TLSLog,
        enter: @escaping (any Channel, Leaf?) throws -> Void
    ) {
        self.timeout = timeout
        self.log = log
        self.enter = enter
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: timeout) {
            let (gate, context) = bound.value
            gate.fail(.tooSlow, context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted: pass(context, event)
        // The server drains or ends, and there is no door yet that could.
        case is ConnectionOrder where !isOver: close(context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    private func pass(_ context: ChannelHandlerContext, _ event: Any) {
        guard !isOver else { return }
        isOver = true
        timer?.cancel()
        do {
            let operations = context.pipeline.syncOperations
            let shown = try operations.nioSSL_peerCertificate()
            try enter(context.channel, shown.map { try Leaf(der: $0.toDERBytes()) })
            context.fireUserInboundEventTriggered(event)
            operations.removeHandler(context: context, promise: nil)
        } catch {
            log.refused(HandshakeFailure(error), peer: context.remoteAddress)
            context.close(promise: nil)
        }
    }

    /// Bytes of a peer that may not come in.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(HandshakeFailure(refuses ?? error), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(.cut, context)
        context.fireChannelInactive()
    }

    private func fail(_ failure: HandshakeFailure, _ context: ChannelHandlerContext) {
        if !isOver { log.refused(failure, peer: context.remoteAddress) }
        close(context)
    }

    private func close(_ context: ChannelHandlerContext) {
        isOver = true
        timer?.cancel()
        context.close(promise: nil)
    }
}
