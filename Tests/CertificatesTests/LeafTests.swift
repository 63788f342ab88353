import RPC
import Testing

@testable import Certificates

@Suite("What a certificate says decides whether its holder comes in")
struct LeafTests {
    /// A certificate that is let in, changed by one thing.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let refusal: CertificateRefusal?
        let change: @Sendable (inout Leaf, inout DenyList) throws -> Void

        init(
            _ name: String,
            _ refusal: CertificateRefusal?,
            _ change: @escaping @Sendable (inout Leaf, inout DenyList) throws -> Void
        ) {
            testDescription = name
            self.refusal = refusal
            self.change = change
        }

        init(uris: [String], _ refusal: CertificateRefusal?) {
            self.init("URIs \(uris)", refusal) { leaf, _ in leaf.uris = uris }
        }
    }

    static let rows: [Row] = [
        Row("nothing is changed", nil) { _, _ in },
        Row("its first millisecond", nil) { leaf, _ in leaf.notBefore = testNow },
        Row("a millisecond before", .notYetValid) { leaf, _ in leaf.notBefore = testNow + 1 },
        Row("its last millisecond", nil) { leaf, _ in leaf.notAfter = testNow },
        Row("a millisecond after", .expired) { leaf, _ in leaf.notAfter = testNow - 1 },
        Row("the longest life", nil) { leaf, _ in leaf.notAfter = leaf.notBefore + Leaf.lifeMax },
        Row("a longer life", .livesTooLong) { leaf, _ in
            leaf.notAfter = leaf.notBefore + Leaf.lifeMax + 1
        },
        Row("not for clients", .notForClients) { leaf, _ in leaf.isForClients = false },
        Row(uris: [], .namesNoAgency),
        Row(uris: ["urn:kntc:agency:H29.80.01"], nil),
        Row(uris: ["urn:kntc:agency:H29.02", "urn:kntc:agency:H29.02"], .namesNoAgency),
        Row(uris: ["urn:kntc:agency:H29.02", "https://example.vn"], .namesNoAgency),
        Row(uris: ["https://example.vn/H29.02"], .namesNoAgency),
        Row(uris: ["urn:kntc:agency:"], .namesNoAgency),
        Row(uris: ["urn:kntc:agency:h29.02"], .namesNoAgency),
        Row(uris: ["urn:kntc:agency:H29.02 "], .namesNoAgency),
        Row(uris: ["urn:kntc:agency:H29.2"], .namesNoAgency),
        Row(uris: ["URN:kntc:agency:H29.02"], .namesNoAgency),
        Row(uris: ["urn:kntc:officer:H29.02"], .namesNoAgency),
        Row("its fingerprint is denied", .denied) { leaf, denied in
            denied = try DenyList(leaf.fingerprint.hexadecimal)
        },
        Row("its serial number is denied", .denied) { leaf, denied in
            denied = try DenyList("# taken back\n00:\(leaf.serial.hexadecimal.uppercased())\n")
        },
        Row("another is denied", nil) { leaf, denied in
            denied = try DenyList(String(leaf.fingerprint.hexadecimal.reversed()))
        },
    ]

    @Test("one thing at a time", arguments: rows)
    func decision(row: Row) throws {
        var leaf = Leaf(
            fingerprint: (0..<32).map { $0 },
            serial: [7, 1, 2],
            notBefore: testNow - Authority.day,
            notAfter: testNow + Authority.day,
            uris: ["urn:kntc:agency:H29.02"],
            isForClients: true
        )
        var denied = DenyList()
        try row.change(&leaf, &denied)
        if let refusal = row.refusal {
            #expect(throws: refusal) { try leaf.holder(denied: denied, now: testNow) }
        } else {
            let peer = try leaf.holder(denied: denied, now: testNow)
            #expect(leaf.uris == ["urn:kntc:agency:\(peer.agency)"])
            #expect(peer.fingerprint == leaf.fingerprint && peer.notAfter == leaf.notAfter)
        }
    }

    @Test(
        "a line of the deny list that is no certificate is named",
        arguments: ["xyz", "12 zz", String(repeating: "a", count: 62), "abc\n-"]
    )
    func malformed(text: String) {
        #expect(throws: DenyList.Malformed(line: text.contains("\n") ? 2 : 1)) {
            try DenyList(text)
        }
    }
}
