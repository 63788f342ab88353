import Casework
import Foundation
import Messages
import RPC
import Storage
import TestSupport
import Testing

@testable import Records

/// Intake and processing through a real server.
@Suite struct IntakeTests {
    private static func track(_ caller: TestCaller, _ code: String) async throws -> PetitionTrack {
        try await caller.call(
            PetitionMethods.trackPetition,
            TrackPetitionRequest(receiptCode: code)
        )
    }

    // Red when: a repeat shows another code, the old one stays good, or a code tells a stranger.
    @Test(arguments: [false, true])
    func `A receipt code tracks its petition until a new one is given`(secret: Bool) async throws {
        try await TestServer.run { server in
            var request = Sample.registration
            request.requestId = TestCaller.newRequestID()
            request.secret = secret
            request.parties = secret ? [] : request.parties
            let method = PetitionMethods.registerPetition
            let receipt = try await server.officer.call(method, request)
            #expect(try await server.officer.call(method, request) == receipt)
            let code = receipt.receiptCode
            #expect(code.count == 20 && code.filter { $0 == "-" }.count == 2)
            let typed = code.lowercased().replacing("-", with: " ")
            let found = try await Self.track(server.officer, typed)
            #expect(found.id == receipt.records.first?.record?.id)
            #expect(found.state == .registered && found.dueOn == "2026-07-20")
            await #expect(throws: Status.self) { try await Self.track(server.stranger, code) }
            let renew = ReissueReceiptCodeRequest(id: found.id, reason: "Mất phiếu")
            let again = try await server.officer.write(
                PetitionMethods.reissueReceiptCode,
                renew,
                \.requestId
            )
            #expect(again.receiptCode != code && !again.receiptCode.isEmpty)
            await #expect(throws: Status.self) { try await Self.track(server.officer, code) }
            #expect(try await Self.track(server.officer, again.receiptCode).id == found.id)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: the journal or a projection holds a code in clear.
    @Test func `No code stands in the store`() async throws {
        try await TestServer.run { server in
            var request = Sample.registration
            request.requestId = TestCaller.newRequestID()
            let receipt = try await server.officer.call(PetitionMethods.registerPetition, request)
            let code = receipt.receiptCode.filter { $0 != "-" }
            try server.records.read { reader in
                for keyspace in [Keyspace.journal, .records, .indexes, .requests] {
                    try reader.eachKey(of: keyspace) { key, value in
                        for form in [code, receipt.receiptCode] {
                            #expect(Data(key + value).range(of: Data(form.utf8)) == nil)
                        }
                    }
                }
            }
        }
    }

    // Red when: whoever holds a code of a split or joined letter is not led on to its matters.
    @Test func `A code leads on to the matters of a split and to the matter that it joined`()
        async throws
    {
        try await TestServer.run { server in
            func registered() async throws -> (id: String, code: String) {
                var request = Sample.registration
                request.requestId = TestCaller.newRequestID()
                let method = PetitionMethods.registerPetition
                let receipt = try await server.officer.call(method, request)
                return (receipt.records.first?.record?.id ?? "", receipt.receiptCode)
            }
            let (id, code) = try await registered()
            let etag = try await server.officer.petition(id).etag
            let matters = [Sample.complaint, Sample.feedback].map {
                MatterDraft(summary: "Nội dung riêng", classification: $0)
            }
            let split = SplitMattersRequest(id: id, etag: etag, matters: matters)
            _ = try await server.officer.write(PetitionMethods.splitMatters, split, \.requestId)
            let tracked = try await Self.track(server.officer, code)
            #expect(tracked.state == .split && tracked.dueOn.isEmpty)
            #expect(tracked.matters.map(\.state) == [.classified, .classified])
            #expect(tracked.matters.map(\.dueOn) == ["2026-07-15", "2026-07-20"])
            let (twin, second) = try await registered()
            let first = try await server.officer.petition(id).matters[0]
            let link = LinkDuplicateRequest(id: twin, duplicateOf: first, reason: "Cùng nội dung")
            _ = try await server.officer.write(PetitionMethods.linkDuplicate, link, \.requestId)
            let joined = try await Self.track(server.officer, second)
            #expect(joined.matters.map(\.id) == [first])
        }
    }

    // Red when: a signer's name stands in clear after the petition was found to be a denunciation,
    // or a page of signers leaves one out.
    @Test func `Signers are sealed with their petition`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            let signers = (1...120).map { number in
                var signer = Sample.sender
                signer.fullName = "Người Ký Số \(number)"
                signer.idNumber = "0790000\(10_000 + number)"
                return signer
            }
            for part in [signers.prefix(100), signers.suffix(20)] {
                let request = AddSignersRequest(id: id, signers: Array(part))
                _ = try await server.officer.write(
                    PetitionMethods.addSigners,
                    request,
                    \.requestId
                )
            }
            var found: [Signer] = []
            var token = ""
            repeat {
                let request = ListSignersRequest(id: id, pageSize: 50, pageToken: token)
                let page = try await server.officer.call(PetitionMethods.listSigners, request)
                found += page.signers
                token = page.nextPageToken
            } while !token.isEmpty
            #expect(found.map { Int($0.number) } == Array(1...120))
            func identity(_ signer: Signer) async throws -> Party? {
                let request = GetSignerIdentityRequest(id: signer.id)
                return try await server.officer.call(PetitionMethods.getSignerIdentity, request)
                    .signer
            }
            #expect(try await identity(found[41]) == signers[41])
            let withdraw = WithdrawSignerRequest(id: found[41].id, paperNumber: "1/RĐ")
            _ = try await server.officer.write(
                PetitionMethods.withdrawSigner,
                withdraw,
                \.requestId
            )
            let counted = try await server.officer.petition(id)
            #expect(counted.signersListed == 120 && counted.signersWithdrawn == 1)
            _ = try await server.officer.classify(id, Sample.denunciation)
            await #expect(throws: Status.self) { try await identity(found[41]) }
            let sealed = try server.records.read { reader in
                try found.flatMap(\.parties).compactMap { try reader.party($0.id)?.guard }
            }
            #expect(sealed.count == 120 && sealed.allSatisfy { $0 == .secret })
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: the check character lets a wrong letter pass.
    @Test func `Every single wrong letter is seen`() throws {
        let letters = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ")
        for number in 1...20 {
            let code = try Vault.test.receiptCode(of: "p\(number)", count: 1).code
            let text = Array(code.printed.filter { $0 != "-" })
            #expect(text.count == 18 && text.allSatisfy(letters.contains))
            #expect(ReceiptCode(String(text)) == code)
            for place in text.indices {
                for letter in letters where letter != text[place] {
                    var wrong = text
                    wrong[place] = letter
                    #expect(ReceiptCode(String(wrong)) == nil)
                }
            }
        }
        #expect(ReceiptCode("0OIL") == nil && ReceiptCode("") == nil)
    }

    // Red when: a split seals nobody anew, tells a denouncer to another matter, or breaks verify.
    @Test(arguments: Engine.allCases)
    func `A split leaves the sender with the denunciation alone`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.officer.register()
            let split = SplitMattersRequest(
                id: id,
                etag: try await server.officer.petition(id).etag,
                matters: [
                    MatterDraft(summary: "Khiếu nại", classification: Sample.complaint),
                    MatterDraft(summary: "Tố cáo", classification: Sample.denunciation),
                ]
            )
            let method = PetitionMethods.splitMatters
            _ = try await server.officer.write(method, split, \.requestId)
            let parent = try await server.officer.petition(id)
            #expect(parent.state == .split && parent.guard == .secret)
            let complaint = try await server.head.petition(parent.matters[0])
            let denunciation = try await server.head.petition(parent.matters[1])
            #expect(complaint.parties.isEmpty && denunciation.parties.count == 1)
            for petition in [parent, denunciation] {
                await #expect(throws: Status.self) {
                    try await server.officer.call(
                        PetitionMethods.getPetitionIdentity,
                        GetPetitionIdentityRequest(id: petition.id)
                    )
                }
            }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a repeated content does not find the first petition, or guidance is given twice.
    @Test func `A content is guided once, whoever asks again`() async throws {
        try await TestServer.run { server in
            var other = Sample.complaint
            other.competence = .other
            func guided(_ found: Classification) async throws -> String {
                let id = try await server.officer.register()
                _ = try await server.officer.classify(id, found)
                let propose = PetitionMethods.proposeHandling
                _ = try await server.officer.write(propose, Sample.propose(id, .guide), \.requestId)
                let approve = PetitionMethods.approveHandling
                _ = try await server.head.write(approve, Sample.approve(id), \.requestId)
                let document = DocumentReference(number: "3/HD", issuedOn: "2026-07-13")
                let dispatch = DispatchPetitionRequest(id: id, document: document)
                let method = PetitionMethods.dispatchPetition
                _ = try await server.officer.write(method, dispatch, \.requestId)
                return id
            }
            other.repeats = try await guided(other)
            other.repetition = .repeatSameLevel
            do {
                _ = try await guided(other)
                Issue.record("guided twice")
            } catch let status as Status {
                #expect(status.reason == "ACTION_NOT_ALLOWED")
                #expect(status.message.contains("guidance is given once"))
            }
        }
    }

    // Red when: a chain of duplicates is not followed to its first petition, or may come round.
    @Test func `A duplicate of a duplicate is about the matter of the first`() async throws {
        try await TestServer.run { server in
            var ids: [String] = []
            for _ in 0..<4 { ids.append(try await server.officer.register()) }
            func link(_ from: Int, to: Int) async throws {
                let request = LinkDuplicateRequest(
                    id: ids[from],
                    duplicateOf: ids[to],
                    reason: "Cùng nội dung"
                )
                let method = PetitionMethods.linkDuplicate
                _ = try await server.officer.write(method, request, \.requestId)
            }
            try await link(0, to: 1)
            try await link(1, to: 2)
            try await link(3, to: 0)
            #expect(try await server.officer.petition(ids[3]).duplicateOf == ids[2])
            await #expect(throws: Status.self) { try await link(2, to: 0) }
            #expect(try await server.officer.petition(ids[2]).state == .registered)
        }
    }
}
