import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Mistakes at reception, and what hangs on the record that was entered wrong.
@Suite struct MistakeReceptionTests {
    // Red when: a voided visit loses its number, still counts in the person's history, or its
    // register does not say so.
    @Test func `A voided visit keeps its number and leaves the history`() async throws {
        try await TestServer.run { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.checkIn()
            let record = RecordReference(kind: .visit, id: id)
            let void = VoidEntryRequest(record: record, reason: "Nhập nhầm người")
            _ = try await server.officer.write(RecordMethods.voidEntry, void, \.requestId)
            let rows = try await server.officer.call(
                ReceptionMethods.listReceptionRegister,
                ListReceptionRegisterRequest(year: 2026)
            ).rows
            #expect(rows.map(\.number) == [1] && rows.map(\.note) == ["Huỷ"])
            let history = try await server.officer.call(
                ReceptionMethods.getVisitorHistory,
                GetVisitorHistoryRequest(idNumber: Sample.senderID)
            )
            #expect(history.firstVisit)
            let next = try await desk.checkIn()
            let visit = try await server.officer.call(
                ReceptionMethods.getVisit,
                GetVisitRequest(name: .id(next))
            )
            #expect(visit.registerNumber?.number == 2)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: somebody is still found by a number that was entered wrong, or not by the right one.
    @Test func `A corrected identification number is the one that finds the person`() async throws {
        try await TestServer.run { server in
            let id = try await ReceptionDesk(server: server).checkIn()
            let visit = try await server.officer.call(
                ReceptionMethods.getVisit,
                GetVisitRequest(name: .id(id))
            )
            var right = Sample.sender
            right.idNumber = "079185009999"
            _ = try await MistakeServiceTests.correct(
                server.officer,
                RecordReference(kind: .visit, id: id),
                visit.etag,
                [:],
                [PartyCorrection(partyId: visit.parties.first?.id ?? "", party: right)]
            )
            func found(_ number: String) async throws -> [String] {
                try await server.officer.call(
                    ReceptionMethods.getVisitorHistory,
                    GetVisitorHistoryRequest(idNumber: number)
                ).visits.map(\.id)
            }
            #expect(try await found(Sample.senderID) == [])
            #expect(try await found("079185009999") == [id])
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a voided petition leaves the visit that it was opened from without a way on.
    @Test func `A voided petition opens its visit's content again`() async throws {
        try await TestServer.run { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.visited(.complaint, .mine)
            let open = OpenPetitionRequest(id: id, number: 1, stampNumber: "77")
            let receipt = try await server.officer.write(
                ReceptionMethods.openPetition,
                open,
                \.requestId
            )
            let petition = receipt.records.compactMap(\.record).first { $0.kind == .petition }
            func visit() async throws -> Visit {
                let request = GetVisitRequest(name: .id(id))
                return try await server.officer.call(ReceptionMethods.getVisit, request)
            }
            #expect(try await visit().state == .toPetition)
            let void = VoidEntryRequest(record: petition, reason: "Lập đơn nhầm")
            _ = try await server.officer.write(RecordMethods.voidEntry, void, \.requestId)
            let back = try await visit()
            #expect(back.state == .contentRecorded && back.contents[0].outcome == .unspecified)
            _ = try await server.officer.write(
                ReceptionMethods.openPetition,
                open,
                \.requestId
            )
            #expect(try await visit().state == .toPetition)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: the agency that carries an instruction out corrects it, or its time limit keeps a
    // day that was corrected.
    @Test func `An instruction is corrected by the agency that gave it`() async throws {
        try await TestServer.run { server in
            let planted = try await PlantedSessions(server)
            let record = RecordReference(kind: .instruction, id: planted.instruction)
            func stood() async throws -> Instruction {
                let request = GetInstructionRequest(id: planted.instruction)
                return try await server.head.call(SessionMethods.getInstruction, request)
            }
            let before = try await stood()
            let giver = server.caller("head@\(before.givenBy)")
            let other = server.caller("head@\(before.agency)")
            let later = Day(iso: before.dueOn).map { ($0 + 7).iso } ?? ""
            func correct(_ caller: TestCaller, _ office: String) async throws {
                _ = try await MistakeServiceTests.correct(
                    caller,
                    record,
                    before.etag,
                    ["due_on": "\"\(later)\""],
                    office: office
                )
            }
            if before.agency != before.givenBy {
                await #expect(throws: Status.self) {
                    try await correct(other, "\(before.agency).GD")
                }
            }
            try await correct(giver, "\(before.givenBy).GD")
            let after = try await stood()
            #expect(after.dueOn == later && after.deadlines.map(\.dueOn) == [later])
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: files of a visitor who denounces can be read, or their names, by whoever may see
    // the visit.
    @Test func `The files of a secret visit are sealed`() async throws {
        try await TestServer.run { server in
            let id = try await ReceptionDesk(server: server).visited(.denunciation, .mine)
            _ = try await FileTests.send(server.officer, FileTests.pdf(5_000))
            _ = try await server.officer.call(FileMethods.finishUpload, FileTests.finish)
            let attach = AttachFileRequest(
                uploadId: FileTests.id,
                about: RecordReference(kind: .visit, id: id),
                kind: .evidence,
                name: "Đơn của bà Ánh.pdf"
            )
            _ = try await server.officer.write(FileMethods.attachFile, attach, \.requestId)
            let facts = try await server.officer.call(
                FileMethods.getFile,
                GetFileRequest(id: FileTests.id)
            )
            #expect(facts.name.isEmpty)
            await #expect(throws: Status.self) {
                try await FileTests.fetch(server.officer, 5_000)
            }
        }
    }

    // Red when: guidance at a visit that was voided uses up the guidance of its content.
    @Test func `Guidance at a void visit does not count`() async throws {
        try await TestServer.run { server in
            let desk = ReceptionDesk(server: server)
            func guide(_ id: String) async throws {
                let request = GuideCitizenRequest(id: id, number: 1, targetAgency: "H29.05")
                _ = try await server.officer.write(
                    ReceptionMethods.guideCitizen,
                    request,
                    \.requestId
                )
            }
            let first = try await desk.visited(.complaint, .other)
            try await guide(first)
            let second = try await desk.checkIn()
            var content = ReceptionDesk.content(.complaint, .other)
            content.sameAsVisit = first
            try await desk.record(second, content)
            await #expect(throws: Status.self) { try await guide(second) }
            let void = VoidEntryRequest(
                record: RecordReference(kind: .visit, id: first),
                reason: "Nhập nhầm"
            )
            _ = try await server.officer.write(RecordMethods.voidEntry, void, \.requestId)
            try await guide(second)
        }
    }
}
