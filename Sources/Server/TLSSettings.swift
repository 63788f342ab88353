import Certificates
import Configuration
import Foundation

extension TLSFiles {
    /// Reads tls.certificate, tls.key, tls.trust and tls.deny; nil when none is set.
    ///
    /// - Throws: `Refusal` when only some are.
    init?(_ reader: ConfigReader) throws(Refusal) {
        let names = ["tls.certificate", "tls.key", "tls.trust"]
        let given = names.compactMap { reader.string(forKey: ConfigKey($0)) }
        let deny = reader.string(forKey: "tls.deny")
        guard !given.isEmpty || deny != nil else { return nil }
        guard given.count == names.count else {
            throw Refusal(.config, "TLS needs all of \(names.joined(separator: ", "))")
        }
        self.init(certificate: given[0], key: given[1], trust: given[2], deny: deny)
    }
}

extension Settings {
    /// Reads enrol, the address of a door for those who have no certificate yet.
    static func enrol(_ reader: ConfigReader, hasTLS: Bool) throws(Refusal) -> Endpoint? {
        guard let text = reader.string(forKey: "enrol") else { return nil }
        guard hasTLS, reader.string(forKey: "tls.issuer.key") != nil else {
            throw Refusal(.config, "enrol needs TLS and tls.issuer.certificate, tls.issuer.key")
        }
        return try Endpoint(text, "enrol")
    }
}

extension Authority {
    /// Reads tls.issuer.certificate and tls.issuer.key; nil when neither is set.
    ///
    /// - Throws: `Refusal` when only one is, or when they are no authority.
    init?(_ reader: ConfigReader) throws(Refusal) {
        let paths = (
            reader.string(forKey: "tls.issuer.certificate"), reader.string(forKey: "tls.issuer.key")
        )
        if paths == (nil, nil) { return nil }
        guard case (let certificate?, let key?) = paths else {
            throw Refusal(.config, "tls.issuer.certificate and tls.issuer.key go together")
        }
        do {
            try self.init(files: certificate, key)
        } catch {
            throw Refusal(.config, "\(error)")
        }
    }
}
