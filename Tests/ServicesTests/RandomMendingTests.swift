import Casework
import Messages
import RPC
import Records
import TestSeeds
import TestSupport
import Testing

/// Random work and random mending on a real server.
@Suite struct RandomMendingTests {
    private static let office = "H29.02.GD"

    /// What one life remembers of the records that it made.
    private struct Life {
        let server: TestServer
        var random: SplitMix64
        var petitions: [String] = []
        var accepted: [String: Int] = [:]

        mutating func one() -> String { petitions.randomElement(using: &random) ?? "" }
    }

    // Red when: work and mending in any order leave a store that does not verify, a projection that
    // rebuilding makes otherwise, or a step without its old values.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `Random work and mending leave a store that verifies`(number: UInt64) async throws {
        let seed = 20_261_130 + number
        try await TestServer.run(today: "2026-07-20") { server in
            var life = Life(server: server, random: SplitMix64(usualSeed: seed))
            for _ in 0..<6 { life.petitions.append(try await server.officer.register()) }
            for _ in 0..<120 { await Self.step(&life) }
            let comment = Comment(rawValue: "KNTC_SEED=\(seed)")
            #expect(try server.records.verify().findings == [], comment)
            #expect(life.accepted.count >= 8, comment)
            for id in life.petitions {
                try await Self.expectHistory(of: id, server, comment)
            }
        }
    }

    /// Tries one command, which may well be refused.
    private static func step(_ life: inout Life) async {
        let commands: [(String, (inout Life) async throws -> Void)] = [
            ("register", register), ("classify", classify), ("propose", propose),
            ("approve", approve), ("dispatch", dispatch), ("link", link), ("split", split),
            ("correct", correct), ("undo", undo), ("undo", undo), ("void", void), ("move", move),
        ]
        guard let (name, run) = commands.randomElement(using: &life.random) else { return }
        do {
            try await run(&life)
            life.accepted[name, default: 0] += 1
        } catch {
            // Refused: nothing changed.
        }
    }

    private static func register(_ life: inout Life) async throws {
        life.petitions.append(try await life.server.officer.register())
    }

    private static func classify(_ life: inout Life) async throws {
        let found = [Sample.complaint, Sample.feedback, Sample.denunciation]
            .randomElement(using: &life.random)
        _ = try await life.server.officer.classify(life.one(), found ?? Sample.complaint)
    }

    private static func propose(_ life: inout Life) async throws {
        _ = try await life.server.officer.write(
            PetitionMethods.proposeHandling,
            Sample.propose(life.one()),
            \.requestId
        )
    }

    private static func approve(_ life: inout Life) async throws {
        _ = try await life.server.head.write(
            PetitionMethods.approveHandling,
            Sample.approve(life.one()),
            \.requestId
        )
    }

    private static func dispatch(_ life: inout Life) async throws {
        _ = try await life.server.head.write(
            ComplaintMethods.acceptComplaint,
            Sample.accept(life.one()),
            \.requestId
        )
    }

    private static func link(_ life: inout Life) async throws {
        let request = LinkDuplicateRequest(
            id: life.one(),
            duplicateOf: life.one(),
            reason: "Cùng nội dung"
        )
        _ = try await life.server.officer.write(
            PetitionMethods.linkDuplicate,
            request,
            \.requestId
        )
    }

    private static func split(_ life: inout Life) async throws {
        let id = life.one()
        let matters = [Sample.complaint, Sample.feedback].map {
            MatterDraft(summary: "Nội dung riêng", classification: $0)
        }
        let etag = try await life.server.officer.petition(id).etag
        let request = SplitMattersRequest(id: id, etag: etag, matters: matters)
        _ = try await life.server.officer.write(PetitionMethods.splitMatters, request, \.requestId)
        life.petitions += try await life.server.officer.petition(id).matters
    }

    private static func correct(_ life: inout Life) async throws {
        let id = life.one()
        let value = "\"Nội dung \(life.random.next() % 1_000)\""
        let request = CorrectEntryRequest(
            record: .petition(id),
            etag: try await life.server.officer.petition(id).etag,
            fields: [FieldCorrection(field: "summary", valueJson: value)],
            reason: "Nhập nhầm",
            office: office
        )
        _ = try await life.server.head.write(RecordMethods.correctEntry, request, \.requestId)
    }

    private static func undo(_ life: inout Life) async throws {
        let id = life.one()
        let position = Int64(try await life.server.officer.petition(id).etag) ?? 0
        let request = UndoStepRequest(
            record: .petition(id),
            position: position,
            reason: "Làm nhầm",
            office: office
        )
        _ = try await life.server.head.write(RecordMethods.undoStep, request, \.requestId)
    }

    private static func void(_ life: inout Life) async throws {
        let id = life.one()
        let file = try await life.server.officer.petition(id).caseId
        let request = VoidEntryRequest(
            record: file.isEmpty ? .petition(id) : .caseFile(file),
            reason: "Nhập nhầm",
            office: office
        )
        _ = try await life.server.head.write(RecordMethods.voidEntry, request, \.requestId)
    }

    private static func move(_ life: inout Life) async throws {
        let request = MoveEntryRequest(
            record: .petition(life.one()),
            to: .petition(life.one()),
            reason: "Nhầm vụ việc",
            office: office
        )
        _ = try await life.server.head.write(RecordMethods.moveEntry, request, \.requestId)
    }

    /// Every step tells what it took away: what the steps say adds up to the record as it stands.
    private static func expectHistory(
        of id: String,
        _ server: TestServer,
        _ comment: Comment
    ) async throws {
        let record = RecordReference.petition(id)
        let changes = try await server.head.call(
            RecordMethods.getChanges,
            GetChangesRequest(record: record, pageSize: 200)
        )
        var told: [String: String] = [:]
        for change in changes.steps.flatMap(\.changes) {
            #expect((told[change.field] ?? "") == change.beforeJson, comment)
            told[change.field] = change.afterJson.isEmpty ? nil : change.afterJson
        }
        let summary = try await server.head.petition(id).summary
        #expect(told["summary"] == JSONValue.string(summary).text(pretty: false), comment)
    }
}
