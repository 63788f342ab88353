import Logging
import NIOCore
import NIOEmbedded
import NIOHPACK
import NIOHTTP2
import Synchronization
import Testing

@testable import GRPC
@testable import RPC

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A message as gRPC frames it.
func framed(_ text: String) -> [UInt8] {
    let count = UInt32(text.utf8.count)
    return [0] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) } + text.utf8
}

/// The methods that most tests serve; `Hold` answers when the test says so.
struct TestMethods: Sendable {
    typealias Respond = @Sendable (Result<[UInt8], Status>) -> Void

    final class Held: Sendable {
        private let calls = Mutex<[(call: RPCCall, respond: Respond)]>([])

        var areCancelled: [Bool] { calls.withLock { $0.map(\.call.isCancelled) } }

        func hold(_ call: RPCCall, _ respond: @escaping Respond) {
            calls.withLock { $0.append((call, respond)) }
        }

        func answer(_ place: Int, _ result: Result<[UInt8], Status>) {
            calls.withLock { $0[place] }.respond(result)
        }

        func answerAll(_ result: Result<[UInt8], Status>) {
            for held in calls.withLock({ $0 }) { held.respond(result) }
        }
    }

    let held = Held()

    var router: Router {
        var router = Router()
        router.unary("/t.T/Echo") { _, payload, respond in respond(.success(payload)) }
        router.unary("/t.T/Fail") { call, _, respond in
            call.reply(with: ReplyMetadata(trailing: ["why": "asked"]))
            respond(.failure(Status(.notFound, reason: "CASE_NOT_FOUND", "không có")))
        }
        router.unary("/t.T/Size") { _, payload, respond in
            let count = Int(String(decoding: payload, as: UTF8.self)) ?? 0
            respond(.success([UInt8](repeating: 7, count: count)))
        }
        router.unary("/t.T/Measure") { _, payload, respond in
            respond(.success(Array(String(payload.count).utf8)))
        }
        router.unary("/t.T/Hold") { [held] call, _, respond in held.hold(call, respond) }
        router.stream("/t.T/Count") { _, payload, writer in
            let count = Int(String(decoding: payload, as: UTF8.self)) ?? 0
            for number in 0..<count { try await writer.send(Array(String(number).utf8)) }
        }
        return router
    }
}

/// Puts the door into an embedded channel: virtual time, handlers run in place.
private func install(on channel: EmbeddedChannel, _ methods: TestMethods, _ limits: Limits) throws {
    try GRPCDoor(methods: []).install(
        on: channel,
        peer: Peer(),
        server: ServerContext(
            router: methods.router,
            limits: limits,
            ledger: CallLedger(
                paths: methods.router.paths,
                log: ServerLog(quiet),
                wallClock: { 0 },
                newNumber: { 0x0123_4567_89AB_CDEF }
            ),
            submit: { $0() },
            outbox: Outbox(eventLoop: channel.embeddedEventLoop, deliver: ServerReply.deliver),
            log: ServerLog(quiet),
            stopping: Cancellation()
        )
    )
}

/// The HTTP/1.1 client of an embedded server: texts out, what came back in.
final class EmbeddedHTTP1 {
    /// Keeps what is written while it is shut, as a peer does that does not read.
    final class Gate: ChannelOutboundHandler {
        typealias OutboundIn = IOData
        var isShut = false
        private var promises: [EventLoopPromise<Void>] = []

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            if !isShut { return context.write(data, promise: promise) }
            if let promise { promises.append(promise) }
        }

        func handlerRemoved(context: ChannelHandlerContext) {
            for promise in promises { promise.fail(ChannelError.ioOnClosedChannel) }
        }
    }

    let channel = EmbeddedChannel()
    let gate = Gate()
    let methods = TestMethods()

    var isOpen: Bool { channel.isActive }

    init(limits: Limits = Limits()) throws {
        try channel.pipeline.syncOperations.addHandler(gate)
        try install(on: channel, methods, limits)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    /// Sends and gives what comes back at once.
    func send(_ text: String) throws -> String {
        guard !text.isEmpty else { return "" }
        do { try channel.writeInbound(ByteBuffer(string: text)) } catch {}
        channel.embeddedEventLoop.run()
        return try received()
    }

    func received() throws -> String {
        var text = ""
        while let part = try channel.readOutbound(as: IOData.self) {
            if case .byteBuffer(let bytes) = part { text += String(buffer: bytes) }
        }
        return text
    }

    func advance(_ time: TimeAmount) throws {
        channel.embeddedEventLoop.advanceTime(by: time)
    }
}

/// The HTTP/2 client of an embedded server: whole frames out, what came back in.
final class EmbeddedHTTP2 {
    /// What came on one stream.
    struct Answer {
        var headers: [String: String] = [:]
        var body: [UInt8] = []
        var isEnded = false
        var reset: HTTP2ErrorCode?
    }

    let server: EmbeddedChannel
    let client: EmbeddedChannel
    let methods = TestMethods()
    private(set) var answers: [Int: Answer] = [:]
    private(set) var goAways: [Int] = []
    private(set) var pings = 0
    private let flushes = FlushCounter()
    var answersPings = true

    var flushCount: Int { flushes.count }
    var isOpen: Bool { server.isActive }

    /// A connection whose client has taken note of the server's settings, or not yet.
    init(limits: Limits = Limits(), isAcknowledged: Bool = true) throws {
        let loop = EmbeddedEventLoop()
        server = EmbeddedChannel(loop: loop)
        client = EmbeddedChannel(handler: NIOHTTP2Handler(mode: .client), loop: loop)
        try server.pipeline.syncOperations.addHandler(flushes)
        try install(on: server, methods, limits)
        try server.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try client.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 2)).wait()
        if isAcknowledged { try exchange() }
    }

    deinit {
        _ = try? server.finish(acceptAlreadyClosed: true)
        _ = try? client.finish(acceptAlreadyClosed: true)
    }

    /// Carries bytes both ways until there are none.
    func exchange() throws {
        var isMoving = true
        while isMoving {
            isMoving = false
            server.embeddedEventLoop.run()
            while let bytes = try client.readOutbound(as: ByteBuffer.self) {
                isMoving = true
                guard isOpen else { continue }
                try server.writeInbound(bytes)
            }
            while let bytes = try server.readOutbound(as: ByteBuffer.self) {
                isMoving = true
                try client.writeInbound(bytes)
            }
            while let frame = try client.readInbound(as: HTTP2Frame.self) { received(frame) }
        }
    }

    private func received(_ frame: HTTP2Frame) {
        let stream = Int(frame.streamID)
        switch frame.payload {
        case .headers(let part):
            for header in part.headers {
                answers[stream, default: Answer()].headers[header.name] = header.value
            }
            if part.endStream { answers[stream, default: Answer()].isEnded = true }
        case .data(let part):
            if case .byteBuffer(let bytes) = part.data {
                answers[stream, default: Answer()].body += bytes.readableBytesView
            }
            if part.endStream { answers[stream, default: Answer()].isEnded = true }
        case .rstStream(let code): answers[stream, default: Answer()].reset = code
        case .goAway(let last, _, _): goAways.append(Int(last))
        case .ping(_, ack: false): pings += 1
        default: break
        }
    }

    func send(_ payload: HTTP2Frame.FramePayload, on stream: Int) throws {
        // Without waiting for it: it may have to wait for the peer's room.
        let frame = HTTP2Frame(streamID: HTTP2StreamID(stream), payload: payload)
        client.writeAndFlush(frame, promise: nil)
    }

    func open(
        _ stream: Int,
        _ path: String,
        contentType: String = "application/grpc",
        _ more: [(String, String)] = [],
        end: Bool = false
    ) throws {
        let headers = HPACKHeaders(
            [
                (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "t"),
                ("content-type", contentType),
            ] + more
        )
        try send(.headers(.init(headers: headers, endStream: end)), on: stream)
    }

    func data(_ stream: Int, _ bytes: [UInt8], end: Bool = false) throws {
        let data = HTTP2Frame.FramePayload.Data(
            data: .byteBuffer(ByteBuffer(bytes: bytes)),
            endStream: end
        )
        try send(.data(data), on: stream)
    }

    /// A whole unary call.
    func call(
        _ stream: Int,
        _ path: String,
        _ text: String = "",
        _ more: [(String, String)] = []
    ) throws -> Answer {
        try open(stream, path, more)
        try data(stream, framed(text), end: true)
        try exchange()
        return answers[stream] ?? Answer()
    }

    func advance(_ time: TimeAmount) throws {
        server.embeddedEventLoop.advanceTime(by: time)
        if answersPings { try exchange() } else { client.embeddedEventLoop.run() }
    }
}

/// Counts flushes of the channel that it is first in.
final class FlushCounter: ChannelOutboundHandler {
    typealias OutboundIn = IOData
    private(set) var count = 0

    func flush(context: ChannelHandlerContext) {
        count += 1
        context.flush()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // An embedded channel gives out what it was given; the test reads buffers.
        guard case .byteBuffer(let bytes) = unwrapOutboundIn(data) else {
            return context.write(data, promise: promise)
        }
        context.write(NIOAny(bytes), promise: promise)
    }
}
