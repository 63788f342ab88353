import Foundation
import Messages
import NIOCore
import RPC
import Synchronization
import Testing

@testable import NationalBridge

/// Whole runs between a fake records server and a fake national database.
@Suite struct RunTests {
    @Test("everything is told in order, recorded, and the lease given back at the end")
    func tellsAll() async throws {
        let records = FakeRecords(Samples.petitions(at: [2, 3, 7]), head: 9)
        let national = FakeNational()
        let (ending, report) = try await national.serving { try await run(records, to: $0) }
        #expect(ending == .finished)
        #expect(report.exitCode == 0)
        #expect(report.read == 3 && report.sent == 3 && report.acknowledged == 3)
        #expect(report.firstPosition == 2 && report.lastPosition == 7)
        #expect(records.answers.map(\.answer?.aboutPosition) == [2, 3, 7])
        #expect(records.answers.allSatisfy { $0.answer?.accepted == true })
        #expect(records.answers.allSatisfy { $0.answer?.nationalId == "QG-1" })
        #expect(national.bodies.count == 3)
        #expect(records.acknowledged == 9 + 3)
        #expect(records.holder.isEmpty)
        #expect(records.identities == ["sync@H29/bridge"])
    }

    @Test("a second run has nothing to tell")
    func resumes() async throws {
        let records = FakeRecords(Samples.petitions(at: [1, 2]))
        let national = FakeNational()
        try await national.serving { url in
            _ = try await run(records, to: url)
            let (ending, report) = try await run(records, to: url)
            #expect(ending == .finished)
            #expect(report.read == 0)
        }
        #expect(national.bodies.count == 2)
    }

    @Test(
        "an outage of the far side is waited for",
        arguments: [
            [Reply.answer(500)], [.answer(503, ["Retry-After": "3"]), .answer(502)],
            [.answer(200, [:], "<html>")],
            [.answer(429), .answer(500), .answer(500), .answer(500)],
        ]
    )
    func retries(script: [Reply]) async throws {
        let records = FakeRecords(Samples.petitions(at: [1]))
        let national = FakeNational(script)
        let (ending, report) = try await national.serving { try await run(records, to: $0) }
        #expect(ending == .finished)
        #expect(report.acknowledged == 1)
        #expect(national.bodies.count == script.count + 1)
        #expect(Set(national.bodies).count == 1)
    }

    @Test("waits grow, and the far side's own wait is kept")
    func waits() async throws {
        let waits = Mutex<[Duration]>([])
        var around = Surroundings.still
        around.sleep = { wait in waits.withLock { $0.append(wait) } }
        let national = FakeNational([
            .answer(500), .answer(503, ["Retry-After": "9"]), .answer(500),
        ])
        let records = FakeRecords(Samples.petitions(at: [1]))
        _ = try await national.serving { [around] url in
            try await run(records, to: url, around: around)
        }
        #expect(waits.withLock { $0 } == [.seconds(1), .seconds(9), .seconds(4)])
    }

    @Test("a message taken without an answer is a duplicate when repeated")
    func duplicate() async throws {
        let records = FakeRecords(Samples.petitions(at: [1]))
        let national = FakeNational([.takeSilently])
        let (ending, report) = try await national.serving { try await run(records, to: $0) }
        #expect(ending == .finished)
        #expect(report.acknowledged == 1 && report.duplicates == 1)
        #expect(records.answers.map(\.answer?.accepted) == [true])
    }

    @Test("a refusal is recorded with its rule, and the others go on")
    func refused() async throws {
        let body = #"{"status": "refused", "errors": [{"path": "/payload", "rule": "type: x"}]}"#
        let records = FakeRecords(Samples.petitions(at: [1, 2, 3]))
        let national = FakeNational([.take, .answer(422, [:], body)])
        let (ending, report) = try await national.serving { try await run(records, to: $0) }
        #expect(ending == .finished)
        #expect(report.exitCode == 9)
        #expect(report.acknowledged == 2 && report.refused == 1)
        #expect(report.reasons == ["/payload type": 1])
        #expect(records.answers.map(\.answer?.accepted) == [true, false, true])
        #expect(records.answers[1].answer?.refusals == ["/payload type"])
        #expect(records.acknowledged == 6)
    }

    @Test("a fact that can not be told is recorded as refused, and the others go on")
    func gap() async throws {
        var exports = Samples.petitions(at: [1, 2])
        exports[0].record = nil
        let records = FakeRecords(exports)
        let national = FakeNational()
        let (_, report) = try await national.serving { try await run(records, to: $0) }
        #expect(report.exitCode == 9)
        #expect(report.sent == 1 && report.refused == 1)
        #expect(records.answers.map(\.answer?.refusals) == [["mapping petition"], []])
    }

    @Test("after five attempts the run ends where it stands")
    func farSideDown() async throws {
        let records = FakeRecords(Samples.petitions(at: [1, 2, 4]))
        let national = FakeNational([.take, .take] + .init(repeating: .answer(503), count: 9))
        let (ending, report) = try await national.serving { try await run(records, to: $0) }
        #expect(ending == .farSideDown("HTTP 503"))
        #expect(report.exitCode == 7)
        #expect(national.bodies.count == 2 + 5)
        #expect(report.sent == 2)
        #expect(records.acknowledged == 3)
        #expect(records.holder.isEmpty)
    }

    @Test("nobody listens, or nobody answers in time")
    func notReached() async throws {
        let port = try await FakeNational().serving { $0 }
        let records = FakeRecords(Samples.petitions(at: [1]))
        let refused = try await run(records, to: port)
        #expect(refused.ending == .farSideDown("NOT_REACHED"))
        let slow = FakeNational(.init(repeating: .hang, count: 5))
        let (ending, report) = try await slow.serving {
            try await run(records, to: $0, timeout: .milliseconds(50))
        }
        #expect(ending == .farSideDown("TIMEOUT"))
        #expect(report.exitCode == 7)
        #expect(records.acknowledged == 0)
        #expect(records.answers.isEmpty)
    }

    @Test(
        "an address that is none of the national database spoils no record",
        arguments: [
            (302, ["Location": "http://127.0.0.1:1/"]), (401, [:]), (404, [:]),
        ]
    )
    func misdirected(code: Int, headers: [String: String]) async throws {
        let records = FakeRecords(Samples.petitions(at: [1]))
        let national = FakeNational([.answer(code, headers)])
        let (ending, report) = try await national.serving { try await run(records, to: $0) }
        #expect(ending == .misdirected(code))
        #expect(report.exitCode == 1)
        #expect(national.bodies.count == 1)
        #expect(records.answers.isEmpty && records.acknowledged == 0)
    }

    @Test("an answer above the limit is not read to its end")
    func hugeAnswer() async throws {
        let huge = String(repeating: "x", count: NationalClient.answerBytesMax + 1)
        let records = FakeRecords(Samples.petitions(at: [1]))
        let national = FakeNational(.init(repeating: .answer(200, [:], huge), count: 5))
        let (ending, _) = try await national.serving { try await run(records, to: $0) }
        #expect(ending == .farSideDown("ANSWER_TOO_LARGE"))
    }

    @Test("while another run holds the lease nothing is sent")
    func leaseHeld() async throws {
        let records = FakeRecords(Samples.petitions(at: [1]), holder: "another")
        let national = FakeNational()
        let (ending, report) = try await national.serving { try await run(records, to: $0) }
        #expect(ending == .leaseHeld)
        #expect(report.exitCode == 75)
        #expect(national.bodies.isEmpty)
        #expect(records.holder == "another")
    }

    @Test("the lease is renewed when half of it is used")
    func renews() async throws {
        let uptime = Mutex(Duration.zero)
        var around = Surroundings.still
        around.uptime = {
            uptime.withLock { time in
                time += .seconds(75)
                return time
            }
        }
        let records = FakeRecords(Samples.petitions(at: [1, 2]))
        let national = FakeNational()
        let (ending, _) = try await national.serving { [around] url in
            try await run(records, to: url, around: around)
        }
        // The clock goes on by 75 s with each look: half of the lease is used at the first message.
        #expect(ending == .finished)
        #expect(records.leases == 2)
    }

    @Test("a dry run tells and records nothing")
    func dryRun() async throws {
        let records = FakeRecords(Samples.petitions(at: [1, 2]))
        let national = FakeNational()
        let (ending, report) = try await national.serving {
            try await run(records, to: $0, order: RunOrder(dryRun: true))
        }
        #expect(ending == .finished)
        #expect(report.skipped == 2 && report.sent == 0)
        #expect(national.bodies.isEmpty && records.answers.isEmpty)
        #expect(records.acknowledged == 0)
    }

    @Test("a limit ends the run between two facts")
    func limit() async throws {
        let records = FakeRecords(Samples.petitions(at: [1, 4, 6]))
        let national = FakeNational()
        let (ending, report) = try await national.serving {
            try await run(records, to: $0, order: RunOrder(max: 2))
        }
        #expect(ending == .limitReached)
        #expect(report.exitCode == 0)
        #expect(national.bodies.count == 2)
        #expect(records.acknowledged == 5)
    }

    @Test("told to stop, the run ends before the next message")
    func stops() async throws {
        let stop = Cancellation()
        var around = Surroundings.still
        around.sleep = { _ in stop.set() }
        let records = FakeRecords(Samples.petitions(at: [1, 2]))
        let national = FakeNational([.take, .answer(500)])
        let (ending, report) = try await national.serving { [around] url in
            try await run(records, to: url, stop: stop, around: around)
        }
        #expect(ending == .interrupted)
        #expect(report.exitCode == 143)
        #expect(national.bodies.count == 2)
        #expect(records.acknowledged == 1)
        #expect(records.holder.isEmpty)
    }

    @Test("the report and the summary hold no person")
    func reportHoldsNobody() async throws {
        let records = FakeRecords(Samples.petitions(at: [1, 2]))
        let echo = #"{"errors": [{"path": "/Nguyễn Thị Hồng Thơ", "rule": "Nguyễn Thị Hồng Thơ"}]}"#
        let national = FakeNational([.answer(422, [:], echo)])
        let (ending, report) = try await national.serving { try await run(records, to: $0) }
        let text = String(decoding: try report.json, as: UTF8.self) + report.summary(ending)
        #expect(national.bodies.allSatisfy { $0.contains("Hồng Thơ") })
        #expect(!text.contains("Thơ"))
        #expect(text.contains("\"refused\" : 1"))
        #expect(text.contains("Bị từ chối      1"))
        #expect(records.answers.allSatisfy { $0.answer?.refusals.contains("Thơ") != true })
    }
}
