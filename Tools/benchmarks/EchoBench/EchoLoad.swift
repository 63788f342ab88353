import ArgumentParser
import Certificates
import Foundation
import NIOCore
import NIOPosix
import RPC
import Synchronization

/// Keeps a number of calls in flight on each of a number of connections.
///
/// It writes ready frames and counts headers, so that the callers cost little beside the server.
struct EchoLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Load the ttrpc door of kntc-echo; the figures as one line of JSON"
    )

    @Option(help: "Port of the ttrpc door")
    var port: Int

    @Option(help: "Method of bench.Echo, Echo or EchoOnWorker")
    var method = "Echo"

    @Option(help: "Connections")
    var connections = 1

    @Option(help: "Calls in flight on each; 0 leaves the connections idle")
    var inFlight = 1

    @Option(help: "Bytes of a request")
    var bytes = 1_200

    @Option(help: "How long")
    var seconds = 3.0

    @Option(help: "Directory of certificates made by kntc-admin tls; without one it is plain")
    var tls: String?

    func run() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let shape = EchoCaller.Shape(method: method, inFlight: inFlight, bytes: bytes)
        let security = try clientSecurity()
        var callers: [(channel: any Channel, caller: NIOLoopBound<EchoCaller>)] = []
        for _ in 0..<connections {
            callers.append(
                try await ClientBootstrap(group: group)
                    .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .connect(host: "127.0.0.1", port: port) { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try security?.secure(channel, host: "127.0.0.1")
                            let caller = EchoCaller(shape)
                            try channel.pipeline.syncOperations.addHandler(caller)
                            return (channel, NIOLoopBound(caller, eventLoop: channel.eventLoop))
                        }
                    }
            )
        }
        let begin = ContinuousClock.now
        for (channel, caller) in callers { channel.eventLoop.execute { caller.value.begin() } }
        try await Task.sleep(for: .seconds(seconds))
        var waits: [Int64] = []
        for (channel, caller) in callers {
            waits += try await channel.eventLoop.submit { caller.value.end() }.get()
        }
        let elapsed = begin.duration(to: .now) / .seconds(1)
        for (channel, _) in callers { try? await channel.close() }
        waits.sort()
        func percentile(_ share: Double) -> Double {
            guard !waits.isEmpty else { return 0 }
            return Double(waits[min(waits.count - 1, Int(Double(waits.count) * share))]) / 1_000
        }
        let figures: [String: Double] = [
            "per_second": Double(waits.count) / elapsed, "p50_us": percentile(0.5),
            "p99_us": percentile(0.99),
        ]
        print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
    }
}

/// One connection's caller: a reply is followed by the next request, all of a read in one write.
private final class EchoCaller: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    struct Shape: Sendable {
        let method: String
        let inFlight: Int
        let bytes: Int
    }

    private static let headerBytes = 10

    private let shape: Shape
    private let body: [UInt8]
    private var context: ChannelHandlerContext?
    private var received = ByteBuffer()
    private var nextStream: UInt32 = 1
    private var sent: [UInt32: NIODeadline] = [:]
    /// Nanoseconds from each request to its reply.
    private var waits: [Int64] = []
    private var isOver = false

    init(_ shape: Shape) {
        self.shape = shape
        // ttrpc.Request {service = 1, method = 2, payload = 3}.
        var body: [UInt8] = [0x0A, 10] + Array("bench.Echo".utf8)
        body += [0x12, UInt8(shape.method.utf8.count)] + Array(shape.method.utf8) + [0x1A]
        var count = shape.bytes
        while count >= 0x80 {
            body.append(UInt8(count & 0x7F) | 0x80)
            count >>= 7
        }
        body.append(UInt8(count))
        self.body = body + [UInt8](repeating: 0x61, count: shape.bytes)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func begin() {
        guard let context, shape.inFlight > 0 else { return }
        var out = ByteBuffer()
        for _ in 0..<shape.inFlight { writeRequest(into: &out, now: context.eventLoop.now) }
        context.writeAndFlush(wrapOutboundOut(out), promise: nil)
    }

    /// Sends nothing more; the waits so far.
    func end() -> [Int64] {
        isOver = true
        return waits
    }

    private func writeRequest(into out: inout ByteBuffer, now: NIODeadline) {
        out.reserveCapacity(minimumWritableBytes: Self.headerBytes + body.count)
        out.writeMultipleIntegers(UInt32(body.count), nextStream, UInt8(1), UInt8(0))
        out.writeBytes(body)
        sent[nextStream] = now
        nextStream += 2
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if received.readableBytes == 0 {
            swap(&received, &bytes)
        } else {
            received.writeBuffer(&bytes)
        }
        // The clock of the system: the loop's stands still during a burst.
        let now = NIODeadline.now()
        var out = ByteBuffer()
        while let length = received.getInteger(at: received.readerIndex, as: UInt32.self),
            received.readableBytes >= Self.headerBytes + Int(length),
            let stream = received.getInteger(at: received.readerIndex + 4, as: UInt32.self)
        {
            received.moveReaderIndex(forwardBy: Self.headerBytes + Int(length))
            if let begun = sent.removeValue(forKey: stream) {
                waits.append((now - begun).nanoseconds)
            }
            if !isOver { writeRequest(into: &out, now: now) }
        }
        // Whoever reads the socket uses a buffer again that nobody holds.
        if received.readableBytes == 0 {
            received = ByteBuffer()
        } else {
            received.discardReadBytes()
        }
        if out.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(out), promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

extension EchoLoad {
    /// TLS with the certificate of an agency, where certificates are given.
    private func clientSecurity() throws -> ClientTLS? {
        guard let tls else { return nil }
        let files = TLSFiles(
            certificate: "\(tls)/H29.02.pem",
            key: "\(tls)/H29.02.key",
            trust: "\(tls)/ca.pem"
        )
        return try ClientTLS(files, now: currentMilliseconds())
    }
}
