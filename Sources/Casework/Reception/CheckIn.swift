package import Messages

/// What the server makes for a new visit: its id and the sealed visitors.
package struct NewVisit: Sendable {
    /// Random id.
    package let id: String
    /// The sealed parties, in the order of the request.
    package let parties: [PartyReference]

    /// Takes id and sealed parties.
    package init(id: String, parties: [PartyReference]) {
        self.id = id
        self.parties = parties
    }
}

extension CheckInRequest {
    private var isLeaders: Bool { kind == .leaderPeriodic || kind == .leaderAdhoc }

    /// The persons who came, those who speak for others aside.
    private var visitors: Int {
        parties.filter { $0.role == .sender || $0.role == .representative }.count
    }

    /// How many persons came with the same content.
    private var size: Int { partySize == 0 ? visitors : Int(partySize) }

    /// Checks everything that the request alone tells.
    ///
    /// - Throws: `CaseworkError.invalid` with all violations.
    package func check(today: Day) throws(CaseworkError) {
        var checks = Checks(today: today)
        checks.listed(kind, "kind", "give REGULAR, LEADER_PERIODIC or LEADER_ADHOC")
        checks.require(
            sessionId.isEmpty != isLeaders,
            "session_id",
            isLeaders ? "is missing for a leader's reception" : "is given for regular reception",
            isLeaders ? "name the leader's session" : "leave it out"
        )
        let day = checks.actDay(actedOn)
        checkParties(&checks)
        checkPaper(&checks, on: day)
        let hasAgent = parties.contains { $0.role == .agent }
        checks.require(
            !hasAgent || authorisation.contains { !$0.isWhitespace },
            "authorisation",
            "is missing though somebody speaks for another (NĐ 154/2026/NĐ-CP Đ.13)",
            "give the paper of authorisation or the lawyer's card"
        )
        checks.limit(authorisation, "authorisation", max: 200)
        let senders = SenderNames(parties, withAddresses: secret)
        checks.namesNobody(authorisation, "authorisation", senders)
        checks.require(
            paperNumber >= 0,
            "paper_number",
            "is negative",
            "give a reserved number, or 0 for the next one"
        )
        checks.externalReference(externalReference, senders)
        try checks.finish()
    }

    /// Who comes states name and address (Luật Tiếp công dân 2013 Đ.7).
    private func checkParties(_ checks: inout Checks) {
        checks.require(
            (1...50).contains(parties.count) && visitors > 0,
            "parties",
            "are \(parties.count), or hold nobody who came for himself",
            "name 1 to 50 parties, a visitor or representative among them"
        )
        for (index, party) in parties.prefix(50).enumerated() {
            party.check(&checks, "parties[\(index)]")
            party.checkStated(&checks, "parties[\(index)]")
        }
        checks.require(
            (visitors...1_000_000).contains(size),
            "party_size",
            "is fewer than the visitors named, or more than 1,000,000",
            "give how many persons came with the same content, or 0"
        )
        let named = parties.filter { $0.role == .representative }.count
        let most = Representatives.most(of: size)
        checks.require(
            named <= most,
            "parties",
            "name \(named) representatives of \(size) persons, more than \(most) "
                + "(Luật Tiếp công dân 2013 Đ.29)",
            "name at most \(most)"
        )
    }

    /// From 01/07/2026 the papers of NĐ 154/2026/NĐ-CP Đ.12, before it any.
    private func checkPaper(_ checks: inout Checks, on day: Day) {
        let isListed = IdentityPaper.known.contains(identityPaper)
        let begin = Day(year: 2026, month: 7, day: 1) ?? day
        checks.require(
            isListed && identityPaper != .unspecified,
            "identity_paper",
            "is not of the list IdentityPaper",
            "say what the first visitor showed"
        )
        checks.require(
            identityPaper != .other || day < begin,
            "identity_paper",
            "is no paper of NĐ 154/2026/NĐ-CP Đ.12, in force from 2026-07-01",
            "ask for an identity card, its certificate, the identification number or a passport"
        )
    }

    /// Decides the entry: number in the reception register and the visit.
    ///
    /// `session` is the one that the request names.
    ///
    /// - Throws: `CaseworkError` when the agency is not in being, the session is another one, or
    ///   the register gives no number.
    package func decide(
        _ new: NewVisit,
        agency: Agency,
        session: Session?,
        register: (RegisterID) throws -> Register?,
        _ context: Context
    ) throws -> [Event] {
        let day = Day(iso: actedOn) ?? context.today
        guard agency.isInBeing(on: day) else {
            throw CaseworkError.notAllowed(
                action: "CheckIn",
                state: "NOT_IN_BEING",
                missing: "an agency that is in being on \(day.iso)",
                basis: "a visitor is received by a body in being"
            )
        }
        try check(session, on: day, context)
        var visit = Visit(
            id: new.id,
            agency: agency.code,
            state: .checkedIn,
            kind: kind,
            online: session?.online ?? online,
            sessionId: sessionId,
            receivedOn: day.iso,
            office: session?.office ?? "",
            parties: new.parties,
            partySize: Int32(clamping: size),
            delegation: size >= Representatives.delegation,
            identityPaper: identityPaper,
            authorisation: authorisation,
            externalReference: externalReference,
            guard: secret ? .secret : .ordinary
        )
        let id = RegisterID(
            agency: agency.code,
            kind: .reception,
            year: Int32(day.date.year)
        )
        let (number, numbers) = try id.take(paperNumber, for: visit.reference, on: day, register)
        visit.registerNumber = number
        return [visit.event(.visitCheckedIn(VisitCheckedIn(visit: visit)), on: day)] + numbers
    }

    /// A turn of a leader's session is of its kind and day, before the session ends.
    private func check(
        _ session: Session?,
        on day: Day,
        _ context: Context
    ) throws(CaseworkError) {
        guard isLeaders else { return }
        var checks = Checks(today: context.today)
        let isOpen = [.planned, .published, .inSession].contains(session?.state)
        checks.require(
            session.map { $0.kind == kind && isOpen } ?? false,
            "session_id",
            "names no session of this kind that is not over",
            "name the session on which the leader receives"
        )
        checks.require(
            session.map { $0.heldOn == day.iso } ?? true,
            "acted_on",
            "is \(day.iso), not the day of the session",
            "enter the visitor on the day of the session"
        )
        try checks.finish()
    }
}

/// Who speaks for many (Luật Tiếp công dân 2013 Đ.29; NĐ 154/2026/NĐ-CP Đ.14).
enum Representatives {
    /// From how many persons on it is a delegation.
    static let delegation = 5

    /// How many representatives a group may name.
    static func most(of size: Int) -> Int { size > 10 ? 5 : 2 }
}

extension Party {
    /// Demands a name of everybody, and an address of whoever comes for himself.
    func checkStated(_ checks: inout Checks, _ field: String) {
        checks.require(
            fullName.contains { !$0.isWhitespace },
            "\(field).full_name",
            "is missing",
            "ask for the name (Luật Tiếp công dân 2013 Đ.7)"
        )
        checks.require(
            role == .agent || (address?.text ?? "").contains { !$0.isWhitespace },
            "\(field).address.text",
            "is missing",
            "ask for the address (Luật Tiếp công dân 2013 Đ.7)"
        )
    }
}
