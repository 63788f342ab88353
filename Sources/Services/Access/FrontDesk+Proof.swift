import Casework
import RPC
import Records

/// What somebody says to prove to be an officer.
struct Claim: Sendable {
    /// Code of the officer.
    let officer: String
    /// Code of the office to act in; empty for the only one.
    let office: String
    /// The password; nil where the one-time code alone proves enough.
    let password: String?
    /// The one-time code; empty for none.
    let code: String
}

/// An officer who proved to be one.
struct Proven: Sendable {
    let principal: Principal
    let hasSecondFactor: Bool
    /// What the officer signs in with, as it stands after the proof.
    var credential: Credential
}

extension FrontDesk {
    /// Proves a claim and goes on in the same commit.
    ///
    /// The try is counted before anything is computed and forgiven when it succeeds, so that
    /// guesses at the same time count each. Who does not exist gets the same answer as who is
    /// wrong, after the same work.
    ///
    /// - Parameters:
    ///   - claim: What is claimed.
    ///   - then: What to do with who proved it, on the writer's thread.
    /// - Returns: What `then` returns.
    /// - Throws: A status; the same one whichever part of the claim is wrong.
    func prove<R: Sendable>(
        _ claim: Claim,
        then: @escaping @Sendable (Proven, WorkingState) throws -> R
    ) async throws -> R {
        guard claim.password != nil else { return try await proveInTurn(claim, then: then) }
        return try await pool.taking { try await proveInTurn(claim, then: then) }
    }

    private func proveInTurn<R: Sendable>(
        _ claim: Claim,
        then: @escaping @Sendable (Proven, WorkingState) throws -> R
    ) async throws -> R {
        let now = desk.milliseconds
        let kept = try await desk.records.change { state in
            var throttle = try state.records.throttle(of: claim.officer)
            switch throttle.attempt(at: now) {
            case .allowed: try state.set(throttle, of: claim.officer)
            case .wait(let milliseconds): throw Status.throttled(milliseconds: milliseconds)
            case .locked: throw Status.locked
            }
            return try state.records.credential(of: claim.officer)
        }
        let renewed = try await checkPassword(claim.password, kept?.password)
        return try await desk.records.change { state in
            // It may have been changed or revoked while the hash was computed.
            guard let kept, let renewed,
                var credential = try state.records.credential(of: claim.officer),
                credential.password == kept.password
            else { throw Status.signInRefused }
            let principal = try grants.principal(
                of: claim.officer,
                office: claim.office,
                on: Day(recordedAtMs: now),
                state.records
            )
            let isCodeNeeded = claim.password == nil || principal?.needsSecondFactor ?? true
            if isCodeNeeded || !claim.code.isEmpty {
                credential.lastStep = try step(claim, credential, at: now)
            }
            guard let principal else { throw Status.noRole }
            credential.password = renewed
            let proven = Proven(
                principal: principal,
                hasSecondFactor: !claim.code.isEmpty,
                credential: credential
            )
            try state.set(Throttle(), of: claim.officer)
            try state.set(credential, of: claim.officer)
            return try then(proven, state)
        }
    }

    /// The hash to keep from now on, which is another one where the old one has become too cheap;
    /// nil for a wrong password.
    private func checkPassword(_ password: String?, _ kept: String?) async throws -> String? {
        guard let password else { return kept }
        return try await pool.run { [passwords] in
            let isRight = try passwords.matches(password, kept ?? passwords.nobodys)
            guard isRight, let kept else { return nil }
            return passwords.isOutgrown(kept) ? try passwords.hash(password) : kept
        }
    }

    /// The step of a good one-time code that was never used.
    private func step(_ claim: Claim, _ credential: Credential, at now: Int64) throws -> Int64 {
        let secret = try desk.records.vault.open(
            secondFactor: credential.secondFactor,
            officer: claim.officer
        )
        guard
            let step = OneTimeCode.step(
                of: claim.code,
                secret,
                at: now,
                after: credential.lastStep
            )
        else { throw Status.signInRefused }
        return step
    }
}
