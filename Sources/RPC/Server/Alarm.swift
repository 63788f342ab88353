package import NIOCore

/// The timer of a connection: goes off no later than the next moment that matters.
///
/// One that is early finds nothing to do and is set anew, which costs less than moving it at every event.
package struct Alarm {
    private var next: (due: NIODeadline, task: Scheduled<Void>)?

    /// An alarm that is not set.
    package init() {}

    /// Whether the alarm goes off by a moment as it is set; asked before ``set(to:on:_:)``, so that what is
    /// nearly always in time costs nothing.
    package func goesOff(by due: NIODeadline) -> Bool { due >= next?.due ?? .distantFuture }

    /// Sets the alarm in place of what it was set to.
    ///
    /// - Parameters:
    ///   - due: The moment.
    ///   - loop: The loop of the connection.
    ///   - body: What is to be done; calls ``wentOff()`` first.
    package mutating func set(
        to due: NIODeadline,
        on loop: any EventLoop,
        _ body: @escaping @Sendable () -> Void
    ) {
        next?.task.cancel()
        next = (due, loop.scheduleTask(deadline: due, body))
    }

    /// Notes that the alarm went off.
    package mutating func wentOff() { next = nil }

    /// Takes the alarm back.
    package mutating func cancel() {
        next?.task.cancel()
        next = nil
    }
}

extension ChannelHandlerContext {
    /// Ends the connection so that what was written last arrives.
    ///
    /// Closing with unread bytes would reset it, so the output is closed first and the peer has a moment to
    /// close its side.
    package func linger(for time: TimeAmount) {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        close(mode: .output).whenFailure { _ in bound.value.close(promise: nil) }
        let end = eventLoop.scheduleTask(in: time) { bound.value.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in end.cancel() }
    }
}
