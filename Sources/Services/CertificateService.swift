import Casework
import Certificates
import Crypto
package import Messages
import RPC
import Records

/// The certificates of agencies: the first for a one-time code, the next over the one before.
///
/// Both are asked for by systems that are in no session: the code, or the certificate of the
/// connection, says whose they are. The private key of the authority signs on worker threads.
package struct CertificateService: CertificateHandlers {
    /// A certificate may be renewed from so many days before its end.
    package static let renewalDays: Int64 = 30

    private let front: FrontDesk
    private var desk: Desk { front.desk }

    /// Works at a front desk.
    package init(_ front: FrontDesk) {
        self.front = front
    }

    /// Enters the one method that is good without a certificate.
    package func registerEnrolment(in routes: inout Routes) {
        routes.work(CertificateMethods.enrolCertificate, enrolCertificate)
    }

    package func createEnrolmentCode(
        _ request: CreateEnrolmentCodeRequest,
        _ call: Call
    ) throws -> Work<CertificateCode> {
        let agency = request.agency
        let code = Vault.newID()
        let enrolment = CertificateEnrolment(code: code, now: desk.milliseconds)
        return Work { [front] state in
            guard try state.records.agency(agency) != nil else {
                throw CaseworkError.notFound(.agency)
            }
            try state.set(enrolment, of: agency)
            front.note("agency may enrol", agency, call)
            return CertificateCode(code: code, expiresAtMs: enrolment.expiresAtMs)
        }
    }

    package func enrolCertificate(
        _ request: EnrolCertificateRequest,
        _ call: Call
    ) throws -> Work<AgencyCertificate> {
        let agency = request.agency
        let asked = try Self.read(request.csr, of: agency)
        let now = desk.milliseconds
        @Sendable func use(
            _ reader: RecordReader
        ) throws -> CertificateEnrolment {
            guard var enrolment = try reader.certificateEnrolment(of: agency),
                enrolment.use(request.enrolmentCode, for: asked.keyDigest, at: now)
            else { throw Status.certificateEnrolmentRefused }
            return enrolment
        }
        let ground = try desk.records.read(use).codeHash
        let certificate = try sign(asked, for: agency, ground, AgencyCertificate(ground: .enrolled))
        return Work(later: { [desk] in
            // Of two who use it at the same time with two keys, one comes first.
            try await desk.records.change { try $0.set(use($0.records), of: agency) }
            return try await enter(certificate, call)
        })
    }

    package func renewCertificate(
        _ request: RenewCertificateRequest,
        _ call: Call
    ) throws -> Work<AgencyCertificate> {
        guard let current = call.transport.peer.certificate else { throw Status.noCertificate }
        let asked = try Self.read(request.csr, of: current.agency)
        let opens = current.notAfter - Self.renewalDays * Authority.day
        guard desk.milliseconds >= opens else {
            throw Status.renewsFrom(Day(recordedAtMs: opens).iso)
        }
        let certificate = try sign(
            asked,
            for: current.agency,
            current.fingerprint,
            AgencyCertificate(ground: .renewed, replaces: current.fingerprint.hex)
        )
        return Work(later: { try await enter(certificate, call) })
    }

    private static func read(
        _ csr: String,
        of agency: String
    ) throws(CaseworkError) -> CertificateRequest {
        do {
            let request = try CertificateRequest(pem: csr)
            try request.check(for: agency)
            return request
        } catch {
            throw CaseworkError.invalid([
                Violation(
                    field: "csr",
                    rule: error.rawValue,
                    remedy: "make it with kntc-admin tls, or with openssl req and a P-256 key"
                )
            ])
        }
    }

    /// Signs on the calling thread, which is a worker's; what was given for the same key and the same
    /// ground is given again.
    private func sign(
        _ asked: CertificateRequest,
        for agency: String,
        _ ground: [UInt8],
        _ kind: AgencyCertificate
    ) throws -> AgencyCertificate {
        let id = Array(SHA256.hash(data: ground + asked.keyDigest).prefix(16)).hex
        if let given = try desk.records.read({ try $0.certificate(id) }) { return given }
        guard let authority = front.settings.issuer else { throw Status.noIssuer }
        let made = try authority.give(asked, to: agency, now: desk.milliseconds)
        var certificate = kind
        certificate.id = id
        certificate.agency = agency
        certificate.pem = made.pem
        certificate.sha256 = made.leaf.fingerprint.hex
        certificate.serial = made.leaf.serial.hex
        certificate.expiresAtMs = made.leaf.notAfter
        return certificate
    }

    /// Tells of it in the journal, once for each id.
    private func enter(
        _ certificate: AgencyCertificate,
        _ call: Call
    ) async throws -> AgencyCertificate {
        guard certificate.etag.isEmpty else { return certificate }
        let (id, today) = (certificate.id, desk.today)
        try await desk.records.submit(
            Command(
                principal: Principal(
                    agency: certificate.agency,
                    roles: [.administrator],
                    name: "certificates"
                ),
                method: call.method.path,
                requestID: "certificate-\(id)",
                body: [],
                namesSomebody: false
            ) { _ in
                Decided([
                    Event(
                        record: RecordReference(kind: .certificate, id: id),
                        actedOn: today.iso,
                        fact: .certificateGiven(CertificateGiven(certificate: certificate))
                    )
                ])
            }
        )
        // Of two who asked at the same time, both get the one that is in the journal.
        return try desk.records.read { try $0.certificate(id) } ?? certificate
    }
}

extension Status {
    fileprivate static let noIssuer = Status(
        .noIssuer,
        "this server gives no certificates; set tls.issuer.certificate and tls.issuer.key, or issue "
            + "them beside it with kntc-admin tls issue"
    )
    .with(vietnamese: "Máy chủ này không cấp chứng thư số.")

    fileprivate static let certificateEnrolmentRefused = Status(
        .enrolmentRefused,
        "there is no enrolment of this agency with this code, or it has ended or was used; "
            + "ask the administrator for a new code"
    )
    .with(vietnamese: "Mã ghi danh không đúng hoặc đã hết hạn; hãy xin quản trị viên mã mới.")

    fileprivate static let noCertificate = Status(
        .noCertificate,
        "the connection shows no certificate; a first one is given by EnrolCertificate"
    )
    .with(vietnamese: "Kết nối không có chứng thư số; hãy ghi danh lần đầu.")

    fileprivate static func renewsFrom(_ day: String) -> Status {
        Status(
            .renewalTooEarly,
            "the certificate is renewed in its last 30 days; call again from \(day) on",
            metadata: ["from": day]
        )
        .with(vietnamese: "Chứng thư số chỉ được gia hạn từ ngày \(day).")
    }
}
