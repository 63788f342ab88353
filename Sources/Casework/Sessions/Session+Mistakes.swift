package import Messages

extension Session {
    /// Once the schedule is posted, the head answers for it.
    package var isSettled: Bool { state != .planned }

    package static let correctable = Correctable(
        [
            CorrectableField("place", .text(max: 200)),
            CorrectableField("published_on", .day, events: ["reception.schedule_published"]),
            CorrectableField(
                "bridge_points_notified_on",
                .day,
                events: ["reception.bridge_points_notified"]
            ),
            CorrectableField("turns[].minutes_number", .text(max: 50)),
            CorrectableField("change_reason", .text(max: 500)),
        ] + CorrectableField.document("conclusion", events: ["reception.conclusion_issued"]),
        orders: [["published_on", "ended_on", "conclusion.issued_on"]]
    )

    package mutating func void() { state = .voided }

    /// What keeps a session from being voided; nil when nothing does.
    var voidingObstacle: Obstacle? {
        guard !turns.isEmpty else { return nil }
        return Obstacle(
            .guard,
            "a session that received nobody",
            vi: "phiên chưa tiếp ai",
            basis: "Luật Tiếp công dân 2013 Đ.28 k.1"
        )
    }
}

extension Instruction {
    /// The leader gave it.
    package var isSettled: Bool { true }

    /// It belongs to the conclusion that gave it, and to no other.
    package var liesIn: RecordReference? { nil }

    package static let correctable = Correctable(
        [
            CorrectableField("content", .text(max: 2_000)),
            CorrectableField("due_on", .anyDay),
            CorrectableField("closed_on", .day),
        ]
            + CorrectableField.document("reports[]")
            + CorrectableField.document("urgings[]")
    )

    package mutating func void() { state = .voided }

    package mutating func align() {
        late = reports.first.map { $0.issuedOn > dueOn } ?? false
        for index in deadlines.indices where deadlines[index].rule == "RCP.LEADER.INSTRUCTION" {
            deadlines[index].dueOn = dueOn
            deadlines[index].nominalOn = dueOn
            if !deadlines[index].stoppedOn.isEmpty { deadlines[index].state = late ? .late : .met }
        }
    }
}

extension ReceptionProposal {
    /// Once the head has decided upon it.
    package var isSettled: Bool { ![.drafted, .submitted, .screened].contains(state) }

    package static let correctable = Correctable(
        [
            CorrectableField("reason", .text(max: 2_000)),
            CorrectableField("matter_history", .text(max: 2_000)),
            CorrectableField("prior_settlements", .text(max: 2_000)),
            CorrectableField("decline_reason", .text(max: 2_000)),
        ] + CorrectableField.document("answer")
    )

    package mutating func void() { state = .voided }

    package mutating func move(_ moved: EntryMoved) {
        if moved.entry == reference { about = moved.to }
    }
}

extension BoardMeeting {
    /// Minutes are kept by whoever wrote them.
    package var isSettled: Bool { false }

    package static let correctable = Correctable(
        [CorrectableField("held_on", .day)] + CorrectableField.document("minutes")
    )

    package mutating func void() { voided = true }
}
