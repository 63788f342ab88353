import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Originals that only handlers open, and the masked copies that others get in their place.
@Suite struct WorkingCopyServiceTests {
    private typealias W = WorkingCopyMethods

    private static let text = "Ông H., trưởng phòng, nhận tiền của người dân.\nNgày 03/02/2026."
    private static let unknown = "NOT_FOUND WORKING_COPY_NOT_FOUND"

    private static func make(
        _ file: SecretFile,
        _ caller: TestCaller,
        _ text: String = text
    ) async throws(Status) -> String {
        let request = MakeWorkingCopyRequest(record: .petition(file.petition), maskedText: text)
        return try await caller.new(W.makeWorkingCopy, request, \.requestId)
    }

    private static func release(
        _ id: String,
        _ caller: TestCaller
    ) async throws(Status) -> Receipt {
        let request = ReleaseWorkingCopyRequest(id: id, office: "H29.02.GD")
        return try await caller.write(W.releaseWorkingCopy, request, \.requestId)
    }

    /// The text as a caller reads it, or why not.
    private static func read(_ id: String, _ caller: TestCaller) async -> String {
        do {
            return try await caller.call(W.getWorkingCopy, GetWorkingCopyRequest(id: id))
                .maskedText
        } catch { return error.description }
    }

    private static func refusal(_ body: () async throws(Status) -> Any) async -> String {
        do {
            _ = try await body()
            return "done"
        } catch { return error.description }
    }

    // Red when: somebody without a right to the original makes one, one pair of eyes releases it,
    // anybody reads it before, or an officer in scope does not after.
    @Test(arguments: Engine.allCases)
    func `A handler makes it, a head releases it, officers read it`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            let file = try await SecretFile(server)
            for caller in [file.binh, file.head] {
                #expect(
                    await Self.refusal { () async throws(Status) in
                        try await Self.make(file, caller)
                    } == "PERMISSION_DENIED IDENTITY_SEALED"
                )
            }
            _ = try await file.appoint()
            #expect(
                await Self.refusal { () async throws(Status) in
                    try await Self.make(file, file.binh, "Tôi là Nguyễn Thị Ánh")
                } == "INVALID_ARGUMENT FIELD_INVALID"
            )
            let id = try await Self.make(file, file.binh)
            #expect(await Self.read(id, file.binh) == Self.text)
            #expect(await Self.read(id, file.head) == Self.text)
            for caller in [file.dung, server.stranger] {
                #expect(await Self.read(id, caller) == Self.unknown)
            }
            #expect(
                await Self.refusal { () async throws(Status) in
                    try await Self.release(id, file.dung)
                } == "PERMISSION_DENIED PERMISSION_DENIED"
            )
            _ = try await Self.release(id, file.head)
            #expect(await Self.read(id, file.dung) == Self.text)
            #expect(await Self.read(id, server.stranger) == Self.unknown)
            let recall = RecallWorkingCopyRequest(
                id: id,
                reason: "Che chưa đủ",
                office: "H29.02.GD"
            )
            _ = try await file.deputy.write(W.recallWorkingCopy, recall, \.requestId)
            for caller in [file.binh, file.dung, file.head] {
                #expect(await Self.read(id, caller) == Self.unknown)
            }
            let list = ListWorkingCopiesRequest(record: .petition(file.petition))
            let listed = try await file.dung.call(W.listWorkingCopies, list).copies
            #expect(listed.map(\.state) == [.recalled])
            #expect(try server.records.verify().findings == [])
            #expect(try await server.records.rebuild() == 0)
        }
    }

    // Red when: the original or its name is told to an officer in scope, or a handler's reading
    // opens it longer than a quarter of an hour, after the right has ended, or to somebody else.
    @Test func `The original is opened by a reading alone`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            let bytes = FileTests.pdf(300_000)
            _ = try await FileTests.send(file.head, bytes)
            _ = try await file.head.call(FileMethods.finishUpload, FileTests.finish)
            _ = try await FileTests.attach(file.head, file.petition)
            let facts = try await file.dung.call(
                FileMethods.getFile,
                GetFileRequest(id: FileTests.id)
            )
            #expect(facts.name.isEmpty && facts.file?.sealedName.isEmpty == true)
            let appointment = try await file.appoint(handlers: ["binh", "dung"])
            let told = try await file.read(file.binh)
            #expect(told.files.map(\.name) == ["Đơn của bà Ánh.pdf"])
            #expect(told.files.map(\.size) == [300_000])
            func open(_ caller: TestCaller, _ offset: Int64 = 0) async -> String {
                let request = ReadOriginalRequest(
                    reading: told.reading,
                    file: FileTests.id,
                    offset: offset
                )
                do {
                    let chunk = try await caller.call(IdentityMethods.readOriginal, request)
                    let end = Int(offset) + chunk.data.count
                    return chunk.data == Array(bytes[Int(offset)..<end]) ? "opened" : "spoilt"
                } catch { return error.description }
            }
            #expect(await open(file.binh) == "opened")
            #expect(await open(file.binh, 262_144) == "opened")
            #expect(await open(file.binh, 5) == "INVALID_ARGUMENT FIELD_INVALID")
            let unknown = "NOT_FOUND IDENTITY_READING_NOT_FOUND"
            #expect(await open(file.dung) == unknown)
            server.clock.advance(milliseconds: 15 * 60_000)
            #expect(await open(file.binh) == "opened")
            server.clock.advance(milliseconds: 1)
            #expect(await open(file.binh) == unknown)
            let again = try await file.read(file.dung)
            let end = EndHandlersRequest(
                id: appointment,
                reason: "Chuyển việc",
                office: "H29.02.GD"
            )
            _ = try await file.head.write(IdentityMethods.endHandlers, end, \.requestId)
            let late = ReadOriginalRequest(reading: again.reading, file: FileTests.id)
            #expect(
                await Self.refusal { () async throws(Status) in
                    try await file.dung.call(IdentityMethods.readOriginal, late)
                } == "PERMISSION_DENIED IDENTITY_SEALED"
            )
        }
    }

    // Red when: a masked scan is read before its release, attached afterwards, or named after a
    // sender.
    @Test func `Masked scans belong to a working copy`() async throws {
        try await TestServer.run { server in
            let file = try await SecretFile(server)
            _ = try await file.appoint()
            let id = try await Self.make(file, file.binh, "")
            let bytes = FileTests.pdf(1_000)
            _ = try await FileTests.send(file.binh, bytes)
            _ = try await file.binh.call(FileMethods.finishUpload, FileTests.finish)
            func attach(_ name: String, _ caller: TestCaller) async throws(Status) -> Receipt {
                let request = AttachFileRequest(
                    uploadId: FileTests.id,
                    about: RecordReference(kind: .workingCopy, id: id),
                    kind: .evidence,
                    name: name
                )
                return try await caller.write(FileMethods.attachFile, request, \.requestId)
            }
            #expect(
                await Self.refusal { () async throws(Status) in
                    try await attach("Nguyen Thi Anh.pdf", file.binh)
                } == "INVALID_ARGUMENT FIELD_INVALID"
            )
            #expect(
                await Self.refusal { () async throws(Status) in
                    try await attach("che.pdf", file.dung)
                } == "FAILED_PRECONDITION ACTION_NOT_ALLOWED"
            )
            #expect(
                await Self.refusal { () async throws(Status) in
                    try await Self.release(id, file.head)
                } == "FAILED_PRECONDITION ACTION_NOT_ALLOWED"
            )
            _ = try await attach("che.pdf", file.binh)
            func fetch(_ caller: TestCaller) async -> Bool {
                (try? await FileTests.fetch(caller, bytes.count)) == bytes
            }
            #expect(await fetch(file.binh))
            #expect(await fetch(file.head))
            #expect(await !fetch(file.dung))
            _ = try await Self.release(id, file.head)
            #expect(await fetch(file.dung))
            #expect(await !fetch(server.stranger))
        }
    }

    // Red when: what the denounced head would be told of is told to that head, or not to the body
    // above.
    @Test func `Of a denunciation of the head the body above hears instead`() async throws {
        try await TestServer.run { server in
            var request = SecretFile.registration
            request.respondents = [Respondent(agency: "H29.02", rank: .head)]
            let petition = try await server.officer.register(request)
            let chair = server.caller("head@H29/chu-tich")
            let appoint = AppointHandlersRequest(
                record: .petition(petition),
                handlers: [OfficerReference(officer: "lan")],
                until: .closing,
                reason: "Phân công xác minh",
                office: "H29.GD"
            )
            let named = try await chair.new(
                IdentityMethods.appointHandlers,
                appoint,
                \.requestId
            )
            let lan = server.caller("officer@H29/lan")
            let read = ReadIdentityRequest(
                requestId: TestCaller.newRequestID(),
                record: .petition(petition),
                reasonCode: .verify,
                reason: SecretFile.motive
            )
            let told = try await lan.call(IdentityMethods.readIdentity, read)
            #expect(told.parties.map(\.party) == [Sample.sender])
            let reads = ListIdentityReadsRequest()
            let heard = try await chair.call(IdentityMethods.listIdentityReads, reads)
            #expect(heard.readings.map(\.id) == [told.reading])
            #expect(heard.readings.map(\.agency) == ["H29"])
            for caller in [server.head, server.officer] {
                let found = try? await caller.call(IdentityMethods.listIdentityReads, reads)
                #expect(found?.readings.isEmpty ?? true)
                let feed = try await caller.call(
                    FeedMethods.listJournal,
                    ListJournalRequest(pageSize: 200)
                )
                let records = feed.items.flatMap(\.events).map(\.record)
                #expect(!records.contains(.petition(petition)))
                #expect(
                    !records.contains(RecordReference(kind: .handlerAppointment, id: named))
                )
            }
            let copy = MakeWorkingCopyRequest(record: .petition(petition), maskedText: Self.text)
            let id = try await lan.new(W.makeWorkingCopy, copy, \.requestId)
            let release = ReleaseWorkingCopyRequest(id: id, office: "H29.GD")
            _ = try await chair.write(W.releaseWorkingCopy, release, \.requestId)
            #expect(await Self.read(id, server.caller("officer@H29/dung")) == Self.text)
            #expect(await Self.read(id, server.head) == Self.unknown)
        }
    }
}
