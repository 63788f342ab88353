package import Casework
import Messages
package import RPC

/// Says who calls.
package protocol Authenticator: Sendable {
    /// The principal of a call.
    ///
    /// - Throws: A status UNAUTHENTICATED when the call names none.
    func principal(of call: RPCCall) throws -> Principal
}

/// Believes what a caller on this machine says of itself: `kntc-identity: role@agency[/name]`, for
/// example `head@H29.02` or `officer@H29.80.01/intake`.
///
/// For development on loopback only.
package struct DevelopmentAuthenticator: Authenticator {
    /// Names the key of the identity in the metadata.
    package static let key = "kntc-identity"

    /// Believes callers.
    package init() {}

    package func principal(of call: RPCCall) throws -> Principal {
        guard let text = call.metadata[Self.key] else {
            throw refusal("the metadata \(Self.key) is missing")
        }
        let parts = text.split(separator: "@", maxSplits: 1)
        let place = parts.last?.split(separator: "/", maxSplits: 1) ?? []
        guard parts.count == 2, let role = Role(rawValue: String(parts[0])),
            let agency = place.first.map(String.init), Agency.isCode(agency)
        else {
            throw refusal(
                "\(Self.key) is not role@agency with a role of officer, head, "
                    + "administrator or sync"
            )
        }
        let name = place.count == 2 ? String(place[1]) : role.rawValue
        guard (1...64).contains(name.utf8.count) else {
            throw refusal("the name in \(Self.key) is longer than 64 bytes")
        }
        return Principal(agency: agency, role: role, name: name)
    }

    private func refusal(_ reason: String) -> Status {
        Status(
            .unauthenticated,
            reason: "UNAUTHENTICATED",
            "\(reason); write it as officer@H29.02",
            metadata: ["example": "officer@H29.02"]
        )
    }
}
