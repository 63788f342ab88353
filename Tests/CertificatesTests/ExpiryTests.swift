import RPC
import Testing

@testable import Certificates

@Suite("People are told that a certificate is about to be over")
struct ExpiryTests {
    /// A look at a certificate: days that are left, and what is said.
    struct Look: Sendable {
        let left: Double
        let says: Int64?
    }

    static let lives: [[Look]] = [
        [
            Look(left: 90, says: nil), Look(left: 30.01, says: nil), Look(left: 30, says: 30),
            Look(left: 29.9, says: nil), Look(left: 14.1, says: nil), Look(left: 14, says: 14),
            Look(left: 7, says: 7), Look(left: 6.99, says: nil), Look(left: 1, says: 1),
            Look(left: 0.5, says: nil), Look(left: -1, says: nil),
        ],
        // The server was down meanwhile: what is past is not said.
        [Look(left: 40, says: nil), Look(left: 5, says: 7), Look(left: 0.1, says: 1)],
        [Look(left: 3, says: 7), Look(left: 3, says: nil)],
    ]

    @Test("at 30, 14, 7 and 1 days, once each", arguments: lives)
    func life(looks: [Look]) {
        var warnings = ExpiryWarnings()
        let end = testNow
        for look in looks {
            let now = end - Int64(look.left * Double(Authority.day))
            #expect(warnings.due(notAfter: end, now: now) == look.says, "\(look.left) days")
        }
    }

    @Test("a new certificate begins anew")
    func renewed() {
        var warnings = ExpiryWarnings()
        let day = Authority.day
        #expect(warnings.due(notAfter: testNow + day, now: testNow) == 1)
        #expect(warnings.due(notAfter: testNow + 90 * day, now: testNow) == nil)
        #expect(warnings.due(notAfter: testNow + 90 * day, now: testNow + 60 * day) == 30)
    }

    @Test("the log tells of the own certificate and of an agency's, once")
    func log() async throws {
        try await Station.with { station in
            let client = try await station.connect(station.authority.identity("H29.03", days: 8))
            _ = try await client.call("/t.T/Who", [])
            station.tls.look()
            #expect(station.tls.metrics.contains("kntc_certificate_expiry_seconds 2592000\n"))
            #expect(
                station.tls.metrics.contains(
                    "kntc_peer_certificate_expiry_seconds{agency=\"H29.03\"} 691200\n"
                )
            )
            station.clock.advance(days: 1)
            station.tls.look()
            let told = station.log.all.filter { $0.contains("expires") }
            #expect(
                told == [
                    "the server's certificate expires", "the certificate of an agency expires",
                    "the certificate of an agency expires",
                ]
            )
            await client.close()
        }
    }
}
