import NIOCore
import Testing

@testable import RPC

/// How much a client may send on a stream, without sockets.
@Suite("Credit of clients")
struct ClientCreditTests {
    @Test("a client sends as long as it has credit and gets more as its messages are taken")
    func clientCredit() {
        var state = ExtensionTests.greeted()
        let message = ExtensionTests.credit(1)
        func send() -> String { ExtensionTests.judge(&state, FrameType.data, 5, [], message) }
        #expect(send() == "deliver client message")
        #expect(state.taken(on: 5) == 1)
        #expect(send() == "deliver client message")
        #expect(send() == "deliver client message")
        #expect(state.inboundWaiting == 2 * (4 + 256))
        #expect(send() == "refuse 5 INVALID_ARGUMENT PROTOCOL_VIOLATION ends client")
        #expect(state.inboundWaiting == 0)
        #expect(state.taken(on: 5) == nil)
    }

    @Test(
        "no credit is given once the client has ended its side, nor for what came with the request"
    )
    func noMoreCredit() {
        var state = ExtensionTests.greeted()
        state.opened(5, with: 10)
        #expect(state.inboundWaiting == 10 + 256)
        #expect(state.taken(on: 5) == nil)
        #expect(state.inboundWaiting == 0)
        _ = ExtensionTests.judge(&state, FrameType.data, 5, .remoteClosed, ExtensionTests.credit(1))
        #expect(state.taken(on: 5) == nil)
        #expect(
            ExtensionTests.judge(&state, FrameType.data, 5)
                == "refuse 5 INVALID_ARGUMENT PROTOCOL_VIOLATION ends client"
        )
    }

    // Red when: credit is given for each message or only at the end of the window, what was given is
    // given again, or is not noted as given.
    @Test(
        "credit comes back by halves of the window, and never more than was taken",
        arguments: [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (16, 8)]
    )
    func halves(window: Int, half: Int) {
        var limits = Limits()
        limits.streamWindowMessages = window
        var state = ConnectionState<String>(limits: limits)
        _ = ExtensionTests.judge(&state, FrameType.hello, 0, [], ExtensionTests.hello)
        _ = ExtensionTests.judge(&state, FrameType.request, 1, .remoteOpen)
        state.open(1, call: "client", kind: .clientStream)
        func send() -> String { ExtensionTests.judge(&state, FrameType.data, 1) }
        for _ in 0..<window { #expect(send() == "deliver client message") }
        for round in 1...5 {
            for _ in 1..<half { #expect(state.taken(on: 1) == nil) }
            #expect(state.taken(on: 1) == half, "\(round)")
            for _ in 0..<half { #expect(send() == "deliver client message") }
        }
        #expect(send() == "refuse 1 INVALID_ARGUMENT PROTOCOL_VIOLATION ends client")
    }

    @Test("the credit of a stream is what was given less what was sent")
    func balance() {
        var state = ExtensionTests.greeted()
        func give(_ messages: UInt32) -> String {
            ExtensionTests.judge(&state, FrameType.credit, 3, [], ExtensionTests.credit(messages))
        }
        let most = UInt32(Int32.max)
        #expect(give(most - 4) == "grant server 2147483643")
        for _ in 0..<3 { state.sent(on: 3) }
        #expect(give(2) == "grant server 2")
        #expect(give(1) == "grant server 1")
        #expect(give(1) == "refuse 3 INVALID_ARGUMENT PROTOCOL_VIOLATION ends server")
    }

    @Test("what waits is let go with the connection, and a peer that names no frame takes 4 MiB")
    func lost() {
        var state = ExtensionTests.greeted()
        _ = ExtensionTests.judge(&state, FrameType.data, 5, [], ExtensionTests.credit(1))
        #expect(state.inboundWaiting == 4 + 256)
        #expect(state.agreement?.frameBytesMax == 4 << 20)
        #expect(state.endAll().sorted() == ["client", "server", "unary"])
        #expect(state.inboundWaiting == 0)
    }

    @Test("a peer without HELLO has no credit to give or to lack")
    func plainClient() {
        var limits = Limits()
        limits.streamWindowMessages = 1
        limits.inboundBytesMax = 8 * (4 + 256)
        var state = ConnectionState<String>(limits: limits)
        _ = ExtensionTests.judge(&state, FrameType.request, 1, .remoteOpen)
        state.open(1, call: "plain", kind: .clientStream)
        for count in 1...8 {
            #expect(!state.isInboundFull)
            let verdict = ExtensionTests.judge(
                &state,
                FrameType.data,
                1,
                [],
                ExtensionTests.credit(1)
            )
            #expect(verdict == "deliver plain message", "\(count)")
        }
        // It is held back by not being read.
        #expect(state.isInboundFull)
        #expect(state.taken(on: 1) == nil)
        #expect(!state.isInboundFull)
    }
}
