package import Messages

extension Petition {
    package var isSettled: Bool {
        [.decided, .dispatched, .closed].contains(state)
    }

    package var isGuarded: Bool { self.guard != .ordinary }

    package var takenNumber: RegisterNumber? {
        // A matter bears the number of the letter that it was split from.
        splitFrom.isEmpty ? registerNumber : nil
    }

    package var liesIn: RecordReference? {
        duplicateOf.isEmpty ? nil : .petition(duplicateOf)
    }

    package static let isImportable = true

    /// Type, competence and eligibility are no slips of the pen: they are classified anew, or the
    /// step is undone, because clocks hang on them.
    package static let correctable = Correctable(
        intakeFields + handlingFields,
        orders: [
            [
                "stamp.date", "registered_on", "handling.proposed_on", "handling.approved_on",
                "handling.dispatched_on", "closed_on",
            ],
            ["stamp.date", "registered_on", "withdrawn_on"],
        ]
    )

    private static let intakeFields = [
        CorrectableField("source", .choice),
        CorrectableField("stamp.number", .text(max: 50)),
        CorrectableField("stamp.date", .day, events: receipt),
        CorrectableField("registered_on", .day),
        CorrectableField("written_on", .any),
        CorrectableField("defects", .any),
        CorrectableField("summary", .text(max: 4_000)),
        CorrectableField("sender_count", .number(0...1_000_000)),
        CorrectableField("forwarder.agency", .optionalText(max: 200)),
        CorrectableField("forwarder.document_number", .optionalText(max: 50)),
        CorrectableField("forwarder.document_date", .day),
        CorrectableField("classification.field", .text(max: 100)),
        CorrectableField("classification.target", .optionalText(max: 200)),
        CorrectableField("classification.signers", .choice),
        CorrectableField("classification.repetition", .choice),
        CorrectableField("classification.originals_attached", .any),
        CorrectableField("withdrawn_on", .day, events: ["petition.withdrawn"]),
    ]

    private static let handlingFields =
        [
            CorrectableField("handling.reason", .text(max: 2_000)),
            CorrectableField("handling.receiver", .text(max: 200)),
            CorrectableField("handling.proposed_on", .day),
            CorrectableField("handling.approved_on", .day),
            CorrectableField("handling.dispatched_on", .day, events: dispatch),
            CorrectableField("replies[].agency", .text(max: 200)),
            CorrectableField("replies[].received_on", .day),
            CorrectableField("closed_on", .day),
        ]
        + CorrectableField.document("originals_returned")
        + CorrectableField.document(
            "handling.document",
            with: ["handling.dispatched_on"],
            events: dispatch
        ) + CorrectableField.document("replies[].document")

    private static let receipt: Set = [
        "petition.received", "complaint.received_by_competent", "denunciation.received",
    ]
    private static let dispatch: Set = [
        "petition.dispatched", "petition.accepted", "petition.acceptance_refused",
        "petition.archived", "complaint.accepted", "complaint.acceptance_refused",
        "complaint.acceptance_notice_sent", "denunciation.nonacceptance_decided",
    ]

    package func check(_ checks: inout Checks) {
        checks.date(writtenOn, "written_on")
        checks.require(
            defects.allSatisfy { PetitionDefect.known.contains($0) && $0 != .unspecified },
            "defects",
            "hold a value that is not of their list",
            "give values of the contract"
        )
        if let classification { classification.check(&checks, "classification", self) }
    }

    package func before(_ undone: Petition) -> Petition {
        var before = self
        // The way back from secret needs an approval of its own, and codes were shown.
        before.guard = undone.guard
        before.receiptCodes = undone.receiptCodes
        return before
    }

    package mutating func guardParties() {
        self.guard = classification?.type == .denunciation ? .secret : .ordinary
    }

    package mutating func void() { state = .voided }

    /// What keeps a petition from being voided; nil when nothing does.
    var voidingObstacle: Obstacle? {
        let missing: (en: String, vi: String)? =
            if !caseId.isEmpty {
                ("a petition without a case; void the case first", "đơn chưa lập vụ việc")
            } else if !transferredBy.isEmpty || !transferredTo.isEmpty {
                (
                    "a petition that did not change agencies; it is refused or sent on",
                    "đơn không qua chuyển đơn giữa các cơ quan"
                )
            } else if !joined.isEmpty {
                (
                    "a petition that no other was joined to; move those first",
                    "đơn không có đơn trùng"
                )
            } else if state == .split {
                ("a letter that was not split; undo the split first", "đơn chưa tách nội dung")
            } else {
                nil
            }
        return missing.map {
            Obstacle(.guard, $0.en, vi: $0.vi, basis: "TT 05/2021/TT-TTCP")
        }
    }

    package mutating func move(_ moved: EntryMoved) {
        guard moved.entry?.kind == .petition, let entry = moved.entry?.id else { return }
        if entry == id {
            duplicateOf = moved.to?.id ?? ""
        } else if moved.from?.id == id {
            joined.removeAll { $0 == entry }
        } else {
            joined.append(entry)
        }
    }

    package func inheritedClocks(_ context: Context) -> [Deadline] {
        guard state != .received, Day(iso: stamp?.date ?? "") != nil else { return [] }
        var running = intakeClocks(context)
        running.merge(classification?.started(for: self, context) ?? [])
        let ended: (String, Set<String>)? =
            switch state {
            case .dispatched, .closed: (handling?.dispatchedOn ?? "", Self.dispatch)
            case .withdrawn: (withdrawnOn, ["petition.withdrawn"])
            case .duplicateLinked: (registeredOn, ["petition.duplicate_linked"])
            default: nil
            }
        guard let (date, events) = ended else { return running }
        // What ended on a day that nobody knows was never owed here.
        guard let day = Day(iso: date) else { return [] }
        return context.clocks.stop(running, by: events.sorted(), on: day)
    }

    package var demanded: [String] {
        let letter = ["source", "stamp.number", "stamp.date", "summary"]
        let register = ["registered_on"]
        let classified = [
            "classification.type", "classification.eligibility", "classification.competence",
            "classification.signers", "classification.repetition", "classification.field",
        ]
        let proposed = ["handling.outcome", "handling.proposed_on"]
        let decided = ["handling.approved_on", "handling.approved_by"]
        let sent = ["handling.dispatched_on"]
        return switch state {
        case .received: letter
        case .registered: letter + register
        case .classified: letter + register + classified
        case .checked: letter + register + classified + ["initial_check.checked_on"]
        case .proposed: letter + register + classified + proposed
        case .decided, .referred: letter + register + classified + proposed + decided
        case .dispatched: letter + register + classified + proposed + decided + sent
        case .closed: letter + register + classified + ["closed_on"]
        case .withdrawn: letter + register + ["withdrawn_on"]
        case .duplicateLinked, .split, .voided, .unspecified, .unknown: letter + register
        }
    }
}
