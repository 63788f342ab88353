import Testing

@testable import Messages

@Suite("A field of stored bytes is found without decoding")
struct StoredFieldTests {
    @Test func isTheSameAsDecoding() throws {
        var source = RandomMessages(1)
        for _ in 0..<200 {
            let bytes = source.message(Petition.descriptor)
            let note: Comment = "seed \(source.random.seed): \(bytes)"
            let petition = try Petition(serialized: bytes)
            let stored = petition.serialized()
            #expect(try Petition.text("agency", in: stored) == petition.agency, note)
            #expect(try Petition.text("summary", in: stored) == petition.summary, note)
        }
    }

    @Test func isEmptyWhereItIsNotSet() throws {
        #expect(try Petition.text("agency", in: []) == "")
        #expect(try Petition.text("agency", in: Petition(id: "p").serialized()) == "")
    }

    @Test func saysWhereBytesAreCutShort() {
        #expect(throws: MessageError(path: "", rule: .truncated)) {
            try Petition.text("agency", in: [0x0a, 5, 65])
        }
    }
}
