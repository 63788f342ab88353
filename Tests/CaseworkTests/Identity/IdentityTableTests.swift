import Casework
import Messages
import TestSupport
import Testing

/// The tables of requests, appointments and readings, row by row and state by state.
@Suite struct IdentityTableTests {
    private typealias S = IdentitySample

    private static let later = S.now + 2 * S.minute

    private static let deciding: [Play<IdentityRequest>] = [
        Play("IdentityService/ApproveIdentity") { request in
            try ApproveIdentityRequest(id: "q1", digest: request.digest).decide(
                request,
                digest: request.digest,
                by: request.approvals.isEmpty ? S.first : S.second,
                at: later,
                world
            )
        },
        Play("IdentityService/RefuseIdentity") {
            try RefuseIdentityRequest(id: "q1", reason: "Chưa rõ")
                .decide($0, by: S.first, at: later, senders: knownSender, world)
        },
        Play("IdentityService/RevokeIdentity") {
            try RevokeIdentityRequest(id: "q1", reason: "Đã xong")
                .decide($0, by: S.first, at: later, senders: knownSender, world)
        },
    ]

    private static let reading: [Play<IdentityRequest>] = [
        Play("IdentityService/ReadIdentity") {
            try S.read.decide(
                S.file,
                .granted($0.standing(at: later)),
                id: "r1",
                by: S.asker,
                at: later,
                senders: knownSender,
                world
            )
        },
        Play("IdentityService/RenderLetter") {
            try RenderLetterRequest(document: "d1").decide(
                Document(id: "d1", state: .issued, title: "Thông báo"),
                S.file,
                .granted($0.standing(at: later)),
                id: "r1",
                by: S.asker,
                at: later,
                world
            )
        },
    ]

    private static let lowering: [Play<IdentityRequest>] = [
        Play("IdentityService/LowerGuard") {
            try LowerGuardRequest(id: "q1")
                .decide($0, S.petition(.complaint), beside: [], by: S.asker, at: later, world)
        }
    ]

    static let requestPlays: [IdentityRequestKind: [Play<IdentityRequest>]] = [
        .read: deciding + reading, .lower: deciding + lowering,
    ]

    static let appointmentPlays: [Play<HandlerAppointment>] = [
        Play("IdentityService/EndHandlers") {
            try EndHandlersRequest(id: "a1", reason: "Chuyển công tác", office: "H29.02.GD")
                .decide($0, head: Sample.home, senders: knownSender, world)
        }
    ]

    // Red when: a row of the table is not what the deciders do.
    @Test(arguments: [IdentityRequestKind.read, .lower])
    func `A request goes by its table`(kind: IdentityRequestKind) throws {
        let samples = try Dictionary(
            uniqueKeysWithValues: IdentityRequestState.known.map { ($0, try S.request($0, kind)) }
        )
        expectTable(
            Self.requestPlays[kind] ?? [],
            of: kind == .lower ? "lower" : "read",
            sample: { samples[$0] ?? IdentityRequest() }
        )
    }

    // Red when: a row of the table of appointments is not what the deciders do.
    @Test func `An appointment goes by its table`() throws {
        let appointed = try S.appointed()
        expectTable(
            Self.appointmentPlays,
            sample: { state in
                var appointment = appointed
                appointment.state = state
                return appointment
            }
        )
    }

    // Red when: a reading gets a life of its own, or loses what it says.
    @Test func `A reading stands as it was entered`() throws {
        expectTable([Play<IdentityReading>](), sample: { _ in IdentityReading(id: "r1") })
        let right = IdentityRight.granted(try S.granted())
        let events = try S.read.decide(
            S.file,
            right,
            id: "r1",
            by: S.asker,
            at: Self.later,
            senders: knownSender,
            world
        )
        #expect(events.map(\.record?.kind) == [.identityReading, .identityRequest])
        var reading = IdentityReading()
        for event in events { reading.apply(event) }
        #expect(
            reading
                == IdentityReading(
                    id: "r1",
                    agency: "H29.02",
                    records: [.petition("p1")],
                    reader: S.asker,
                    basis: .request,
                    givenBy: "q1",
                    reasonCode: .verify,
                    reason: S.motive,
                    parties: ["s1"],
                    readAtMs: Self.later,
                    lastActOn: "2026-12-30"
                )
        )
        let lists = [
            RecordReference.petition("p1"), IdentityReading.readings(ofParty: "s1"),
            IdentityReading.readings(by: S.asker), IdentityReading.everywhere,
        ]
        #expect(reading.listedUnder == lists)
    }

    // Red when: what was asked, granted or read can be voided, corrected, moved or undone.
    @Test func `Nothing of it is mended`() throws {
        let records: [any FiledRecord] = [
            try S.granted(), try S.appointed(), IdentityReading(id: "r1"),
        ]
        for record in records {
            for method in ["CorrectEntry", "VoidEntry", "UndoStep", "MoveEntry", "ConfirmImport"] {
                let found = Self.obstacle(record, "RecordService/\(method)")
                #expect(found?.missing.contains("may be mended") == true, "\(method)")
            }
        }
    }

    private static func obstacle(_ record: any FiledRecord, _ method: String) -> Obstacle? {
        record.mendingObstacle(to: method)
    }
}
