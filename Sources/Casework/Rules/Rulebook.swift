/// Says which day picks the version of some rules.
package struct Transition: Hashable, Sendable {
    /// The day that picks the version.
    package enum VersionBy: String, Hashable, Sendable {
        /// The day of the start event.
        case startEvent = "start_event_date"
        /// The day the act is done, whatever the age of the case.
        case act = "act_date"
        /// The last day of the week or month judged.
        case periodEnd = "period_end"
        /// The rule reaches back to open records, counted from its first day in force.
        case inForce = "in_force_date"
    }

    /// Its name.
    package let id: String
    /// Keys, or prefixes ending in `*`.
    package let rules: [String]
    /// The commands whose guards open or close with it.
    package let commands: [String]
    /// Which day decides.
    package let versionBy: VersionBy
    /// How sure it is.
    package let confidence: Confidence
    /// What it says.
    package let text: String

    /// States a transition.
    package init(
        id: String,
        rules: [String],
        commands: [String],
        versionBy: VersionBy,
        confidence: Confidence,
        text: String
    ) {
        self.id = id
        self.rules = rules
        self.commands = commands
        self.versionBy = versionBy
        self.confidence = confidence
        self.text = text
    }
}

/// A rule and the day it counts from.
package struct ApplicableRule: Hashable, Sendable {
    /// The rule.
    package let rule: Rule
    /// The start day: that of the event, or a later one when the rule reaches back to open records.
    package let start: Day
}

/// The rules of law and their versions.
package struct Rulebook: Sendable {
    /// The version of the whole book.
    package let version: String
    /// Every version of every rule.
    package let rules: [Rule]
    /// The transitions, which name the version where its start event does not.
    package let transitions: [Transition]
    private let versionsByKey: [String: [Rule]]
    private let keysByStartEvent: [String: [String]]

    /// Makes a book of rules that `fault(in:)` finds sound.
    init(soundRules rules: [Rule], version: String, transitions: [Transition]) {
        self.version = version
        self.rules = rules
        self.transitions = transitions
        versionsByKey = Dictionary(grouping: rules, by: \.key)
        var keys: [String: [String]] = [:]
        for rule in rules where rule.aliasOf == nil {
            for event in rule.startEvents where keys[event]?.contains(rule.key) != true {
                keys[event, default: []].append(rule.key)
            }
        }
        keysByStartEvent = keys
    }

    /// Makes a book, or throws what is wrong with the rules.
    package init(
        version: String,
        rules: [Rule],
        transitions: [Transition]
    ) throws(RulebookError) {
        if let fault = Rulebook.fault(in: rules) { throw fault }
        self.init(soundRules: rules, version: version, transitions: transitions)
    }

    /// The book with other rules over it: a rule replaces the one of the same version, or joins.
    ///
    /// - Parameters:
    ///   - overrides: What administrators decided in place of, or beside, the built-in rules.
    ///   - version: Names the overrides; joined to the version of the book by `+`.
    /// - Returns: The book with the overrides, under a version of its own.
    /// - Throws: `RulebookError` when the outcome is not a sound book.
    package func overlaid(
        with overrides: [Rule],
        version: String
    ) throws(RulebookError) -> Rulebook {
        let replaced = Set(overrides.map(\.version))
        return try Rulebook(
            version: "\(self.version)+\(version)",
            rules: rules.filter { !replaced.contains($0.version) } + overrides,
            transitions: transitions
        )
    }

    /// The version of the rule that is in force on the day; a former name finds the present rule.
    package func rule(_ key: String, on day: Day) -> Rule? {
        guard let versions = versionsByKey[key] else { return nil }
        if let present = versions.first?.aliasOf { return rule(present, on: day) }
        return versions.first { $0.isInForce(on: day) }
    }

    /// The rule of a version name such as `KN.ACCEPT@2026-07-01`.
    package func rule(version: String) -> Rule? {
        let key = String(version.prefix { $0 != "@" })
        return versionsByKey[key]?.first { $0.version == version }
    }

    /// All versions of the rules whose clock the event stops.
    package func rules(stoppedBy event: String) -> [Rule] {
        rules.filter { $0.aliasOf == nil && $0.stopEvents.contains(event) }
    }

    /// The rules whose clock the event opens; conditions are the caller's to judge.
    ///
    /// - Parameters:
    ///   - event: The event's name.
    ///   - day: The day of the event.
    ///   - act: The day of the act that opens the clock, where it is another day.
    /// - Returns: Each rule with the day it counts from.
    package func rules(
        startedBy event: String,
        on day: Day,
        act: Day? = nil
    ) -> [ApplicableRule] {
        (keysByStartEvent[event] ?? []).compactMap { key in
            let found = applicable(key, startingOn: day, act: act)
            return found?.rule.startEvents.contains(event) == true ? found : nil
        }
    }

    /// The version of the rule that governs a clock, chosen as the transitions say.
    ///
    /// - Parameters:
    ///   - key: The rule's key or a former name.
    ///   - day: The day of the start event; for a quota any day of the period judged.
    ///   - act: The day of the act judged, for rules versioned by it; nil = the start day.
    /// - Returns: The rule with the day it counts from, or nil when no version governs.
    package func applicable(
        _ key: String,
        startingOn day: Day,
        act: Day? = nil
    ) -> ApplicableRule? {
        switch versionBy(key) {
        case .startEvent:
            return rule(key, on: day).map { ApplicableRule(rule: $0, start: day) }
        case .act:
            return rule(key, on: act ?? day).map { ApplicableRule(rule: $0, start: day) }
        case .periodEnd:
            return quota(key, around: day).map { ApplicableRule(rule: $0, start: day) }
        case .inForce:
            if let rule = rule(key, on: day) { return ApplicableRule(rule: rule, start: day) }
            let later = (versionsByKey[key] ?? []).filter { ($0.effectiveFrom ?? day) > day }
            guard
                let rule = later.min(by: { ($0.effectiveFrom ?? day) < ($1.effectiveFrom ?? day) }),
                let start = rule.effectiveFrom
            else { return nil }
            return ApplicableRule(rule: rule, start: start)
        }
    }

    /// Which day picks the version of the rule.
    package func versionBy(_ key: String) -> Transition.VersionBy {
        if let named = transitions.first(where: { $0.rules.contains(key) }) {
            return named.versionBy
        }
        let prefixed = transitions.first { transition in
            transition.rules.contains { $0.hasSuffix("*") && key.hasPrefix($0.dropLast()) }
        }
        if let prefixed { return prefixed.versionBy }
        let isQuota = versionsByKey[key]?.first?.limit.isQuota ?? false
        return isQuota ? .periodEnd : .startEvent
    }

    /// The version of a quota whose own period around the day ends while it is in force.
    private func quota(_ key: String, around day: Day) -> Rule? {
        versionsByKey[key]?.first { rule in
            rule.isInForce(on: rule.limit.quotaPeriod(around: day)?.upperBound ?? day)
        }
    }
}
