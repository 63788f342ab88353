import Casework
import Messages
import Storage
import TestSupport
import Testing

@testable import Records

/// What the national database is told: each fact with its record as it stood then.
@Suite struct ExportTests {
    private func exports(_ clerk: Clerk) throws -> [Export] {
        try clerk.records.read { reader in
            try (1...clerk.records.news.position).flatMap { position in
                let entry = try reader.entry(position)
                return try entry.map { try reader.exports(of: $0, clerk.records.vault) } ?? []
            }
        }
    }

    // Red when: a record is told as it stands now, or its facts are not numbered from 1.
    @Test func `A record is told as it stood, fact by fact`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            let file = try await clerk.acceptedCase()
            let world = clerk.world
            _ = try await clerk.run { reader in
                let standing = try reader.caseFile(file) ?? Case()
                return try Sample.assign(file)
                    .decide(standing, verifier: Sample.foreign, world)
            }
            let told = try exports(clerk).map { export -> String in
                switch export.record {
                case .petition(let petition):
                    "\(export.position) \(export.sequence) \(petition.state.protoName)"
                case .acceptedCase(let standing):
                    "\(export.position) \(export.sequence) \(standing.state.protoName)"
                case .visit, nil: "nothing"
                }
            }
            #expect(
                told == [
                    "3 1 PETITION_STATE_CLASSIFIED",
                    "6 1 CASE_STATE_ACCEPTED",
                    "6 2 PETITION_STATE_DISPATCHED",
                    "7 2 CASE_STATE_VERIFYING",
                ]
            )
            let parties = try exports(clerk).map { $0.parties.map(\.fullName) }
            #expect(parties == [[Sample.senderName], [], [Sample.senderName], []])
            #expect(try exports(clerk).allSatisfy { !$0.withheld })
        }
    }

    // Red when: a petition's parties are told although it is a denunciation, or was one later.
    @Test func `Parties of a denunciation are withheld, also those told of before`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            let id = try await clerk.register()
            try await clerk.classify(id)
            #expect(try exports(clerk).map(\.withheld) == [false])
            try await clerk.classify(id, Sample.denunciation)
            #expect(try exports(clerk).map(\.withheld) == [true, true])
            try await clerk.classify(id)
            let all = try exports(clerk)
            #expect(all.map(\.withheld) == [true, true, true])
            #expect(all.allSatisfy { $0.parties.isEmpty })
            #expect(all.map(\.sequence) == [1, 2, 3])
        }
    }

    // Red when: a withdrawal is told of a petition that was never told, or not of one that was.
    @Test func `A withdrawn petition is told as such when it was told before`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            for isClassified in [false, true] {
                let id = try await clerk.register()
                if isClassified { try await clerk.classify(id) }
                let world = clerk.world
                let request = WithdrawPetitionRequest(id: id, paperNumber: "2/RĐ")
                _ = try await clerk.run { reader in
                    try request.decide(
                        try reader.petition(id) ?? Petition(),
                        senders: SenderNames([]),
                        world
                    )
                }
            }
            let told = try exports(clerk)
            #expect(told.map(\.sequence) == [1, 2])
            #expect(
                told.last?.event?.fact == .petitionWithdrawn(PetitionWithdrawn(paperNumber: "2/RĐ"))
            )
        }
    }

    // Red when: a letter marked as secret is told with its parties.
    @Test func `Parties marked as secret are withheld`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            var request = Sample.registration
            request.secret = true
            let id = try await clerk.register(request)
            try await clerk.classify(id)
            let told = try exports(clerk)
            #expect(told.map(\.withheld) == [true] && told.allSatisfy { $0.parties.isEmpty })
        }
    }
}
