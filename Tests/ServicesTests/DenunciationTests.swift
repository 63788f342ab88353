import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// The life of a denunciation over the wire.
@Suite struct DenunciationTests {
    private static let paper = DocumentReference(number: "15/QĐ-SNV", issuedOn: "2026-07-14")

    private func paper(_ number: String, _ day: String) -> DocumentReference {
        DocumentReference(number: number, issuedOn: day)
    }

    /// Takes a denunciation from the register to its acceptance; the id of the case.
    private func accepted(_ server: TestServer) async throws -> (petition: String, file: String) {
        let head = server.head
        let id = try await head.register()
        _ = try await head.classify(id, Sample.denunciation)
        let check = CheckDenunciationRequest(
            id: id,
            identityVerified: true,
            result: .met,
            actedOn: "2026-07-08"
        )
        _ = try await head.write(DenunciationMethods.checkDenunciation, check, \.requestId)
        _ = try await head.write(PetitionMethods.proposeHandling, Sample.propose(id), \.requestId)
        _ = try await head.write(PetitionMethods.approveHandling, Sample.approve(id), \.requestId)
        let accept = AcceptDenunciationRequest(
            petitionId: id,
            office: "H29.02.GD",
            decision: Self.paper,
            respondent: Respondent(agency: "H29.02", rank: .official)
        )
        let receipt = try await head.write(
            DenunciationMethods.acceptDenunciation,
            accept,
            \.requestId
        )
        return (id, receipt.records.first?.record?.id ?? "")
    }

    private func file(_ caller: TestCaller, _ id: String) async throws(Status) -> Case {
        try await caller.call(CaseMethods.getCase, GetCaseRequest(name: .id(id)))
    }

    private func concluded(_ server: TestServer) async throws -> String {
        let (_, id) = try await accepted(server)
        let head = server.head
        let notices = NotifyAcceptanceRequest(
            id: id,
            notice: paper("16/TB", "2026-07-15"),
            contentNotice: paper("17/TB", "2026-07-15"),
            contentText: "Nhận tiền ngoài quy định",
            actedOn: "2026-07-16"
        )
        _ = try await head.write(DenunciationMethods.notifyAcceptance, notices, \.requestId)
        let assign = AssignVerificationRequest(
            id: id,
            agency: "H29.02",
            assignment: paper("20/QĐ", "2026-07-16"),
            teamSize: 2
        )
        _ = try await head.write(CaseMethods.assignVerification, assign, \.requestId)
        let report = SubmitReportRequest(id: id, report: paper("31/BC", "2026-07-30"))
        _ = try await head.write(CaseMethods.submitReport, report, \.requestId)
        let conclude = ConcludeDenunciationRequest(
            id: id,
            conclusion: DenunciationConclusion(
                document: paper("40/KL", "2026-08-12"),
                findings: [ContentFinding(content: "1", finding: .wellFounded)],
                summary: "Nội dung tố cáo là đúng"
            )
        )
        _ = try await head.write(
            DenunciationMethods.concludeDenunciation,
            conclude,
            \.requestId
        )
        return id
    }

    // Red when: a step of the whole life is not served, or a text or a party shows the denouncer.
    @Test func `A denunciation goes from the register to the enforced conclusion`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            let id = try await concluded(server)
            let head = server.head
            let send = SendConclusionRequest(id: id, actedOn: "2026-08-14")
            _ = try await head.write(DenunciationMethods.sendConclusion, send, \.requestId)
            let publish = PublishConclusionRequest(
                id: id,
                form: .posting,
                redacted: true,
                actedOn: "2026-08-17"
            )
            _ = try await head.write(DenunciationMethods.publishConclusion, publish, \.requestId)
            let act = ActOnConclusionRequest(
                id: id,
                acts: [
                    ConclusionAct(measure: .handle, document: paper("41/QĐ", "2026-08-18"))
                ],
                actedOn: "2026-08-18"
            )
            _ = try await head.write(DenunciationMethods.actOnConclusion, act, \.requestId)
            let item = EnforcementItem(
                kind: .sanctionOfficials,
                amountDue: 2,
                dueOn: "2026-10-31",
                subject: "Kiểm điểm, xử lý kỷ luật"
            )
            let start = Sample.start(id, [item])
            _ = try await head.write(EnforcementMethods.startEnforcement, start, \.requestId)
            let report = Sample.progress(id, [("1", 2)])
            _ = try await head.write(EnforcementMethods.reportEnforcement, report, \.requestId)
            let found = try await file(head, id)
            #expect(found.state == .enforced)
            #expect(found.verification?.report?.form == "ND31/2019:10")
            #expect(
                found.deadlines.allSatisfy {
                    $0.state == .met || $0.rule == "TC.PUBLISH.POSTING_MIN"
                }
            )
            // Who denounced is shown to nobody who may read the record.
            let petition = found.petitions.first ?? ""
            #expect(try await head.petition(petition).guard == .secret)
            do {
                _ = try await head.call(
                    PetitionMethods.getPetitionIdentity,
                    GetPetitionIdentityRequest(id: petition)
                )
                Issue.record("the denouncer was shown")
            } catch {
                #expect("\(error)" == "PERMISSION_DENIED IDENTITY_SEALED")
            }
        }
    }

    // Red when: the superior can not act on a subordinate's case, anybody else can, or the new
    // settlement lies in the wrong agency.
    @Test func `A continued denunciation is settled by the direct superior`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            let id = try await concluded(server)
            let city = server.caller("head@H29")
            let ask = ContinueDenunciationRequest(
                id: id,
                ground: .conclusion,
                receivedOn: "2026-09-03"
            )
            let method = DenunciationMethods.continueDenunciation
            for (caller, expected) in [
                (server.stranger, "NOT_FOUND CASE_NOT_FOUND"),
                (server.head, "FAILED_PRECONDITION ACTION_NOT_ALLOWED"),
            ] {
                do {
                    _ = try await caller.write(method, ask, \.requestId)
                    Issue.record("accepted of \(caller.identity)")
                } catch {
                    #expect("\(error)" == expected)
                }
            }
            _ = try await city.write(method, ask, \.requestId)
            let decide = DecideContinuedRequest(
                id: id,
                result: .takeOver,
                decision: paper("50/QĐ-UBND", "2026-09-15"),
                office: "H29.GD"
            )
            let receipt = try await city.write(
                DenunciationMethods.decideContinued,
                decide,
                \.requestId
            )
            let again = receipt.records.compactMap(\.record).first { $0.id != id }?.id ?? ""
            let own = try await file(city, again)
            #expect(own.agency == "H29" && own.denunciation?.continuedFrom == id)
            #expect(
                own.deadlines.map(\.rule)
                    == ["TC.RESOLVE", "TC.NOTIFY_ACCEPT", "TC.WITHDRAW_WINDOW"]
            )
            #expect(try await file(server.head, id).state == .concluded)
            for (caller, name) in [(city, id), (server.head, again)] {
                do {
                    _ = try await file(caller, name)
                    Issue.record("\(caller.identity) reads another's case")
                } catch {
                    #expect("\(error)" == "NOT_FOUND CASE_NOT_FOUND")
                }
            }
            let told = try await server.sync.call(
                NationalMethods.listExports,
                ListExportsRequest(pageSize: 200)
            )
            #expect(told.exports.filter { $0.event?.record?.id == again }.count == 1)
        }
    }

    // Red when: bad input of denunciations is refused otherwise, or changes anything.
    @Test func `Bad input is named field by field and changes nothing`() async throws {
        try await TestServer.run(today: "2026-12-30") { server in
            let (_, id) = try await accepted(server)
            let head = server.head
            let position = server.records.news.position
            func fields<Request>(
                _ method: Method<Request, Receipt>,
                _ request: Request,
                _ key: any WritableKeyPath<Request, String> & Sendable
            ) async -> [String] {
                do {
                    _ = try await head.write(method, request, key)
                    return ["accepted"]
                } catch {
                    return error.fieldViolations.map(\.field)
                }
            }
            let named = NotifyAcceptanceRequest(
                id: id,
                notice: Self.paper,
                contentNotice: Self.paper,
                contentText: "Bà Nguyễn Thị Ánh tố cáo"
            )
            #expect(
                await fields(DenunciationMethods.notifyAcceptance, named, \.requestId)
                    == ["content_text"]
            )
            let kind = ReferToCriminalRequest(
                record: RecordReference(kind: .visit, id: id),
                document: Self.paper,
                receiver: "CSĐT"
            )
            #expect(
                await fields(DenunciationMethods.referToCriminal, kind, \.requestId)
                    == ["record.kind"]
            )
            let extend = ExtendSettlementRequest(id: id, criteria: [.unknown(9)], days: 31)
            #expect(
                await fields(DenunciationMethods.extendSettlement, extend, \.requestId)
                    == ["decision", "criteria", "days"]
            )
            let protect = RequestProtectionRequest(id: id, kinds: [.work, .work])
            #expect(
                await fields(DenunciationMethods.requestProtection, protect, \.requestId)
                    == ["kinds"]
            )
            let meeting = RecordMeetingRequest(id: id, minutes: paper("", "20/07/2026"))
            #expect(
                await fields(DenunciationMethods.recordMeeting, meeting, \.requestId)
                    == ["minutes.number", "minutes.issued_on", "person"]
            )
            #expect(server.records.news.position == position)
        }
    }
}
