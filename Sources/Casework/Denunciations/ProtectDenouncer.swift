package import Messages

extension RequestProtectionRequest {
    /// Decides that protection was asked for; nothing names whom (Luật Tố cáo 2018 Đ.47, Đ.50).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.filedOn)
        checks.require(
            !kinds.isEmpty && Set(kinds).count == kinds.count
                && kinds.allSatisfy { ProtectionKind.known.contains($0) && $0 != .unspecified },
            "kinds",
            "is empty, names one twice or one that is not of the list ProtectionKind",
            "say what is to be protected"
        )
        let count = file.denunciation?.protections.count ?? 0
        checks.require(
            count < 50,
            "kinds",
            "are of the 51st request of this case",
            "decide on those before"
        )
        try checks.finish()
        _ = try file.admit("DenunciationService/RequestProtection", context)
        let protection = Protection(
            id: String(count + 1),
            kinds: kinds,
            requestedOn: day.iso
        )
        let fact = ProtectionRequested(protection: protection)
        return [file.event(.protectionRequested(fact), on: day)]
    }
}

extension DecideProtectionRequest {
    /// Decides that protection is granted or refused (Luật Tố cáo 2018 Đ.51, Đ.52).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(decision, "decision")
        let asked = file.protection(protection)
        checks.require(
            asked != nil && asked?.decision == nil,
            "protection",
            "is no request of this case that is not decided on",
            "give the id of one"
        )
        checks.order(day, "decision.issued_on", notBefore: asked?.requestedOn ?? "")
        checks.limit(protector, "protector", max: 200)
        checks.namesNobody(protector, "protector", senders)
        checks.require(
            granted == protector.contains { !$0.isWhitespace },
            "protector",
            granted ? "is missing" : "is given for a refusal",
            granted ? "name the body that protects, by code or name" : "leave it out"
        )
        try checks.finish()
        _ = try file.admit("DenunciationService/DecideProtection", context)
        let fact = ProtectionDecided(
            protection: protection,
            granted: granted,
            decision: decision,
            protector: protector
        )
        return [file.event(.protectionDecided(fact), on: day)]
    }
}

extension EndProtectionRequest {
    /// Decides that protection ends: the denunciation is settled, or the ground is gone
    /// (Luật Tố cáo 2018 Đ.54 k.2; Luật 136/2025/QH15).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(decision, "decision")
        let held = file.protection(protection)
        checks.require(
            held?.isInForce ?? false,
            "protection",
            "is no protection of this case that is in force",
            "give the id of one"
        )
        checks.order(day, "decision.issued_on", notBefore: held?.decision?.issuedOn ?? "")
        let lapsed = checkEnd(file, held, on: day, &checks)
        try checks.finish()
        let row = try file.admit("DenunciationService/EndProtection", context)
        var owed = file.deadlines.filter { $0.rule == "TC.PROTECTION_END" && $0.isRunning }
        if owed.isEmpty {
            owed = context.clocks.start(
                ["TC.PROTECTION_END"],
                by: "protection.ground_lapsed",
                on: lapsed
            )
        }
        // The duty is met with the last of them.
        let others = file.denunciation?.protections.contains { $0.isInForce && $0.id != protection }
        let stopped = context.clocks.stop(owed, by: row.stops, on: day)
        let fact = ProtectionEnded(protection: protection, end: end, ending: decision)
        return [
            file.event(
                .protectionEnded(fact),
                on: day,
                deadlines: others == true && end == .settled ? [] : stopped
            )
        ]
    }

    /// The day on which the ground went.
    private func checkEnd(
        _ file: Case,
        _ held: Protection?,
        on day: Day,
        _ checks: inout Checks
    ) -> Day {
        let isSettled = !file.concludedOn.isEmpty || file.termination != nil
        let isKnown = ProtectionEnd.known.contains(end) && end != .unspecified
        checks.require(
            isKnown && (end != .settled || isSettled),
            "end",
            isKnown
                ? "is SETTLED for a denunciation without a conclusion or termination"
                : "is not of the list ProtectionEnd",
            "say why it ends"
        )
        checks.require(
            end != .obligation || day >= Case.courseLaw,
            "end",
            "is a ground that the law knows since \(Case.courseLaw.iso)",
            "give another ground (Luật 136/2025/QH15)"
        )
        checks.require(
            end != .settled || lapsedOn.isEmpty,
            "lapsed_on",
            "is given for a denunciation that is settled",
            "leave it out"
        )
        let lapsed = lapsedOn.isEmpty ? day : checks.pastDay(lapsedOn, "lapsed_on") ?? day
        checks.order(lapsed, "lapsed_on", notBefore: held?.decision?.issuedOn ?? "")
        checks.order(day, "decision.issued_on", notBefore: lapsed.iso)
        return lapsed
    }
}

extension Protection {
    /// Whether it was granted and has not ended.
    var isInForce: Bool { granted && ending == nil }
}

extension Case {
    fileprivate func protection(_ id: String) -> Protection? {
        denunciation?.protections.first { $0.id == id }
    }

    /// The duty to end what protection is in force, once the denunciation is settled.
    func endOfProtection(by event: String, on day: Day, _ context: Context) -> [Deadline] {
        guard denunciation?.protections.contains(where: \.isInForce) ?? false else { return [] }
        return context.clocks.start(["TC.PROTECTION_END"], by: event, on: day)
    }
}
