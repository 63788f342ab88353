import Foundation
import NIOSSL
import SwiftASN1
import X509

/// Where the certificates of one end are, all in PEM.
package struct TLSFiles: Hashable, Sendable {
    /// The own certificate, and the authorities between it and a root.
    package var certificate: String
    /// The private key of the own certificate.
    package var key: String
    /// The authorities that the other end's certificate must come from.
    package var trust: String
    /// Certificates that were taken back, see ``DenyList``; nil for none.
    package var deny: String?

    /// Files at these paths.
    package init(certificate: String, key: String, trust: String, deny: String? = nil) {
        self.certificate = certificate
        self.key = key
        self.trust = trust
        self.deny = deny
    }

    /// A file that is not what it must be: a sentence for people.
    package struct Defect: Error, Hashable, CustomStringConvertible {
        package let description: String

        init(_ description: String) { self.description = description }
    }

    /// The bytes of the files as they are now.
    struct Contents: Hashable, Sendable {
        let certificate: [UInt8]
        let key: [UInt8]
        let trust: [UInt8]
        let deny: [UInt8]
    }

    /// Reads the bytes.
    ///
    /// - Throws: `Defect` when a file cannot be read, or when others may read the key.
    func contents() throws(Defect) -> Contents {
        Contents(
            certificate: try Self.bytes(certificate),
            key: try Self.secret(key),
            trust: try Self.bytes(trust),
            deny: try deny.map { path throws(Defect) in try Self.bytes(path) } ?? []
        )
    }

    /// Reads a file.
    static func bytes(_ path: String) throws(Defect) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Defect("\(path) can not be read")
        }
        return Array(data)
    }

    /// Reads a file that is its owner's and the group's alone.
    static func secret(_ path: String) throws(Defect) -> [UInt8] {
        let bytes = try bytes(path)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o007 == 0 else {
            throw Defect("\(path) holds a private key and everybody may read it: chmod 600 \(path)")
        }
        return bytes
    }
}

/// What the files of one end say.
struct TLSMaterial: Sendable {
    let certificates: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey
    let roots: [NIOSSLCertificate]
    /// Checks the other end's chain.
    let chain: Chain
    let denied: DenyList
    /// The own certificate's last second, in milliseconds since 1970-01-01T00:00:00Z.
    let notAfter: Int64

    /// Understands the files.
    ///
    /// - Parameters:
    ///   - contents: Their bytes.
    ///   - files: Their names, for what is thrown.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Throws: `TLSFiles.Defect` for the first file that is not what it must be.
    init(_ contents: TLSFiles.Contents, of files: TLSFiles, now: Int64) throws(TLSFiles.Defect) {
        certificates = try Self.certificates(contents.certificate, files.certificate)
        roots = try Self.certificates(contents.trust, files.trust)
        let own: Leaf
        do {
            own = try Leaf(der: certificates[0].toDERBytes())
            chain = Chain(
                roots: try roots.map { try Certificate(derEncoded: $0.toDERBytes()) }
            )
        } catch {
            throw TLSFiles.Defect(
                "\(files.certificate) or \(files.trust) holds a certificate that can not be read"
            )
        }
        do {
            key = try NIOSSLPrivateKey(bytes: contents.key, format: .pem)
        } catch {
            throw TLSFiles.Defect("\(files.key) holds no private key in PEM")
        }
        do {
            denied = try DenyList(String(decoding: contents.deny, as: UTF8.self))
        } catch {
            throw TLSFiles.Defect(
                "line \(error.line) of \(files.deny ?? "") is neither a SHA-256 fingerprint "
                    + "nor a serial number"
            )
        }
        guard now <= own.notAfter else {
            throw TLSFiles.Defect("the certificate of \(files.certificate) has expired")
        }
        guard Self.fit(certificates[0], key) else {
            throw TLSFiles.Defect("\(files.key) is not the key of \(files.certificate)")
        }
        notAfter = own.notAfter
    }

    /// The certificates of a file, at least one.
    static func certificates(
        _ pem: [UInt8],
        _ path: String
    ) throws(TLSFiles.Defect) -> [NIOSSLCertificate] {
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(pem), !certificates.isEmpty
        else {
            throw TLSFiles.Defect("\(path) holds no certificate in PEM")
        }
        return certificates
    }

    /// Whether a key is that of a certificate, which only a context tells.
    private static func fit(_ certificate: NIOSSLCertificate, _ key: NIOSSLPrivateKey) -> Bool {
        let configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(certificate)],
            privateKey: .privateKey(key)
        )
        return (try? NIOSSLContext(configuration: configuration)) != nil
    }
}
