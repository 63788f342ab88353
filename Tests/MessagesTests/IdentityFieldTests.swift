import Testing

@testable import Messages

@Suite("Bytes that tell who somebody is are known by the contract's sensitivity")
struct IdentityFieldTests {
    // Red when: a text without a person passes for one who tells.
    @Test func saysNothingOfNobody() throws {
        #expect(!RegisterPetitionRequest.namesSomebody([]))
        let letter = RegisterPetitionRequest(summary: "Đất đai", parties: [Party(role: .sender)])
        #expect(!RegisterPetitionRequest.namesSomebody(try letter.serialized()))
    }

    // Red when: a field, or a message inside another, is passed by.
    @Test func findsEachFieldOfAPerson() throws {
        let parties = [
            Party(fullName: "An"), Party(idNumber: "0"), Party(phone: "0"), Party(email: "a@b"),
            Party(address: Address(text: "Lê Lợi")),
        ]
        for party in parties {
            let letter = RegisterPetitionRequest(parties: [party])
            #expect(RegisterPetitionRequest.namesSomebody(try letter.serialized()), "\(party)")
            let received = try ReceivePetitionRequest(petition: letter).serialized()
            #expect(ReceivePetitionRequest.namesSomebody(received), "\(party)")
        }
        let text = try RegisterPetitionRequest(fullText: [65]).serialized()
        #expect(RegisterPetitionRequest.namesSomebody(text))
    }

    // Red when: what can not be read passes for harmless.
    @Test func takesBrokenBytesForTelling() {
        #expect(RegisterPetitionRequest.namesSomebody([0x0a, 5, 65]))
    }
}
