import NIOCore
import TestSeeds
import Testing

@testable import RPC

/// Random frames against a small model of the protocol, split in every way.
@Suite("Random conversations", .timeLimit(.minutes(2)))
struct HostileModelTests {
    /// What the model knows of a connection with calls that are answered at once or never.
    private struct Model {
        static let inFlightMax = 3
        var isFirst = true
        var isGreeted = false
        var isOpen = true
        var last: UInt32 = 0
        var inFlight: Set<UInt32> = []

        /// What is answered to a frame.
        mutating func expect(_ frame: TestFrame, _ method: String) -> [String] {
            defer { isFirst = false }
            let violation = ["INVALID_ARGUMENT PROTOCOL_VIOLATION"]
            let isOdd = frame.stream & 1 == 1
            switch frame.type {
            case 1:
                guard isOdd else { return violation }
                guard frame.stream > last else {
                    inFlight.remove(frame.stream)
                    return violation
                }
                last = frame.stream
                if inFlight.count == Self.inFlightMax { return ["RESOURCE_EXHAUSTED OVERLOAD"] }
                switch method {
                case "Echo": return ["A"]
                case "Hold":
                    inFlight.insert(frame.stream)
                    return []
                default: return ["UNIMPLEMENTED UNKNOWN_METHOD"]
                }
            case 3:
                inFlight.remove(frame.stream)
                return violation
            case 0x10 where frame.stream == 0 && isFirst:
                isGreeted = true
                return ["type 16"]
            case 0x11 where isGreeted && isOdd && frame.stream <= last:
                inFlight.remove(frame.stream)
                return []
            case 0x12 where isGreeted && isOdd && frame.stream <= last:
                return inFlight.remove(frame.stream) == nil ? [] : violation
            case 0x13 where isGreeted && frame.stream == 0: return ["type 20"]
            case 0x80...: return []
            default:
                isOpen = false
                return isGreeted ? ["type 21"] : []
            }
        }
    }

    private static func frame(_ random: inout SplitMix64) -> (TestFrame, method: String) {
        let stream = UInt32.random(in: 0...12, using: &random)
        let method = ["Echo", "Hold", "Nothing"].randomElement(using: &random) ?? ""
        let request = TestFrame.request(
            // Mostly as a client would: odd and rising.
            Bool.random(using: &random) ? stream : 13 + 2 * .random(in: 0...40, using: &random),
            "/t.T/\(method)",
            [65]
        )
        let word: [UInt8] = [0, 0, 0, 1]
        let others: [TestFrame] = [
            .hello, .data(stream, word), TestFrame(stream: stream, type: 0x11),
            TestFrame(stream: stream, type: 0x12, body: word),
            TestFrame(stream: 0, type: 0x13, body: word + word),
            TestFrame(stream: stream, type: 0x80, body: word),
            TestFrame(stream: stream, type: 0xFE),
        ]
        let worst: [TestFrame] = [
            TestFrame(stream: 0, type: 0x14, body: word + word), TestFrame(stream: 0, type: 0x15),
            TestFrame(stream: stream, type: 2), TestFrame(stream: stream, type: 0x77),
        ]
        let chance = Int.random(in: 0..<40, using: &random)
        switch chance {
        case 0..<20: return (request, method)
        case 20..<39: return (others.randomElement(using: &random) ?? request, method)
        default: return (worst.randomElement(using: &random) ?? request, method)
        }
    }

    private static func text(_ frame: TestFrame) -> String {
        frame.type == FrameType.response ? frame.outcome : "type \(frame.type)"
    }

    private static func server() throws -> EmbeddedServer {
        var limits = Limits()
        limits.streamsPerConnectionMax = Model.inFlightMax
        return try EmbeddedServer(limits: limits)
    }

    /// A conversation, frame by frame, and what the model says to it.
    private struct Script {
        var frames: [TestFrame] = []
        var expected: [String] = []
        var model = Model()

        init(_ seed: UInt64, frames count: Int) {
            var random = SplitMix64(seed: seed)
            if Bool.random(using: &random) { say(.hello, "") }
            for _ in 0..<count where model.isOpen {
                let (frame, method) = HostileModelTests.frame(&random)
                say(frame, method)
            }
        }

        private mutating func say(_ frame: TestFrame, _ method: String) {
            frames.append(frame)
            expected += model.expect(frame, method)
        }
    }

    @Test("every conversation is answered as the model says", arguments: SplitMix64.seeds(300))
    func conversation(seed: UInt64) throws {
        let script = Script(seed, frames: 60)
        let server = try Self.server()
        for frame in script.frames { try server.send(frame) }
        #expect(try server.received().map(Self.text) == script.expected, "KNTC_SEED=\(seed)")
        // Whoever breaks the rules after HELLO is closed a moment after it was told.
        server.advance(.seconds(1))
        #expect(server.isOpen == script.model.isOpen, "KNTC_SEED=\(seed)")
    }

    @Test("a frame may be split at every byte", arguments: SplitMix64.seeds(3))
    func everySplit(seed: UInt64) throws {
        let script = Script(seed, frames: 8)
        for (index, split) in script.frames.enumerated() {
            for byte in 0...split.bytes.count {
                let server = try Self.server()
                for frame in script.frames[..<index] { try server.send(frame) }
                try server.send(Array(split.bytes[..<byte]))
                try server.send(Array(split.bytes[byte...]))
                for frame in script.frames[(index + 1)...] { try server.send(frame) }
                #expect(
                    try server.received().map(Self.text) == script.expected,
                    "KNTC_SEED=\(seed) frame \(index) split at \(byte)"
                )
            }
        }
    }

    // What comes at once may be answered in another order, and what is answered may depend on what
    // was still in flight; whether the rules were broken does not.
    @Test("pieces of any length get only answers that there are", arguments: SplitMix64.seeds(200))
    func pieces(seed: UInt64) throws {
        var random = SplitMix64(seed: ~seed)
        let script = Script(seed, frames: 60)
        let server = try Self.server()
        var rest = script.frames.flatMap(\.bytes)[...]
        while !rest.isEmpty {
            let size = Int.random(in: 1...400, using: &random)
            try server.send(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        let answers = try server.received().map(Self.text)
        let allowed: Set = [
            "A", "INVALID_ARGUMENT PROTOCOL_VIOLATION", "UNIMPLEMENTED UNKNOWN_METHOD",
            "RESOURCE_EXHAUSTED OVERLOAD", "type 16", "type 20", "type 21",
        ]
        #expect(Set(answers).isSubset(of: allowed), "KNTC_SEED=\(seed)")
        #expect(answers.count <= script.frames.count, "KNTC_SEED=\(seed)")
        for type in ["type 16", "type 21"] {
            #expect(answers.contains(type) == script.expected.contains(type), "KNTC_SEED=\(seed)")
        }
        server.advance(.seconds(1))
        #expect(server.isOpen == script.model.isOpen, "KNTC_SEED=\(seed)")
    }
}
