/// Names for certificates.
extension Labels {
    static let certificateTitles = [
        "certificate_file": "Tệp chứng thư", "names": "Tên", "hosts": "Máy chủ",
        "issuer": "Nơi cấp", "signs_others": "Được cấp chứng thư", "serial": "Số sê-ri",
        "sha256": "SHA-256", "pem": "Chứng thư",
        "replaces": "Thay chứng thư", "certificate": "Chứng thư số",
        "certificate_given": "cấp chứng thư số",
    ]

    static let certificateValues = [
        "CERTIFICATE_GROUND_ENROLLED": "ghi danh lần đầu",
        "CERTIFICATE_GROUND_RENEWED": "gia hạn", "RECORD_KIND_CERTIFICATE": "chứng thư số",
    ]
}
