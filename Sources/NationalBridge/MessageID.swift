import Crypto
import Messages

/// Names made from what they name, so that a repeat has the same name.
enum MessageID {
    /// The id of the message about one fact.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - position: Position of the journal entry.
    ///   - index: Place of the fact among those told of the entry, from 0.
    ///   - mappingVersion: Version of the mapping.
    /// - Returns: A UUID of version 8 (RFC 9562), cut from SHA-256.
    static func make(
        record: RecordReference,
        position: Int64,
        index: Int,
        mappingVersion: String = Catalog.mappingVersion
    ) -> String {
        uuid(of: [
            "kntc-export", String(record.kind.rawValue), record.id, String(position),
            String(index), mappingVersion,
        ])
    }

    /// The request id under which an answer is recorded: another answer is another request, and
    /// the same answer is recorded once.
    static func request(of answer: NationalAnswered) -> String {
        uuid(
            of: [
                "kntc-answer", answer.messageId, String(answer.aboutPosition),
                String(answer.accepted),
                answer.nationalId,
            ] + answer.refusals
        )
    }

    private static func uuid(of parts: [String]) -> String {
        // The length before each part keeps ("a", "bc") apart from ("ab", "c").
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        var bytes = Array(SHA256.hash(data: Array(text.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }
        .joined()
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { range in String(digits.dropFirst(range.lowerBound).prefix(range.count))
        }
        .joined(separator: "-")
    }
}
