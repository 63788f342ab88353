import Crypto
import Foundation
import Testing

@testable import Records

/// Where the master key comes from, and what is no key.
@Suite struct KeyProviderTests {
    /// Runs a test with the path of a file that may hold something.
    private func withFile(
        _ text: String?,
        mode: Int = 0o600,
        _ body: (String) throws -> Void
    ) throws {
        let path = NSTemporaryDirectory() + "kntc-key-" + UUID().uuidString
        if let text {
            let made = FileManager.default.createFile(
                atPath: path,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: mode]
            )
            #expect(made)
        }
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private static let text = String(repeating: "0b", count: 32)
    private static let key = SymmetricKey(data: [UInt8](repeating: 11, count: 32))

    // Red when: a key is made for all to read, made anew at each start, or made for a store that
    // has persons already.
    @Test func `A key is made once, for its owner only`() throws {
        try withFile(nil) { path in
            let provider = FileKeyProvider(path: path)
            #expect(throws: KeyError.missing(path: path)) {
                try provider.masterKey(isFirst: false)
            }
            let made = try provider.masterKey(isFirst: true)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(try provider.masterKey(isFirst: true) == made)
            #expect(try provider.masterKey(isFirst: false) == made)
        }
    }

    // Red when: a key that its owner may only read, or one behind a link, is refused.
    @Test func `A key that is only read is taken, behind a link too`() throws {
        try withFile(Self.text + "\n", mode: 0o400) { path in
            #expect(try FileKeyProvider(path: path).masterKey(isFirst: false) == Self.key)
            let link = path + ".link"
            try FileManager.default.createSymbolicLink(
                atPath: link,
                withDestinationPath: path
            )
            defer { try? FileManager.default.removeItem(atPath: link) }
            #expect(try FileKeyProvider(path: link).masterKey(isFirst: false) == Self.key)
        }
    }

    // Red when: the mode of the key file is not asked.
    @Test(arguments: [0o644, 0o640, 0o604, 0o610, 0o620, 0o601])
    func `A key that others may reach is refused`(mode: Int) throws {
        try withFile(Self.text, mode: mode) { path in
            for isFirst in [false, true] {
                #expect(throws: KeyError.exposed(path: path)) {
                    try FileKeyProvider(path: path).masterKey(isFirst: isFirst)
                }
            }
        }
    }

    // Red when: something else than 64 hexadecimal digits is taken for a key.
    @Test(arguments: [
        "", "0b", String(repeating: "0b", count: 31), String(repeating: "0b", count: 33),
        String(repeating: "xy", count: 32),
    ])
    func `A file that holds no key is refused`(text: String) throws {
        try withFile(text) { path in
            #expect(throws: KeyError.malformed(path: path)) {
                try FileKeyProvider(path: path).masterKey(isFirst: false)
            }
        }
    }

    @Test func `A key file in no directory is refused`() {
        let path = "/nonexistent-\(UUID().uuidString)/key"
        #expect(throws: KeyError.unreadable(path: path)) {
            try FileKeyProvider(path: path).masterKey(isFirst: true)
        }
        #expect(throws: KeyError.missing(path: path)) {
            try FileKeyProvider(path: path).masterKey(isFirst: false)
        }
    }
}
