package import Messages

/// What the server makes for a petition that is received: the persons and the letter sealed anew,
/// and its files.
package struct ReceivedFile: Sendable {
    /// Random id.
    package let id: String
    /// The sender's file.
    package let original: StoredFile

    /// Names the new file and the one whose content it has.
    package init(id: String, original: StoredFile) {
        self.id = id
        self.original = original
    }
}

extension ReceiveTransferRequest {
    /// Decides that what was sent is the receiver's: with a number of its register, clocks from its
    /// stamp, and the same persons, letter and files.
    ///
    /// - Parameters:
    ///   - transfer: The transfer.
    ///   - petition: The sender's petition.
    ///   - new: Id, persons and letter of the receiver's.
    ///   - digest: What is sent now, as a keyed digest: it must be what was sent.
    ///   - files: The files that came with it.
    ///   - register: Finds a register.
    ///   - context: The day and the agency that acts.
    /// - Returns: The facts of transfer, both petitions, files and register.
    /// - Throws: `CaseworkError` naming every violation, the state, or why there is no number.
    package func decide(
        _ transfer: Transfer,
        _ petition: Petition,
        _ new: NewPetition,
        digest: [UInt8],
        files: [ReceivedFile],
        register: (RegisterID) throws -> Register?,
        _ context: Context
    ) throws -> [Event] {
        let row = try transfer.admit("TransferService/ReceiveTransfer", context)
        var checks = Checks(today: context.today)
        let stamped = checks.stamp(stamp)
        if let stamped { checks.order(stamped, "stamp.date", notBefore: transfer.sentOn) }
        checks.require(
            paperNumber >= 0,
            "paper_number",
            "is negative",
            "give a reserved number, or 0 for the next one"
        )
        try checks.finish()
        guard digest == transfer.digest else {
            throw transfer.refusal(
                of: row.method,
                missing:
                    "what was sent, unchanged; a file was moved away since: have it moved back, "
                    + "or the transfer recalled",
                basis: row.basis
            )
        }
        var received = petition.received(by: transfer, as: new, stamp)
        let (number, numbered) = try received.takeNumber(paperNumber, context.today, register)
        received.registerNumber = number
        received.registeredOn = context.today.iso
        let taken = PetitionTakenOver(agency: received.agency, petitionId: received.id)
        return [
            transfer.event(
                .transferReceived(TransferReceived(petitionId: received.id)),
                on: context.today,
                deadlines: row.clocks(of: transfer, on: context.today, context)
            ),
            received.event(
                .petitionRegistered(PetitionRegistered(petition: received)),
                on: context.today,
                deadlines: received.intakeClocks(context)
            ),
            petition.event(.petitionTakenOver(taken), on: context.today),
        ] + numbered + files.map { $0.attached(to: received, on: context.today) }
    }
}

extension ReceivedFile {
    /// The fact that the file belongs to the receiver's petition too: its content is kept once.
    fileprivate func attached(to petition: Petition, on day: Day) -> Event {
        var file = original
        file.id = id
        file.agency = petition.agency
        file.about = petition.reference
        file.contentOf = original.contentID
        file.externalReference = nil
        file.etag = ""
        return file.event(.fileAttached(FileAttached(file: file)), on: day)
    }
}

extension StoredFile {
    /// Id of the file whose content it has: its own, or that of the one that came with a transfer.
    package var contentID: String { contentOf.isEmpty ? id : contentOf }
}

extension Petition {
    /// The petition at its receiver: what the citizen wrote, and nothing of what the sender found.
    fileprivate func received(
        by transfer: Transfer,
        as new: NewPetition,
        _ stamp: ReceivingStamp?
    ) -> Petition {
        Petition(
            id: new.id,
            agency: transfer.receiver,
            state: .registered,
            source: .agency,
            stamp: stamp,
            writtenOn: writtenOn,
            summary: summary,
            parties: new.parties,
            senderCount: senderCount,
            defects: defects,
            forwarder: Forwarder(
                agency: transfer.agency,
                documentNumber: transfer.document?.number ?? "",
                documentDate: transfer.document?.issuedOn ?? ""
            ),
            fullText: new.fullText,
            guard: self.guard,
            respondents: respondents,
            superior: new.superior,
            transferredBy: transfer.id,
            competenceSettled: transfer.assigned
        )
    }
}

extension RefuseTransferRequest {
    /// Decides that the receiver refuses: the file is the sender's again.
    ///
    /// `root` is the first petition with the same content, when it is another one.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ transfer: Transfer,
        _ petition: Petition,
        root: Petition?,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try transfer.admit("TransferService/RefuseTransfer", context)
        var checks = Checks(today: context.today)
        checks.listed(ground, "ground", "say why the transfer is refused")
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        try checks.finish()
        let fact = TransferRefused(ground: ground, reason: reason)
        return [
            transfer.event(
                .transferRefused(fact),
                on: context.today,
                deadlines: row.clocks(of: transfer, on: context.today, context)
            )
        ] + petition.settledBack(from: transfer, root: root, on: context.today)
    }
}

extension RecallTransferRequest {
    /// Decides that the sender takes back what was not received yet; `root` as for refusals.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ transfer: Transfer,
        _ petition: Petition,
        root: Petition?,
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try transfer.admit("TransferService/RecallTransfer", context)
        var checks = Checks(today: context.today)
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        agency.checkHead(office: office, on: context.today, &checks)
        try checks.finish()
        let fact = TransferRecalled(reason: reason, office: office)
        return [
            transfer.event(
                .transferRecalled(fact),
                on: context.today,
                deadlines: row.clocks(of: transfer, on: context.today, context)
            )
        ] + petition.settledBack(from: transfer, root: root, on: context.today)
    }
}

extension ArbitrateTransferRequest {
    /// Decides who is competent: the sender itself, or an agency that must take the matter.
    ///
    /// - Parameters:
    ///   - transfer: The stopped transfer.
    ///   - petition: The sender's petition.
    ///   - onward: Id of the transfer to the competent agency, where it is another one.
    ///   - competent: The competent agency; nil when it is not one under the common superior.
    ///   - agency: The common superior.
    ///   - senders: Whom the reason may not name.
    ///   - context: The day and the agency that acts.
    /// - Returns: The facts of the transfer, the petition and the transfer that follows.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ transfer: Transfer,
        _ petition: Petition,
        onward: String,
        competent: Agency?,
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try transfer.admit("TransferService/ArbitrateTransfer", context)
        var checks = Checks(today: context.today)
        checks.require(
            competent?.isInBeing(on: context.today) ?? false,
            "competent",
            "is no agency under the common superior that is in being",
            "give the code of the agency that must take the matter"
        )
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        agency.checkHead(office: office, on: context.today, &checks)
        let day = checks.document(document, "document")
        checks.order(day, "document.issued_on", notBefore: transfer.sentOn)
        try checks.finish()
        let decided = TransferArbitrated(
            competent: self.competent,
            office: office,
            reason: reason,
            document: document
        )
        let ruling = transfer.event(.transferArbitrated(decided), on: day)
        guard self.competent != petition.agency else {
            return [ruling]
                + petition.settledBack(from: transfer, root: nil, competent: true, on: day)
        }
        var next = transfer
        next.id = onward
        next.state = .sent
        next.receiver = self.competent
        next.route.append(transfer.step)
        next.sentOn = day.iso
        next.stop = .unspecified
        next.assigned = true
        next.etag = ""
        next.lastActOn = ""
        let sent = PetitionDispatched(
            documentNumber: transfer.document?.number ?? "",
            document: transfer.document,
            transferId: onward
        )
        let rows = petition.rows(of: "PetitionService/DispatchPetition")
        let stopped = context.clocks.stop(petition.deadlines, by: rows.flatMap(\.stops), on: day)
        return [
            ruling,
            petition.event(.petitionDispatched(sent), on: day, deadlines: stopped),
            next.sent(on: day, context),
        ]
    }
}

extension RecordPaperArrivalRequest {
    /// Decides that the paper arrived, which is another fact than the receipt of the file.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ transfer: Transfer,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try transfer.admit("TransferService/RecordPaperArrival", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(arrivedOn, "arrived_on")
        checks.order(day, "arrived_on", notBefore: transfer.sentOn)
        checks.require(
            (1...100_000).contains(sheets),
            "sheets",
            "is \(sheets), outside 1 to 100,000",
            "count the sheets that arrived"
        )
        try checks.finish()
        return [transfer.event(.paperArrived(PaperArrived(sheets: sheets)), on: day)]
    }
}
