import Casework
import Messages
import RPC
import TestSupport

/// Petitions that go from agency to agency over the wire.
extension TestServer {
    /// A slip of the day.
    var slip: DocumentReference { DocumentReference(number: "12/PC", issuedOn: today) }

    /// The day.
    var today: String { clock.day }

    /// The head of an agency.
    func head(of agency: String) -> TestCaller { caller("head@\(agency)/head") }

    /// Takes a petition of an agency to an approved transfer and sends it; id of the transfer.
    func send(
        _ petition: String,
        from agency: String,
        to receiver: String,
        _ found: Classification = Sample.feedback
    ) async throws -> String {
        try await approve(petition, of: agency, to: receiver, found)
        let dispatch = DispatchPetitionRequest(id: petition, document: slip)
        let receipt = try await head(of: agency)
            .write(PetitionMethods.dispatchPetition, dispatch, \.requestId)
        return receipt.records.compactMap(\.record).first { $0.kind == .transfer }?.id ?? ""
    }

    /// Takes a petition of an agency to an approved transfer.
    func approve(
        _ petition: String,
        of agency: String,
        to receiver: String,
        _ found: Classification = Sample.feedback
    ) async throws {
        let caller = head(of: agency)
        var classification = found
        classification.competence = .other
        classification.targetGroup = .administration
        let classify = ClassifyPetitionRequest(
            id: petition,
            etag: try await caller.petition(petition).etag,
            classification: classification
        )
        _ = try await caller.write(PetitionMethods.classifyPetition, classify, \.requestId)
        let propose = ProposeHandlingRequest(
            id: petition,
            outcome: .transfer,
            reason: "Thuộc thẩm quyền cơ quan khác",
            receiver: receiver,
            targetGroup: .administration
        )
        _ = try await caller.write(PetitionMethods.proposeHandling, propose, \.requestId)
        let approve = ApproveHandlingRequest(id: petition, office: "\(agency).GD")
        _ = try await caller.write(PetitionMethods.approveHandling, approve, \.requestId)
    }

    /// Receives a transfer; id of the receiver's petition.
    func receive(_ transfer: String, at agency: String) async throws -> String {
        let request = ReceiveTransferRequest(
            id: transfer,
            stamp: ReceivingStamp(number: "77", date: today)
        )
        let receipt = try await head(of: agency)
            .write(TransferMethods.receiveTransfer, request, \.requestId)
        return receipt.records.compactMap(\.record).first { $0.kind == .petition }?.id ?? ""
    }

    /// A transfer as an agency sees it.
    func transfer(_ id: String, as agency: String) async throws -> Transfer {
        try await head(of: agency)
            .call(TransferMethods.getTransfer, GetTransferRequest(id: id))
    }

    /// The way of a petition as an agency sees it: agencies and stations.
    func route(_ petition: String, as agency: String) async throws -> [String] {
        let route = try await head(of: agency)
            .call(TransferMethods.getRoute, GetRouteRequest(petitionId: petition))
        return route.steps.map {
            "\($0.agency) \($0.station.protoName.dropFirst("ROUTE_STATION_".count))"
        } + ["held by \(route.holder)"]
    }
}
