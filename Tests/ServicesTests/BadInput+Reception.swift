import Casework
import Messages
import TestSupport

extension BadInput {
    private typealias M = ReceptionMethods
    private static var id: String { TestCaller.newRequestID() }

    /// Requests of citizen reception that the server must refuse.
    static let reception: [BadInput] = [
        checkIn("a visitor without a name", "parties[0].full_name") { $0.parties[0].fullName = "" },
        checkIn("a visitor without an address", "parties[0].address.text") {
            $0.parties[0].address = nil
        },
        checkIn("nobody", "parties") { $0.parties = [] },
        checkIn("51 visitors", "parties") {
            $0.parties = Array(repeating: Sample.sender, count: 51)
        },
        checkIn("another paper from July 2026 on", "identity_paper") { $0.identityPaper = .other },
        checkIn("a visit of tomorrow", "acted_on") { $0.actedOn = "2026-07-16" },
        checkIn("a leader's reception without a session", "session_id") {
            $0.kind = .leaderPeriodic
        },
        checkIn("a paper that names the visitor", "authorisation") {
            $0.authorisation = "Giấy ủy quyền của Nguyễn Thị Ánh"
        },
        checkIn("a paper number that was not reserved", "paper_number") { $0.paperNumber = 7 },
        checkIn(
            "everything at once",
            "kind",
            "session_id",
            "acted_on",
            "parties",
            "parties[0].role",
            "parties[0].kind",
            "parties[0].full_name",
            "parties[0].address.text",
            "identity_paper",
            "paper_number"
        ) {
            $0 = CheckInRequest(
                requestId: id,
                sessionId: "s",
                parties: [Party()],
                paperNumber: -1,
                actedOn: "16/07/2026"
            )
        },
        call(
            "the session of nobody",
            M.checkIn,
            "NOT_FOUND SESSION_NOT_FOUND"
        ) { _ in
            var request = ReceptionDesk.visitor
            request.requestId = id
            request.kind = .leaderAdhoc
            request.sessionId = "absent"
            return request
        },
        call("the visit of nobody", M.closeVisit, "NOT_FOUND VISIT_NOT_FOUND") { _ in
            CloseVisitRequest(requestId: id, id: "absent")
        },
        // A petition is no visit, though its id is known.
        call("a petition as a visit", M.getVisit, "NOT_FOUND VISIT_NOT_FOUND") {
            GetVisitRequest(name: .id($0.registered))
        },
        call("no name of a visit", M.getVisit, "NOT_FOUND VISIT_NOT_FOUND") { _ in
            GetVisitRequest()
        },
        call(
            "an officer who signs a refusal",
            M.issueRefusalNotice,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "officer@H29.02",
            metadata: ["permission": "reception.decide"]
        ) { _ in IssueRefusalNoticeRequest(requestId: id, id: "absent") },
        call(
            "an administrator who looks for a person",
            M.getVisitorHistory,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "administrator@H29.02",
            metadata: ["permission": "reception.identity"]
        ) { _ in GetVisitorHistoryRequest(idNumber: Sample.senderID) },
        call("the history of no number", M.getVisitorHistory, invalid, ["id_number"]) { _ in
            GetVisitorHistoryRequest()
        },
        call("the history of hyphens", M.getVisitorHistory, invalid, ["id_number"]) { _ in
            GetVisitorHistoryRequest(idNumber: "---")
        },
        call(
            "a verifier who looks for a person in the city",
            M.findMatters,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "verifier@H29.02",
            metadata: ["permission": "reception.identity"]
        ) { _ in FindMattersRequest(idNumber: Sample.senderID) },
        call("matters of no number", M.findMatters, invalid, ["id_number"]) { _ in
            FindMattersRequest()
        },
        call("matters of hyphens", M.findMatters, invalid, ["id_number"]) { _ in
            FindMattersRequest(idNumber: "---")
        },
        call("fewer than no matters", M.findMatters, invalid, ["page_size"]) { _ in
            FindMattersRequest(idNumber: Sample.senderID, pageSize: -1)
        },
        call("matters from a page of nothing", M.findMatters, invalid, ["page_token"]) { _ in
            FindMattersRequest(idNumber: Sample.senderID, pageToken: "00")
        },
        call("a register of the future", M.listReceptionRegister, invalid, ["year"]) { _ in
            ListReceptionRegisterRequest(year: 2027)
        },
        call("days in no order", M.listReceptionRegister, invalid, ["to"]) { _ in
            ListReceptionRegisterRequest(year: 2026, from: "2026-07-02", to: "2026-07-01")
        },
        call("a day that is none", M.listReceptionRegister, invalid, ["from"]) { _ in
            ListReceptionRegisterRequest(year: 2026, from: "tomorrow")
        },
        call("a token of nobody", M.listReceptionRegister, invalid, ["page_token"]) { _ in
            ListReceptionRegisterRequest(year: 2026, pageToken: "abcdef")
        },
    ]

    private static let invalid = "INVALID_ARGUMENT FIELD_INVALID"

    /// An entry of a visitor, spoilt.
    private static func checkIn(
        _ name: String,
        _ fields: String...,
        spoil: @escaping @Sendable (inout CheckInRequest) -> Void
    ) -> BadInput {
        call(name, M.checkIn, invalid, fields) { _ in
            var request = ReceptionDesk.visitor
            request.requestId = id
            spoil(&request)
            return request
        }
    }
}
