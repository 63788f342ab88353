package import Messages

extension UrgingPolicy {
    /// What holds where nobody has set anything: two working days before the last day for who
    /// holds the file, the day after for the agency's head, five days after for the body above.
    package static let builtin = UrgingPolicy(levels: [
        UrgingLevel(days: -2, rung: .holder),
        UrgingLevel(days: 1, rung: .agencyHead),
        UrgingLevel(days: 5, rung: .superior),
    ])

    private static let levelsMax = 20
    private static let stagesMax = 60
    private static let levelDays: ClosedRange<Int32> = -30...250
    fileprivate static let stageDays: ClosedRange<Int32> = 1...250

    /// Names the record of a body's policy.
    package static func record(of agency: String) -> RecordReference {
        RecordReference(kind: .urgingPolicy, id: agency)
    }

    /// The policy after a fact; facts of other records leave it as it is.
    package mutating func apply(_ event: Event) {
        guard case .urgingPolicySet(let fact) = event.fact, let policy = fact.policy else { return }
        self = policy
    }

    /// How long a record stays in its state; nil where nothing is said.
    func stage<R: FiledRecord>(of record: R) -> StageLimit? {
        stages.first { $0.kind == R.recordKind && $0.state == record.state.protoName }
    }

    /// The working days before a last day at which the first level is reached; nil without levels.
    package var daysBefore: Int? { levels.map { -Int($0.days) }.max() }

    fileprivate func check(_ checks: inout Checks) {
        checks.require(
            levels.count <= Self.levelsMax,
            "levels",
            "has \(levels.count) levels",
            "give at most \(Self.levelsMax)"
        )
        for (index, level) in levels.prefix(Self.levelsMax).enumerated() {
            let field = "levels[\(index)]"
            checks.require(
                Self.levelDays.contains(level.days),
                "\(field).days",
                "is \(level.days), outside \(Self.levelDays.lowerBound) to "
                    + "\(Self.levelDays.upperBound)",
                "give working days after the last day; negative before it"
            )
            checks.listed(level.rung, "\(field).rung", "say whom the level is for")
            checks.require(
                !levels[..<index].contains(level),
                field,
                "is given twice",
                "give each level once"
            )
        }
        checks.require(
            stages.count <= Self.stagesMax,
            "stages",
            "has \(stages.count) stages",
            "give at most \(Self.stagesMax)"
        )
        for (index, stage) in stages.prefix(Self.stagesMax).enumerated() {
            stage.check(
                "stages[\(index)]",
                isNew: !stages[..<index].contains(where: stage.isSame),
                &checks
            )
        }
    }
}

extension StageLimit {
    /// The number of its state, by which lists name it; nil for none of its kind.
    package var stateNumber: Int32? {
        kind.filed?.states.first { $0.name == state }?.number
    }

    fileprivate func isSame(_ other: StageLimit) -> Bool {
        kind == other.kind && state == other.state
    }

    fileprivate func check(_ field: String, isNew: Bool, _ checks: inout Checks) {
        let type = kind.filed.flatMap { $0.isCirculated ? $0 : nil }
        checks.require(
            type != nil,
            "\(field).kind",
            "is no kind of file",
            "give PETITION or CASE"
        )
        let names = type?.states.map(\.name) ?? []
        checks.require(
            type == nil || names.contains(state),
            "\(field).state",
            "is no state of such a file",
            "give one of \(names.joined(separator: ", "))"
        )
        checks.require(isNew, field, "names a state twice", "give each state once")
        checks.require(
            UrgingPolicy.stageDays.contains(days),
            "\(field).days",
            "is \(days), outside 1 to 250",
            "give working days"
        )
    }
}

extension FiledRecord {
    /// The states that a record of the kind can stand in, by name and number in the contract.
    fileprivate static var states: [(name: String, number: Int32)] {
        State.known.filter { $0.rawValue != 0 && $0 != voided }.map { ($0.protoName, $0.rawValue) }
    }
}

extension SetUrgingPolicyRequest {
    /// Decides when a body urges and whom; what was urged already stays so.
    ///
    /// - Parameters:
    ///   - former: The policy of the body as it stands.
    ///   - body: Code of the body.
    ///   - context: Day and rules.
    /// - Returns: The one fact.
    /// - Throws: `CaseworkError.invalid` with every violation, `.etagMismatch` when another
    ///   version stands.
    package func decide(
        _ former: UrgingPolicy,
        of body: String,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        var policy = UrgingPolicy(
            agency: body,
            levels: levels.sorted { $0.days < $1.days },
            stages: stages
        )
        UrgingPolicy(levels: levels, stages: stages).check(&checks)
        checks.text(reason, "reason", max: 1_000)
        try checks.finish()
        guard etag == former.etag else {
            throw .etagMismatch(current: former.etag, changed: [])
        }
        guard
            policy.levels != former.levels || policy.stages != former.stages
                || former.etag.isEmpty
        else {
            throw .invalid([
                Violation(
                    field: "levels",
                    rule: "are, with the stages, the ones that hold already",
                    remedy: "give the policy as it shall be"
                )
            ])
        }
        policy.reason = reason
        policy.changedOn = context.today.iso
        return [
            Event(
                record: UrgingPolicy.record(of: body),
                actedOn: context.today.iso,
                fact: .urgingPolicySet(UrgingPolicySet(policy: policy))
            )
        ]
    }
}
