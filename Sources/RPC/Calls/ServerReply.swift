package import NIOCore

/// What a handler sends towards its peer.
package struct ServerReply: Sendable {
    /// What is sent.
    package enum Content: Sendable {
        /// The one answer of a unary call.
        case reply(Result<[UInt8], Status>)
        /// One message of a stream.
        case message([UInt8])
        /// The end of a stream; with a status, its bad end.
        case end(Status?)
    }

    /// Takes what handlers send; lives on one event loop.
    package protocol Taker: AnyObject {
        /// Puts it with what is to be written.
        func take(_ content: Content, on stream: UInt32)
        /// Writes it: nothing more is at hand.
        func delivered()
    }

    let taker: NIOLoopBound<any Taker>
    let stream: UInt32
    let content: Content

    /// A reply for a stream of a connection.
    package init(taker: NIOLoopBound<any Taker>, stream: UInt32, content: Content) {
        self.taker = taker
        self.stream = stream
        self.content = content
    }

    /// Hands over what handlers have sent, so that each connection writes once.
    static func deliver(_ replies: [ServerReply]) {
        var touched: [any Taker] = []
        for reply in replies {
            let taker = reply.taker.value
            if touched.last !== taker { touched.append(taker) }
            taker.take(reply.content, on: reply.stream)
        }
        for taker in touched { taker.delivered() }
    }
}
