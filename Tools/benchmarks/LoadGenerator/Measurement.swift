import Foundation
import RPC

/// One call to make: where, with what, as whom.
struct Request: Sendable {
    let path: String
    let payload: [UInt8]
    /// What the caller says of itself; empty for one with a session.
    var identity = ""
    /// Token of the caller's session; empty for none.
    var session = ""
    /// Whether the server shall refuse it.
    var isRefused = false

    var metadata: RPCMetadata {
        session.isEmpty
            ? ["kntc-identity": identity] : ["authorization": "Bearer \(session)"]
    }
}

/// What a run came to.
struct Report: Encodable {
    let clients: Int
    let seconds: Double
    /// Calls that succeeded.
    let operations: Int
    /// Calls that were refused as they should.
    let refused: Int
    /// Answers of both kinds in a second.
    let perSecond: Double
    let p50Ms: Double
    let p99Ms: Double
    let maxMs: Double
    /// Processor time of this process for each answer, which the server lacks on this machine.
    let clientCPUMicroseconds: Double
    /// Other ends by code and reason, with their number.
    let errors: [String: Int]

    func printJSON() throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys]
        print(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
}

/// What one caller saw.
private struct Observation {
    var operations = 0
    var refused = 0
    var errors: [String: Int] = [:]
    var microseconds: [UInt32] = []
}

/// Lets callers call one after the other until the time is over; `next` gives the next call of a
/// caller, by caller and by number of its calls before.
func measure(
    _ target: Target,
    _ load: Load,
    next: @escaping @Sendable (_ index: Int, _ count: Int) throws -> Request
) async throws -> Report {
    var clients: [RPCClient] = []
    for _ in 0..<load.clients { clients.append(try await target.connect()) }
    let processorTime = processorMicroseconds()
    let start = ContinuousClock.now
    let end = start + .seconds(load.seconds)
    let observations = try await withThrowingTaskGroup(of: Observation.self) { group in
        for (index, client) in clients.enumerated() {
            group.addTask { try await observe(client, until: end) { try next(index, $0) } }
        }
        return try await group.reduce(into: []) { $0.append($1) }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let used = processorMicroseconds() - processorTime
    for client in clients { await client.close() }
    return Report(observations, clients: load.clients, seconds: seconds, processorTime: used)
}

private func observe(
    _ client: RPCClient,
    until end: ContinuousClock.Instant,
    next: (Int) throws -> Request
) async throws -> Observation {
    var seen = Observation()
    var count = 0
    while ContinuousClock.now < end, client.isConnected {
        let request = try next(count)
        count += 1
        let start = ContinuousClock.now
        do {
            _ = try await client.call(
                request.path,
                request.payload,
                metadata: request.metadata
            )
            seen.operations += 1
        } catch {
            if request.isRefused, error.code == .failedPrecondition {
                seen.refused += 1
            } else {
                seen.errors["\(error.code): \(error.message)", default: 0] += 1
            }
        }
        let elapsed = (ContinuousClock.now - start) / .microseconds(1)
        seen.microseconds.append(UInt32(elapsed))
    }
    return seen
}

extension Report {
    fileprivate init(
        _ observations: [Observation],
        clients: Int,
        seconds: Double,
        processorTime: Double
    ) {
        let latencies = observations.flatMap(\.microseconds).sorted()
        func milliseconds(_ share: Double) -> Double {
            guard let last = latencies.indices.last else { return 0 }
            return Double(latencies[Int(Double(last) * share)]) / 1_000
        }
        let operations = observations.reduce(0) { $0 + $1.operations }
        let refused = observations.reduce(0) { $0 + $1.refused }
        let answers = max(operations + refused, 1)
        self.init(
            clients: clients,
            seconds: seconds,
            operations: operations,
            refused: refused,
            perSecond: Double(operations + refused) / seconds,
            p50Ms: milliseconds(0.5),
            p99Ms: milliseconds(0.99),
            maxMs: milliseconds(1),
            clientCPUMicroseconds: processorTime / Double(answers),
            errors: observations.reduce(into: [:]) { $0.merge($1.errors, uniquingKeysWith: +) }
        )
    }
}

/// Processor time of this process, in microseconds.
private func processorMicroseconds() -> Double {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}
