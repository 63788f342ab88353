import Casework
import Messages
import RPC
import Records
import Services
import TestSupport
import Testing

/// Officers enrol with a code that an administrator hands over, once.
@Suite struct EnrolmentTests {
    private static func enrol(_ officer: String, _ code: String) -> EnrolRequest {
        EnrolRequest(officer: officer, enrolmentCode: code, password: Door.password)
    }

    // Red when: a code is good twice, for another officer, too long, or after a newer one.
    @Test func `A code enrols its officer once and for three days`() async throws {
        try await Door.run { door in
            _ = try await door.appoint("nv.an01", .clerk)
            _ = try await door.appoint("nv.binh02", .clerk)
            let former = try await door.invite("nv.an01")
            let code = try await door.invite("nv.an01")
            let other = try await door.invite("nv.binh02")
            for wrong in [former, other, "", "0123456789abcdefghjkmnpqrs"] {
                let status = await door.refused(AccessMethods.enrol, Self.enrol("nv.an01", wrong))
                let expected =
                    wrong.isEmpty
                    ? "INVALID_ARGUMENT FIELD_INVALID" : "UNAUTHENTICATED ENROLMENT_REFUSED"
                #expect(status.description == expected)
            }
            let stranger = await door.refused(AccessMethods.enrol, Self.enrol("nv.x99", code))
            #expect(stranger.description == "UNAUTHENTICATED ENROLMENT_REFUSED")
            #expect(door.front.passwords.computed == 0)
            // As people type it, and again after a lost answer.
            let typed = code.uppercased().prefix(13) + "-" + code.suffix(13)
            let first = try await door.call(
                AccessMethods.enrol,
                Self.enrol("nv.an01", String(typed))
            )
            let second = try await door.call(AccessMethods.enrol, Self.enrol("nv.an01", code))
            #expect(first.secret.count == 32 && first.secret != second.secret)
            #expect(second.otpauthUri.hasPrefix("otpauth://totp/kntc:nv.an01?secret="))
            door.clock.advance(milliseconds: Enrolment.lifeMilliseconds)
            let late = await door.refused(AccessMethods.enrol, Self.enrol("nv.an01", code))
            #expect(late.description == "UNAUTHENTICATED ENROLMENT_REFUSED")
        }
    }

    // Red when: an enrolment holds before its authenticator works, or a confirmed code again.
    @Test func `Nothing holds before the first code`() async throws {
        try await Door.run { door in
            _ = try await door.appoint("nv.an01", .clerk)
            let code = try await door.invite("nv.an01")
            let confirm = ConfirmEnrolmentRequest(
                officer: "nv.an01",
                enrolmentCode: code,
                code: "123456"
            )
            let early = await door.refused(AccessMethods.confirmEnrolment, confirm)
            #expect(early.description == "UNAUTHENTICATED ENROLMENT_REFUSED")
            _ = try await door.call(AccessMethods.enrol, Self.enrol("nv.an01", code))
            let wrong = await door.refused(AccessMethods.confirmEnrolment, confirm)
            #expect(wrong.description == "UNAUTHENTICATED SIGN_IN_REFUSED")
            #expect(try door.records.read { try $0.credential(of: "nv.an01") } == nil)
            let an = try await door.enrolled("nv.an01")
            let token = try await door.signedIn(an)
            let again = await door.refused(AccessMethods.enrol, Self.enrol("nv.an01", code))
            #expect(again.description == "UNAUTHENTICATED ENROLMENT_REFUSED")
            // Enrolled anew, the former sessions end.
            _ = try await door.enrolled("nv.an01")
            #expect(try await !door.isGood(token))
        }
    }

    // Red when: a bad password or officer comes in, or a refusal changes something.
    @Test func `Bad input names field, rule and remedy`() async throws {
        try await Door.run { door in
            _ = try await door.appoint("nv.an01", .clerk)
            let code = try await door.invite("nv.an01")
            for password in ["ngắn", "Matkhau@123456", "meo xanh nv.an01", "meo xanh H29.02 x"] {
                var request = Self.enrol("nv.an01", code)
                request.password = password
                let status = await door.refused(AccessMethods.enrol, request)
                #expect(status.fieldViolations.map(\.field) == ["password"], "\(password)")
                #expect(!status.message.contains(password))
            }
            let boss = try await door.enrolled("qt.boss", .administrator, agency: "H29")
            let token = try await door.signedIn(boss)
            let bad = await door.refused(
                AccessMethods.enrolOfficer,
                EnrolOfficerRequest(officer: "A"),
                token
            )
            #expect(bad.fieldViolations.map(\.field) == ["officer"])
            let unknown = await door.refused(
                AccessMethods.enrolOfficer,
                EnrolOfficerRequest(officer: "nv.x"),
                token
            )
            #expect(unknown.description == "NOT_FOUND OFFICER_NOT_FOUND")
            #expect(try door.records.read { try $0.enrolment(of: "nv.x") } == nil)
        }
    }

    // Red when: a password changes without its proof, or other sessions stay.
    @Test func `A changed password ends the other sessions`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01")
            let (mine, other) = (try await door.signedIn(an), try await door.signedIn(an))
            var request = ChangePasswordRequest(
                password: "con mèo đỏ ngủ trưa",
                code: door.code(of: an),
                newPassword: "chim sẻ hót sau hè"
            )
            let wrong = await door.refused(AccessMethods.changePassword, request, mine)
            #expect(wrong.description == "UNAUTHENTICATED SIGN_IN_REFUSED")
            request.password = an.password
            request.newPassword = an.password
            let same = await door.refused(AccessMethods.changePassword, request, mine)
            #expect(same.fieldViolations.map(\.field) == ["new_password"])
            request.newPassword = "chim sẻ hót sau hè"
            let ended = try await door.call(AccessMethods.changePassword, request, mine)
            #expect(ended.endedSessions == 1)
            #expect(try await door.isGood(mine))
            #expect(try await !door.isGood(other))
            door.clock.advance(milliseconds: 30_000)
            let former = await door.refused(AccessMethods.signIn, door.request(an))
            #expect(former.description == "UNAUTHENTICATED SIGN_IN_REFUSED")
            var next = door.request(an)
            next.password = request.newPassword
            _ = try await door.call(AccessMethods.signIn, next)
        }
    }

    // Red when: a new server has nobody to grant, or its console grants for ever.
    @Test func `The console makes two administrators, who make the rest`() async throws {
        try await Door.run { door in
            func enrol(_ officer: String) async throws {
                let made = try await door.front.makeAdministrator(officer, agency: "H29")
                _ = try await door.enrolled(officer, code: made.code)
            }
            _ = try await door.front.makeAdministrator("qt.a", agency: "H29")
            // The code was lost before it was used.
            try await enrol("qt.a")
            try await enrol("qt.b")
            await #expect(throws: CaseworkError.self) { try await enrol("qt.c") }
            #expect(try door.records.read { try $0.officer("qt.c") } == nil)
            let today = try #require(Day(iso: "2026-07-15"))
            let roles = try door.records.read { reader in
                try ["qt.a", "qt.b"].map { officer in
                    try reader.principal(of: officer, office: "", on: today)?.roles
                }
            }
            #expect(roles == [[.administrator], [.administrator]])
            let report = try door.records.verify()
            #expect(report.findings.isEmpty)
        }
    }

    // Red when: the console makes an administrator of somebody who works on files.
    @Test func `The console makes no administrator of another role or agency`() async throws {
        try await Door.run { door in
            _ = try await door.appoint("nv.an01", .officer, agency: "H29")
            let rows = [("nv.an01", "H29"), ("nv.an01", "H29.02"), ("X", "H29"), ("qt.a", "x")]
            for (officer, agency) in rows {
                await #expect(throws: CaseworkError.self, "\(officer)@\(agency)") {
                    try await door.front.makeAdministrator(officer, agency: agency)
                }
            }
        }
    }

    // Red when: an id token is good twice, for an unknown officer, or without a provider.
    @Test func `An id token is good for one session of a known officer`() async throws {
        try await Door.run(tokens: FakeProvider()) { door in
            _ = try await door.enrolled("nv.an01")
            func request(_ token: String) -> SignInWithTokenRequest {
                SignInWithTokenRequest(idToken: token, nonce: "n")
            }
            let reply = try await door.call(AccessMethods.signInWithToken, request("nv.an01"))
            // Without a second factor at the provider, an officer who reads identities shows one.
            #expect(reply.session?.secondFactor == false)
            let list = ListPetitionsRequest()
            let half = await door.refused(PetitionMethods.listPetitions, list, reply.token)
            #expect(half.description == "UNAUTHENTICATED PROOF_NEEDED")
            let whole = try await door.call(AccessMethods.signInWithToken, request("nv.an01+mfa"))
            _ = try await door.call(PetitionMethods.listPetitions, list, whole.token)
            for token in ["nv.an01", "nv.x99", "bad"] {
                let status = await door.refused(AccessMethods.signInWithToken, request(token))
                #expect(status.description == "UNAUTHENTICATED SIGN_IN_REFUSED")
            }
        }
        try await Door.run { door in
            let request = SignInWithTokenRequest(idToken: "nv.an01", nonce: "n")
            let status = await door.refused(AccessMethods.signInWithToken, request)
            #expect(status.description == "FAILED_PRECONDITION NO_IDENTITY_PROVIDER")
        }
    }

    // Red when: what nobody needs any more stays in the store.
    @Test func `Tries under codes that nobody has are forgotten after a day`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01")
            for officer in ["nv.khong99", "nv.an01"] {
                var wrong = door.request(an)
                (wrong.officer, wrong.code) = (officer, "000000")
                _ = await door.refused(AccessMethods.signIn, wrong)
            }
            func failures(_ officer: String) throws -> Int {
                try door.records.read { try $0.throttle(of: officer).inRow }
            }
            try await door.front.settle()
            #expect(try failures("nv.khong99") == 1 && failures("nv.an01") == 1)
            door.clock.advance(milliseconds: 86_400_000)
            try await door.front.settle()
            #expect(try failures("nv.khong99") == 0 && failures("nv.an01") == 1)
        }
    }
}

/// A provider whose tokens are the officers' codes.
private struct FakeProvider: TokenVerifier {
    func verify(
        _ token: String,
        nonce: String,
        at milliseconds: Int64
    ) async throws -> TokenIdentity {
        guard token != "bad" else { throw TokenRefused("signature") }
        return TokenIdentity(
            officer: token.replacing("+mfa", with: ""),
            expiresAtMs: milliseconds + 60_000,
            hasSecondFactor: token.hasSuffix("+mfa")
        )
    }
}
