import Casework
import Messages
import TestSupport
import Testing

/// What citizens think of the results that they were sent.
@Suite struct RatingTests {
    private static func rate(
        _ file: Case,
        earlier: [Rating] = [],
        persons: Complainants = Sample.complainants,
        _ spoil: (inout RateResultRequest) -> Void = { _ in }
    ) throws -> [Event] {
        var request = RateResultRequest(id: "c1", score: 2, actedOn: "2026-08-20")
        spoil(&request)
        return try request.decide(
            file,
            id: "r1",
            persons,
            earlier: earlier,
            senders: knownSender,
            world
        )
    }

    // Red when: somebody rates what was not sent, or before it was.
    @Test func `A result is rated once it is sent`() throws {
        let decided = try Walk(to: .decided).file
        #expect(
            refusal { try Self.rate(decided) } == "CASE_STATE_DECIDED: a result that was sent"
        )
        let sent = try Walk(to: .sent).file
        #expect(refusal { try Self.rate(sent) } == "accepted")
        #expect(
            refusal { try Self.rate(sent) { $0.actedOn = "2026-08-13" } } == "invalid: acted_on"
        )
        let accepted = try Walk(to: .accepted).file
        #expect(refusal { try Self.rate(accepted) } == "CASE_STATE_ACCEPTED: a result")
    }

    // Red when: a score outside 1 to 5, words that name somebody, or a stranger counts.
    @Test func `A rating is a score of a sender in words that name nobody`() throws {
        let file = try Walk(to: .sent).file
        #expect(refusal { try Self.rate(file) { $0.score = 0 } } == "invalid: score")
        #expect(refusal { try Self.rate(file) { $0.score = 6 } } == "invalid: score")
        #expect(
            refusal { try Self.rate(file) { $0.words = "Nguyễn Thị Ánh" } } == "invalid: words"
        )
        let long = String(repeating: "đ", count: 1_001)
        #expect(refusal { try Self.rate(file) { $0.words = long } } == "invalid: words")
        #expect(refusal { try Self.rate(file) { $0.person = "s2" } } == "invalid: person")
        let two = Complainants(senders: ["s1", "s2"], standingSigners: 0)
        #expect(refusal { try Self.rate(file, persons: two) } == "invalid: person")
        #expect(
            refusal { try Self.rate(file, persons: two) { $0.person = "s2" } } == "accepted"
        )
    }

    // Red when: a person rates a case twice, or a voided rating counts.
    @Test func `Each person rates a case once`() throws {
        let file = try Walk(to: .sent).file
        var rating = Rating()
        for event in try Self.rate(file) { rating.apply(event) }
        #expect(rating.person == "s1" && rating.state == .two && rating.agency == "H29.02")
        #expect(rating.listedUnder == [.caseFile("c1"), Rating.poor(of: "H29.02")])
        #expect(
            refusal { try Self.rate(file, earlier: [rating]) }
                == "CASE_STATE_DECIDED: a person who has not rated the case yet; "
                + "a wrong rating is corrected"
        )
        rating.void()
        #expect(rating.state == .voided && rating.listedUnder == [.caseFile("c1")])
        #expect(refusal { try Self.rate(file, earlier: [rating]) } == "accepted")
        rating.voided = false
        rating.score = 3
        #expect(rating.listedUnder == [.caseFile("c1")])
    }
}
