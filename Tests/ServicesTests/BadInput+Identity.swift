import Casework
import Messages
import RPC
import TestSupport

extension BadInput {
    private static var id: String { TestCaller.newRequestID() }
    private static let motive = "Xác minh nhân thân người gửi đơn"

    /// What may not be asked of identities; the planted records are of ordinary guard.
    static let identity: [BadInput] = [
        .call(
            "handlers of an ordinary petition",
            IdentityMethods.appointHandlers,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED",
            metadata: [
                "missing":
                    "a file whose persons are guarded as secret; others are read in scope"
            ]
        ) { planted in
            AppointHandlersRequest(
                requestId: id,
                record: .petition(planted.registered),
                handlers: [OfficerReference(officer: "binh")],
                until: .report,
                reason: "Phân công",
                office: "H29.02.GD"
            )
        },
        .call(
            "handlers of nothing",
            IdentityMethods.appointHandlers,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["record"]
        ) { _ in AppointHandlersRequest(requestId: id) },
        .call(
            "handlers without anything",
            IdentityMethods.appointHandlers,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["handlers", "until", "reason", "office"]
        ) { AppointHandlersRequest(requestId: id, record: .petition($0.registered)) },
        .call(
            "handlers by an officer",
            IdentityMethods.appointHandlers,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "officer@H29.02/an",
            metadata: ["permission": "identity.assign"]
        ) { AppointHandlersRequest(requestId: id, record: .petition($0.registered)) },
        .call(
            "the end of no appointment",
            IdentityMethods.endHandlers,
            "NOT_FOUND HANDLER_APPOINTMENT_NOT_FOUND"
        ) { EndHandlersRequest(requestId: id, id: $0.registered, reason: "x", office: "x") },
        .call(
            "the handlers of an agency",
            IdentityMethods.listHandlers,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["record"]
        ) { _ in ListHandlersRequest(record: RecordReference(kind: .agency, id: "H29.02")) },
        .call(
            "a request without a motive",
            IdentityMethods.requestIdentity,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["kind", "reason_code", "reason"]
        ) {
            RequestIdentityRequest(
                requestId: id,
                record: .petition($0.registered),
                reason: "cần xem"
            )
        },
        .call(
            "a request that names the sender",
            IdentityMethods.requestIdentity,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["reason"]
        ) {
            RequestIdentityRequest(
                requestId: id,
                record: .petition($0.registered),
                kind: .read,
                reasonCode: .meet,
                reason: "Mời bà Nguyễn Thị Ánh đến làm việc"
            )
        },
        .call(
            "a request for an ordinary case",
            IdentityMethods.requestIdentity,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED"
        ) {
            RequestIdentityRequest(
                requestId: id,
                record: .caseFile($0.file),
                kind: .read,
                reasonCode: .verify,
                reason: motive
            )
        },
        .call(
            "the guard of a case",
            IdentityMethods.requestIdentity,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["record.kind"]
        ) {
            RequestIdentityRequest(
                requestId: id,
                record: .caseFile($0.file),
                kind: .lower,
                reasonCode: .reclassify,
                reason: motive
            )
        },
        .call(
            "the guard of an ordinary petition",
            IdentityMethods.requestIdentity,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED",
            metadata: ["missing": "a record whose persons are guarded as secret"]
        ) {
            RequestIdentityRequest(
                requestId: id,
                record: .petition($0.classified),
                kind: .lower,
                reasonCode: .reclassify,
                reason: motive
            )
        },
        .call(
            "an approval of nothing",
            IdentityMethods.approveIdentity,
            "NOT_FOUND IDENTITY_REQUEST_NOT_FOUND"
        ) { ApproveIdentityRequest(requestId: id, id: $0.registered, digest: "00") },
        .call(
            "a refusal of nothing",
            IdentityMethods.refuseIdentity,
            "NOT_FOUND IDENTITY_REQUEST_NOT_FOUND"
        ) { _ in RefuseIdentityRequest(requestId: id, id: "", reason: "x") },
        .call(
            "a revocation by an officer",
            IdentityMethods.revokeIdentity,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "officer@H29.02",
            metadata: ["permission": "identity.approve"]
        ) { _ in RevokeIdentityRequest(requestId: id, id: "", reason: "x") },
        .call(
            "a reading of an ordinary petition",
            IdentityMethods.readIdentity,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED"
        ) {
            ReadIdentityRequest(
                requestId: id,
                record: .petition($0.registered),
                reasonCode: .verify,
                reason: motive
            )
        },
        .call(
            "a reading without a motive",
            IdentityMethods.readIdentity,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["reason_code", "reason"]
        ) { ReadIdentityRequest(requestId: id, record: .petition($0.registered)) },
        .call(
            "a reading without a request id",
            IdentityMethods.readIdentity,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["request_id"]
        ) {
            ReadIdentityRequest(
                record: .petition($0.registered),
                reasonCode: .verify,
                reason: motive
            )
        },
        .call(
            "a letter of no document",
            IdentityMethods.renderLetter,
            "NOT_FOUND DOCUMENT_NOT_FOUND",
            as: "clerk@H29.02"
        ) { RenderLetterRequest(requestId: id, document: $0.registered) },
        .call(
            "a letter for a head",
            IdentityMethods.renderLetter,
            "PERMISSION_DENIED PERMISSION_DENIED",
            metadata: ["permission": "identity.letter"]
        ) { RenderLetterRequest(requestId: id, document: $0.registered) },
        .call(
            "a guard lowered by no request",
            IdentityMethods.lowerGuard,
            "NOT_FOUND IDENTITY_REQUEST_NOT_FOUND"
        ) { LowerGuardRequest(requestId: id, id: $0.registered) },
        .call(
            "readings since no day",
            IdentityMethods.listIdentityReads,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["since"]
        ) { _ in ListIdentityReadsRequest(since: "hôm qua") },
        .call(
            "readings of another agency's files",
            IdentityMethods.listIdentityReads,
            "NOT_FOUND AGENCY_NOT_FOUND"
        ) { _ in ListIdentityReadsRequest(agency: "H29.05") },
        .call(
            "readings for an administrator",
            IdentityMethods.listIdentityReads,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "administrator@H29",
            metadata: ["permission": "identity.audit"]
        ) { _ in ListIdentityReadsRequest() },
        .call(
            "a negative page of requests",
            IdentityMethods.listIdentityRequests,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["page_size"]
        ) { _ in ListIdentityRequestsRequest(pageSize: -1) },
    ]
}
