import TestSeeds
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
            let stored = try petition.serialized()
            #expect(try Petition.text("agency", in: stored) == petition.agency, note)
            #expect(try Petition.text("summary", in: stored) == petition.summary, note)
        }
    }

    @Test func isEmptyWhereItIsNotSet() throws {
        #expect(try Petition.text("agency", in: []) == "")
        #expect(try Petition.text("agency", in: Petition(id: "p").serialized()) == "")
    }

    // Red when: a field that is set is taken for none, or a value for another.
    @Test func givesTheContentOfAField() throws {
        let about = Respondent(agency: "H29", rank: .head)
        let stored = try Petition(id: "p", guard: .secret, respondents: [about]).serialized()
        #expect(try Petition.content(of: "guard", in: stored) == [2])
        #expect(try Petition.content(of: "respondents", in: stored) == about.serialized())
        #expect(try Petition.content(of: "superior", in: stored) == nil)
    }

    @Test func saysWhereBytesAreCutShort() {
        #expect(throws: MessageError(path: "", rule: .truncated)) {
            try Petition.text("agency", in: [0x0a, 5, 65])
        }
    }
}
