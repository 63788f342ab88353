import TestSeeds
import Testing

@testable import Messages

@Suite("Values survive the way over the wire")
struct RoundTripTests {
    @Test func everyMessageIsTried() {
        let tried = Set(EveryMessage.types.map { $0.typeName })
        #expect(tried == Set(MessageDescriptor.all.keys))
        for type in EveryMessage.types { #expect(type.descriptor.name == type.typeName) }
    }

    @Test(arguments: [false, true])
    func randomMessagesComeBackEqual(holdsUnknown: Bool) throws {
        var source = RandomMessages(1)
        source.holdsUnknown = holdsUnknown
        for type in EveryMessage.types {
            for _ in 0..<10 {
                let bytes = source.message(type.descriptor)
                try comesBack(type, bytes, "seed \(source.random.seed): \(type.typeName) \(bytes)")
            }
        }
    }

    private func comesBack<M: Message>(_: M.Type, _ bytes: [UInt8], _ note: Comment) throws {
        let message = try M(serialized: bytes)
        let written = try message.serialized()
        #expect(written == bytes, note)
        #expect(try M(serialized: written) == message, note)
    }

    @Test func defaultsTakeNoBytes() throws {
        for type in EveryMessage.types {
            #expect(try type.init().serialized() == [], "\(type.typeName)")
            try readsNothing(type)
        }
    }

    private func readsNothing<M: Message>(_: M.Type) throws {
        #expect(try M(serialized: []) == M(), "\(M.typeName)")
    }

    /// A member of a oneof is set even at its default.
    @Test(arguments: [
        GetCaseRequest(name: .id("")), GetCaseRequest(name: .externalReference(.init())),
    ])
    func membersOfOneofsHavePresence(request: GetCaseRequest) throws {
        let bytes = try request.serialized()
        #expect(!bytes.isEmpty)
        #expect(try GetCaseRequest(serialized: bytes) == request)
    }

    @Test func unknownEnumValuesAreCarried() throws {
        let bytes = Wire.field(3, 12_345) + Wire.field(11, [1, 99, 2])
        let petition = try Petition(serialized: bytes)
        #expect(petition.state == .unknown(12_345))
        #expect(petition.defects == [.noName, .unknown(99), .noAddress])
        #expect(try petition.serialized() == bytes)
    }

    @Test func unknownFieldsKeepTheirOrderAndStandLast() throws {
        let unknown =
            Wire.field(2_000, 7) + Wire.field(1_000, [1, 2]) + Wire.tag(3_000, 5) + [1, 2, 3, 4]
            + Wire.tag(1_500, 1) + [1, 2, 3, 4, 5, 6, 7, 8]
        let known = Wire.field(1, Array("a".utf8))
        let stamp = try ReceivingStamp(serialized: unknown + known)
        #expect(stamp.unknownFields.fields.map(\.number) == [2_000, 1_000, 3_000, 1_500])
        #expect(stamp.number == "a")
        #expect(try stamp.serialized() == known + unknown)
        let petition = try Petition(serialized: Wire.field(5, unknown + known))
        #expect(try petition.serialized() == Wire.field(5, known + unknown))
    }

    @Test func bothWaysInGiveTheSame() throws {
        let petition = Petition(stamp: .init(number: "đơn"), defects: [.noDate])
        let bytes = try petition.serialized()
        #expect(try Petition(serialized: bytes) == petition)
        #expect(try unsafe Petition(serialized: bytes.span.bytes) == petition)
        #expect(try Encoded(petition).serialized() == Encoded<Petition>(stored: bytes).serialized())
    }

    @Test func enumsTellTheirNumbersAndNames() {
        let known: [PartyKind] = [.unspecified, .person, .group, .organisation]
        #expect(PartyKind.known == known)
        #expect(known.map(\.rawValue) == [0, 1, 2, 3])
        #expect(PartyKind.person.protoName == "PARTY_KIND_PERSON")
        #expect(PartyKind(rawValue: 5) == .unknown(5))
        #expect(PartyKind(rawValue: 5).rawValue == 5)
        #expect(PartyKind(rawValue: 5).protoName == "5")
        #expect(known.map { PartyKind(rawValue: $0.rawValue) } == known)
    }
}
