import Foundation
import Logging
import NIOCore
import NIOSSL

/// How a handshake failed.
enum HandshakeFailure: Hashable, CustomStringConvertible {
    /// The peer's certificate was refused.
    case certificate(CertificateRefusal)
    /// The peer showed no certificate.
    case noCertificate
    /// The peer speaks no TLS 1.3.
    case oldProtocol
    /// What came is no TLS.
    case noTLS
    /// The handshake was not over in time.
    case tooSlow
    /// The peer went away on the way.
    case cut
    /// Anything else, an alert of the peer among it, by the library's names.
    case other(String)

    /// Reads what went wrong from what a handler threw.
    init(_ error: any Error) {
        switch error {
        case let refusal as CertificateRefusal:
            self = .certificate(refusal)
        case NIOSSLError.handshakeFailed(.sslError([.eofDuringHandshake])):
            self = .cut
        case NIOSSLError.handshakeFailed(let cause):
            let names = "\(cause)".matches(of: /OPENSSL_internal:([A-Z0-9_]+)/).map(\.output.1)
            self =
                names.lazy.compactMap { Self.known[String($0)] }.first
                ?? .other(names.joined(separator: " "))
        default:
            self = .other("\(type(of: error))")
        }
    }

    /// What BoringSSL's reasons mean.
    private static let known: [String: HandshakeFailure] = [
        "PEER_DID_NOT_RETURN_A_CERTIFICATE": .noCertificate,
        "UNSUPPORTED_PROTOCOL": .oldProtocol,
        "HTTP_REQUEST": .noTLS, "HTTPS_PROXY_REQUEST": .noTLS, "WRONG_VERSION_NUMBER": .noTLS,
    ]

    var description: String {
        switch self {
        case .certificate(let refusal): refusal.rawValue
        case .noCertificate: "noCertificate"
        case .oldProtocol: "oldProtocol"
        case .noTLS: "noTLS"
        case .tooSlow: "tooSlow"
        case .cut: "cut"
        case .other(let names): names
        }
    }
}

/// What TLS writes down: no names of persons, and of certificates their fingerprints.
struct TLSLog: Sendable {
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    /// A peer did not come in.
    func refused(_ failure: HandshakeFailure, peer: SocketAddress?) {
        logger.notice(
            "handshake refused",
            metadata: ["reason": "\(failure)", "peer": "\(peer?.description ?? "")"]
        )
    }

    /// A peer that was in is put out.
    func closed(_ leaf: Leaf, _ refusal: CertificateRefusal) {
        logger.notice(
            "connection closed",
            metadata: [
                "reason": "\(refusal.rawValue)", "certificate": "\(leaf.fingerprint.hexadecimal)",
            ]
        )
    }

    func reloaded(notAfter: Int64) {
        logger.notice(
            "certificates read again",
            metadata: ["expires": "\(Date(milliseconds: notAfter).ISO8601Format())"]
        )
    }

    /// A certificate is about to be over: the own one, or an agency's.
    func expires(days: Int64, agency: String? = nil) {
        logger.warning(
            agency == nil
                ? "the server's certificate expires" : "the certificate of an agency expires",
            metadata: ["days": "\(days)", "agency": "\(agency ?? "")"]
        )
    }

    func notReloaded(_ reason: String) {
        logger.error("certificates not read again", metadata: ["reason": "\(reason)"])
    }
}

extension [UInt8] {
    /// The bytes as lower-case hexadecimal digits.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        let text = flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
