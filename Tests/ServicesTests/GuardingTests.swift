import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Once something is a denunciation, whatever else its sender stands in is secret too.
@Suite struct GuardingTests {
    /// What ties a second petition to the one that is found to be a denunciation.
    enum Tie: String, CaseIterable {
        case duplicate
        case laterDuplicate
        case repeated
        case laterRepeat
        case chain
    }

    private static func link(
        _ caller: TestCaller,
        _ id: String,
        to first: String
    ) async throws(Status) {
        let request = LinkDuplicateRequest(id: id, duplicateOf: first, reason: "Cùng nội dung")
        _ = try await caller.write(PetitionMethods.linkDuplicate, request, \.requestId)
    }

    private static func isSecret(_ server: TestServer, _ id: String) throws -> Bool {
        try server.records.read { reader in
            let petition = try #require(try reader.petition(id))
            let guards = try petition.parties.compactMap { try reader.party($0.id)?.guard }
            let isGuarded = petition.guard == .secret
            #expect(guards.count == petition.parties.count)
            #expect(guards.allSatisfy { ($0 == .secret) == isGuarded })
            return isGuarded
        }
    }

    // Red when: a tie is not followed, forwards or backwards, when the denunciation is found or when
    // the tie is made; or when a petition without a tie is guarded.
    @Test(arguments: Tie.allCases)
    func `What tells of a denouncer is guarded in the same batch`(tie: Tie) async throws {
        try await TestServer.run { server in
            let caller = server.officer
            let first = try await caller.register()
            let second = try await caller.register()
            let other = try await caller.register()
            var found = Sample.complaint
            found.repeats = first
            found.repetition = .repeatSameLevel
            switch tie {
            case .duplicate:
                try await Self.link(caller, second, to: first)
                _ = try await caller.classify(first, Sample.denunciation)
            case .laterDuplicate:
                _ = try await caller.classify(first, Sample.denunciation)
                #expect(try !Self.isSecret(server, second))
                try await Self.link(caller, second, to: first)
            case .repeated:
                _ = try await caller.classify(second, found)
                #expect(try !Self.isSecret(server, second))
                _ = try await caller.classify(first, Sample.denunciation)
            case .laterRepeat:
                _ = try await caller.classify(first, Sample.denunciation)
                _ = try await caller.classify(second, found)
            case .chain:
                let third = try await caller.register()
                try await Self.link(caller, third, to: first)
                var denounced = Sample.denunciation
                denounced.repeats = first
                denounced.repetition = .repeatSameLevel
                _ = try await caller.classify(second, denounced)
                #expect(try Self.isSecret(server, third))
            }
            #expect(try Self.isSecret(server, first))
            #expect(try Self.isSecret(server, second))
            #expect(try !Self.isSecret(server, other))
            // What is no denunciation by itself stays what it was found to be.
            if tie == .laterRepeat {
                #expect(try await caller.petition(second).classification?.type == .complaint)
            }
            #expect(try server.records.verify().findings == [])
            #expect(try await server.records.rebuild() == 0)
        }
    }

    // Red when: a sender who is named to a matter beside the denunciation stands there in clear.
    @Test func `A matter beside the denunciation guards who is named to it`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            let split = SplitMattersRequest(
                id: id,
                etag: try await server.officer.petition(id).etag,
                matters: [
                    MatterDraft(
                        summary: "Khiếu nại",
                        classification: Sample.complaint,
                        withSenders: true
                    ),
                    MatterDraft(summary: "Tố cáo", classification: Sample.denunciation),
                ]
            )
            _ = try await server.officer.write(
                PetitionMethods.splitMatters,
                split,
                \.requestId
            )
            let letter = try await server.head.petition(id)
            for petition in [id] + letter.matters {
                #expect(try Self.isSecret(server, petition))
            }
            #expect(try server.records.verify().findings == [])
        }
    }
}
