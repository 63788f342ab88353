/// A call in flight on a server connection.
package struct ServerCall: Sendable {
    /// A call with any number of messages.
    package struct Stream: Sendable {
        /// Where the handler puts its messages.
        package let writer: RPCStreamWriter
        /// What the peer sends, when the method takes more than one request.
        package let requests: CallRequests?
        let task: Task<Void, Never>
    }

    let cancellation: Cancellation
    let entry: CallEntry?
    /// Nothing for a unary call.
    package let stream: Stream?

    /// Ends the call for its peer before its handler has: the handler is told, and the account closed.
    ///
    /// - Parameter status: Why.
    /// - Returns: The status as the peer gets it, when it gets one.
    @discardableResult
    package func cancel(_ status: Status) -> Status {
        stream?.writer.close(status)
        stream?.requests?.end(status)
        stream?.task.cancel()
        return end(status) ?? status
    }

    /// What the handler sends beside its reply.
    package var replyMetadata: ReplyMetadata { entry?.replyMetadata ?? ReplyMetadata() }

    /// Counts bytes of the peer that came after the call was admitted.
    package func received(bytes: Int) { entry?.add(bytesIn: bytes) }

    /// Ends the call well for its peer before its handler has.
    package func finish() {
        stream?.task.cancel()
        end(nil)
    }

    /// Ends the call as its handler has ended it.
    ///
    /// - Parameters:
    ///   - status: What it failed with; nil when it went well.
    ///   - bytes: Bytes of the reply.
    /// - Returns: The status as the peer gets it.
    @discardableResult
    package func end(_ status: Status?, bytes: Int = 0) -> Status? {
        cancellation.set()
        stream?.writer.close(status ?? .streamEnded)
        stream?.requests?.end(status ?? .streamEnded)
        guard let entry else { return status }
        if let status { return entry.refuse(status) }
        entry.end(nil, bytes: bytes)
        return nil
    }
}
