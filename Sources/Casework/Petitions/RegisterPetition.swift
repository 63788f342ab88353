package import Messages

/// What the server makes for a new petition: ids, sealed parties, the sealed letter.
package struct NewPetition: Sendable {
    /// Random id.
    package let id: String
    /// The sealed parties, in the order of the request.
    package let parties: [PartyReference]
    /// The sealed letter; nil when none was sent.
    package let fullText: SealedFile?
    /// Id of the visit that it comes from; empty when it comes otherwise.
    package let visit: String
    /// Code of the body above that sees to it, of `superior(over:)`; empty for none.
    package let superior: String

    /// Takes id, sealed parties, letter, visit and the body above that sees to it.
    package init(
        id: String,
        parties: [PartyReference],
        fullText: SealedFile?,
        visit: String = "",
        superior: String = ""
    ) {
        self.id = id
        self.parties = parties
        self.fullText = fullText
        self.visit = visit
        self.superior = superior
    }
}

extension RegisterPetitionRequest {
    /// Checks everything that the request alone tells.
    ///
    /// A missing name, address, date or signature is no violation: the law wants such petitions
    /// registered too, and classification deals with them (TT 05/2021/TT-TTCP).
    ///
    /// - Throws: `CaseworkError.invalid` with all violations.
    package func check(today: Day) throws(CaseworkError) {
        var checks = Checks(today: today)
        // What a complaint is about is often where its sender lives; a denouncer is told by it.
        let senders = SenderNames(parties, withAddresses: secret)
        checks.listed(source, "source", "say how the petition came in")
        let stamped = checks.stamp(stamp)
        checks.text(summary, "summary", max: 4_000)
        for (text, field) in [
            (summary, "summary"), (stamp?.number ?? "", "stamp.number"),
            (forwarder?.agency ?? "", "forwarder.agency"),
            (forwarder?.documentNumber ?? "", "forwarder.document_number"),
        ] {
            checks.namesNobody(text, field, senders)
        }
        checks.date(writtenOn, "written_on")
        checkParties(&checks)
        let forwarded: Set<PetitionSource> = [.agency, .deputy, .press, .front]
        checks.require(
            !forwarded.contains(source) || !(forwarder?.agency ?? "").isEmpty,
            "forwarder.agency",
            "is missing for a forwarded petition",
            "name the body that forwarded it"
        )
        checks.limit(forwarder?.agency ?? "", "forwarder.agency", max: 200)
        checks.limit(forwarder?.documentNumber ?? "", "forwarder.document_number", max: 50)
        if let date = forwarder?.documentDate, !date.isEmpty {
            _ = checks.pastDay(date, "forwarder.document_date")
        }
        checks.require(
            fullText.count <= 256 * 1024,
            "full_text",
            "has \(fullText.count) bytes, more than 262,144",
            "send at most 256 KiB"
        )
        checks.require(
            paperNumber >= 0,
            "paper_number",
            "is negative",
            "give a reserved number, or 0 for the next one"
        )
        checks.externalReference(externalReference, senders)
        let registered = checks.actDay(registeredOn, "registered_on")
        if let stamped {
            checks.order(registered, "registered_on", notBefore: stamped.iso)
        }
        try checks.finish()
    }

    private func checkParties(_ checks: inout Checks) {
        checks.require(
            parties.count <= 50,
            "parties",
            "holds \(parties.count) parties, more than 50",
            "name representatives and give sender_count"
        )
        for (index, party) in parties.enumerated() {
            party.check(&checks, "parties[\(index)]")
        }
        let senders = parties.filter { $0.role == .sender }.count
        checks.require(
            senderCount == 0 || (Int(senderCount) >= senders && senderCount <= 1_000_000),
            "sender_count",
            "is fewer than the senders named, or more than 1,000,000",
            "give how many persons stand behind the petition, or 0"
        )
    }

    /// What the petition lacks; a party without a name or an address counts as lacking it.
    private var defects: [PetitionDefect] {
        let senders = parties.filter { $0.role == .sender }
        var defects: [PetitionDefect] = []
        if !senders.contains(where: { !$0.fullName.isEmpty }) { defects.append(.noName) }
        if !senders.contains(where: { !($0.address?.text ?? "").isEmpty }) {
            defects.append(.noAddress)
        }
        if !signed { defects.append(.noSignature) }
        if (writtenOn?.year ?? 0) == 0 { defects.append(.noDate) }
        return defects
    }

    /// Decides the registration: number, petition and clocks from the receiving stamp.
    ///
    /// - Throws: `CaseworkError` when the agency is not in being, or the register gives no number.
    package func decide(
        _ new: NewPetition,
        agency: Agency,
        register: (RegisterID) throws -> Register?,
        _ context: Context
    ) throws -> [Event] {
        var petition = try letter(new, agency, "RegisterPetition", context)
        let registered = Day(iso: registeredOn) ?? context.today
        let (number, numberEvents) = try petition.takeNumber(paperNumber, registered, register)
        petition.state = .registered
        petition.registerNumber = number
        petition.registeredOn = registered.iso
        let fact = PetitionRegistered(petition: petition)
        let clocks = petition.intakeClocks(context)
        return [petition.event(.petitionRegistered(fact), on: registered, deadlines: clocks)]
            + numberEvents
    }

    /// The letter as it came in, in no register yet.
    ///
    /// - Throws: `CaseworkError.notAllowed` when the agency is not in being on the stamp's day.
    func letter(
        _ new: NewPetition,
        _ agency: Agency,
        _ action: String,
        _ context: Context
    ) throws(CaseworkError) -> Petition {
        let stamped = Day(iso: stamp?.date ?? "") ?? context.today
        guard agency.isInBeing(on: stamped) else {
            throw .notAllowed(
                action: action,
                state: "NOT_IN_BEING",
                missing: "an agency that is in being on \(stamped.iso)",
                basis: "a petition is received by a body in being"
            )
        }
        let senders = parties.filter { $0.role == .sender }.count
        return Petition(
            id: new.id,
            agency: agency.code,
            state: .received,
            source: source,
            stamp: stamp,
            writtenOn: writtenOn,
            summary: summary,
            parties: new.parties,
            senderCount: senderCount == 0 ? Int32(senders) : senderCount,
            defects: defects,
            forwarder: forwarder,
            fullText: new.fullText,
            externalReference: externalReference,
            guard: secret ? .secret : .ordinary,
            visitId: new.visit,
            respondents: respondents,
            superior: new.superior
        )
    }
}

extension Checks {
    /// Demands a receiving stamp; nil for one without a day that is not in the future.
    mutating func stamp(_ value: ReceivingStamp?) -> Day? {
        guard let value else {
            require(false, "stamp", "is missing", "give number and day of the stamp")
            return nil
        }
        text(value.number, "stamp.number", max: 50)
        return pastDay(value.date, "stamp.date")
    }
}

extension Party {
    /// Checks the lengths and lists of one person's fields.
    package func check(_ checks: inout Checks, _ field: String) {
        checks.listed(role, "\(field).role", "say what the party does")
        checks.listed(kind, "\(field).kind", "say what kind of party it is")
        checks.limit(fullName, "\(field).full_name", max: 200)
        checks.limit(idNumber, "\(field).id_number", max: 30)
        checks.limit(phone, "\(field).phone", max: 30)
        checks.limit(email, "\(field).email", max: 100)
        guard let address else { return }
        checks.limit(address.text, "\(field).address.text", max: 500)
        checks.limit(address.unitCode, "\(field).address.unit_code", max: 40)
        checks.require(
            address.mapDate.isEmpty || Day(iso: address.mapDate) != nil,
            "\(field).address.map_date",
            "is no day",
            "write it as YYYY-MM-DD, or leave it empty"
        )
    }
}
