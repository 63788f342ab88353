import Messages
import RPC

/// The records server as the bridge sees it: one lease, pages of facts, answers.
struct RecordsClient: Sendable {
    /// How many journal entries are looked at for one page.
    static let pageEntries: Int32 = 50
    /// Who the bridge is for the server.
    static let identity: RPCMetadata = ["kntc-identity": "sync@H29/bridge"]

    private let rpc: RPCClient
    /// A random name of this run.
    let runID: String
    /// For how long the lease is taken, in seconds.
    let leaseSeconds: Int32

    init(rpc: RPCClient, runID: String, leaseSeconds: Int32) {
        self.rpc = rpc
        self.runID = runID
        self.leaseSeconds = leaseSeconds
    }

    /// Takes the lease, or renews it.
    func takeLease() async throws(Status) -> Lease {
        let request = TakeLeaseRequest(runId: runID, seconds: leaseSeconds)
        return try await rpc.call(NationalMethods.takeLease, request, metadata: Self.identity)
    }

    /// Gives the lease back; everything up to `position` has been answered.
    func releaseLease(at position: Int64) async throws(Status) {
        let request = ReleaseLeaseRequest(runId: runID, acknowledgedPosition: position)
        _ = try await rpc.call(NationalMethods.releaseLease, request, metadata: Self.identity)
    }

    /// The facts told of after a position.
    func exports(after position: Int64) async throws(Status) -> ListExportsReply {
        let request = ListExportsRequest(after: position, pageSize: Self.pageEntries)
        return try await rpc.call(NationalMethods.listExports, request, metadata: Self.identity)
    }

    /// Records what the national database answered.
    func record(_ answer: NationalAnswered, about record: RecordReference) async throws(Status) {
        let request = RecordAnswerRequest(
            requestId: MessageID.request(of: answer),
            record: record,
            answer: answer
        )
        _ = try await rpc.call(NationalMethods.recordAnswer, request, metadata: Self.identity)
    }
}
