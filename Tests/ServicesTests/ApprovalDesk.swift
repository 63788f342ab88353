import Casework
import Messages
import RPC
import Records
import TestSupport

/// A home agency whose drafts go to the deputy, who is minh, then to the head, who is gdd.
struct ApprovalDesk: Sendable {
    private typealias M = ApprovalMethods

    /// The deputy, then the head, who signs.
    static let route = ApprovalRoute(
        name: "Quy trình chung",
        levels: [
            ApprovalLevel(
                title: "Phó phòng kiểm tra",
                approver: Approver(kind: .office, office: "H29.02.PP")
            ),
            ApprovalLevel(title: "Giám đốc duyệt", approver: Approver(kind: .agencyHead)),
        ],
        signer: Approver(kind: .agencyHead)
    )

    let server: TestServer

    var drafter: TestCaller { server.caller("officer@H29.02/ann") }
    var deputy: TestCaller { server.caller("officer@H29.02/minh") }
    var head: TestCaller { server.caller("head@H29.02/gdd") }

    /// Loads the officers and sets the route.
    init(_ server: TestServer, _ routes: [ApprovalRoute] = [route]) async throws {
        self.server = server
        let held = [("ann", ""), ("minh", "PP"), ("gdd", "GD")].map { code, office in
            Officer(
                code: code,
                agency: "H29.02",
                appointments: office.isEmpty
                    ? [] : [Appointment(office: "H29.02.\(office)", validFrom: "2026-01-01")]
            )
        }
        _ = try await server.administrator.write(
            DirectoryMethods.applyOfficers,
            ApplyOfficersRequest(officers: held),
            \.requestId
        )
        _ = try await set(routes)
    }

    func set(
        _ routes: [ApprovalRoute],
        of agency: String = "H29.02",
        etag: String = ""
    ) async throws(Status) -> Receipt {
        let request = SetApprovalRoutesRequest(
            agency: agency,
            routes: routes,
            reason: "Quy chế làm việc",
            etag: etag
        )
        return try await server.administrator.write(M.setApprovalRoutes, request, \.requestId)
    }

    /// Drafts a notice about a petition; its id.
    func draft(about petition: String, as caller: TestCaller? = nil) async throws -> String {
        try await (caller ?? drafter).new(
            DocumentMethods.draftDocument,
            DraftDocumentRequest(
                about: .petition(petition),
                form: "ND30/2020:1.4-TB",
                recipients: ["H29"]
            ),
            \.requestId
        )
    }

    /// Drafts a notice about a petition and submits it; its id.
    func submitted(about petition: String) async throws -> String {
        let id = try await draft(about: petition)
        try await submit(id)
        return id
    }

    func submit(_ id: String, as caller: TestCaller? = nil) async throws(Status) {
        let request = SubmitDraftRequest(id: id)
        _ = try await (caller ?? drafter).write(M.submitDraft, request, \.requestId)
    }

    /// Approves drafts as they stand now.
    func approve(_ ids: [String], as caller: TestCaller) async throws {
        var seen: [SeenDraft] = []
        for id in ids { seen.append(SeenDraft(id: id, etag: try await document(id).etag)) }
        _ = try await approve(seen, as: caller)
    }

    func approve(_ seen: [SeenDraft], as caller: TestCaller) async throws(Status) -> Receipt {
        let request = ApproveDraftsRequest(drafts: seen)
        return try await caller.write(M.approveDrafts, request, \.requestId)
    }

    func giveBack(_ id: String, to level: Int32 = 0, as caller: TestCaller) async throws(Status) {
        let request = ReturnDraftRequest(id: id, level: level, reason: "Bổ sung căn cứ")
        _ = try await caller.write(M.returnDraft, request, \.requestId)
    }

    func remark(
        _ id: String,
        for assignee: String = "",
        as caller: TestCaller
    ) async throws(Status) {
        let request = RemarkDraftRequest(
            id: id,
            content: "Nêu rõ căn cứ",
            assignee: assignee,
            wantedBy: "2026-07-16"
        )
        _ = try await caller.write(M.remarkDraft, request, \.requestId)
    }

    func resolve(_ id: String, _ number: Int32, as caller: TestCaller) async throws(Status) {
        let request = ResolveRemarkRequest(id: id, number: number, resolution: "Đã bổ sung")
        _ = try await caller.write(M.resolveRemark, request, \.requestId)
    }

    func sign(_ id: String) async throws(Status) {
        let request = SignDocumentRequest(
            id: id,
            office: "H29.02.GD",
            mode: .head,
            signature: .valid
        )
        _ = try await head.write(DocumentMethods.signDocument, request, \.requestId)
    }

    func document(_ id: String) async throws -> Document {
        try await DocumentTests.document(drafter, id)
    }
}
