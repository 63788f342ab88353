/// One version of one rule of law: how long something may take, from what, until what.
///
/// The fields are defined at the head of `rules.yaml`.
package struct Rule: Hashable, Sendable {
    /// What kind of matter the rule belongs to.
    package enum CaseType: String, Hashable, Sendable, CaseIterable {
        case reception
        case petition
        case complaint
        case complaintDisciplinary = "complaint_disciplinary"
        case denunciation
        case feedback
        case nationalDatabase = "national_database"
        case report
    }

    /// Which way the limit lies from the start event.
    package enum Direction: String, Hashable, Sendable {
        /// The last day comes after the start event.
        case after
        /// The last day comes before the start event, so many days ahead of it.
        case before
        /// Something must last at least so long.
        case durationMin = "duration_min"
    }

    /// The rule that takes over from the same start day when an event happens.
    package struct Replacement: Hashable, Sendable {
        /// Key of the rule that takes over.
        package let key: String
        /// The event on which it does.
        package let event: String

        /// Names the other rule and the event.
        package init(key: String, event: String) {
            self.key = key
            self.event = event
        }
    }

    /// Its key, "KN.ACCEPT".
    package let key: String
    /// What kind of case it is for.
    package let caseType: CaseType
    /// The stage of the work that it bounds.
    package let stage: String
    /// The duty in Vietnamese.
    package let titleVi: String
    /// How long.
    package let limit: Limit
    /// Any of them opens the clock.
    package let startEvents: [String]
    /// Any of them stops the clock on its own day.
    package let stopEvents: [String]
    /// The articles of law.
    package let basis: [String]
    /// First day in force; nil = always.
    package let effectiveFrom: Day?
    /// Last day in force; nil = still in force.
    package let effectiveTo: Day?
    /// How sure the text is.
    package let confidence: Confidence
    /// Whether it counts from the start event, back from it, or is a least duration.
    package let direction: Direction
    /// Whether a last day that is off moves to a working day.
    package let roll: Bool
    /// Whether the earlier of concurrent clocks is the one shown; see `ReckonedRule.governing`.
    package let strict: Bool
    /// Whether the clock stands still while the case is suspended.
    package let suspendable: Bool
    /// The rule that takes over, and on which event.
    package let replacedBy: Replacement?
    /// Key of the rule whose last day this one moves.
    package let extends: String?
    /// Key of the rule of which this is a former name.
    package let aliasOf: String?
    /// How many extensions there may be, this one included; only with `extends`.
    package let maxTimes: Int?
    /// The event that a quota counts.
    package let countedEvent: String?
    /// Grounds whose days do not count.
    package let tolledBy: [String]
    /// When it applies at all, in words; judged by the decider.
    package let condition: String?
    /// What a reader should know of it.
    package let note: String?

    /// Makes a rule; what most rules lack may be left out.
    package init(
        key: String,
        caseType: CaseType,
        stage: String,
        titleVi: String,
        limit: Limit,
        startEvents: [String],
        stopEvents: [String],
        basis: [String],
        effectiveFrom: Day?,
        effectiveTo: Day?,
        confidence: Confidence,
        direction: Direction = .after,
        roll: Bool = true,
        strict: Bool = false,
        suspendable: Bool = false,
        replacedBy: Replacement? = nil,
        extends: String? = nil,
        aliasOf: String? = nil,
        maxTimes: Int? = nil,
        countedEvent: String? = nil,
        tolledBy: [String] = [],
        condition: String? = nil,
        note: String? = nil
    ) {
        self.key = key
        self.caseType = caseType
        self.stage = stage
        self.titleVi = titleVi
        self.limit = limit
        self.startEvents = startEvents
        self.stopEvents = stopEvents
        self.basis = basis
        self.effectiveFrom = effectiveFrom
        self.effectiveTo = effectiveTo
        self.confidence = confidence
        self.direction = direction
        self.roll = roll
        self.strict = strict
        self.suspendable = suspendable
        self.replacedBy = replacedBy
        self.extends = extends
        self.aliasOf = aliasOf
        self.maxTimes = maxTimes
        self.countedEvent = countedEvent
        self.tolledBy = tolledBy
        self.condition = condition
        self.note = note
    }

    /// The rule with another limit.
    func with(_ limit: Limit) -> Rule {
        Rule(
            key: key,
            caseType: caseType,
            stage: stage,
            titleVi: titleVi,
            limit: limit,
            startEvents: startEvents,
            stopEvents: stopEvents,
            basis: basis,
            effectiveFrom: effectiveFrom,
            effectiveTo: effectiveTo,
            confidence: confidence,
            direction: direction,
            roll: roll,
            strict: strict,
            suspendable: suspendable,
            replacedBy: replacedBy,
            extends: extends,
            aliasOf: aliasOf,
            maxTimes: maxTimes,
            countedEvent: countedEvent,
            tolledBy: tolledBy,
            condition: condition,
            note: note
        )
    }

    /// Names this version: the key and its first day in force, as `KN.ACCEPT@2026-07-01`.
    package var version: String {
        "\(key)@\(effectiveFrom?.iso ?? "always")"
    }

    /// Whether the rule is in force on the day.
    package func isInForce(on day: Day) -> Bool {
        effectiveFrom.map { $0 <= day } ?? true && effectiveTo.map { day <= $0 } ?? true
    }
}
