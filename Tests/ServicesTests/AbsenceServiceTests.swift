import Casework
import Messages
import RPC
import Records
import Services
import TestSeeds
import TestSupport
import Testing

/// Who is absent and who stands in, over the wire: files, urging, secrecy, and who leaves.
@Suite struct AbsenceServiceTests {
    private typealias M = AbsenceMethods

    /// Loads a division and four officers: an, binh and dung of the agency, chi of the division.
    private static func load(_ server: TestServer) async throws {
        _ = try await server.administrator.apply([Sample.division])
        let officers = [
            Officer(code: "ann", agency: "H29.02"), Officer(code: "binh", agency: "H29.02"),
            Officer(code: "dung", agency: "H29.02"), Officer(code: "chi", agency: "H29.02.01"),
        ]
        let load = ApplyOfficersRequest(officers: officers)
        _ = try await server.administrator
            .write(DirectoryMethods.applyOfficers, load, \.requestId)
    }

    private static func officer(_ code: String, _ server: TestServer) -> TestCaller {
        server.caller("officer@\(code == "chi" ? "H29.02.01" : "H29.02")/\(code)")
    }

    /// An officer is absent until 24/07/2026; the id of the absence.
    private static func leave(
        _ server: TestServer,
        _ officer: String = "ann",
        by substitute: String
    ) async throws(Status) -> String {
        let request = EnterAbsenceRequest(
            substitute: substitute,
            reason: .leave,
            firstOn: "2026-07-15",
            lastOn: "2026-07-24"
        )
        return try await Self.officer(officer, server).new(M.enterAbsence, request, \.requestId)
    }

    /// A petition that lies with an officer.
    private static func held(_ server: TestServer, by officer: String) async throws -> String {
        let id = try await server.officer.register()
        let assign = AssignFileRequest(record: .petition(id), officer: officer)
        _ = try await server.head.write(CustodyMethods.assignFile, assign, \.requestId)
        return id
    }

    private static func open(_ caller: TestCaller, _ id: String) async throws -> Set<String> {
        let request = ListActionsRequest(record: .petition(id))
        let actions = try await caller.call(RecordMethods.listActions, request).actions
        return Set(actions.filter(\.open).map(\.method))
    }

    // Red when: who stands in does not hold the file, somebody else does, the history does not tell
    // for whom it moved, or a file is given to somebody absent.
    @Test(arguments: Engine.allCases)
    func `Who stands in moves the file in the holder's name`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.load(server)
            let id = try await Self.held(server, by: "ann")
            let (binh, dung) = (Self.officer("binh", server), Self.officer("dung", server))
            let handOn = "CustodyService/HandOnFile"
            #expect(try await !Self.open(binh, id).contains(handOn))
            _ = try await Self.leave(server, by: "binh")
            #expect(try await Self.open(binh, id).contains(handOn))
            #expect(try await !Self.open(dung, id).contains(handOn))
            let next = try await server.officer.register()
            let assign = AssignFileRequest(record: .petition(next), officer: "ann")
            let refused = await #expect(throws: Status.self) {
                try await server.head.write(CustodyMethods.assignFile, assign, \.requestId)
            }
            #expect(refused?.fieldViolations.map(\.field) == ["officer"])
            #expect(refused?.fieldViolations.first?.description.contains("name binh") == true)
            let move = HandOnFileRequest(record: .petition(id), officer: "dung")
            _ = try await binh.write(CustodyMethods.handOnFile, move, \.requestId)
            let custody =
                try await binh
                .call(CustodyMethods.getCustody, GetCustodyRequest(record: .petition(id)))
            #expect(custody.steps.last?.movedBy == "binh" && custody.steps.last?.movedFor == "ann")
            #expect(custody.custody?.officer == "dung")
            #expect(try server.records.verify().findings == [])
            #expect(try await server.records.rebuild() == 0)
        }
    }

    // Red when: who stands in from a unit below does not get at the file, gets at others, or goes on
    // after the absence.
    @Test func `Somebody of a unit below stands in while the absence lasts`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            let id = try await Self.held(server, by: "ann")
            let other = try await Self.held(server, by: "dung")
            let chi = Self.officer("chi", server)
            let list = ListHeldRequest(agency: "H29.02", kind: .petition, holder: .officer("ann"))
            func sees(_ id: String) async -> Bool { (try? await chi.petition(id)) != nil }
            func lists() async -> [String]? {
                try? await chi.call(CustodyMethods.listHeld, list).files.compactMap {
                    $0.record?.id
                }
            }
            #expect(await !sees(id))
            #expect(await lists() == nil)
            let absence = try await Self.leave(server, by: "chi")
            #expect(await sees(id))
            #expect(await !sees(other))
            #expect(await lists() == [id])
            #expect(try await Self.open(chi, id).contains("CustodyService/ReturnFile"))
            let others = ListHeldRequest(
                agency: "H29.02",
                kind: .petition,
                holder: .officer("dung")
            )
            await #expect(throws: Status.self) {
                try await chi.call(CustodyMethods.listHeld, others)
            }
            let seen = try await chi.call(M.listAbsences, ListAbsencesRequest(on: "2026-07-24"))
            #expect(seen.absences.map(\.id) == [absence])
            let later = try await chi.call(M.listAbsences, ListAbsencesRequest(on: "2026-07-25"))
            #expect(later.absences == [])
            let inbox = try await chi.call(FeedMethods.listInbox, ListInboxRequest())
            #expect(inbox.items.count == 1)
            // An adviser makes readers of the file who do not act; who stands in acts.
            let ask = AskConsultationRequest(
                record: .petition(id),
                kind: .advice,
                asked: "H29.05",
                question: "Nguồn gốc đất?",
                dueOn: "2026-07-16"
            )
            _ = try await server.head.write(ConsultationMethods.askConsultation, ask, \.requestId)
            let back = ReturnFileRequest(record: .petition(id), reason: "Không thuộc phần việc")
            _ = try await chi.write(CustodyMethods.returnFile, back, \.requestId)
            #expect(await !sees(id))
            let again = try await Self.held(server, by: "dung")
            server.clock.set(day: "2026-07-25")
            #expect(await !sees(again))
            #expect(await lists() == nil)
        }
    }

    // Red when: a file is shown to whom it is about because that one stands in for its holder.
    @Test func `Whom a file is kept from gets at it by no substitution`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            let planted = try await PlantedDenunciation(server, about: "lan.nv")
            let assign = AssignFileRequest(record: .caseFile(planted.file), officer: "ann")
            _ = try await server.head.write(CustodyMethods.assignFile, assign, \.requestId)
            let lan = server.caller("officer@H29.02/lan.nv")
            _ = try await Self.leave(server, by: "lan.nv")
            let refused = await #expect(throws: Status.self) {
                try await lan.call(CaseMethods.getCase, GetCaseRequest(name: .id(planted.file)))
            }
            #expect(refused?.code == .notFound)
            let held = try await lan.call(
                CustodyMethods.listHeld,
                ListHeldRequest(kind: .case, holder: .officer("ann"))
            )
            #expect(held.files == [])
            let back = ReturnFileRequest(record: .caseFile(planted.file), reason: "Bận")
            let kept = await #expect(throws: Status.self) {
                try await lan.write(CustodyMethods.returnFile, back, \.requestId)
            }
            #expect(kept?.code == .notFound)
        }
    }

    // Red when: who stands in for a handler is told who denounces.
    @Test func `Who handles a denunciation is substituted by nobody`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            let file = try await SecretFile(server)
            _ = try await file.appoint()
            #expect(await file.refused(file.binh) == "told")
            let assign = AssignFileRequest(record: .petition(file.petition), officer: "binh")
            _ = try await file.head.write(CustodyMethods.assignFile, assign, \.requestId)
            _ = try await Self.leave(server, "binh", by: "dung")
            #expect(
                try await Self.open(file.dung, file.petition)
                    .contains("CustodyService/ReturnFile")
            )
            #expect(await file.refused(file.dung) == "PERMISSION_DENIED IDENTITY_SEALED")
        }
    }

    // Red when: somebody absent is urged while another one stands in, or the substitute afterwards.
    @Test func `Who stands in is urged in the holder's place`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            let id = try await Self.held(server, by: "ann")
            let absence = try await Self.leave(server, by: "binh")
            func urge(_ day: String) async throws -> [Urging] {
                server.clock.set(day: day)
                let mover = UrgingMover(server.desk)
                while try await mover.step() {}
                let list = ListUrgingsRequest(of: .record(.petition(id)))
                return try await server.officer.call(UrgingMethods.listUrgings, list).urgings
            }
            // Two working days before Monday, 20/07/2026.
            let first = try await urge("2026-07-16").compactMap(\.addressee)
            #expect(first.map(\.officer) == ["binh"] && first.map(\.standsInFor) == ["ann"])
            #expect(first.map(\.rung) == [.holder] && first.map(\.agency) == ["H29.02"])
            let digest = try await Self.officer("binh", server)
                .call(UrgingMethods.getDigest, GetDigestRequest(addressee: .officer("binh")))
            #expect(digest.urgings.first?.content.contains("cán bộ binh (thay cán bộ ann)") == true)
            let other = try await Self.held(server, by: "dung")
            _ = try await Self.officer("ann", server)
                .write(M.endAbsence, EndAbsenceRequest(id: absence), \.requestId)
            let assign = AssignFileRequest(record: .petition(other), officer: "ann")
            _ = try await server.head.write(CustodyMethods.assignFile, assign, \.requestId)
            _ = try await urge("2026-07-17")
            let list = ListUrgingsRequest(of: .record(.petition(other)))
            let urged = try await server.officer.call(UrgingMethods.listUrgings, list).urgings
            #expect(urged.compactMap(\.addressee).map(\.code) == ["ann"])
        }
    }

    // Red when: somebody enters or ends the absence of another, or who leads the agency may not.
    @Test func `Who is absent says so, or who leads the agency`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            var request = EnterAbsenceRequest(
                officer: "ann",
                substitute: "binh",
                reason: .sick,
                firstOn: "2026-07-15",
                lastOn: "2026-07-17"
            )
            let dung = Self.officer("dung", server)
            let refused = await #expect(throws: Status.self) {
                try await dung.write(M.enterAbsence, request, \.requestId)
            }
            #expect(refused?.fieldViolations.map(\.field) == ["officer"])
            let id = try await server.head.new(M.enterAbsence, request, \.requestId)
            let end = EndAbsenceRequest(id: id, backOn: "2026-07-16")
            let kept = await #expect(throws: Status.self) {
                try await dung.write(M.endAbsence, end, \.requestId)
            }
            #expect(kept?.code == .failedPrecondition)
            _ = try await server.head.write(M.endAbsence, end, \.requestId)
            let found = try await dung.call(M.getAbsence, GetAbsenceRequest(id: id))
            #expect(found.lastOn == "2026-07-15" && found.enteredBy == "head")
            request.firstOn = "2026-07-16"
            _ = try await server.head.new(M.enterAbsence, request, \.requestId)
        }
    }

    // Red when: who leaves goes on being absent or standing in, or the store forgets whom.
    @Test func `Who leaves is absent no more and stands in for nobody`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            let leaver = Officer(
                code: "binh",
                agency: "H29.02",
                appointments: [Appointment(office: "H29.02.PP", validFrom: "2026-01-01")]
            )
            let administrator = server.administrator
            _ = try await administrator.write(
                DirectoryMethods.applyOfficers,
                ApplyOfficersRequest(officers: [leaver]),
                \.requestId
            )
            let standsIn = try await Self.leave(server, by: "binh")
            let own = EnterAbsenceRequest(
                substitute: "dung",
                reason: .training,
                firstOn: "2026-07-27",
                lastOn: "2026-09-30"
            )
            let away = try await Self.officer("binh", server)
                .new(M.enterAbsence, own, \.requestId)
            func leave(on day: String) async throws {
                let request = EndAppointmentRequest(
                    officer: "binh",
                    office: "H29.02.PP",
                    on: day,
                    decision: DocumentReference(number: "45/QĐ", issuedOn: "2026-07-10")
                )
                _ =
                    try await administrator
                    .write(DirectoryMethods.endAppointment, request, \.requestId)
            }
            let ask = ListHoldingsRequest(officer: "binh", office: "H29.02.PP", on: "2026-07-20")
            let held = try await administrator.call(DirectoryMethods.listHoldings, ask).holdings
            #expect(held.map(\.kind) == [.absence, .substitution])
            #expect(held.map { $0.record?.id } == [away, standsIn])
            let kept = await #expect(throws: Status.self) { try await leave(on: "2026-07-20") }
            #expect(kept?.metadata["missing"] == "another holder of SUBSTITUTION \(standsIn)")
            try await leave(on: "2026-08-03")
            let found = try await server.officer.call(M.getAbsence, GetAbsenceRequest(id: away))
            #expect(found.state == .ended && found.lastOn == "2026-08-02")
            #expect(try await server.records.rebuild() == 0)
        }
    }

    // Red when: the store's lists of who stands in differ from the absences that were entered, on any
    // day, or are not made from the journal.
    @Test func `The store knows on each day who stands in`() async throws {
        let seed: UInt64 = 20_261_127
        var random = SplitMix64(usualSeed: seed)
        try await TestServer.run { server in
            try await Self.load(server)
            let names = ["ann", "binh", "dung"]
            let start = try #require(Day(iso: "2026-07-15"))
            var ids: [String] = []
            for step in 0..<60 {
                let today = start + step / 10
                server.clock.set(day: today.iso)
                if let id = ids.randomElement(using: &random), step % 5 == 0 {
                    _ = try? await server.head
                        .write(M.endAbsence, EndAbsenceRequest(id: id), \.requestId)
                    continue
                }
                let first = today + Int.random(in: 0...6, using: &random)
                let request = EnterAbsenceRequest(
                    officer: names.randomElement(using: &random) ?? "",
                    substitute: names.randomElement(using: &random) ?? "",
                    reason: .mission,
                    firstOn: first.iso,
                    lastOn: (first + Int.random(in: 0...3, using: &random)).iso
                )
                if let id = try? await server.head.new(M.enterAbsence, request, \.requestId) {
                    ids.append(id)
                }
            }
            let absences = try server.records.read { reader in
                try ids.compactMap { try reader.filed(Absence.self, $0) }
            }
            #expect(absences.count > 5, "seed \(seed)")
            try server.records.read { reader in
                for day in start...start + 20 {
                    let model = Sample.substitution(absences, on: day.iso)
                    for name in names {
                        let presence = try model.presence(of: name)
                        #expect(try reader.substitution(on: day).presence(of: name) == presence)
                        guard let end = try reader.substitute(of: name, on: day) else { continue }
                        #expect(presence == .absent(substitute: end), "seed \(seed)")
                        #expect(try reader.substituted(by: end, on: day).contains(name))
                        #expect(try reader.substitute(of: end, on: day) == nil, "seed \(seed)")
                        #expect(try reader.substituted(by: name, on: day).isEmpty)
                    }
                }
            }
            #expect(try await server.records.rebuild() == 0)
            #expect(try server.records.verify().findings == [])
        }
    }
}
