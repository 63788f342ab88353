import Casework
package import Messages
package import RPC
import Records
import Synchronization

/// A principal at a server's door.
package struct TestCaller: Sendable {
    /// What it says of itself, `officer@H29.02`.
    package let identity: String
    private let server: TestServer
    private static let requests = Atomic(0)

    init(identity: String, server: TestServer) {
        self.identity = identity
        self.server = server
    }

    /// A request id that no test used before.
    package static func newRequestID() -> String {
        let number = requests.wrappingAdd(1, ordering: .relaxed).newValue
        return "test-request-\(1_000_000 + number)"
    }

    /// The metadata that it sends.
    package var metadata: RPCMetadata { ["kntc-identity": identity] }

    /// Calls a method; hundreds of tests share two cores, so that it waits as long as a server may.
    ///
    /// - Throws: The server's status.
    package func call<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ request: Request
    ) async throws(Status) -> Reply {
        try await server.client.call(method, request, timeout: .seconds(300), metadata: metadata)
    }

    /// Calls a method with a new request id put in by `change`.
    package func write<Request>(
        _ method: Method<Request, Receipt>,
        _ request: Request,
        _ requestID: any WritableKeyPath<Request, String> & Sendable
    ) async throws(Status) -> Receipt {
        var request = request
        request[keyPath: requestID] = Self.newRequestID()
        return try await call(method, request)
    }

    /// Loads agencies.
    package func apply(_ agencies: [Agency]) async throws(Status) -> Receipt {
        let request = ApplyAgenciesRequest(agencies: agencies)
        return try await write(DirectoryMethods.applyAgencies, request, \.requestId)
    }

    /// Registers a petition, the sample when none is given; its id.
    package func register(
        _ request: RegisterPetitionRequest = Sample.registration
    ) async throws -> String {
        let method = PetitionMethods.registerPetition
        let receipt = try await write(method, request, \.requestId)
        return receipt.records.first?.record?.id ?? ""
    }

    /// A petition.
    package func petition(_ id: String) async throws(Status) -> Petition {
        try await call(PetitionMethods.getPetition, GetPetitionRequest(name: .id(id)))
    }

    /// Classifies a petition as it stands now.
    package func classify(
        _ id: String,
        _ found: Classification = Sample.complaint
    ) async throws(Status) -> Receipt {
        let etag = try await petition(id).etag
        let request = Sample.classify(id, etag: etag, found)
        return try await write(PetitionMethods.classifyPetition, request, \.requestId)
    }

    /// Takes a petition from the register to its acceptance; the id of the case.
    package func accepted(
        _ request: RegisterPetitionRequest = Sample.registration
    ) async throws -> (petition: String, file: String) {
        let id = try await register(request)
        _ = try await classify(id)
        _ = try await write(PetitionMethods.proposeHandling, Sample.propose(id), \.requestId)
        _ = try await write(PetitionMethods.approveHandling, Sample.approve(id), \.requestId)
        let receipt = try await write(
            ComplaintMethods.acceptComplaint,
            Sample.accept(id),
            \.requestId
        )
        return (id, receipt.records.first?.record?.id ?? "")
    }
}
