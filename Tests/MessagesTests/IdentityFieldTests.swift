import Testing

@testable import Messages

@Suite("Bytes that tell who somebody is are known by the contract's sensitivity")
struct IdentityFieldTests {
    static let telling: [(String, Bool)] = [
        ("nobody", RegisterPetitionRequest.namesSomebody([])),
        (
            "a summary and a party without any field of its own",
            RegisterPetitionRequest.namesSomebody(
                RegisterPetitionRequest(summary: "Đất đai", parties: [Party(role: .sender)])
                    .serialized()
            )
        ),
    ]

    @Test(arguments: telling)
    func saysNothingOfNobody(what: String, found: Bool) {
        #expect(!found, "\(what)")
    }

    // Red when: a field, or a message inside another, is passed by.
    @Test func findsEachFieldOfAPerson() {
        let parties = [
            Party(fullName: "An"), Party(idNumber: "0"), Party(phone: "0"), Party(email: "a@b"),
            Party(address: Address(text: "Lê Lợi")),
        ]
        for party in parties {
            let letter = RegisterPetitionRequest(parties: [party])
            #expect(RegisterPetitionRequest.namesSomebody(letter.serialized()), "\(party)")
            let received = ReceivePetitionRequest(petition: letter).serialized()
            #expect(ReceivePetitionRequest.namesSomebody(received), "\(party)")
        }
        let text = RegisterPetitionRequest(fullText: [65]).serialized()
        #expect(RegisterPetitionRequest.namesSomebody(text))
    }

    // Red when: what can not be read passes for harmless.
    @Test func takesBrokenBytesForTelling() {
        #expect(RegisterPetitionRequest.namesSomebody([0x0a, 5, 65]))
    }
}
