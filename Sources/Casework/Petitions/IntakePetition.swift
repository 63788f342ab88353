package import Messages

extension ReceivePetitionRequest {
    /// Decides that a letter came in; it stands in no register and runs no clock until it is entered.
    ///
    /// - Throws: `CaseworkError` when the agency is not in being.
    package func decide(
        _ new: NewPetition,
        agency: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let letter = try (petition ?? RegisterPetitionRequest())
            .letter(new, agency, "ReceivePetition", context)
        let fact = PetitionReceived(petition: letter)
        return [letter.event(.petitionReceived(fact), on: context.today)]
    }
}

extension EnterRegisterRequest {
    /// Decides the entry in the register; the clocks run from the receiving stamp, not from today.
    ///
    /// - Throws: `CaseworkError` naming every violation, the state, or why there is no number.
    package func decide(
        _ petition: Petition,
        register: (RegisterID) throws -> Register?,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.stamp?.date ?? "")
        checks.require(
            paperNumber >= 0,
            "paper_number",
            "is negative",
            "give a reserved number, or 0 for the next one"
        )
        try checks.finish()
        _ = try petition.admit("PetitionService/EnterRegister", context)
        let (number, numberEvents) = try petition.takeNumber(paperNumber, day, register)
        let fact = RegisterEntered(number: number)
        let clocks = petition.intakeClocks(context)
        return [petition.event(.registerEntered(fact), on: day, deadlines: clocks)] + numberEvents
    }
}

extension LinkDuplicateRequest {
    /// Decides that a petition is about the matter of another one; the other's clocks run on.
    ///
    /// `root` is the petition whose matter it is; never itself a duplicate.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ petition: Petition,
        root: Petition,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "PetitionService/LinkDuplicate"
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.registeredOn)
        checks.text(reason, "reason", max: 2_000)
        checks.namesNobody(reason, "reason", senders)
        checks.require(
            root.id != petition.id,
            "duplicate_of",
            "names the petition itself, or one that is a duplicate of it",
            "name the petition that came first"
        )
        try checks.finish()
        let row = try petition.admit(method, context)
        let closed: Set<PetitionState> = [
            .split, .withdrawn, .received, .duplicateLinked, .voided,
        ]
        guard !closed.contains(root.state) else {
            throw petition.refusal(
                of: method,
                missing: "a first petition that stands in the register and goes on, not one in "
                    + root.state.protoName,
                basis: row.basis
            )
        }
        return [
            petition.event(
                .duplicateLinked(DuplicateLinked(duplicateOf: root.id, reason: reason)),
                on: day,
                deadlines: row.clocks(of: petition, on: day, context)
            ),
            root.event(.duplicateJoined(DuplicateJoined(petitionId: petition.id)), on: day),
        ]
    }
}

extension WithdrawPetitionRequest {
    /// Decides that the sender withdrew; stops the petition's clocks.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ petition: Petition,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        let before = petition.registeredOn.isEmpty ? petition.lastActOn : petition.registeredOn
        checks.order(day, "acted_on", notBefore: before)
        checks.text(paperNumber, "paper_number", max: 50)
        checks.namesNobody(paperNumber, "paper_number", senders)
        try checks.finish()
        let row = try petition.admit("PetitionService/WithdrawPetition", context)
        let fact = PetitionWithdrawn(paperNumber: paperNumber)
        let clocks = row.clocks(of: petition, on: day, context)
        return [petition.event(.petitionWithdrawn(fact), on: day, deadlines: clocks)]
    }
}

extension Petition {
    /// Takes a number in the register of the agency and the year of the receiving stamp.
    ///
    /// - Throws: `CaseworkError` when the register is closed or the paper number is not open.
    func takeNumber(
        _ paperNumber: Int64,
        _ day: Day,
        _ register: (RegisterID) throws -> Register?
    ) throws -> (number: RegisterNumber, events: [Event]) {
        let year = Day(iso: stamp?.date ?? "")?.date.year ?? day.date.year
        let id = RegisterID(agency: agency, kind: .petition, year: Int32(year))
        return try id.take(paperNumber, for: reference, on: day, register)
    }

    /// The clocks that the receiving stamp starts.
    func intakeClocks(_ context: Context) -> [Deadline] {
        context.clocks.start(
            ["PET.PROCESS", "PET.DISCIPLINE.NOT_PROCESSED"],
            by: "petition.received",
            on: Day(iso: stamp?.date ?? "") ?? context.today
        )
    }
}
