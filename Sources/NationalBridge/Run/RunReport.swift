import Foundation

/// What a run did: numbers, positions and rules; no content and no persons.
struct RunReport: Encodable, Sendable {
    /// The positions that the run looked at: after the first, up to the second.
    struct Window: Encodable, Sendable {
        var after: Int64 = 0
        var through: Int64 = 0
    }

    let runId: String
    let schemaVersion = Envelope.schemaVersion
    let mappingVersion = Catalog.mappingVersion
    let dryRun: Bool
    let startedAt: InstantText
    var finishedAt: InstantText
    var ending = ""
    var exitCode: Int32 = 0
    var window = Window()
    /// Facts read.
    var read = 0
    /// Messages that were answered.
    var sent = 0
    /// Messages accepted now or before.
    var acknowledged = 0
    /// Of those acknowledged, messages accepted before.
    var duplicates = 0
    /// Messages refused there, and facts that could not become a message.
    var refused = 0
    /// Facts made into messages and not sent.
    var skipped = 0
    /// Position of the first fact read.
    var firstPosition: Int64?
    /// Position of the last fact read.
    var lastPosition: Int64?
    /// How often each rule was named in a refusal.
    var reasons: [String: Int] = [:]

    /// A run that begins at an instant.
    init(runID: String, dryRun: Bool, nowMs: Int64) {
        runId = runID
        self.dryRun = dryRun
        startedAt = InstantText(milliseconds: nowMs)
        finishedAt = startedAt
    }

    /// The report as JSON, keys in order.
    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }

    /// The summary for people, in Vietnamese.
    func summary(_ ending: Ending) -> String {
        var lines = [
            "Đồng bộ Cơ sở dữ liệu quốc gia (kntc-export \(schemaVersion))"
                + (dryRun ? " — chạy thử, không gửi" : ""),
            "  Phiên chạy      \(runId)",
            "  Vị trí nhật ký  từ sau \(window.after) đến \(window.through)",
            "  Đã đọc          \(read)",
            "  Đã gửi          \(sent)",
            "  Được tiếp nhận  \(acknowledged) (trong đó đã có từ trước: \(duplicates))",
            "  Bị từ chối      \(refused)",
        ]
        if skipped > 0 { lines.append("  Không gửi       \(skipped)") }
        for (rule, count) in reasons.sorted(by: { $0.key < $1.key }) {
            lines.append("    \(count) × \(rule)")
        }
        lines.append("  Kết thúc        \(ending.sentence)")
        return lines.joined(separator: "\n") + "\n"
    }
}
