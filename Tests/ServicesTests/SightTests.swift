import Casework
import Messages
import RPC
import Records
import Storage
import TestSupport
import Testing

@testable import Services

/// Whom a record is about does not see it, over the wire.
@Suite struct SightTests {
    private static let official = Respondent(agency: "H29.02", rank: .official, officer: "lan")
    private static let head = Respondent(agency: "H29.02", rank: .head)

    /// Officers of the home agency: minh is deputy in an office to which lan reports, vy is not
    /// below him.
    private static func staff(_ server: TestServer) async throws {
        var home = Sample.home
        home.offices = [
            Office(code: "H29.02.GD", title: "Giám đốc", head: true),
            Office(code: "H29.02.PP", title: "Phó phòng"),
            Office(code: "H29.02.CV1", title: "Chuyên viên", reportsTo: "H29.02.PP"),
            Office(code: "H29.02.CV2", title: "Chuyên viên"),
        ]
        _ = try await server.administrator.apply([home])
        let held = [("minh", "PP"), ("lan", "CV1"), ("vyy", "CV2")].map { code, office in
            Officer(
                code: code,
                agency: "H29.02",
                appointments: [
                    Appointment(office: "H29.02.\(office)", validFrom: "2026-01-01")
                ]
            )
        }
        let request = ApplyOfficersRequest(officers: held)
        _ = try await server.administrator.write(
            DirectoryMethods.applyOfficers,
            request,
            \.requestId
        )
    }

    private static func denunciation(_ respondents: [Respondent]) -> RegisterPetitionRequest {
        var request = Sample.registration
        request.secret = true
        request.respondents = respondents
        return request
    }

    private static func sees(_ caller: TestCaller, _ id: String) async throws -> Bool {
        let list = try await caller.call(PetitionMethods.listPetitions, ListPetitionsRequest())
        let due = try await caller.call(DeadlineMethods.listDue, ListDueRequest())
        let feed = try await caller.call(FeedMethods.listJournal, ListJournalRequest(pageSize: 200))
        let record = RecordReference.petition(id)
        let places = [
            list.petitions.contains { $0.id == id },
            due.items.contains { $0.record == record },
            feed.items.contains { $0.events.contains { $0.record == record } },
            (try? await caller.petition(id)) != nil,
            (try? await caller.call(FeedMethods.getHistory, GetHistoryRequest(record: record)))
                != nil,
            (try? await caller.call(
                RecordMethods.listActions,
                ListActionsRequest(record: record)
            )) != nil,
        ]
        #expect(Set(places).count == 1, "\(caller.identity): \(places)")
        return places[0]
    }

    // Red when: a list, the due items, the feed or a get forgets who is denounced.
    @Test(arguments: [
        (official, ["lan": false, "minh": true, "vyy": true]),
        (
            Respondent(agency: "H29.02", rank: .deputy, officer: "minh"),
            ["lan": false, "minh": false, "vyy": true]
        ),
        (
            Respondent(agency: "H29.02", rank: .deputy, office: "H29.02.PP"),
            ["lan": false, "minh": false, "vyy": true]
        ),
        (
            Respondent(agency: "H29.02", rank: .official),
            ["lan": false, "minh": false, "vyy": false]
        ),
        (Respondent(agency: "H29.05", rank: .head), ["lan": true, "minh": true, "vyy": true]),
    ])
    func `A denunciation is out of sight of the denounced and their staff`(
        respondent: Respondent,
        sees: [String: Bool]
    ) async throws {
        try await TestServer.run { server in
            try await Self.staff(server)
            let id = try await server.officer.register(Self.denunciation([respondent]))
            for (name, expected) in sees {
                let caller = server.caller("officer@H29.02/\(name)")
                #expect(try await Self.sees(caller, id) == expected, "\(name)")
            }
            #expect(try await Self.sees(server.head, id))
        }
    }

    // Red when: intake against the head is refused, the intake officer keeps the file, or the
    // superior does not get it, can not settle it or correct a wrong name.
    @Test func `A denunciation of the head goes to the superior, who corrects a wrong name`()
        async throws
    {
        try await TestServer.run { server in
            try await Self.staff(server)
            let id = try await server.officer.register(Self.denunciation([Self.head]))
            let superior = server.caller("head@H29/chu-tich")
            for caller in [server.officer, server.head, server.caller("head@H29.05")] {
                #expect(try await !Self.sees(caller, id), "\(caller.identity)")
            }
            let found = try await superior.petition(id)
            #expect(found.superior == "H29")
            #expect(
                try await superior.call(PetitionMethods.listPetitions, ListPetitionsRequest())
                    .petitions.map(\.id) == [id]
            )
            _ = try await superior.classify(id, Sample.denunciation)
            let request = NameRespondentsRequest(
                id: id,
                etag: try await superior.petition(id).etag,
                respondents: [Self.official],
                reason: "Đơn ghi sai chức danh"
            )
            _ = try await superior.write(PetitionMethods.nameRespondents, request, \.requestId)
            #expect(try await Self.sees(server.head, id))
            #expect(try await !Self.sees(server.caller("officer@H29.02/lan"), id))
            let after = try await superior.call(
                PetitionMethods.listPetitions,
                ListPetitionsRequest()
            )
            #expect(after.petitions.isEmpty)
            #expect(try await server.records.rebuild() == 0)
        }
    }

    // Red when: a case or a paper of the file is seen by whom its petition is kept from.
    @Test func `The case and the papers of a denunciation are kept as its petition is`()
        async throws
    {
        try await TestServer.run(today: "2026-12-30") { server in
            try await Self.staff(server)
            let head = server.head
            let id = try await head.register(Self.denunciation([Self.official]))
            _ = try await head.classify(id, Sample.denunciation)
            let check = CheckDenunciationRequest(
                id: id,
                identityVerified: true,
                result: .met,
                actedOn: "2026-07-08"
            )
            _ = try await head.write(DenunciationMethods.checkDenunciation, check, \.requestId)
            let propose = PetitionMethods.proposeHandling
            _ = try await head.write(propose, Sample.propose(id), \.requestId)
            let approve = PetitionMethods.approveHandling
            _ = try await head.write(approve, Sample.approve(id), \.requestId)
            let accept = AcceptDenunciationRequest(
                petitionId: id,
                office: "H29.02.GD",
                decision: DocumentReference(number: "15/QĐ", issuedOn: "2026-07-14"),
                respondent: Self.official
            )
            let method = DenunciationMethods.acceptDenunciation
            let receipt = try await head.write(method, accept, \.requestId)
            let file = try #require(receipt.records.first?.record?.id)
            let draft = DraftDocumentRequest(
                about: .caseFile(file),
                title: "Thông báo thụ lý",
                recipients: ["H29"]
            )
            let drafted = try? await head.write(
                DocumentMethods.draftDocument,
                draft,
                \.requestId
            )
            let get = GetCaseRequest(name: .id(file))
            let (lan, vyy) = (
                server.caller("officer@H29.02/lan"), server.caller("officer@H29.02/vyy")
            )
            #expect((try? await vyy.call(CaseMethods.getCase, get)) != nil)
            let refused = await #expect(throws: Status.self) {
                try await lan.call(CaseMethods.getCase, get)
            }
            let absent = await #expect(throws: Status.self) {
                try await lan.call(CaseMethods.getCase, GetCaseRequest(name: .id("absent")))
            }
            #expect(try refused?.wireValue.serialized() == absent?.wireValue.serialized())
            if let paper = drafted?.records.first?.record?.id {
                let request = GetDocumentRequest(name: .id(paper))
                #expect((try? await vyy.call(DocumentMethods.getDocument, request)) != nil)
                #expect((try? await lan.call(DocumentMethods.getDocument, request)) == nil)
            }
        }
    }

    // Red when: the visit that brought a denunciation of the head, or its row in the register,
    // stays in sight of the staff once the petition is opened, or the superior does not get it.
    @Test func `A visit is kept as the petition is that was opened from it`() async throws {
        try await TestServer.run { server in
            let officer = server.officer
            let desk = ReceptionDesk(server: server)
            let visit = try await desk.visited(.denunciation, .mine)
            let open = OpenPetitionRequest(
                id: visit,
                number: 1,
                stampNumber: "77",
                signed: true,
                respondents: [Self.head]
            )
            let receipt = try await officer.write(
                ReceptionMethods.openPetition,
                open,
                \.requestId
            )
            let opened = receipt.records.compactMap(\.record).first { $0.kind == .petition }
            let superior = server.caller("head@H29/chu-tich")
            #expect(try await superior.petition(opened?.id ?? "").superior == "H29")
            let get = GetVisitRequest(name: .id(visit))
            #expect(try await superior.call(ReceptionMethods.getVisit, get).id == visit)
            for caller in [officer, server.head] {
                let refused = await #expect(throws: Status.self) {
                    try await caller.call(ReceptionMethods.getVisit, get)
                }
                #expect(refused?.code == .notFound)
                let list = try await caller.call(
                    ReceptionMethods.listVisits,
                    ListVisitsRequest()
                )
                #expect(list.visits.isEmpty)
                let register = try await caller.call(
                    ReceptionMethods.listReceptionRegister,
                    ListReceptionRegisterRequest(year: 2026)
                )
                #expect(register.rows.isEmpty)
            }
        }
    }

    // Red when: the directory is not asked whom a letter names.
    @Test(arguments: [
        (Respondent(agency: "H29.77", rank: .head), "respondents[0].agency"),
        (Respondent(agency: "H29.02", rank: .unspecified), "respondents[0].rank"),
        (Respondent(agency: "H29.02", rank: .head, office: "H29.02.PP"), "respondents[0]"),
        (
            Respondent(agency: "H29.02", rank: .deputy, office: "H29.02.X"),
            "respondents[0].office"
        ),
        (
            Respondent(agency: "H29.02", rank: .official, officer: "nobody"),
            "respondents[0].officer"
        ),
    ])
    func `Whom a petition is about must stand in the directory`(
        respondent: Respondent,
        field: String
    ) async throws {
        try await TestServer.run { server in
            let refused = await #expect(throws: Status.self) {
                try await server.officer.register(Self.denunciation([respondent]))
            }
            #expect(refused?.fieldViolations.map(\.field) == [field])
        }
    }

    // Red when: a period of an inspection is not applied, or grants are not what opens records.
    @Test func `A grant opens the records of its units and days, and nothing else`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            let day = Day(iso: "2026-07-15") ?? Day(daysSince1970: 0)
            func call(_ period: ClosedRange<Day>) -> Call {
                Call(
                    principal: Principal(
                        agency: "H29.05",
                        name: "nga.tt",
                        office: "",
                        duties: [
                            Duty(
                                .inspector,
                                .period(Scope.Period(agencies: ["H29.02"], days: period))
                            )
                        ]
                    ),
                    method: PetitionMethods.getPetition.info,
                    transport: RPCCall(path: "", metadata: [:]),
                    today: day,
                    scope: .period(Scope.Period(agencies: ["H29.02"], days: period))
                )
            }
            let calls = [
                call((day - 1)...day), call((day + 1)...(day + 2)), call((day - 9)...(day - 1)),
            ]
            let seen = try server.records.read { reader in
                try calls.map { try reader.sees(.petition(id), $0) }
            }
            #expect(seen == [true, false, false])
        }
    }

    // Red when: what is out of sight costs other reads than what is not there.
    @Test func `What is out of sight costs the reads of what is not there`() async throws {
        try await TestServer.run { server in
            try await Self.staff(server)
            let kept = try await server.officer.register(Self.denunciation([Self.official]))
            let foreign = try await server.stranger.register(Maker.registration)
            func reads(_ id: String, _ name: String) throws -> Int {
                let principal = Principal(agency: "H29.02", roles: [.officer], name: name)
                let call = Call(
                    principal: principal,
                    method: PetitionMethods.getPetition.info,
                    transport: RPCCall(path: "", metadata: [:]),
                    today: Day(iso: "2026-07-15") ?? Day(daysSince1970: 0),
                    scope: principal.scope(of: "petition.read")
                )
                return try server.records.store.read { view in
                    let counting = CountingView(view)
                    #expect(throws: CaseworkError.notFound(.petition)) {
                        try RecordReader(counting).stored(Petition.self, id, for: call)
                    }
                    return counting.reads
                }
            }
            let counts = try [kept, foreign, "absent"].map { try reads($0, "lan") }
            #expect(Set(counts).count == 1, "\(counts)")
        }
    }
}

/// A view that counts what is read from it.
private final class CountingView: ReadView {
    private let view: any ReadView
    private(set) var reads = 0

    init(_ view: any ReadView) {
        self.view = view
    }

    func get(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) -> [UInt8]? {
        reads += 1
        return try view.get(key, in: keyspace)
    }

    func scan(
        _ keyspace: Keyspace,
        from: [UInt8],
        to: [UInt8],
        descending: Bool,
        _ body: ([UInt8], [UInt8]) throws -> Bool
    ) throws {
        reads += 1
        try view.scan(keyspace, from: from, to: to, descending: descending, body)
    }
}
