import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Petitions on their way between agencies, over the wire.
@Suite struct TransferServiceTests {
    private static func letter(
        _ change: (inout RegisterPetitionRequest) -> Void = { _ in }
    )
        -> RegisterPetitionRequest
    {
        var request = Sample.registration
        request.summary = "Phản ánh đường ngập tại phường Tân Định"
        request.fullText = Array("Kính gửi, tôi là \(Sample.senderName)".utf8)
        change(&request)
        return request
    }

    // Red when: persons, letter or files do not come with a transfer, or both agencies do not see it
    // in one entry.
    @Test func `What is received is what was sent`() async throws {
        try await TestServer.run { server in
            let petition = try await server.head(of: "H29.02").register(Self.letter())
            let bytes = FileTests.pdf(5_000)
            _ = try await FileTests.send(server.officer, bytes)
            let finish = FinishUploadRequest(id: FileTests.id)
            _ = try await server.officer.call(FileMethods.finishUpload, finish)
            _ = try await FileTests.attach(server.officer, petition)
            let file = FileTests.id
            let sent = try await server.send(petition, from: "H29.02", to: "H29.05")
            let before = server.records.news.position
            let received = try await server.receive(sent, at: "H29.05")
            #expect(server.records.news.position == before + 1)
            let there = server.head(of: "H29.05")
            let identity = try await there.call(
                PetitionMethods.getPetitionIdentity,
                GetPetitionIdentityRequest(id: received)
            )
            #expect(identity.parties.map(\.fullName) == [Sample.senderName])
            #expect(identity.fullText == Self.letter().fullText)
            let list = ListFilesRequest(about: .petition(received))
            let files = try await there.call(FileMethods.listFiles, list).files
            let copy = try #require(files.first?.file)
            #expect(files.count == 1 && copy.id != file && files[0].name == "Đơn của bà Ánh.pdf")
            let read = try await there.call(FileMethods.readFile, ReadFileRequest(id: copy.id))
            #expect(read.data == bytes)
            // The sender's petition and file stay the sender's.
            await #expect(throws: Status.self) { try await there.petition(petition) }
            await #expect(throws: Status.self) {
                try await there.call(FileMethods.readFile, ReadFileRequest(id: file))
            }
            for agency in ["H29.02", "H29.05"] {
                let feed = try await server.head(of: agency)
                    .call(FeedMethods.listJournal, ListJournalRequest(after: before, pageSize: 10))
                let kinds = feed.items.flatMap(\.events).compactMap(\.record?.kind)
                #expect(feed.items.map(\.position) == [before + 1])
                #expect(kinds.contains(.transfer) && kinds.contains(.petition))
            }
            let transfer = try await server.transfer(sent, as: "H29.02")
            #expect(transfer.state == .received && transfer.receivedAs == received)
            #expect(transfer.files == 1 && transfer.digest.count == 32)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a stranger learns of a transfer, or a receiver sees the petition before it receives.
    @Test func `Sender and receiver know of a transfer and nobody else`() async throws {
        try await TestServer.run { server in
            _ = try await server.administrator.apply([
                Sample.agency("H29.07", "Sở Du lịch", .department)
            ])
            let petition = try await server.head(of: "H29.02").register(Self.letter())
            let sent = try await server.send(petition, from: "H29.02", to: "H29.05")
            #expect(try await server.transfer(sent, as: "H29.05").summary.hasPrefix("Phản ánh"))
            await #expect(throws: Status.self) { try await server.transfer(sent, as: "H29.07") }
            await #expect(throws: Status.self) {
                try await server.head(of: "H29.05").petition(petition)
            }
            let lists = ["H29.02": 1, "H29.05": 1, "H29.07": 0]
            for (agency, count) in lists {
                let list = try await server.head(of: agency)
                    .call(TransferMethods.listTransfers, ListTransfersRequest(state: .sent))
                #expect(list.transfers.count == count, "\(agency)")
            }
            // The receiver owes an answer, and sees so among what is due.
            let due = try await server.head(of: "H29.05")
                .call(DeadlineMethods.listDue, ListDueRequest())
            #expect(due.items.map { $0.deadline?.rule } == ["CIRC.TRANSFER.RECEIVE"])
            #expect(due.items.map { $0.deadline?.dueOn } == ["2026-07-20"])
        }
    }

    // Red when: a matter can go round in a circle, or an arbitrated one can be refused or sent on.
    @Test func `A circle is stopped and decided by the common superior`() async throws {
        try await TestServer.run { server in
            let first = try await server.head(of: "H29.02").register(Self.letter())
            let out = try await server.send(first, from: "H29.02", to: "H29.05")
            let second = try await server.receive(out, at: "H29.05")
            let back = try await server.send(second, from: "H29.05", to: "H29.02")
            let stopped = try await server.transfer(back, as: "H29")
            #expect(stopped.state == .stopped && stopped.stop == .cycle)
            #expect(stopped.superior == "H29")
            #expect(try await server.head(of: "H29.05").petition(second).state == .referred)
            await #expect(throws: Status.self) { try await server.transfer(back, as: "H29.02") }
            let decide = ArbitrateTransferRequest(
                id: back,
                competent: "H29.02",
                office: "H29.GD",
                reason: "Đường do Sở quản lý",
                document: server.slip
            )
            let receipt = try await server.head(of: "H29")
                .write(TransferMethods.arbitrateTransfer, decide, \.requestId)
            let onward =
                receipt.records.compactMap(\.record).last { $0.kind == .transfer }?.id ?? ""
            await #expect(throws: Status.self) {
                let refuse = RefuseTransferRequest(
                    id: onward,
                    ground: .notCompetent,
                    reason: "Không thuộc"
                )
                return try await server.head(of: "H29.02")
                    .write(TransferMethods.refuseTransfer, refuse, \.requestId)
            }
            let third = try await server.receive(onward, at: "H29.02")
            #expect(
                try await server.route(first, as: "H29.02") == [
                    "H29.02 ENTERED", "H29.05 RECEIVED", "H29.02 STOPPED", "H29.02 ASSIGNED",
                    "held by H29.02",
                ]
            )
            await #expect(throws: Status.self) {
                try await server.send(third, from: "H29.02", to: "H29.05")
            }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a petition found to be a denunciation at its receiver leaves its sender open at who
    // sent it, or the other way round.
    @Test(arguments: [false, true])
    func `A denunciation found at one agency is secret at the other`(atSender: Bool) async throws {
        try await TestServer.run { server in
            let petition = try await server.head(of: "H29.02").register(Self.letter())
            let sent = try await server.send(petition, from: "H29.02", to: "H29.05")
            let received = try await server.receive(sent, at: "H29.05")
            let (found, other) = atSender ? (petition, received) : (received, petition)
            let (here, there) = atSender ? ("H29.02", "H29.05") : ("H29.05", "H29.02")
            let caller = server.head(of: here)
            guard !atSender else {
                // What was sent is classified no more; a repeat of it is.
                var repeated = Sample.denunciation
                repeated.repeats = found
                repeated.repetition = .repeatSameLevel
                let again = try await caller.register(Self.letter())
                _ = try await caller.classify(again, repeated)
                #expect(try await server.head(of: there).petition(other).guard == .secret)
                return
            }
            let classify = ClassifyPetitionRequest(
                id: found,
                etag: try await caller.petition(found).etag,
                classification: Sample.denunciation
            )
            _ = try await caller.write(PetitionMethods.classifyPetition, classify, \.requestId)
            #expect(try await server.head(of: there).petition(other).guard == .secret)
            await #expect(throws: Status.self) {
                try await server.head(of: there).call(
                    PetitionMethods.getPetitionIdentity,
                    GetPetitionIdentityRequest(id: other)
                )
            }
        }
    }

    // Red when: the bearer of a receipt code is not told where the petition goes on.
    @Test func `A receipt code follows the petition to its receiver`() async throws {
        try await TestServer.run { server in
            let head = server.head(of: "H29.02")
            let receipt = try await head.write(
                PetitionMethods.registerPetition,
                Self.letter(),
                \.requestId
            )
            let petition = receipt.records.first?.record?.id ?? ""
            let sent = try await server.send(petition, from: "H29.02", to: "H29.05")
            let received = try await server.receive(sent, at: "H29.05")
            let track = try await head.call(
                PetitionMethods.trackPetition,
                TrackPetitionRequest(receiptCode: receipt.receiptCode)
            )
            #expect(track.matters.map(\.id) == [received])
            #expect(track.matters.map(\.dueOn) == ["2026-07-29"])
        }
    }

    // Red when: what is on its way is changed, closed or voided under the receiver's hands.
    @Test func `What is on its way stays as it was sent`() async throws {
        try await TestServer.run { server in
            let head = server.head(of: "H29.02")
            let petition = try await head.register(Self.letter())
            _ = try await server.send(petition, from: "H29.02", to: "H29.05")
            let etag = try await head.petition(petition).etag
            let refused = await [
                outcome {
                    try await head.write(
                        RecordMethods.correctEntry,
                        CorrectEntryRequest(
                            record: .petition(petition),
                            etag: etag,
                            fields: [FieldCorrection(field: "summary", valueJson: "\"Khác\"")],
                            reason: "Sai",
                            office: "H29.02.GD"
                        ),
                        \.requestId
                    )
                },
                outcome {
                    try await head.write(
                        RecordMethods.voidEntry,
                        VoidEntryRequest(
                            record: .petition(petition),
                            reason: "Nhầm",
                            office: "H29.02.GD"
                        ),
                        \.requestId
                    )
                },
                outcome {
                    try await head.write(
                        PetitionMethods.closePetition,
                        ClosePetitionRequest(id: petition, reason: "Xong"),
                        \.requestId
                    )
                },
            ]
            #expect(refused.allSatisfy { $0.hasPrefix("a petition that is not on its way") })
        }
    }

    /// What a refused call lacks.
    private func outcome(_ call: () async throws -> Receipt) async -> String {
        do {
            _ = try await call()
            return "accepted"
        } catch {
            return (error as? Status)?.metadata["missing"] ?? "\(error)"
        }
    }
}
