import Casework
import Logging
package import Messages
import RPC
import Records

extension AccessService {
    package func enrolOfficer(
        _ request: EnrolOfficerRequest,
        _ call: Call
    ) throws -> Work<EnrolmentCode> {
        var checks = Checks(today: call.today)
        checks.officer(request.officer)
        try checks.finish()
        let officer = request.officer
        let now = front.desk.milliseconds
        return Work(later: { [front] in
            let code = Vault.newID()
            let expiresAtMs = try await front.desk.records.change { state in
                guard let known = try state.records.officer(officer) else {
                    throw CaseworkError.notFound(.officer)
                }
                return try state.openEnrolment(
                    of: officer,
                    agency: known.agency,
                    code: code,
                    now: now
                )
            }
            front.note("officer may enrol", officer, call)
            return EnrolmentCode(code: code, expiresAtMs: expiresAtMs)
        })
    }

    package func enrol(_ request: EnrolRequest, _ call: Call) throws -> Work<SecondFactor> {
        let officer = request.officer
        let password = Passwords.normalised(request.password)
        func check(agency: String) throws {
            var checks = Checks(today: call.today)
            checks.officer(officer)
            checks.text(request.enrolmentCode, "enrolment_code", max: 64)
            PasswordRules.check(password, "password", officer: officer, agency: agency, &checks)
            try checks.finish()
        }
        try check(agency: "")
        let now = front.desk.milliseconds
        let enrolment = try records.read { try $0.enrolment(of: officer) }
        guard let enrolment, enrolment.opens(with: request.enrolmentCode, at: now) else {
            throw Status.enrolmentRefused
        }
        try check(agency: enrolment.agency)
        return Work(later: { [front] in
            let hash = try await front.pool.taking {
                try await front.pool.run { try front.passwords.hash(password) }
            }
            let secret = OneTimeCode.newSecret()
            let records = front.desk.records
            let sealed = try records.vault.seal(secondFactor: secret, officer: officer)
            try await records.change { state in
                guard var current = try state.records.enrolment(of: officer),
                    current.codeHash == enrolment.codeHash
                else { throw Status.enrolmentRefused }
                current.password = hash
                current.secondFactor = sealed
                try state.set(current, of: officer)
            }
            return SecondFactor(
                secret: OneTimeCode.base32(secret),
                otpauthUri: OneTimeCode.uri(secret, officer: officer)
            )
        })
    }

    package func confirmEnrolment(
        _ request: ConfirmEnrolmentRequest,
        _ call: Call
    ) throws -> Work<SessionsEnded> {
        var checks = Checks(today: call.today)
        checks.officer(request.officer)
        checks.text(request.enrolmentCode, "enrolment_code", max: 64)
        checks.text(request.code, "code", max: 16)
        try checks.finish()
        let officer = request.officer
        let now = front.desk.milliseconds
        return Work { [front] state in
            guard let enrolment = try state.records.enrolment(of: officer),
                enrolment.opens(with: request.enrolmentCode, at: now),
                !enrolment.password.isEmpty
            else { throw Status.enrolmentRefused }
            let secret = try front.desk.records.vault.open(
                secondFactor: enrolment.secondFactor,
                officer: officer
            )
            guard let step = OneTimeCode.step(of: request.code, secret, at: now, after: -1) else {
                throw Status.signInRefused
            }
            let credential = Credential(
                password: enrolment.password,
                secondFactor: enrolment.secondFactor,
                lastStep: step
            )
            try state.set(credential, of: officer)
            try state.set(nil as Enrolment?, of: officer)
            try state.set(Throttle(), of: officer)
            let ended = try front.end(state) { $0.officer == officer }
            return SessionsEnded(endedSessions: Int32(ended))
        }
    }

    package func listAccessSessions(
        _ request: ListAccessSessionsRequest,
        _ call: Call
    ) throws -> Encoded<ListAccessSessionsReply> {
        var checks = Checks(today: call.today)
        let asked = PageAsked(
            size: request.pageSize,
            token: request.pageToken,
            call: call,
            query: request.officer,
            vault: records.vault,
            &checks
        )
        checks.limit(request.officer, "officer", max: 32)
        try checks.finish()
        let after = asked.place.map { String(decoding: $0, as: UTF8.self) } ?? ""
        let now = front.desk.milliseconds
        let rest = front.logins.all
            .filter { request.officer.isEmpty || $0.officer == request.officer }
            .filter { !$0.hasEnded(at: now, front.logins.limits) }
            .map { (place: "\($0.officer)/\($0.id)", login: $0) }
            .filter { $0.place > after }
            .sorted { $0.place < $1.place }
        let page = rest.prefix(asked.size)
        let last = rest.count > asked.size ? page.last : nil
        return Encoded(
            ListAccessSessionsReply(
                sessions: page.map { AccessSession($0.login, front.logins) },
                nextPageToken: try asked.token(after: last.map { Array($0.place.utf8) })
            )
        )
    }

    package func revokeAccessSession(
        _ request: RevokeAccessSessionRequest,
        _ call: Call
    ) throws -> Work<SessionsEnded> {
        var checks = Checks(today: call.today)
        checks.text(request.id, "id", max: 26)
        try checks.finish()
        return Work(later: { [front] in
            let ended = try await front.end { $0.id == request.id }
            guard ended.endedSessions > 0 else { throw Status.noSuchSession }
            front.note("session revoked", request.id, call)
            return ended
        })
    }

    package func revokeOfficer(
        _ request: RevokeOfficerRequest,
        _ call: Call
    ) throws -> Work<SessionsEnded> {
        var checks = Checks(today: call.today)
        checks.officer(request.officer)
        try checks.finish()
        let officer = request.officer
        return Work(later: { [front] in
            // At once in memory; then in the store, with what may have begun meanwhile.
            let ended = try await front.end { $0.officer == officer }
            let late = try await front.desk.records.change { state in
                try state.set(nil as Credential?, of: officer)
                try state.set(nil as Enrolment?, of: officer)
                return try front.end(state) { $0.officer == officer }
            }
            front.note("officer revoked", officer, call)
            return SessionsEnded(endedSessions: ended.endedSessions + Int32(late))
        })
    }

    package func unlockOfficer(
        _ request: UnlockOfficerRequest,
        _ call: Call
    ) throws -> Work<OfficerUnlocked> {
        var checks = Checks(today: call.today)
        checks.officer(request.officer)
        try checks.finish()
        let officer = request.officer
        return Work(later: { [front] in
            let failures = try await front.desk.records.change { state in
                let failures = try state.records.throttle(of: officer).inRow
                try state.set(Throttle(), of: officer)
                return failures
            }
            front.note("officer unlocked", officer, call)
            return OfficerUnlocked(failures: Int32(clamping: failures))
        })
    }
}

extension FrontDesk {
    /// Notes who did what to whom, by codes.
    func note(_ what: String, _ whom: String, _ call: Call) {
        logger.notice(
            "\(what)",
            metadata: [
                "whom": "\(whom)", "by": "\(call.principal.name)@\(call.principal.agency)",
            ]
        )
    }
}
