package import NIOCore
import Synchronization

/// Carries items from any thread to one event loop, one wake-up for all that gather meanwhile: what a turn of
/// the loop itself brings is delivered after it.
package final class Outbox<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var isScheduled = false
        var isClosed = false
    }

    private let eventLoop: any EventLoop
    private let deliver: @Sendable ([Item]) -> Void
    private let state = Mutex(State())

    /// An outbox that hands what gathered, in order, to `deliver` on the loop.
    package init(eventLoop: any EventLoop, deliver: @escaping @Sendable ([Item]) -> Void) {
        self.eventLoop = eventLoop
        self.deliver = deliver
    }

    /// Sends an item; once closed, drops it.
    package func post(_ item: Item) {
        let wake = state.withLock { state in
            guard !state.isClosed else { return false }
            state.items.append(item)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        guard wake else { return }
        eventLoop.execute { [self] in
            let items = state.withLock { state in
                defer {
                    state.items = []
                    state.isScheduled = false
                }
                return state.items
            }
            deliver(items)
        }
    }

    /// Drops what is posted from now on: the loop is about to end.
    func close() {
        state.withLock { $0.isClosed = true }
    }
}
