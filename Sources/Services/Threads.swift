import Foundation

/// A few threads for what computes long or blocks on the disk, and would hold up every task there is.
final class Threads: Sendable {
    private let queue: OperationQueue

    /// Makes `count` threads; they start when they are needed.
    init(_ name: String, count: Int) {
        queue = OperationQueue()
        queue.name = name
        queue.maxConcurrentOperationCount = count
    }

    /// Runs work on one of the threads, in its turn.
    func run<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try work() }) }
        }
    }
}
