import Casework
import Foundation
import Messages
import RPC
import Storage
import TestSupport
import Testing

@testable import Records

/// At which agencies a person's matters are, and how little of them is told.
@Suite struct FindMattersTests {
    private static func find(
        _ caller: TestCaller,
        _ number: String = Sample.senderID,
        size: Int32 = 0,
        token: String = ""
    ) async throws(Status) -> FindMattersReply {
        let request = FindMattersRequest(idNumber: number, pageSize: size, pageToken: token)
        return try await caller.call(ReceptionMethods.findMatters, request)
    }

    // Red when: another agency's matter is not found, a denunciation or a void record is, or more
    // is told than that there is something.
    @Test(arguments: Engine.allCases)
    func `Every counter of the city learns where, and nothing else`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            let desk = ReceptionDesk(server: server)
            let other = server.caller("receiver@H29.05")
            #expect(try await Self.find(other).matters.isEmpty)
            let complaint = try await server.officer.register()
            _ = try await server.officer.classify(complaint)
            _ = try await desk.checkIn()
            _ = try await server.stranger.register()
            let expected = [
                FoundMatter(
                    agency: "H29.02",
                    kind: .petition,
                    day: "2026-07-06",
                    types: [.complaint],
                    state: "PETITION_STATE_CLASSIFIED"
                ),
                FoundMatter(
                    agency: "H29.02",
                    kind: .visit,
                    day: "2026-07-15",
                    state: "VISIT_STATE_CHECKED_IN"
                ),
                FoundMatter(
                    agency: "H29.05",
                    kind: .petition,
                    day: "2026-07-06",
                    state: "PETITION_STATE_REGISTERED"
                ),
            ]
            try await hide(server, desk)
            for caller in [other, server.officer, server.head] {
                let found = try await Self.find(caller, "079 185-001234")
                #expect(found.matters == expected && found.nextPageToken.isEmpty)
                let bytes = Data(try found.serialized())
                for word in Planted.words + [complaint] {
                    #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word)")
                }
            }
            #expect(try await Self.find(other, "079185001235").matters.isEmpty)
        }
    }

    /// Enters what nobody may find: denunciations of every way, and what was entered by mistake.
    private func hide(_ server: TestServer, _ desk: ReceptionDesk) async throws {
        var secret = Sample.registration
        secret.secret = true
        _ = try await server.officer.register(secret)
        let late = try await server.officer.register()
        _ = try await server.officer.classify(late, Sample.denunciation)
        let told = try await desk.checkIn()
        try await desk.record(told, ReceptionDesk.content(.denunciation))
        let mistake = try await server.officer.register()
        let void = VoidEntryRequest(record: .petition(mistake), reason: "nhầm")
        _ = try await server.officer.write(RecordMethods.voidEntry, void, \.requestId)
    }

    // Red when: a page leaves a matter out, shows one twice, or is good for another number.
    @Test func `Pages go through everything once`() async throws {
        try await TestServer.run { server in
            for _ in 0..<7 { _ = try await server.officer.register() }
            var token = ""
            var count = 0
            repeat {
                let page = try await Self.find(server.officer, size: 3, token: token)
                count += page.matters.count
                token = page.nextPageToken
                guard !token.isEmpty else { continue }
                let (number, last) = ("079185001235", token)
                await #expect(throws: Status.self) {
                    try await Self.find(server.officer, number, token: last)
                }
            } while !token.isEmpty
            #expect(count == 7)
        }
    }

    // Red when: an officer may browse, one officer uses up another's share, a restart forgets what
    // was asked, or the next hour brings nothing.
    @Test func `An officer may ask sixty times an hour`() async throws {
        try await withStore(.memory) { store in
            try await TestServer.run(on: store) { server in
                let officer = server.caller("officer@H29.02/an")
                for left in (0..<60).reversed() {
                    let found = try await Self.find(officer)
                    #expect(found.callsLeft == Int32(left))
                }
                #expect(try await Self.find(server.caller("officer@H29.02/binh")).callsLeft == 59)
                #expect(try await Self.find(server.caller("officer@H29.05/an")).callsLeft == 59)
            }
            try await TestServer.run(on: store) { server in
                let officer = server.caller("officer@H29.02/an")
                for _ in 0..<2 {
                    do {
                        _ = try await Self.find(officer)
                        Issue.record("asked once too often")
                    } catch let status as Status {
                        #expect(status.description == "RESOURCE_EXHAUSTED LOOKUP_QUOTA")
                        #expect(status.message.contains("60 times an hour"))
                    }
                }
                server.clock.advance(milliseconds: 3_600_000)
                #expect(try await Self.find(officer).callsLeft == 59)
            }
            // Neither the number nor its hash is kept of a lookup.
            let hash = try Vault.test.idHash(of: Sample.senderID)
            try store.read { view in
                try RecordReader(view).eachKey(of: .work) { key, value in
                    let bytes = Data(key + value)
                    #expect(bytes.range(of: Data(Sample.senderID.utf8)) == nil)
                    #expect(bytes.range(of: Data(hash)) == nil)
                }
            }
        }
    }
}
