import Certificates
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import RPC
import Records
import ServiceLifecycle
import Services
import Storage
import Synchronization

/// Health and metrics over HTTP, for the machine's own monitors.
final class OperationsServer: Service {
    private let endpoint: Endpoint
    private let records: RecordStore
    private let lags: LagWatch
    private let ledger: CallLedger
    private let tls: ServerTLS?
    private let logger: Logger
    private let channel = Mutex<(any Channel)?>(nil)

    init(
        endpoint: Endpoint,
        records: RecordStore,
        lags: LagWatch,
        ledger: CallLedger,
        tls: ServerTLS?,
        logger: Logger
    ) {
        self.endpoint = endpoint
        self.records = records
        self.lags = lags
        self.ledger = ledger
        self.tls = tls
        self.logger = logger
    }

    /// Binds; the port bound.
    func start() async throws -> Int {
        let (records, lags, ledger, tls) = (records, lags, ledger, tls)
        let bound = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(
                        OperationsHandler(records, lags, ledger, tls)
                    )
                }
            }
            .bind(host: endpoint.host, port: endpoint.port).get()
        channel.withLock { $0 = bound }
        return bound.localAddress?.port ?? endpoint.port
    }

    func run() async throws {
        try? await gracefulShutdown()
        let bound = channel.withLock { $0 }
        try? await bound?.close()
    }
}

/// Answers GET /health and GET /metrics.
private final class OperationsHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let records: RecordStore
    private let lags: LagWatch
    private let ledger: CallLedger
    private let tls: ServerTLS?

    init(_ records: RecordStore, _ lags: LagWatch, _ ledger: CallLedger, _ tls: ServerTLS?) {
        self.records = records
        self.lags = lags
        self.ledger = ledger
        self.tls = tls
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let request) = unwrapInboundIn(data) else { return }
        let answer = answer(to: request)
        var headers = HTTPHeaders()
        headers.add(name: "content-type", value: "text/plain; charset=utf-8")
        headers.add(name: "content-length", value: String(answer.text.utf8.count))
        headers.add(name: "connection", value: "close")
        let head = HTTPResponseHead(version: .http1_1, status: answer.status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        let body = context.channel.allocator.buffer(string: answer.text)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            channel.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(to request: HTTPRequestHead) -> (status: HTTPResponseStatus, text: String) {
        guard request.method == .GET else { return (.methodNotAllowed, "only GET\n") }
        let statistics = records.store.statistics()
        switch request.uri {
        case "/health":
            let hasKey = records.vault.hasKey
            return (.ok, hasKey ? "ok\n" : "ok\nno key: persons and files stay closed\n")
        case "/metrics":
            let text = """
                # TYPE kntc_journal_position gauge
                kntc_journal_position \(records.news.position)
                # TYPE kntc_synced_writes_total counter
                kntc_synced_writes_total \(statistics.groups)
                # TYPE kntc_commands_total counter
                kntc_commands_total \(statistics.commands)
                # TYPE kntc_commands_refused_total counter
                kntc_commands_refused_total \(statistics.refused)
                # TYPE kntc_commands_waiting gauge
                kntc_commands_waiting \(statistics.queueDepth)
                # TYPE kntc_key_available gauge
                kntc_key_available \(records.vault.hasKey ? 1 : 0)

                """
            return (.ok, text + CallMetrics(ledger).text + subscriptions + (tls?.metrics ?? ""))
        default:
            return (.notFound, "GET /health or /metrics\n")
        }
    }

    /// How far each subscription is behind.
    private var subscriptions: String {
        let findings = lags.findings
        func gauge(_ name: String, _ value: (LagWatch.Finding) -> Int64) -> String {
            findings.reduce("# TYPE \(name) gauge\n") { text, found in
                text + "\(name){agency=\"\(found.agency)\",subscription=\"\(found.name)\"} "
                    + "\(value(found))\n"
            }
        }
        return gauge("kntc_subscription_lag_entries") { Int64($0.entries) }
            + gauge("kntc_subscription_lag_seconds", \.oldestAgeSeconds)
    }
}
