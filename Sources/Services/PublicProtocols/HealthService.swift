import Messages
import RPC
import Records

/// `grpc.health.v1.Health`: whether the server and each of its services are ready.
///
/// Anybody who got a connection may ask: balancers and monitors have no session.
package struct HealthService: Sendable {
    private static let pace = Duration.seconds(1)

    private let desk: Desk
    private let services: Set<String>

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
        services = Set(Contract.methods.map(\.service))
    }

    /// Enters both methods.
    package func register(in routes: inout Routes) {
        routes.open("/grpc.health.v1.Health/Check") {
            (request: GrpcHealthCheckRequest, call: RPCCall) throws(Status) in
            guard let status = status(of: request.service, call) else {
                throw .noSuchService
            }
            return GrpcHealthCheckResponse(status: status)
        }
        routes.openStream("/grpc.health.v1.Health/Watch") {
            (request: GrpcHealthCheckRequest, call: RPCCall, stream: ReplyStream) in
            try await watch(request.service, call, stream)
        }
    }

    /// How a service is: those that only hand out what is sealed are not ready without the key.
    private func status(
        of service: String,
        _ call: RPCCall
    ) -> GrpcHealthCheckResponse.ServingStatus? {
        guard service.isEmpty || services.contains(service) else { return nil }
        let needsKey = service == IdentityMethods.all.first?.service
        let isReady = !call.isServerStopping && (!needsKey || desk.records.vault.hasKey)
        return isReady ? .serving : .notServing
    }

    private func watch(
        _ service: String,
        _ call: RPCCall,
        _ stream: ReplyStream<GrpcHealthCheckResponse>
    ) async throws {
        var told: GrpcHealthCheckResponse.ServingStatus?
        while !call.isCancelled {
            let now = status(of: service, call) ?? .serviceUnknown
            if now != told { try await stream.send(GrpcHealthCheckResponse(status: now)) }
            told = now
            // A server that stops has told so, and waits for nobody.
            if call.isServerStopping { return }
            try await Task.sleep(for: Self.pace)
        }
    }
}

extension Status {
    fileprivate static let noSuchService = Status(
        .serviceNotFound,
        "the server has no service of that name; give its full name, or none for the whole server"
    )
}
