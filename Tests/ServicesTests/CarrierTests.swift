import Casework
import Crypto
import Messages
import RPC
import Services
import TestSupport
import Testing

/// A shared front-end carries the officers of the agencies that the signed list gives it.
@Suite struct CarrierTests {
    private static let portal = [UInt8](repeating: 7, count: 32)
    private static let other = [UInt8](repeating: 9, count: 32)

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func list(_ agencies: String) -> [UInt8] {
        Array(#"{"platforms":[{"certificate":"\#(hex(portal))","agencies":[\#(agencies)]}]}"#.utf8)
    }

    private static func signed(_ bytes: [UInt8]) throws -> Carriers {
        let key = Curve25519.Signing.PrivateKey()
        return try Carriers(
            bytes,
            signature: Array(key.signature(for: bytes)),
            key: Array(key.publicKey.rawRepresentation)
        )
    }

    // Red when: a list is taken that another key signed, that was changed, or that is none.
    @Test func `A list is taken as it was signed or not at all`() throws {
        let key = Curve25519.Signing.PrivateKey()
        let bytes = Self.list(#""H29.02""#)
        let signature = Array(try key.signature(for: bytes))
        let publicKey = Array(key.publicKey.rawRepresentation)
        _ = try Carriers(bytes, signature: signature, key: publicKey)
        let stranger = Array(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation)
        let longer = Self.list(#""H29.02","H29.05""#)
        for (list, mark, by) in [
            (bytes, signature, stranger), (longer, signature, publicKey),
            (bytes, Array(signature.dropLast()), publicKey), (bytes, signature, []),
        ] {
            #expect(throws: Carriers.Refused.notSigned) {
                _ = try Carriers(list, signature: mark, key: by)
            }
        }
        for text in [
            "", "[]", #"{"platforms":[{"certificate":"00","agencies":[]}]}"#,
            #"{"platforms":[{"agencies":["H29.02"]}]}"#,
        ] {
            #expect(throws: Carriers.Refused.malformed) { _ = try Self.signed(Array(text.utf8)) }
        }
    }

    // Red when: a platform carries officers of an agency that is not on its list, an unlisted
    // certificate carries anybody, or a session outlives the right to carry it.
    @Test func `A platform carries the agencies of its list`() async throws {
        let ours = try Self.signed(Self.list(#""H29.02""#))
        try await Door.run({ $0.carriers = ours }) { door in
            let an = try await door.enrolled("nv.an01")
            let chi = try await door.enrolled("nv.chi", agency: "H29.05")
            let token = try await door.signedIn(an, over: Self.portal)
            #expect(try await door.whoAmI(token, over: Self.portal).agency == "H29.02")
            #expect(try await door.isGood(door.signedIn(chi)))
            for (ways, certificate) in [(chi, Self.portal), (an, Self.other)] {
                let status = await door.refused(
                    AccessMethods.signIn,
                    door.request(ways),
                    over: certificate
                )
                #expect(status.description == "PERMISSION_DENIED NOT_CARRIED")
            }
        }
    }
}
