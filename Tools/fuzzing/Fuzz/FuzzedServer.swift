import Logging
import NIOCore
import NIOEmbedded

@testable import RPC

/// A connection of a door on an embedded channel, whose one method answers at once.
final class FuzzedServer {
    private let channel: EmbeddedChannel

    /// A connection that has just been made.
    init(_ door: some Door) {
        var router = Router()
        router.unary("/t.T/Echo") { _, payload, respond in respond(.success(payload)) }
        let log = ServerLog(Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() })
        let loop = EmbeddedEventLoop()
        let server = ServerContext(
            router: router,
            limits: Limits(),
            ledger: CallLedger(
                paths: router.paths,
                log: log,
                wallClock: { 0 },
                newNumber: { 0x0123_4567_89AB_CDEF }
            ),
            submit: { $0() },
            outbox: Outbox(eventLoop: loop, deliver: ServerReply.deliver),
            log: log,
            stopping: Cancellation()
        )
        channel = EmbeddedChannel(loop: loop)
        do {
            try door.install(on: channel, peer: Peer(), server: server)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        } catch {
            preconditionFailure("an embedded channel takes every handler: \(error)")
        }
    }

    /// Feeds the bytes after the first one, in pieces whose length that one chooses.
    ///
    /// - Returns: All that the server sent.
    func answer(to bytes: [UInt8]) -> [UInt8] {
        let piece = bytes.first.map { max(1, Int($0) * 4) } ?? 1
        var rest = bytes.dropFirst()
        while !rest.isEmpty, channel.isActive {
            // What the door throws at a broken peer is its way to close.
            _ = try? channel.writeInbound(ByteBuffer(bytes: rest.prefix(piece)))
            rest = rest.dropFirst(piece)
            channel.embeddedEventLoop.run()
        }
        _ = try? channel.finish(acceptAlreadyClosed: true)
        var sent: [UInt8] = []
        while let buffer = try? channel.readOutbound(as: ByteBuffer.self) {
            sent += Array(buffer.readableBytesView)
        }
        return sent
    }
}
