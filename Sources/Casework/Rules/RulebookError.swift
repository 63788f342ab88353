/// What is wrong with a set of rules.
package enum RulebookError: Error, Hashable, Sendable {
    /// Two versions of a key are in force on the day.
    case twoVersions(key: String, on: Day)
    /// A version ends before it begins.
    case emptyRange(version: String)
    /// A number is not in 0…allowed.
    case numberOutOfRange(version: String, allowed: Int, found: Int)
    /// A rule names another one that is not in the book.
    case unknownKey(version: String, named: String)
    /// A rule reaches itself through the rules it names.
    case circular(key: String)
}

extension Rulebook {
    /// The first fault of a set of rules, or nil when they make a sound book.
    static func fault(in rules: [Rule]) -> RulebookError? {
        let byKey = Dictionary(grouping: rules, by: \.key)
        for rule in rules {
            if let fault = fault(of: rule, in: byKey) { return fault }
        }
        for (key, versions) in byKey {
            if let day = overlap(of: versions) { return .twoVersions(key: key, on: day) }
            if isCircular(key, in: byKey) { return .circular(key: key) }
        }
        return nil
    }

    /// A hundred years, in the limit's own unit: a bound for settings, far above any law.
    private static func numberMax(_ limit: Limit) -> Int {
        switch limit {
        case .years: 100
        case .months: 1200
        case .calendarDays, .workingDays, .hours, .immediately, .daysPerMonthMin, .daysPerWeekMin,
            .perMonth, .timesMax, .unnumbered, .configurable, .sameAs, .remainingOf, .untilEvent:
            36_500
        }
    }

    private static func fault(of rule: Rule, in byKey: [String: [Rule]]) -> RulebookError? {
        if let from = rule.effectiveFrom, let to = rule.effectiveTo, to < from {
            return .emptyRange(version: rule.version)
        }
        if let number = rule.limit.number, !(0...numberMax(rule.limit)).contains(number) {
            let allowed = numberMax(rule.limit)
            return .numberOutOfRange(version: rule.version, allowed: allowed, found: number)
        }
        for named in references(of: rule) + [rule.extends, rule.replacedBy?.key].compactMap(\.self)
        where byKey[named] == nil {
            return .unknownKey(version: rule.version, named: named)
        }
        if case .remainingOf(let family) = rule.limit,
            !byKey.keys.contains(where: { $0 == family || $0.hasPrefix("\(family).") })
        {
            return .unknownKey(version: rule.version, named: family)
        }
        return nil
    }

    /// The first day, if any, on which two of the versions are in force.
    private static func overlap(of versions: [Rule]) -> Day? {
        let earliest = Day(daysSince1970: .min)
        let sorted = versions.sorted {
            ($0.effectiveFrom ?? earliest) < ($1.effectiveFrom ?? earliest)
        }
        for (rule, next) in zip(sorted, sorted.dropFirst()) {
            let from = next.effectiveFrom ?? earliest
            if rule.isInForce(on: from) { return from }
        }
        return nil
    }

    /// The rules that must be looked up to know this one.
    private static func references(of rule: Rule) -> [String] {
        var keys = [rule.aliasOf].compactMap(\.self)
        if case .sameAs(let key) = rule.limit { keys.append(key) }
        return keys
    }

    private static func isCircular(_ key: String, in byKey: [String: [Rule]]) -> Bool {
        var reached: Set<String> = []
        var waiting = [key]
        while let next = waiting.popLast() {
            for named in (byKey[next] ?? []).flatMap(references) {
                if named == key { return true }
                if reached.insert(named).inserted { waiting.append(named) }
            }
        }
        return false
    }
}
