import Messages
import TestSupport

extension Maker {
    /// Getting in: about the caller alone, or about officers, who are the administrator's.
    static let entry = [
        Maker(
            own: AccessMethods.signIn,
            SignInRequest(officer: "nv.an01", password: "con mèo xanh ngủ trưa", code: "123456")
        ),
        Maker(
            own: AccessMethods.signInWithToken,
            SignInWithTokenRequest(idToken: "a.b.c", nonce: "n")
        ),
        Maker(own: AccessMethods.signOut, SignOutRequest()),
        Maker(own: AccessMethods.proveAgain, ProveAgainRequest(code: "123456")),
        Maker(
            own: AccessMethods.enrolOfficer,
            EnrolOfficerRequest(officer: "nv.an01")
        ),
        Maker(
            own: AccessMethods.enrol,
            EnrolRequest(
                officer: "nv.an01",
                enrolmentCode: "0123456789abcdefghjkmnpqrs",
                password: "con mèo xanh ngủ trưa"
            )
        ),
        Maker(
            own: AccessMethods.confirmEnrolment,
            ConfirmEnrolmentRequest(
                officer: "nv.an01",
                enrolmentCode: "0123456789abcdefghjkmnpqrs",
                code: "123456"
            )
        ),
        Maker(
            own: AccessMethods.changePassword,
            ChangePasswordRequest(
                password: "con mèo xanh ngủ trưa",
                newPassword: "chim sẻ hót sau hè"
            )
        ),
        Maker(own: AccessMethods.listAccessSessions, ListAccessSessionsRequest()),
        Maker(
            own: AccessMethods.revokeAccessSession,
            RevokeAccessSessionRequest(id: "0123456789abcdefghjkmnpqrs")
        ),
        Maker(own: AccessMethods.revokeOfficer, RevokeOfficerRequest(officer: "nv.an01")),
        Maker(own: AccessMethods.unlockOfficer, UnlockOfficerRequest(officer: "nv.an01")),
        Maker(own: AccessMethods.whoAmI, WhoAmIRequest()),
        Maker(
            own: CertificateMethods.createEnrolmentCode,
            CreateEnrolmentCodeRequest(agency: "H29.05")
        ),
        Maker(
            own: CertificateMethods.enrolCertificate,
            EnrolCertificateRequest(
                agency: "H29.02",
                enrolmentCode: "0123456789abcdefghjkmnpqrs",
                csr: "-----BEGIN CERTIFICATE REQUEST-----"
            )
        ),
        Maker(
            own: CertificateMethods.renewCertificate,
            RenewCertificateRequest(csr: "-----BEGIN CERTIFICATE REQUEST-----")
        ),
    ]
}
