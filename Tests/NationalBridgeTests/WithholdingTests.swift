import Foundation
import Messages
import Testing

@testable import NationalBridge

/// No word of a denouncer leaves (Luật Tố cáo 2018 Đ.56; QĐ 774/QĐ-TTg).
@Suite struct WithholdingTests {
    private static let canary = "Chim Hoàng Yến"

    private static var parties: [Party] {
        [PartyRole.sender, .representative, .agent].map { role in
            Party(
                role: role,
                kind: .person,
                fullName: canary,
                idNumber: "099000000099",
                address: Address(text: canary, unitCode: "26743", mapDate: "2025-07-01"),
                phone: "0999999999",
                email: "canary@example.vn"
            )
        }
    }

    static let facts: [Event.Fact] = [
        .petitionClassified(PetitionClassified()),
        .petitionDispatched(PetitionDispatched(documentNumber: "1")),
        .entryCorrected(EntryCorrected()), .entryVoided(EntryVoided()),
        .importConfirmed(ImportConfirmed()),
    ]

    @Test(
        "nothing of a party is told, though the server should send it in clear",
        arguments: facts,
        [(PetitionType.denunciation, false), (.mixed, false), (.complaint, true)]
    )
    func withheld(fact: Event.Fact, kind: (type: PetitionType, withheld: Bool)) throws {
        var petition = Samples.petition
        petition.classification?.type = kind.type
        let export = Samples.about(
            petition,
            fact,
            parties: Self.parties,
            withheld: kind.withheld
        )
        let envelope = try Envelope(export, messageID: "m", sentAtMs: 0)
        let json = String(decoding: try envelope.json, as: UTF8.self)
        for secret in [Self.canary, "099000000099", "26743", "0999999999", "canary@"] {
            #expect(!json.contains(secret))
        }
        #expect(json.contains(SenderRecord.withheldName))
        #expect(envelope.confidentiality == .secret)
    }

    @Test(
        "nothing of a visitor is told when the visit holds a denunciation or is sealed as secret",
        arguments: [
            Event.Fact.visitClosed(VisitClosed()), .receptionRefused(ReceptionRefused()),
            .refusalNoticeIssued(RefusalNoticeIssued()), .conclusionIssued(ConclusionIssued()),
            .entryCorrected(EntryCorrected()), .entryVoided(EntryVoided()),
            .importConfirmed(ImportConfirmed()),
        ],
        [
            (PetitionType.denunciation, PartyGuard.ordinary, false), (.feedback, .secret, false),
            (.complaint, .ordinary, true),
        ]
    )
    func visitor(
        fact: Event.Fact,
        kind: (type: PetitionType, guard: PartyGuard, withheld: Bool)
    ) throws {
        var visit = Samples.leadersVisit
        visit.contents[0].type = kind.type
        visit.guard = kind.guard
        visit.representation = "Giấy của \(Self.canary)"
        var export = Samples.leaders(fact)
        export.parties = Self.parties
        export.withheld = kind.withheld
        export.record = .visit(visit)
        let envelope = try Envelope(export, messageID: "m", sentAtMs: 0)
        let json = String(decoding: try envelope.json, as: UTF8.self)
        for secret in [Self.canary, "099000000099", "26743", "0999999999", "canary@"] {
            #expect(!json.contains(secret))
        }
        #expect(json.contains(SenderRecord.withheldName))
        #expect(envelope.confidentiality == .secret)
    }

    @Test("an anonymous denunciation is told as one with a sealed person is")
    func anonymous() throws {
        func told(_ change: (inout Petition) -> Void) throws -> String {
            var petition = Samples.petition
            petition.classification?.type = .denunciation
            petition.classification?.eligibility = .ineligible
            change(&petition)
            let export = Samples.about(petition, withheld: true)
            return String(
                decoding: try Envelope(export, messageID: "m", sentAtMs: 0).json,
                as: UTF8.self
            )
        }
        let sealed = try told {
            $0.senderCount = 3
            $0.classification?.ineligibleReasons = ["NO_SIGN"]
        }
        let anonymous = try told {
            $0.parties = []
            $0.senderCount = 0
            $0.defects = [.noName]
            $0.classification?.ineligibleReasons = ["ANON"]
        }
        #expect(sealed == anonymous)
        #expect(sealed.contains("\"senderCount\":1") && !sealed.contains("ANON"))
    }

    @Test("an ordinary complaint names its sender")
    func ordinary() throws {
        let export = Samples.about(Samples.petition, parties: Self.parties)
        let envelope = try Envelope(export, messageID: "m", sentAtMs: 0)
        #expect(String(decoding: try envelope.json, as: UTF8.self).contains(Self.canary))
        #expect(envelope.confidentiality == .normal)
    }

    @Test(
        "a doubtful number or unit code is left out",
        arguments: [
            ("099 180 000 001", "099180000001"), ("b1234567", "B1234567"), ("12345", nil),
            ("không rõ", nil), ("1234567890123", nil),
        ]
    )
    func idNumber(written: String, told: String?) throws {
        var party = Samples.sender
        party.idNumber = written
        party.address?.mapDate = "2024-01-01"
        let export = Samples.about(Samples.petition, parties: [party])
        let sender = try #require(SenderRecord.all(of: Samples.petition, export).first)
        #expect(sender.idNumber == told)
        #expect(sender.address?.communeCode == nil)
    }
}
