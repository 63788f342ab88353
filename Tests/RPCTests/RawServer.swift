import NIOCore
import NIOPosix
import Synchronization

@testable import RPC

/// A server on a real socket that answers frames as a test says, and keeps what it was sent.
final class RawServer: Sendable {
    /// What is sent for a frame; nil closes the connection.
    typealias Answer = @Sendable (_ connection: Int, TestFrame) -> [TestFrame]?

    private struct State {
        var frames: [(connection: Int, frame: TestFrame)] = []
        var channels: [any Channel] = []
    }

    private let answer: Answer
    private let state = Mutex(State())
    private let listener = Mutex<(any Channel)?>(nil)

    private init(_ answer: @escaping Answer) { self.answer = answer }

    /// Serves while the body lasts.
    static func run<Result>(
        _ answer: @escaping Answer,
        _ body: (RawServer) async throws -> Result
    ) async throws -> Result {
        let server = RawServer(answer)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let number = server.state.withLock { state in
                        state.channels.append(channel)
                        return state.channels.count
                    }
                    try channel.pipeline.syncOperations.addHandler(Handler(server, number))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.listener.withLock { $0 = listener }
        defer {
            listener.close(promise: nil)
            for channel in server.state.withLock({ $0.channels }) { channel.close(promise: nil) }
        }
        return try await body(server)
    }

    var port: Int { listener.withLock { $0?.localAddress?.port } ?? 0 }
    var connections: Int { state.withLock { $0.channels.count } }
    /// What came, in order; extension frames included.
    var frames: [(connection: Int, frame: TestFrame)] { state.withLock { $0.frames } }
    /// The calls that came.
    var requests: [TestFrame] { frames.map(\.frame).filter { $0.type == FrameType.request } }

    /// Sends frames on a connection, the first being 1.
    func send(_ frames: TestFrame..., on connection: Int = 1) {
        let channel = state.withLock { $0.channels[connection - 1] }
        channel.writeAndFlush(ByteBuffer(bytes: frames.flatMap(\.bytes)), promise: nil)
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let server: RawServer
        private let number: Int
        private var reader = FrameReader(frameBytesMax: 1 << 24)

        init(_ server: RawServer, _ number: Int) {
            self.server = server
            self.number = number
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            reader.append(unwrapInboundIn(data))
            while case .frame(let header, let body) = reader.next() {
                let frame = TestFrame(
                    stream: header.stream,
                    type: header.type,
                    flags: header.flags,
                    body: Array(body.readableBytesView)
                )
                server.state.withLock { $0.frames.append((number, frame)) }
                guard let frames = server.answer(number, frame) else {
                    return context.close(promise: nil)
                }
                let bytes = frames.flatMap(\.bytes)
                if !bytes.isEmpty {
                    context.channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
                }
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}

extension TestFrame {
    /// The server's HELLO.
    static func response(_ stream: UInt32, _ payload: [UInt8] = []) -> TestFrame {
        var buffer = ByteBuffer()
        buffer.writeSuccess(payload, stream: stream)
        return frames(of: Array(buffer.readableBytesView))[0]
    }

    /// A failed answer.
    static func failure(_ stream: UInt32, _ status: Status) -> TestFrame {
        var buffer = ByteBuffer()
        buffer.writeFailure(status, stream: stream)
        return frames(of: Array(buffer.readableBytesView))[0]
    }

    /// GOAWAY after a stream.
    static func goAway(after last: UInt32) -> TestFrame {
        var buffer = ByteBuffer()
        buffer.writeGoAway(lastStream: last, .draining(retryAfter: .zero))
        return frames(of: Array(buffer.readableBytesView))[0]
    }
}
