import Glibc
import Logging
import Messages
import NIOCore
import NIOEmbedded
import NIOPosix
import Synchronization
import Testing

@testable import RPC

/// A frame as a test writes or reads it.
struct TestFrame: Hashable {
    var stream: UInt32
    var type: UInt8
    var flags: FrameFlags = []
    var body: [UInt8] = []

    var bytes: [UInt8] {
        var buffer = ByteBuffer()
        buffer.writeFrameHeader(
            FrameHeader(length: UInt32(body.count), stream: stream, type: type, flags: flags)
        )
        buffer.writeBytes(body)
        return Array(buffer.readableBytesView)
    }

    static func request(
        _ stream: UInt32,
        _ path: String,
        _ payload: [UInt8] = [],
        flags: FrameFlags = [],
        timeoutNano: Int64 = 0,
        metadata: [TtrpcKeyValue] = []
    ) -> TestFrame {
        let names = path.split(separator: "/").map(String.init)
        let request = TtrpcRequest(
            service: names[0],
            method: names[1],
            payload: payload,
            timeoutNano: timeoutNano,
            metadata: metadata
        )
        return TestFrame(
            stream: stream,
            type: FrameType.request,
            flags: flags,
            body: (try? request.serialized()) ?? []
        )
    }

    static let hello = hello()

    static func entry(_ key: String, _ value: String) -> TtrpcKeyValue {
        TtrpcKeyValue(key: key, value: value)
    }

    static func hello(window: Int64 = 64, frameMaxBytes: Int64 = 0) -> TestFrame {
        let hello = Hello(protocol: 1, frameMaxBytes: frameMaxBytes, windowMessages: window)
        return TestFrame(stream: 0, type: FrameType.hello, body: (try? hello.serialized()) ?? [])
    }

    static func data(_ stream: UInt32, _ body: [UInt8], flags: FrameFlags = []) -> TestFrame {
        TestFrame(stream: stream, type: FrameType.data, flags: flags, body: body)
    }

    static func frames(of bytes: [UInt8]) -> [TestFrame] {
        var reader = FrameReader(frameBytesMax: 1 << 24)
        reader.append(ByteBuffer(bytes: bytes))
        var frames: [TestFrame] = []
        while case .frame(let header, let body) = reader.next() {
            frames.append(
                TestFrame(
                    stream: header.stream,
                    type: header.type,
                    flags: header.flags,
                    body: Array(body.readableBytesView)
                )
            )
        }
        return frames
    }

    var response: TtrpcResponse? { try? TtrpcResponse(serialized: body) }
    var status: Status? { response?.status.flatMap(Status.init(received:)) }
    /// `CODE REASON` of a failure, the payload's text of a success.
    var outcome: String {
        status?.description ?? String(decoding: response?.payload ?? [], as: UTF8.self)
    }
}

/// The methods most tests serve.
///
/// `Hold` answers when the test says so.
struct TestMethods: Sendable {
    final class Held: Sendable {
        typealias Respond = @Sendable (Result<[UInt8], Status>) -> Void
        private let calls = Mutex<[(call: RPCCall, respond: Respond)]>([])

        var count: Int { calls.withLock { $0.count } }
        var areCancelled: [Bool] { calls.withLock { $0.map(\.call.isCancelled) } }

        func hold(_ call: RPCCall, _ respond: @escaping Respond) {
            calls.withLock { $0.append((call, respond)) }
        }

        func answerAll(_ result: Result<[UInt8], Status>) {
            for held in calls.withLock({ $0 }) { held.respond(result) }
        }
    }

    let held = Held()
    /// Messages that `Endless` has sent, and calls of `Block` that have begun.
    let sent = Counter()
    /// Streams whose handler has ended.
    let ended = Counter()
    /// `Collect` takes nothing and `Block` does not end before this is open; it is from the start.
    let gate = Gate()

    var router: Router {
        var router = Router()
        router.unary("/t.T/Echo") { _, payload, respond in respond(.success(payload)) }
        router.unary("/t.T/Ready", neverBlocks: true) { _, _, respond in respond(.success([])) }
        router.unary("/t.T/Call") { call, _, respond in
            let metadata = call.metadata.entries.map { "\($0.key)=\($0.value)" }
            respond(.success(Array((call.path + " " + metadata.joined(separator: ",")).utf8)))
        }
        router.unary("/t.T/Fail") { _, _, respond in
            respond(
                .failure(
                    Status(.notFound, reason: "CASE_NOT_FOUND", "no case", metadata: ["a": "b"])
                )
            )
        }
        router.unary("/t.T/Size") { _, payload, respond in
            let count = Int(String(decoding: payload, as: UTF8.self)) ?? 0
            respond(.success([UInt8](repeating: 7, count: count)))
        }
        router.unary("/t.T/Hold") { [held] call, _, respond in held.hold(call, respond) }
        router.stream("/t.T/Count") { _, payload, writer in
            let count = Int(String(decoding: payload, as: UTF8.self)) ?? 0
            for number in 1...max(count, 1) where count > 0 {
                try await writer.send(Array(String(number).utf8))
            }
        }
        router.stream("/t.T/CountThenFail") { _, _, writer in
            try await writer.send([1])
            throw Status(.outOfRange, reason: "COMPACTED", "gone")
        }
        router.stream("/t.T/Defect") { _, _, _ in throw TestDefect() }
        router.stream("/t.T/Endless") { [sent, ended] _, payload, writer in
            defer { ended.add() }
            let bytes = Int(String(decoding: payload, as: UTF8.self)) ?? 1
            while true {
                try await writer.send([UInt8](repeating: 7, count: bytes))
                sent.add()
            }
        }
        router.unary("/t.T/Block") { [sent, gate] _, _, respond in
            sent.add()
            while !gate.isOpen { usleep(1_000) }
            respond(.success([]))
        }
        router.stream("/t.T/Silent") { [ended] _, _, _ in
            defer { ended.add() }
            try await Task.sleep(for: .seconds(3_600))
        }
        router.duplex("/t.T/Repeat") { [ended] _, requests, writer in
            defer { ended.add() }
            for try await request in requests { try await writer.send(request) }
        }
        router.duplex("/t.T/Collect") { [gate] _, requests, writer in
            await gate.opened()
            var bytes = 0
            for try await request in requests { bytes += request.count }
            try await writer.send(Array(String(bytes).utf8))
        }
        return router
    }
}

struct TestDefect: Error {}

/// The support id of every call to a server of the tests.
let testSupportID = "0123456789abcdef"

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A server connection on an embedded channel: virtual time, handlers run in place.
final class EmbeddedServer {
    let channel: EmbeddedChannel
    let methods = TestMethods()
    let ledger: CallLedger

    init(limits: Limits = Limits()) throws {
        let loop = EmbeddedEventLoop()
        ledger = CallLedger(
            paths: methods.router.paths,
            log: ServerLog(quiet),
            wallClock: { 0 },
            newNumber: { 0x0123_4567_89AB_CDEF }
        )
        let context = ServerContext(
            router: methods.router,
            limits: limits,
            ledger: ledger,
            submit: { $0() },
            outbox: Outbox(eventLoop: loop, deliver: ServerReply.deliver),
            log: ServerLog(quiet),
            stopping: Cancellation()
        )
        let connection = ServerConnection(
            server: context,
            peer: Peer(),
            ageMax: limits.connectionAgeMax,
            now: loop.now
        )
        connection.introduction = ("kntc-server test", "epoch-1")
        channel = EmbeddedChannel(handler: connection, loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    func send(_ bytes: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        channel.embeddedEventLoop.run()
    }

    func send(_ frames: TestFrame...) throws { try send(frames.flatMap(\.bytes)) }

    func advance(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }

    /// Answers all held calls and lets the replies reach the channel.
    func answerHeld(_ result: Result<[UInt8], Status>) {
        methods.held.answerAll(result)
        channel.embeddedEventLoop.run()
    }

    /// Lets the peer take what is written, or not.
    func setWritable(_ isWritable: Bool) {
        channel.isWritable = isWritable
        channel.pipeline.fireChannelWritabilityChanged()
    }

    func receivedBytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
            bytes += Array(buffer.readableBytesView)
        }
        return bytes
    }

    func received() throws -> [TestFrame] { TestFrame.frames(of: try receivedBytes()) }

    var isOpen: Bool { channel.isActive }
}

/// A peer on a real socket that sends and sees bare bytes.
final class RawPeer: Sendable {
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let continuation: AsyncStream<[UInt8]>.Continuation

        init(_ continuation: AsyncStream<[UInt8]>.Continuation) {
            self.continuation = continuation
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
        }

        func channelInactive(context: ChannelHandlerContext) { continuation.finish() }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }

    let channel: any Channel
    private let stream: AsyncStream<[UInt8]>
    /// What came and was not asked for yet.
    private let rest = Mutex<[UInt8]>([])

    /// Connects; a peer that stays open does not close its side when the server has closed its own.
    init(port: Int, autoRead: Bool = true, staysOpen: Bool = false) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        self.stream = stream
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: autoRead)
            .channelOption(.allowRemoteHalfClosure, value: staysOpen)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// The next frames, so many or as many as come until the connection ends.
    func frames(_ count: Int) async -> [TestFrame] {
        while true {
            let frames = rest.withLock { Array(TestFrame.frames(of: $0).prefix(count)) }
            if frames.count < count, let chunk = await stream.first(where: { _ in true }) {
                rest.withLock { $0 += chunk }
                continue
            }
            let taken = frames.reduce(0) { $0 + $1.bytes.count }
            rest.withLock { $0.removeFirst(taken) }
            return frames
        }
    }

    /// All bytes until the connection ends.
    func bytesToEnd() async -> [UInt8] {
        await stream.reduce(into: []) { $0 += $1 }
    }

    func close() async throws { try await channel.close() }
}

extension Limits {
    /// Limits of the contract, under which a peer of a test may be as slow as a loaded machine.
    static var patient: Limits {
        var limits = Limits()
        limits.firstFrameTimeout = limits.idleTimeout
        limits.frameGrace = .minutes(5)
        limits.streamStallTimeout = .seconds(300)
        return limits
    }
}

/// Runs a server of the test methods while the body lasts.
func withServer<Result>(
    limits: Limits = .patient,
    methods: TestMethods = TestMethods(),
    _ body: (_ port: Int, _ server: RPCServer) async throws -> Result
) async throws -> Result {
    let server = RPCServer(
        router: methods.router,
        listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: 0)],
        limits: limits,
        newNumber: { 0x0123_4567_89AB_CDEF },
        logger: quiet
    )
    let port = try await server.start()[0]
    do {
        let result = try await body(port, server)
        await server.drain(gracePeriod: .zero)
        return result
    } catch {
        await server.drain(gracePeriod: .zero)
        throw error
    }
}

/// Waits until something holds, leaving the processors to others meanwhile.
func until(_ condition: () -> Bool) async {
    while !condition(), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
}
