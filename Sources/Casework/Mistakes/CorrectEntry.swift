package import Messages

extension CorrectEntryRequest {
    /// Decides corrections: the record with the right values, its time limits reckoned anew.
    ///
    /// The fact holds every old value beside the new one. `persons` are the newly sealed parties,
    /// in the order of the request, `names` who they are.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids the correction.
    package func decide<R: FiledRecord>(
        _ record: R,
        persons: [PartyReference],
        names: SenderNames = SenderNames([]),
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        Consent(reason: reason, office: office)
            .check(settled: record.isSettled, agency, senders, context.today, &checks)
        checks.require(
            !etag.isEmpty,
            "etag",
            "is missing where a field is replaced",
            "send the etag of the version that you have seen"
        )
        checks.require(
            (1...100).contains(fields.count + parties.count) && fields.count <= 50,
            "fields",
            "and parties hold \(fields.count + parties.count) corrections, outside 1 to 100",
            "correct at least one field or person, at most 50 of each"
        )
        try checks.finish()
        _ = try record.admit("RecordService/CorrectEntry", context)
        guard etag == record.etag else {
            throw CaseworkError.etagMismatch(current: record.etag, changed: [])
        }
        var corrected = try record.corrected(fields, senders, context)
        try corrected.replace(parties.map(\.partyId), by: persons, context.today)
        let naming =
            persons.isEmpty ? "" : try corrected.texts(naming: names).joined(separator: ", ")
        checks.require(
            naming.isEmpty,
            "parties",
            "hold somebody who is named in \(naming)",
            "correct that text first, or with the same request"
        )
        let changes = try Changes.between(record, corrected)
        checks.require(
            !changes.isEmpty,
            "fields",
            "change nothing",
            "give values that differ from those of the record"
        )
        try checks.finish()
        let fact = EntryCorrected(
            after: RecordImage(corrected),
            changes: changes,
            reason: reason,
            office: office
        )
        return [record.event(.entryCorrected(fact), on: context.today)]
    }
}

extension FiledRecord {
    /// The record with some fields corrected and its time limits reckoned anew.
    ///
    /// - Throws: `CaseworkError.invalid` with every violation.
    func corrected(
        _ fields: [FieldCorrection],
        _ names: SenderNames,
        _ context: Context
    ) throws -> Self {
        guard !fields.isEmpty else { return self }
        var checks = Checks(today: context.today)
        var json = try MessageJSON.encode(serialized: serialized(), type: Self.typeName)
        var touched: [(rule: CorrectableField, path: FieldPath, field: String)] = []
        for (index, field) in fields.enumerated() {
            let name = "fields[\(index)]"
            guard let path = FieldPath(field.field),
                let rule = Self.correctable.fields.first(where: { $0.path == path.pattern })
            else {
                checks.require(
                    false,
                    "\(name).field",
                    "is none that may be corrected in a \(Self.recordKind.word)",
                    "give one of \(Self.correctable.names), or undo or void the step"
                )
                continue
            }
            let parts = rule.parts.flatMap(FieldPath.init).flatMap(json.value(at:))?.elements ?? []
            checks.require(
                parts.isEmpty,
                "\(name).field",
                "follows from \(parts.count) entries that are corrected one by one",
                "correct the entry of \(rule.parts ?? "") that is wrong"
            )
            guard let value = Self.value(field.valueJson, "\(name).value_json", &checks)
            else { continue }
            for target in [path] + rule.with.compactMap(FieldPath.init) {
                guard let next = json.setting(value, at: target) else {
                    checks.require(
                        false,
                        "\(name).field",
                        "names a place that the record has not",
                        "look at the record first"
                    )
                    continue
                }
                json = next
            }
            touched.append((rule, path, "\(name).value_json"))
        }
        try checks.finish()
        for (rule, path, field) in touched {
            rule.check(json.value(at: path), field, names, &checks)
        }
        try checks.finish()
        Self.correctable.checkOrders(json, touched.map { ($0.path, $0.field) }, &checks)
        try checks.finish()
        var corrected = try Self.decoded(json, &checks)
        corrected.check(&checks)
        try checks.finish()
        corrected.align()
        corrected.lastActOn = try corrected.latestAct(instead: self)
        corrected.deadlines = context.clocks.reckonedAnew(
            corrected.deadlines,
            try touched.compactMap { rule, path, _ in try move(of: rule, at: path, to: json) }
        )
        return corrected
    }

    /// What a corrected day does to time limits; nil when nothing happened on it.
    private func move(
        of rule: CorrectableField,
        at path: FieldPath,
        to json: JSONValue
    ) throws -> MovedDay? {
        guard !rule.events.isEmpty, let day = Day(iso: json.value(at: path)?.text ?? "") else {
            return nil
        }
        // Of several days, one moves the limits of its own alone.
        guard path.pattern.contains("[]") else { return MovedDay(events: rule.events, to: day) }
        let stood = try MessageJSON.encode(serialized: serialized(), type: Self.typeName)
        let former = stood.value(at: path)?.text ?? ""
        return MovedDay(
            events: rule.events,
            from: former,
            to: day,
            isShared: json.texts(at: path.pattern).contains(former)
        )
    }

    /// The value of a correction, null for an empty text; nil when the text is no JSON.
    private static func value(
        _ text: String,
        _ field: String,
        _ checks: inout Checks
    ) -> JSONValue? {
        guard !text.isEmpty else { return .null }
        do {
            return try JSONValue(parsing: text)
        } catch {
            checks.require(
                false,
                field,
                "is no JSON",
                "write a text in quotes, a number, true, false or an object"
            )
            return nil
        }
    }

    private static func decoded(_ json: JSONValue, _ checks: inout Checks) throws -> Self {
        let (path, rule): (String, String)
        do {
            return try Self(received: MessageJSON.decode(json, type: typeName))
        } catch let error as JSONError {
            (path, rule) = (error.path, error.rule)
        } catch let error as MessageError {
            (path, rule) = (error.path, error.rule.rawValue)
        }
        checks.require(
            false,
            "fields",
            "give \(path) a value that it can not have: \(rule)",
            "look at the field in the contract"
        )
        try checks.finish()
        return Self()
    }

    /// Puts newly sealed parties in the place of those that were entered wrong.
    fileprivate mutating func replace(
        _ wrong: [String],
        by persons: [PartyReference],
        _ today: Day
    ) throws(CaseworkError) {
        guard !wrong.isEmpty else { return }
        var checks = Checks(today: today)
        for (index, id) in wrong.enumerated() {
            let place = parties.firstIndex { $0.id == id }
            checks.require(
                place != nil && index < persons.count,
                "parties[\(index)].party_id",
                "names no party of the record",
                "look at the record's parties"
            )
            if let place, index < persons.count { parties[place] = persons[index] }
        }
        try checks.finish()
    }

    /// The day of the last act, when a corrected day may have been it.
    private func latestAct(instead former: Self) throws -> String {
        guard try former.orderedDays.contains(former.lastActOn) else { return former.lastActOn }
        return try orderedDays.max() ?? former.lastActOn
    }

    /// The days that follow one another.
    private var orderedDays: [String] {
        get throws {
            let json = try MessageJSON.encode(serialized: serialized(), type: Self.typeName)
            return Self.correctable.orders.joined()
                .compactMap { FieldPath($0).flatMap { json.value(at: $0)?.text } }
        }
    }
}

extension Correctable {
    /// The paths, for error texts.
    fileprivate var names: String {
        fields.isEmpty ? "none" : fields.map(\.path).joined(separator: ", ")
    }

    /// Demands that corrected days stand between the acts before and after them.
    fileprivate func checkOrders(
        _ json: JSONValue,
        _ touched: [(path: FieldPath, field: String)],
        _ checks: inout Checks
    ) {
        for (path, field) in touched {
            guard let day = json.value(at: path)?.text else { continue }
            var bounds: (earlier: Set<String>, later: Set<String>) = ([], [])
            for order in orders {
                guard let place = order.firstIndex(of: path.pattern) else { continue }
                let days = order.map { FieldPath($0).flatMap { json.value(at: $0)?.text } ?? "" }
                bounds.earlier.formUnion(days[..<place].filter { $0 > day })
                bounds.later.formUnion(days[(place + 1)...].filter { !$0.isEmpty && $0 < day })
            }
            if let earlier = bounds.earlier.max() {
                checks.require(
                    false,
                    field,
                    "is \(day), before \(earlier), the day of an act that came before",
                    "give a day from \(earlier) on, or correct both"
                )
            } else if let later = bounds.later.min() {
                checks.require(
                    false,
                    field,
                    "is \(day), after \(later), the day of an act that came after",
                    "give a day up to \(later), or correct both"
                )
            }
        }
    }
}

extension RecordKind {
    /// The kind's name in error texts.
    var word: String { protoName.dropFirst("RECORD_KIND_".count).lowercased() }
}
