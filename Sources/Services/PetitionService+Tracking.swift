import Casework
package import Messages
import Records

extension PetitionService {
    package func trackPetition(
        _ request: TrackPetitionRequest,
        _ call: Call
    ) throws -> Encoded<PetitionTrack> {
        var checks = Checks(today: desk.today)
        let code = ReceiptCode(request.receiptCode)
        checks.require(
            code != nil,
            "receipt_code",
            "is no receipt code: its letters or its check character are wrong",
            "copy it from the receipt, or have a new one given at the counter"
        )
        try checks.finish()
        guard let code else { throw CaseworkError.notFound(.petition) }
        let hash = try desk.records.vault.hash(of: code)
        return try desk.records.read { reader in
            guard let id = try reader.petition(receiptCodeHash: hash) else {
                throw CaseworkError.notFound(.petition)
            }
            return Encoded(try reader.track(try reader.petition(id, for: call)))
        }
    }
}

extension RecordReader {
    /// What the bearer of a code is told: where the petition stands and where it goes on, nothing
    /// of persons or content.
    fileprivate func track(_ petition: Petition) throws -> PetitionTrack {
        let own = try matter(petition)
        let onward =
            petition.matters
            + [petition.duplicateOf, petition.transferredTo].filter { !$0.isEmpty }
        return PetitionTrack(
            id: petition.id,
            agency: petition.agency,
            registerNumber: petition.registerNumber,
            receivedOn: petition.stamp?.date ?? "",
            state: own.state,
            outcome: own.outcome,
            caseState: own.caseState,
            dueOn: own.dueOn,
            matters: try onward.compactMap { try self.petition($0) }.map { try matter($0) }
        )
    }

    private func matter(_ petition: Petition) throws -> MatterTrack {
        let file = petition.caseId.isEmpty ? nil : try caseFile(petition.caseId)
        let open = (petition.deadlines + (file?.deadlines ?? [])).filter(\.isOwed)
        let isHandled = petition.handling.map { !$0.dispatchedOn.isEmpty } ?? false
        return MatterTrack(
            id: petition.id,
            state: petition.state,
            outcome: isHandled ? petition.handling?.outcome ?? .unspecified : .unspecified,
            caseState: file?.state.protoName ?? "",
            dueOn: open.map(\.dueOn).min() ?? ""
        )
    }
}
