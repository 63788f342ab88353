/// Certificates that were taken back before their last day.
package struct DenyList: Hashable, Sendable {
    /// A line that names no certificate.
    package struct Malformed: Error, Hashable {
        /// Its number, from 1.
        package let line: Int
    }

    /// Bytes of a SHA-256 fingerprint.
    private static let fingerprintBytes = 32
    /// Most bytes of a serial number.
    private static let serialBytesMax = 20

    private var fingerprints: Set<[UInt8]> = []
    private var serials: Set<[UInt8]> = []

    /// A list without certificates.
    package init() {}

    /// Reads a list: on each line a SHA-256 fingerprint of 64 hexadecimal digits or a serial number
    /// of at most 40, with or without colons; what follows # is a remark.
    ///
    /// - Parameter text: The lines.
    /// - Throws: `Malformed` at the first line that is neither.
    package init(_ text: String) throws(Malformed) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let digits = line.prefix { $0 != "#" }.filter { !$0.isWhitespace && $0 != ":" }
            guard !digits.isEmpty else { continue }
            guard let bytes = Self.bytes(digits) else { throw Malformed(line: index + 1) }
            if bytes.count == Self.fingerprintBytes {
                fingerprints.insert(bytes)
            } else if bytes.count <= Self.serialBytesMax {
                serials.insert(Array(bytes.drop { $0 == 0 }))
            } else {
                throw Malformed(line: index + 1)
            }
        }
    }

    /// Whether a certificate is on it.
    package func contains(_ leaf: Leaf) -> Bool {
        fingerprints.contains(leaf.fingerprint) || serials.contains(leaf.serial)
    }

    private static func bytes(_ digits: String) -> [UInt8]? {
        let values = digits.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard values.count == digits.utf8.count else { return nil }
        // openssl prints a serial number with an even number of digits, others do not.
        let even = values.count.isMultiple(of: 2) ? values : [0] + values
        return stride(from: 0, to: even.count, by: 2).map {
            UInt8(even[$0] << 4 | even[$0 + 1])
        }
    }
}
