package import Crypto
import Foundation

/// Gives the key from which all keys of persons are derived.
///
/// Never beside the data.
package protocol KeyProvider: Sendable {
    /// The master key, 256 bits.
    ///
    /// - Parameter isFirst: Whether nothing was sealed yet, so that a key may be made.
    /// - Returns: The key.
    /// - Throws: `KeyError` when there is none to be had.
    func masterKey(isFirst: Bool) throws(KeyError) -> SymmetricKey
}

/// Why there is no key.
package enum KeyError: Error, Hashable, Sendable {
    /// There is no such file, though persons were sealed with a key already.
    case missing(path: String)
    /// The file can not be read or made.
    case unreadable(path: String)
    /// Others than the owner may read or change the file.
    case exposed(path: String)
    /// The file holds something else than a key.
    case malformed(path: String)
}

extension KeyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path):
            "the key file \(path) is not there; bring back the one that the store was made with"
        case .unreadable(let path): "the key file \(path) can not be read or made"
        case .exposed(let path):
            "the key file \(path) can be read or changed by others than its owner; chmod 600 it"
        case .malformed(let path): "the key file \(path) does not hold 64 hexadecimal digits"
        }
    }
}

/// A key in a file of mode 0600 or 0400, made at the first start.
///
/// Put it on another volume than the data. It is read once, at the start.
package struct FileKeyProvider: KeyProvider {
    private let path: String

    /// Names the file.
    package init(path: String) {
        self.path = path
    }

    package func masterKey(isFirst: Bool) throws(KeyError) -> SymmetricKey {
        let manager = FileManager.default
        if !manager.fileExists(atPath: path) {
            guard isFirst else { throw .missing(path: path) }
            try make()
        }
        // The mode is asked first: what others may change is not even looked at.
        guard let attributes = try? manager.attributesOfItem(atPath: resolved),
            let mode = attributes[.posixPermissions] as? Int
        else { throw .unreadable(path: path) }
        guard mode & 0o077 == 0 else { throw .exposed(path: path) }
        guard let data = manager.contents(atPath: path) else { throw .unreadable(path: path) }
        let text = String(decoding: data, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = [UInt8](hex: text), bytes.count == 32 else {
            throw .malformed(path: path)
        }
        return SymmetricKey(data: bytes)
    }

    /// The file itself where the path is a link.
    private var resolved: String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    private func make() throws(KeyError) {
        let key = SymmetricKey(size: .bits256)
        let text = unsafe key.withUnsafeBytes { unsafe Array($0) }.hex + "\n"
        let isMade = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else { throw .unreadable(path: path) }
    }
}
