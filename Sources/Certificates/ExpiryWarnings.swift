/// Which warnings about the end of one certificate were given.
///
/// Pure: the owner gives them.
package struct ExpiryWarnings: Hashable, Sendable {
    /// Days before the end at which people are told, once each.
    package static let days: [Int64] = [30, 14, 7, 1]

    private var notAfter: Int64?
    private var told: Int64?

    /// Nothing was said yet.
    package init() {}

    /// The warning that is due.
    ///
    /// - Parameters:
    ///   - notAfter: The certificate's last second, in milliseconds since 1970-01-01T00:00:00Z;
    ///     another one than last time begins anew.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Returns: At most how many days are left, of ``days``; nil when that was said.
    package mutating func due(notAfter: Int64, now: Int64) -> Int64? {
        if self.notAfter != notAfter {
            self.notAfter = notAfter
            told = nil
        }
        let left = notAfter - now
        guard let days = Self.days.last(where: { left <= $0 * Authority.day }),
            told.map({ days < $0 }) ?? true
        else { return nil }
        told = days
        return days
    }

    /// Whether more may be said of the certificate.
    func isOpen(now: Int64) -> Bool { notAfter.map { now <= $0 } ?? true }
}
