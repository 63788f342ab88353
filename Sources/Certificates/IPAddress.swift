import Glibc

/// An address of the internet, as certificates write it.
struct IPAddress: CustomStringConvertible {
    /// 4 bytes of version 4, or 16 of version 6.
    let bytes: [UInt8]

    /// An address of these bytes.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads an address, or nil for any other text.
    init?(_ text: String) {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if unsafe inet_pton(family, text, &bytes) == 1 {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    /// As people write it; any other count of bytes as hexadecimal digits.
    var description: String {
        switch bytes.count {
        case 4: bytes.map(String.init).joined(separator: ".")
        case 16:
            stride(from: 0, to: 16, by: 2)
                .map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
                .joined(separator: ":")
        default: bytes.hexadecimal
        }
    }
}
