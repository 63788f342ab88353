import Casework
import Messages
import TestSupport
import Testing

/// One petition split into matters.
@Suite struct SplitTests {
    static let new = [
        NewMatter(id: "m1", parties: [PartyReference(id: "s2", role: .sender)]),
        NewMatter(id: "m2", parties: []),
    ]

    static let split = SplitMattersRequest(
        id: "p1",
        etag: "1",
        matters: [
            MatterDraft(summary: "Khiếu nại thu hồi đất", classification: Sample.complaint),
            MatterDraft(summary: "Phản ánh rác thải", classification: Sample.feedback),
        ],
        actedOn: "2026-07-08"
    )

    // Red when: lineage, number, state or clocks of a matter are other than the petition's give.
    @Test func `Each matter has its own clocks from the petition's stamp`() throws {
        var petition = PetitionTableTests.sample(.registered)
        petition.handling = nil
        var matters = [Petition(), Petition()]
        for event in try Self.split.decide(petition, Self.new, senders: nobody, world) {
            petition.apply(event)
            for index in matters.indices where event.record?.id == "m\(index + 1)" {
                matters[index].apply(event)
            }
        }
        #expect(petition.state == .split && petition.matters == ["m1", "m2"])
        #expect(petition.deadlines.allSatisfy { $0.state == .replaced })
        #expect(matters.map(\.splitFrom) == ["p1", "p1"])
        #expect(matters.map(\.matterNumber) == [1, 2])
        #expect(matters.map(\.state) == [.classified, .classified])
        #expect(matters[0].registerNumber == petition.registerNumber)
        #expect(
            matters[0].deadlines.map(\.line) == [
                "PET.PROCESS OPEN 2026-07-20", "PET.DISCIPLINE.NOT_PROCESSED OPEN 2026-08-20",
                "KN.ACCEPT OPEN 2026-07-15", "KN.NOTIFY_ACCEPT OPEN 2026-07-15",
            ]
        )
        #expect(matters[1].deadlines.count == 2)
        #expect(
            refusal {
                try Self.split.decide(matters[0].with(etag: "1"), Self.new, senders: nobody, world)
            }
            .contains("a matter is split no further")
        )
    }

    // Red when: a denouncer's identity goes to another matter than the denunciation unasked.
    @Test func `Only the denunciation knows its sender unless another says so`() throws {
        var request = Self.split
        #expect(request.matters.map(request.knowsSenders) == [true, true])
        request.matters[1].classification = Sample.denunciation
        #expect(request.matters.map(request.knowsSenders) == [false, true])
        request.matters[0].withSenders = true
        #expect(request.matters.map(request.knowsSenders) == [true, true])
        let petition = PetitionTableTests.sample(.classified)
        let events = try request.decide(petition, Self.new, senders: nobody, world)
        var parent = petition
        for event in events { parent.apply(event) }
        #expect(parent.guard == .secret)
        let guards = events.compactMap { event -> PartyGuard? in
            if case .matterOpened(let fact) = event.fact { fact.matter?.guard } else { nil }
        }
        // Whoever is named to the complaint stands behind the denunciation too.
        #expect(guards == [.secret, .secret])
        let unnamed = [NewMatter(id: "m1", parties: []), Self.new[1]]
        let apart = try request.decide(petition, unnamed, senders: nobody, world)
        let first = apart.compactMap { event -> PartyGuard? in
            if case .matterOpened(let fact) = event.fact { fact.matter?.guard } else { nil }
        }
        #expect(first == [.ordinary, .secret])
    }

    // Red when: contents against two bodies can not be told apart.
    @Test func `Matters may differ in their target alone`() throws {
        var request = Self.split
        request.matters[1].classification = Sample.complaint
        request.matters[0].classification?.target = "H29.05"
        request.matters[1].classification?.target = "H29.06"
        let petition = PetitionTableTests.sample(.classified)
        let events = try request.decide(petition, Self.new, senders: nobody, world)
        #expect(events.count == 3)
    }

    struct Spoilt: Sendable {
        let fields: String
        let spoil: @Sendable (inout SplitMattersRequest) -> Void
    }

    // Red when: a split that is none is taken.
    @Test(arguments: [
        Spoilt(fields: "etag") { $0.etag = "" },
        Spoilt(fields: "matters") { $0.matters.removeLast() },
        Spoilt(fields: "matters") { $0.matters[1].classification = Sample.complaint },
        Spoilt(fields: "matters[1].summary") { $0.matters[1].summary = " " },
        Spoilt(fields: "matters[0].classification.field") {
            $0.matters[0].classification?.field = "X"
        },
        Spoilt(fields: "matters[1].classification.type") {
            $0.matters[1].classification?.type = .mixed
        },
        Spoilt(fields: "matters[0].classification.target") {
            $0.matters[0].classification?.target = Sample.senderName
        },
        Spoilt(fields: "matters[0].summary") { $0.matters[0].summary = Sample.senderName },
    ])
    func `A split is refused for each of its rules`(row: Spoilt) {
        var request = Self.split
        row.spoil(&request)
        let petition = PetitionTableTests.sample(.classified)
        #expect(
            refusal { try request.decide(petition, Self.new, senders: knownSender, world) }
                == "invalid: \(row.fields)"
        )
    }
}
