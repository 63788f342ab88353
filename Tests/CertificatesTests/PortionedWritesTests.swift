import NIOCore
import NIOEmbedded
import RPC
import Testing

@testable import Certificates

@Suite("Writes before TLS")
struct PortionedWritesTests {
    /// Notes what lies before each flush.
    private final class Recorder: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        var flushed: [[UInt8]] = []
        private var unflushed: [UInt8] = []

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            unflushed += unwrapOutboundIn(data).readableBytesView
            context.write(data, promise: promise)
        }

        func flush(context: ChannelHandlerContext) {
            if !unflushed.isEmpty { flushed.append(unflushed) }
            unflushed = []
            context.flush()
        }
    }

    private static let most = PortionedWrites.bytesMax

    // Red when: more than a portion lies before a flush, bytes are lost or change their order, what
    // is small is flushed unasked, or whoever wrote never hears that it is done.
    @Test(
        "no more lies before a flush than one portion, and no byte is lost",
        arguments: [
            ([10, 20], [30]),
            ([most], [most]),
            ([most + 1], [most, 1]),
            ([most - 1, 1, 1], [most, 1]),
            ([most - 1, 2], [most, 1]),
            ([2 * most, 0], [most, most]),
            ([3 * most + 5], [most, most, most, 5]),
            ([16_384, 16_384, 16_384, 16_384, 16_384], [most, 16_384]),
        ]
    )
    func portions(written: [Int], flushed: [Int]) throws {
        let recorder = Recorder()
        let channel = EmbeddedChannel(handlers: [recorder, PortionedWrites()])
        defer { _ = try? channel.finish() }
        var sent: [UInt8] = []
        var writes: [EventLoopFuture<Void>] = []
        for count in written {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: sent.count + $0 * 7) }
            sent += bytes
            writes.append(channel.write(ByteBuffer(bytes: bytes)))
        }
        channel.flush()
        for write in writes { try write.wait() }
        #expect(recorder.flushed.map(\.count) == flushed)
        #expect(recorder.flushed.flatMap { $0 } == sent)
    }
}
