package import Messages

/// What the server makes for a matter of a split: its id and the persons sealed anew for it.
package struct NewMatter: Sendable {
    /// Random id.
    package let id: String
    /// The persons of the matter; none where it may not know them.
    package let parties: [PartyReference]

    /// Takes id and persons.
    package init(id: String, parties: [PartyReference]) {
        self.id = id
        self.parties = parties
    }
}

extension SplitMattersRequest {
    /// Whether a matter gets the persons of the petition.
    ///
    /// Where one of the matters is a denunciation, only it knows its senders unless another says
    /// so (Luật Tố cáo 2018 Đ.23, Đ.56).
    package func knowsSenders(_ matter: MatterDraft) -> Bool {
        matter.withSenders || matter.classification?.type == .denunciation
            || !holdsDenunciation
    }

    /// Whether one of the matters is a denunciation.
    package var holdsDenunciation: Bool {
        matters.contains { $0.classification?.type == .denunciation }
    }

    /// Decides the split: each matter runs clocks of its own from the petition's receiving stamp.
    ///
    /// The petition's own clocks end. Reports count one petition and its matters.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ petition: Petition,
        _ new: [NewMatter],
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.registeredOn)
        check(&checks, petition, senders)
        try checks.finish()
        _ = try petition.admit("PetitionService/SplitMatters", context)
        guard etag == petition.etag else {
            throw .etagMismatch(current: petition.etag, changed: [])
        }
        let isSecret = holdsDenunciation
        let ended = petition.deadlines.filter { $0.state == .open }
            .map { $0.ended(.replaced, by: "petition.matters_split", on: day) }
        let split = petition.event(
            .mattersSplit(
                MattersSplit(matters: new.map(\.id), guard: isSecret ? .secret : petition.guard)
            ),
            on: day,
            deadlines: ended
        )
        let opened = zip(matters, new).enumerated().map { index, pair in
            open(pair.0, pair.1, Int32(index + 1), of: petition, on: day, context)
        }
        return [split] + opened
    }

    private func open(
        _ draft: MatterDraft,
        _ new: NewMatter,
        _ number: Int32,
        of petition: Petition,
        on day: Day,
        _ context: Context
    ) -> Event {
        let found = draft.classification ?? Classification()
        var matter = petition
        matter.id = new.id
        matter.state = .classified
        matter.summary = draft.summary
        matter.classification = found
        matter.parties = new.parties
        // Whoever stands in a matter beside the denunciation stands behind that one too.
        let isSecret = holdsDenunciation && !new.parties.isEmpty
        matter.guard = isSecret || found.type == .denunciation ? .secret : petition.guard
        matter.fullText = nil
        matter.deadlines = []
        matter.externalReference = nil
        matter.etag = ""
        matter.splitFrom = petition.id
        matter.matterNumber = number
        matter.joined = []
        matter.once = []
        matter.receiptCodes = 0
        matter.signersListed = 0
        matter.signersWithdrawn = 0
        let clocks = matter.intakeClocks(context) + found.started(for: matter, context)
        return matter.event(.matterOpened(MatterOpened(matter: matter)), on: day, deadlines: clocks)
    }

    private func check(_ checks: inout Checks, _ petition: Petition, _ senders: SenderNames) {
        checks.require(
            !etag.isEmpty,
            "etag",
            "is missing where fields are replaced",
            "send the etag of the version that you have seen"
        )
        checks.require(
            (2...20).contains(matters.count),
            "matters",
            "holds \(matters.count) matters, outside 2 to 20",
            "split into matters of one type, target and competence each"
        )
        for (index, matter) in matters.enumerated() {
            let field = "matters[\(index)]"
            checks.text(matter.summary, "\(field).summary", max: 4_000)
            checks.namesNobody(matter.summary, "\(field).summary", senders)
            let found = matter.classification ?? Classification()
            found.check(&checks, "\(field).classification", petition)
            checks.namesNobody(found.target, "\(field).classification.target", senders)
            checks.require(
                found.type != .mixed,
                "\(field).classification.type",
                "is MIXED",
                "split until each matter has one type"
            )
            checks.require(
                found.repeats.isEmpty,
                "\(field).classification.repeats",
                "is given at the split",
                "classify the matter anew to name an earlier petition"
            )
        }
        let kinds = Set(
            matters.map { matter in
                let found = matter.classification
                return "\(found?.type.rawValue ?? 0)|\(found?.competence.rawValue ?? 0)|"
                    + "\(found?.field ?? "")|\(found?.complaintSubtype.rawValue ?? 0)|"
                    + (found?.target ?? "")
            }
        )
        checks.require(
            kinds.count >= 2 || matters.count < 2,
            "matters",
            "are all of one type, field, target and competence",
            "keep them in one petition"
        )
    }
}
