/// One queued command, with the type of its result erased.
struct Command: Sendable {
    /// Runs the body; the closure that comes back delivers its result.
    let run: @Sendable (any WriteView) throws -> () -> Void

    /// Delivers a refusal.
    let refuse: @Sendable (any Error) -> Void

    init<R: Sendable>(
        _ body: @escaping @Sendable (any WriteView) throws -> R,
        completion: @escaping @Sendable (Result<R, any Error>) -> Void
    ) {
        run = { view in
            let result = try body(view)
            return { completion(.success(result)) }
        }
        refuse = { completion(.failure($0)) }
    }
}
