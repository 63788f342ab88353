import Casework
import Messages
import TestSupport
import Testing

/// Signers listed beside the parties of a petition.
@Suite struct SignerTests {
    static let request = AddSignersRequest(
        id: "p1",
        signers: [Sample.sender, Sample.sender],
        actedOn: "2026-07-20"
    )
    static let new = ["s1", "s2"].map {
        NewSigner(id: $0, party: PartyReference(id: "\($0)-party", role: .sender))
    }

    static let plays: [Play<Signer>] = [
        Play("PetitionService/WithdrawSigner") {
            try WithdrawSignerRequest(id: $0.id, paperNumber: "3/RĐ", actedOn: "2026-07-21")
                .decide($0, of: PetitionTableTests.sample(.classified), world)
        }
    ]

    private static func listed(_ state: SignerState) -> Signer {
        Signer(
            id: "s1",
            agency: "H29.02",
            state: state,
            about: .petition("p1"),
            number: 1,
            lastActOn: "2026-07-20"
        )
    }

    // Red when: a command on a signer acts from another state than its row says.
    @Test func `Every command acts from the states of its rows and from no other`() {
        expectTable(Self.plays) { Self.listed($0) }
    }

    // Red when: numbers begin anew, the petition miscounts, or a withdrawal ends the petition.
    @Test func `Signers are numbered, counted and withdraw one by one`() throws {
        var petition = PetitionTableTests.sample(.classified)
        petition.signersListed = 3
        var signers = [Signer(), Signer()]
        for event in try Self.request.decide(petition, Self.new, world) {
            petition.apply(event)
            for index in signers.indices where event.record?.id == "s\(index + 1)" {
                signers[index].apply(event)
            }
        }
        #expect(petition.signersListed == 5 && signers.map(\.number) == [4, 5])
        #expect(signers.allSatisfy { $0.about == .petition("p1") && $0.parties.count == 1 })
        let withdraw = WithdrawSignerRequest(
            id: "s2",
            paperNumber: "3/RĐ",
            actedOn: "2026-07-21"
        )
        for event in try withdraw.decide(signers[1], of: petition, world) {
            petition.apply(event)
            signers[1].apply(event)
        }
        #expect(petition.signersWithdrawn == 1 && petition.state == .classified)
        #expect(signers[1].state == .withdrawn && signers[1].withdrawnOn == "2026-07-21")
        #expect(signers[0].state == .standing)
    }

    // Red when: somebody is listed whom a text of the petition names already.
    @Test func `Nobody is listed who is named in the petition's texts`() throws {
        var petition = PetitionTableTests.sample(.classified)
        petition.summary = "Cùng bà \(Sample.sender.fullName) khiếu nại"
        petition.classification?.target = Sample.sender.phone
        do {
            _ = try Self.request.decide(petition, Self.new, world)
            Issue.record("listed")
        } catch CaseworkError.invalid(let violations) {
            #expect(
                violations.map(\.rule) == [
                    "hold somebody who is named in the petition's summary, classification.target"
                ]
            )
        }
    }

    // Red when: a list that is none is taken.
    @Test func `A list is refused for each of its rules`() throws {
        var petition = PetitionTableTests.sample(.classified)
        let today = world.today
        #expect(refusal { try AddSignersRequest().check(today: today) } == "invalid: signers")
        let many = AddSignersRequest(signers: Array(repeating: Sample.sender, count: 101))
        #expect(refusal { try many.check(today: today) } == "invalid: signers")
        let nameless = AddSignersRequest(signers: [Party(role: .sender, kind: .person)])
        #expect(refusal { try nameless.check(today: today) } == "invalid: signers[0].full_name")
        petition.signersListed = 399
        #expect(
            refusal { try Self.request.decide(petition, Self.new, world) } == "invalid: signers"
        )
        var early = Self.request
        early.actedOn = "2026-07-01"
        petition.signersListed = 0
        #expect(
            refusal { try early.decide(petition, Self.new, world) } == "invalid: acted_on"
        )
        let paperless = WithdrawSignerRequest(id: "s1", actedOn: "2026-07-21")
        #expect(
            refusal { try paperless.decide(Self.listed(.standing), of: petition, world) }
                == "invalid: paper_number"
        )
    }
}
