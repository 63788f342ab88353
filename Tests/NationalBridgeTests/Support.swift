import Foundation
import Logging
import Messages
import NIOCore
import NIOHTTP1
import NIOPosix
import RPC
import Synchronization

@testable import NationalBridge

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A records server on a socket that holds facts and remembers answers.
final class FakeRecords: Sendable {
    struct State {
        var exports: [Export] = []
        var head: Int64 = 0
        var acknowledged: Int64 = 0
        var holder = ""
        var leases = 0
        var answers: [RecordAnswerRequest] = []
        var identities: Set<String> = []
    }

    let state: Mutex<State>

    init(_ exports: [Export], head: Int64? = nil, holder: String = "") {
        state = Mutex(
            State(
                exports: exports,
                head: head ?? exports.map(\.position).max() ?? 0,
                holder: holder
            )
        )
    }

    var answers: [RecordAnswerRequest] { state.withLock { $0.answers } }
    var acknowledged: Int64 { state.withLock { $0.acknowledged } }
    var leases: Int { state.withLock { $0.leases } }
    var holder: String { state.withLock { $0.holder } }
    var identities: Set<String> { state.withLock { $0.identities } }

    private var router: Router {
        var router = Router()
        serve(NationalMethods.takeLease, in: &router) { state, request in
            guard state.holder.isEmpty || state.holder == request.runId else {
                throw Status(.leaseHeld, "another run holds the lease")
            }
            state.holder = request.runId
            state.leases += 1
            return Lease(acknowledgedPosition: state.acknowledged)
        }
        serve(NationalMethods.releaseLease, in: &router) { state, request in
            state.holder = ""
            state.acknowledged = max(state.acknowledged, request.acknowledgedPosition)
            return Lease(acknowledgedPosition: state.acknowledged)
        }
        serve(NationalMethods.listExports, in: &router) { state, request in
            let last = min(state.head, request.after + 2)
            return ListExportsReply(
                exports: state.exports.filter {
                    $0.position > request.after && $0.position <= last
                },
                position: max(request.after, last),
                end: last >= state.head
            )
        }
        serve(NationalMethods.recordAnswer, in: &router) { state, request in
            if !state.answers.contains(where: { $0.requestId == request.requestId }) {
                state.answers.append(request)
                // As at the real server, an answer is a journal entry that tells nothing.
                state.head += 1
            }
            return Receipt(position: state.head)
        }
        return router
    }

    private func serve<Request, Reply>(
        _ method: Messages.Method<Request, Reply>,
        in router: inout Router,
        _ body: @escaping @Sendable (inout State, Request) throws -> Reply
    ) {
        router.unary(method.info) { [self] call, payload, respond in
            do {
                let request = try Request(serialized: payload)
                let reply = try state.withLock { state in
                    state.identities.insert(call.metadata["kntc-identity"] ?? "")
                    return try body(&state, request)
                }
                respond(.success(try reply.serialized()))
            } catch {
                respond(.failure(error as? Status ?? Status(.internal, "test")))
            }
        }
    }

    /// Serves while the body lasts.
    func serving<Value>(_ body: (RPCClient) async throws -> Value) async throws -> Value {
        // Hundreds of tests share two cores: a client may wait long before its first call.
        var limits = Limits()
        limits.firstFrameTimeout = limits.idleTimeout
        let server = RPCServer(
            router: router,
            listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: 0)],
            limits: limits,
            logger: quiet
        )
        let port = try await server.start()[0]
        do {
            let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
            let value = try await body(client)
            await client.close()
            await server.drain(gracePeriod: .zero)
            return value
        } catch {
            await server.drain(gracePeriod: .zero)
            throw error
        }
    }
}

/// What the fake national database does with one request.
enum Reply: Sendable {
    /// Takes the message as the real one would: "duplicate" when its id is known.
    case take
    /// Takes the message and breaks the connection before the answer.
    case takeSilently
    /// Answers with a status, headers and a body.
    case answer(Int, [String: String] = [:], String = "")
    /// Never answers.
    case hang
}

/// A national database on a socket that plays a script.
final class FakeNational: Sendable {
    struct State {
        var script: [Reply] = []
        var bodies: [String] = []
        var known: Set<String> = []
    }

    let state: Mutex<State>

    /// Plays `script` request by request, then takes everything.
    init(_ script: [Reply] = []) { state = Mutex(State(script: script)) }

    var bodies: [String] { state.withLock { $0.bodies } }

    fileprivate func reply(to body: String) -> (Reply, isKnown: Bool, id: String) {
        struct Sent: Decodable { let messageId: String }
        let id = (try? JSONDecoder().decode(Sent.self, from: Data(body.utf8)))?.messageId ?? ""
        return state.withLock { state in
            state.bodies.append(body)
            let reply = state.script.isEmpty ? Reply.take : state.script.removeFirst()
            switch reply {
            case .take, .takeSilently: return (reply, !state.known.insert(id).inserted, id)
            case .answer, .hang: return (reply, false, id)
            }
        }
    }

    /// Serves while the body lasts; the body gets the address.
    func serving<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Responder(self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let url = "http://127.0.0.1:\(server.localAddress?.port ?? 0)/kntc-export/1"
        do {
            let value = try await body(url)
            try await server.close()
            return value
        } catch {
            try await server.close()
            throw error
        }
    }

    private final class Responder: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart
        private let national: FakeNational
        private var body = ""

        init(_ national: FakeNational) { self.national = national }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head: body = ""
            case .body(let bytes): body += String(buffer: bytes)
            case .end: respond(context)
            }
        }

        private func respond(_ context: ChannelHandlerContext) {
            let (reply, isKnown, id) = national.reply(to: body)
            switch reply {
            case .take:
                let status = isKnown ? "duplicate" : "accepted"
                let text = """
                    {"status": "\(status)", "messageId": "\(id)", "nationalId": "QG-1"}
                    """
                write(200, [:], text, context)
            case .takeSilently: context.close(promise: nil)
            case .answer(let code, let headers, let text): write(code, headers, text, context)
            case .hang: break
            }
        }

        private func write(
            _ code: Int,
            _ headers: [String: String],
            _ text: String,
            _ context: ChannelHandlerContext
        ) {
            var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: code))
            for (name, value) in headers { head.headers.add(name: name, value: value) }
            head.headers.add(name: "Content-Length", value: "\(text.utf8.count)")
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(
                wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))),
                promise: nil
            )
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}

/// Runs the bridge between a records server and an address, without real waits.
func run(
    _ records: FakeRecords,
    to url: String,
    order: RunOrder = RunOrder(),
    timeout: TimeAmount = .seconds(30),
    stop: Cancellation = Cancellation(),
    around: Surroundings = .still
) async throws -> (ending: Ending, report: RunReport) {
    try await records.serving { rpc in
        try await NationalClient.with(url: url, timeout: timeout) { national in
            var run = BridgeRun(
                records: RecordsClient(rpc: rpc, runID: "run-0123456789abcdef", leaseSeconds: 300),
                national: national,
                order: order,
                around: around,
                stop: stop,
                logger: quiet
            )
            let ending = await run.run()
            return (ending, run.report)
        }
    }
}

extension Surroundings {
    /// Clocks that stand still and waits that are over at once.
    static let still = Surroundings(
        now: { 1_796_000_000_000 },
        uptime: { .zero },
        sleep: { _ in },
        fraction: { 1 }
    )
}
