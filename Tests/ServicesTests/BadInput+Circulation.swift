import Casework
import Messages
import RPC
import TestSupport

extension BadInput {
    private static var id: String { TestCaller.newRequestID() }

    /// What may not happen to files in hands, transfers and consultations.
    static let circulation: [BadInput] = [
        .call("a file that is none", CustodyMethods.assignFile, fields: "record") { _ in
            AssignFileRequest(requestId: id, record: RecordReference(kind: .visit, id: "v"))
        },
        .call(
            "everything wrong with an assignment",
            CustodyMethods.assignFile,
            fields: "unit",
            "officer",
            "helpers",
            "helpers[0]",
            "helpers[1]",
            "note",
            "wanted_by"
        ) {
            AssignFileRequest(
                requestId: id,
                record: .petition($0.registered),
                unit: "H29.05",
                officer: "nobody",
                helpers: ["xa", "xa"],
                wantedBy: "tomorrow",
                note: "Gọi \(Sample.senderName)"
            )
        },
        .call(
            "a file returned from nobody",
            CustodyMethods.returnFile,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED",
            metadata: ["missing": "the officer who holds the file"]
        ) { ReturnFileRequest(requestId: id, record: .caseFile($0.file), reason: "Bận") },
        .call(
            "an officer who assigns",
            CustodyMethods.assignFile,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "officer@H29.02",
            metadata: ["permission": "custody.assign"]
        ) { AssignFileRequest(requestId: id, record: .petition($0.registered)) },
        .call(
            "a plan that says nothing",
            OperationMethods.previewOperation,
            fields: "plan"
        ) { _ in PreviewOperationRequest() },
        .call(
            "everything wrong with a hand-over",
            OperationMethods.previewOperation,
            fields: "plan.hand_over.from",
            "plan.hand_over.to",
            "plan.hand_over.kinds",
            "plan.hand_over.officer"
        ) { _ in
            let plan = HandOverPlan(
                from: "H29.05",
                to: "H29",
                kinds: [.file],
                officer: "nobody"
            )
            return PreviewOperationRequest(plan: OperationPlan(work: .handOver(plan)))
        },
        .call(
            "everything wrong with a reassignment",
            OperationMethods.previewOperation,
            fields: "plan.reassign.holder_unit",
            "plan.reassign.unit",
            "plan.reassign.officer"
        ) { _ in
            let plan = ReassignPlan(
                holder: .holderUnit("H29.05"),
                unit: "H29.05",
                officer: "nobody"
            )
            return PreviewOperationRequest(plan: OperationPlan(work: .reassign(plan)))
        },
        .call(
            "everything wrong with an answer to many",
            OperationMethods.previewOperation,
            fields: "plan.answer.cases",
            "plan.answer.cases[0]",
            "plan.answer.cases[1]",
            "plan.answer.document",
            "plan.answer.summary"
        ) { _ in
            let plan = AnswerPlan(cases: ["none", "none"])
            return PreviewOperationRequest(plan: OperationPlan(work: .answer(plan)))
        },
        .call(
            "an operation that nobody previewed",
            OperationMethods.startOperation,
            fields: "confirmation"
        ) {
            let plan = AnswerPlan(
                cases: [$0.file],
                document: DocumentReference(number: "9/TB", issuedOn: "2026-07-15"),
                summary: "Đã sửa"
            )
            return StartOperationRequest(
                requestId: id,
                plan: OperationPlan(work: .answer(plan)),
                confirmation: "00"
            )
        },
        .call(
            "everything wrong with what is tracked",
            TrackingMethods.listTracked,
            fields: "view",
            "page_size",
            "within_working_days",
            "late_by_days",
            "scope.officer"
        ) { _ in
            ListTrackedRequest(
                scope: TrackingScope(officer: "an"),
                withinWorkingDays: 61,
                lateByDays: -1,
                pageSize: -1
            )
        },
        .call("a place of another view", TrackingMethods.listTracked, fields: "page_token") { _ in
            ListTrackedRequest(view: .overdue, pageToken: "00")
        },
        .call("files of nobody", CustodyMethods.listHeld, fields: "holder", "kind") { _ in
            ListHeldRequest(kind: .visit)
        },
        .call(
            "a transfer that is not there",
            TransferMethods.receiveTransfer,
            "NOT_FOUND TRANSFER_NOT_FOUND"
        ) { ReceiveTransferRequest(requestId: id, id: $0.registered) },
        .call(
            "everything wrong with a question",
            ConsultationMethods.askConsultation,
            fields: "kind",
            "asked",
            "question",
            "due_on"
        ) { planted in
            AskConsultationRequest(
                requestId: id,
                record: .petition(planted.registered),
                asked: "H29.02",
                question: Sample.senderID,
                dueOn: "2026-07-14"
            )
        },
        .call(
            "a question as late as the law",
            ConsultationMethods.askConsultation,
            fields: "due_on"
        ) { planted in
            AskConsultationRequest(
                requestId: id,
                record: .petition(planted.registered),
                kind: .advice,
                asked: "H29.05",
                question: "Nguồn gốc đất?",
                dueOn: "2026-07-20"
            )
        },
        .call(
            "everything wrong with a letter that urges",
            UrgingMethods.urgeFile,
            fields: "rung",
            "letter",
            "reason"
        ) {
            UrgeFileRequest(
                requestId: id,
                record: .petition($0.registered),
                rung: .superior,
                reason: "Gọi \(Sample.senderName)"
            )
        },
        .call("urging what is no file", UrgingMethods.urgeFile, fields: "record") { _ in
            UrgeFileRequest(requestId: id, record: RecordReference(kind: .visit, id: "v"))
        },
        .call(
            "everything wrong with an absence",
            AbsenceMethods.enterAbsence,
            fields: "officer",
            "reason",
            "first_on",
            "last_on",
            "substitute"
        ) { _ in EnterAbsenceRequest(requestId: id, officer: "nobody", substitute: "no one") },
        .call(
            "an absence that is not there",
            AbsenceMethods.endAbsence,
            "NOT_FOUND ABSENCE_NOT_FOUND"
        ) { EndAbsenceRequest(requestId: id, id: $0.registered) },
        .call("absences on no day", AbsenceMethods.listAbsences, fields: "on") { _ in
            ListAbsencesRequest(on: "today")
        },
        .call("a digest of nobody", UrgingMethods.getDigest, fields: "addressee", "day") { _ in
            GetDigestRequest(day: "tomorrow")
        },
        .call(
            "a policy of urging by an officer",
            UrgingMethods.setUrgingPolicy,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "officer@H29.02",
            metadata: ["permission": "urging.set"]
        ) { _ in SetUrgingPolicyRequest(requestId: id, reason: "Quy chế") },
        .call(
            "routes of drafts by a head",
            ApprovalMethods.setApprovalRoutes,
            "PERMISSION_DENIED PERMISSION_DENIED",
            metadata: ["permission": "approval.set"]
        ) { _ in SetApprovalRoutesRequest(requestId: id, reason: "Quy chế") },
        .call(
            "everything wrong with routes",
            ApprovalMethods.setApprovalRoutes,
            fields: "routes[0].name",
            "routes[0].forms",
            "routes[0].levels[0].title",
            "routes[0].levels[0].approver.kind",
            "routes[0].signer.office",
            "reason",
            as: "administrator@H29"
        ) { _ in
            SetApprovalRoutesRequest(
                requestId: id,
                agency: "H29.02",
                routes: [
                    ApprovalRoute(
                        forms: ["x"],
                        levels: [ApprovalLevel()],
                        signer: Approver(kind: .office, office: "H29.05.GD")
                    )
                ]
            )
        },
        .call("routes of no body", ApprovalMethods.getApprovalRoutes, "NOT_FOUND AGENCY_NOT_FOUND")
        {
            _ in GetApprovalRoutesRequest(agency: "H29.99")
        },
        .call("no drafts", ApprovalMethods.approveDrafts, fields: "drafts") { _ in
            ApproveDraftsRequest(requestId: id)
        },
        .call(
            "a draft that is not there",
            ApprovalMethods.approveDrafts,
            "NOT_FOUND DOCUMENT_NOT_FOUND"
        ) {
            ApproveDraftsRequest(
                requestId: id,
                drafts: [SeenDraft(id: $0.registered, etag: "1")]
            )
        },
        .call(
            "drafts that are not there",
            ApprovalMethods.approveDrafts,
            fields: "drafts[0].id",
            "drafts[1].id"
        ) {
            ApproveDraftsRequest(
                requestId: id,
                drafts: [$0.registered, $0.classified].map { SeenDraft(id: $0, etag: "1") }
            )
        },
        .call(
            "nothing that waits",
            TrackingMethods.listAwaitingMe,
            fields: "kind",
            "page_size"
        ) { _ in ListAwaitingMeRequest(kind: .unknown(99), pageSize: -1) },
    ]
}
