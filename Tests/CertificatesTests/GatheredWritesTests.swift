import NIOCore
import NIOEmbedded
import Testing

@testable import Certificates

@Suite("Writes before TLS")
struct GatheredWritesTests {
    /// Notes each write and how many flushes came before it.
    private final class Recorder: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        var writes: [(bytes: [UInt8], flushes: Int)] = []
        private var flushes = 0

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            writes.append((Array(unwrapOutboundIn(data).readableBytesView), flushes))
            context.write(data, promise: promise)
        }

        func flush(context: ChannelHandlerContext) {
            flushes += 1
            context.flush()
        }
    }

    private static let most = GatheredWrites.bytesMax

    // Red when: more than a portion lies before a flush, what fits into one makes two records, bytes
    // are lost or change their order, or one who wrote never hears that it is done.
    @Test(
        "before a flush lies one write of one portion at most, and no byte is lost",
        arguments: [
            ([], []),
            ([0], [0]),
            ([10, 20, 30], [60]),
            ([most], [most]),
            ([most + 1], [most, 1]),
            ([most - 1, 1, 1], [most, 1]),
            ([most - 1, 2], [most, 1]),
            ([2 * most, 0], [most, most]),
            ([3 * most + 5], [most, most, most, 5]),
            ([16_384, 16_384, 16_384, 16_384, 16_384], [most, 16_384]),
        ]
    )
    func portions(written: [Int], expected: [Int]) throws {
        let recorder = Recorder()
        let channel = EmbeddedChannel(handlers: [recorder, GatheredWrites()])
        defer { _ = try? channel.finish() }
        var sent: [UInt8] = []
        var done: [EventLoopFuture<Void>] = []
        for count in written {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: sent.count + $0 * 7) }
            sent += bytes
            done.append(channel.write(ByteBuffer(bytes: bytes)))
        }
        channel.flush()
        for write in done { try write.wait() }
        #expect(recorder.writes.map(\.bytes.count) == expected)
        #expect(recorder.writes.map(\.flushes) == Array(0..<expected.count))
        #expect(recorder.writes.flatMap(\.bytes) == sent)
    }

    // Red when: whoever wrote is left waiting for ever.
    @Test("what was not flushed before the end fails")
    func unflushed() throws {
        let channel = EmbeddedChannel(handler: GatheredWrites())
        let writes = [channel.write(ByteBuffer(bytes: [1])), channel.write(ByteBuffer(bytes: [2]))]
        _ = try channel.finish()
        for write in writes { #expect(throws: ChannelError.ioOnClosedChannel) { try write.wait() } }
    }

    // Red when: one failed write looks done to somebody who shares it.
    @Test("what fails, fails for all that were gathered")
    func failure() throws {
        struct Refuses: Error {}
        final class Refuser: ChannelOutboundHandler {
            typealias OutboundIn = ByteBuffer
            func write(
                context: ChannelHandlerContext,
                data: NIOAny,
                promise: EventLoopPromise<Void>?
            ) {
                promise?.fail(Refuses())
            }
        }
        let channel = EmbeddedChannel(handlers: [Refuser(), GatheredWrites()])
        defer { _ = try? channel.finish() }
        let writes = (0..<3).map { _ in channel.write(ByteBuffer(bytes: [1])) }
        channel.flush()
        for write in writes { #expect(throws: Refuses.self) { try write.wait() } }
    }
}
