import Foundation
import Messages

/// The file that keeps a session between commands: KNTC_SESSION, by default `.kntc-session` in the
/// home directory; nobody but its owner reads it.
///
/// The token goes to the server that gave it, and to no other.
struct SessionFile {
    private let path: String

    init(environment: [String: String]) {
        path = environment["KNTC_SESSION"] ?? "\(environment["HOME"] ?? ".")/.kntc-session"
    }

    /// The token of the session at an endpoint; nil where there is none.
    ///
    /// - Throws: A usage `Failure` for a file that others may read, or that is none of a session.
    func token(at endpoint: String) throws(Failure) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions]
        guard let mode = mode as? Int, mode & 0o077 == 0 else {
            throw Failure(usage: "\(path) can be read by others than its owner; chmod 600 it")
        }
        guard let kept = try? JSONValue(parsing: String(decoding: data, as: UTF8.self)),
            let token = kept["token"]?.text
        else { throw Failure(usage: "\(path) holds no session; sign in again") }
        return kept["endpoint"]?.text == endpoint ? token : nil
    }

    /// Keeps a session.
    ///
    /// - Throws: A usage `Failure` when the file can not be written.
    func keep(_ token: String, endpoint: String) throws(Failure) {
        let kept = JSONValue.object([("endpoint", .string(endpoint)), ("token", .string(token))])
        remove()
        let isKept = FileManager.default.createFile(
            atPath: path,
            contents: Data(kept.text(pretty: false).utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isKept else { throw Failure(usage: "\(path) can not be written") }
    }

    /// Forgets the session.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
