import Messages
import RPC

/// The failures of getting in.
extension Status {
    /// Officer code, password, one-time code or id token is wrong; which of them is not said.
    static let signInRefused = Status(
        .signInRefused,
        "officer code, password or one-time code is wrong"
    )
    .with(vietnamese: "Mã cán bộ, mật khẩu hoặc mã xác thực không đúng.")

    /// No such enrolment, or another one-time code.
    static let enrolmentRefused = Status(
        .enrolmentRefused,
        "there is no enrolment of this officer with this code, or it has ended; "
            + "ask the administrator for a new code"
    )
    .with(vietnamese: "Mã ghi danh không đúng hoặc đã hết hạn; hãy xin quản trị viên mã mới.")

    /// The officer is proved, and the connection is none that carries its agency.
    static func notCarried(_ agency: String) -> Status {
        Status(
            .notCarried,
            "the certificate of this connection may not carry officers of \(agency); "
                + "have the agency put on the signed list of platforms",
            metadata: ["agency": agency]
        )
        .with(vietnamese: "Hệ thống kết nối không được phép phục vụ cán bộ của cơ quan này.")
    }

    /// The officer is proved, and has no role today in that office.
    static let noRole = Status(
        .noRole,
        "the officer has no role today in that office; ask the administrator for a grant"
    )
    .with(vietnamese: "Cán bộ hiện không có vai trò nào ở chức danh này.")

    /// Too many failures for now.
    static func throttled(milliseconds: Int64) -> Status {
        let seconds = (milliseconds + 999) / 1_000
        return Status(
            .signInThrottled,
            "too many failures; the next try is looked at in \(seconds) s",
            metadata: ["seconds": String(seconds)]
        )
        .with(retryAfter: .seconds(seconds))
        .with(vietnamese: "Nhập sai quá nhiều lần; hãy thử lại sau \(seconds) giây.")
    }

    /// A hundred failures in a row.
    static let locked = Status(
        .signInLocked,
        "a hundred failures in a row; an administrator must unlock the officer"
    )
    .with(vietnamese: "Đã khóa do nhập sai 100 lần liên tiếp; hãy liên hệ quản trị viên.")

    /// More callers than may wait for a hash.
    static let tooManySignIns = Status(
        .overload,
        "too many sign-ins wait"
    )
    .with(retryAfter: .seconds(5))
    .with(vietnamese: "Quá nhiều người đăng nhập cùng lúc; hãy thử lại sau ít giây.")

    /// No session travels with the call.
    static let signInNeeded = Status(
        .signInNeeded,
        "the metadata authorization is missing or is no Bearer token; sign in first"
    )
    .with(vietnamese: "Chưa đăng nhập.")

    /// The session has ended, is of another connection, or never was.
    static let sessionEnded = Status(
        .sessionEnded,
        "the session has ended or is not good over this connection; sign in again"
    )
    .with(vietnamese: "Phiên đăng nhập đã kết thúc; hãy đăng nhập lại.")

    /// A stream's caller has other rights than when it began.
    static let rightsChanged = Status(
        .rightsChanged,
        "the caller's rights changed; call again"
    )
    .with(vietnamese: "Quyền của người dùng đã thay đổi; hãy gọi lại.")

    /// What is sensitive demands a young proof, and some roles a second factor.
    static let proofNeeded = Status(
        .proofNeeded,
        "this needs a proof of identity of the last 5 minutes, with the second factor; "
            + "call AccessService/ProveAgain"
    )
    .with(vietnamese: "Cần xác thực lại bằng mã xác thực trước khi thực hiện.")

    /// The caller is in no session.
    static let noSession = Status(
        .noSession,
        "the caller is in no session"
    )
    .with(vietnamese: "Không có phiên đăng nhập.")

    /// The server knows no identity provider.
    static let noIdentityProvider = Status(
        .noIdentityProvider,
        "the server was given no identity provider; sign in by password"
    )
    .with(vietnamese: "Máy chủ chưa kết nối hệ thống định danh; hãy đăng nhập bằng mật khẩu.")

    /// No session has the id.
    static let noSuchSession = Status(
        .sessionNotFound,
        "there is no such session, or it has ended"
    )
    .with(vietnamese: "Không tìm thấy phiên đăng nhập.")
}
