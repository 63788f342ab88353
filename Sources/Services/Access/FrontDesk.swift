package import Casework
package import Certificates
package import Logging
import Messages
import RPC
package import Records

/// What getting in stands on: passwords, sessions, rights, and the desk behind it.
package struct FrontDesk: Sendable {
    /// What may be set.
    package struct Settings: Sendable {
        /// How long sessions last.
        package var limits = Login.Limits()
        /// What a password's hash costs.
        package var cost = ScryptCost.current
        /// Hashes computed at a time.
        package var hashingThreads = 2
        /// Callers who may wait for a hash: they wait some 7 seconds at most.
        package var hashesWaitingMax = 64
        /// Systems that need no session, by the SHA-256 of their certificates.
        package var systems: [[UInt8]: Principal] = [:]
        /// For which agencies certificates may carry officers; nil where no list was given.
        package var carriers: Carriers?
        /// Signs certificates of agencies; nil where the server gives none.
        package var issuer: Authority?

        /// What holds when nothing is set.
        package init() {}
    }

    let desk: Desk
    let settings: Settings
    let logins: Logins
    let pool: PasswordPool
    let grants: any Grants
    let tokens: (any TokenVerifier)?
    let logger: Logger
    /// Makes and checks hashes.
    package let passwords: Passwords

    /// Sets up before a desk.
    ///
    /// - Parameters:
    ///   - desk: The desk.
    ///   - settings: What is set.
    ///   - grants: Tells what officers may do.
    ///   - tokens: Verifies id tokens; nil where there is no identity provider.
    ///   - logger: Where it is noted who was enrolled, unlocked and revoked, and by whom.
    package init(
        _ desk: Desk,
        settings: Settings = Settings(),
        grants: any Grants = DirectoryGrants(),
        tokens: (any TokenVerifier)? = nil,
        logger: Logger
    ) {
        self.desk = desk
        self.settings = settings
        self.grants = grants
        self.tokens = tokens
        self.logger = logger
        logins = Logins(settings.limits)
        passwords = Passwords(desk.records.vault, cost: settings.cost)
        pool = PasswordPool(
            threads: settings.hashingThreads,
            waiting: settings.hashesWaitingMax
        )
    }

    /// Takes up the sessions that the store kept.
    ///
    /// - Throws: What the store throws.
    package func restore() throws {
        var kept: [(tokenHash: [UInt8], login: Login)] = []
        try desk.records.read { try $0.eachLogin { kept.append(($0, $1)) } }
        logins.restore(kept)
    }

    /// Writes when sessions were last used, and forgets those that have ended; once a minute.
    ///
    /// - Throws: What the store throws; the next time all is written again that was used by then.
    package func settle() async throws {
        let now = desk.milliseconds
        let limits = logins.limits
        let ended = logins.end { $0.hasEnded(at: now, limits) }
        let used = logins.takeUsed()
        try await forget(ended)
        // A command has room for 1,000 keys.
        for start in stride(from: 0, to: used.count, by: 500) {
            let some = used[start..<min(start + 500, used.count)]
            try await desk.records.change { state in
                // One that was ended meanwhile stays ended.
                for (tokenHash, login) in some where try state.records.isLogin(tokenHash) {
                    try state.set(login, tokenHash)
                }
            }
        }
        _ = try await desk.records.sweepSignIns(now: now)
    }

    /// Forgets sessions in the store that have ended in memory.
    func forget(_ tokenHashes: [[UInt8]]) async throws {
        for start in stride(from: 0, to: tokenHashes.count, by: 500) {
            let some = tokenHashes[start..<min(start + 500, tokenHashes.count)]
            try await desk.records.change { state in
                for hash in some { try state.set(nil, hash) }
            }
        }
    }

    /// The principal of a session as the grants are now; nil when the officer has no role any more.
    ///
    /// - Throws: A status when the session's connection may not carry its agency, or does no longer.
    func principal(of login: Login) throws -> Principal? {
        let today = desk.today
        let principal = try desk.records.read { reader in
            try grants.principal(of: login.officer, office: login.office, on: today, reader)
        }
        if let principal { try checkCarried(principal, over: login.binding) }
        return principal
    }

    /// Refuses an officer of an agency that a connection may not carry.
    func checkCarried(_ principal: Principal, over certificate: [UInt8]) throws(Status) {
        guard let carriers = settings.carriers else { return }
        guard carriers.carries(principal.agency, over: certificate) else {
            throw .notCarried(principal.agency)
        }
    }
}
