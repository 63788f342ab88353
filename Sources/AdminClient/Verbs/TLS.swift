import ArgumentParser
import Certificates
import Foundation
import Messages

/// Certificates.
struct TLSNoun: AsyncParsableCommand {
    static let configuration = help(
        "tls",
        "Make certificates, look at them, and get new ones (chứng thư số)",
        example: "tls show ca/H29.02.pem",
        subcommands: [
            MakeAuthority.self, IssueCertificate.self, ShowCertificate.self,
            CreateCertificateCode.self, EnrolCertificate.self, RenewCertificate.self,
        ]
    )
}

/// Make an authority.
struct MakeAuthority: ParsableCommand {
    static let configuration = help(
        "init",
        "Make an authority for certificates, without a server; its key stays in the folder",
        example: "tls init ca"
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Folder, made when it is absent")
    var folder: String

    @Option(help: ArgumentHelp("Its life, 1 to 3650", valueName: "days"))
    var days: Int64 = 3_650

    func run() throws {
        try checkDays(days, max: 3_650)
        let files = AuthorityFolder(path: folder)
        let authority = try Authority(name: "kntc", days: days, now: currentMilliseconds())
        try files.make()
        try files.keep(
            certificate: authority.certificatePEM(),
            key: authority.keyPEM(),
            as: AuthorityFolder.own
        )
        try options.showCertificate(files.certificate(AuthorityFolder.own))
    }
}

/// Issue a certificate.
struct IssueCertificate: ParsableCommand {
    static let configuration = help(
        "issue",
        "Issue a certificate and its key from a folder of tls init, without a server",
        example: """
            tls issue ca --agency H29.02 --days 30
              kntc-admin tls issue ca --server 127.0.0.1 --server kntc.example.vn
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Folder of the authority; the certificate comes there, too")
    var folder: String

    @Option(help: ArgumentHelp("The agency that calls with it", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("A name or address of the server, repeatable", valueName: "host"))
    var server: [String] = []

    @Option(help: ArgumentHelp("Its life, 1 to 90", valueName: "days"))
    var days: Int64 = 90

    func run() throws {
        try checkDays(days, max: 90)
        guard let name = agency ?? server.first else {
            throw Failure(usage: "say whom it is for: --agency H29.02, --server HOST or both")
        }
        guard agency.map(Leaf.isAgency) ?? true else {
            throw Failure(usage: "--agency is no code such as H29.02: \(name)")
        }
        guard !server.contains(where: { $0.isEmpty || $0.contains("/") }) else {
            throw Failure(usage: "--server is no name or address such as kntc.example.vn")
        }
        let files = AuthorityFolder(path: folder)
        let made = try files.authority().issueWithKey(
            to: Authority.Subject(agency: agency, hosts: server),
            for: days * Authority.day,
            now: currentMilliseconds()
        )
        try files.keep(certificate: made.certificate, key: made.key, as: name)
        try options.showCertificate(files.certificate(name))
    }
}

/// Show a certificate.
struct ShowCertificate: ParsableCommand {
    static let configuration = help(
        "show",
        "Print what the first certificate of a file says, and its SHA-256",
        example: "tls show ca/H29.02.pem"
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "File in PEM")
    var file: String

    func run() throws { try options.showCertificate(file) }
}

extension GlobalOptions {
    /// Prints what the first certificate of a file says.
    func showCertificate(_ file: String) throws {
        guard let facts = try? CertificateFacts(pem: readText(file)) else {
            throw Failure(usage: "\(file) holds no certificate in PEM")
        }
        let leaf = facts.leaf
        let fields = Fields().text("certificate_file", file)
            .texts("names", leaf.uris).texts("hosts", facts.hosts)
            .text("issuer", facts.issuer).flag("signs_others", facts.isAuthority)
            .text("begins_at_ms", String(leaf.notBefore))
            .text("expires_at_ms", String(leaf.notAfter))
            .text("serial", leaf.serial.hexadecimal)
            .text("sha256", leaf.fingerprint.hexadecimal)
        show(fields.json, "certificate")
    }
}

/// The files of an authority and of what it issued: NAME.pem and NAME.key.
struct AuthorityFolder {
    /// The name of the authority's own files.
    static let own = "ca"

    let path: String

    func certificate(_ name: String) -> String { "\(path)/\(name).pem" }
    func key(_ name: String) -> String { "\(path)/\(name).key" }

    /// Makes the folder, for its owner alone.
    func make() throws(Failure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw Failure(usage: "\(path) can not be made")
        }
    }

    /// The authority of the folder.
    func authority() throws(Failure) -> Authority {
        let (certificate, key) = (certificate(Self.own), key(Self.own))
        do {
            return try Authority(files: certificate, key)
        } catch {
            throw Failure(usage: error.description)
        }
    }

    /// Writes a certificate and its key, over nothing that is there.
    func keep(certificate text: String, key secret: String, as name: String) throws(Failure) {
        try createFile(key(name), secret, mode: 0o600)
        try createFile(certificate(name), text, mode: 0o644)
    }
}

/// Writes a new file.
///
/// - Throws: A usage `Failure` when there is one already, or it can not be written.
func createFile(_ path: String, _ text: String, mode: mode_t) throws(Failure) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else {
        throw Failure(
            usage: errno == EEXIST
                ? "\(path) is there already, and is not written over" : "\(path) can not be written"
        )
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    do {
        try handle.write(contentsOf: Data("\(text)\n".utf8))
    } catch {
        throw Failure(usage: "\(path) can not be written")
    }
}

/// The text of a file.
///
/// - Throws: A usage `Failure` when it can not be read.
func readText(_ path: String) throws(Failure) -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
        throw Failure(usage: "\(path) can not be read")
    }
    return String(decoding: data, as: UTF8.self)
}

private func checkDays(_ days: Int64, max: Int64) throws(Failure) {
    guard (1...max).contains(days) else {
        throw Failure(usage: "--days is \(days), outside 1 to \(max)")
    }
}

/// Milliseconds since 1970-01-01T00:00:00Z.
func currentMilliseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }
