import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// A body that ended acts no more and gets nothing new, wherever something could be sent to it.
@Suite struct EndedBodyTests {
    private static let on = "2026-07-15"
    private static let last = "2026-07-14"
    private static let paper = DocumentReference(number: "1/CV", issuedOn: on)

    /// What must be refused once Sở Y tế ended, with the fields that say so.
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let fields: [String]
        var words = "not in being on 2026-07-15"
        let send: @Sendable (Prepared) async throws -> Void
    }

    /// A server on whose last day before the end some things are under way.
    struct Prepared: Sendable {
        let server: TestServer
        /// A petition of Sở Nội vụ.
        let petition: String
        /// A denunciation that Sở Nội vụ decided to transfer to Sở Y tế.
        let transferred: String
        /// A visit to Sở Nội vụ.
        let visit: String
        /// A session of Sở Nội vụ.
        let session: String
        /// A document that Sở Y tế signed.
        let document: String
        /// A document that Sở Y tế drafted.
        let draft: String

        init(_ server: TestServer) async throws {
            self.server = server
            petition = try await server.officer.register()
            transferred = try await server.officer.register()
            var other = Sample.denunciation
            other.competence = .other
            _ = try await server.officer.classify(transferred, other)
            var propose = Sample.propose(transferred, .transfer)
            (propose.receiver, propose.targetGroup) = ("H29.05", .administration)
            _ = try await server.officer
                .write(PetitionMethods.proposeHandling, propose, \.requestId)
            let approve = Sample.approve(transferred)
            _ = try await server.head.write(PetitionMethods.approveHandling, approve, \.requestId)
            visit = try await server.officer
                .new(ReceptionMethods.checkIn, ReceptionDesk.visitor, \.requestId)
            session = try await server.head.new(
                SessionMethods.planSession,
                PlanSessionRequest(
                    kind: .leaderPeriodic,
                    office: "H29.02.GD",
                    heldOn: "2026-08-20",
                    beginsAtMs: SessionTests.instant("2026-08-20", hour: 8),
                    place: "Trụ sở"
                ),
                \.requestId
            )
            let theirs = try await server.stranger.register()
            let drafted = DraftDocumentRequest(
                about: .petition(theirs),
                form: "ND30/2020:1.4-TB",
                recipients: ["H29"]
            )
            document = try await server.stranger
                .new(DocumentMethods.draftDocument, drafted, \.requestId)
            draft = try await server.stranger
                .new(DocumentMethods.draftDocument, drafted, \.requestId)
            let sign = SignDocumentRequest(
                id: document,
                office: "H29.05.GD",
                mode: .head,
                signature: .valid
            )
            _ = try await server.stranger.write(DocumentMethods.signDocument, sign, \.requestId)
            let dissolve = DissolveAgencyRequest(
                agency: "H29.05",
                successors: ["H29"],
                on: EndedBodyTests.on,
                decision: DocumentReference(number: "1/NQ", issuedOn: "2026-07-01")
            )
            _ = try await server.administrator
                .write(DirectoryMethods.dissolveAgency, dissolve, \.requestId)
            server.clock.set(day: EndedBodyTests.on)
        }

        /// Dispatches the denunciation by a document of a day.
        func dispatch(_ day: String) async throws {
            let request = DispatchPetitionRequest(
                id: transferred,
                document: DocumentReference(number: "7/PC", issuedOn: day)
            )
            _ = try await server.officer
                .write(PetitionMethods.dispatchPetition, request, \.requestId)
        }

        /// Issues the document of Sở Y tế on a day.
        func issue(_ day: String) async throws {
            let request = IssueDocumentRequest(id: document, symbol: "TB-SYT", actedOn: day)
            _ = try await server.stranger
                .write(DocumentMethods.issueDocument, request, \.requestId)
        }
    }

    static let rows: [Row] = [
        Row(testDescription: "a proposal to transfer", fields: ["receiver"]) { prepared in
            var request = Sample.propose(prepared.petition, .transfer)
            (request.receiver, request.actedOn) = ("H29.05", on)
            _ = try await prepared.server.officer
                .write(PetitionMethods.proposeHandling, request, \.requestId)
        },
        Row(testDescription: "a transfer", fields: ["receiver"]) { try await $0.dispatch(on) },
        Row(testDescription: "a document", fields: ["recipients[0]"], words: "being") { prepared in
            let request = DraftDocumentRequest(
                about: .petition(prepared.petition),
                form: "ND30/2020:1.4-TB",
                recipients: ["H29.05"]
            )
            _ = try await prepared.server.officer
                .write(DocumentMethods.draftDocument, request, \.requestId)
        },
        Row(testDescription: "the denunciation of a visitor", fields: ["target_agency"]) {
            let request = TransferDenunciationRequest(
                id: $0.visit,
                number: 1,
                targetAgency: "H29.05",
                document: paper,
                office: "H29.02.GD"
            )
            _ = try await $0.server.head
                .write(ReceptionMethods.transferDenunciation, request, \.requestId)
        },
        Row(testDescription: "an urging", fields: ["target_agency"]) {
            let request = UrgeSubordinateRequest(
                id: $0.visit,
                number: 1,
                targetAgency: "H29.05",
                document: paper
            )
            _ = try await $0.server.head
                .write(ReceptionMethods.urgeSubordinate, request, \.requestId)
        },
        Row(testDescription: "an invitation", fields: ["agencies[0]"], words: "agenc") {
            let request = InviteAgenciesRequest(
                id: $0.session,
                agencies: ["H29.05"],
                invitation: paper
            )
            _ = try await $0.server.head.write(SessionMethods.inviteAgencies, request, \.requestId)
        },
        Row(testDescription: "its own signature", fields: ["office"], words: "on 2026-07-15") {
            let request = SignDocumentRequest(
                id: $0.draft,
                office: "H29.05.GD",
                mode: .head,
                signature: .valid
            )
            _ = try await $0.server.stranger
                .write(DocumentMethods.signDocument, request, \.requestId)
        },
        Row(testDescription: "its own number of a document", fields: ["acted_on"]) {
            try await $0.issue(on)
        },
        Row(testDescription: "numbers of its own", fields: ["acted_on"]) {
            let request = ReserveNumbersRequest(kind: .petition, year: 2026, count: 3)
            _ = try await $0.server.stranger
                .write(RegisterMethods.reserveNumbers, request, \.requestId)
        },
        Row(testDescription: "a grant in it", fields: ["grant.office", "grant.units[0]"]) {
            let grant = Grant(
                role: "head",
                office: "H29.05.GD",
                units: ["H29.05"],
                validFrom: "2026-01-01"
            )
            _ = try await $0.server.administrator.write(
                GrantMethods.proposeGrant,
                ProposeGrantRequest(grant: grant),
                \.requestId
            )
        },
    ]

    // Red when: the place of the row does not ask whether the body is in being.
    @Test(arguments: rows)
    func `Nothing new comes to a body that ended`(row: Row) async throws {
        try await TestServer.run(today: Self.last) { server in
            let prepared = try await Prepared(server)
            let refused = await #expect(throws: Status.self) { try await row.send(prepared) }
            #expect(refused?.fieldViolations.map(\.field) == row.fields)
            #expect(refused?.message.contains(row.words) == true, "\(refused?.message ?? "")")
        }
    }

    // Red when: what was done in time is refused because it is entered late.
    @Test func `What was done before the end is entered after it`() async throws {
        try await TestServer.run(today: Self.last) { server in
            let prepared = try await Prepared(server)
            try await prepared.dispatch(Self.last)
            try await prepared.issue(Self.last)
            #expect(try await server.records.rebuild() == 0)
        }
    }

    // Red when: an office that was abolished signs after its last day.
    @Test func `An office that ended signs no more though its body goes on`() async throws {
        try await TestServer.run(today: Self.on) { server in
            let petition = try await server.officer.register()
            let draft = DraftDocumentRequest(
                about: .petition(petition),
                form: "ND30/2020:1.4-TB",
                recipients: ["H29"]
            )
            let id = try await server.officer
                .new(DocumentMethods.draftDocument, draft, \.requestId)
            _ = try await server.head.new(
                DelegationMethods.giveDelegation,
                DelegationServiceTests.deputy,
                \.requestId
            )
            var home = Sample.home
            home.offices[1].validTo = Self.last
            _ = try await server.administrator.apply([home])
            let sign = SignDocumentRequest(
                id: id,
                office: "H29.02.PP",
                mode: .deputy,
                signature: .valid
            )
            let refused = await #expect(throws: Status.self) {
                try await server.head.write(DocumentMethods.signDocument, sign, \.requestId)
            }
            #expect(refused?.fieldViolations.map(\.field) == ["office"])
        }
    }

    // Red when: an office that ended still gives the rights that were granted for it.
    @Test func `Nobody acts in an office that ended`() async throws {
        try await TestServer.run(today: Self.last) { server in
            let officer = Officer(
                code: "lan.nv",
                agency: "H29.05",
                appointments: [Appointment(office: "H29.05.GD", validFrom: "2026-01-01")]
            )
            let load = ApplyOfficersRequest(officers: [officer])
            let administrator = server.administrator
            _ = try await administrator.write(DirectoryMethods.applyOfficers, load, \.requestId)
            let grant = Grant(
                role: "head",
                office: "H29.05.GD",
                units: ["H29.05"],
                validFrom: "2026-01-01"
            )
            let receipt = try await administrator.write(
                GrantMethods.proposeGrant,
                ProposeGrantRequest(grant: grant),
                \.requestId
            )
            let proposed = try #require(receipt.records.first)
            _ = try await server.caller("administrator@H29/other").write(
                GrantMethods.approveGrant,
                ApproveGrantRequest(id: proposed.record?.id ?? "", etag: proposed.etag),
                \.requestId
            )
            _ = try await Prepared(server)
            func roles(on iso: String) throws -> Set<Role>? {
                let day = try #require(Day(iso: iso))
                return try server.records.read {
                    try $0.principal(of: "lan.nv", office: "", on: day)?.roles
                }
            }
            #expect(try roles(on: Self.last) == [.head])
            #expect(try roles(on: Self.on) == [])
        }
    }
}
