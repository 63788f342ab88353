import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Delegations of signing through a real server.
@Suite struct DelegationServiceTests {
    private typealias M = DelegationMethods
    private static let form = "ND30/2020:1.4-TB"

    static let deputy = GiveDelegationRequest(
        office: "H29.02.GD",
        mode: .deputy,
        toOffice: "H29.02.PP",
        validFrom: "2026-07-01",
        decision: DocumentReference(number: "3/QĐ-SNV", issuedOn: "2026-06-20")
    )

    private static func draft(_ server: TestServer) async throws -> String {
        let petition = try await server.officer.register()
        let draft = DraftDocumentRequest(
            about: .petition(petition),
            form: form,
            recipients: ["H29"]
        )
        return try await server.officer.new(DocumentMethods.draftDocument, draft, \.requestId)
    }

    private static func sign(
        _ server: TestServer,
        _ id: String,
        _ mode: SigningMode,
        _ office: String
    ) async throws {
        let sign = SignDocumentRequest(id: id, office: office, mode: mode, signature: .valid)
        _ = try await server.head.write(DocumentMethods.signDocument, sign, \.requestId)
    }

    // Red when: who was let sign is not, or goes on signing after the last day or the end; or the
    // store does not come to the same from its journal.
    @Test func `A deputy signs from the day that the head says to the day that it ends`()
        async throws
    {
        try await TestServer.run { server in
            let id = try await Self.draft(server)
            let without = await #expect(throws: Status.self) {
                try await Self.sign(server, id, .deputy, "H29.02.PP")
            }
            #expect(without?.fieldViolations.map(\.field) == ["mode"])
            let given = try await server.head.new(M.giveDelegation, Self.deputy, \.requestId)
            try await Self.sign(server, id, .deputy, "H29.02.PP")
            let signed = try await DocumentTests.document(server.officer, id)
            #expect(signed.delegation == given && signed.signingMode == .deputy)
            let end = EndDelegationRequest(id: given, on: "2026-07-15", reason: "Phân công lại")
            _ = try await server.head.write(M.endDelegation, end, \.requestId)
            let next = try await Self.draft(server)
            let after = await #expect(throws: Status.self) {
                try await Self.sign(server, next, .deputy, "H29.02.PP")
            }
            #expect(after?.fieldViolations.map(\.field) == ["mode"])
            let list = try await server.officer
                .call(M.listDelegations, ListDelegationsRequest(state: .ended))
            #expect(list.delegations.map(\.id) == [given])
            #expect(list.delegations.first?.validTo == "2026-07-14")
            #expect(try await server.records.rebuild() == 0)
        }
    }

    // Red when: the head of a unit does not sign for the agency above, the unit does not see what
    // it was let do, or somebody ends what another agency gave.
    @Test func `The head of a unit signs by authorisation, and sees it`() async throws {
        try await TestServer.run { server in
            _ = try await server.administrator.apply([Sample.division])
            var request = Self.deputy
            (request.mode, request.toOffice) = (.authorised, "H29.02.01.GD")
            (request.forms, request.validTo) = ([Self.form], "2026-07-31")
            let given = try await server.head.new(M.giveDelegation, request, \.requestId)
            let unit = server.caller("head@H29.02.01/chi")
            let seen = try await unit.call(M.listDelegations, ListDelegationsRequest())
            #expect(seen.delegations.map(\.id) == [given])
            let inbox = try await unit.call(FeedMethods.listInbox, ListInboxRequest())
            #expect(inbox.items.count == 1)
            let end = EndDelegationRequest(id: given, reason: "Không nhận")
            let refused = await #expect(throws: Status.self) {
                try await unit.write(M.endDelegation, end, \.requestId)
            }
            #expect(refused?.code == .failedPrecondition)
            let id = try await Self.draft(server)
            try await Self.sign(server, id, .authorised, "H29.02.01.GD")
            let other = try await Self.draft(server)
            server.clock.set(day: "2026-08-01")
            let late = await #expect(throws: Status.self) {
                try await Self.sign(server, other, .authorised, "H29.02.01.GD")
            }
            #expect(late?.fieldViolations.map(\.field) == ["mode"])
        }
    }

    // Red when: who was authorised by name leaves the office and the authorisation stays.
    @Test func `Who is authorised by name does not leave with it`() async throws {
        try await TestServer.run { server in
            let officer = Officer(
                code: "chi",
                agency: "H29.02",
                appointments: [Appointment(office: "H29.02.PP", validFrom: "2026-01-01")]
            )
            let load = ApplyOfficersRequest(officers: [officer])
            let administrator = server.administrator
            _ = try await administrator.write(DirectoryMethods.applyOfficers, load, \.requestId)
            var request = Self.deputy
            (request.mode, request.toOfficer) = (.authorised, "chi")
            (request.forms, request.validTo) = ([Self.form], "2026-12-31")
            let given = try await server.head.new(M.giveDelegation, request, \.requestId)
            let ask = ListHoldingsRequest(officer: "chi", office: "H29.02.PP", on: "2026-08-01")
            let held = try await administrator.call(DirectoryMethods.listHoldings, ask).holdings
            #expect(held.map(\.kind) == [.delegation] && held.first?.record?.id == given)
            let leave = EndAppointmentRequest(
                officer: "chi",
                office: "H29.02.PP",
                on: "2026-08-01",
                decision: DocumentReference(number: "45/QĐ", issuedOn: "2026-07-10")
            )
            let kept = await #expect(throws: Status.self) {
                try await administrator.write(DirectoryMethods.endAppointment, leave, \.requestId)
            }
            #expect(kept?.metadata["missing"] == "another holder of DELEGATION \(given)")
            let end = EndDelegationRequest(id: given, on: "2026-08-01", reason: "Chuyển công tác")
            _ = try await server.head.write(M.endDelegation, end, \.requestId)
            _ = try await administrator.write(
                DirectoryMethods.endAppointment,
                leave,
                \.requestId
            )
        }
    }
}
