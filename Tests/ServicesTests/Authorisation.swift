import Casework
import Messages
import RPC
import TestSupport

/// The names that a request carries: those of planted records, or of none.
struct Names: Sendable {
    var petition: String
    var file: String
    var agency: String
    var external: ExternalReference
    var session = "2123456789abcdefghjkmnpqrs"
    var instruction = "3123456789abcdefghjkmnpqrs"
    var proposal = "4123456789abcdefghjkmnpqrs"

    /// Names of nothing, of the same shape.
    static let absent = Names(
        petition: "0123456789abcdefghjkmnpqrs",
        file: "1123456789abcdefghjkmnpqrs",
        agency: "H29.98",
        external: ExternalReference(system: "dvc", id: "ABSENT-EXTERNAL-3")
    )
}

/// How to make a request of a method; a stranger's call for each method is made by it.
struct Maker: Sendable {
    let path: String
    /// Whether the request names records or agencies, so that a stranger must be refused.
    let names: Bool
    /// Whether the law gives the step to a body above the one whose record it is, too.
    let fromAbove: Bool
    let payload: @Sendable (Names) throws -> [UInt8]

    /// A method whose request names a record or an agency.
    init<Request, Reply>(
        _ method: Method<Request, Reply>,
        fromAbove: Bool = false,
        _ make: @escaping @Sendable (Names) -> Request
    ) {
        path = method.info.path
        names = true
        self.fromAbove = fromAbove
        payload = { try make($0).serialized() }
    }

    /// A method whose request names nothing: it is about the caller's own agency, or about none.
    init<Request, Reply>(own method: Method<Request, Reply>, _ request: Request) {
        path = method.info.path
        names = false
        fromAbove = false
        payload = { _ in try request.serialized() }
    }
}

extension Maker {
    /// Whether it is about leaders' sessions, which no denunciation is part of.
    var isAboutSessions: Bool {
        path.hasPrefix("/kntc.v1.SessionService/") || path.hasPrefix("/kntc.v1.ReceptionService/")
    }

    static var id: String { TestCaller.newRequestID() }
    static let document = DocumentReference(number: "1/QĐ", issuedOn: "2026-07-15")

    static let petitions = [
        Maker(own: PetitionMethods.registerPetition, registration),
        Maker(PetitionMethods.getPetition) { GetPetitionRequest(name: .id($0.petition)) },
        Maker(PetitionMethods.getPetitionIdentity) { GetPetitionIdentityRequest(id: $0.petition) },
        Maker(PetitionMethods.listPetitions) { ListPetitionsRequest(agency: $0.agency) },
        Maker(PetitionMethods.classifyPetition) {
            ClassifyPetitionRequest(
                requestId: id,
                id: $0.petition,
                etag: "2",
                classification: Sample.complaint
            )
        },
        Maker(PetitionMethods.proposeHandling) {
            ProposeHandlingRequest(
                requestId: id,
                id: $0.petition,
                outcome: .accept,
                reason: "Đủ điều kiện"
            )
        },
        Maker(PetitionMethods.approveHandling) {
            ApproveHandlingRequest(requestId: id, id: $0.petition, office: "H29.05.GD")
        },
        Maker(PetitionMethods.returnProposal) {
            ReturnProposalRequest(
                requestId: id,
                id: $0.petition,
                office: "H29.05.GD",
                reason: "Chưa rõ"
            )
        },
        Maker(PetitionMethods.dispatchPetition) {
            DispatchPetitionRequest(
                requestId: id,
                id: $0.petition,
                document: DocumentReference(number: "1/HD", issuedOn: "2026-07-13")
            )
        },
    ]

    static var registration: RegisterPetitionRequest {
        var request = Sample.registration
        request.requestId = id
        request.parties = []
        return request
    }

    static let cases = [
        Maker(ComplaintMethods.acceptComplaint) {
            AcceptComplaintRequest(
                requestId: id,
                petitionId: $0.petition,
                office: "H29.05.GD",
                notice: document
            )
        },
        Maker(CaseMethods.getCase) { GetCaseRequest(name: .id($0.file)) },
        Maker(CaseMethods.listCases) { ListCasesRequest(agency: $0.agency) },
        Maker(ComplaintMethods.markComplex) {
            MarkComplexRequest(requestId: id, id: $0.file, criteria: [.many])
        },
        Maker(CaseMethods.assignVerification) {
            AssignVerificationRequest(
                requestId: id,
                id: $0.file,
                agency: "H29.05",
                assignment: document
            )
        },
        Maker(CaseMethods.submitReport) {
            SubmitReportRequest(requestId: id, id: $0.file, report: document)
        },
        Maker(ComplaintMethods.holdDialogue) {
            HoldDialogueRequest(
                requestId: id,
                id: $0.file,
                noticeSentOn: "2026-07-01",
                dialogue: Dialogue(heldOn: "2026-07-15", minutesNumber: "1")
            )
        },
        Maker(ComplaintMethods.issueDecision) {
            var request = Sample.decide($0.file)
            request.requestId = id
            return request
        },
        Maker(ComplaintMethods.sendDecision) { SendDecisionRequest(requestId: id, id: $0.file) },
        Maker(ComplaintMethods.recordDecisionReceipt) {
            RecordDecisionReceiptRequest(requestId: id, id: $0.file)
        },
        Maker(ComplaintMethods.confirmEffect) { ConfirmEffectRequest(requestId: id, id: $0.file) },
        Maker(CaseMethods.closeCase) { CloseCaseRequest(requestId: id, id: $0.file) },
    ]

    static let others = [
        Maker(
            own: RegisterMethods.openRegister,
            OpenRegisterRequest(requestId: id, kind: .petition, year: 2025, startsAt: 5)
        ),
        Maker(
            own: RegisterMethods.reserveNumbers,
            ReserveNumbersRequest(requestId: id, kind: .petition, year: 2026, count: 1)
        ),
        Maker(
            own: RegisterMethods.voidNumbers,
            VoidNumbersRequest(
                requestId: id,
                kind: .petition,
                year: 2026,
                numbers: [1],
                reason: "hỏng"
            )
        ),
        Maker(
            own: RegisterMethods.closeRegister,
            CloseRegisterRequest(requestId: id, kind: .petition, year: 2025)
        ),
        Maker(
            own: RegisterMethods.getRegister,
            GetRegisterRequest(kind: .petition, year: 2026)
        ),
        Maker(
            own: DirectoryMethods.applyAgencies,
            ApplyAgenciesRequest(requestId: id, agencies: [Sample.foreign])
        ),
        Maker(own: DirectoryMethods.getAgency, GetAgencyRequest(code: "H29.02")),
        Maker(
            own: ScenarioMethods.playScenario,
            PlayScenarioRequest(steps: [
                ScenarioStep(
                    date: "2026-07-06",
                    identity: "officer@H29.02",
                    method: "CaseService/CloseCase",
                    requestJson: "{}"
                )
            ])
        ),
        Maker(own: DirectoryMethods.listAgencies, ListAgenciesRequest()),
        Maker(
            own: DeadlineMethods.computeDeadline,
            ComputeDeadlineRequest(rule: "KN.ACCEPT", startOn: "2026-07-06")
        ),
        Maker(DeadlineMethods.explainDeadline) {
            ExplainDeadlineRequest(record: .petition($0.petition), rule: "PET.PROCESS")
        },
        Maker(DeadlineMethods.listDue) { ListDueRequest(agency: $0.agency) },
        Maker(own: CalendarMethods.getCalendar, GetCalendarRequest(year: 2027)),
        Maker(own: CalendarMethods.previewCalendar, PreviewCalendarRequest()),
        Maker(
            own: CalendarMethods.replaceCalendar,
            ReplaceCalendarRequest(requestId: id, announcedYears: [2028], reason: "QĐ")
        ),
        Maker(own: FeedMethods.listJournal, ListJournalRequest(pageSize: 200)),
        Maker(own: FeedMethods.watchJournal, WatchJournalRequest()),
        Maker(own: FeedMethods.listInbox, ListInboxRequest(pageSize: 200)),
        Maker(own: FeedMethods.watchInbox, WatchInboxRequest()),
        Maker(
            own: FeedMethods.createSubscription,
            CreateSubscriptionRequest(name: "mine", source: .journal)
        ),
        Maker(own: FeedMethods.pull, PullRequest(name: "mine", max: 200)),
        Maker(own: FeedMethods.acknowledge, AcknowledgeRequest(name: "mine", position: 1)),
        Maker(own: FeedMethods.listSubscriptions, ListSubscriptionsRequest()),
        Maker(own: FeedMethods.deleteSubscription, DeleteSubscriptionRequest(name: "mine")),
        Maker(FeedMethods.getHistory) { GetHistoryRequest(record: .petition($0.petition)) },
        Maker(
            own: NationalMethods.takeLease,
            TakeLeaseRequest(runId: "stranger", seconds: 60)
        ),
        Maker(own: NationalMethods.releaseLease, ReleaseLeaseRequest(runId: "stranger")),
        Maker(own: NationalMethods.listExports, ListExportsRequest(pageSize: 200)),
        Maker(NationalMethods.recordAnswer) {
            RecordAnswerRequest(
                requestId: id,
                record: .petition($0.petition),
                answer: NationalAnswered(messageId: "m")
            )
        },
        Maker(own: SystemMethods.getStatus, GetStatusRequest()),
        Maker(own: SystemMethods.verifyStore, VerifyStoreRequest()),
        Maker(own: SystemMethods.traceCall, TraceCallRequest(id: "0123456789abcdef")),
    ]

    /// More requests of methods that can name a record in several ways.
    static let more = [
        Maker(PetitionMethods.getPetition) {
            GetPetitionRequest(name: .externalReference($0.external))
        },
        Maker(CaseMethods.getCase) { GetCaseRequest(name: .externalReference($0.external)) },
        Maker(FeedMethods.getHistory) { GetHistoryRequest(record: .caseFile($0.file)) },
        Maker(FeedMethods.getHistory) {
            GetHistoryRequest(
                record: RecordReference(kind: .register, id: "\($0.agency)/1/2026")
            )
        },
        Maker(DeadlineMethods.explainDeadline) {
            ExplainDeadlineRequest(record: .caseFile($0.file), rule: "KN.RESOLVE.1.ORDINARY")
        },
    ]

    /// One for each method of the contract, and more.
    static let all =
        petitions + access + cases + complaints + course + denunciations + results + others + more
        + records
        + files + intake + documents + sessions
        + reception + identity + entry + circulation + approvals
}
