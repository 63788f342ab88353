import Foundation

/// A setting that can not be used: one sentence for people.
struct SettingError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Where the records server is.
struct Endpoint: Hashable {
    let host: String
    let port: Int

    /// Reads HOST:PORT; an IPv6 address stands in brackets.
    ///
    /// - Throws: `SettingError` for any other text.
    init(_ text: String) throws(SettingError) {
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex,
            let port = Int(text[text.index(after: colon)...]), (1...65_535).contains(port)
        else {
            throw SettingError("--endpoint is HOST:PORT with a port of 1 to 65535, not \(text)")
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        self.host = String(host)
        self.port = port
    }
}

/// Where the national database takes messages.
struct Target: Hashable {
    let url: String

    /// Reads an address; without TLS only one of this machine, for messages hold personal data.
    ///
    /// - Throws: `SettingError` for any other text.
    init(_ text: String) throws(SettingError) {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.fragment == nil
        else {
            throw SettingError("--to is a URL without user and fragment: https://HOST/PATH")
        }
        let isHere = ["127.0.0.1", "localhost", "[::1]", "::1"].contains(host)
        guard parts.scheme == "https" || (parts.scheme == "http" && isHere) else {
            throw SettingError("--to is an https URL; http is for this machine only")
        }
        url = text
    }
}
