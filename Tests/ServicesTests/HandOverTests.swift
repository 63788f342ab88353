import Casework
import Messages
import RPC
import Records
import Services
import TestSupport
import Testing

/// What a body that ended left open goes to the one that came after it, over the wire.
@Suite struct HandOverTests {
    private static let decision = DocumentReference(number: "9/QĐ-UBND", issuedOn: "2026-07-20")

    /// Lets Sở Y tế end on 20/07, with Sở Nội vụ after it.
    private static func end(_ server: TestServer) async throws {
        let dissolve = DissolveAgencyRequest(
            agency: "H29.05",
            successors: ["H29.02"],
            on: "2026-07-20",
            decision: DocumentReference(number: "1/NQ", issuedOn: "2026-07-01")
        )
        _ = try await server.administrator
            .write(DirectoryMethods.dissolveAgency, dissolve, \.requestId)
        server.clock.set(day: "2026-07-20")
    }

    private static func plan(
        to: String = "H29.02",
        officer: String = ""
    ) -> OperationPlan {
        OperationPlan(work: .handOver(HandOverPlan(from: "H29.05", to: to, officer: officer)))
    }

    private static func handOver(
        _ server: TestServer,
        to: String = "H29.02",
        officer: String = ""
    ) async throws -> Operation {
        let id = try await server.start(
            plan(to: to, officer: officer),
            as: server.head(of: to),
            decision: decision
        )
        return try await server.finish(id, as: server.head(of: to))
    }

    private static func persons(_ id: String, _ caller: TestCaller) async throws -> [String] {
        try await caller.call(
            PetitionMethods.getPetitionIdentity,
            GetPetitionIdentityRequest(id: id)
        )
        .parties.map(\.fullName)
    }

    // Red when: a day, a limit, a number or a person of a file changes or is lost with its hand-over,
    // or what lies in the file stays behind.
    @Test func `A file goes over with all that lies in it, and keeps its days`() async throws {
        try await TestServer.run { server in
            let old = server.head(of: "H29.05")
            var letter = Sample.registration
            letter.fullText = Array("Kính gửi quý cơ quan".utf8)
            let id = try await old.register(letter)
            let signers = (1...60).map { number in
                var signer = Sample.sender
                signer.fullName = "Người Ký Số \(number)"
                signer.idNumber = "0790000\(10_000 + number)"
                return signer
            }
            let list = AddSignersRequest(id: id, signers: signers)
            _ = try await old.write(PetitionMethods.addSigners, list, \.requestId)
            let draft = DraftDocumentRequest(
                about: .petition(id),
                form: "ND30/2020:1.4-TB",
                recipients: ["H29"]
            )
            let document = try await old.new(DocumentMethods.draftDocument, draft, \.requestId)
            let before = try await old.petition(id)
            try await Self.end(server)

            let operation = try await Self.handOver(server)
            #expect(operation.state == .done && operation.skipped == 0)
            // The petition, and the draft that is open by itself.
            #expect(operation.done >= 1 && operation.previewed == 2)
            let new = server.head(of: "H29.02")
            let after = try await new.petition(id)
            #expect(after.agency == "H29.02" && after.sealedFor == "H29.05")
            #expect(after.stamp == before.stamp && after.registerNumber == before.registerNumber)
            #expect(after.deadlines == before.deadlines && after.lastActOn == before.lastActOn)
            #expect(after.state == before.state)
            #expect(try await Self.persons(id, new) == [Sample.senderName])
            let found = try await new.call(
                PetitionMethods.listSigners,
                ListSignersRequest(id: id, pageSize: 200)
            )
            #expect(found.signers.count == 60)
            #expect(found.signers.allSatisfy { $0.agency == "H29.02" })
            let signer = try await new.call(
                PetitionMethods.getSignerIdentity,
                GetSignerIdentityRequest(id: found.signers[41].id)
            )
            #expect(signer.signer?.fullName == signers[41].fullName)
            let paper = try await new.call(
                DocumentMethods.getDocument,
                GetDocumentRequest(name: .id(document))
            )
            #expect(paper.agency == "H29.02")
            // The register of its day goes on bearing the number.
            #expect(after.registerNumber?.agency == "H29.05")
            // The new body goes on with the file: one more signer is sealed as the others are.
            let more = AddSignersRequest(id: id, signers: [signers[0]])
            _ = try await new.write(PetitionMethods.addSigners, more, \.requestId)
            _ = try await new.classify(id, Sample.denunciation)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: what was closed changes hands, or is out of sight of who came after.
    @Test func `What was closed stays with the body of its day, and its successor reads it`()
        async throws
    {
        try await TestServer.run { server in
            let old = server.head(of: "H29.05")
            let closed = try await old.register()
            let withdraw = WithdrawPetitionRequest(id: closed, paperNumber: "1/RĐ")
            _ = try await old.write(PetitionMethods.withdrawPetition, withdraw, \.requestId)
            let open = try await old.register()
            await #expect(throws: Status.self) {
                try await server.head(of: "H29.02").petition(closed)
            }
            try await Self.end(server)
            let operation = try await Self.handOver(server)
            #expect(operation.previewed == 1 && operation.done == 1)
            let new = server.head(of: "H29.02")
            #expect(try await new.petition(closed).agency == "H29.05")
            #expect(try await Self.persons(closed, new) == [Sample.senderName])
            #expect(try await new.petition(open).agency == "H29.02")
            let list = ListPetitionsRequest(agency: "H29.05")
            let left = try await new.call(PetitionMethods.listPetitions, list).petitions
            #expect(left.map(\.id) == [closed])
            // A body that did not come after it sees neither.
            await #expect(throws: Status.self) {
                try await server.caller("head@H29").petition(open)
            }
        }
    }

    // Red when: an officer who went along loses the files that lay there, or one who did not keeps
    // them.
    @Test func `A file stays with its officer who goes along`() async throws {
        try await TestServer.run { server in
            let staff = [
                Officer(
                    code: "anh",
                    agency: "H29.05",
                    appointments: [
                        Appointment(
                            office: "H29.05.PP",
                            validFrom: "2026-01-01",
                            validTo: "2026-07-19"
                        ),
                        Appointment(office: "H29.02.PP", validFrom: "2026-07-20"),
                    ]
                ),
                Officer(code: "binh", agency: "H29.05"),
            ]
            _ = try await server.administrator.write(
                DirectoryMethods.applyOfficers,
                ApplyOfficersRequest(officers: staff),
                \.requestId
            )
            let old = server.head(of: "H29.05")
            var files: [String: String] = [:]
            for officer in ["anh", "binh"] {
                let id = try await old.register()
                let assign = AssignFileRequest(record: .petition(id), officer: officer)
                _ = try await old.write(CustodyMethods.assignFile, assign, \.requestId)
                files[officer] = id
            }
            try await Self.end(server)
            let own = try await Self.handOver(server, officer: "anh")
            #expect(own.previewed == 1 && own.done == 1)
            #expect(try await Self.handOver(server).done == 1)
            let new = server.head(of: "H29.02")
            let (anh, binh) = (files["anh"] ?? "", files["binh"] ?? "")
            let kept = try await new.petition(anh).custody
            #expect(kept?.officer == "anh" && kept?.unit == "H29.02")
            let desk = try await new.petition(binh).custody
            #expect(desk == Custody(unit: "H29.02", since: "2026-07-20"))
            let custody = try await new.call(
                CustodyMethods.getCustody,
                GetCustodyRequest(record: .petition(anh))
            )
            #expect(custody.steps.map(\.move) == [.unspecified, .assigned, .succeeded])
            let held = try await new.call(
                CustodyMethods.listHeld,
                ListHeldRequest(kind: .petition, holder: .officer("anh"))
            )
            #expect(held.files.compactMap(\.record?.id) == [anh])
        }
    }

    // Red when: what others sent to, asked or ordered of the body waits for it for ever.
    @Test func `What waits for the body waits for its successor`() async throws {
        try await TestServer.run { server in
            let sender = server.head(of: "H29")
            let petition = try await sender.register()
            let transfer = try await server.send(petition, from: "H29", to: "H29.05")
            let asked = try await sender.register()
            let ask = AskConsultationRequest(
                record: .petition(asked),
                kind: .advice,
                asked: "H29.05",
                question: "Ý kiến?",
                dueOn: "2026-07-16"
            )
            let consultation =
                try await sender
                .new(ConsultationMethods.askConsultation, ask, \.requestId)
            #expect(try await sender.petition(asked).custody?.advisers == ["H29.05"])
            try await Self.end(server)
            let operation = try await Self.handOver(server)
            #expect(operation.done == 2 && operation.skipped == 0)
            #expect(try await sender.petition(asked).custody?.advisers == ["H29.02"])
            let new = server.head(of: "H29.02")
            let answer = AnswerConsultationRequest(id: consultation, response: "Đồng ý")
            _ =
                try await new
                .write(ConsultationMethods.answerConsultation, answer, \.requestId)
            let received = try await server.receive(transfer, at: "H29.02")
            #expect(try await new.petition(received).agency == "H29.02")
            let due = try server.records.read { try $0.count(.due(agency: "H29.05", by: nil)) }
            #expect(due == 0)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a transfer between two bodies that became one waits for ever, or its petition does.
    @Test func `A transfer between bodies that became one is over`() async throws {
        try await TestServer.run { server in
            let id = try await server.head(of: "H29.05").register()
            let transfer = try await server.send(id, from: "H29.05", to: "H29.02")
            try await Self.end(server)
            let operation = try await Self.handOver(server)
            #expect(operation.done == 2 && operation.skipped == 0)
            let petition = try await server.head(of: "H29.02").petition(id)
            #expect(petition.agency == "H29.02" && petition.state == .classified)
            #expect(petition.transferId.isEmpty)
            #expect(try await server.transfer(transfer, as: "H29.02").state == .recalled)
            let due = try server.records.read { try $0.count(.due(agency: "H29.05", by: nil)) }
            #expect(due == 0)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a matter goes round in a circle because a body bears another name.
    @Test func `Back to who came after a station is a circle`() async throws {
        try await TestServer.run { server in
            let first = try await server.head(of: "H29.05").register()
            let sent = try await server.send(first, from: "H29.05", to: "H29")
            let second = try await server.receive(sent, at: "H29")
            try await Self.end(server)
            let back = try await server.send(second, from: "H29", to: "H29.02")
            let transfer = try await server.transfer(back, as: "H29")
            #expect(transfer.state == .stopped && transfer.stop == .cycle)
        }
    }

    // Red when: who advises on a file is sent away, or a body asks itself after both became one.
    @Test func `Who advises goes on to, unless adviser and agency became one`() async throws {
        try await TestServer.run { server in
            let old = server.head(of: "H29.05")
            let id = try await old.register()
            var asked: [String] = []
            for adviser in ["H29", "H29.02"] {
                let ask = AskConsultationRequest(
                    record: .petition(id),
                    kind: .advice,
                    asked: adviser,
                    question: "Ý kiến?",
                    dueOn: "2026-07-16"
                )
                asked.append(
                    try await old.new(ConsultationMethods.askConsultation, ask, \.requestId)
                )
            }
            try await Self.end(server)
            let operation = try await Self.handOver(server)
            #expect(operation.done == 3 && operation.previewed == 3 && operation.skipped == 0)
            let new = server.head(of: "H29.02")
            let custody = try await new.petition(id).custody
            #expect(custody?.advisers == ["H29"] && custody?.unit == "H29.02")
            #expect(try await server.head(of: "H29").petition(id).agency == "H29.02")
            var states: [ConsultationState] = []
            for id in asked {
                let get = GetConsultationRequest(id: id)
                states.append(
                    try await new.call(ConsultationMethods.getConsultation, get).state
                )
            }
            #expect(states == [.asked, .withdrawn])
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: whoever came after a denounced head sees the denunciation, or it is counted.
    @Test func `A denunciation of the head goes to the body above and nobody else sees it`()
        async throws
    {
        try await TestServer.run { server in
            let old = server.head(of: "H29.05")
            let plain = try await old.register()
            var letter = Sample.registration
            letter.secret = true
            letter.respondents = [Respondent(agency: "H29.05", rank: .head)]
            let about = try await old.register(letter)
            let above = server.head(of: "H29")
            await #expect(throws: Status.self) { try await old.petition(about) }
            try await Self.end(server)
            let new = server.head(of: "H29.02")
            let preview = try await new.call(
                OperationMethods.previewOperation,
                PreviewOperationRequest(plan: Self.plan())
            )
            #expect(preview.count == 1 && preview.records == [.petition(plain)])
            #expect(try await Self.handOver(server).done == 1)
            await #expect(throws: Status.self) { try await new.petition(about) }
            let list = ListPetitionsRequest(agency: "H29.05")
            #expect(try await new.call(PetitionMethods.listPetitions, list).petitions == [])
            #expect(try await Self.handOver(server, to: "H29").done == 1)
            #expect(try await above.petition(about).agency == "H29")
            await #expect(throws: Status.self) { try await new.petition(about) }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a wrong successor can not be set right, or what went on since is taken from it.
    @Test func `A hand-over is taken back, save what went on since`() async throws {
        try await TestServer.run { server in
            let old = server.head(of: "H29.05")
            let (one, other) = (try await old.register(), try await old.register())
            try await Self.end(server)
            let operation = try await Self.handOver(server)
            let new = server.head(of: "H29.02")
            _ = try await new.classify(other)
            let revert = RevertOperationRequest(id: operation.id, reason: "Nhầm đơn vị")
            _ = try await new.write(OperationMethods.revertOperation, revert, \.requestId)
            let reverted = try await server.finish(operation.id, as: new)
            #expect(reverted.state == .reverted)
            #expect(reverted.reverted == 1 && reverted.skips.compactMap(\.record?.id) == [other])
            #expect(try await new.petition(one).agency == "H29.05")
            #expect(try await new.petition(one).sealedFor.isEmpty)
            #expect(try await new.petition(other).agency == "H29.02")
            #expect(try await Self.persons(one, new) == [Sample.senderName])
            #expect(try server.records.verify().findings == [])
        }
    }
}

extension TestServer {
    /// Previews a plan and starts it; id of the operation.
    func start(
        _ plan: OperationPlan,
        as caller: TestCaller,
        decision: DocumentReference? = nil
    ) async throws -> String {
        let preview = try await caller.call(
            OperationMethods.previewOperation,
            PreviewOperationRequest(plan: plan)
        )
        let start = StartOperationRequest(
            plan: plan,
            confirmation: preview.confirmation,
            decision: decision
        )
        return try await caller.new(OperationMethods.startOperation, start, \.requestId)
    }

    /// Takes the steps of operations until none is left; how an operation stands then.
    func finish(_ id: String, as caller: TestCaller) async throws -> Operation {
        let mover = OperationMover(desk)
        while try await mover.step() {}
        return try await operation(id, as: caller)
    }

    /// An operation as a caller sees it.
    func operation(_ id: String, as caller: TestCaller) async throws -> Operation {
        try await caller.call(OperationMethods.getOperation, GetOperationRequest(id: id))
    }
}
