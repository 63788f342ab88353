import Casework
import Messages
import TestSupport
import Testing

/// The ledger of originals.
@Suite struct OriginalTableTests {
    static let owner = DocumentTableTests.owner
    static let receive = ReceiveOriginalRequest(
        about: .petition("p1"),
        description: "Giấy chứng nhận quyền sử dụng đất",
        sheets: 2,
        place: "Tủ 3, ngăn 1",
        signedFor: true,
        actedOn: "2026-07-06"
    )

    static func move(_ to: OriginalState) -> MoveOriginalRequest {
        MoveOriginalRequest(
            id: "o1",
            to: to,
            holder: to == .returned ? "s1" : "H29.05",
            signedFor: true,
            dueBackOn: to == .lent ? "2026-08-01" : "",
            documentNumber: to == .sentOn ? "3/CV-SNV" : "",
            actedOn: "2026-07-20"
        )
    }

    static let plays: [Play<Original>] = [
        Play("DocumentService/MoveOriginal") {
            try move(.held).decide($0, owner: owner, world)
        }
    ]

    static func sample(_ state: OriginalState) -> Original {
        var original = Original()
        for event in (try? receive.decide("o1", owner: owner, world)) ?? [] {
            original.apply(event)
        }
        original.state = state
        return original
    }

    static func decide(
        _ request: MoveOriginalRequest,
        _ state: OriginalState = .held
    ) throws -> [Event] {
        try request.decide(sample(state), owner: owner, world)
    }

    // Red when: a row has no test, or a movement starts from a state that the table does not allow.
    @Test func `Every command acts from the states of its rows and from no other`() {
        expectTable(Self.plays) { Self.sample($0) }
    }

    // Red when: a movement is open that the ledger does not know, or one is closed that it does.
    @Test func `An original goes the ways of the ledger`() {
        let states: [OriginalState] = [.held, .lent, .sentOn, .returned]
        for from in states {
            for to in states {
                let answer = refusal { try Self.decide(Self.move(to), from) }
                let expected =
                    switch (from, to) {
                    case (.held, _), (.lent, .held): "accepted"
                    case (.lent, _):
                        "ORIGINAL_STATE_LENT: an original that came back from its loan"
                    default: "\(from.protoName): an original that is held here or lent"
                    }
                #expect(answer == expected, "\(from) to \(to)")
            }
        }
    }

    // Red when: the receipt is no movement, or a movement forgets who has it.
    @Test func `The ledger keeps every movement`() throws {
        var original = Self.sample(.held)
        let first = OriginalMove(
            to: .held,
            movedOn: "2026-07-06",
            holder: "Tủ 3, ngăn 1",
            signedFor: true
        )
        #expect(original.moves == [first] && original.lastActOn == "2026-07-06")
        for event in try Self.decide(Self.move(.lent)) { original.apply(event) }
        #expect(original.state == .lent && original.moves.count == 2)
        #expect(original.moves[1].holder == "H29.05" && original.moves[1].dueBackOn == "2026-08-01")
        var back = Self.move(.held)
        back.actedOn = "2026-07-19"
        #expect(
            refusal { try back.decide(original, owner: Self.owner, world) } == "invalid: acted_on"
        )
        back.actedOn = "2026-07-31"
        for event in try back.decide(original, owner: Self.owner, world) { original.apply(event) }
        #expect(original.state == .held && original.lastActOn == "2026-07-31")
    }

    // Red when: an entry names a sender, counts no sheets, or has no place.
    @Test func `A receipt is refused for each of its rules`() {
        func answer(_ spoil: (inout ReceiveOriginalRequest) -> Void) -> String {
            var request = Self.receive
            spoil(&request)
            return refusal { try request.decide("o1", owner: Self.owner, world) }
        }
        #expect(answer { _ in } == "accepted")
        #expect(answer { $0.signedFor = false } == "accepted")
        #expect(answer { $0.description = " " } == "invalid: description")
        #expect(
            answer { $0.description = "Sổ đỏ của \(Sample.senderName)" } == "invalid: description"
        )
        for sheets in [0, -1, 10_001] as [Int32] {
            #expect(answer { $0.sheets = sheets } == "invalid: sheets")
        }
        #expect(answer { $0.place = "" } == "invalid: place")
        #expect(answer { $0.place = Sample.senderPhone } == "invalid: place")
        #expect(answer { $0.actedOn = "2027-01-01" } == "invalid: acted_on")
    }

    // Red when: an original leaves the house unsigned, a loan has no end, or one is sent on alone.
    @Test func `A movement is refused for each of its rules`() {
        func answer(
            _ to: OriginalState,
            _ spoil: (inout MoveOriginalRequest) -> Void
        ) -> String {
            var request = Self.move(to)
            spoil(&request)
            return refusal { try Self.decide(request) }
        }
        for to in [OriginalState.lent, .sentOn, .returned] {
            #expect(answer(to) { $0.signedFor = false } == "invalid: signed_for", "\(to)")
        }
        #expect(answer(.held) { $0.signedFor = false } == "accepted")
        #expect(answer(.lent) { $0.dueBackOn = "" } == "invalid: due_back_on")
        #expect(answer(.lent) { $0.dueBackOn = "2026-07-19" } == "invalid: due_back_on")
        #expect(answer(.lent) { $0.dueBackOn = "2026-07-20" } == "accepted")
        #expect(answer(.held) { $0.dueBackOn = "2026-08-01" } == "invalid: due_back_on")
        #expect(answer(.sentOn) { $0.documentNumber = "" } == "invalid: document_number")
        #expect(answer(.held) { $0.holder = "" } == "invalid: holder")
        #expect(answer(.returned) { $0.holder = Sample.senderName } == "invalid: holder")
        let stranger = "0123456789abcdefghjkmnpqrs"
        #expect(answer(.returned) { $0.holder = stranger } == "invalid: holder")
        #expect(answer(.held) { $0.to = .unspecified } == "invalid: to")
    }
}
