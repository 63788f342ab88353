import Casework
import Logging
package import Messages
import RPC
import Records

/// Getting in: sessions by password or id token, and what an officer does with its own.
package struct AccessService: AccessHandlers {
    let front: FrontDesk

    var records: RecordStore { front.desk.records }

    /// Works at a front desk.
    package init(_ front: FrontDesk) {
        self.front = front
    }

    package func signIn(_ request: SignInRequest, _ call: Call) throws -> Work<SignedIn> {
        var checks = Checks(today: call.today)
        checks.officer(request.officer)
        checks.secret(request.password, "password")
        checks.limit(request.code, "code", max: 16)
        checks.limit(request.office, "office", max: 64)
        try checks.finish()
        let claim = Claim(
            officer: request.officer,
            office: request.office,
            password: request.password,
            code: request.code
        )
        return Work(later: { [front] in
            let session = NewSession(of: claim.officer, in: claim.office, over: call)
            let login = try await front.prove(claim) { proven, state in
                try front.begin(session, proven.principal, proven.hasSecondFactor, state)
            }
            return SignedIn(token: session.token, session: AccessSession(login, front.logins))
        })
    }

    package func signInWithToken(
        _ request: SignInWithTokenRequest,
        _ call: Call
    ) throws -> Work<SignedIn> {
        guard let tokens = front.tokens else { throw Status.noIdentityProvider }
        var checks = Checks(today: call.today)
        checks.text(request.idToken, "id_token", max: 6_000)
        checks.text(request.nonce, "nonce", max: 256)
        checks.limit(request.office, "office", max: 64)
        try checks.finish()
        return Work(later: { [front] in
            let now = front.desk.milliseconds
            let identity: TokenIdentity
            do {
                identity = try await tokens.verify(request.idToken, nonce: request.nonce, at: now)
            } catch let refused as TokenRefused {
                front.logger.notice("id token refused", metadata: ["rule": "\(refused.rule)"])
                throw Status.signInRefused
            }
            let session = NewSession(of: identity.officer, in: request.office, over: call)
            let login = try await front.desk.records.change { state in
                let principal = try front.grants.principal(
                    of: identity.officer,
                    office: request.office,
                    on: Day(recordedAtMs: now),
                    state.records
                )
                guard let principal, try !state.records.isUsed(request.idToken) else {
                    throw Status.signInRefused
                }
                try state.noteUsed(request.idToken, until: identity.expiresAtMs)
                return try front.begin(session, principal, identity.hasSecondFactor, state)
            }
            return SignedIn(token: session.token, session: AccessSession(login, front.logins))
        })
    }

    package func signOut(_ request: SignOutRequest, _ call: Call) throws -> Work<SessionsEnded> {
        guard let id = call.login?.id else { throw Status.noSession }
        return Work(later: { [front] in try await front.end { $0.id == id } })
    }

    package func proveAgain(
        _ request: ProveAgainRequest,
        _ call: Call
    ) throws -> Work<AccessSession> {
        guard let login = call.login else { throw Status.noSession }
        var checks = Checks(today: call.today)
        checks.limit(request.password, "password", max: PasswordRules.lengthMax)
        checks.text(request.code, "code", max: 16)
        try checks.finish()
        let claim = Claim(
            officer: login.officer,
            office: login.office,
            password: request.password.isEmpty ? nil : request.password,
            code: request.code
        )
        return Work(later: { [front] in
            let now = front.desk.milliseconds
            let changed = try await front.prove(claim) { _, state in
                let found = front.logins.change(login.id) { login in
                    login.provedAtMs = now
                    login.hasSecondFactor = true
                }
                guard let (tokenHash, changed) = found else { throw Status.sessionEnded }
                try state.set(changed, tokenHash)
                return changed
            }
            return AccessSession(changed, front.logins)
        })
    }

    package func changePassword(
        _ request: ChangePasswordRequest,
        _ call: Call
    ) throws -> Work<SessionsEnded> {
        guard let login = call.login else { throw Status.noSession }
        let fresh = Passwords.normalised(request.newPassword)
        var checks = Checks(today: call.today)
        checks.secret(request.password, "password")
        checks.limit(request.code, "code", max: 16)
        PasswordRules.check(
            fresh,
            "new_password",
            officer: login.officer,
            agency: call.principal.agency,
            &checks
        )
        checks.require(
            fresh != Passwords.normalised(request.password),
            "new_password",
            "is the password so far",
            "choose another one"
        )
        try checks.finish()
        let claim = Claim(
            officer: login.officer,
            office: login.office,
            password: request.password,
            code: request.code
        )
        return Work(later: { [front] in
            let hash = try await front.pool.taking {
                try await front.pool.run { try front.passwords.hash(fresh) }
            }
            let ended = try await front.prove(claim) { proven, state in
                var credential = proven.credential
                credential.password = hash
                try state.set(credential, of: login.officer)
                return try front.end(state) { $0.officer == login.officer && $0.id != login.id }
            }
            return SessionsEnded(endedSessions: Int32(ended))
        })
    }

    package func whoAmI(_ request: WhoAmIRequest, _ call: Call) throws -> Encoded<WhoAmIReply> {
        var reply = WhoAmIReply(
            agency: call.principal.agency,
            officer: call.principal.name,
            office: call.principal.office,
            roles: call.principal.roles.map(\.rawValue).sorted()
        )
        if let login = call.login {
            reply.session = AccessSession(login, front.logins)
            reply.idleMinutes = Int32(clamping: front.logins.limits.idleMilliseconds / 60_000)
            reply.proofAgeSeconds = (front.desk.milliseconds - login.provedAtMs) / 1_000
        }
        return Encoded(reply)
    }
}

/// A session that is about to begin.
struct NewSession: Sendable {
    let token = Vault.newToken()
    let officer: String
    let office: String
    let binding: [UInt8]

    init(of officer: String, in office: String, over call: Call) {
        self.officer = officer
        self.office = office
        binding = call.transport.peer.certificate?.fingerprint ?? []
    }
}

extension FrontDesk {
    /// Begins a session, on the writer's thread.
    func begin(
        _ session: NewSession,
        _ principal: Principal,
        _ hasSecondFactor: Bool,
        _ state: WorkingState
    ) throws -> Login {
        try checkCarried(principal, over: session.binding)
        let now = desk.milliseconds
        let login = Login(
            id: Vault.newID(),
            officer: session.officer,
            agency: principal.agency,
            office: session.office,
            binding: session.binding,
            begunAtMs: now,
            usedAtMs: now,
            provedAtMs: now,
            hasSecondFactor: hasSecondFactor
        )
        let tokenHash = Vault.tokenHash(session.token)
        for surplus in logins.makeRoom(for: session.officer) { try state.set(nil, surplus) }
        try state.set(login, tokenHash)
        logins.add(login, tokenHash)
        return login
    }

    /// Ends sessions, on the writer's thread; how many.
    func end(_ state: WorkingState, where isMeant: (Login) -> Bool) throws -> Int {
        let ended = logins.end(where: isMeant)
        for hash in ended { try state.set(nil, hash) }
        return ended.count
    }

    /// Ends sessions at once, and then in the store.
    func end(where isMeant: (Login) -> Bool) async throws -> SessionsEnded {
        let ended = logins.end(where: isMeant)
        try await forget(ended)
        return SessionsEnded(endedSessions: Int32(ended.count))
    }
}

extension AccessSession {
    /// A session as callers see it.
    init(_ login: Login, _ logins: Logins) {
        self.init(
            id: login.id,
            officer: login.officer,
            agency: login.agency,
            office: login.office,
            begunAtMs: login.begunAtMs,
            usedAtMs: login.usedAtMs,
            provedAtMs: login.provedAtMs,
            expiresAtMs: login.expiresAtMs(logins.limits),
            endsAtMs: login.endsAtMs(logins.limits),
            secondFactor: login.hasSecondFactor
        )
    }
}

extension Checks {
    /// Demands the shape of an officer's code.
    mutating func officer(_ code: String, _ field: String = "officer") {
        require(
            Officer.isCode(code),
            field,
            "is no code of an officer",
            "write 3 to 32 lower-case letters, digits, dots or hyphens"
        )
    }

    /// Demands a password that can be one.
    mutating func secret(_ password: String, _ field: String) {
        require(
            !password.isEmpty && password.utf8.count <= 4 * PasswordRules.lengthMax,
            field,
            "is empty or longer than any password",
            "give the password"
        )
    }
}
