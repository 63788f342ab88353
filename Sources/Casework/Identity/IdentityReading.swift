package import Messages

private typealias Row = StateTransition<IdentityReading>

extension IdentityReading: FiledRecord {
    package static let recordKind = RecordKind.identityReading

    package static let table: [StateTransition<IdentityReading>] = [
        Row(
            "IdentityService/ReadIdentity",
            "Xem thông tin người tố cáo",
            to: [.standing],
            basis: IdentityRequest.basis
        ),
        Row(
            "IdentityService/RenderLetter",
            "In văn bản gửi người tố cáo",
            to: [.standing],
            basis: IdentityRequest.basis
        ),
    ]

    /// What somebody has learned stays learned: a reading never ends.
    package var state: Standing { .standing }

    package var about: RecordReference? { records.first }

    /// It belongs to its file and to no other.
    package var liesIn: RecordReference? { nil }

    /// Its records, the persons, the reader, and all readings of the city, so that "who has ever
    /// seen this person" is one list.
    package var listedUnder: [RecordReference] {
        var seen: Set<RecordReference> = []
        let lists =
            records + parties.map { Self.readings(ofParty: $0) }
            + [reader.map { Self.readings(by: $0) }].compactMap { $0 } + [Self.everywhere]
        return lists.filter { seen.insert($0).inserted }
    }

    /// Names the list of the readings of a sealed party.
    package static func readings(ofParty id: String) -> RecordReference {
        RecordReference(kind: .identityReading, id: id)
    }

    /// Names the list of the readings by an officer.
    package static func readings(by officer: OfficerReference) -> RecordReference {
        RecordReference(kind: .identityReading, id: "\(officer.agency)/\(officer.officer)")
    }

    /// Names the list of all readings of the city.
    package static let everywhere = RecordReference(kind: .identityReading, id: "*")

    package static let isMendable = false
    package static let correctable = Correctable.nothing
    package var isSettled: Bool { true }

    package mutating func void() {}

    /// For so many milliseconds after a reading its files are opened.
    private static let openMs: Int64 = 15 * 60_000

    /// Whether its files may be opened.
    ///
    /// - Parameters:
    ///   - officer: Who opens them.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Returns: Whether they may.
    package func opens(to officer: OfficerReference, at now: Int64) -> Bool {
        reader == officer && now - readAtMs <= Self.openMs
    }

    package mutating func put(_ fact: Event.Fact, on day: String) {
        guard case .identityRead(let fact) = fact else { return }
        self = fact.reading ?? IdentityReading()
    }
}

/// Why somebody may know the persons of a file.
package enum IdentityRight: Hashable, Sendable {
    /// By an appointment that holds.
    case standing(HandlerAppointment)
    /// By a request, as it stands now.
    case granted(IdentityRequest)

    /// How a reading names it.
    package var basis: IdentityBasis {
        switch self {
        case .standing: .standing
        case .granted: .request
        }
    }

    /// Id of the appointment or of the request.
    package var givenBy: String {
        switch self {
        case .standing(let appointment): appointment.id
        case .granted(let request): request.id
        }
    }

    /// Instant at which it ends, in milliseconds since 1970-01-01T00:00:00Z; 0 for an appointment.
    package var grantedUntilMs: Int64 {
        switch self {
        case .standing: 0
        case .granted(let request): request.grantedUntilMs
        }
    }
}

/// What was given for one file: the appointments that hold, and the requests as they stand now.
package struct IdentityRights: Sendable {
    /// The appointments that hold.
    package let appointments: [HandlerAppointment]
    /// The requests, oldest first.
    package let requests: [IdentityRequest]

    /// Takes appointments and requests.
    package init(appointments: [HandlerAppointment], requests: [IdentityRequest]) {
        self.appointments = appointments
        self.requests = requests
    }

    /// By what an officer may read; nil when by nothing.
    package func toRead(_ officer: OfficerReference) -> IdentityRight? {
        right {
            $0.handlers.contains(officer)
        } orGranted: {
            $0.requester == officer
        }
    }

    /// By what an officer may have letters rendered; nil when by nothing.
    package func toRender(_ officer: OfficerReference) -> IdentityRight? {
        right {
            ($0.handlers + $0.clerks).contains(officer)
        } orGranted: {
            $0.requester == officer || $0.clerk == officer
        }
    }

    private func right(
        _ isAppointed: (HandlerAppointment) -> Bool,
        orGranted isNamed: (IdentityRequest) -> Bool
    ) -> IdentityRight? {
        if let appointment = appointments.first(where: isAppointed) {
            return .standing(appointment)
        }
        return requests.last {
            $0.kind == .read && [.granted, .used].contains($0.state) && isNamed($0)
        }
        .map { .granted($0) }
    }
}

/// What is told in one reading.
package struct IdentityFile: Sendable {
    /// Code of the agency whose file it is.
    package let agency: String
    /// The record that was asked about, and those that it belongs to.
    package let records: [RecordReference]
    /// Ids of the parties.
    package let parties: [String]
    /// Ids of the files.
    package let files: [String]

    /// Names agency, records, parties and files.
    package init(
        agency: String,
        records: [RecordReference],
        parties: [String],
        files: [String] = []
    ) {
        self.agency = agency
        self.records = records
        self.parties = parties
        self.files = files
    }
}

extension ReadIdentityRequest {
    /// Checks what the request alone tells, before it is known whether the caller may read.
    ///
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func check(senders: SenderNames, _ context: Context) throws(CaseworkError) {
        var checks = Checks(today: context.today)
        checks.motive(reasonCode, reason, senders)
        try checks.finish()
    }

    /// Decides a reading.
    ///
    /// - Parameters:
    ///   - file: What is told.
    ///   - right: By what.
    ///   - id: Id of the new reading.
    ///   - reader: Who reads.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    ///   - senders: Names that may not stand in the reason.
    ///   - context: The day and the agency that acts.
    /// - Returns: The reading, and the use of a grant.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: IdentityFile,
        _ right: IdentityRight,
        id: String,
        by reader: OfficerReference,
        at now: Int64,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        try check(senders: senders, context)
        let reading = IdentityReading(
            id: id,
            agency: file.agency,
            records: file.records,
            reader: reader,
            basis: right.basis,
            givenBy: right.givenBy,
            reasonCode: reasonCode,
            reason: reason,
            parties: file.parties,
            readAtMs: now,
            files: file.files
        )
        return try right.events(of: reading, "IdentityService/ReadIdentity", context)
    }
}

extension RenderLetterRequest {
    /// Decides that a document is rendered for a clerk: that too is a reading.
    ///
    /// - Parameters:
    ///   - letter: The document.
    ///   - file: What is told: one party.
    ///   - right: By what.
    ///   - id: Id of the new reading.
    ///   - reader: The clerk.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    ///   - context: The day and the agency that acts.
    /// - Returns: The reading, and the use of a grant.
    /// - Throws: `CaseworkError` naming what forbids it.
    package func decide(
        _ letter: Document,
        _ file: IdentityFile,
        _ right: IdentityRight,
        id: String,
        by reader: OfficerReference,
        at now: Int64,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        guard letter.state != .voided else {
            throw letter.refusal(
                of: "RenderLetter",
                missing: "a document that is not void",
                basis: IdentityRequest.basis
            )
        }
        let reading = IdentityReading(
            id: id,
            agency: file.agency,
            records: file.records,
            reader: reader,
            basis: .letter,
            givenBy: right.givenBy,
            reasonCode: .notify,
            reason: "In văn bản gửi: \(letter.title)",
            parties: file.parties,
            readAtMs: now,
            document: letter.id
        )
        return try right.events(of: reading, "IdentityService/RenderLetter", context)
    }
}

extension IdentityRight {
    /// The facts of a reading: one of the reading itself, one of the grant that was used.
    fileprivate func events(
        of reading: IdentityReading,
        _ method: String,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let told = reading.event(
            .identityRead(IdentityRead(reading: reading)),
            on: context.today
        )
        guard case .granted(let request) = self else { return [told] }
        _ = try request.admit(method, context)
        let used = IdentityGrantUsed(reading: reading.id)
        return [told, request.event(.identityGrantUsed(used), on: context.today)]
    }
}
