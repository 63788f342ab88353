import Casework
import Foundation
import Messages
import RPC
import TestSupport
import Testing

/// Whoever is of another agency learns nothing, by any method.
@Suite struct AuthorisationTests {
    // Red when: the contract gets a method for which nobody says how a stranger would call it.
    @Test(arguments: Contract.methods)
    func `Every method has its stranger`(method: MethodInfo) {
        #expect(Maker.all.contains { $0.path == method.path })
    }

    // Red when: a method asks nobody who calls by which nobody gets in.
    @Test func `Nobody but who gets in is asked nothing`() {
        let open = Contract.methods.filter { !$0.needsPrincipal }.map(\.path)
        let ways = ["SignIn", "SignInWithToken", "Enrol", "ConfirmEnrolment"]
        let certificates = ["EnrolCertificate", "RenewCertificate"]
        #expect(
            open == ways.map { "/kntc.v1.AccessService/\($0)" }
                + certificates.map { "/kntc.v1.CertificateService/\($0)" }
        )
        let stated = Contract.methods.map(\.permission)
        #expect(stated.allSatisfy { $0 == "none" || $0.split(separator: ".").count == 2 })
        #expect(!Role.allCases.contains { $0.permissions.contains("none") })
    }

    /// Every role but the one that sees the city's facts, in a sister agency, the one above and one
    /// that the directory has not got; and the roles of the agency itself that see no record.
    private static let strangers =
        Role.allCases.filter { $0 != .sync }.flatMap { role in
            ["H29.05", "H29", "H29.80.01"].map { "\(role)@\($0)" }
        } + ["administrator@H29.02", "auditor@H29.02"]

    // Red when: a handler forgets the scope, or tells a foreign record from one that is not there.
    @Test(arguments: strangers)
    func `A stranger learns nothing by any method`(stranger: String) async throws {
        try await TestServer.run { server in
            let planted = try await Planted(server)
            // The stranger has a feed of its own to look at.
            _ = try await server.stranger.register(Self.own)
            let sessions = try await PlantedSessions(server)
            var names = Names(
                petition: planted.accepted,
                file: planted.file,
                agency: "H29.02",
                external: Planted.request(3).externalReference ?? ExternalReference()
            )
            (names.session, names.instruction) = (sessions.concluded, sessions.instruction)
            names.proposal = sessions.proposal
            let etags = try await Self.etags(planted)
            var secrets = Planted.words + planted.parties + PlantedSessions.words
            secrets += [sessions.planned, names.session, names.instruction, names.proposal]
            secrets += [planted.registered, planted.classified, planted.accepted, planted.file]
            for maker in Maker.all where !(maker.fromAbove && stranger.hasSuffix("@H29")) {
                let bytes = try await Self.call(server, maker, names, stranger)
                for secret in secrets {
                    #expect(
                        bytes.range(of: Data(secret.utf8)) == nil,
                        "\(maker.path) tells \(stranger): \(secret)"
                    )
                }
            }
            #expect(try await Self.etags(planted) == etags)
        }
    }

    /// The bytes that the stranger gets; refusals are compared with those for what is not there.
    private static func call(
        _ server: TestServer,
        _ maker: Maker,
        _ names: Names,
        _ stranger: String
    ) async throws -> Data {
        if Contract.methods.contains(where: { $0.path == maker.path && $0.effect == .stream }) {
            return try await watched(server, maker, names, stranger)
        }
        let found = try await outcome(server, maker.path, maker.payload(names), as: stranger)
        if maker.names {
            let absent = try await outcome(server, maker.path, maker.payload(.absent), as: stranger)
            guard case .failure(let status) = found, case .failure(let other) = absent else {
                Issue.record("\(maker.path) serves \(stranger)")
                return Data()
            }
            #expect(try status.wireValue.serialized() == other.wireValue.serialized())
            #expect([.notFound, .permissionDenied].contains(status.code), "\(maker.path)")
        }
        return switch found {
        case .success(let reply): Data(reply)
        case .failure(let status): Data(try status.wireValue.serialized())
        }
    }

    /// The first item of the stranger's stream, or why there is none.
    private static func watched(
        _ server: TestServer,
        _ maker: Maker,
        _ names: Names,
        _ stranger: String
    ) async throws -> Data {
        let items = try server.client.stream(
            maker.path,
            maker.payload(names),
            metadata: ["kntc-identity": stranger]
        )
        // The city's committee has the feed of what the administrator loads there.
        do {
            for try await item in items { return Data(item) }
        } catch let status as Status {
            return Data(try status.wireValue.serialized())
        }
        return Data()
    }

    private static var own: RegisterPetitionRequest {
        var request = Sample.registration
        request.parties = []
        return request
    }

    private static func etags(_ planted: Planted) async throws -> [String] {
        let head = planted.server.head
        let file = GetCaseRequest(name: .id(planted.file))
        return try await [
            head.petition(planted.registered).etag,
            head.petition(planted.classified).etag,
            head.petition(planted.accepted).etag,
            head.call(CaseMethods.getCase, file).etag,
        ]
    }

    // Red when: a method shows a denunciation, its case or its papers to whom it is about, or
    // tells that there is one.
    @Test(arguments: Role.allCases.filter { $0 != .sync })
    func `The denounced learns nothing by any method`(role: Role) async throws {
        try await TestServer.run { server in
            let denounced = "\(role)@H29.02/lan.nv"
            let planted = try await PlantedDenunciation(server, about: "lan.nv")
            let names = Names(
                petition: planted.petition,
                file: planted.file,
                agency: "H29.98",
                external: PlantedDenunciation.external
            )
            let secrets = Planted.words + planted.parties + [planted.petition, planted.file]
            for maker in Maker.all where !maker.isAboutSessions {
                let bytes = try await Self.call(server, maker, names, denounced)
                for secret in secrets {
                    #expect(
                        bytes.range(of: Data(secret.utf8)) == nil,
                        "\(maker.path) tells \(denounced): \(secret)"
                    )
                }
            }
        }
    }

    // Red when: an administrator, or anybody who is not to, gets a right to read, grant or look.
    @Test func `Who administers reads nobody`() {
        func holders(_ permission: String) -> Set<Role> {
            Set(Role.allCases.filter { $0.permissions.contains("identity.\(permission)") })
        }
        #expect(holders("read") == [.officer, .verifier, .head, .inspector])
        #expect(holders("request") == [.officer, .verifier, .head, .inspector])
        #expect(holders("approve") == [.head, .inspector])
        #expect(holders("assign") == [.head])
        #expect(holders("letter") == [.clerk])
        #expect(holders("audit") == [.head, .auditor])
        let others = [Role.administrator, .sync, .receiver].flatMap(\.permissions)
        #expect(!others.contains { $0.hasPrefix("identity.") })
    }

    // Red when: a role holds a permission that is none of its business.
    @Test(arguments: Role.allCases)
    func `A role may do its own work only`(role: Role) {
        let allowed = Contract.methods.filter { role.permissions.contains($0.permission) }
        let services = Set(allowed.map { String($0.service.dropFirst("kntc.v1.".count)) })
        // Of the documents everybody may list the forms, and nothing else.
        let everybody: Set = [
            "DirectoryService", "DeadlineService", "SystemService", "LawService", "DocumentService",
            "CalendarService", "ScenarioService", "GrantService", "AccessService",
            "UrgingService", "ApprovalService",
        ]
        let readers = everybody.union([
            "PetitionService", "CaseService", "RegisterService", "FeedService", "RecordService",
            "FileService", "SessionService", "EnforcementService", "SatisfactionService",
            "WorkingCopyService", "TransferService", "CustodyService", "ConsultationService",
            "TrackingService", "DelegationService", "AbsenceService",
        ])
        let workers = readers.union([
            "ComplaintService", "DenunciationService", "FeedbackService", "ReceptionService",
        ])
        let expected: Set<String> =
            switch role {
            case .officer: workers.union(["IdentityService", "DraftService"])
            case .head: workers.union(["IdentityService", "DraftService", "OperationService"])
            case .verifier: workers.subtracting(["ReceptionService"]).union(["IdentityService"])
            case .inspector: readers.union(["ReceptionService", "IdentityService"])
            case .receiver: readers.union(["ReceptionService", "DraftService"])
            case .clerk: readers.union(["IdentityService", "DraftService"])
            case .auditor: everybody.union(["IdentityService"])
            case .administrator: everybody.union(["CertificateService"])
            case .sync: everybody.union(["NationalService"])
            }
        #expect(services.symmetricDifference(expected) == [])
        let papers = allowed.filter { $0.service.hasSuffix(".DocumentService") }.map(\.name)
        let isOutside = [.administrator, .auditor, .sync].contains(role)
        #expect((papers == ["ListForms"]) == isOutside)
        #expect(papers.contains("SignDocument") == (role == .head))
        let decisions = allowed.filter { $0.permission.hasSuffix(".decide") }
        #expect(decisions.isEmpty == (role != .head))
        let known = Set(Contract.methods.map(\.permission))
        #expect(role.permissions.isSubset(of: known))
    }
}
