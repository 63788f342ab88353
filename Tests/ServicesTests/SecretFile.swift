import Casework
import Messages
import RPC
import Records
import TestSupport

/// A denunciation of the home agency and those who work on it, on a server whose day is 15/07/2026.
struct SecretFile: Sendable {
    typealias M = IdentityMethods

    static let motive = "Xác minh nhân thân người gửi đơn trước khi thụ lý"
    static let letter = Array("Kính gửi Sở, tôi là Nguyễn Thị Ánh".utf8)

    let server: TestServer
    let petition: String

    /// Asks, and may be named as handler.
    var binh: TestCaller { server.caller("officer@H29.02/binh") }
    /// Another officer of the agency.
    var dung: TestCaller { server.caller("officer@H29.02/dung") }
    /// The clerk.
    var clerk: TestCaller { server.caller("clerk@H29.02/chi") }
    /// The head and the head's deputy.
    var head: TestCaller { server.caller("head@H29.02/an") }
    var deputy: TestCaller { server.caller("head@H29.02/em") }
    var auditor: TestCaller { server.caller("auditor@H29/kiem") }

    static var registration: RegisterPetitionRequest {
        var request = Sample.registration
        request.secret = true
        request.fullText = letter
        return request
    }

    /// Registers and classifies a denunciation.
    init(
        _ server: TestServer,
        _ request: RegisterPetitionRequest = SecretFile.registration,
        as found: Classification = Sample.denunciation
    ) async throws {
        self.server = server
        let caller = server.caller("head@H29.02/an")
        petition = try await caller.register(request)
        _ = try await caller.classify(petition, found)
    }

    /// Names officers for the petition until a stage; the id of the appointment.
    func appoint(
        handlers: [String] = ["binh"],
        clerks: [String] = [],
        until stage: HandlerStage = .closing,
        record: RecordReference? = nil
    ) async throws(Status) -> String {
        let request = AppointHandlersRequest(
            record: record ?? .petition(petition),
            handlers: handlers.map { OfficerReference(officer: $0) },
            clerks: clerks.map { OfficerReference(officer: $0) },
            until: stage,
            reason: "Phân công xác minh",
            office: "H29.02.GD"
        )
        return try await head.new(M.appointHandlers, request, \.requestId)
    }

    /// Asks for leave; the id of the request.
    func ask(
        _ caller: TestCaller? = nil,
        _ kind: IdentityRequestKind = .read,
        clerk: String = ""
    ) async throws(Status) -> String {
        let request = RequestIdentityRequest(
            record: .petition(petition),
            kind: kind,
            reasonCode: .verify,
            reason: Self.motive,
            clerk: clerk.isEmpty ? nil : OfficerReference(officer: clerk)
        )
        return try await (caller ?? binh).new(M.requestIdentity, request, \.requestId)
    }

    func request(_ id: String) async throws(Status) -> IdentityRequest {
        try await head.call(M.getIdentityRequest, GetIdentityRequestRequest(id: id))
    }

    /// Approves a request as it stands.
    func approve(_ id: String, _ caller: TestCaller) async throws(Status) {
        let digest = try await request(id).digest
        let approval = ApproveIdentityRequest(id: id, digest: digest)
        _ = try await caller.write(M.approveIdentity, approval, \.requestId)
    }

    /// Asks, and has it approved by the head and the deputy; the id of the request.
    func granted(
        _ kind: IdentityRequestKind = .read,
        clerk: String = ""
    ) async throws(Status) -> String {
        let id = try await ask(binh, kind, clerk: clerk)
        try await approve(id, head)
        try await approve(id, deputy)
        return id
    }

    /// Reads under a request id.
    func read(
        _ caller: TestCaller,
        _ record: RecordReference? = nil,
        _ requestID: String = TestCaller.newRequestID()
    ) async throws(Status) -> IdentityContent {
        let request = ReadIdentityRequest(
            requestId: requestID,
            record: record ?? .petition(petition),
            reasonCode: .verify,
            reason: Self.motive
        )
        return try await caller.call(M.readIdentity, request)
    }

    /// Code and reason of what refuses a reading, with the state of the last request.
    func refused(_ caller: TestCaller, _ record: RecordReference? = nil) async -> String {
        do {
            _ = try await read(caller, record)
            return "told"
        } catch {
            let state = error.metadata["request_state"].map { " \($0)" } ?? ""
            return error.description + state.replacing("IDENTITY_REQUEST_STATE_", with: "")
        }
    }

    /// The readings that somebody may look through.
    func reads(
        _ caller: TestCaller? = nil,
        _ subject: ListIdentityReadsRequest.Subject? = nil,
        since: String = ""
    ) async throws(Status) -> [IdentityReading] {
        let request = ListIdentityReadsRequest(subject: subject, since: since, pageSize: 200)
        return try await (caller ?? head).call(M.listIdentityReads, request).readings
    }

    /// Takes the petition to an accepted case; the id of the case.
    func accept() async throws -> String {
        let check = CheckDenunciationRequest(
            id: petition,
            identityVerified: true,
            result: .met,
            actedOn: "2026-07-08"
        )
        _ = try await head.write(DenunciationMethods.checkDenunciation, check, \.requestId)
        let propose = Sample.propose(petition)
        _ = try await head.write(PetitionMethods.proposeHandling, propose, \.requestId)
        let approve = Sample.approve(petition)
        _ = try await head.write(PetitionMethods.approveHandling, approve, \.requestId)
        let accept = AcceptDenunciationRequest(
            petitionId: petition,
            office: "H29.02.GD",
            decision: DocumentReference(number: "15/QĐ-SNV", issuedOn: "2026-07-14"),
            respondent: Respondent(agency: "H29.02", rank: .official, office: "H29.02.PP")
        )
        return try await head.new(DenunciationMethods.acceptDenunciation, accept, \.requestId)
    }

    /// Has the case verified and the report entered.
    func report(_ file: String) async throws {
        let assign = AssignVerificationRequest(
            id: file,
            agency: "H29.02",
            assignment: DocumentReference(number: "20/QĐ", issuedOn: "2026-07-15"),
            teamSize: 2
        )
        _ = try await head.write(CaseMethods.assignVerification, assign, \.requestId)
        let report = SubmitReportRequest(
            id: file,
            report: DocumentReference(number: "31/BC", issuedOn: "2026-07-15")
        )
        _ = try await head.write(CaseMethods.submitReport, report, \.requestId)
    }
}
