package import Messages

extension Original: FiledRecord {
    package static let recordKind = RecordKind.original

    private typealias Row = StateTransition<Original>

    /// The commands on an original: what was sent on or returned is in this ledger no more.
    package static let table: [StateTransition<Original>] = [
        Row(
            "DocumentService/ReceiveOriginal",
            "Tiếp nhận bản gốc",
            to: [.held],
            forms: ["ND154/2026:02/TCD"],
            basis: "NĐ 154/2026/NĐ-CP Đ.15"
        ),
        Row(
            "DocumentService/MoveOriginal",
            "Chuyển nơi giữ, cho mượn, chuyển đi, trả lại bản gốc",
            from: [.held],
            to: [.held, .lent, .sentOn, .returned],
            after: \.lastActOn,
            sends: true,
            forms: ["TT05/2021:TG"],
            needs: moving,
            basis: process
        ),
        Row(
            "DocumentService/MoveOriginal",
            "Nhận lại bản gốc cho mượn",
            from: [.lent],
            to: [.held],
            after: \.lastActOn,
            needs: moving,
            basis: process
        ),
    ]

    private static let process = "NĐ 154/2026/NĐ-CP Đ.15, TT 05/2021/TT-TTCP"
    private static let moving = "an original that is held here or lent"

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .originalReceived(let fact):
            self = fact.original ?? Original()
        case .originalMoved(let fact):
            guard let move = fact.move else { return }
            moves.append(move)
            state = move.to
        default:
            return
        }
    }
}

extension ReceiveOriginalRequest {
    /// Decides that an original came in and is held here.
    ///
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(
        _ id: String,
        owner: DocumentOwner,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.text(description, "description", max: 500)
        checks.namesNobody(description, "description", owner.senders)
        checks.require(
            (1...10_000).contains(sheets),
            "sheets",
            "is \(sheets), outside 1 to 10,000",
            "count the sheets"
        )
        checks.text(place, "place", max: 200)
        checks.namesNobody(place, "place", owner.senders)
        checks.externalReference(externalReference, owner.senders)
        try checks.finish()
        let received = OriginalMove(
            to: .held,
            movedOn: day.iso,
            holder: place,
            signedFor: signedFor
        )
        let original = Original(
            id: id,
            agency: context.agency,
            state: .held,
            about: about,
            description: description,
            sheets: sheets,
            moves: [received],
            externalReference: externalReference
        )
        return [original.event(.originalReceived(OriginalReceived(original: original)), on: day)]
    }
}

extension MoveOriginalRequest {
    /// Decides a movement: what leaves the house is signed for, and a loan comes back by a day.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ original: Original,
        owner: DocumentOwner,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "DocumentService/MoveOriginal"
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: original.lastActOn)
        checks.listed(to, "to", "say whether it is held, lent, sent on or returned")
        checks.text(holder, "holder", max: 200)
        owner.check(holder: holder, "holder", &checks)
        checks.require(
            signedFor || to == .held || to == .unspecified,
            "signed_for",
            "is missing for an original that leaves the house",
            "have it signed for, and say so"
        )
        check(loan: &checks, on: day)
        checks.limit(documentNumber, "document_number", max: 50)
        checks.namesNobody(documentNumber, "document_number", owner.senders)
        checks.require(
            to != .sentOn || documentNumber.contains { !$0.isWhitespace },
            "document_number",
            "is missing for an original that is sent on",
            "give the number of the document that goes with it"
        )
        try checks.finish()
        let row = try original.admit(method, context)
        guard row.to.contains(to) else {
            throw original.refusal(
                of: method,
                missing: "an original that came back from its loan",
                basis: row.basis
            )
        }
        let move = OriginalMove(
            to: to,
            movedOn: day.iso,
            holder: holder,
            signedFor: signedFor,
            dueBackOn: dueBackOn,
            documentNumber: documentNumber
        )
        return [original.event(.originalMoved(OriginalMoved(move: move)), on: day)]
    }

    /// A loan, and nothing else, has a day by which it comes back.
    private func check(loan checks: inout Checks, on day: Day) {
        guard to == .lent else {
            checks.require(
                dueBackOn.isEmpty,
                "due_back_on",
                "is given for an original that is not lent",
                "leave it out"
            )
            return
        }
        checks.require(
            Day(iso: dueBackOn).map { $0 >= day } ?? false,
            "due_back_on",
            "is no day on or after the loan of \(day.iso)",
            "give the day by which it comes back, as YYYY-MM-DD"
        )
    }
}
