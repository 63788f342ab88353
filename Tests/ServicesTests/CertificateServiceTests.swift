import Casework
import Certificates
import Messages
import RPC
import Records
import Services
import TestSupport
import Testing

/// Agencies get certificates: the first for a code, the next over the one before.
@Suite struct CertificateServiceTests {
    private static let day: Int64 = 86_400_000
    private static let current = [UInt8](repeating: 5, count: 32)

    /// A door that gives certificates.
    private static func run(_ body: (Door) async throws -> Void) async throws {
        let now = VirtualClock(day: "2026-07-01").now
        let issuer = try Authority(name: "test", days: 3_650, now: now)
        try await Door.run({ $0.issuer = issuer }, body)
    }

    private static func renewal(
        _ door: Door,
        agency: String = "H29.02",
        endsIn days: Int64
    ) -> RPCCall {
        let certificate = PeerCertificate(
            fingerprint: current,
            agency: agency,
            notAfter: door.clock.now + days * day
        )
        return RPCCall(
            path: CertificateMethods.renewCertificate.info.path,
            peer: Peer(certificate: certificate)
        )
    }

    private static func code(_ door: Door, agency: String = "H29.02") async throws -> String {
        let boss = try await door.enrolled("qt.boss", .administrator, agency: "H29")
        let token = try await door.signedIn(boss)
        let made = try await door.call(
            CertificateMethods.createEnrolmentCode,
            CreateEnrolmentCodeRequest(agency: agency),
            token
        )
        #expect(made.expiresAtMs == door.clock.now + 2 * day)
        return made.code
    }

    private static func refused(_ call: () async throws -> some Any) async -> Status? {
        do {
            _ = try await call()
            return nil
        } catch {
            return error as? Status
        }
    }

    // Red when: a certificate is not for the agency of the code, lasts longer than 90 days, is
    // missing in the journal, or a repeat gets another one.
    @Test func `The first certificate is given for a code, once`() async throws {
        try await Self.run { door in
            let made = try CertificateRequest.make()
            let request = EnrolCertificateRequest(
                agency: "H29.02",
                enrolmentCode: try await Self.code(door),
                csr: made.csr
            )
            let given = try await door.call(CertificateMethods.enrolCertificate, request)
            let facts = try CertificateFacts(pem: given.pem)
            let peer = try facts.leaf.holder(denied: DenyList(), now: door.clock.now)
            #expect(peer.agency == "H29.02" && given.agency == "H29.02")
            #expect(given.ground == .enrolled && given.replaces.isEmpty)
            #expect(given.expiresAtMs == door.clock.now + 90 * Self.day)
            #expect(facts.leaf.notAfter == given.expiresAtMs)

            // The same key, by another request and later: the same certificate.
            door.clock.advance(milliseconds: Self.day)
            var again = request
            again.csr = try CertificateRequest.make(keyPEM: made.key).csr
            #expect(try await door.call(CertificateMethods.enrolCertificate, again) == given)
            var entries: [AgencyCertificate] = []
            try door.records.read { reader in
                if let kept = try reader.certificate(given.id) { entries.append(kept) }
            }
            #expect(entries == [given])

            var other = request
            other.csr = try CertificateRequest.make().csr
            let status = await door.refused(CertificateMethods.enrolCertificate, other)
            #expect(status.description == "UNAUTHENTICATED ENROLMENT_REFUSED")
            #expect(try door.records.verify().findings.isEmpty)
        }
    }

    // Red when: a code is good for another agency, after its end, after a newer one, or misspelled.
    @Test func `A code is good for its agency, for 48 hours and until the next`() async throws {
        try await Self.run { door in
            let csr = try CertificateRequest.make().csr
            func status(_ agency: String, _ code: String) async -> String {
                let request = EnrolCertificateRequest(agency: agency, enrolmentCode: code, csr: csr)
                return await door.refused(CertificateMethods.enrolCertificate, request).description
            }
            let refused = "UNAUTHENTICATED ENROLMENT_REFUSED"
            let code = try await Self.code(door)
            #expect(await status("H29.05", code) == refused)
            #expect(await status("H29.02", String(code.reversed())) == refused)
            #expect(await status("H29.02", "") == refused)
            let boss = try await door.enrolled("qt.two", .administrator, agency: "H29")
            let next = try await door.call(
                CertificateMethods.createEnrolmentCode,
                CreateEnrolmentCodeRequest(agency: "H29.02"),
                try await door.signedIn(boss)
            )
            #expect(await status("H29.02", code) == refused)
            door.clock.advance(milliseconds: next.expiresAtMs - door.clock.now)
            #expect(await status("H29.02", next.code) == refused)
            door.clock.advance(milliseconds: -1)
            let spelled = EnrolCertificateRequest(
                agency: "H29.02",
                enrolmentCode: next.code.uppercased(),
                csr: csr
            )
            _ = try await door.call(CertificateMethods.enrolCertificate, spelled)
            let unknown = await door.refused(
                CertificateMethods.createEnrolmentCode,
                CreateEnrolmentCodeRequest(agency: "H29.77"),
                try await door.signedIn(boss)
            )
            #expect(unknown.description == "NOT_FOUND AGENCY_NOT_FOUND")
        }
    }

    // Red when: a code stands somewhere in clear.
    @Test func `Of a code the store keeps its hash alone`() async throws {
        try await Self.run { door in
            let code = try await Self.code(door)
            let kept = try door.records.read { try $0.certificateEnrolment(of: "H29.02") }
            #expect(kept?.codeHash == Vault.tokenHash(code))
            #expect(kept?.keyDigest == [])
        }
    }

    // Red when: renewal opens a day early or late, asks for no certificate, forgets which one it
    // replaces, or gives another agency's.
    @Test func `The next certificate is given in the last thirty days of the one before`()
        async throws
    {
        try await Self.run { door in
            let method = CertificateMethods.renewCertificate
            let made = try CertificateRequest.make()
            let request = RenewCertificateRequest(csr: made.csr)
            let none = await door.refused(method, request)
            #expect(none.description == "FAILED_PRECONDITION NO_CERTIFICATE")

            let early = await Self.refused {
                try await door.call(method, request, by: Self.renewal(door, endsIn: 31))
            }
            #expect(early?.description == "FAILED_PRECONDITION RENEWAL_TOO_EARLY")
            #expect(early?.metadata == ["from": "2026-07-16"])

            let call = Self.renewal(door, endsIn: 30)
            let given = try await door.call(method, request, by: call)
            #expect(given.agency == "H29.02" && given.ground == .renewed)
            #expect(given.replaces == Self.current.hex)
            let leaf = try CertificateFacts(pem: given.pem).leaf
            #expect(leaf.uris == ["urn:kntc:agency:H29.02"])
            #expect(leaf.fingerprint.hex == given.sha256)

            #expect(try await door.call(method, request, by: call) == given)
            let other = RenewCertificateRequest(csr: try CertificateRequest.make().csr)
            #expect(try await door.call(method, other, by: call).id != given.id)
            #expect(try door.records.verify().findings.isEmpty)
        }
    }

    // Red when: a request that proves nothing, or asks for another agency's name, is signed.
    @Test func `A request that is none is named`() async throws {
        try await Self.run { door in
            for csr in ["", "x", String(repeating: "a", count: 9_000)] {
                let status = await Self.refused {
                    try await door.call(
                        CertificateMethods.renewCertificate,
                        RenewCertificateRequest(csr: csr),
                        by: Self.renewal(door, endsIn: 3)
                    )
                }
                #expect(status?.description == "INVALID_ARGUMENT FIELD_INVALID")
                #expect(status?.fieldViolations.map(\.field) == ["csr"])
            }
        }
    }

    // Red when: a server without an authority answers anything but what to do.
    @Test func `A server without an authority says so`() async throws {
        try await Door.run { door in
            let status = await Self.refused {
                try await door.call(
                    CertificateMethods.renewCertificate,
                    RenewCertificateRequest(csr: try CertificateRequest.make().csr),
                    by: Self.renewal(door, endsIn: 3)
                )
            }
            #expect(status?.description == "FAILED_PRECONDITION NO_ISSUER")
        }
    }
}
