package import Messages

private typealias Row = StateTransition<Delegation>

extension Delegation: FiledRecord {
    package static let recordKind = RecordKind.delegation

    static let basis = "NĐ 30/2020/NĐ-CP Đ.13"

    package static let table: [StateTransition<Delegation>] = [
        Row(
            "DelegationService/GiveDelegation",
            "Giao ký thay, ký thừa lệnh, uỷ quyền ký",
            to: [.given],
            basis: basis
        ),
        Row(
            "DelegationService/EndDelegation",
            "Chấm dứt việc giao ký, uỷ quyền ký",
            from: [.given],
            to: [.ended],
            needs: "a delegation that was not ended",
            basis: basis
        ),
    ]

    /// The agency, and the body whose office signs.
    package var keepers: [String] {
        let unit = Agency.code(ofOffice: toOffice)
        return unit == agency ? [agency] : [agency, unit]
    }

    package static let isMendable = false
    package static let correctable = Correctable.nothing
    package var isSettled: Bool { true }

    package mutating func void() {}

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .delegationGiven(let fact): self = fact.delegation ?? Delegation()
        case .delegationEnded(let fact):
            state = .ended
            validTo = Day(iso: fact.on).map { ($0 - 1).iso } ?? validTo
            endedOn = day
            endReason = fact.reason
        default: return
        }
    }

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        guard context.agency != agency else { return nil }
        return Obstacle(
            .guard,
            "the agency whose head gave it, \(agency)",
            vi: "cơ quan giao ký",
            basis: Self.basis
        )
    }
}
