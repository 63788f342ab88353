import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

@testable import Services

/// The page of all that waits for a caller.
@Suite struct AwaitingTests {
    static func waits(
        _ caller: TestCaller,
        _ kind: AwaitingKind = .unspecified,
        size: Int32 = 0
    ) async throws(Status) -> ListAwaitingMeReply {
        try await caller.call(
            TrackingMethods.listAwaitingMe,
            ListAwaitingMeRequest(kind: kind, pageSize: size)
        )
    }

    private static func counts(_ reply: ListAwaitingMeReply) -> [AwaitingKind: Int64] {
        Dictionary(
            uniqueKeysWithValues: reply.counts.map { ($0.kind, $0.total?.count ?? 0) }
        )
    }

    // Red when: a draft waits for somebody else than the office where it stands, a remark for
    // another than whom it is for, or one stays on the page after it was seen to.
    @Test func `A draft waits where it stands`() async throws {
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server)
            let id = try await desk.submitted(about: try await server.officer.register())
            func kinds(_ caller: TestCaller) async throws -> [AwaitingKind] {
                try await Self.waits(caller).items.filter { $0.record?.id == id }.map(\.kind)
            }
            #expect(try await kinds(desk.deputy) == [.draft])
            #expect(try await kinds(desk.head) == [])
            try await desk.remark(id, as: desk.deputy)
            try await desk.remark(id, for: "gdd", as: desk.deputy)
            let mine = try await Self.waits(desk.drafter, .remark)
            #expect(mine.items.map(\.remark) == [1] && mine.items.map(\.dueOn) == ["2026-07-16"])
            try await desk.giveBack(id, as: desk.deputy)
            #expect(try await kinds(desk.drafter) == [.remark, .returned])
            #expect(try await kinds(desk.deputy) == [])
            #expect(try await Self.waits(desk.head, .remark).items.map(\.remark) == [2])
            try await desk.resolve(id, 1, as: desk.drafter)
            try await desk.resolve(id, 2, as: desk.head)
            try await desk.submit(id)
            #expect(try await kinds(desk.drafter) == [])
            try await desk.approve([id], as: desk.deputy)
            #expect(try await kinds(desk.head) == [.draft])
            try await desk.approve([id], as: desk.head)
            #expect(try await kinds(desk.head) == [.signature])
            try await desk.sign(id)
            for caller in [desk.drafter, desk.deputy, desk.head] {
                #expect(try await kinds(caller) == [])
            }
        }
    }

    // Red when: a kind is left out, counted for who may not act on it, or what is due later stands
    // before what is due first.
    @Test func `Everything that waits stands on one page, what is due first before`() async throws {
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server)
            let head = desk.head
            let proposed = try await server.officer.register()
            _ = try await server.officer.classify(proposed)
            _ = try await server.officer.write(
                PetitionMethods.proposeHandling,
                Sample.propose(proposed),
                \.requestId
            )
            let held = try await server.officer.register()
            let assign = AssignFileRequest(record: .petition(held), officer: "gdd")
            _ = try await head.write(CustodyMethods.assignFile, assign, \.requestId)
            let sessions = try await PlantedSessions(server)
            _ = try await head.write(
                SessionMethods.submitProposal,
                SubmitProposalRequest(id: sessions.proposal),
                \.requestId
            )
            let secret = try await SecretFile(server)
            let asked = try await secret.ask(server.caller("officer@H29.02/ann"))
            let draft = try await desk.submitted(about: held)
            try await desk.approve([draft], as: desk.deputy)
            let reply = try await Self.waits(head)
            #expect(
                Self.counts(reply) == [
                    .handling: 1, .file: 1, .reception: 1, .identity: 1, .draft: 1,
                    .instruction: 1,
                ]
            )
            let named = Dictionary(
                uniqueKeysWithValues: reply.items.map { ($0.kind, $0.record?.id ?? "") }
            )
            #expect(
                named == [
                    .handling: proposed, .file: held, .reception: sessions.proposal,
                    .identity: asked, .draft: draft, .instruction: sessions.instruction,
                ]
            )
            let days = reply.items.map(\.dueOn)
            #expect(days == days.sorted() && Set(days).count > 1 && !days.contains(""))
            // A draft is due with its file.
            let due = reply.items.filter { [.draft, .file].contains($0.kind) }.map(\.dueOn)
            #expect(due.count == 2 && due[0] == due[1])
            #expect(reply.position == server.records.news.position)
            let first = try await Self.waits(head, size: 2)
            #expect(first.items == Array(reply.items.prefix(2)) && first.counts == reply.counts)
            // Who holds no office, decides nothing and holds no file has nothing to do.
            let other = try await Self.waits(server.caller("officer@H29.02/binh"))
            #expect(Self.counts(other) == [.reception: 1, .instruction: 1])
            await #expect(throws: Status.self) { try await Self.waits(server.administrator) }
        }
    }

    // Red when: what is due on no day stands before what is due.
    @Test func `What is due on no day comes last`() {
        let days = ["", "2026-07-20", "2026-07-16", ""]
        let items = days.map { AwaitingItem(kind: .file, dueOn: $0) }
        let sorted = items.sorted { $0.place < $1.place }.map(\.dueOn)
        #expect(sorted == ["2026-07-16", "2026-07-20", "", ""])
    }

    // Red when: a request that nobody can decide on any more waits for ever, or hides newer ones,
    // or one waits for who made it or has approved it already.
    @Test func `A request for an identity waits a quarter of an hour`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let old = try await file.ask()
            #expect(try await Self.waits(file.head, .identity).items.map { $0.record?.id } == [old])
            server.clock.advance(milliseconds: 16 * 60_000)
            #expect(try await Self.waits(file.head, .identity).items == [])
            let new = try await file.ask(file.head)
            #expect(try await Self.waits(file.head, .identity).items == [])
            #expect(
                try await Self.waits(file.deputy, .identity).items.map { $0.record?.id } == [new]
            )
        }
    }

    // Red when: what an absent officer holds waits for nobody, or for somebody who does not stand in.
    @Test func `The files of somebody absent wait for who stands in`() async throws {
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server)
            let file = try await server.officer.register()
            let assign = AssignFileRequest(record: .petition(file), officer: "ann")
            _ = try await desk.head.write(CustodyMethods.assignFile, assign, \.requestId)
            #expect(try await Self.waits(desk.deputy, .file).items == [])
            let absence = EnterAbsenceRequest(
                substitute: "minh",
                reason: .leave,
                firstOn: "2026-07-15",
                lastOn: "2026-07-17"
            )
            _ = try await desk.drafter.write(AbsenceMethods.enterAbsence, absence, \.requestId)
            #expect(
                try await Self.waits(desk.deputy, .file).items.map { $0.record?.id } == [file]
            )
            #expect(try await Self.waits(desk.head, .file).items == [])
        }
    }

    // Red when: a transfer waits for its sender, or a consultation for who asked.
    @Test func `What comes from elsewhere waits for whom it was sent to`() async throws {
        try await TestServer.run { server in
            let id = try await server.head(of: "H29.02").register()
            let transfer = try await server.send(id, from: "H29.02", to: "H29.05")
            let asked = try await server.officer.register()
            let ask = AskConsultationRequest(
                record: .petition(asked),
                kind: .opinion,
                asked: "H29.05",
                question: "Ý kiến?",
                dueOn: "2026-07-16"
            )
            let consultation = try await server.head.new(
                ConsultationMethods.askConsultation,
                ask,
                \.requestId
            )
            let there = try await Self.waits(server.stranger)
            #expect(Set(there.items.map { $0.record?.id }) == [transfer, consultation])
            #expect(Self.counts(there) == [.transfer: 1, .consultation: 1])
            let here = try await Self.waits(server.head)
            #expect(Self.counts(here) == [:])
        }
    }
}
