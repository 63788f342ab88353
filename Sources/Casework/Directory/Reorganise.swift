package import Messages

extension RenameAgencyRequest {
    /// Decides that a body is called otherwise, or lies under another one, from a day on.
    ///
    /// - Parameters:
    ///   - today: The day.
    ///   - standing: The directory.
    /// - Returns: The fact.
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(today: Day, standing: StandingDirectory) throws -> [Event] {
        var checks = Checks(today: today)
        _ = checks.document(decision, "decision")
        let day = checks.changeDay(on)
        var draft = DirectoryDraft(standing)
        guard var agency = try draft.acting(code, on: day, "code", &checks) else {
            try checks.finish()
            return []
        }
        let before = agency
        checks.limit(name, "name", max: 200)
        if !name.isEmpty { agency.name = name }
        if !parent.isEmpty { agency.parent = parent }
        let isNew = agency.name != before.name || agency.parent != before.parent
        checks.require(
            isNew || !offices.isEmpty,
            "name",
            "and parent are those that the body has, and no title changes",
            "give what changes on that day"
        )
        if isNew { agency.turn(from: before, on: day, "on", &checks) }
        for (index, asked) in offices.enumerated() {
            agency.retitle(asked, on: day, "offices[\(index)]", &checks)
        }
        draft.put(agency, "code")
        try draft.check(&checks)
        try checks.finish()
        return try draft.events(on: day, decision)
    }
}

extension MergeAgenciesRequest {
    /// Decides that bodies end and another one takes over from all of them.
    ///
    /// - Parameters:
    ///   - today: The day.
    ///   - standing: The directory.
    /// - Returns: A fact for each body.
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(today: Day, standing: StandingDirectory) throws -> [Event] {
        var checks = Checks(today: today)
        _ = checks.document(decision, "decision")
        let day = checks.changeDay(on)
        let into = into ?? Agency()
        checks.each(codes + [into.code], min: 2, "codes", "or names the body that takes over")
        try checks.finish()
        var draft = DirectoryDraft(standing)
        checks.require(
            try codes.count > 1 || draft.agency(into.code) != nil,
            "codes",
            "names one body, and a new one takes over",
            "rename the body, or name 2 bodies at least"
        )
        try draft.begin(into, on: day, "into", &checks)
        try checks.finish()
        for (index, code) in codes.enumerated() {
            let field = "codes[\(index)]"
            guard try draft.end(code, on: day, field, &checks) else { continue }
            try draft.move(below: code, to: into.code, on: day, leaving: codes, field, &checks)
            try draft.link(code, to: into.code, field)
        }
        try draft.check(&checks)
        try checks.finish()
        return try draft.events(on: day, decision)
    }
}

extension SplitAgencyRequest {
    /// Decides that a body ends and several take over from it.
    ///
    /// - Parameters:
    ///   - today: The day.
    ///   - standing: The directory.
    /// - Returns: A fact for each body.
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(today: Day, standing: StandingDirectory) throws -> [Event] {
        var checks = Checks(today: today)
        _ = checks.document(decision, "decision")
        let day = checks.changeDay(on)
        checks.each([code] + into.map(\.code), min: 3, "into", "or names the body that ends")
        try checks.finish()
        var draft = DirectoryDraft(standing)
        if try draft.end(code, on: day, "code", &checks) {
            for (index, part) in into.enumerated() {
                try draft.begin(part, on: day, "into[\(index)]", &checks)
                try draft.link(code, to: part.code, "into[\(index)]")
            }
        }
        try draft.check(&checks)
        try checks.finish()
        return try draft.events(on: day, decision)
    }
}

extension DissolveAgencyRequest {
    /// Decides that a body ends; its successors, if any, stand already.
    ///
    /// - Parameters:
    ///   - today: The day.
    ///   - standing: The directory.
    /// - Returns: A fact for each body.
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(today: Day, standing: StandingDirectory) throws -> [Event] {
        var checks = Checks(today: today)
        _ = checks.document(decision, "decision")
        let day = checks.changeDay(on)
        checks.each(
            [agency] + successors,
            min: 1,
            "successors",
            "or names the body that ends"
        )
        try checks.finish()
        var draft = DirectoryDraft(standing)
        if try draft.end(agency, on: day, "agency", &checks) {
            for (index, code) in successors.enumerated() {
                try draft.begin(Agency(code: code), on: day, "successors[\(index)]", &checks)
                try draft.link(agency, to: code, "successors[\(index)]")
            }
        }
        try draft.check(&checks)
        try checks.finish()
        return try draft.events(on: day, decision)
    }
}

extension Checks {
    /// Demands `min` to 51 codes, each once: the bodies of a reorganisation on both sides.
    fileprivate mutating func each(_ codes: [String], min: Int, _ field: String, _ other: String) {
        require(
            (min...51).contains(codes.count) && Set(codes).count == codes.count,
            field,
            "names too few bodies, more than 50, one of them twice, \(other)",
            "name each body once"
        )
    }
}

extension DirectoryDraft {
    /// A body that was in being before a day and is so on that day.
    fileprivate func acting(
        _ code: String,
        on day: Day,
        _ field: String,
        _ checks: inout Checks
    ) throws -> Agency? {
        let found = try agency(code)
        checks.require(
            found.map { $0.isInBeing(on: day) && $0.isInBeing(on: day - 1) } ?? false,
            field,
            found == nil
                ? "names no agency of the directory"
                : "names a body that is not in being on \(day.iso) and the day before",
            "give the code of a body that stands"
        )
        return found
    }

    /// Ends a body on the day before; one that ended then already stays.
    fileprivate mutating func end(
        _ code: String,
        on day: Day,
        _ field: String,
        _ checks: inout Checks
    ) throws -> Bool {
        guard var agency = try agency(code) else {
            checks.require(
                false,
                field,
                "names no agency of the directory",
                "give the code of a body that stands"
            )
            return false
        }
        let last = day - 1
        checks.require(
            agency.isInBeing(on: last),
            field,
            "names \(code), which is not in being on \(last.iso), the last day before: "
                + (agency.days?.text ?? ""),
            "give the first day without the body"
        )
        let changes = agency.former.map(\.validTo) + agency.offices.flatMap(\.former).map(\.validTo)
        checks.require(
            changes.allSatisfy { $0 < last.iso },
            field,
            "names \(code), of which a change for a later day is entered",
            "give a later day"
        )
        agency.validTo = last.iso
        for index in agency.offices.indices where agency.offices[index].validTo > last.iso {
            agency.offices[index].validTo = last.iso
        }
        put(agency, field)
        return true
    }

    /// Lets a body take over from a day on: one that stands and is given by its code alone, or a
    /// new one that begins on that day.
    fileprivate mutating func begin(
        _ body: Agency,
        on day: Day,
        _ field: String,
        _ checks: inout Checks
    ) throws {
        if let known = try agency(body.code) {
            checks.require(
                body == Agency(code: body.code),
                field,
                "is in the directory already",
                "give its code alone, or a code that no body has"
            )
            checks.require(
                known.isInBeing(on: day),
                field,
                "names \(body.code), which is not in being on \(day.iso)",
                "name a body that goes on"
            )
            return
        }
        guard body != Agency(code: body.code) else {
            checks.require(
                false,
                field,
                "names no agency of the directory",
                "give the code of a body that stands, or all of a new one"
            )
            return
        }
        var new = body
        if new.validFrom.isEmpty { new.validFrom = day.iso }
        checks.require(
            new.validFrom == day.iso && new.former.isEmpty
                && new.predecessors.isEmpty && new.successors.isEmpty,
            "\(field).valid_from",
            "is another day, or the new body has a history",
            "leave out first day, former, predecessors and successors"
        )
        new.etag = ""
        new.check(&checks, at: field)
        put(new, field)
    }

    /// Places what lies under a body under the one that takes over.
    fileprivate mutating func move(
        below code: String,
        to successor: String,
        on day: Day,
        leaving ending: [String],
        _ field: String,
        _ checks: inout Checks
    ) throws {
        for var child in try below(code) where child.parent == code {
            let goesOn = child.days.map { $0.upperBound >= day } ?? false
            // A new body says itself what it lies under.
            let isNew = child.code == successor && child.validFrom == day.iso
            guard goesOn, !isNew, !ending.contains(child.code) else { continue }
            let before = child
            // Whoever takes over from the body above goes up into its place.
            child.parent =
                child.code == successor ? try agency(code)?.parent ?? "" : successor
            if child.validFrom < day.iso { child.turn(from: before, on: day, field, &checks) }
            put(child, field)
        }
    }
}

extension Agency {
    /// Lets another name or parent hold from a day on.
    fileprivate mutating func turn(
        from before: Agency,
        on day: Day,
        _ field: String,
        _ checks: inout Checks
    ) {
        let last = (day - 1).iso
        checks.require(
            before.former.last.map { $0.validTo < last } ?? true,
            field,
            "is not after the day on which \(code) changed last, or will",
            "give a later day: changes are entered in their order"
        )
        remember(before, until: day - 1)
    }

    /// Lets an office bear another title from a day on.
    fileprivate mutating func retitle(
        _ asked: Office,
        on day: Day,
        _ field: String,
        _ checks: inout Checks
    ) {
        checks.text(asked.title, "\(field).title", max: 200)
        checks.require(
            asked == Office(code: asked.code, title: asked.title),
            field,
            "holds more than code and title",
            "change the rest by loading the agency"
        )
        let index = offices.firstIndex { $0.code == asked.code }
        let isKnown = office(asked.code, on: day) != nil && office(asked.code, on: day - 1) != nil
        checks.require(
            isKnown,
            "\(field).code",
            "names no office of the body on \(day.iso) and the day before",
            "give the code of an office that goes on"
        )
        guard let index, isKnown else { return }
        checks.require(
            offices[index].former.last.map { $0.validTo < (day - 1).iso } ?? true,
            "\(field).title",
            "changed on that day or later already",
            "give a later day: changes are entered in their order"
        )
        let title = offices[index].title
        guard title != asked.title else { return }
        offices[index].remember(title, until: day - 1)
        offices[index].title = asked.title
    }
}
