import TestSeeds
import Testing

@testable import Messages

/// libprotobuf and this module must read the same in the same bytes.
@Suite("Agreement with libprotobuf")
struct AgreementTests {
    /// Without the one map, whose order libprotobuf does not keep.
    private static let types = EveryMessage.types.filter {
        $0 != GoogleErrorInfo.self && $0 != GoogleErrorInfo.MetadataEntry.self
    }

    @Test(arguments: [false, true])
    func randomMessagesHaveTheSameCanonicalBytes(holdsUnknown: Bool) throws {
        var source = RandomMessages(2)
        source.holdsUnknown = holdsUnknown
        let questions = Self.types.flatMap { type in
            (0..<10).map { _ in (type: type, bytes: source.message(type.descriptor)) }
        }
        let theirs = try Oracle.canonical(questions)
        for (question, answer) in zip(questions, theirs) {
            #expect(answer == question.bytes, "seed \(source.random.seed): \(question.type)")
            #expect(try Self.ours(question.type, question.bytes) == answer)
        }
    }

    /// Fields out of order, scalars twice, packed and loose, numbers longer than they need be or
    /// wider than their field, another member of the oneof later.
    @Test func unusualBytesAreReadTheSame() throws {
        let questions: [(type: any Message.Type, bytes: [UInt8])] = [
            (Petition.self, Wire.field(8, [0x61]) + Wire.field(5, []) + Wire.field(1, [0x62])),
            (Petition.self, Wire.field(10, 1) + Wire.field(10, 2)),
            (Petition.self, Wire.field(1, [0x61]) + Wire.field(1, [0x62])),
            (Petition.self, [0x50, 0x81, 0x00, 0xd0, 0x80, 0x00, 0x85, 0x80, 0x00]),
            (Petition.self, [0x8a, 0x80, 0x80, 0x80, 0x00, 0x80, 0x80, 0x80, 0x80, 0x00]),
            (Petition.self, Wire.field(11, [1, 2]) + Wire.field(11, 3) + Wire.field(11, [])),
            (Petition.self, Wire.field(10, 0x1_0000_0001) + Wire.field(3, 0x1_0000_0002)),
            (
                VoidNumbersRequest.self,
                Wire.field(4, [1, 0x80, 0x01, 0x82, 0x00]) + Wire.field(4, 7)
            ),
            (RegisterPetitionRequest.self, Wire.field(8, 2) + Wire.field(11, 0x1_0000_0000)),
            (RegisterPetitionRequest.self, Wire.field(8, 1) + Wire.field(8, 0)),
            (GetCaseRequest.self, Wire.field(1, [0x61]) + Wire.field(2, Wire.field(1, [0x62]))),
            (GetCaseRequest.self, Wire.field(2, Wire.field(1, [0x62])) + Wire.field(1, [])),
            (Case.self, Wire.field(4, []) + Wire.field(4, [0x61]) + Wire.field(4, [])),
        ]
        let theirs = try Oracle.canonical(questions)
        for (question, answer) in zip(questions, theirs) {
            #expect(answer != nil, "\(question)")
            #expect(try Self.ours(question.type, question.bytes) == answer, "\(question)")
        }
    }

    /// What this module takes from damaged messages, libprotobuf reads the same; what only
    /// libprotobuf takes breaks a rule that this module has beyond libprotobuf's.
    @Test func damagedMessagesAreJudgedTheSame() throws {
        var source = RandomMessages(3)
        var taken: [(type: any Message.Type, bytes: [UInt8])] = []
        var written: [(type: any Message.Type, bytes: [UInt8])] = []
        var refused: [(type: any Message.Type, bytes: [UInt8])] = []
        for type in Self.types {
            for _ in 0..<20 {
                let bytes = Self.damaged(source.message(type.descriptor), &source.random)
                do {
                    written.append((type, try Self.ours(type, bytes)))
                    taken.append((type, bytes))
                } catch let error as MessageError {
                    if !Self.isStricter(error.rule) { refused.append((type, bytes)) }
                }
            }
        }
        let seed = source.random.seed
        #expect(taken.count > 200 && refused.count > 50, "seed \(seed): the damage is one-sided")
        let read = try Oracle.canonical(taken)
        for (place, (theirs, ours)) in zip(read, try Oracle.canonical(written)).enumerated() {
            #expect(theirs != nil && theirs == ours, "seed \(seed): \(taken[place])")
        }
        for (question, answer) in zip(refused, try Oracle.canonical(refused)) {
            #expect(answer == nil, "seed \(seed): \(question)")
        }
    }

    private static func damaged(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        guard !bytes.isEmpty else { return bytes }
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
        return bytes
    }

    private static func isStricter(_ rule: MessageError.Rule) -> Bool {
        switch rule {
        case .wrongWireType, .group, .givenTwice, .nul, .control, .overlongVarint, .invalidTag: true
        case .truncated, .invalidUTF8, .tooDeep, .tooMany, .tooManyUnknown, .tooLarge,
            .tooMuchMemory, .malformed:
            false
        }
    }

    private static func ours<M: Message>(_: M.Type, _ bytes: [UInt8]) throws -> [UInt8] {
        try M(serialized: bytes).serialized()
    }
}
