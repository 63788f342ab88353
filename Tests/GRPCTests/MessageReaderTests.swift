import NIOCore
import TestSeeds
import Testing

@testable import GRPC
@testable import RPC

@Suite("Messages cut out of a stream")
struct MessageReaderTests {
    private static func events(_ chunks: [[UInt8]], limits: Limits = Limits()) -> [String] {
        var reader = MessageReader(bytesMax: limits.payloadBytesMax)
        var events: [String] = []
        for chunk in chunks {
            reader.append(ByteBuffer(bytes: chunk))
            while let event = reader.next() {
                switch event {
                case .message(let bytes): events.append(String(decoding: bytes, as: UTF8.self))
                case .broken(let status): events.append(status.description)
                }
            }
        }
        return events
    }

    /// Red when a message depends on where its bytes were split.
    @Test(
        "splits at every byte and by chance give the same messages",
        arguments: SplitMix64.seeds(8)
    )
    func splits(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let texts = (0..<6).map { _ in
            String(repeating: "x", count: Int.random(in: 0...40, using: &random))
        }
        let bytes = texts.flatMap(framed)
        #expect(Self.events([bytes]) == texts)
        #expect(Self.events(bytes.map { [$0] }) == texts)
        for cut in 0...bytes.count {
            #expect(Self.events([Array(bytes[..<cut]), Array(bytes[cut...])]) == texts)
        }
        var chunks: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...9, using: &random)
            chunks.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(Self.events(chunks) == texts, "seed \(seed)")
    }

    /// Red when a length is believed beyond the limit, or a mark of compression is passed over.
    @Test(
        "what can not be read ends the reading",
        arguments: [
            ("compressed", [1, 0, 0, 0, 0], "INVALID_ARGUMENT PROTOCOL_VIOLATION"),
            ("no such mark", [9, 0, 0, 0, 0], "INVALID_ARGUMENT PROTOCOL_VIOLATION"),
            ("one too long", [0, 0, 0, 0, 9], "RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE"),
            ("the longest", [0, 255, 255, 255, 255], "RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE"),
        ] as [(String, [UInt8], String)]
    )
    func broken(name: String, bytes: [UInt8], expected: String) {
        var limits = Limits()
        limits.payloadBytesMax = 8
        #expect(
            Self.events([framed("12345678"), bytes, framed("x")], limits: limits)
                == ["12345678", expected]
        )
    }

    @Test("what has come of a begun message is counted")
    func begun() {
        var reader = MessageReader(bytesMax: Limits().payloadBytesMax)
        for (byte, expected) in zip(framed("ab"), [1, 2, 3, 4, 5, 6, 0]) {
            reader.append(ByteBuffer(bytes: [byte]))
            while reader.next() != nil {}
            #expect(reader.bytesOfBegunMessage == expected)
        }
    }
}
