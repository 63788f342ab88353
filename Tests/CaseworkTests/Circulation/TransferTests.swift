import Casework
import Messages
import TestSupport
import Testing

/// What a transfer does to the petition, and what stops it.
@Suite struct TransferTests {
    struct Way: CustomTestStringConvertible, Sendable {
        let name: String
        let steps: [RouteStep]
        let stop: TransferStop?
        var testDescription: String { name }
    }

    private static func step(_ agency: String, _ station: RouteStation) -> RouteStep {
        RouteStep(agency: agency, station: station)
    }

    private static let start = step("H29.02", .entered)

    static let ways: [Way] = [
        Way(name: "the first transfer", steps: [start], stop: nil),
        Way(
            name: "back to where it entered",
            steps: [step("H29.05", .entered), step("H29.02", .received)],
            stop: .cycle
        ),
        Way(
            name: "to one that had it in between",
            steps: [start, step("H29.05", .received), step("H29.07", .received)],
            stop: .cycle
        ),
        Way(
            name: "to one that refused it",
            steps: [start, step("H29.05", .refused)],
            stop: .cycle
        ),
        Way(
            name: "to one from which it was taken back",
            steps: [start, step("H29.05", .recalled)],
            stop: nil
        ),
        Way(
            name: "the third",
            steps: [start, step("H29.07", .received), step("H29.08", .received)],
            stop: nil
        ),
        Way(
            name: "the fourth",
            steps: [start] + ["H29.07", "H29.08", "H29.09"].map { step($0, .received) },
            stop: .limit
        ),
        Way(
            name: "refused and assigned ones do not count",
            steps: [start, step("H29.07", .received), step("H29.08", .received)]
                + [step("H29.09", .refused), step("H29.10", .assigned)],
            stop: nil
        ),
    ]

    // Red when: a circle or the fourth transfer is sent, or one too few is stopped.
    @Test(arguments: ways)
    func `A circle and one transfer too many are stopped`(way: Way) throws {
        let route = Route(way.steps, holder: "H29.02", Settings())
        #expect(route.stop(to: ["H29.05"]) == way.stop)
        let sending = TransferTableTests.sending(after: way.steps)
        let dispatch = DispatchPetitionRequest(id: "p1", document: TransferTableTests.slip)
        let petition = TransferTableTests.petition()
        let after = try dispatch.decide(petition, sending: sending, world)
            .reduce(into: petition) { $0.apply($1) }
        #expect(after.state == (way.stop == nil ? .dispatched : .referred))
        // The clocks of what was not sent run on.
        #expect(after.deadlines.allSatisfy { ($0.state == .open) == (way.stop != nil) })
    }

    // Red when: the limit is no setting, or a setting out of its range is taken.
    @Test func `How often a matter is transferred is a setting`() throws {
        func law(_ value: String) -> LawSettings {
            LawSettings(values: [SettingValue(key: "CIRC.TRANSFERS_MAX", value: value)])
        }
        let steps = [Self.start, Self.step("H29.07", .received)]
        #expect(Route(steps, holder: "", Settings(law("1"))).stop(to: ["H29.05"]) == .limit)
        #expect(Route(steps, holder: "", Settings(law("2"))).stop(to: ["H29.05"]) == nil)
        for (value, answer) in [
            ("5", "accepted"), ("0", "invalid: value"), ("x", "invalid: value"),
        ] {
            let set = SetSettingRequest(key: "CIRC.TRANSFERS_MAX", value: value, reason: "Quy chế")
            #expect(refusal { try set.decide(LawSettings(), .builtin, world) } == answer)
        }
    }

    /// The clocks of a petition, as text.
    private static func clocks(_ petition: Petition) -> [String] { petition.deadlines.map(\.line) }

    // Red when: a refusal leaves the file with nobody, stops the sender's clocks, or uses up the one
    // transfer of a denunciation.
    @Test func `What is refused is its sender's again, as if it had not been sent`() throws {
        var petition = TransferTableTests.petition()
        petition.classification = Sample.denunciation
        let before = Self.clocks(petition)
        let dispatch = DispatchPetitionRequest(id: "p1", document: TransferTableTests.slip)
        let sent = try dispatch.decide(petition, sending: TransferTableTests.sending(), world)
            .reduce(into: petition) { $0.apply($1) }
        #expect(sent.once.count == 1 && sent.isOnItsWay && sent.isOpenFile)
        #expect(sent.deadlines.allSatisfy { $0.state != .open })
        let refuse = RefuseTransferRequest(id: "t1", ground: .notCompetent, reason: "Không thuộc")
        let back = try refuse.decide(
            TransferTableTests.sample(.sent),
            sent,
            root: nil,
            senders: nobody,
            acting("H29.05")
        )
        .reduce(into: sent) { $0.apply($1) }
        #expect(back.state == .classified && back.handling == nil && back.once.isEmpty)
        #expect(!back.isOnItsWay && back.isOpenFile)
        #expect(Self.clocks(back) == before)
    }

    // Red when: the receiver's clocks run from the sender's stamp, or the sender's file stays open.
    @Test func `What is received runs clocks of its own from its own stamp`() throws {
        let petition = try TransferTableTests.sent()
        let events = try TransferTableTests.receive.decide(
            TransferTableTests.sample(.sent),
            petition,
            NewPetition(id: "p2", parties: [], fullText: nil),
            digest: [1],
            files: [],
            register: { _ in nil },
            acting("H29.05", on: "2026-07-24")
        )
        var received = Petition()
        received.id = "p2"
        for event in events { received.apply(event) }
        #expect(received.agency == "H29.05" && received.state == .registered)
        #expect(received.classification == nil && received.transferredBy == "t1")
        #expect(received.forwarder?.agency == "H29.02" && received.source == .agency)
        #expect(
            Self.clocks(received) == [
                "PET.PROCESS OPEN 2026-08-05", "PET.DISCIPLINE.NOT_PROCESSED OPEN 2026-09-05",
            ]
        )
        let left = events.reduce(into: petition) { $0.apply($1) }
        #expect(left.transferredTo == "p2" && !left.isOpenFile)
    }

    // Red when: something else is received than what was sent.
    @Test func `What changed since it was sent is not received`() throws {
        let petition = try TransferTableTests.sent()
        let answer = refusal {
            try TransferTableTests.receive.decide(
                TransferTableTests.sample(.sent),
                petition,
                NewPetition(id: "p2", parties: [], fullText: nil),
                digest: [2],
                files: [],
                register: { _ in nil },
                acting("H29.05")
            )
        }
        #expect(answer.hasPrefix("TRANSFER_STATE_SENT: what was sent, unchanged"))
    }

    // Red when: who was found competent can send the matter on again, or refuse it.
    @Test(arguments: ["H29.02", "H29.05"])
    func `Whom the common superior found competent keeps the matter`(competent: String) throws {
        let stopped = TransferTableTests.sample(.stopped)
        var petition = TransferTableTests.petition()
        petition.state = .referred
        petition.transferId = stopped.id
        let events = try ArbitrateTransferRequest(
            id: "t1",
            competent: competent,
            office: "H29.GD",
            reason: "Theo lĩnh vực",
            document: DocumentReference(number: "4/UBND", issuedOn: "2026-07-30")
        ).decide(
            stopped,
            petition,
            onward: "t2",
            competent: competent == "H29.02" ? Sample.home : Sample.foreign,
            agency: Sample.city,
            senders: nobody,
            acting("H29")
        )
        let after = events.reduce(into: petition) { $0.apply($1) }
        var next = Transfer()
        next.id = "t2"
        for event in events { next.apply(event) }
        guard competent == "H29.02" else {
            #expect(after.state == .dispatched && after.transferId == "t2")
            #expect(next.assigned && next.state == .sent && next.receiver == "H29.05")
            let refused = refusal {
                try next.admit("TransferService/RefuseTransfer", acting("H29.05"))
            }
            #expect(refused.hasSuffix("did not assign"))
            return
        }
        #expect(after.state == .classified && after.competenceSettled)
        var again = after
        again.state = .decided
        again.handling = TransferTableTests.petition().handling
        let dispatch = DispatchPetitionRequest(id: "p1", document: TransferTableTests.slip)
        let sending = TransferTableTests.sending(to: Sample.agency("H29.09", "Sở", .department))
        let answer = refusal { try dispatch.decide(again, sending: sending, world) }
        #expect(answer.hasSuffix("did not find this agency competent"))
    }

    // Red when: a denunciation of a body's head goes to that body.
    @Test(arguments: [(Rank.head, false), (.body, false), (.official, true)])
    func `A denunciation does not go to whom it is about`(rank: Rank, goes: Bool) {
        var petition = TransferTableTests.petition()
        petition.classification = Sample.denunciation
        petition.respondents = [Respondent(agency: "H29.05", rank: rank)]
        let dispatch = DispatchPetitionRequest(id: "p1", document: TransferTableTests.slip)
        let answer = refusal {
            try dispatch.decide(petition, sending: TransferTableTests.sending(), world)
        }
        #expect(answer.contains("a receiver whom it is not about") == !goes)
    }
}
