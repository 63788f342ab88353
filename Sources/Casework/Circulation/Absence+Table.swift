package import Messages

private typealias Row = StateTransition<Absence>

extension Absence: FiledRecord {
    package static let recordKind = RecordKind.absence

    /// Who stands in for whom is the agency's own order.
    static let basis = "Quy chế làm việc của cơ quan"

    package static let table: [StateTransition<Absence>] = [
        Row("AbsenceService/EnterAbsence", "Ghi nhận vắng mặt", to: [.entered], basis: basis),
        Row(
            "AbsenceService/EndAbsence",
            "Kết thúc vắng mặt sớm",
            from: [.entered],
            to: [.ended],
            needs: "an absence that was not ended",
            basis: basis
        ),
    ]

    /// The agencies of the officer and of the substitute.
    package var keepers: [String] {
        substituteAgency == agency ? [agency] : [agency, substituteAgency]
    }

    package static let isMendable = false
    package static let correctable = Correctable.nothing
    package var isSettled: Bool { true }

    package mutating func void() {}

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .absenceEntered(let fact): self = fact.absence ?? Absence()
        case .absenceEnded(let fact):
            state = .ended
            lastOn = Day(iso: fact.backOn).map { ($0 - 1).iso } ?? lastOn
        default: return
        }
    }

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        guard lastOn < context.today.iso else { return nil }
        return Obstacle(
            .state,
            "an absence whose last day, \(lastOn), is not past",
            vi: "lượt vắng mặt chưa hết hạn",
            basis: Self.basis
        )
    }

    /// Its days; nil for one that was ended before it began.
    package var days: ClosedRange<Day>? { .between(firstOn, and: lastOn) }

    /// The fact that the officer is back on a day, or has left.
    func ended(backOn day: Day, _ today: Day) -> Event {
        event(.absenceEnded(AbsenceEnded(backOn: day.iso)), on: today)
    }
}
