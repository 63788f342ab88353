import Casework
import Messages
import TestSeeds
import TestSupport
import Testing

/// Random commands on a session with its proposal and instructions, legal or not.
@Suite struct RandomSessionTests {
    // Red when: an accepted command leads elsewhere than the tables say, a session is done before
    // its instructions, or replaying the events through their bytes gives other records.
    @Test func `Random commands stay inside the tables and replay to the same records`() throws {
        var random = SplitMix64(usualSeed: 20_261_127)
        let seed = Comment(rawValue: "KNTC_SEED=\(random.seed)")
        var taken: Set<String> = []
        for _ in 0..<200 {
            var life = Life()
            for _ in 0..<60 {
                life.today += Int.random(in: 0...1, using: &random)
                guard let command = Life.commands.randomElement(using: &random) else { break }
                let before = life
                guard let events = try? command.decide(life, &random) else { continue }
                life.take(events)
                taken.insert(command.method)
                let method = "SessionService/\(command.method)"
                expect(before.session, life.session, method, seed)
                expect(before.proposal, life.proposal, method, seed)
                for (old, new) in zip(before.tasks, life.tasks) { expect(old, new, method, seed) }
            }
            let closed = life.tasks.filter { $0.state == .closed }.count
            #expect(Int(life.session.instructionsClosed) == closed, seed)
            let isDone = !life.tasks.isEmpty && closed == life.tasks.count
            #expect((life.session.state == .tasksDone) == isDone, seed)
            var replayed = Life()
            replayed.take(try life.events.map { try Event(serialized: $0.serialized()) })
            #expect(replayed.session == life.session, seed)
            #expect(replayed.proposal == life.proposal && replayed.tasks == life.tasks, seed)
        }
        #expect(taken == Set(Life.commands.map(\.method)), seed)
    }

    /// What other records' commands do to this one, beside the rows of its table.
    private static let led: [String: [String]] = [
        "SESSION ReportTask": ["SESSION_STATE_TASKS_OPEN"],
        "SESSION UrgeTask": ["SESSION_STATE_TASKS_OPEN"],
        "SESSION CloseTask": ["SESSION_STATE_TASKS_OPEN", "SESSION_STATE_TASKS_DONE"],
        "PROPOSAL EndSession": ["PROPOSAL_STATE_RECEIVED"],
        "PROPOSAL IssueConclusion": ["PROPOSAL_STATE_CONCLUDED"],
    ]

    private func expect<R: FiledRecord>(
        _ before: R,
        _ after: R,
        _ method: String,
        _ seed: Comment
    ) {
        guard before != after, !before.id.isEmpty else { return }
        let row = R.table.first { $0.method == method && $0.from.contains(before.state) }
        let kind = R.recordKind.protoName.dropFirst("RECORD_KIND_".count)
        let name = method.split(separator: "/").last ?? ""
        var allowed = Self.led["\(kind) \(name)"] ?? []
        if let row { allowed = (row.to.isEmpty ? [before.state] : row.to).map(\.protoName) }
        // Approving a proposal notes it on its session, which stays where it is.
        if allowed.isEmpty { allowed = [before.state.protoName] }
        #expect(allowed.contains(after.state.protoName), seed)
        #expect(after.lastActOn >= before.lastActOn, seed)
    }
}

/// A session, its proposal and its instructions.
struct Life: Sendable {
    var session = Session()
    var proposal = ReceptionProposal()
    var tasks: [Instruction] = []
    var events: [Event] = []
    var today = day("2026-06-15")

    mutating func take(_ new: [Event]) {
        for event in new {
            switch event.record?.kind {
            case .session: session.apply(event)
            case .proposal: proposal.apply(event)
            case .instruction:
                if let index = tasks.firstIndex(where: { $0.reference == event.record }) {
                    tasks[index].apply(event)
                } else {
                    var task = Instruction()
                    task.apply(event)
                    tasks.append(task)
                }
            default: continue
            }
        }
        events += new
    }

    var home: Context { context(today: today.iso) }
    var theirs: Context {
        Context(today: today, agency: "H29.05", calendar: .national, rulebook: .builtin)
    }

    /// A command with arguments at random.
    struct Command: Sendable {
        let method: String
        let decide: @Sendable (Life, inout SplitMix64) throws -> [Event]

        init(
            _ method: String,
            _ decide: @escaping @Sendable (Life, inout SplitMix64) throws -> [Event]
        ) {
            self.method = method
            self.decide = decide
        }
    }

    private struct Nothing: Error {}

    private func paper(_ number: String) -> DocumentReference {
        DocumentReference(number: number, issuedOn: today.iso)
    }

    private func task(_ random: inout SplitMix64) throws -> Instruction {
        guard let task = tasks.randomElement(using: &random) else { throw Nothing() }
        return task
    }

    private static let office = SessionSample.office
    private static let agency = Sample.home

    static let commands = planning + holding + following + proposing

    private static let planning: [Command] = [
        Command("PlanSession") { life, random in
            guard life.session.id.isEmpty else { throw Nothing() }
            let held = life.today + Int.random(in: 0...12, using: &random)
            let isOnline = Bool.random(using: &random)
            let kinds: [ReceptionKind] = [.leaderPeriodic, .leaderAdhoc]
            let kind = kinds.randomElement(using: &random) ?? .leaderAdhoc
            return try PlanSessionRequest(
                kind: kind,
                online: isOnline,
                office: office,
                heldOn: held.iso,
                beginsAtMs: isOnline ? SessionSample.instant(held.iso, hour: 8) : 0,
                adhocGround: kind == .leaderAdhoc ? "URGENT" : "",
                conditions: isOnline ? ["DUONG_TRUYEN"] : []
            ).decide(id: "s1", agency: agency, life.home)
        },
        Command("PublishSchedule") { life, _ in
            try PublishScheduleRequest(id: "s1").decide(life.session, life.home)
        },
        Command("InviteAgencies") { life, _ in
            try InviteAgenciesRequest(
                id: "s1",
                agencies: ["H29.05"],
                invitation: life.paper("1/GM")
            ).decide(life.session, known: ["H29.05"], life.home)
        },
        Command("NotifyBridgePoints") { life, _ in
            try NotifyBridgePointsRequest(id: "s1", agencies: ["H29.05"])
                .decide(life.session, known: ["H29.05"], life.home)
        },
        Command("RescheduleSession") { life, random in
            let held = life.today + Int.random(in: 0...12, using: &random)
            let isPosted = Bool.random(using: &random)
            let hasDeputy = Bool.random(using: &random)
            return try RescheduleSessionRequest(
                id: "s1",
                heldOn: Bool.random(using: &random) ? held.iso : "",
                beginsAtMs: life.session.online
                    ? SessionSample.instant(held.iso, hour: 8) : 0,
                deputyOffice: hasDeputy ? "H29.02.PP" : "",
                reason: "Bận",
                publishedOn: isPosted ? life.today.iso : ""
            ).decide(life.session, agency: agency, senders: nobody, life.home)
        },
    ]

    private static let holding: [Command] = [
        Command("OpenSession") { life, _ in
            let held = life.session.heldOn
            return try OpenSessionRequest(
                id: "s1",
                lineTestedOn: Day(iso: held).map { ($0 - 4).iso } ?? "",
                connectedAtMs: life.session.beginsAtMs - 3_600_000,
                recording: "ghi-hinh",
                actedOn: held
            ).decide(life.session, life.home)
        },
        Command("RecordTurn") { life, _ in
            var visit = SessionSample.visit
            visit.id = "v\(life.session.turns.count + 1)"
            return try SessionSample.turn
                .decide(life.session, visit: visit, senders: nobody, life.home)
        },
        Command("EndSession") { life, _ in
            try EndSessionRequest(id: "s1", actedOn: life.session.heldOn)
                .decide(life.session, proposals: life.set, life.home)
        },
        Command("IssueConclusion") { life, random in
            let drafts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                InstructionDraft(
                    agency: "H29.05",
                    content: "Báo cáo",
                    dueOn: (life.today + 5).iso
                )
            }
            return try IssueConclusionRequest(
                id: "s1",
                conclusion: life.paper("1/TB"),
                instructions: drafts,
                office: office
            ).decide(
                life.session,
                ids: drafts.indices.map { "i\($0 + 1)" },
                agency: agency,
                known: ["H29.05"],
                visits: [],
                proposals: life.set,
                senders: nobody,
                life.home
            )
        },
    ]

    private static let following: [Command] = [
        Command("ReportTask") { life, random in
            try ReportTaskRequest(id: "i", report: life.paper("1/BC"))
                .decide(life.task(&random), session: life.session, life.theirs)
        },
        Command("UrgeTask") { life, random in
            try UrgeTaskRequest(id: "i", letter: life.paper("1/CV"))
                .decide(life.task(&random), session: life.session, life.home)
        },
        Command("CloseTask") { life, random in
            try CloseTaskRequest(id: "i")
                .decide(life.task(&random), session: life.session, life.home)
        },
    ]

    private static let proposing: [Command] = [
        Command("DraftProposal") { life, _ in
            guard life.proposal.id.isEmpty else { throw Nothing() }
            return try DraftProposalRequest(about: .petition("p"), reason: "Phức tạp")
                .decide(id: "p1", agency: agency, senders: nobody, life.home)
        },
        Command("SubmitProposal") { life, _ in
            try SubmitProposalRequest(id: "p1").decide(life.proposal, life.home)
        },
        Command("ScreenProposal") { life, _ in
            try ScreenProposalRequest(id: "p1", matterHistory: "Đã trả lời")
                .decide(life.proposal, lastSession: nil, senders: nobody, life.home)
        },
        Command("ApproveProposal") { life, _ in
            try ApproveProposalRequest(id: "p1", sessionId: "s1", office: office)
                .decide(life.proposal, session: life.session, agency: agency, life.home)
        },
        Command("DeclineProposal") { life, random in
            guard Int.random(in: 0..<4, using: &random) == 0 else { throw Nothing() }
            return try DeclineProposalRequest(id: "p1", reason: "Đã tiếp", office: office)
                .decide(life.proposal, agency: agency, senders: nobody, life.home)
        },
        Command("AnswerProposal") { life, random in
            guard Int.random(in: 0..<4, using: &random) == 0 else { throw Nothing() }
            return try AnswerProposalRequest(
                id: "p1",
                answer: life.paper("1/TL"),
                office: office
            ).decide(life.proposal, agency: agency, life.home)
        },
    ]

    /// The proposals that the session was set for.
    private var set: [ReceptionProposal] {
        session.proposals.contains(proposal.id) ? [proposal] : []
    }
}
