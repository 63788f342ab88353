import CMessages
import Testing

@testable import Messages

@Suite("Every limit holds at its value")
struct LimitsTests {
    @Test func asManyAsAllowedAreTaken() throws {
        let numbers = VoidNumbersRequest(numbers: Array(1...10_000))
        #expect(try VoidNumbersRequest(serialized: numbers.serialized()) == numbers)
        let cases = Wire.field(4, [])
        let many = Array(repeatElement(cases, count: 10_000).joined())
        #expect(try Case(serialized: many).petitions.count == 10_000)
        let unknown = Array(repeatElement(Wire.field(900, 1), count: 1_000).joined())
        #expect(try Petition(serialized: unknown).serialized() == unknown)
    }

    @Test func aMessageMayBeAsLongAsTheLimit() throws {
        let content = Array(repeating: UInt8(0x61), count: MessageLimits.bytesMax - 5)
        let bytes = Wire.field(8, content)
        #expect(bytes.count == MessageLimits.bytesMax)
        let petition = try Petition(serialized: bytes)
        #expect(petition.summary.utf8.count == content.count)
        #expect(try petition.serialized() == bytes)
    }

    /// Types do not contain themselves, so none reaches the depth at which the guard stops.
    @Test func noTypeIsDeeperThanTheLimit() {
        func depth(_ shape: MessageDescriptor) -> Int {
            let fields = (0..<shape.fieldCount).map { shape.field($0) }
            let inner = fields.filter { $0.type == PROTOBUF_C_TYPE_MESSAGE }
            return 1 + (inner.map { depth($0.message) }.max() ?? 0)
        }
        for type in EveryMessage.types {
            #expect(depth(type.descriptor) <= MessageLimits.nestingMax, "\(type.typeName)")
        }
    }

    /// A field that is not known is not looked into, however deep it goes.
    @Test func depthOfUnknownFieldsCostsNothing() throws {
        var bytes: [UInt8] = []
        for _ in 0..<1_000 { bytes = Wire.field(900, bytes) }
        #expect(try Petition(serialized: bytes).serialized() == bytes)
    }

    @Test(arguments: [8, 24, 5_000, 1_000_000])
    func theArenaNeverGivesMoreThanItsLimit(size: Int) {
        let arena = Arena(expecting: 0)
        var given = 0
        while given <= MessageLimits.arenaBytesMax, unsafe arena.allocate(size) != nil {
            given += size
        }
        #expect(given <= MessageLimits.arenaBytesMax)
        #expect(given > MessageLimits.arenaBytesMax / 4)
        #expect(unsafe arena.allocate(MessageLimits.arenaBytesMax + 1) == nil)
    }

    // Red when: what outgrows the arena ends the process, or is written cut short.
    @Test func whatOutgrowsTheArenaIsRefused() throws {
        let long = String(repeating: "a", count: MessageLimits.arenaBytesMax)
        let refusal = MessageTooLarge(type: "kntc.v1.Petition")
        #expect(throws: refusal) { try Petition(summary: long).serialized() }
        #expect(throws: refusal) { try Petition(matters: [long]).serialized() }
        let codes = Array(repeating: PetitionDefect.noDate, count: MessageLimits.arenaBytesMax / 4)
        #expect(throws: refusal) { try Petition(defects: codes).serialized() }
        // Past the bound come fields of every kind, smaller and larger than before.
        let petition = Petition(
            id: long,
            stamp: ReceivingStamp(number: String(repeating: "b", count: 1_000)),
            summary: String(repeating: "c", count: 1_000_000),
            defects: [.noDate, .noName]
        )
        #expect(throws: refusal) { try petition.serialized() }
        let many = ListPetitionsReply(petitions: Array(repeating: Petition(), count: 100_000))
        #expect(throws: MessageTooLarge.self) { try many.serialized() }
        #expect(try Petition(summary: "đơn").serialized().count == 7)
    }

    @Test(arguments: [8, 24, 5_000, 1_000_000])
    func anArenaThatIsOutgrownTakesNoMoreMemory(size: Int) {
        let arena = Arena(expecting: 0)
        while !arena.isOutgrown { _ = unsafe arena.demand(size) }
        let spill = unsafe arena.demand(size)
        #expect(unsafe arena.demand(size) == spill)
        #expect(unsafe arena.demand(8) == spill)
        let larger = unsafe arena.demand(size * 2)
        #expect(unsafe arena.demand(size) == larger)
    }
}
