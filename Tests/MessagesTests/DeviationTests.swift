import Testing

@testable import Messages

/// Where this module refuses on purpose what libprotobuf takes.
@Suite("Deviations from libprotobuf")
struct DeviationTests {
    struct Row: CustomTestStringConvertible {
        let name: String
        var type: any Message.Type = Petition.self
        let bytes: [UInt8]
        let rule: MessageError.Rule

        var testDescription: String { name }
    }

    private static let rows: [Row] = [
        Row(
            name: "a message given twice, which libprotobuf merges",
            bytes: Wire.field(5, Wire.field(1, [0x61])) + Wire.field(5, Wire.field(2, [0x62])),
            rule: .givenTwice
        ),
        Row(
            name: "a message of a oneof given twice, which libprotobuf merges",
            type: GetCaseRequest.self,
            bytes: Wire.field(2, Wire.field(1, [0x61])) + Wire.field(2, Wire.field(2, [0x62])),
            rule: .givenTwice
        ),
        Row(
            name: "another wire type, which libprotobuf keeps as an unknown field",
            bytes: Wire.field(8, 1),
            rule: .wrongWireType
        ),
        Row(
            name: "groups, which libprotobuf keeps as unknown fields",
            bytes: Wire.tag(900, 3) + Wire.tag(900, 4),
            rule: .group
        ),
        Row(
            name: "NUL in a text, at which C would cut it",
            bytes: Wire.field(8, [0x61, 0, 0x62]),
            rule: .nul
        ),
        Row(
            name: "varints of 65 bits, of which libprotobuf drops bits",
            bytes: Wire.tag(10, 0) + Array(repeating: 0xff, count: 9) + [0x7f],
            rule: .overlongVarint
        ),
    ]

    @Test(arguments: rows)
    func isRefusedHereAndTakenByLibprotobuf(row: Row) throws {
        #expect(row.type.refusal(of: row.bytes)?.rule == row.rule)
        #expect(try Oracle.canonical([(row.type, row.bytes)]) != [nil])
    }
}

extension Message {
    /// Why the bytes are refused; nil when they are taken.
    static func refusal(of bytes: [UInt8]) -> MessageError? {
        do {
            _ = try Self(serialized: bytes)
            return nil
        } catch {
            return error
        }
    }
}
