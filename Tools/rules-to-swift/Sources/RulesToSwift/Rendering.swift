private let confidences = ["found": "found", "known": "known", "unsure": "unsure"]

/// Renders the rule file as the Swift constants of `Rulebook.builtin`.
func renderRules(_ file: Fields) throws(SourceError) -> String {
    let titles = try renderTitles(file)
    var declarations: [String] = []
    var names: [String] = []
    for (index, node) in try file.list("rules").enumerated() {
        let place = "rule \(index + 1)"
        let rule = try Fields(node, place: place, known: ruleFields)
        for event in try rule.texts("start_events")
        where titles[event] == nil && event.first?.isNumber != true {
            throw SourceError(place, expected: "start events that have a title", found: event)
        }
        let from = try rule.optionalText("effective_from") ?? "always"
        let version = "\(try rule.text("key"))_\(from)"
        let name = String(version.map { $0.isLetter || $0.isNumber ? $0 : "_" })
        names.append(name)
        declarations.append("    static let \(name) = \(try renderRule(rule))")
    }
    var transitions: [String] = []
    for (index, node) in try file.list("transitions").enumerated() {
        let place = "transition \(index + 1)"
        transitions.append(
            try renderTransition(try Fields(node, place: place, known: transitionFields))
        )
    }
    return """
        \(header(of: "rules.yaml"))
        extension Rulebook {
            /// The rules that come with this release.
            package static let builtin = Rulebook(
                soundRules: BuiltinRules.rules,
                version: \(literal(try file.text("version"))),
                transitions: BuiltinRules.transitions
            )
        }

        extension EventTitle {
            static let builtin: [String: EventTitle] = [
                \(titles.keys.sorted().compactMap { titles[$0] }.joined(separator: ",\n        "))
            ]
        }

        private enum BuiltinRules {
            static let rules: [Rule] = [
                \(names.joined(separator: ",\n        "))
            ]

            static let transitions: [Transition] = [
                \(transitions.joined(separator: ",\n        "))
            ]

        \(declarations.joined(separator: "\n\n"))
        }

        """
}

/// Renders the calendar file as the Swift constant of `WorkingCalendar.national`.
func renderCalendar(_ file: Fields) throws(SourceError) -> String {
    var days: [String] = []
    for (index, node) in try file.list("days").enumerated() {
        let known: Set = ["date", "name", "kind", "confidence", "note"]
        let day = try Fields(node, place: "day \(index + 1)", known: known)
        let kind = try day.word("kind", of: kinds)
        let confidence = try day.word("confidence", of: confidences)
        let name = literal(try day.text("name"))
        days.append("CalendarDay(\(try day.day("date")), \(kind), \(name), \(confidence))")
    }
    let years = try file.texts("years").joined(separator: ", ")
    return """
        \(header(of: "calendar.yaml"))
        extension CalendarLayer {
            /// The days off and days of work that the nation announces, for the years they cover.
            package static let national = CalendarLayer(
                version: \(literal(try file.text("version"))),
                years: [\(years)],
                days: [
                    \(days.joined(separator: ",\n            "))
                ]
            )
        }

        extension WorkingCalendar {
            /// The nation's calendar without any layer over it.
            package static let national = WorkingCalendar(.national)
        }

        """
}

/// The entry of each event in the dictionary of titles.
private func renderTitles(_ file: Fields) throws(SourceError) -> [String: String] {
    var titles: [String: String] = [:]
    for (index, node) in try file.list("events").enumerated() {
        let place = "event \(index + 1)"
        let title = try Fields(node, place: place, known: ["event", "vi", "en"])
        let event = try title.text("event")
        let words = "vi: \(literal(try title.text("vi"))), en: \(literal(try title.text("en")))"
        guard titles.updateValue("\(literal(event)): EventTitle(\(words))", forKey: event) == nil
        else { throw SourceError(place, expected: "one title", found: "a second for \(event)") }
    }
    return titles
}

private func renderRule(_ rule: Fields) throws(SourceError) -> String {
    var arguments = [
        "key: \(literal(try rule.text("key")))",
        "caseType: \(try rule.word("case_type", of: caseTypes))",
        "stage: \(literal(try rule.text("stage")))",
        "titleVi: \(literal(try rule.text("title_vi")))",
        "limit: \(try renderLimit(rule))",
        "startEvents: \(literal(try rule.texts("start_events")))",
        "stopEvents: \(literal(try rule.texts("stop_events")))",
        "basis: \(literal(try rule.texts("basis")))",
        "effectiveFrom: \(try rule.day("effective_from"))",
        "effectiveTo: \(try rule.day("effective_to"))",
        "confidence: \(try rule.word("confidence", of: confidences))",
    ]
    if try rule.optionalText("direction") != nil {
        arguments.append("direction: \(try rule.word("direction", of: directions))")
    }
    if try !rule.flag("roll", default: true) { arguments.append("roll: false") }
    if try rule.flag("strict", default: false) { arguments.append("strict: true") }
    if try rule.flag("suspendable", default: false) { arguments.append("suspendable: true") }
    if let replacement = try rule.fields("replaced_by", known: ["key", "event"]) {
        let key = literal(try replacement.text("key"))
        let event = literal(try replacement.text("event"))
        arguments.append("replacedBy: Rule.Replacement(key: \(key), event: \(event))")
    }
    for (field, label) in [("extends", "extends"), ("alias_of", "aliasOf")] {
        if let key = try rule.optionalText(field) { arguments.append("\(label): \(literal(key))") }
    }
    if let times = try rule.number("max_times") { arguments.append("maxTimes: \(times)") }
    if let event = try rule.optionalText("counted_event") {
        arguments.append("countedEvent: \(literal(event))")
    }
    let grounds = try rule.texts("tolled_by")
    if !grounds.isEmpty { arguments.append("tolledBy: \(literal(grounds))") }
    for field in ["condition", "note"] {
        if let text = try rule.optionalText(field) {
            arguments.append("\(field): \(literal(text))")
        }
    }
    return "Rule(\n        \(arguments.joined(separator: ",\n        "))\n    )"
}

private func renderLimit(_ rule: Fields) throws(SourceError) -> String {
    let number = try rule.number("number")
    let unit = try rule.text("unit")
    let parts = unit.split(separator: ":", maxSplits: 1).map(String.init)
    let argument = parts.count == 2 ? parts[1] : nil
    if let name = numberedUnits[unit], let number { return ".\(name)(\(number))" }
    switch (parts[0], number, argument) {
    case ("immediately", 0, nil): return ".immediately"
    case ("none", nil, nil): return ".unnumbered"
    case ("configurable", nil, nil): return ".configurable"
    case ("same_as", nil, let key?): return ".sameAs(\(literal(key)))"
    case ("remaining_of", nil, let key?): return ".remainingOf(\(literal(key)))"
    case ("until_event", nil, let event): return ".untilEvent(\(event.map(literal) ?? "nil"))"
    default:
        let found = "\(number.map(String.init) ?? "null") \(unit)"
        throw SourceError(rule.place, expected: "a number and unit that fit", found: found)
    }
}

private func renderTransition(_ transition: Fields) throws(SourceError) -> String {
    """
    Transition(
                id: \(literal(try transition.text("id"))),
                rules: \(literal(try transition.texts("rules"))),
                commands: \(literal(try transition.texts("commands"))),
                versionBy: \(try transition.word("version_by", of: versionsBy)),
                confidence: \(try transition.word("confidence", of: confidences)),
                text: \(literal(try transition.text("text")))
            )
    """
}

private func header(of file: String) -> String {
    """
    // swift-format-ignore-file
    // Made from \(file) by Tools/generate-rules. Do not edit.

    """
}

private func literal(_ texts: [String]) -> String {
    "[\(texts.map { literal($0) }.joined(separator: ", "))]"
}

private func literal(_ text: String) -> String {
    let escaped = text.flatMap { character in
        switch character {
        case "\\": "\\\\"
        case "\"": "\\\""
        case "\n": "\\n"
        default: String(character)
        }
    }
    return "\"\(String(escaped))\""
}

private let caseTypes = [
    "reception": "reception", "petition": "petition", "complaint": "complaint",
    "complaint_disciplinary": "complaintDisciplinary", "denunciation": "denunciation",
    "feedback": "feedback", "national_database": "nationalDatabase", "report": "report",
]
private let directions = ["after": "after", "before": "before", "duration_min": "durationMin"]
private let kinds = [
    "holiday": "holiday", "swap_off": "swapOff", "swap_work": "swapWork",
    "compensatory": "compensatory",
]
private let versionsBy = [
    "start_event_date": "startEvent", "act_date": "act", "period_end": "periodEnd",
    "in_force_date": "inForce",
]
private let numberedUnits = [
    "calendar_days": "calendarDays", "working_days": "workingDays", "hours": "hours",
    "months": "months", "years": "years", "days_per_month_min": "daysPerMonthMin",
    "days_per_week_min": "daysPerWeekMin", "per_month": "perMonth", "times_max": "timesMax",
]
private let transitionFields: Set = ["id", "text", "rules", "commands", "version_by", "confidence"]
private let ruleFields: Set = [
    "key", "case_type", "stage", "title_vi", "number", "unit", "start_events", "stop_events",
    "basis", "effective_from", "effective_to", "confidence", "direction", "roll", "strict",
    "suspendable", "replaced_by", "extends", "alias_of", "max_times", "counted_event", "tolled_by",
    "condition", "note",
    // For the reader, not compiled:
    "owner", "recipients", "outcomes", "grounds", "effect", "complexity_basis",
]
