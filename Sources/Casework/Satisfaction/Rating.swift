package import Messages

private typealias Row = StateTransition<Rating>

extension Rating: FiledRecord {
    package static let recordKind = RecordKind.rating

    static let basis = "Luật Tiếp công dân 2013 Đ.28"

    package static let table: [StateTransition<Rating>] = [
        Row(
            "SatisfactionService/RateResult",
            "Ghi nhận đánh giá của công dân",
            to: [.one, .two, .three, .four, .five],
            basis: basis
        )
    ]

    /// Its score, so that lists by state count the scores.
    package var state: RatingState { voided ? .voided : RatingState(rawValue: score) }

    package var about: RecordReference? { .caseFile(caseId) }

    /// It belongs to its case and to no other.
    package var liesIn: RecordReference? { nil }

    /// The case's, and among the poor ones of its agency, which the head looks into.
    package var listedUnder: [RecordReference] {
        let isPoor = !voided && score <= 2
        return [.caseFile(caseId)] + (isPoor ? [Self.poor(of: agency)] : [])
    }

    /// Names the agency in whose list its poor ratings stand.
    package static func poor(of agency: String) -> RecordReference {
        RecordReference(kind: .agency, id: agency)
    }

    /// What a citizen said is taken back with the head's consent alone.
    package var isSettled: Bool { true }

    package static let correctable = Correctable([
        CorrectableField("score", .number(1...5)),
        CorrectableField("words", .optionalText(max: 1_000)),
        CorrectableField("rated_on", .day),
    ])

    package mutating func void() { voided = true }

    package mutating func put(_ fact: Event.Fact, on day: String) {
        guard case .resultRated(let fact) = fact else { return }
        self = fact.rating ?? Rating()
    }
}

/// The score of a rating, as the state of its record.
package enum RatingState: Int32, MessageEnum {
    /// Very dissatisfied.
    case one = 1
    /// Dissatisfied.
    case two
    /// Neither.
    case three
    /// Satisfied.
    case four
    /// Very satisfied.
    case five
    /// It was entered by mistake.
    case voided = 90

    /// The scores.
    package static let scores: [RatingState] = [.one, .two, .three, .four, .five]

    /// All of them.
    package static let known = scores + [.voided]

    /// The state with a number; the best score for one that is none.
    package init(rawValue: Int32) {
        self = Self.known.first { $0.rawValue == rawValue } ?? .five
    }

    /// Its name.
    package var protoName: String { self == .voided ? "VOIDED" : "RATED_\(rawValue)" }
}
