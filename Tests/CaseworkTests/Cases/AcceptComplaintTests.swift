import Casework
import Messages
import TestSupport
import Testing

/// Accepting a complaint at first instance.
@Suite struct AcceptComplaintTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        let spoil: @Sendable (inout AcceptComplaintRequest, inout Petition) -> Void

        init(
            _ name: String,
            _ expected: String,
            _ spoil: @escaping @Sendable (inout AcceptComplaintRequest, inout Petition) -> Void
        ) {
            testDescription = name
            self.expected = expected
            self.spoil = spoil
        }
    }

    // Red when: the guard of the row is taken out of AcceptComplaintRequest.
    @Test(arguments: [
        Row("in order", "accepted") { _, _ in },
        Row("no notice", "invalid: notice, office") { request, _ in
            request.notice = nil
            request.office = ""
        },
        Row("a notice without number", "invalid: notice.number") { request, _ in
            request.notice?.number = ""
        },
        Row("a notice before the approval", "invalid: notice.issued_on") { request, _ in
            request.notice?.issuedOn = "2026-07-09"
        },
        Row("a notice of tomorrow", "invalid: notice.issued_on") { request, _ in
            request.notice?.issuedOn = "2026-12-31"
        },
        Row("a deputy's office", "invalid: office") { request, _ in
            request.office = "H29.02.PP"
        },
        Row("half an external reference", "invalid: external_reference.system") { request, _ in
            request.externalReference = ExternalReference(id: "7")
        },
        Row("not approved", "PETITION_STATE_PROPOSED: an approved proposal to accept") {
            _, petition in petition.state = .proposed
        },
        Row("approved to be guided", "PETITION_STATE_DECIDED: an approved outcome of acceptance") {
            _, petition in petition.handling?.outcome = .guide
        },
        Row("feedback", "PETITION_STATE_DECIDED: a petition classified as a complaint") {
            _, petition in petition.classification = Sample.feedback
        },
        Row(
            "unsigned",
            "PETITION_STATE_DECIDED: a signature or fingerprint (Luật Khiếu nại 2011 Đ.11 k.5)"
        ) { _, petition in petition.defects = [.noSignature] },
    ])
    func `Acceptance is checked`(row: Row) throws {
        var petition = try Walk(to: .approved).petition
        var request = Sample.accept("p1")
        row.spoil(&request, &petition)
        let found = refusal {
            try request.decide(petition, caseID: "c1", agency: Sample.home, world)
        }
        #expect(found == row.expected)
    }

    // Red when: acceptance leaves a clock of the petition open, as those of processing were.
    @Test func `Acceptance stops every clock of the petition and opens that of settlement`() throws {
        let walk = try Walk(to: .accepted)
        #expect(
            walk.clocks == [
                "PET.PROCESS MET 2026-07-20",
                "PET.DISCIPLINE.NOT_PROCESSED MET 2026-08-20",
                "KN.ACCEPT MET 2026-07-15",
                "KN.NOTIFY_ACCEPT MET 2026-07-15",
                "KN.RESOLVE.1.ORDINARY OPEN 2026-08-13",
            ]
        )
        #expect(walk.petition.state == .dispatched && walk.petition.caseId == "c1")
        #expect(walk.file.state == .accepted && walk.file.petitions == ["p1"])
        #expect(walk.file.agency == "H29.02" && walk.file.competentOffice == "H29.02.GD")
    }

    // Red when: `stop` compares with `>=`, or counts from the entry.
    @Test func `A day after the last day is late`() throws {
        for (day, state) in [("2026-07-15", "MET"), ("2026-07-16", "LATE")] {
            let walk = try Walk(to: .accepted) { $0.acceptance.notice?.issuedOn = day }
            #expect(walk.clocks.contains("KN.ACCEPT \(state) 2026-07-15"))
        }
    }

    struct Limit: Sendable {
        let subtype: ComplaintSubtype
        let remote: Bool
        let clock: String
    }

    // Red when: remote areas or disciplinary decisions get the ordinary limit.
    @Test(arguments: [
        Limit(subtype: .act, remote: false, clock: "KN.RESOLVE.1.ORDINARY OPEN 2026-08-13"),
        Limit(subtype: .act, remote: true, clock: "KN.RESOLVE.1.REMOTE OPEN 2026-08-28"),
        Limit(subtype: .discipline, remote: false, clock: "KNKL.RESOLVE OPEN 2026-08-13"),
    ])
    func `The limit of settlement is that of the complaint`(row: Limit) throws {
        let walk = try Walk(to: .accepted) {
            $0.classification.complaintSubtype = row.subtype
            $0.acceptance.remoteArea = row.remote
        }
        #expect(walk.file.deadlines.map(\.line) == [row.clock])
    }
}
