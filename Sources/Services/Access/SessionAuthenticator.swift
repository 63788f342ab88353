import Casework
package import RPC
import Records

/// Knows callers by the session that travels as `authorization: Bearer TOKEN`, and systems by
/// their certificates.
///
/// The agency and the officer are those of the session; the session is good over the connection on
/// which it was made, told by the peer's certificate, and over no other.
package struct SessionAuthenticator: Authenticator {
    /// Names the key of the token in the metadata.
    package static let key = "authorization"
    /// What a method demands that a session without its second factor is good for, too.
    private static let own = "access.own"

    private let front: FrontDesk

    /// Asks a front desk.
    package init(_ front: FrontDesk) {
        self.front = front
    }

    package func caller(of call: RPCCall, for permission: String) throws -> Caller {
        let values = call.metadata.values(of: Self.key)
        if values.isEmpty, let certificate = call.peer.certificate?.fingerprint,
            let system = front.settings.systems[certificate]
        {
            return Caller(system)
        }
        let login = front.logins.use(
            try Self.tokenHash(values),
            over: call.peer.certificate?.fingerprint ?? [],
            at: front.desk.milliseconds
        )
        guard let login else { throw Status.sessionEnded }
        guard let principal = try front.principal(of: login) else { throw Status.noRole }
        guard permission == Self.own || login.hasSecondFactor || !principal.needsSecondFactor
        else { throw Status.proofNeeded }
        return Caller(principal, login: login)
    }

    package func checkProof(of caller: Caller) throws {
        guard let login = caller.login else { return }
        guard login.isProofFresh(at: front.desk.milliseconds),
            login.hasSecondFactor || !caller.principal.needsSecondFactor
        else { throw Status.proofNeeded }
    }

    package func checkStillGood(_ call: Call) throws {
        guard call.login != nil else { return }
        let login = front.logins.look(
            try Self.tokenHash(call.transport.metadata.values(of: Self.key)),
            over: call.transport.peer.certificate?.fingerprint ?? [],
            at: front.desk.milliseconds
        )
        guard let login else { throw Status.sessionEnded }
        guard try front.principal(of: login) == call.principal else { throw Status.rightsChanged }
    }

    private static func tokenHash(_ values: [String]) throws(Status) -> [UInt8] {
        guard values.count == 1, let value = values.first, value.hasPrefix("Bearer ") else {
            throw .signInNeeded
        }
        return Vault.tokenHash(String(value.dropFirst("Bearer ".count)))
    }
}
