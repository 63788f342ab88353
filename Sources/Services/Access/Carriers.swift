import Crypto
import Foundation
import Records

/// For which agencies a shared front-end may carry officers: the portal, the service bus.
///
/// One certificate stands for many agencies there, so that a list says which; whoever keeps the
/// list signs it, and the server that reads it can not extend it.
package struct Carriers: Sendable {
    private let agencies: [[UInt8]: Set<String>]

    /// SHA-256 of the certificates of all platforms.
    package var certificates: Set<[UInt8]> { Set(agencies.keys) }

    /// Why a list is not taken.
    package enum Refused: Error, Hashable, Sendable {
        /// The signature is not that of these bytes by this key.
        case notSigned
        /// It is no list of platforms.
        case malformed
    }

    private struct List: Decodable {
        struct Platform: Decodable {
            let certificate: String
            let agencies: Set<String>
        }

        let platforms: [Platform]
    }

    /// Reads a signed list.
    ///
    /// - Parameters:
    ///   - bytes: JSON: `{"platforms":[{"certificate":SHA-256 in hexadecimal digits,
    ///     "agencies":[CODE]}]}`.
    ///   - signature: Ed25519, 64 bytes.
    ///   - key: The public key, 32 bytes.
    /// - Throws: `Refused`.
    package init(_ bytes: [UInt8], signature: [UInt8], key: [UInt8]) throws(Refused) {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key),
            key.isValidSignature(signature, for: bytes)
        else { throw .notSigned }
        guard let list = try? JSONDecoder().decode(List.self, from: Data(bytes)) else {
            throw .malformed
        }
        var agencies: [[UInt8]: Set<String>] = [:]
        for platform in list.platforms {
            guard let hash = [UInt8](hex: platform.certificate.lowercased()), hash.count == 32,
                agencies[hash] == nil
            else { throw .malformed }
            agencies[hash] = platform.agencies
        }
        self.agencies = agencies
    }

    /// SHA-256 of the certificates of all platforms.
    package var certificates: Set<[UInt8]> { Set(agencies.keys) }

    /// Whether a connection may carry the officers of an agency.
    ///
    /// - Parameters:
    ///   - agency: Code of the agency.
    ///   - certificate: SHA-256 of the peer's certificate; empty where the peer showed none.
    /// - Returns: True for a connection on this machine, which shows none; false for a certificate
    ///   that the list has not got.
    package func carries(_ agency: String, over certificate: [UInt8]) -> Bool {
        certificate.isEmpty || agencies[certificate]?.contains(agency) == true
    }
}
