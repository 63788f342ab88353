import ArgumentParser
import Certificates
import Foundation

/// TLS to the records server.
struct TLSOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Authorities of the records server's certificate; with them, TLS (else KNTC_TLS_TRUST)",
            valueName: "file"
        )
    )
    var tlsTrust: String?

    @Option(
        help: ArgumentHelp("The own certificate (else KNTC_TLS_CERTIFICATE)", valueName: "file")
    )
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("Its private key (else KNTC_TLS_KEY)", valueName: "file"))
    var tlsKey: String?

    /// TLS, where flags or environment name its files.
    ///
    /// - Throws: A `Failure` with exit code 1 for files that are not what they must be.
    func security() throws -> ClientTLS? {
        let environment = ProcessInfo.processInfo.environment
        do {
            return try ClientTLS.given(
                trust: tlsTrust ?? environment["KNTC_TLS_TRUST"],
                certificate: tlsCertificate ?? environment["KNTC_TLS_CERTIFICATE"],
                key: tlsKey ?? environment["KNTC_TLS_KEY"],
                now: Int64(Date().timeIntervalSince1970 * 1_000)
            )
        } catch {
            throw Failure(code: 1, description: error.description)
        }
    }
}
