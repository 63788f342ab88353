import Casework
import Messages
import RPC
import Storage
import TestSupport
import Testing

@testable import Records

/// What an agency has of a person, by the number that the person shows.
@Suite struct VisitorHistoryTests {
    private typealias M = ReceptionMethods

    /// The keys of the raw index.
    private static func places(_ server: TestServer) throws -> Int {
        var count = 0
        try server.records.read { try $0.eachKey(of: .visitors) { _, _ in count += 1 } }
        return count
    }

    // Red when: a visit or petition is not found by the number, another agency finds it, a
    // denunciation leaves a trace, or `rebuild` and `verify` do not know the index.
    @Test(arguments: Engine.allCases)
    func `A person is found by the number, a denouncer is not`(engine: Engine) async throws {
        try await TestServer.run(engine, today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            #expect(try await desk.history().firstVisit)
            var visits: [String] = []
            for day in ["2026-07-08", "2026-07-10", "2026-07-15"] {
                var request = ReceptionDesk.visitor
                request.actedOn = day
                visits.append(try await desk.checkIn(request))
            }
            let refuse = RefuseReceptionRequest(id: visits[1], grounds: ["D9.1"])
            _ = try await server.officer.write(M.refuseReception, refuse, \.requestId)
            let petition = try await server.officer.register()
            let before = try Self.places(server)
            #expect(before == 4)
            // One that says so at once, one by its content, one by its classification, one split.
            var secret = ReceptionDesk.visitor
            secret.secret = true
            _ = try await desk.checkIn(secret)
            let told = try await desk.checkIn()
            try await desk.record(told, ReceptionDesk.content(.denunciation))
            let split = try await desk.checkIn()
            try await desk.record(split, ReceptionDesk.content(.complaint))
            let parts = [
                ReceptionDesk.content(.complaint), ReceptionDesk.content(.denunciation),
            ]
            _ = try await server.officer.write(
                M.splitContents,
                SplitContentsRequest(id: split, number: 1, contents: parts),
                \.requestId
            )
            let classified = try await server.officer.register()
            _ = try await server.officer.classify(classified, Sample.denunciation)
            #expect(try Self.places(server) == before)
            let history = try await desk.history("079 185-001234")
            #expect(history.visits.map(\.id) == visits.reversed())
            #expect(history.petitions.map(\.id) == [petition])
            #expect(history.refusals == 1 && !history.firstVisit && !history.more)
            let theirs = try await desk.history(Sample.senderID, server.stranger)
            #expect(theirs.firstVisit && theirs.visits.isEmpty)
            #expect(try await desk.history("079185001235").firstVisit)
            // No sealed party of a denunciation keeps a hash that would lead to it.
            try server.records.read { reader in
                try reader.eachKey(of: .parties) { _, value in
                    let party = try SealedParty(serialized: value)
                    #expect(party.idHash.isEmpty == (party.guard == .secret))
                }
            }
            #expect(try server.records.verify().findings == [])
            try await server.records.store.write { view in
                var keys: [[UInt8]] = []
                try RecordReader(view).eachKey(of: .visitors) { key, _ in keys.append(key) }
                for key in keys.dropFirst() { try view.delete(key, in: .visitors) }
                try view.put([1, 2, 3], [], in: .visitors)
            }
            #expect(
                try server.records.verify().findings.map(\.finding).sorted() == [
                    "is missing", "is missing", "is missing", "stands without a fact",
                ]
            )
            #expect(try await server.records.rebuild() == 4)
            #expect(try server.records.verify().findings == [])
            #expect(try await desk.history().visits.count == 3)
        }
    }

    // Red when: a petition that is found to be a denunciation leaves its visit, or another petition
    // of that visit, in clear: they would tell who denounces.
    @Test func `What goes with a denunciation becomes secret with it`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let other = try await desk.visited(.complaint, .mine)
            func visit() async throws -> (id: String, petitions: [String]) {
                let id = try await desk.checkIn()
                let content = ReceptionDesk.content(.complaint, .mine)
                try await desk.record(id, content, content, content)
                _ = try await desk.open(id, 1)
                _ = try await desk.open(id, 2)
                return (id, try await desk.visit(id).contents.prefix(2).map(\.petitionId))
            }
            let classified = try await visit()
            let first = classified.petitions[0]
            let classify = ClassifyPetitionRequest(
                id: first,
                etag: try await server.officer.petition(first).etag,
                classification: Sample.denunciation
            )
            _ = try await server.officer.write(
                PetitionMethods.classifyPetition,
                classify,
                \.requestId
            )
            let split = try await visit()
            let parts = [
                ReceptionDesk.content(.complaint), ReceptionDesk.content(.denunciation),
            ]
            _ = try await server.officer.write(
                M.splitContents,
                SplitContentsRequest(id: split.id, number: 3, contents: parts),
                \.requestId
            )
            let matters = try await visit()
            let method = PetitionMethods.splitMatters
            let request = SplitMattersRequest(
                id: matters.petitions[1],
                etag: try await server.officer.petition(matters.petitions[1]).etag,
                matters: [
                    MatterDraft(summary: "Khiếu nại", classification: Sample.complaint),
                    MatterDraft(summary: "Tố cáo", classification: Sample.denunciation),
                ]
            )
            _ = try await server.officer.write(method, request, \.requestId)
            for found in [classified, split, matters] {
                #expect(try await desk.visit(found.id).guard == .secret)
                for petition in found.petitions {
                    #expect(try await server.officer.petition(petition).guard == .secret)
                }
            }
            let history = try await desk.history()
            #expect(history.visits.map(\.id) == [other] && history.petitions.isEmpty)
            #expect(try Self.places(server) == 1)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: visits of one person that name each other are not all guarded by a denunciation.
    @Test(arguments: [0, 1, 2])
    func `A denunciation guards the visits with the same content`(place: Int) async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            var content = ReceptionDesk.content(.complaint, .mine)
            var visits: [String] = []
            var petitions: [String] = []
            for _ in 0..<3 {
                let id = try await desk.checkIn()
                try await desk.record(id, content)
                _ = try await desk.open(id)
                petitions.append(try await desk.visit(id).contents[0].petitionId)
                content.sameAsVisit = id
                visits.append(id)
            }
            let other = try await desk.visited(.complaint, .mine)
            let classify = ClassifyPetitionRequest(
                id: petitions[place],
                etag: try await server.officer.petition(petitions[place]).etag,
                classification: Sample.denunciation
            )
            let method = PetitionMethods.classifyPetition
            _ = try await server.officer.write(method, classify, \.requestId)
            for (visit, petition) in zip(visits, petitions) {
                #expect(try await desk.visit(visit).guard == .secret)
                #expect(try await server.officer.petition(petition).guard == .secret)
            }
            #expect(try await desk.history().visits.map(\.id) == [other])
            #expect(try Self.places(server) == 1)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: the hash is the same in another city, or stands in clear.
    @Test func `A number's hash depends on the key and not on how it is written`() throws {
        let vault = Vault.test
        let hash = try vault.idHash(of: "b1234567")
        #expect(try hash == vault.idHash(of: " B 123.4567 ") && hash.count == 32)
        #expect(try hash != vault.keyedHash(Array("B1234567".utf8)))
        #expect(try vault.idHash(of: " -. ").isEmpty)
    }
}
