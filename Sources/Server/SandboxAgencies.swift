/// The bodies and officers of a sandbox.
enum SandboxAgencies {
    /// The city, whose administrator keeps the directory.
    static let city = "H29"
    /// All of them.
    static let codes = [city, "H29.02", "H29.80.01"]

    /// The request that enters the bodies.
    static let agencies = """
        {"request_id": "sandbox-agencies-1", "agencies": [
          {"code": "H29", "name": "Ủy ban nhân dân Thành phố Hồ Chí Minh",
           "type": "AGENCY_TYPE_CITY_COMMITTEE", "valid_from": "1976-07-02",
           "offices": [{"code": "H29.CT", "title": "Chủ tịch UBND Thành phố", "head": true}]},
          {"code": "H29.02", "name": "Sở Nội vụ", "type": "AGENCY_TYPE_DEPARTMENT",
           "parent": "H29", "valid_from": "2025-07-01",
           "offices": [{"code": "H29.02.GD", "title": "Giám đốc Sở Nội vụ", "head": true}]},
          {"code": "H29.80.01", "name": "Ủy ban nhân dân phường Vũng Tàu",
           "type": "AGENCY_TYPE_COMMUNE", "parent": "H29", "valid_from": "2025-07-01",
           "offices": [
             {"code": "H29.80.01.CT", "title": "Chủ tịch UBND phường Vũng Tàu", "head": true}
           ]}
        ]}
        """

    /// The roles of each body, an officer for each.
    private static let roles = [
        "H29": ["head", "administrator", "auditor", "sync"],
        "H29.02": ["receiver", "officer", "verifier", "clerk", "head", "inspector"],
        "H29.80.01": ["receiver", "officer", "verifier", "clerk", "head"],
    ]

    private static func officer(_ role: String, _ agency: String) -> String {
        "\(role).\(agency.lowercased())"
    }

    /// The request that enters the officers.
    static var officers: String {
        let list = codes.flatMap { agency in
            (roles[agency] ?? []).map { role in
                #"{"code": "\#(officer(role, agency))", "agency": "\#(agency)"}"#
            }
        }
        return
            #"{"request_id": "sandbox-officers-1", "officers": [\#(list.joined(separator: ", "))]}"#
    }

    /// What stands in the folder for those who try things out.
    static func guide(_ folder: String) -> String {
        let rows = codes.flatMap { agency in
            (roles[agency] ?? []).map { role in
                "| \(agency) | \(role) | `\(role)@\(agency)/\(officer(role, agency))` "
                    + "| `tls/\(agency).pem`, `tls/\(agency).key` |"
            }
        }
        return """
            # Máy chủ thử nghiệm (sandbox)

            Dữ liệu ở đây chỉ để thử; máy chủ chính thức không mở được.

            A call comes over the certificate of an agency and says who it is in the metadata
            `kntc-identity`; both must be of the same agency.

            | agency | role | kntc-identity | certificate and key |
            |---|---|---|---|
            \(rows.joined(separator: "\n"))

            The authority to trust is `tls/ca.pem`. The clock goes forward by
            `/kntc.v1.SandboxService/AdvanceClock`:

            ```sh
            export KNTC_TLS_TRUST=\(folder)/tls/ca.pem
            export KNTC_TLS_CERTIFICATE=\(folder)/tls/H29.02.pem KNTC_TLS_KEY=\(folder)/tls/H29.02.key
            export KNTC_IDENTITY=officer@H29.02/officer.h29.02
            kntc-admin server status
            kntc-admin call SandboxService/AdvanceClock -d '{"by_seconds": 86400}'
            ```

            """
    }
}
