import Casework
import Logging
import Messages
import RPC
import Records
import Services
import Storage
import TestSupport
import Testing

/// A door that asks for sessions, over a store that a test may open again; without sockets, so
/// that a test says which certificate the peer showed.
struct Door: Sendable {
    static let password = "con mèo xanh ngủ trưa"

    let clock: VirtualClock
    let records: RecordStore
    let front: FrontDesk
    private let router: Router

    /// An officer's ways in.
    struct Ways: Sendable {
        let code: String
        let secret: [UInt8]
        let password: String
    }

    /// Opens a door over a store; the bodies of the directory are loaded once.
    init(
        _ store: any KeyValueStore,
        _ clock: VirtualClock,
        logRounds: Int = 4,
        grants: any Grants = DirectoryGrants(),
        tokens: (any TokenVerifier)? = nil,
        _ change: (inout FrontDesk.Settings) -> Void = { _ in }
    ) async throws {
        self.clock = clock
        records = try await RecordStore(store: store, masterKey: testKey) { clock.now }
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let desk = Desk(records: records) { clock.now }
        front = .quick(
            desk,
            logRounds: logRounds,
            grants: grants,
            tokens: tokens,
            logger: quiet,
            change
        )
        try front.restore()
        router = Routes.all(
            desk,
            front: front,
            authenticator: SessionAuthenticator(front),
            logger: quiet
        )
        let furniture = [Sample.city, Sample.home, Sample.foreign].map { agency in
            Event(
                record: RecordReference(kind: .agency, id: agency.code),
                fact: .agencyRecorded(AgencyRecorded(agency: agency))
            )
        }
        let command = Command(
            principal: Principal(agency: "H29", roles: [.administrator], name: "test"),
            method: "/test",
            requestID: "test-furniture-1",
            body: [],
            namesSomebody: false
        ) { _ in Decided(furniture) }
        _ = try await records.run(command)
    }

    /// Runs a test at a door over memory.
    static func run(
        tokens: (any TokenVerifier)? = nil,
        grants: any Grants = DirectoryGrants(),
        _ change: (inout FrontDesk.Settings) -> Void = { _ in },
        _ body: (Door) async throws -> Void
    ) async throws {
        try await withStore(.memory) { store in
            let clock = VirtualClock(day: "2026-07-15")
            try await body(Door(store, clock, grants: grants, tokens: tokens, change))
        }
    }

    /// What travels with a call.
    func transport(_ path: String, _ token: String?, _ certificate: [UInt8]?) -> RPCCall {
        RPCCall(
            path: path,
            metadata: token.map { ["authorization": "Bearer \($0)"] } ?? [:],
            peer: Peer(
                certificate: certificate.map {
                    PeerCertificate(fingerprint: $0, agency: "", notAfter: .max)
                }
            )
        )
    }

    /// Calls a method, in the session of a token.
    func call<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ request: Request,
        _ token: String? = nil,
        over certificate: [UInt8]? = nil
    ) async throws -> Reply {
        try await call(method, request, by: transport(method.info.path, token, certificate))
    }

    /// Calls a method with what travels beside the request.
    func call<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ request: Request,
        by transport: RPCCall
    ) async throws -> Reply {
        guard case .unary(let handler)? = router.route(path: method.info.path)?.handler else {
            throw CaseworkError.notFound(.settings)
        }
        let payload = try request.serialized()
        let reply: [UInt8] = try await withCheckedThrowingContinuation { continuation in
            handler(transport, payload) { continuation.resume(with: $0) }
        }
        return try Reply(serialized: reply)
    }

    /// What an empty request to a method is refused with, in the session of a token.
    func refused(_ method: MethodInfo, _ token: String) async -> Status {
        guard case .unary(let handler)? = router.route(path: method.path)?.handler else {
            return Status(.unknownMethod, method.path)
        }
        let transport = transport(method.path, token, nil)
        return await withCheckedContinuation { continuation in
            handler(transport, []) { result in
                switch result {
                case .success: continuation.resume(returning: Status(.unspecified, ""))
                case .failure(let status): continuation.resume(returning: status)
                }
            }
        }
    }

    /// Serves a stream until it ends; how it ended.
    ///
    /// `message` gets what it sends.
    func stream<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ request: Request,
        _ token: String,
        taking message: @escaping @Sendable ([UInt8]) -> Void = { _ in }
    ) async -> Status? {
        guard case .stream(let handler)? = router.route(path: method.info.path)?.handler else {
            return nil
        }
        let writer = RPCStreamWriter(
            bytesUnsentMax: 1 << 20,
            payloadBytesMax: 1 << 20,
            stallMax: .seconds(10),
            allowance: StreamAllowance(endsAt: .now + .seconds(600)),
            post: message
        )
        do {
            try await handler(transport(method.info.path, token, nil), request.serialized(), writer)
            return nil
        } catch {
            return error as? Status
        }
    }

    /// The status of what is refused; records an issue when it is not.
    func refused<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ request: Request,
        _ token: String? = nil,
        over certificate: [UInt8]? = nil,
        at location: SourceLocation = #_sourceLocation
    ) async -> Status {
        do {
            _ = try await call(method, request, token, over: certificate)
        } catch let status as Status {
            return status
        } catch {
            Issue.record("\(error)", sourceLocation: location)
        }
        Issue.record("\(method.info.path) is served", sourceLocation: location)
        return Status(.unspecified, "served")
    }

    /// Puts an officer with a role in the directory; other grants of the officer stay.
    func appoint(
        _ officer: String,
        _ role: Role,
        agency: String = "H29.02",
        office: String = ""
    ) async throws -> String {
        let appointment = Appointment(office: office, validFrom: "2026-01-01")
        let record = Officer(
            code: officer,
            agency: agency,
            appointments: office.isEmpty ? [] : [appointment]
        )
        let grant = Grant(
            id: Vault.newID(),
            state: .approved,
            role: role.rawValue,
            officers: [officer],
            units: [agency],
            validFrom: "2026-01-01"
        )
        try await write([
            Event(
                record: RecordReference(kind: .officer, id: officer),
                fact: .officerRecorded(OfficerRecorded(officer: record))
            ),
            Event(
                record: RecordReference(kind: .grant, id: grant.id),
                fact: .grantProposed(GrantProposed(grant: grant))
            ),
        ])
        return grant.id
    }

    /// Ends a grant.
    func end(_ grant: String) async throws {
        try await write([
            Event(
                record: RecordReference(kind: .grant, id: grant),
                actedOn: "2026-07-15",
                fact: .grantEnded(GrantEnded(reason: "Chuyển công tác"))
            )
        ])
    }

    /// Writes facts.
    func write(_ events: [Event], by agency: String = "H29") async throws {
        let command = Command(
            principal: Principal(agency: agency, roles: [.administrator], name: "test"),
            method: "/test",
            requestID: TestCaller.newRequestID(),
            body: [],
            namesSomebody: false
        ) { _ in Decided(events) }
        _ = try await records.run(command)
    }

    /// Opens the enrolment of an officer of the directory.
    func invite(_ officer: String) async throws -> String {
        let code = Vault.newID()
        let now = clock.now
        _ = try await records.change { state in
            let agency = try state.records.officer(officer)?.agency ?? ""
            return try state.openEnrolment(of: officer, agency: agency, code: code, now: now)
        }
        return code
    }

    /// Appoints an officer and enrols it from invitation to confirmation.
    func enrolled(
        _ officer: String,
        _ role: Role = .officer,
        agency: String = "H29.02",
        office: String = "",
        password: String = Door.password
    ) async throws -> Ways {
        _ = try await appoint(officer, role, agency: agency, office: office)
        return try await enrolled(officer, code: invite(officer), password: password)
    }

    /// Enrols an officer with its one-time code.
    func enrolled(
        _ officer: String,
        code: String,
        password: String = Door.password
    ) async throws -> Ways {
        _ = try await call(
            AccessMethods.enrol,
            EnrolRequest(officer: officer, enrolmentCode: code, password: password)
        )
        let sealed = try records.read { try $0.enrolment(of: officer) }?.secondFactor ?? []
        let secret = try records.vault.open(secondFactor: sealed, officer: officer)
        let enrolled = Ways(code: officer, secret: secret, password: password)
        let first = self.code(of: enrolled)
        _ = try await call(
            AccessMethods.confirmEnrolment,
            ConfirmEnrolmentRequest(officer: officer, enrolmentCode: code, code: first)
        )
        // The code of this step is used up.
        clock.advance(milliseconds: 30_000)
        return enrolled
    }

    /// The code that the officer's authenticator shows.
    func code(of officer: Ways, in steps: Int64 = 0) -> String {
        OneTimeCode.code(officer.secret, step: OneTimeCode.step(at: clock.now) + steps)
    }

    /// What the officer would send to sign in.
    func request(_ officer: Ways) -> SignInRequest {
        SignInRequest(
            officer: officer.code,
            password: officer.password,
            code: code(of: officer)
        )
    }

    /// Signs in and lets the clock go on to the next one-time code; the token.
    func signedIn(_ officer: Ways, over certificate: [UInt8]? = nil) async throws -> String {
        let reply = try await call(
            AccessMethods.signIn,
            request(officer),
            over: certificate
        )
        clock.advance(milliseconds: 30_000)
        return reply.token
    }

    /// Who somebody is to the server.
    func whoAmI(_ token: String, over certificate: [UInt8]? = nil) async throws -> WhoAmIReply {
        try await call(AccessMethods.whoAmI, WhoAmIRequest(), token, over: certificate)
    }

    /// Whether a token is good.
    func isGood(_ token: String, over certificate: [UInt8]? = nil) async throws -> Bool {
        do {
            return try await whoAmI(token, over: certificate).officer != ""
        } catch let status as Status where status.reason == "SESSION_ENDED" {
            return false
        }
    }
}
