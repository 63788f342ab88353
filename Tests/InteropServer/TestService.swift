import Messages
import RPC

/// `grpc.testing.TestService`, as gRPC's interoperability tests describe it.
enum TestService {
    private static let service = "/grpc.testing.TestService/"

    static func mount(in router: inout Router) {
        router.unary(service + "EmptyCall") { call, _, respond in
            call.reply(with: echo(call))
            respond(.success([]))
        }
        router.unary(service + "UnaryCall") { call, payload, respond in
            call.reply(with: echo(call))
            respond(Result { try unary(payload) }.mapError(status))
        }
        router.stream(service + "StreamingOutputCall") { call, payload, writer in
            call.reply(with: echo(call))
            try await output(payload, writer)
        }
        router.duplex(service + "StreamingInputCall") { call, requests, writer in
            call.reply(with: echo(call))
            var sum = 0
            for try await request in requests {
                sum += try WireMessage(request).message(1)?.bytes(2).count ?? 0
            }
            try await writer.send(WireMessage.field(1, sum))
        }
        router.duplex(service + "FullDuplexCall") { call, requests, writer in
            call.reply(with: echo(call))
            for try await request in requests { try await output(request, writer) }
        }
    }

    /// Bytes sent as they came, to be measured.
    static func mountEcho(in router: inout Router) {
        router.unary("/kntc.test.Echo/Echo") { _, payload, respond in respond(.success(payload)) }
        router.stream("/kntc.test.Echo/Flood") { _, payload, writer in
            let message = [UInt8](repeating: 7, count: 64 << 10)
            while true { try await writer.send(message) }
        }
        router.duplex("/kntc.test.Echo/Count") { _, requests, writer in
            var bytes = 0
            for try await request in requests {
                bytes += request.count
                try await Task.sleep(for: .milliseconds(5))
            }
            try await writer.send(Array(String(bytes).utf8))
        }
        router.duplex("/kntc.test.Echo/Sink") { _, requests, _ in
            // Takes nothing until the caller ends its side or goes.
            try await Task.sleep(for: .seconds(3_600))
            for try await _ in requests {}
        }
    }

    private static func echo(_ call: RPCCall) -> ReplyMetadata {
        func sent(_ key: String) -> RPCMetadata {
            RPCMetadata(call.metadata.entries.filter { $0.key == key })
        }
        return ReplyMetadata(
            initial: sent("x-grpc-test-echo-initial"),
            trailing: sent("x-grpc-test-echo-trailing-bin")
        )
    }

    private static func unary(_ bytes: [UInt8]) throws -> [UInt8] {
        let request = try WireMessage(bytes)
        try check(request)
        return payload(of: request.number(2))
    }

    private static func output(_ bytes: [UInt8], _ writer: RPCStreamWriter) async throws {
        let request = try WireMessage(bytes)
        for parameters in try request.messages(2) {
            let pause = parameters.number(2)
            if pause > 0 { try await Task.sleep(for: .microseconds(pause)) }
            try await writer.send(payload(of: parameters.number(1)))
        }
        try check(request)
    }

    /// Fails as the request asks.
    private static func check(_ request: WireMessage) throws {
        guard let wanted = try request.message(7), wanted.number(1) != 0 else { return }
        let status = GoogleStatus(
            code: Int32(wanted.number(1)),
            message: String(decoding: wanted.bytes(2), as: UTF8.self)
        )
        throw Status(received: status) ?? .internalError
    }

    private static func payload(of size: Int) -> [UInt8] {
        WireMessage.field(1, WireMessage.field(2, [UInt8](repeating: 0, count: size)))
    }

    private static func status(_ error: any Error) -> Status {
        error as? Status
            ?? Status(.malformed, "malformed request")
    }
}
