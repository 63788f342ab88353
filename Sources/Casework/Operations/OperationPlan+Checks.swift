package import Messages

/// What the checks of a plan ask of the directory and the records.
package struct PlanGround {
    /// A body of the directory.
    let agency: (String) throws -> Agency?
    /// Whether a body is another one or lies below it today.
    let lies: (_ body: String, _ head: String) throws -> Bool
    /// An officer of the directory.
    let officer: (String) throws -> Officer?
    /// Whether the caller's permission covers a body.
    let covers: (String) -> Bool
    /// Whether a case is there of which the caller may know.
    let hasCase: (String) throws -> Bool

    /// Takes how to find bodies, officers and cases, and what the caller's permission covers.
    package init(
        agency: @escaping (String) throws -> Agency?,
        lies: @escaping (_ body: String, _ head: String) throws -> Bool,
        officer: @escaping (String) throws -> Officer?,
        covers: @escaping (String) -> Bool,
        hasCase: @escaping (String) throws -> Bool
    ) {
        self.agency = agency
        self.lies = lies
        self.officer = officer
        self.covers = covers
        self.hasCase = hasCase
    }
}

extension OperationPlan {
    /// Checks a plan before anything is counted.
    ///
    /// - Throws: `CaseworkError.invalid` with every violation; what `ground` throws.
    package func check(_ ground: PlanGround, _ context: Context) throws {
        var checks = Checks(today: context.today)
        switch work {
        case .handOver(let plan): try plan.check(ground, &checks, context)
        case .reassign(let plan): try plan.check(ground, &checks, context)
        case .answer(let plan): try plan.check(ground, &checks)
        case nil:
            checks.require(
                false,
                "plan",
                "says nothing that is to be done",
                "give hand_over, reassign or answer"
            )
        }
        try checks.finish()
    }
}

extension HandOverPlan {
    fileprivate func check(
        _ ground: PlanGround,
        _ checks: inout Checks,
        _ context: Context
    ) throws {
        let ended = try ground.agency(from)
        checks.require(
            ended?.hasEnded(on: context.today) ?? false,
            "plan.hand_over.from",
            ended == nil
                ? "names no body of the directory" : "names a body that is in being today",
            "give the code of a body that has ended"
        )
        let after = ended.map { $0.successors + [$0.parent] } ?? []
        let next = try ground.agency(to)
        checks.require(
            after.contains(to) && next?.isInBeing(on: context.today) ?? false,
            "plan.hand_over.to",
            "is neither a successor of \(from) nor the body above it, or is not in being",
            "give one of " + after.filter { !$0.isEmpty }.joined(separator: ", ")
        )
        checks.require(
            ground.covers(to),
            "plan.hand_over.to",
            "is not a body that the caller leads",
            "let its head, or a head above, hand over"
        )
        checks.require(
            kinds.allSatisfy { OpenWork.states(of: $0) != nil } && Set(kinds).count == kinds.count,
            "plan.hand_over.kinds",
            "holds a kind of which nothing is handed over, or one twice",
            "give some of "
                + OpenWork.kinds.map { $0.kind.protoName.dropFirst("RECORD_KIND_".count) }
                .joined(separator: ", ") + ", or none for all"
        )
        checks.require(
            try officer.isEmpty || ground.officer(officer) != nil,
            "plan.hand_over.officer",
            "is no officer of the directory",
            "give the code of one, or leave it out"
        )
    }
}

extension ReassignPlan {
    fileprivate func check(
        _ ground: PlanGround,
        _ checks: inout Checks,
        _ context: Context
    ) throws {
        let agency = context.agency
        switch holder {
        case .holderOfficer(let code):
            checks.require(
                try ground.officer(code) != nil && code != officer,
                "plan.reassign.holder_officer",
                "is no officer of the directory, or the one who gets the files",
                "give the code of who leaves"
            )
        case .holderUnit(let code):
            checks.require(
                try ground.lies(code, agency) && code != (unit.isEmpty ? agency : unit),
                "plan.reassign.holder_unit",
                "is neither \(agency) nor a body below it, or the one that gets the files",
                "give the code of the unit that ends"
            )
        case nil:
            checks.require(
                false,
                "plan.reassign.holder",
                "is missing",
                "give holder_officer or holder_unit"
            )
        }
        let unit = unit.isEmpty ? agency : unit
        checks.require(
            try ground.lies(unit, agency)
                && ground.agency(unit)?.isInBeing(on: context.today) ?? false,
            "plan.reassign.unit",
            "is neither \(agency) nor a body below it that is in being",
            "give the code of one, or leave it out"
        )
        checks.require(
            try officer.isEmpty
                || ground.officer(officer).map { try ground.lies($0.agency, agency) } ?? false,
            "plan.reassign.officer",
            "is no officer of \(agency)",
            "give a code of the directory, or leave it out for the desk"
        )
        checks.limit(note, "plan.reassign.note", max: 1_000)
    }
}

extension AnswerPlan {
    private static let casesMax = 1_000

    fileprivate func check(_ ground: PlanGround, _ checks: inout Checks) throws {
        checks.require(
            (1...Self.casesMax).contains(cases.count) && Set(cases).count == cases.count,
            "plan.answer.cases",
            "holds no case, more than 1,000, or one twice",
            "name each case once"
        )
        for (index, id) in cases.prefix(Self.casesMax).enumerated() {
            checks.require(
                try ground.hasCase(id),
                "plan.answer.cases[\(index)]",
                "names no case that the caller knows",
                "give the id of a case of feedback"
            )
        }
        _ = checks.document(document, "plan.answer.document")
        checks.text(summary, "plan.answer.summary", max: 4_000)
    }
}
