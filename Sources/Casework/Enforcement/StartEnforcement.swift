package import Messages

extension StartEnforcementRequest {
    /// Decides that enforcement has begun: each item has its own last day, which the law leaves to
    /// the decision or the conclusion (Luật Khiếu nại 2011 Đ.46; Luật Tố cáo 2018 Đ.36).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ file: Case,
        enforcer: Agency?,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try file.admit("EnforcementService/StartEnforcement", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: file, &checks)
        checks.require(
            enforcer?.isInBeing(on: day) ?? false,
            "agency",
            "names no agency that is in being on \(day.iso)",
            "give the code of the agency that enforces"
        )
        checks.require(
            (1...100).contains(items.count),
            "items",
            "are \(items.count), not 1 to 100",
            "name what is to be done, how much and by which day"
        )
        for (index, item) in items.prefix(100).enumerated() {
            item.check("items[\(index)]", startedOn: day, senders, &checks)
        }
        checkSums(file, &checks)
        try checks.finish()
        let named = items.enumerated().map { index, item in
            EnforcementItem(
                id: String(index + 1),
                kind: item.kind,
                amountDue: item.amountDue,
                dueOn: item.dueOn,
                subject: item.subject
            )
        }
        let started = context.clocks.stop(file.deadlines, by: row.stops, on: day)
        let limits = file.itemLimits(named, of: agency, from: day, context)
        let fact = EnforcementStarted(agency: agency, items: named)
        return [file.event(.enforcementStarted(fact), on: day, deadlines: started + limits)]
    }

    /// What the decision on a complaint orders is what is carried out, no more and no less; less
    /// where a court annulled a part of it.
    private func checkSums(_ file: Case, _ checks: inout Checks) {
        guard file.kind != .denunciation, let decision = file.decision else { return }
        let sums = [
            ("money", EnforcementKind.money, decision.moneyVnd, "đồng"),
            ("land", EnforcementKind.land, decision.landCentiM2, "0.01 m²"),
        ]
        for (name, kinds, ordered, unit) in sums {
            let sum = items.filter { kinds.contains($0.kind) }.map(\.amountDue)
                .reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue }
            let isLess = file.lawsuit?.judgment?.outcome == .partlyAnnulled && sum < ordered
            checks.require(
                sum == ordered || isLess,
                "items",
                "add up to \(sum) \(unit) of \(name), not the \(ordered) that the decision orders",
                "name all of it, and nothing else"
            )
        }
    }
}

extension EnforcementKind {
    /// Kinds that are measured in đồng.
    package static let money: Set<EnforcementKind> = [
        .moneyToState, .moneyToOrganisations, .moneyToPersons,
    ]
    /// Kinds that are measured in 0.01 m².
    package static let land: Set<EnforcementKind> = [
        .landToState, .landToOrganisations, .landToPersons,
    ]
}

extension EnforcementItem {
    /// The largest amount of one item: a hundred of them still add up.
    private static let amountMax: Int64 = 1_000_000_000_000_000

    fileprivate func check(
        _ field: String,
        startedOn day: Day,
        _ senders: SenderNames,
        _ checks: inout Checks
    ) {
        checks.listed(kind, "\(field).kind", "say what it is measured in and to whom it goes")
        checks.require(
            (1...Self.amountMax).contains(amountDue),
            "\(field).amount_due",
            "is \(amountDue), not 1 to \(Self.amountMax)",
            "give đồng, 0.01 m² or a number, by the kind"
        )
        let due = Day(iso: dueOn)
        checks.require(
            due.map { $0 >= day && dueOn <= "2199-12-31" } ?? false,
            "\(field).due_on",
            "is no day on or after the start, \(day.iso)",
            "give the day by which it is to be done"
        )
        checks.text(subject, "\(field).subject", max: 500)
        checks.namesNobody(subject, "\(field).subject", senders)
        checks.require(
            id.isEmpty && amountDone == 0 && doneOn.isEmpty && dropped == nil,
            field,
            "says its id or what was done of it",
            "leave out id, amount_done, done_on and dropped: reports say it"
        )
    }
}

extension Case {
    /// The time limits of items that an agency enforces from a day on: the law knows no number,
    /// each item names its day.
    func itemLimits(
        _ items: [EnforcementItem],
        of enforcer: String,
        from day: Day,
        _ context: Context
    ) -> [Deadline] {
        let starts = rows(of: "EnforcementService/StartEnforcement").flatMap(\.starts)
        return items.flatMap { item in
            starts.flatMap { context.clocks.start([$0.rule], by: $0.event, on: day) }.map {
                var limit = $0
                limit.item = item.id
                limit.owedBy = enforcer == agency ? "" : enforcer
                limit.nominalOn = item.dueOn
                limit.dueOn = item.dueOn
                return limit
            }
        }
    }
}
