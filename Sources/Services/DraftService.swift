import Casework
package import Messages
import RPC
import Records

/// Intake drafts of the officer who calls, kept beside the session so that they outlive it.
package struct DraftService: DraftHandlers {
    private static let draftsMax = 50
    private static let contentMax = 49_152

    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func saveDraft(_ request: SaveDraftRequest, _ call: Call) throws -> Work<DraftFacts> {
        let officer = call.principal.officer
        var checks = Checks(today: desk.today)
        checks.draft(request.id)
        checks.require(
            (1...Self.contentMax).contains(request.content.count),
            "content",
            "has \(request.content.count) bytes, outside 1 to \(Self.contentMax)",
            "keep files by BeginUpload and name them in the draft"
        )
        try checks.finish()
        let draft = SealedDraft(
            savedAtMs: desk.milliseconds,
            sealed: try desk.records.vault.seal(
                draft: request.content,
                of: officer,
                id: request.id
            )
        )
        return Work { state in
            if try state.records.draft(request.id, of: officer) == nil,
                try state.records.drafts(of: officer).count >= Self.draftsMax
            {
                throw Status.tooManyDrafts(max: Self.draftsMax)
            }
            try state.set(draft, request.id, of: officer)
            return DraftFacts(request.id, draft)
        }
    }

    package func getDraft(_ request: GetDraftRequest, _ call: Call) throws -> Encoded<Draft> {
        let officer = call.principal.officer
        let draft = try desk.records.read { try $0.draft(request.id, of: officer) }
        guard let draft, draft.expiresAtMs > desk.milliseconds else { throw Status.noSuchDraft }
        return Encoded(
            Draft(
                facts: DraftFacts(request.id, draft),
                content: try desk.records.vault.open(
                    draft: draft.sealed,
                    of: officer,
                    id: request.id
                )
            )
        )
    }

    package func listDrafts(
        _ request: ListDraftsRequest,
        _ call: Call
    ) throws -> Encoded<ListDraftsReply> {
        let now = desk.milliseconds
        let drafts = try desk.records.read { try $0.drafts(of: call.principal.officer) }
            .filter { $0.draft.expiresAtMs > now }
        return Encoded(ListDraftsReply(drafts: drafts.map { DraftFacts($0.id, $0.draft) }))
    }

    package func dropDraft(_ request: DropDraftRequest, _ call: Call) throws -> Work<DraftDropped> {
        let officer = call.principal.officer
        var checks = Checks(today: desk.today)
        checks.draft(request.id)
        try checks.finish()
        return Work { state in
            let existed = try state.records.draft(request.id, of: officer) != nil
            if existed { try state.set(nil, request.id, of: officer) }
            return DraftDropped(existed: existed)
        }
    }
}

extension Checks {
    fileprivate mutating func draft(_ id: String) {
        require(
            id.isRandomID,
            "id",
            "is not 26 small letters and digits",
            "choose a random id, the same one to replace a draft"
        )
    }
}

extension DraftFacts {
    fileprivate init(_ id: String, _ draft: SealedDraft) {
        self.init(id: id, savedAtMs: draft.savedAtMs, expiresAtMs: draft.expiresAtMs)
    }
}

extension Status {
    fileprivate static let noSuchDraft = Status(
        .draftNotFound,
        "the caller has no such draft, or it has expired"
    )
    .with(vietnamese: "Không tìm thấy bản nháp.")

    fileprivate static func tooManyDrafts(max: Int) -> Status {
        Status(
            .tooManyDrafts,
            "the caller has \(max) drafts; drop one that is not needed"
        )
        .with(vietnamese: "Đã có \(max) bản nháp; hãy xoá bớt.")
    }
}
