/// Names for certificates.
extension Labels {
    static let certificateTitles = [
        "certificate_file": "Tệp chứng thư", "names": "Tên", "hosts": "Máy chủ",
        "issuer": "Nơi cấp", "signs_others": "Được cấp chứng thư",
        "serial": "Số sê-ri", "sha256": "SHA-256",
    ]
}
