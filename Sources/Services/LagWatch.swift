import Casework
package import Logging
import Records
import Synchronization

/// Looks how far subscriptions are behind: for the machine's monitors, and for whoever reads the
/// log, where a subscription is named once when it is too far behind and once when it is back.
package final class LagWatch: Sendable {
    /// A subscription and how far it is behind.
    package struct Finding: Hashable, Sendable {
        /// Code of the agency.
        package let agency: String
        /// Its name.
        package let name: String
        /// How many entries wait.
        package let entries: Int
        /// How long ago the oldest of them was recorded, in seconds; 0 for none.
        package let oldestAgeSeconds: Int64
    }

    private let desk: Desk
    private let limit: Int
    private let logger: Logger
    private let state = Mutex<(findings: [Finding], behind: Set<String>)>(([], []))

    /// Watches at a desk.
    ///
    /// - Parameters:
    ///   - desk: The desk.
    ///   - limit: How many entries a subscription may be behind before the log says so.
    ///   - logger: Takes the warnings.
    package init(_ desk: Desk, limit: Int, logger: Logger) {
        self.desk = desk
        self.limit = limit
        self.logger = logger
    }

    /// What was found last.
    package var findings: [Finding] { state.withLock { $0.findings } }

    /// Looks at every subscription.
    ///
    /// - Throws: What the store throws.
    package func look() throws {
        let now = desk.milliseconds
        let findings = try desk.records.read { reader in
            try reader.subscriptions().map { agency, name, kept in
                let lag = try reader.lag(of: kept, agency)
                return Finding(
                    agency: agency,
                    name: name,
                    entries: lag.entries,
                    oldestAgeSeconds: lag.oldestAgeSeconds(at: now)
                )
            }
        }
        let isBehind = { [limit] (finding: Finding) in finding.entries > limit }
        let behind = Set(findings.filter(isBehind).map(\.key))
        let former = state.withLock { state in
            defer { state = (findings, behind) }
            return state.behind
        }
        for finding in findings where behind.contains(finding.key) != former.contains(finding.key) {
            note(finding, isBehind: isBehind(finding))
        }
    }

    private func note(_ finding: Finding, isBehind: Bool) {
        logger.log(
            level: isBehind ? .warning : .notice,
            isBehind ? "a subscription is far behind" : "a subscription is no longer far behind",
            metadata: [
                "agency": "\(finding.agency)", "subscription": "\(finding.name)",
                "entries": "\(finding.entries)",
                "oldest_seconds": "\(finding.oldestAgeSeconds)",
            ]
        )
    }
}

extension LagWatch.Finding {
    fileprivate var key: String { "\(agency)/\(name)" }
}
