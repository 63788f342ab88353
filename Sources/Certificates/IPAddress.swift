import Glibc

/// An address of the internet, as certificates write it.
struct IPAddress {
    /// 4 bytes of version 4, or 16 of version 6.
    let bytes: [UInt8]

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
}
