import NIOCore
import Synchronization

/// Keeps account of all calls: how many, how they ended, how long they took, and the last ones each by
/// itself.
package final class CallLedger: Sendable {
    /// How many calls that are over are remembered one by one.
    private static let recentMax = 20_000
    /// Where calls are counted that name no method of the table.
    private static let unknown = "unknown"

    private let counters: [String: MethodCounters]
    private let strangers = MethodCounters(path: CallLedger.unknown)
    private let recent = Mutex(CircularBuffer<CallRecord>())
    private let log: ServerLog
    private let wallClock: @Sendable () -> Int64
    private let newNumber: @Sendable () -> UInt64

    /// An empty ledger.
    ///
    /// - Parameters:
    ///   - paths: The methods of the table.
    ///   - log: Takes the line of each call.
    ///   - wallClock: Milliseconds since 1970-01-01T00:00:00Z.
    ///   - newNumber: A number that no call had before.
    init(
        paths: [String],
        log: ServerLog,
        wallClock: @escaping @Sendable () -> Int64,
        newNumber: @escaping @Sendable () -> UInt64
    ) {
        counters = Dictionary(uniqueKeysWithValues: paths.map { ($0, MethodCounters(path: $0)) })
        self.log = log
        self.wallClock = wallClock
        self.newNumber = newNumber
    }

    /// Opens the account of a call that has come in.
    ///
    /// - Parameters:
    ///   - head: What the call said of itself.
    ///   - bytes: Bytes of its request, as far as they are here.
    /// - Returns: Its account, to be ended once.
    func begin(_ head: CallHead, bytes: Int) -> CallEntry {
        CallEntry(
            head,
            number: newNumber(),
            began: wallClock(),
            bytesIn: bytes,
            // What is no method is the peer's own text, which may be anybody's name.
            counters: counters[head.path] ?? strangers,
            ledger: self
        )
    }

    /// Takes in the account of a call that is over.
    fileprivate func close(_ record: CallRecord) {
        log.called(record)
        recent.withLock {
            if $0.count == Self.recentMax { _ = $0.popFirst() }
            $0.append(record)
        }
    }

    /// The calls among the last ones that have a support id or belong to a trace, the newest first.
    package func calls(named id: String) -> [CallRecord] {
        let number = CallNumbers.number(id)
        return recent.withLock { recent in
            recent.filter { $0.number == number || (!id.isEmpty && $0.traceID == id) }
        }.reversed()
    }

    /// What was counted, by method and agency; methods that were never called are left out.
    package var byPath: [String: [String: MethodCounters.Agency]] {
        var all = counters.mapValues(\.byAgency)
        all[Self.unknown] = strangers.byAgency
        return all.filter { !$0.value.isEmpty }
    }
}

/// The account of one call: opened as it comes in, told of whom it acts for, ended once.
package final class CallEntry: Sendable {
    private struct State {
        var agency = ""
        var bytesIn: Int
        var bytesOut = 0
        var isOver = false
        var replyMetadata = ReplyMetadata()
        var atEnd: [@Sendable () -> Void] = []
    }

    private let number: UInt64
    private let door: String
    private let traceID: String
    private let began: Int64
    private let start = ContinuousClock.now
    private let counters: MethodCounters
    /// The ledger that keeps it.
    package let ledger: CallLedger
    private let state: Mutex<State>

    fileprivate init(
        _ head: CallHead,
        number: UInt64,
        began: Int64,
        bytesIn: Int,
        counters: MethodCounters,
        ledger: CallLedger
    ) {
        door = head.door
        traceID = head.context?.trace?.traceID ?? ""
        self.number = number
        self.began = began
        self.counters = counters
        self.ledger = ledger
        state = Mutex(State(bytesIn: bytesIn))
    }

    /// Names the call to those who run the server; stands in every failure it is answered with.
    package var supportID: String { CallNumbers.text(number) }

    /// Says for which agency the call acts; once.
    package func acts(for agency: String) {
        let isNews = state.withLock { state in
            guard !state.isOver, state.agency.isEmpty, !agency.isEmpty else { return false }
            state.agency = agency
            return true
        }
        if isNews { counters.begin(agency) }
    }

    /// What goes with the reply.
    var replyMetadata: ReplyMetadata {
        get { state.withLock { $0.replyMetadata } }
        set { state.withLock { $0.replyMetadata = newValue } }
    }

    /// Does something once the call is over; at once when it is.
    package func atEnd(_ body: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            if !state.isOver { state.atEnd.append(body) }
            return state.isOver
        }
        if isOver { body() }
    }

    /// Counts a message of a stream.
    func add(bytesIn: Int = 0, bytesOut: Int = 0) {
        state.withLock {
            $0.bytesIn += bytesIn
            $0.bytesOut += bytesOut
        }
    }

    /// Ends the account of a call that fails.
    ///
    /// - Parameter status: What it failed with.
    /// - Returns: The status as the peer gets it.
    func refuse(_ status: Status) -> Status {
        end(status)
        return status.with(supportID: supportID)
    }

    /// Ends the account; a second end is not counted.
    ///
    /// - Parameters:
    ///   - status: What the call failed with; nil when it went well.
    ///   - bytes: Bytes of the reply.
    func end(_ status: Status?, bytes: Int = 0) {
        let ended: State? = state.withLock { state in
            guard !state.isOver else { return nil }
            state.isOver = true
            state.bytesOut += bytes
            defer { state.atEnd = [] }
            return state
        }
        guard let ended else { return }
        let record = CallRecord(
            number: number,
            traceID: traceID,
            door: door,
            path: counters.path,
            agency: ended.agency,
            began: began,
            duration: start.duration(to: .now),
            code: status?.code,
            reason: status?.reason ?? "",
            rule: status?.rule ?? "",
            bytesIn: ended.bytesIn,
            bytesOut: ended.bytesOut
        )
        counters.end(record)
        ledger.close(record)
        for body in ended.atEnd { body() }
    }
}
