package import Messages

private typealias Row = StateTransition<Urging>

extension Urging: FiledRecord {
    package static let recordKind = RecordKind.urging

    /// Who urges whom is the agency's own order.
    static let basis = "Quy chế làm việc của cơ quan"

    package static let table: [StateTransition<Urging>] = [
        Row("UrgingService/UrgeFile", "Đôn đốc", to: [.standing], basis: basis)
    ]

    package var state: Standing { .standing }

    package var about: RecordReference? { record }

    /// It belongs to its file and to no other.
    package var liesIn: RecordReference? { nil }

    /// The agency of the file, the body where the addressee sits, and the one whose head wrote.
    package var keepers: [String] {
        [addressee?.agency ?? "", urgedBy].reduce(into: [agency]) { keepers, body in
            if !body.isEmpty, !keepers.contains(body) { keepers.append(body) }
        }
    }

    package static let isMendable = false
    package static let correctable = Correctable.nothing
    package var isSettled: Bool { true }

    package mutating func void() {}

    package mutating func put(_ fact: Event.Fact, on day: String) {
        guard case .urgingMade(let fact) = fact else { return }
        self = fact.urging ?? Urging()
    }

    /// The fact that somebody was urged.
    package func made(_ id: String) -> Event {
        var urging = self
        urging.id = id
        return Event(
            record: urging.reference,
            actedOn: urgedOn,
            fact: .urgingMade(UrgingMade(urging: urging))
        )
    }
}

extension UrgeFileRequest {
    /// Decides that a head urges a file by a letter.
    ///
    /// - Parameters:
    ///   - file: The petition or case.
    ///   - id: Id of the urging.
    ///   - superiors: Who may be urged.
    ///   - senders: Whom the letter may not name.
    ///   - calendar: The working days of the file's agency.
    ///   - context: The day and the body that acts.
    /// - Returns: The fact.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: some FiledRecord,
        id: String,
        _ superiors: Superiors,
        senders: SenderNames,
        _ calendar: WorkingCalendar,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        checks.require(
            [.holder, .unitHead, .agencyHead].contains(rung),
            "rung",
            "is neither the holder, nor the head of the unit, nor the head of the agency",
            "say whom the letter is for"
        )
        _ = checks.document(letter, "letter")
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        try checks.finish()
        let addressee = try superiors.addressee(from: rung, of: file, owedBy: "")
        guard file.isOpenFile, let addressee else {
            throw file.refusal(
                of: "UrgeFile",
                missing: file.isOpenFile
                    ? "somebody to urge from whom the file is not kept" : "a file that goes on",
                basis: Urging.basis
            )
        }
        var urging = Urging(about: file, .letter, to: addressee, on: context.today)
        urging.letter = letter
        urging.reason = reason
        urging.urgedBy = context.agency
        if let next = file.deadlines.filter(\.isOwed).min(by: { $0.dueOn < $1.dueOn }) {
            urging.rule = next.rule
            urging.startOn = next.startOn
            urging.item = next.item
            urging.setDue(next.dueOn, context.today, calendar)
        }
        return [urging.made(id)]
    }
}
