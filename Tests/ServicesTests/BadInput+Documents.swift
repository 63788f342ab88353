import Casework
import Messages
import RPC
import TestSupport

extension BadInput {
    private static let invalid = "INVALID_ARGUMENT FIELD_INVALID"
    private static var id: String { TestCaller.newRequestID() }

    /// Papers that may not stand.
    static let papers: [BadInput] = [
        .call("forms of no day", DocumentMethods.listForms, invalid, ["on"]) { _ in
            ListFormsRequest(on: "2026-13-01")
        },
        .call("a paper of nothing", DocumentMethods.draftDocument, invalid, ["about"]) { _ in
            DraftDocumentRequest(requestId: id, form: "ND30/2020:1.5")
        },
        .call("a paper of an agency", DocumentMethods.draftDocument, invalid, ["about"]) { _ in
            DraftDocumentRequest(
                requestId: id,
                about: RecordReference(kind: .agency, id: "H29.02"),
                form: "ND30/2020:1.5"
            )
        },
        .call(
            "a draft with everything wrong",
            DocumentMethods.draftDocument,
            invalid,
            [
                "acted_on", "form", "title", "recipients[0]", "recipients[1]", "copy_number",
                "external_reference.id",
            ]
        ) { planted in
            DraftDocumentRequest(
                requestId: id,
                about: .petition(planted.registered),
                form: "ND155/2026:99",
                title: "Gửi \(Sample.senderName)",
                recipients: ["H29.99", ""],
                copyNumber: 3,
                externalReference: ExternalReference(system: "vb"),
                actedOn: "2026-07-16"
            )
        },
        .call(
            "everything wrong with a delegation",
            DelegationMethods.giveDelegation,
            fields: "mode",
            "decision",
            "valid_from",
            "office",
            "to_office",
            "to_officer",
            "to_officer",
            "forms"
        ) { _ in
            GiveDelegationRequest(
                requestId: id,
                office: "H29.02.PP",
                toOffice: "H29.05.GD",
                toOfficer: "nobody",
                forms: ["none"]
            )
        },
        .call(
            "an authorisation for ever",
            DelegationMethods.giveDelegation,
            fields: "valid_to",
            "forms"
        ) { _ in
            var request = DelegationServiceTests.deputy
            (request.requestId, request.mode) = (id, .authorised)
            return request
        },
        .call(
            "a delegation that is not there",
            DelegationMethods.endDelegation,
            "NOT_FOUND DELEGATION_NOT_FOUND"
        ) { EndDelegationRequest(requestId: id, id: $0.registered, reason: "Hết việc") },
        .call(
            "a delegation by an officer",
            DelegationMethods.giveDelegation,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "officer@H29.02",
            metadata: ["permission": "delegation.give"]
        ) { _ in GiveDelegationRequest(requestId: id) },
        .call(
            "a signature on nothing",
            DocumentMethods.signDocument,
            "NOT_FOUND DOCUMENT_NOT_FOUND"
        ) { planted in
            SignDocumentRequest(requestId: id, id: planted.registered, office: "H29.02.GD")
        },
        .call(
            "an officer who signs",
            DocumentMethods.signDocument,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "officer@H29.02",
            metadata: ["permission": "document.sign"]
        ) { planted in SignDocumentRequest(requestId: id, id: planted.registered) },
        .call("no name", DocumentMethods.getDocument, "NOT_FOUND DOCUMENT_NOT_FOUND") { _ in
            GetDocumentRequest()
        },
        .call("no name", DocumentMethods.getOriginal, "NOT_FOUND ORIGINAL_NOT_FOUND") { _ in
            GetOriginalRequest()
        },
        .call(
            "an original with everything wrong",
            DocumentMethods.receiveOriginal,
            invalid,
            ["acted_on", "description", "sheets", "place"]
        ) { planted in
            ReceiveOriginalRequest(
                requestId: id,
                about: .petition(planted.registered),
                description: "Giấy của \(Sample.senderName)",
                sheets: 0,
                place: Sample.senderPhone,
                actedOn: "hôm nay"
            )
        },
        .call("originals of both", DocumentMethods.listOriginals, invalid, ["state"]) { planted in
            ListOriginalsRequest(about: .petition(planted.registered), state: .held)
        },
        .call("a negative page", DocumentMethods.listDocuments, invalid, ["page_size"]) { _ in
            ListDocumentsRequest(pageSize: -1)
        },
        .call("a form in a request", ComplaintMethods.acceptComplaint, invalid, ["notice.form"]) {
            planted in
            var request = Sample.accept(planted.classified)
            request.requestId = id
            request.notice?.form = "ND155/2026:03"
            return request
        },
    ]
}
