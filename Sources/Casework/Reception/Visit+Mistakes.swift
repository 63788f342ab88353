package import Messages

extension Visit {
    /// What the head signed is mended by the head: a notice of refusal, an urging, a transfer.
    package var isSettled: Bool {
        refusal?.notice != nil || [.urged, .transferred].contains(state)
    }

    package var isGuarded: Bool { self.guard != .ordinary }

    package var takenNumber: RegisterNumber? { registerNumber }

    package static let isImportable = true

    package static let correctable = Correctable(
        [
            CorrectableField("received_on", .day, events: ["denunciation.received"]),
            CorrectableField("party_size", .number(1...100_000)),
            CorrectableField("identity_paper", .choice),
            CorrectableField("authorisation", .optionalText(max: 200)),
            CorrectableField("representation", .optionalText(max: 200)),
            CorrectableField("contents[].summary", .text(max: 2_000)),
            CorrectableField("contents[].field", .text(max: 100)),
            CorrectableField("contents[].first_time", .any),
            CorrectableField("contents[].settled_by", .optionalText(max: 200)),
            CorrectableField("contents[].target_agency", .text(max: 200)),
            CorrectableField("refusal.refused_on", .day, events: refused),
            CorrectableField("notices[].notified_on", .day),
            CorrectableField("notices[].reason", .text(max: 2_000)),
            CorrectableField("notices[].expected_on", .anyDay),
            CorrectableField("departed_on", .day),
        ]
            + CorrectableField.document("contents[].document")
            + CorrectableField.document("evidence_receipt")
            + CorrectableField.document("refusal.notice", events: refusalNotice)
            + CorrectableField.document("notices[].document"),
        orders: [
            ["received_on", "refusal.refused_on", "refusal.notice.issued_on"],
            ["received_on", "departed_on"],
        ]
    )

    private static let refused: Set = [
        "reception.refusal_grounds_established", "reception.refused",
    ]
    private static let refusalNotice: Set = ["reception.refusal_notice_issued"]

    package func check(_ checks: inout Checks) {
        for content in contents {
            checks.require(
                Fields.contains(content.field, of: content.type),
                "contents[\(content.number - 1)].field",
                "is no field of this type",
                "give one of \(Fields.list(of: content.type)), or a code below one of them"
            )
        }
        checks.require(
            partySize >= 5 || !delegation,
            "party_size",
            "is fewer than 5 for a delegation",
            "void the visit and enter it anew"
        )
    }

    package func before(_ undone: Visit) -> Visit {
        var before = self
        // The way back from secret needs an approval of its own.
        before.guard = undone.guard
        return before
    }

    package mutating func guardParties() {
        let isSecret = contents.contains { $0.type == .denunciation }
        self.guard = isSecret ? .secret : .ordinary
    }

    package mutating func void() { state = .voided }

    package func inheritedClocks(_ context: Context) -> [Deadline] {
        let owed: Set<VisitState> = [
            .contentRecorded, .toPetition, .urged, .transferred, .referredToLeader,
        ]
        guard owed.contains(state), let day = Day(iso: receivedOn) else { return [] }
        return context.clocks.start(
            ["RCP.RESULT_NOTICE"],
            by: "reception.content_received",
            on: day
        )
    }

    package var demanded: [String] {
        let entered = ["kind", "received_on", "party_size"]
        return switch state {
        case .checkedIn, .voided, .unspecified, .unknown: entered
        case .refused: entered + ["refusal.refused_on"]
        default: entered + ["contents[0].summary"]
        }
    }

    /// What keeps a visit from being voided; nil when nothing does.
    var voidingObstacle: Obstacle? {
        guard contents.contains(where: { !$0.petitionId.isEmpty }) else { return nil }
        return Obstacle(
            .guard,
            "a visit from which no petition was opened",
            vi: "lượt tiếp chưa lập đơn",
            basis: "Luật Tiếp công dân 2013 Đ.26"
        )
    }

    /// The fact that nothing came of a content after all: its petition was voided.
    package func reopened(_ content: VisitContent, on day: Day) -> Event {
        let open = content.recorded(as: content.number)
        let fact = ContentSettled(content: open, state: .contentRecorded)
        return event(.contentSettled(fact), on: day)
    }
}
