import Logging
import Synchronization
import Testing

@testable import RPC

/// The account of calls, without connections.
@Suite("Accounts of calls")
struct CallLedgerTests {
    private static let path = "/t.T/Echo"

    /// A ledger whose calls are numbered from 1.
    private static func ledger() -> CallLedger {
        let last = Atomic<UInt64>(0)
        return CallLedger(
            paths: [path, "/t.T/Never"],
            log: ServerLog(quiet),
            wallClock: { 5 },
            newNumber: { last.wrappingAdd(1, ordering: .relaxed).newValue }
        )
    }

    private static func begin(_ ledger: CallLedger, _ path: String = path) -> CallEntry {
        let head = CallHead(door: "test", path: path, timeoutNano: 0, metadata: [:], peer: Peer())
        return ledger.begin(head, bytes: 10)
    }

    // Red when: a call is counted for two agencies, for none, or in flight after its end.
    @Test("a call counts for the agency that it named first, and for no other")
    func agency() throws {
        let ledger = Self.ledger()
        let call = Self.begin(ledger)
        call.acts(for: "")
        #expect(ledger.byPath.isEmpty)
        call.acts(for: "H29.01")
        call.acts(for: "H29.02")
        #expect(ledger.byPath[Self.path]?["H29.01"]?.inFlight == 1)
        call.add(bytesIn: 3, bytesOut: 4)
        call.add(bytesIn: 30, bytesOut: 40)
        call.end(Status(.notFound, reason: "X", "no"), bytes: 100)
        call.end(nil, bytes: 1_000)
        call.acts(for: "H29.03")
        let failed = Self.begin(ledger)
        failed.acts(for: "H29.01")
        failed.end(nil, bytes: 1)
        let late = Self.begin(ledger)
        late.end(nil)
        late.acts(for: "H29.04")
        #expect(ledger.byPath.keys.sorted() == [Self.path])
        let counts = try #require(ledger.byPath[Self.path])
        #expect(counts.keys.sorted() == ["", "H29.01"])
        let agency = try #require(counts["H29.01"])
        #expect(agency.started == 2 && agency.inFlight == 0)
        #expect(agency.handled == ["OK": 1, "NOT_FOUND": 1])
        #expect(agency.bytesIn == 53 && agency.bytesOut == 145)
        #expect(counts[""]?.started == 1)
        let record = try #require(ledger.calls(named: "0000000000000001").first)
        #expect(record.agency == "H29.01" && record.began == 5 && record.reason == "X")
        #expect(record.bytesIn == 43 && record.bytesOut == 144)
        #expect(ledger.calls(named: "0000000000000001").count == 1)
    }

    @Test("what is to be done at the end is done once, in order, and at once when it is over")
    func atEnd() {
        let call = Self.begin(Self.ledger())
        let done = Mutex<[Int]>([])
        for number in 1...2 { call.atEnd { done.withLock { $0.append(number) } } }
        #expect(done.withLock { $0 } == [])
        call.end(nil)
        call.end(nil)
        #expect(done.withLock { $0 } == [1, 2])
        call.atEnd { done.withLock { $0.append(3) } }
        #expect(done.withLock { $0 } == [1, 2, 3])
    }

    @Test("the last 20,000 calls are remembered, those before them counted only")
    func memory() {
        let ledger = Self.ledger()
        for _ in 0..<20_001 { Self.begin(ledger).end(nil) }
        #expect(ledger.calls(named: CallNumbers.text(1)).isEmpty)
        #expect(ledger.calls(named: CallNumbers.text(2)).count == 1)
        #expect(ledger.calls(named: CallNumbers.text(20_001)).count == 1)
        #expect(ledger.byPath[Self.path]?[""]?.started == 20_001)
    }

    @Test("what names no method is remembered without its text")
    func stranger() {
        let ledger = Self.ledger()
        Self.begin(ledger, "/Nguyễn/An").end(nil)
        #expect(ledger.calls(named: CallNumbers.text(1)).map(\.path) == ["unknown"])
        #expect(ledger.byPath.keys.sorted() == ["unknown"])
        // It has no trace, which is no name.
        #expect(ledger.calls(named: "").isEmpty)
    }

    // Red when: a duration falls into another range than that which it ends, or is summed up in
    // another unit.
    @Test(
        "a duration counts up to the bound and with it",
        arguments: [
            (0, 0), (500_000, 0), (500_001, 1), (1_000_000, 1), (50_000_000, 16), (50_000_001, 17),
            (5_000_000_000, 21), (5_000_000_001, 22),
        ]
    )
    func ranges(nanoseconds: Int, range: Int) throws {
        let counters = MethodCounters(path: Self.path)
        counters.end(
            CallRecord(
                number: 1,
                traceID: "",
                door: "test",
                path: Self.path,
                agency: "",
                began: 0,
                duration: .nanoseconds(nanoseconds),
                code: nil,
                reason: "",
                rule: "",
                bytesIn: 0,
                bytesOut: 0
            )
        )
        let calls = try #require(counters.byAgency[""])
        #expect(calls.ranges.firstIndex(of: 1) == range)
        #expect(calls.ranges.reduce(0, +) == 1)
        #expect(abs(calls.seconds - Double(nanoseconds) / 1e9) < 1e-12)
    }
}

/// The numbers of calls and the texts that stand for them.
@Suite("Numbers of calls")
struct CallNumbersTests {
    // Red when: the step or the mixing is not one to one, or a counter past the end is none.
    @Test(
        "no number comes twice, wherever the counting began",
        arguments: [0, 1, UInt64.max - 1_000, .max - 1, .max]
    )
    func distinct(start: UInt64) {
        let numbers = CallNumbers(start: start)
        var seen: Set<UInt64> = []
        for _ in 0..<100_000 { seen.insert(numbers.next()) }
        #expect(seen.count == 100_000)
    }

    @Test("neighbours tell nothing of each other: half of their digits' bits differ")
    func mixed() {
        let numbers = CallNumbers(start: 0)
        var last = numbers.next()
        var steps: Set<UInt64> = []
        var bits = 0
        for _ in 0..<10_000 {
            let next = numbers.next()
            steps.insert(next &- last)
            bits += (next ^ last).nonzeroBitCount
            last = next
        }
        #expect(steps.count == 10_000)
        #expect((31.5...32.5).contains(Double(bits) / 10_000))
    }

    @Test(
        "a number is found again by its text",
        arguments: [
            (0, "0000000000000000"), (1, "0000000000000001"), (0xABC, "0000000000000abc"),
            (0x0123_4567_89AB_CDEF, "0123456789abcdef"), (.max, "ffffffffffffffff"),
        ] as [(UInt64, String)]
    )
    func roundTrip(number: UInt64, text: String) {
        #expect(CallNumbers.text(number) == text)
        #expect(CallNumbers.number(text) == number)
        #expect(CallNumbers.number(text.uppercased()) == number)
    }

    @Test(
        "what is no text of a number is none",
        arguments: [
            "", "0", "123456789abcdef", "0123456789abcdef0", "0123456789abcdeg",
            "+123456789abcdef", "-000000000000000", "0x23456789abcdef", " 123456789abcdef",
            "0123456789abcdé", "4bf92f3577b34da6a3ce929d0e0e4736",
        ]
    )
    func noNumber(text: String) {
        #expect(CallNumbers.number(text) == nil)
    }
}
