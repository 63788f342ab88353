import Certificates
import Configuration

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
