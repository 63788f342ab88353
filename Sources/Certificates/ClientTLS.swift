package import NIOCore
import NIOSSL
import RPC

/// TLS of a client: the server's certificate must come from the trusted authorities and be for the
/// host that was asked for; BoringSSL checks both.
package struct ClientTLS: ClientSecurity {
    private let context: NIOSSLContext

    /// Reads what a command line names.
    ///
    /// - Parameters:
    ///   - trust: File of the authorities that the server's certificate comes from.
    ///   - certificate: File of the own certificate; nil where the server asks for none.
    ///   - key: File of its private key.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Returns: TLS; nil when no file is given.
    /// - Throws: `TLSFiles.Defect` with a sentence for people.
    package static func given(
        trust: String?,
        certificate: String?,
        key: String?,
        now: Int64
    ) throws(TLSFiles.Defect) -> ClientTLS? {
        switch (trust, certificate, key) {
        case (nil, nil, nil): return nil
        case (let trust?, nil, nil): return try ClientTLS(trust: trust)
        case (let trust?, let certificate?, let key?):
            let files = TLSFiles(certificate: certificate, key: key, trust: trust)
            return try ClientTLS(files, now: now)
        default:
            throw TLSFiles.Defect(
                "TLS needs --tls-trust, and --tls-certificate together with --tls-key"
            )
        }
    }

    /// TLS of somebody who has a certificate; throws when a file is not what it must be.
    package init(_ files: TLSFiles, now: Int64) throws(TLSFiles.Defect) {
        let material = try TLSMaterial(files.contents(), of: files, now: now)
        var configuration = Self.configuration(trust: material.roots)
        configuration.certificateChain = material.certificates.map { .certificate($0) }
        configuration.privateKey = .privateKey(material.key)
        context = try Self.context(configuration, files.certificate)
    }

    private init(trust path: String) throws(TLSFiles.Defect) {
        let roots = try TLSMaterial.certificates(TLSFiles.bytes(path), path)
        context = try Self.context(Self.configuration(trust: roots), path)
    }

    private static func configuration(trust roots: [NIOSSLCertificate]) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv13
        configuration.trustRoots = .certificates(roots)
        configuration.shutdownTimeout = .seconds(1)
        return configuration
    }

    private static func context(
        _ configuration: TLSConfiguration,
        _ path: String
    ) throws(TLSFiles.Defect) -> NIOSSLContext {
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw TLSFiles.Defect("\(path) can not be used for TLS")
        }
    }

    package func secure(_ channel: any Channel, host: String) throws {
        // An address is checked against the addresses of the certificate, without a name to ask by.
        let isAddress = IPAddress(host) != nil
        try channel.pipeline.syncOperations.addHandler(
            NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
        )
    }
}
