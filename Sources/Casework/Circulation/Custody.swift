package import Messages

/// Whom a file may be given to, as the directory knows them.
package struct Colleagues {
    /// The agency or a body below it; nil for any other code.
    let unit: (String) throws -> Agency?
    /// An officer of the directory.
    let officer: (String) throws -> Officer?
    /// Whether the file is kept from an officer because it is about that person.
    let isKept: (Officer) throws -> Bool
    /// Who stands in for whom today.
    let substitution: Substitution

    /// Takes how to find units and officers, who is kept from the file, and who is absent.
    package init(
        unit: @escaping (String) throws -> Agency?,
        officer: @escaping (String) throws -> Officer?,
        isKept: @escaping (Officer) throws -> Bool,
        substitution: Substitution
    ) {
        self.unit = unit
        self.officer = officer
        self.isKept = isKept
        self.substitution = substitution
    }
}

extension FiledRecord {
    /// The commands that move a file inside its agency; none for a kind that is no file.
    package static var circulating: [StateTransition<Self>] {
        guard isCirculated else { return [] }
        let standing = State.known.filter { $0.rawValue != 0 && $0 != voided }
        func row(_ method: String, _ title: String) -> StateTransition<Self> {
            StateTransition(
                "CustodyService/\(method)",
                title,
                from: standing,
                needs: "a record that is not void",
                basis: Custody.basis
            )
        }
        return [
            row("AssignFile", "Phân công xử lý hồ sơ"),
            row("HandOnFile", "Chuyển tiếp hồ sơ"),
            row("ReturnFile", "Trả lại hồ sơ"),
            row("TakeBackFile", "Thu hồi hồ sơ"),
        ]
    }

    /// What keeps a movement from happening; nil when nothing does.
    func custodyObstacle(to method: String, _ context: Context) -> Obstacle? {
        guard Self.isCirculated, method.hasPrefix("CustodyService/") else { return nil }
        guard isOpenFile else {
            return Obstacle(
                .state,
                "a file that goes on",
                vi: "hồ sơ đang xử lý",
                basis: Custody.basis
            )
        }
        let holder = custody?.officer ?? ""
        switch method {
        case "CustodyService/HandOnFile" where !holder.isEmpty && !context.acts(as: holder):
            return Obstacle(
                .guard,
                "the officer who holds the file, \(holder)",
                vi: "cán bộ đang giữ hồ sơ",
                basis: Custody.basis
            )
        case "CustodyService/ReturnFile" where !context.acts(as: holder):
            return Obstacle(
                .guard,
                "the officer who holds the file",
                vi: "cán bộ đang giữ hồ sơ",
                basis: Custody.basis
            )
        case "CustodyService/TakeBackFile" where custody?.assignedBy.isEmpty ?? true:
            return Obstacle(
                .guard,
                "a file that was given to somebody",
                vi: "hồ sơ đã giao",
                basis: Custody.basis
            )
        default: return nil
        }
    }

    /// Where the file lies: at the agency's desk while nobody was given it.
    package var place: Custody { custody ?? Custody(unit: agency) }

    /// The fact that the file lies somewhere else from now on.
    func moved(
        to custody: Custody,
        _ move: CustodyMove,
        note: String,
        _ context: Context
    ) -> Event {
        let holder = place.officer
        let isHolders = [.handedOn, .returned].contains(move) && holder != context.officer
        let fact = CustodyChanged(
            custody: custody,
            move: move,
            note: note,
            movedBy: context.officer,
            movedFor: isHolders ? holder : ""
        )
        return event(.custodyChanged(fact), on: context.today)
    }
}

extension Custody {
    /// Who handles a file is the agency's own order.
    static let basis = "Quy chế làm việc của cơ quan"

    /// The file in other hands; who advises on it stays.
    fileprivate func given(to officer: String, in unit: String, _ context: Context) -> Custody {
        Custody(
            officer: officer,
            unit: unit,
            since: context.today.iso,
            assignedBy: context.officer,
            formerOfficer: self.officer,
            formerUnit: self.unit,
            advisers: advisers
        )
    }

    /// The file where it lay before.
    fileprivate func back(_ context: Context) -> Custody {
        Custody(
            officer: formerOfficer,
            unit: formerUnit,
            since: context.today.iso,
            advisers: advisers
        )
    }
}

extension AssignFileRequest {
    /// How many officers work on a file beside its holder at most.
    private static let helpersMax = 20

    /// Decides that a file is given to a unit or an officer, whoever held it.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ record: some FiledRecord,
        _ colleagues: Colleagues,
        senders: SenderNames,
        _ context: Context
    ) throws -> [Event] {
        _ = try record.admit("CustodyService/AssignFile", context)
        var checks = Checks(today: context.today)
        let unit = self.unit.isEmpty ? record.agency : self.unit
        try colleagues.check(officer, in: unit, wantedBy: wantedBy, &checks, context)
        checks.require(
            helpers.count <= Self.helpersMax && Set(helpers).count == helpers.count
                && !helpers.contains(officer),
            "helpers",
            "names more than \(Self.helpersMax), somebody twice, or the holder",
            "name each officer who works beside the holder once"
        )
        for (index, helper) in helpers.enumerated() {
            _ = try colleagues.check(officer: helper, "helpers[\(index)]", &checks)
        }
        checks.limit(note, "note", max: 1_000)
        checks.namesNobody(note, "note", senders)
        checks.require(
            wantedBy.isEmpty || Day(iso: wantedBy).map { $0 >= context.today } ?? false,
            "wanted_by",
            "is no day from today on",
            "write it as YYYY-MM-DD, or leave it out"
        )
        var given = record.place.given(to: officer, in: unit, context)
        given.helpers = helpers
        given.wantedBy = wantedBy
        let place = record.place
        checks.require(
            place.officer != officer || place.unit != unit || place.helpers != helpers
                || place.wantedBy != wantedBy,
            "officer",
            "holds the file so already",
            "name another unit or officer, or leave it as it is"
        )
        try checks.finish()
        return [record.moved(to: given, .assigned, note: note, context)]
    }
}

extension HandOnFileRequest {
    /// Decides that a holder hands a file on, or that somebody takes it from a desk.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ record: some FiledRecord,
        _ colleagues: Colleagues,
        senders: SenderNames,
        _ context: Context
    ) throws -> [Event] {
        _ = try record.admit("CustodyService/HandOnFile", context)
        var checks = Checks(today: context.today)
        let place = record.place
        let unit = self.unit.isEmpty ? place.unit : self.unit
        try colleagues.check(officer, in: unit, wantedBy: place.wantedBy, &checks, context)
        checks.limit(note, "note", max: 1_000)
        checks.namesNobody(note, "note", senders)
        checks.require(
            place.officer != officer || place.unit != unit,
            "officer",
            "holds the file already",
            "name another unit or officer"
        )
        try checks.finish()
        var given = place.given(to: officer, in: unit, context)
        given.helpers = place.helpers.filter { $0 != officer }
        given.wantedBy = place.wantedBy
        return [record.moved(to: given, .handedOn, note: note, context)]
    }
}

extension ReturnFileRequest {
    /// Decides that a holder gives a file back to where it lay before.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ record: some FiledRecord,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try record.admit("CustodyService/ReturnFile", context)
        try checkReason(reason, senders, context)
        return [record.moved(to: record.place.back(context), .returned, note: reason, context)]
    }
}

extension TakeBackFileRequest {
    /// Decides that a file goes back to where it lay before it was given.
    ///
    /// `leads` says whether the caller leads the agency, who may take back what others gave.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ record: some FiledRecord,
        leads: Bool,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try record.admit("CustodyService/TakeBackFile", context)
        try checkReason(reason, senders, context)
        guard leads || record.place.assignedBy == context.officer else {
            throw record.refusal(
                of: row.method,
                missing: "the officer who gave the file, or who leads the agency",
                basis: row.basis
            )
        }
        return [record.moved(to: record.place.back(context), .takenBack, note: reason, context)]
    }
}

private func checkReason(
    _ reason: String,
    _ senders: SenderNames,
    _ context: Context
) throws(CaseworkError) {
    var checks = Checks(today: context.today)
    checks.text(reason, "reason", max: 1_000)
    checks.namesNobody(reason, "reason", senders)
    try checks.finish()
}

extension Colleagues {
    /// Demands a unit of the record's agency and, where one is named, an officer of that unit who is
    /// there, or back by the day for which the file is wanted.
    fileprivate func check(
        _ officer: String,
        in unit: String,
        wantedBy: String,
        _ checks: inout Checks,
        _ context: Context
    ) throws {
        let found = try self.unit(unit)
        checks.require(
            found?.isInBeing(on: context.today) ?? false,
            "unit",
            "is neither the file's agency nor a body below it that is in being",
            "give the code of one, or leave it out"
        )
        guard !officer.isEmpty, try check(officer: officer, "officer", &checks),
            let absence = try substitution.absence(of: officer), wantedBy <= absence.lastOn
        else { return }
        let substitute = try presentSubstitute(of: officer)
        checks.require(
            false,
            "officer",
            "is absent until \(absence.lastOn)",
            (substitute.map { "name \($0), who stands in" } ?? "name somebody else")
                + ", or have it wanted by a day after the absence"
        )
    }

    /// Who stands in for an officer and may have the file.
    private func presentSubstitute(of officer: String) throws -> String? {
        guard case .absent(let substitute?) = try substitution.presence(of: officer),
            let found = try self.officer(substitute), try !isKept(found)
        else { return nil }
        return substitute
    }

    /// Demands an officer of the agency from whom the file is not kept; false for any other.
    func check(
        officer code: String,
        _ field: String,
        _ checks: inout Checks
    ) throws -> Bool {
        let found = try officer(code)
        let isOwn = try found.map { try unit($0.agency) != nil } ?? false
        checks.require(
            isOwn,
            field,
            "is no officer of the file's agency",
            "give a code of the directory"
        )
        guard isOwn, let found else { return false }
        let isKept = try isKept(found)
        checks.require(
            !isKept,
            field,
            "is kept from the file",
            "name somebody whom it is not about"
        )
        return !isKept
    }
}
