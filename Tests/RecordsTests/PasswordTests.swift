import Crypto
import TestSupport
import Testing

@testable import Records

/// Passwords are hashed slowly under a key, one-time codes are those of the standard.
@Suite struct PasswordTests {
    private static let cheap = ScryptCost(logRounds: 4, blockSize: 8, parallelism: 1)
    private let vault = Vault.test

    // Red when: another password passes, or the text is not of its shape.
    @Test func `A password matches its hash and no other`() throws {
        let passwords = Passwords(vault, cost: Self.cheap)
        let hash = try passwords.hash("con mèo xanh ngủ trưa")
        #expect(hash.hasPrefix("$scrypt$ln=4,r=8,p=1$") && hash.split(separator: "$").count == 4)
        #expect(try passwords.matches("con mèo xanh ngủ trưa", hash))
        #expect(try !passwords.matches("con mèo xanh ngủ trưa ", hash))
        #expect(try !passwords.matches("", hash))
        #expect(try passwords.hash("con mèo xanh ngủ trưa") != hash)
        #expect(passwords.computed == 5)
    }

    // Red when: keyboards that compose letters otherwise make another password.
    @Test func `Letters composed otherwise are the same password`() throws {
        let passwords = Passwords(vault, cost: Self.cheap)
        let hash = try passwords.hash("Ti\u{1EBF}ng Vi\u{1EC7}t ﬁ")
        #expect(try passwords.matches("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t fi", hash))
    }

    // Red when: a stolen store is enough to try guesses.
    @Test func `Without the key no guess can be tried`() throws {
        let hash = try Passwords(vault, cost: Self.cheap).hash("con mèo xanh ngủ trưa")
        let other = Vault(masterKey: SymmetricKey(size: .bits256), storeKey: testKey)
        let thief = Passwords(other, cost: Self.cheap)
        #expect(try !thief.matches("con mèo xanh ngủ trưa", hash))
    }

    // Red when: hashes of a lower cost stay, or those of another make no difference.
    @Test func `A hash is outgrown when new ones cost more`() throws {
        let hash = try Passwords(vault, cost: Self.cheap).hash("con mèo xanh ngủ trưa")
        let dearer = Passwords(
            vault,
            cost: ScryptCost(logRounds: 5, blockSize: 8, parallelism: 1)
        )
        #expect(dearer.isOutgrown(hash))
        #expect(try dearer.matches("con mèo xanh ngủ trưa", hash))
        #expect(!dearer.isOutgrown(try dearer.hash("con mèo xanh ngủ trưa")))
        #expect(!dearer.isOutgrown(dearer.nobodys))
    }

    // Red when: nobody's hash lets somebody in, costs less, or damaged text stops the server.
    @Test func `Nobody's hash and damaged ones match nothing`() throws {
        let passwords = Passwords(vault, cost: Self.cheap)
        let damaged = [
            "", "$", "$scrypt$ln=4,r=8,p=1$$", "$scrypt$ln=60,r=8,p=1$AAAA$AAAA",
            "$scrypt$ln=4,r=8$AAAA$AAAA", "$argon2id$ln=4,r=8,p=1$AAAA$AAAA",
            "$scrypt$ln=-4,r=0,p=x$AAAA$AAAA",
        ]
        for text in damaged + [passwords.nobodys] {
            #expect(try !passwords.matches("", text), "\(text)")
        }
        #expect(passwords.computed == damaged.count + 1)
    }

    // Red when: the cost of new hashes is weakened unseen.
    @Test func `New hashes cost 64 MiB`() {
        let cost = ScryptCost.current
        #expect(128 * cost.blockSize << cost.logRounds == 64 << 20)
    }

    // Red when: a hash is read otherwise than it was written.
    @Test func `A hash is read as it is written`() throws {
        let text = "$scrypt$ln=10,r=8,p=16$TmFDbA$" + String(repeating: "A", count: 43)
        let kept = try #require(PasswordHash(text))
        #expect(kept.salt == Array("NaCl".utf8))
        #expect(kept.cost == ScryptCost(logRounds: 10, blockSize: 8, parallelism: 16))
        #expect(kept.text == text)
    }

    // RFC 6238, appendix B, SHA-1.
    // Red when: the codes are not those that authenticators show.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)]
    )
    func `The test vectors of RFC 6238 hold`(seconds: Int64, expected: String) {
        let secret = Array("12345678901234567890".utf8)
        let step = OneTimeCode.step(at: seconds * 1_000)
        #expect(OneTimeCode.code(secret, step: step, digits: 8) == expected)
        #expect(OneTimeCode.code(secret, step: step) == expected.suffix(6))
    }

    // Red when: a code is good for longer than a step before and after, or good twice.
    @Test func `A code is good for a step around its own, once`() {
        let secret = OneTimeCode.newSecret()
        let now: Int64 = 1_800_000_000_000
        let present = OneTimeCode.step(at: now)
        for offset in -3...3 {
            let code = OneTimeCode.code(secret, step: present + Int64(offset))
            let found = OneTimeCode.step(of: code, secret, at: now, after: -1)
            #expect(found == (abs(offset) <= 1 ? present + Int64(offset) : nil), "\(offset)")
            let used = OneTimeCode.step(of: code, secret, at: now, after: present)
            #expect(used == (offset == 1 ? present + 1 : nil), "\(offset)")
        }
        for code in ["", "12345", "1234567", "abcdef", "000000 "] {
            #expect(OneTimeCode.step(of: code, secret, at: now, after: -1) == nil)
        }
    }

    // RFC 4648, section 10.
    // Red when: an authenticator would read another secret.
    @Test func `Secrets are written in Base32`() {
        let rows = [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
        ]
        for (text, expected) in rows {
            #expect(OneTimeCode.base32(Array(text.utf8)) == expected)
        }
        #expect(
            OneTimeCode.uri(Array("foobar".utf8), officer: "nv.an01")
                == "otpauth://totp/kntc:nv.an01?secret=MZXW6YTBOI&issuer=kntc"
                + "&algorithm=SHA1&digits=6&period=30"
        )
    }

    // Red when: a second factor opens for another officer.
    @Test func `A second factor opens for its officer only`() throws {
        let secret = OneTimeCode.newSecret()
        let sealed = try vault.seal(secondFactor: secret, officer: "nv.an01")
        #expect(try vault.open(secondFactor: sealed, officer: "nv.an01") == secret)
        #expect(throws: Vault.NotOpened.self) {
            try vault.open(secondFactor: sealed, officer: "nv.an02")
        }
    }
}
