import Messages
import ServiceContextModule
import Synchronization
import Testing

@testable import RPC

/// The W3C trace of calls.
@Suite("Trace context")
struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let parent = "00-\(trace)-00f067aa0ba902b7-01"

    @Test(
        "what is no traceparent is not taken",
        arguments: [
            (parent, true), ("", false), ("00", false), ("\(parent)-extra", false),
            ("01-\(trace)-00f067aa0ba902b7-01-extra", true), ("ff\(parent.dropFirst(2))", false),
            ("00-\(trace.uppercased())-00f067aa0ba902b7-01", false),
            ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false),
            ("00-\(trace)-0000000000000000-01", false), ("00-\(trace)-00f067aa0ba902b7", false),
            ("00-\(trace)--01", false), ("00-\(trace)-00f067aa0ba902b7-1", false),
            ("00-\(trace.dropLast())é-00f067aa0ba902b7-01", false),
            ("00-\(trace.dropLast())f-00f067aa0ba902b7-01", true),
            ("00-\(trace.dropLast())g-00f067aa0ba902b7-01", false),
            ("00-\(trace.dropLast()):-00f067aa0ba902b7-01", false),
        ]
    )
    func shape(text: String, isTrace: Bool) {
        let context = TraceContext(parent: text)
        #expect((context != nil) == isTrace)
        if isTrace { #expect(context?.traceID == String(text.dropFirst(3).prefix(32))) }
    }

    @Test("a trace that a caller names itself is sent as it is, and once")
    func named() {
        var context = ServiceContext.topLevel
        context.trace = TraceContext(parent: Self.parent)
        let other = "00-\(Self.trace)-00f067aa0ba902b8-00"
        ServiceContext.withValue(context) {
            let own: RPCMetadata = ["traceparent": other]
            #expect(own.traced.entries.map(\.value) == [other])
            #expect(RPCMetadata().traced.entries.map(\.value) == [Self.parent])
        }
    }

    @Test("a trace goes from the caller's work through the server to what that calls")
    func carried() async throws {
        let seen = Mutex<[String: TraceContext?]>([:])
        var router = Router()
        router.unary("/t.T/Inner") { call, _, respond in
            seen.withLock { $0[call.path] = .some(ServiceContext.current?.trace) }
            respond(.success(Array((call.metadata["traceparent"] ?? "").utf8)))
        }
        router.stream("/t.T/Outer") { call, payload, writer in
            seen.withLock { $0[call.path] = .some(ServiceContext.current?.trace) }
            let port = Int(String(decoding: payload, as: UTF8.self)) ?? 0
            let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
            try await writer.send(client.call("/t.T/Inner", []))
            await client.close()
        }
        let server = RPCServer(
            router: router,
            listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: 0)],
            logger: quiet
        )
        let port = try await server.start()[0]
        let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
        var context = ServiceContext.topLevel
        context.trace = TraceContext(parent: Self.parent, state: "a=b")
        let told = try await ServiceContext.withValue(context) {
            var messages: [[UInt8]] = []
            let replies = try client.stream("/t.T/Outer", Array(String(port).utf8))
            for try await message in replies { messages.append(message) }
            return messages
        }
        #expect(told.map { String(decoding: $0, as: UTF8.self) } == [Self.parent])
        let trace = TraceContext(parent: Self.parent, state: "a=b")
        #expect(seen.withLock { $0 } == ["/t.T/Outer": trace, "/t.T/Inner": trace])
        // Work without a trace sends none.
        #expect(try await client.call("/t.T/Inner", []) == [])
        #expect(seen.withLock { $0["/t.T/Inner"] } == .some(nil))
        await client.close()
        await server.drain(gracePeriod: .zero)
    }

    @Test("every reason has one of the canonical codes, and its own text")
    func reasons() {
        let texts = ErrorReason.known.map(\.text)
        #expect(Set(texts).count == texts.count)
        for reason in ErrorReason.known {
            #expect(Code(rawValue: reason.code) != nil, "\(reason.text)")
            #expect(Status(reason, "").reason == reason.text)
        }
        // A kind without a reason would be answered as UNSPECIFIED.
        for kind in RecordKind.known where kind != .unspecified {
            #expect(ErrorReason.notFound(kind) != .unspecified, "\(kind.protoName)")
        }
    }
}
