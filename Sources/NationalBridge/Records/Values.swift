import Casework
import Foundation

/// A text that is not empty, in normal form NFC as the format demands.
struct Text: Encodable, Hashable {
    let value: String

    /// The text, or nil when there is none.
    init?(_ text: String) {
        guard text.contains(where: { !$0.isWhitespace }) else { return nil }
        value = text.precomposedStringWithCanonicalMapping
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// A legal day, `YYYY-MM-DD`.
struct DayText: Encodable, Hashable {
    let value: String

    /// The day, or nil when there is none.
    init?(_ text: String) {
        guard let day = Day(iso: text) else { return nil }
        value = day.iso
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// An instant in Vietnam's time, `YYYY-MM-DDThh:mm:ss.mmm+07:00`.
struct InstantText: Encodable, Hashable {
    let value: String

    /// The instant so many milliseconds after 1970-01-01T00:00:00Z.
    init(milliseconds: Int64) {
        let local = milliseconds + 7 * 3_600_000
        let ofDay = (local % 86_400_000 + 86_400_000) % 86_400_000
        let day = Day(daysSince1970: Int32(clamping: (local - ofDay) / 86_400_000))
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let time = [ofDay / 3_600_000, ofDay / 60_000 % 60, ofDay / 1_000 % 60]
        value =
            "\(day.iso)T\(time.map { padded($0, 2) }.joined(separator: ":"))"
            + ".\(padded(ofDay % 1_000, 3))+07:00"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// Money in đồng and land in m² with two decimals.
struct Amount: Encodable, Hashable {
    static let none = Amount(money: 0, landCentiSquareMetres: 0)

    let money: Int64
    let land: Decimal

    init(money: Int64, landCentiSquareMetres: Int64) {
        self.money = money
        // Decimal, because a binary fraction of a hundredth is no multiple of 0.01.
        land = Decimal(landCentiSquareMetres) / 100
    }
}

/// What the data lack for a message: the path of a field, never its value.
struct MappingGap: Error, Hashable {
    let field: String

    init(_ field: String) { self.field = field }
}

/// A value that the format demands.
///
/// - Throws: `MappingGap` when it is missing.
func required<Value>(_ value: Value?, _ field: String) throws(MappingGap) -> Value {
    guard let value else { throw MappingGap(field) }
    return value
}

/// A field down to the one level below the report columns that the format knows.
func fieldCode(_ code: String) -> String {
    let parts = code.split(separator: ".")
    let levels = parts.first == "HC" ? 2 : 1
    let own = parts.dropFirst(levels).first ?? ""
    let isPlain = own.utf8.allSatisfy {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    return parts.prefix(isPlain ? levels + 1 : levels).joined(separator: ".")
}

/// The number of a person's paper as the format takes it, or nil: a number in doubt must not stop
/// what tells of the person.
func paperNumber(_ text: String) -> String? {
    let compact = text.uppercased().filter { !" .-".contains($0) }
    let isPlain = compact.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
    }
    return isPlain && (6...12).contains(compact.utf8.count) ? compact : nil
}
