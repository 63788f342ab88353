extension Columns {
    /// The columns of sessions of signed-in officers.
    static let signingIn: [String: [Column]] = [
        "kntc.v1.ListAccessSessionsReply": [
            Column("Mã", "id"), Column("Cán bộ", "officer"), Column("Cơ quan", "agency"),
            Column("Chức danh", "office"), Column("Đăng nhập lúc", "begun_at_ms"),
            Column("Dùng lần cuối", "used_at_ms"), Column("Hết hạn lúc", "expires_at_ms"),
            Column("Đã xác thực lớp hai", "second_factor", absent: "không"),
        ]
    ]
}

extension Labels {
    /// Vietnamese names of the fields of signing in.
    static let signingInTitles = [
        "token": "Mã phiên", "session": "Phiên đăng nhập", "roles": "Vai trò",
        "begun_at_ms": "Đăng nhập lúc", "used_at_ms": "Dùng lần cuối",
        "proved_at_ms": "Xác thực lúc", "expires_at_ms": "Hết hạn lúc",
        "ends_at_ms": "Kết thúc chậm nhất", "second_factor": "Đã xác thực lớp hai",
        "ended_sessions": "Số phiên đã kết thúc", "failures": "Số lần sai đã bỏ qua",
        "secret": "Khóa cho ứng dụng xác thực", "otpauth_uri": "Địa chỉ cho mã QR",
        "idle_minutes": "Số phút được để không", "proof_age_seconds": "Số giây từ lần xác thực",
    ]
}
