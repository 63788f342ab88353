package import Messages

/// What goes with a petition to another agency, as the server found it.
package struct Sending: Sendable {
    /// Random id of the transfer.
    package let id: String
    /// The agency that it goes to.
    package let receiver: Agency
    /// Codes of the bodies that ended and that it came after.
    package let estate: [String]
    /// Code of the lowest body above everybody on the way; the sender's highest one where none is.
    package let superior: String
    /// The way up to here.
    package let route: Route
    /// Keyed digest of petition, persons, letter and files.
    package let digest: [UInt8]
    /// How many files go with it.
    package let files: Int

    /// How many files go with a petition at most: they are received in one entry.
    private static let filesMax = 100

    /// Takes what goes, whereto and by which way.
    package init(
        id: String,
        receiver: Agency,
        estate: [String],
        superior: String,
        route: Route,
        digest: [UInt8],
        files: Int
    ) {
        self.id = id
        self.receiver = receiver
        self.estate = estate
        self.superior = superior
        self.route = route
        self.digest = digest
        self.files = files
    }

    /// What a petition lacks to go there, in English; nil when it lacks nothing.
    func missing(for petition: Petition) -> String? {
        let isAbout = petition.respondents.contains {
            ($0.rank == .head || $0.rank == .body)
                && ($0.agency == receiver.code || estate.contains($0.agency))
        }
        if isAbout, !petition.kept.isEmpty {
            return "a receiver whom it is not about; send it to the body above \(receiver.code)"
        }
        if petition.competenceSettled {
            return "a petition for which the common superior did not find this agency competent"
        }
        return files > Self.filesMax ? "a petition with at most \(Self.filesMax) files" : nil
    }

    /// The transfer of a petition, sent or stopped on a day.
    func transfer(
        of petition: Petition,
        by document: DocumentReference?,
        on day: Day
    ) -> Transfer {
        let stop = route.stop(to: [receiver.code] + estate)
        return Transfer(
            id: id,
            agency: petition.agency,
            state: stop == nil ? .sent : .stopped,
            petitionId: petition.id,
            receiver: receiver.code,
            route: route.steps,
            type: petition.classification?.type ?? .unspecified,
            summary: petition.summary,
            document: document,
            sentOn: day.iso,
            digest: digest,
            files: Int32(files),
            stop: stop ?? .unspecified,
            superior: stop == nil ? "" : superior
        )
    }
}

extension Transfer {
    /// The fact that it was sent, with the receiver's limit to answer, or stopped.
    func sent(on day: Day, _ context: Context) -> Event {
        var limits: [Deadline] = []
        if state == .sent {
            let rows = Self.rows(of: "PetitionService/DispatchPetition")
            limits = rows.flatMap(\.starts).flatMap {
                context.clocks.start([$0.rule], by: $0.event, on: day)
            }
            for index in limits.indices { limits[index].owedBy = receiver }
        }
        return event(
            .transferSent(TransferSent(transfer: self)),
            on: day,
            deadlines: limits
        )
    }
}

extension Petition {
    /// The facts that its transfer comes back to its sender: the limits that the sending stopped run
    /// as if it had not, and what may be done once was not done.
    ///
    /// `root` is the first petition with the same content, when it is another one.
    func settledBack(
        from transfer: Transfer,
        root: Petition?,
        competent: Bool = false,
        on day: Day
    ) -> [Event] {
        let sentOn = handling?.dispatchedOn ?? ""
        let reopened = deadlines.filter {
            $0.stopEvent == "petition.dispatched" && $0.stoppedOn == sentOn
        }
        .map(\.reopened)
        let back = event(
            .petitionSettledBack(
                PetitionSettledBack(transferId: transfer.id, competenceSettled: competent)
            ),
            on: day,
            deadlines: reopened
        )
        let owner = root ?? self
        let used = owner.once.first { $0.petitionId == id && $0.outcome == .transfer }
        return [back]
            + [used].compactMap { used in
                used.map { owner.event(.onceReleased(OnceReleased(used: $0)), on: day) }
            }
    }
}

extension Deadline {
    /// The time limit as if it had not been stopped.
    fileprivate var reopened: Deadline {
        var running = self
        running.state = .open
        running.stopEvent = ""
        running.stoppedOn = ""
        return running
    }
}
