import Crypto

/// Codes that an authenticator shows: RFC 6238 with SHA-1, which is what authenticators know, 6
/// digits and steps of 30 seconds.
package enum OneTimeCode {
    /// Bytes of a secret.
    static let secretBytes = 20
    private static let stepMilliseconds: Int64 = 30_000
    /// Steps before and after the present one that are taken for it: clocks differ.
    private static let tolerance: Int64 = 1

    /// A new secret.
    package static func newSecret() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<secretBytes).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// The step of an instant in milliseconds since 1970-01-01T00:00:00Z.
    package static func step(at milliseconds: Int64) -> Int64 { milliseconds / stepMilliseconds }

    /// The code of a step.
    package static func code(_ secret: [UInt8], step: Int64, digits: Int = 6) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let mac = Array(
            HMAC<Insecure.SHA1>
                .authenticationCode(for: counter, using: SymmetricKey(data: secret))
        )
        let offset = Int(mac[mac.count - 1] & 15)
        let number = mac[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff
        let modulus = (0..<digits).reduce(1) { value, _ in value * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code it is, near an instant and after the last step that was used; nil for a
    /// code that is of none, or was used.
    package static func step(
        of code: String,
        _ secret: [UInt8],
        at milliseconds: Int64,
        after lastStep: Int64
    ) -> Int64? {
        let now = step(at: milliseconds)
        // Every step is compared, whichever it is: the time tells nothing.
        let matching = (now - tolerance...now + tolerance)
            .filter { Self.code(secret, step: $0) == code }
        return matching.last { $0 > lastStep }
    }

    /// The secret as people type it.
    package static func base32(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var (buffer, bits) = (0, 0)
        for byte in bytes {
            buffer = buffer << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letters[buffer >> bits & 31])
            }
            buffer &= (1 << bits) - 1
        }
        if bits > 0 { text.append(letters[buffer << (5 - bits) & 31]) }
        return text
    }

    /// The secret as an authenticator scans it.
    package static func uri(_ secret: [UInt8], officer: String) -> String {
        "otpauth://totp/kntc:\(officer)?secret=\(base32(secret))&issuer=kntc"
            + "&algorithm=SHA1&digits=6&period=30"
    }
}
