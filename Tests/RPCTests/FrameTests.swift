import NIOCore
import TestSeeds
import Testing

@testable import RPC

@Suite("Frames")
struct FrameTests {
    @Test(
        "the header stands big-endian in ten bytes",
        arguments: [
            (
                FrameHeader(length: 0, stream: 1, type: 1),
                [0, 0, 0, 0, 0, 0, 0, 1, 1, 0] as [UInt8]
            ),
            (
                FrameHeader(length: 0x0001_0203, stream: 0x0405_0607, type: 3, flags: .noData),
                [0, 1, 2, 3, 4, 5, 6, 7, 3, 4]
            ),
            (
                FrameHeader(
                    length: 4_194_304,
                    stream: .max,
                    type: 0x80,
                    flags: [.remoteClosed, .remoteOpen]
                ),
                [0, 0x40, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x80, 3]
            ),
        ]
    )
    func header(header: FrameHeader, bytes: [UInt8]) {
        var buffer = ByteBuffer()
        buffer.writeFrameHeader(header)
        #expect(Array(buffer.readableBytesView) == bytes)
        #expect(buffer.readFrameHeader() == header)
        #expect(buffer.readableBytes == 0)
    }

    private static func events(_ chunks: [[UInt8]], max: Int) -> [FrameReader.Event] {
        var reader = FrameReader(frameBytesMax: max)
        var events: [FrameReader.Event] = []
        for chunk in chunks {
            reader.append(ByteBuffer(bytes: chunk))
            while let event = reader.next() { events.append(event) }
        }
        return events
    }

    @Test(
        "lengths at the limit and around it",
        arguments: [
            (UInt32(0), "frame"), (15, "frame"), (16, "frame"), (17, "oversized"),
            (0x00FF_FFFF, "oversized"), (0x0100_0000, "lost"), (0x8000_0000, "lost"),
            (.max, "lost"),
        ]
    )
    func lengths(length: UInt32, kind: String) {
        var buffer = ByteBuffer()
        let header = FrameHeader(length: length, stream: 1, type: 1)
        buffer.writeFrameHeader(header)
        let body = [UInt8](repeating: 9, count: kind == "lost" ? 0 : Int(length))
        let next = TestFrame(stream: 3, type: 1, body: [5])
        let events = Self.events(
            [Array(buffer.readableBytesView) + body + next.bytes],
            max: 16
        )
        let nextEvent = FrameReader.Event.frame(
            FrameHeader(length: 1, stream: 3, type: 1),
            ByteBuffer(bytes: [5])
        )
        switch kind {
        case "frame": #expect(events == [.frame(header, ByteBuffer(bytes: body)), nextEvent])
        case "oversized": #expect(events == [.oversized(header), nextEvent])
        default: #expect(events == [.framingLost(firstByte: UInt8(length >> 24))])
        }
    }

    @Test("another protocol is seen at its first byte", arguments: ["GET / HTTP/1.1", "\u{16}"])
    func otherProtocol(text: String) {
        let first = Array(text.utf8)[0]
        #expect(Self.events([[first]], max: 16) == [.framingLost(firstByte: first)])
        #expect(Self.events([Array(text.utf8), [0, 0]], max: 16).count == 1)
    }

    @Test("frames are the same wherever the bytes were split")
    func splitAtEveryByte() {
        let bytes =
            TestFrame(stream: 1, type: 1, body: [1, 2, 3]).bytes
            + TestFrame(stream: 3, type: 1, body: Array(repeating: 4, count: 40)).bytes
            + TestFrame(stream: 5, type: 3, flags: .noData).bytes
        let whole = Self.events([bytes], max: 16)
        #expect(whole.count == 3)
        for index in 1..<bytes.count {
            let parts = [Array(bytes[..<index]), Array(bytes[index...])]
            #expect(Self.events(parts, max: 16) == whole, "split at \(index)")
        }
        #expect(Self.events(bytes.map { [$0] }, max: 16) == whole)
    }

    @Test("random frames in random pieces", arguments: SplitMix64.seeds(50))
    func randomPieces(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let frames = (0..<20).map { _ in
            TestFrame(
                stream: .random(in: 0...9, using: &random),
                type: .random(in: 1...3, using: &random),
                flags: FrameFlags(rawValue: .random(in: 0...7, using: &random)),
                body: (0..<Int.random(in: 0...60, using: &random)).map { UInt8($0) }
            )
        }
        var rest = frames.flatMap(\.bytes)[...]
        var chunks: [[UInt8]] = []
        while !rest.isEmpty {
            let count = min(rest.count, .random(in: 1...50, using: &random))
            chunks.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        let expected = frames.map { frame -> FrameReader.Event in
            let header = FrameHeader(
                length: UInt32(frame.body.count),
                stream: frame.stream,
                type: frame.type,
                flags: frame.flags
            )
            return frame.body.count > 40
                ? .oversized(header) : .frame(header, ByteBuffer(bytes: frame.body))
        }
        #expect(Self.events(chunks, max: 40) == expected, "KNTC_SEED=\(seed)")
    }

    @Test("the bytes of a begun frame are counted, discarded ones too")
    func bytesOfBegunFrame() {
        var reader = FrameReader(frameBytesMax: 4)
        func feed(_ bytes: [UInt8]) -> Int {
            reader.append(ByteBuffer(bytes: bytes))
            while reader.next() != nil {}
            return reader.bytesOfBegunFrame
        }
        #expect(feed([0, 0, 0, 4]) == 4)
        #expect(feed([0, 0, 0, 1, 1, 0, 9]) == 11)
        #expect(feed([9, 9, 9]) == 0)
        #expect(feed([0, 0, 0, 5, 0, 0, 0, 1, 1, 0]) == 10)
        #expect(feed([9, 9]) == 12)
        #expect(feed([9, 9, 9]) == 0)
    }
}
