import ArgumentParser
import Certificates
import Foundation
import Messages

/// Make a one-time code.
struct CreateCertificateCode: Verb {
    static let configuration = help(
        "code",
        "Make a one-time code for the first certificate of an agency, as an administrator",
        example: "tls code --agency H29.02"
    )
    static let method = "CertificateService/CreateEnrolmentCode"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("The agency", valueName: "code"))
    var agency: String

    func request() -> Fields { Fields().text("agency", agency) }
}

/// Get the first certificate.
struct EnrolCertificate: AsyncParsableCommand {
    static let configuration = help(
        "enrol",
        "Get an agency's first certificate for a one-time code; the key is made here and stays",
        example: """
            tls enrol --agency H29.02 --out ca/new \\
                --endpoint kntc.example.vn:7413 --tls-trust ca/ca.pem
            """
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var secrets: Secrets
    @OptionGroup var files: NewCertificate

    @Option(help: ArgumentHelp("The agency", valueName: "code"))
    var agency: String

    func run() async throws {
        let csr = try files.request()
        let code = try secrets.next("Mã ghi danh", isShown: true)
        let request = Fields().text("agency", agency).text("enrolment_code", code)
            .text("csr", csr)
        try await files.fetch("CertificateService/EnrolCertificate", request, options)
    }
}

/// Get the next certificate.
struct RenewCertificate: AsyncParsableCommand {
    static let configuration = help(
        "renew",
        "Get the next certificate over the one that is used, in its last 30 days",
        example: """
            tls renew --out ca/next --tls-trust ca/ca.pem \\
                --tls-certificate ca/H29.02.pem --tls-key ca/H29.02.key
            """
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var files: NewCertificate

    func run() async throws {
        let request = Fields().text("csr", try files.request())
        try await files.fetch("CertificateService/RenewCertificate", request, options)
    }
}

/// Where a new certificate and its key go.
struct NewCertificate: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The new files, NAME.pem and NAME.key; the key of an attempt without answer is used again",
            valueName: "name"
        )
    )
    var out: String

    /// A request for a certificate, signed with the key, which is kept before anybody is asked.
    func request() throws -> String {
        let key = "\(out).key"
        guard !FileManager.default.fileExists(atPath: "\(out).pem") else {
            throw Failure(usage: "\(out).pem is there already, and is not written over")
        }
        guard FileManager.default.fileExists(atPath: key) else {
            let made = try CertificateRequest.make()
            try createFile(key, made.key, mode: 0o600)
            return made.csr
        }
        do {
            return try CertificateRequest.make(keyPEM: readText(key)).csr
        } catch {
            throw Failure(usage: "\(key) holds no private key in PEM")
        }
    }

    /// Asks, and keeps what is given.
    func fetch(_ method: String, _ request: Fields, _ options: GlobalOptions) async throws {
        try await Session.with(method, [request.json], options) { session in
            let reply = try await session.call(request.json)
            try createFile("\(out).pem", reply["pem"]?.text ?? "", mode: 0o644)
            try options.showCertificate("\(out).pem")
        }
    }
}
