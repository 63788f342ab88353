package import Messages

extension AppointHandlersRequest {
    private static let officersMax = 20

    /// Decides who handles a secret file.
    ///
    /// - Parameters:
    ///   - record: The file, as far as the caller may know of it.
    ///   - goesOn: The case that the petition was accepted into, or the record itself: where the
    ///     stage is read.
    ///   - isSecret: Whether its persons are guarded as secret.
    ///   - id: Id of the new appointment.
    ///   - head: The agency whose head appoints.
    ///   - appointer: Who appoints.
    ///   - senders: Names that may not stand in the reason.
    ///   - context: The day and the agency that acts.
    /// - Returns: The new appointment.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ record: any FiledRecord,
        goesOn: any FiledRecord,
        isSecret: Bool,
        id: String,
        head: Agency,
        by appointer: OfficerReference,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let handlers = handlers.map { $0.named(in: context.agency) }
        let clerks = clerks.map { $0.named(in: context.agency) }
        Self.check(handlers, "handlers", appointer, &checks)
        Self.check(clerks, "clerks", appointer, &checks)
        checks.require(
            !(handlers + clerks).isEmpty,
            "handlers",
            "is empty",
            "name at least one handler or clerk"
        )
        checks.listed(until, "until", "say with which stage of the file the right ends")
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        head.checkHead(office: office, on: context.today, &checks)
        try checks.finish()
        let missing: String? =
            if !isSecret {
                "a file whose persons are guarded as secret; others are read in scope"
            } else if until.isOver(in: goesOn) {
                "a file whose stage is still to end; name a later one"
            } else {
                nil
            }
        if let missing {
            throw goesOn.refusal(
                of: "AppointHandlers",
                missing: missing,
                basis: HandlerAppointment.basis
            )
        }
        let appointment = HandlerAppointment(
            id: id,
            agency: record.overseer,
            state: .standing,
            record: self.record,
            handlers: handlers,
            clerks: clerks,
            until: until,
            reason: reason,
            office: office,
            appointedBy: appointer,
            appointedOn: context.today.iso
        )
        let fact = HandlersAppointed(appointment: appointment)
        return [appointment.event(.handlersAppointed(fact), on: context.today)]
    }

    private static func check(
        _ officers: [OfficerReference],
        _ field: String,
        _ appointer: OfficerReference,
        _ checks: inout Checks
    ) {
        checks.require(
            officers.count <= officersMax && Set(officers).count == officers.count,
            field,
            "holds more than \(officersMax) officers, or one of them twice",
            "name each officer once, and only who has to know"
        )
        for (index, officer) in officers.enumerated() {
            officer.check("\(field)[\(index)]", &checks)
        }
        // Who gives the right does not take it: a second pair of eyes stands behind each name.
        checks.require(
            !officers.contains(appointer),
            field,
            "names the officer who appoints",
            "let another head appoint, or ask for leave by RequestIdentity"
        )
    }
}

extension EndHandlersRequest {
    /// Decides that an appointment ends before its stage.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ appointment: HandlerAppointment,
        head: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try appointment.admit("IdentityService/EndHandlers", context)
        var checks = Checks(today: context.today)
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        head.checkHead(office: office, on: context.today, &checks)
        try checks.finish()
        let fact = HandlersEnded(reason: reason, office: office)
        return [appointment.event(.handlersEnded(fact), on: context.today)]
    }
}
