package import Messages

extension ImportRecordRequest {
    /// Decides that a record begins in the middle of its life, with the days of another system.
    ///
    /// Guards apply from there on. Its time limits are reckoned from its days and marked as
    /// inherited. `persons` are the sealed parties, in the order of the request.
    ///
    /// - Throws: `CaseworkError` naming every violation.
    package func decide<R: FiledRecord>(
        _ given: R,
        id: String,
        persons: [PartyReference],
        agency: Agency,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        let path = "record.\(R.recordKind.word)"
        let origin = origin ?? Imported()
        origin.check(&checks)
        let json = try MessageJSON.encode(serialized: given.serialized(), type: R.typeName)
        checks.require(
            R.State.known.contains(given.state) && given.state.rawValue != 0 && !given.isVoid,
            "\(path).state",
            "is no state that the record can stand in",
            "give the state in which it stands in the other system"
        )
        for field in R.givenHere where json[field] != nil {
            checks.require(
                false,
                "\(path).\(field)",
                "is given, though it comes from here",
                "leave it out"
            )
        }
        given.checkFacts(json, path, origin.missing, SenderNames(parties), &checks)
        if !origin.missing.contains(where: { $0.hasPrefix("classification.") }) {
            given.check(&checks)
        }
        try checks.finish()
        var record = given
        record.begin(id, agency.code, origin, persons, json, context)
        let inherited = record.inheritedClocks(context).map { deadline in
            var inherited = deadline
            inherited.inherited = true
            return inherited
        }
        let fact = RecordImported(record: RecordImage(record))
        return [record.event(.recordImported(fact), on: context.today, deadlines: inherited)]
    }
}

extension Imported {
    fileprivate func check(_ checks: inout Checks) {
        checks.text(source?.system ?? "", "origin.source.system", max: 100)
        checks.text(source?.id ?? "", "origin.source.id", max: 100)
        checks.limit(oldNumber, "origin.old_number", max: 100)
        checks.limit(nationalId, "origin.national_id", max: 100)
        checks.require(
            missing.count <= 50 && Set(missing).count == missing.count,
            "origin.missing",
            "names a fact twice, or more than 50",
            "name each fact once"
        )
        checks.require(
            importedOn.isEmpty && confirmedOn.isEmpty,
            "origin.imported_on",
            "is given, or confirmed_on is",
            "leave them out: the import and ConfirmImport set them"
        )
    }
}

extension FiledRecord {
    /// Fields that an import gets from here.
    fileprivate static var givenHere: [String] {
        [
            "id", "agency", "etag", "deadlines", "external_reference", "last_act_on", "imported",
            "parties", "register_number", "case_id", "matters", "joined", "split_from",
            "duplicate_of", "once", "receipt_codes", "full_text", "guard",
        ]
    }

    /// Checks what another system tells: each fact by itself, days in their order, nothing absent
    /// that is not named as missing.
    fileprivate func checkFacts(
        _ json: JSONValue,
        _ path: String,
        _ missing: [String],
        _ names: SenderNames,
        _ checks: inout Checks
    ) {
        for field in Self.correctable.fields {
            guard let value = FieldPath(field.path).flatMap({ json.value(at: $0) }) else {
                continue
            }
            field.check(value, "\(path).\(field.path)", names, &checks)
        }
        var seen: Set<[String]> = []
        for order in Self.correctable.orders {
            let days = order.compactMap { name in
                FieldPath(name).flatMap { json.value(at: $0)?.text }.map { (name, $0) }
            }
            for (earlier, later) in zip(days, days.dropFirst())
            where later.1 < earlier.1 && seen.insert([earlier.0, later.0]).inserted {
                checks.require(
                    false,
                    "\(path).\(later.0)",
                    "is \(later.1), before \(earlier.0), \(earlier.1)",
                    "give the days in their order"
                )
            }
        }
        let demanded = demanded
        for name in demanded {
            let isThere = FieldPath(name).flatMap { json.value(at: $0) } != nil
            checks.require(
                isThere || missing.contains(name),
                "\(path).\(name)",
                "is absent and not named as missing",
                "give it, or name it in origin.missing"
            )
        }
        for (index, name) in missing.enumerated() {
            let isThere = FieldPath(name).flatMap { json.value(at: $0) } != nil
            checks.require(
                demanded.contains(name) && !isThere,
                "origin.missing[\(index)]",
                isThere ? "is given" : "is no fact that this state demands",
                "name facts that the state demands and the other system had not"
            )
        }
    }

    /// Gives the record what an import gets from here.
    fileprivate mutating func begin(
        _ id: String,
        _ agency: String,
        _ origin: Imported,
        _ persons: [PartyReference],
        _ json: JSONValue,
        _ context: Context
    ) {
        self.id = id
        self.agency = agency
        parties = persons
        externalReference = origin.source
        var origin = origin
        origin.importedOn = context.today.iso
        imported = origin
        let days = Self.correctable.orders.joined()
            .compactMap { FieldPath($0).flatMap { json.value(at: $0)?.text } }
        lastActOn = days.max() ?? ""
        guardParties()
    }
}
