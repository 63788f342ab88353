import TestSeeds
import Testing

@testable import Messages

@Suite("Hostile bytes get one precise refusal")
struct HostileTests {
    struct Row: CustomTestStringConvertible {
        let name: String
        var type: any Message.Type = Petition.self
        let bytes: [UInt8]
        let path: String
        let rule: MessageError.Rule

        var testDescription: String { name }
    }

    private static func many(_ count: Int, _ bytes: [UInt8]) -> [UInt8] {
        Array(repeatElement(bytes, count: count).joined())
    }

    private static let tags: [Row] = [
        Row(name: "field number 0", bytes: [0x00, 0x01], path: "", rule: .invalidTag),
        Row(name: "field number 0, longer", bytes: [0x80, 0x00, 1], path: "", rule: .invalidTag),
        Row(
            name: "tag of 6 bytes",
            bytes: [0x8a, 0x80, 0x80, 0x80, 0x80, 0x00, 1, 0x61],
            path: "",
            rule: .invalidTag
        ),
        Row(
            name: "field number 2^29",
            bytes: Wire.varint(1 << 32) + [1],
            path: "",
            rule: .invalidTag
        ),
        Row(name: "tag cut off", bytes: [0x80], path: "", rule: .truncated),
        Row(name: "start of a group", bytes: Wire.tag(900, 3), path: "", rule: .group),
        Row(name: "end of a group", bytes: Wire.tag(900, 4), path: "", rule: .group),
        Row(name: "group of a known field", bytes: Wire.tag(5, 3), path: "stamp", rule: .group),
        Row(name: "wire type 6", bytes: Wire.tag(900, 6), path: "", rule: .malformed),
        Row(name: "wire type 7", bytes: Wire.tag(8, 7), path: "summary", rule: .malformed),
    ]

    private static let values: [Row] = [
        Row(
            name: "varint of 11 bytes",
            bytes: Wire.tag(10, 0) + Array(repeating: 0x80, count: 10),
            path: "sender_count",
            rule: .overlongVarint
        ),
        Row(
            name: "varint of 65 bits",
            bytes: Wire.tag(10, 0) + Array(repeating: 0xff, count: 9) + [0x02],
            path: "sender_count",
            rule: .overlongVarint
        ),
        Row(
            name: "length of 6 bytes",
            bytes: Wire.tag(5, 2) + [0x80, 0x80, 0x80, 0x80, 0x80, 0],
            path: "stamp",
            rule: .overlongVarint
        ),
        Row(
            name: "length beyond the end",
            bytes: Wire.tag(8, 2) + [5, 0x61],
            path: "summary",
            rule: .truncated
        ),
        Row(
            name: "length of 2^34",
            bytes: Wire.tag(8, 2) + Wire.varint(1 << 34),
            path: "summary",
            rule: .truncated
        ),
        Row(
            name: "message beyond the message around it",
            bytes: Wire.field(5, Wire.tag(1, 2) + [2, 0x61]) + [0x61],
            path: "stamp.number",
            rule: .truncated
        ),
        Row(name: "text as number", bytes: Wire.field(8, 1), path: "summary", rule: .wrongWireType),
        Row(
            name: "number as text",
            bytes: Wire.field(10, [1]),
            path: "sender_count",
            rule: .wrongWireType
        ),
        Row(
            name: "element as four bytes",
            bytes: Wire.tag(11, 5) + [1, 2, 3, 4],
            path: "defects",
            rule: .wrongWireType
        ),
        Row(
            name: "packed numbers cut off",
            type: VoidNumbersRequest.self,
            bytes: Wire.field(4, [1, 0x80]),
            path: "numbers",
            rule: .truncated
        ),
        Row(
            name: "message twice",
            bytes: Wire.field(5, []) + Wire.field(5, []),
            path: "stamp",
            rule: .givenTwice
        ),
        Row(
            name: "message of a oneof twice",
            type: GetCaseRequest.self,
            bytes: Wire.field(2, []) + Wire.field(1, []) + Wire.field(2, []),
            path: "external_reference",
            rule: .givenTwice
        ),
    ]

    private static let texts: [Row] = [
        Row(
            name: "invalid UTF-8 deep inside",
            type: ListPetitionsReply.self,
            bytes: Wire.field(
                1,
                Wire.field(17, Wire.field(2, [0x61])) + Wire.field(5, [10, 1, 0xff])
            ),
            path: "petitions[0].stamp.number",
            rule: .invalidUTF8
        ),
        Row(
            name: "surrogate in UTF-8",
            bytes: Wire.field(8, [0xed, 0xa0, 0x80]),
            path: "summary",
            rule: .invalidUTF8
        ),
        Row(
            name: "overlong UTF-8",
            bytes: Wire.field(8, [0xc0, 0x80]),
            path: "summary",
            rule: .invalidUTF8
        ),
        Row(
            name: "NUL in a text",
            bytes: Wire.field(5, Wire.field(1, [0x61, 0, 0x62])),
            path: "stamp.number",
            rule: .nul
        ),
        Row(
            name: "NUL in a text of a oneof",
            type: GetCaseRequest.self,
            bytes: Wire.field(1, [0]),
            path: "id",
            rule: .nul
        ),
    ]

    private static let bombs: [Row] = [
        Row(
            name: "4 MiB of empty messages",
            type: ListPetitionsReply.self,
            bytes: many(2_000_000, [0x0a, 0x00]),
            path: "petitions",
            rule: .tooMany
        ),
        Row(
            name: "4 MiB of empty texts",
            type: Case.self,
            bytes: many(2_000_000, [0x22, 0x00]),
            path: "petitions",
            rule: .tooMany
        ),
        Row(
            name: "a million packed numbers",
            type: VoidNumbersRequest.self,
            bytes: Wire.field(4, Array(repeating: 1, count: 1_000_000)),
            path: "numbers",
            rule: .tooMany
        ),
        Row(
            name: "one number again and again",
            bytes: many(10_001, Wire.field(10, 1)),
            path: "sender_count",
            rule: .tooMany
        ),
        Row(
            name: "unknown fields",
            bytes: many(1_001, Wire.field(900, 1)),
            path: "",
            rule: .tooManyUnknown
        ),
        Row(
            name: "unknown fields in thousands of messages",
            type: Receipt.self,
            bytes: many(2_000, Wire.field(2, many(1_000, Wire.field(15, 0)))),
            path: "",
            rule: .tooMuchMemory
        ),
        Row(
            name: "longer than 4 MiB",
            bytes: Array(repeating: 0, count: MessageLimits.bytesMax + 1),
            path: "",
            rule: .tooLarge
        ),
    ]

    @Test(arguments: tags + values + texts + bombs)
    func isRefused(row: Row) {
        #expect(row.type.refusal(of: row.bytes) == MessageError(path: row.path, rule: row.rule))
    }

    /// Cut anywhere, a message is refused or is one that ends between two of its fields.
    @Test func everyTruncationIsSafe() {
        var source = RandomMessages(4)
        for type in [Petition.self, JournalEntry.self, Receipt.self] as [any Message.Type] {
            for _ in 0..<5 {
                let bytes = source.message(type.descriptor)
                for length in bytes.indices {
                    let part = Array(bytes[..<length])
                    isSafe(type, part, "seed \(source.random.seed): \(part)")
                }
            }
        }
    }

    private func isSafe<M: Message>(_: M.Type, _ bytes: [UInt8], _ note: Comment) {
        do {
            #expect(try M(serialized: bytes).serialized() == bytes, note)
        } catch {
            #expect((error as? MessageError)?.rule == .truncated, note)
        }
    }

    @Test func noiseIsSafe() throws {
        var random = SplitMix64(usualSeed: 5)
        for _ in 0..<5_000 {
            let noise = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            guard let petition = try? Petition(serialized: noise) else { continue }
            let back = try Petition(serialized: petition.serialized())
            #expect(back == petition, "seed \(random.seed): \(noise)")
        }
    }

    @Test func errorsNameThePlaceAndNoValue() {
        let secret = Array("Nguyen Van A".utf8)
        let bytes = Wire.field(5, Wire.field(1, secret + [0xff]))
        let error = Petition.refusal(of: bytes)
        #expect(error?.description == "stamp.number is not valid UTF-8")
        #expect(Petition.refusal(of: [0x80])?.description == "message is cut short")
    }
}
