import Messages
import Testing

@testable import NationalBridge

/// Names that are the same for the same thing and for no other.
@Suite struct MessageIDTests {
    private let petition = RecordReference(kind: .petition, id: Samples.petitionID)

    private func id(
        _ record: RecordReference,
        _ position: Int64 = 3,
        _ index: Int = 0,
        _ mapping: String = "1"
    ) -> String {
        MessageID.make(record: record, position: position, index: index, mappingVersion: mapping)
    }

    @Test("a message's id is a UUID of version 8, for ever the same")
    func stable() {
        #expect(id(petition) == "c709a01a-10a7-8c26-8f47-e5d4d40aa56e")
        #expect(MessageID.make(record: petition, position: 3, index: 0) == id(petition))
    }

    @Test("each part of the name counts")
    func distinct() {
        let other = RecordReference(kind: .case, id: petition.id)
        let ids = [
            id(petition), id(other), id(petition, 4), id(petition, 3, 1), id(petition, 3, 0, "2"),
            id(petition, 31, 0), id(petition, 1, 30), id(RecordReference(kind: .petition, id: "p")),
        ]
        #expect(Set(ids).count == ids.count)
    }

    @Test("many names stay distinct and well formed")
    func property() throws {
        let pattern = /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        let ids = (Int64(1)...2_000).map { id(petition, $0) }
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(try pattern.wholeMatch(in: id) != nil) }
    }

    @Test("the same answer is one request, another answer another")
    func answers() {
        let accepted = NationalAnswered(
            aboutPosition: 3,
            messageId: id(petition),
            accepted: true,
            nationalId: "QG-1"
        )
        var refused = accepted
        refused.accepted = false
        refused.nationalId = ""
        refused.refusals = ["/payload type"]
        #expect(MessageID.request(of: accepted) == MessageID.request(of: accepted))
        #expect(MessageID.request(of: accepted) != MessageID.request(of: refused))
    }
}
