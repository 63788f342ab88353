package import Messages

/// Serves a unary method: called on a worker thread, answers once from any thread.
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

/// The method table: which handler serves which path.
package struct Router: Sendable {
    /// How a method is served.
    package enum Handler: Sendable {
        /// One request, one reply.
        case unary(UnaryHandler)
        /// One request, any number of messages.
        case stream(StreamHandler)
    }

    /// A served method.
    package struct Route: Sendable {
        /// The method's path.
        package let path: String
        /// What serves it.
        package let handler: Handler
    }

    // Keyed as the wire names a method, so that a lookup builds no string.
    private struct Key: Hashable {
        let service: String
        let method: String
    }

    private var routes: [Key: Route] = [:]

    /// A table without methods.
    package init() {}

    /// The paths served, sorted.
    package var paths: [String] { routes.values.map(\.path).sorted() }

    /// Serves a unary method, `/package.Service/Method`.
    package mutating func unary(_ path: String, handler: @escaping UnaryHandler) {
        add(path, .unary(handler))
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

    /// The route of a method as ttrpc names it.
    package func route(service: String, method: String) -> Route? {
        routes[Key(service: service, method: method)]
    }

    /// The route of a path, as gRPC names a method.
    package func route(path: String) -> Route? {
        Self.key(of: path).flatMap { routes[$0] }
    }

    private mutating func add(_ path: String, _ handler: Handler) {
        guard let key = Self.key(of: path) else {
            preconditionFailure("a method's path is /package.Service/Method, not \(path)")
        }
        precondition(routes[key] == nil, "two handlers for \(path): each method has one")
        routes[key] = Route(path: path, handler: handler)
    }

    private static func key(of path: String) -> Key? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, !parts[1].isEmpty, !parts[2].isEmpty else {
            return nil
        }
        return Key(service: String(parts[1]), method: String(parts[2]))
    }
}
