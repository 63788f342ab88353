package import Messages

/// Serves a unary method: called on a worker thread, or on the event loop of the connection when its
/// route says that it never blocks; answers once from any thread.
///
/// A second answer, and one after the deadline, is dropped.
package typealias UnaryHandler =
    @Sendable (
        _ call: RPCCall, _ payload: [UInt8],
        _ respond: @escaping @Sendable (Result<[UInt8], Status>) -> Void
    ) -> Void

/// Serves a streaming method: runs in a task, ends well by returning, badly by throwing a
/// ``Status`` (anything else thrown is answered INTERNAL).
package typealias StreamHandler =
    @Sendable (_ call: RPCCall, _ payload: [UInt8], _ writer: RPCStreamWriter) async throws -> Void

/// Serves a method that takes any number of requests; ends as a streaming one does.
///
/// It answers while requests still come, or after the last; a method with one reply sends it once.
package typealias DuplexHandler =
    @Sendable (_ call: RPCCall, _ requests: CallRequests, _ writer: RPCStreamWriter)
    async throws -> Void

/// The method table: which handler serves which path.
package struct Router: Sendable {
    /// How a method is served.
    package enum Handler: Sendable {
        /// One request, one reply.
        case unary(UnaryHandler)
        /// One request, any number of messages.
        case stream(StreamHandler)
        /// Any number of requests and of messages.
        case duplex(DuplexHandler)
    }

    /// A served method.
    package struct Route: Sendable {
        /// The method's path.
        package let path: String
        /// What serves it.
        package let handler: Handler
        /// Whether the handler waits for nothing, no disk and no other call: then it needs no worker.
        package let neverBlocks: Bool
    }

    private var routes: [String: Route] = [:]

    /// A table without methods.
    package init() {}

    /// The paths served, sorted.
    package var paths: [String] { routes.keys.sorted() }

    /// Serves a unary method, `/package.Service/Method`.
    ///
    /// One that never blocks is served on the event loop: without a worker, so also while all of them
    /// are at work, and holding up the connections of that loop for as long as it takes.
    package mutating func unary(
        _ path: String,
        neverBlocks: Bool = false,
        handler: @escaping UnaryHandler
    ) {
        add(path, .unary(handler), neverBlocks: neverBlocks)
    }

    /// Serves a unary method of the contract.
    package mutating func unary(_ method: MethodInfo, handler: @escaping UnaryHandler) {
        unary(method.path, handler: handler)
    }

    /// Serves a streaming method, `/package.Service/Method`.
    package mutating func stream(_ path: String, handler: @escaping StreamHandler) {
        add(path, .stream(handler))
    }

    /// Serves a streaming method of the contract.
    package mutating func stream(_ method: MethodInfo, handler: @escaping StreamHandler) {
        stream(method.path, handler: handler)
    }

    /// Serves a method that takes a stream of requests, `/package.Service/Method`.
    package mutating func duplex(_ path: String, handler: @escaping DuplexHandler) {
        add(path, .duplex(handler))
    }

    /// The route of a path, `/package.Service/Method`.
    package func route(path: String) -> Route? { routes[path] }

    private mutating func add(_ path: String, _ handler: Handler, neverBlocks: Bool = false) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        precondition(
            parts.count == 3 && parts[0].isEmpty && !parts[1].isEmpty && !parts[2].isEmpty,
            "a method's path is /package.Service/Method, not \(path)"
        )
        precondition(routes[path] == nil, "two handlers for \(path): each method has one")
        routes[path] = Route(path: path, handler: handler, neverBlocks: neverBlocks)
    }
}
