import Messages
import RPC
import TestSupport

/// Bad input to the directory.
extension BadInput {
    private typealias M = DirectoryMethods
    private static let administrator = "administrator@H29"
    private static let paper = DocumentReference(number: "12/NQ-HĐND", issuedOn: "2026-07-01")
    private static let dayOfChange = "2026-09-01"

    static let directory: [BadInput] = [
        .call(
            "a new name without a body",
            M.renameAgency,
            fields: "decision",
            "on",
            "code",
            as: administrator
        ) { _ in RenameAgencyRequest(requestId: TestCaller.newRequestID(), name: "Sở") },
        .call(
            "a body under what lies below it",
            M.renameAgency,
            fields: "code.parent",
            as: administrator
        ) { _ in
            RenameAgencyRequest(
                requestId: TestCaller.newRequestID(),
                code: "H29",
                parent: "H29.02",
                on: dayOfChange,
                decision: paper
            )
        },
        .call(
            "a merger of one body with itself",
            M.mergeAgencies,
            fields: "codes",
            as: administrator
        ) { _ in
            MergeAgenciesRequest(
                requestId: TestCaller.newRequestID(),
                codes: ["H29.02"],
                into: Agency(code: "H29.02"),
                on: dayOfChange,
                decision: paper
            )
        },
        .call("a split into one", M.splitAgency, fields: "into", as: administrator) { _ in
            SplitAgencyRequest(
                requestId: TestCaller.newRequestID(),
                code: "H29.02",
                into: [Agency(code: "H29.05")],
                on: dayOfChange,
                decision: paper
            )
        },
        .call(
            "the end of the body above",
            M.dissolveAgency,
            fields: "agency.valid_to",
            "successors[0].parent",
            as: administrator
        ) { _ in
            DissolveAgencyRequest(
                requestId: TestCaller.newRequestID(),
                agency: "H29",
                successors: ["H29.02"],
                on: dayOfChange,
                decision: paper
            )
        },
        .call(
            "the end of a body by its own head",
            M.dissolveAgency,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "head@H29.02",
            metadata: ["permission": "directory.apply"]
        ) { _ in
            DissolveAgencyRequest(
                requestId: TestCaller.newRequestID(),
                agency: "H29.02",
                on: dayOfChange,
                decision: paper
            )
        },
        .call(
            "what is open of files",
            M.previewReorganisation,
            fields: "on",
            "kind",
            as: administrator
        ) { _ in PreviewReorganisationRequest(agency: "H29.02", kind: .file) },
        .call(
            "what is open at an unknown body",
            M.previewReorganisation,
            "NOT_FOUND AGENCY_NOT_FOUND",
            as: administrator
        ) { _ in PreviewReorganisationRequest(agency: "H29.99", on: dayOfChange) },
        .call(
            "what an unknown officer holds",
            M.listHoldings,
            "NOT_FOUND OFFICER_NOT_FOUND",
            as: administrator
        ) { _ in ListHoldingsRequest(officer: "nobody", office: "H29.02.GD") },
        .call(
            "the end of an unknown officer",
            M.endAppointment,
            "NOT_FOUND OFFICER_NOT_FOUND",
            as: administrator
        ) { _ in
            EndAppointmentRequest(
                requestId: TestCaller.newRequestID(),
                officer: "nobody",
                office: "H29.02.GD",
                on: dayOfChange,
                decision: paper
            )
        },
        .call("a day that is none", M.getAgency, fields: "on") { _ in
            GetAgencyRequest(code: "H29.02", on: "2025-02-30")
        },
        .call("a day before the body", M.getAgency, "NOT_FOUND AGENCY_NOT_FOUND") { _ in
            GetAgencyRequest(code: "H29.02", on: "2025-06-30")
        },
        .call("a list of codes that is none", M.getAgency, "NOT_FOUND AGENCY_NOT_FOUND") { _ in
            GetAgencyRequest(code: "H29.02", scheme: "gso")
        },
        .call("bodies on no day", M.listAgencies, fields: "on") { _ in
            ListAgenciesRequest(on: "1/7/2025")
        },
    ]
}
