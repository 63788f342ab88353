package import Casework
import Messages
package import RPC

/// Says who calls.
package protocol Authenticator: Sendable {
    /// Who makes a call, and in which session.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - permission: What the method demands; a session may be good for some things only.
    /// - Returns: The caller.
    /// - Throws: A status UNAUTHENTICATED when the call names none.
    func caller(of call: RPCCall, for permission: String) throws -> Caller

    /// Demands that the caller proved to be itself within the last 5 minutes, with a second factor
    /// where its roles need one.
    ///
    /// A caller without a session is believed by another way: on loopback, or by its certificate.
    ///
    /// - Throws: A status UNAUTHENTICATED with the reason PROOF_NEEDED.
    func checkProof(of caller: Caller) throws

    /// Looks whether a call that is being served may go on; being asked is no use of a session.
    ///
    /// - Throws: A status once the caller's session has ended, or its rights are others.
    func checkStillGood(_ call: Call) throws
}

/// Who calls, and in which session.
package struct Caller: Hashable, Sendable {
    /// Who calls.
    package let principal: Principal
    /// The session; nil for a caller who needs none.
    package let login: Login?

    /// Names principal and session.
    package init(_ principal: Principal, login: Login? = nil) {
        self.principal = principal
        self.login = login
    }
}

/// Believes what a caller on this machine says of itself: `kntc-identity: role[+role]@agency[/name]`,
/// for example `head@H29.02` or `officer+clerk@H29.80.01/intake`.
///
/// For development on loopback only.
package struct DevelopmentAuthenticator: Authenticator {
    /// Names the key of the identity in the metadata.
    package static let key = "kntc-identity"

    /// Whether a caller must be of the agency whose certificate the connection shows.
    private let isBound: Bool

    /// Believes callers.
    ///
    /// - Parameter isBound: Whether those are believed only who are of the agency whose certificate
    ///   the connection shows.
    package init(isBound: Bool = false) {
        self.isBound = isBound
    }

    package func caller(of call: RPCCall, for permission: String) throws -> Caller {
        let principal = try principal(of: call)
        guard !isBound || call.peer.certificate?.agency == principal.agency else {
            throw Status.notCarried(principal.agency)
        }
        return Caller(principal)
    }

    package func checkProof(of caller: Caller) throws {}

    package func checkStillGood(_ call: Call) throws {}

    /// The principal that a call names.
    ///
    /// - Throws: A status UNAUTHENTICATED when it names none.
    package func principal(of call: RPCCall) throws -> Principal {
        guard let text = call.metadata[Self.key] else {
            throw refusal("the metadata \(Self.key) is missing")
        }
        let parts = text.split(separator: "@", maxSplits: 1)
        let place = parts.last?.split(separator: "/", maxSplits: 1) ?? []
        let names = parts.first?.split(separator: "+", omittingEmptySubsequences: false) ?? []
        let roles = Set(names.compactMap { Role(rawValue: String($0)) })
        guard parts.count == 2, roles.count == names.count, let role = names.first,
            let agency = place.first.map(String.init), Agency.isCode(agency)
        else {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw refusal("\(Self.key) is not role@agency with roles of \(known)")
        }
        guard roles.allSatisfy({ $0.excluded.isDisjoint(with: roles) }) else {
            throw refusal("the roles in \(Self.key) exclude each other")
        }
        let name = String(place.count == 2 ? place[1] : role)
        // It stands in records and on terminals.
        guard (1...64).contains(name.utf8.count),
            name.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw refusal("the name in \(Self.key) is not 1 to 64 ASCII letters, digits and signs")
        }
        return Principal(agency: agency, roles: roles, name: name)
    }

    private func refusal(_ reason: String) -> Status {
        Status(
            .unauthenticated,
            "\(reason); write it as officer@H29.02",
            metadata: ["example": "officer@H29.02"]
        )
    }
}
