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
        #expect(state.taken(on: 5) == nil)
        _ = ExtensionTests.judge(&state, FrameType.data, 5, .remoteClosed, ExtensionTests.credit(1))
        #expect(state.taken(on: 5) == nil)
        #expect(
            ExtensionTests.judge(&state, FrameType.data, 5)
                == "refuse 5 INVALID_ARGUMENT PROTOCOL_VIOLATION ends client"
        )
    }

    @Test("a peer without HELLO has no credit to give or to lack")
    func plainClient() {
        var limits = Limits()
        limits.streamWindowMessages = 1
        limits.inboundBytesMax = 2_000
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
