import Casework
import Messages
import TestSupport
import Testing

/// What the law demands of each command on a session, by its article.
@Suite struct SessionGuardTests {
    private typealias S = SessionSample

    // Red when: a schedule may be posted later than five working days before the session.
    @Test func `Luật TCD Đ.24 k.4: the schedule is posted five working days before`() {
        for (posted, expected) in [
            ("2026-12-23", "accepted"), ("2026-12-24", "invalid: acted_on"),
        ] {
            let publish = PublishScheduleRequest(id: "s1", actedOn: posted)
            #expect(refusal { try publish.decide(S.session(.planned), world) } == expected)
        }
        var adhoc = S.session(.planned)
        adhoc.kind = .leaderAdhoc
        let late = PublishScheduleRequest(id: "s1", actedOn: "2026-12-30")
        #expect(refusal { try late.decide(adhoc, world) } == "accepted")
    }

    // Red when: a session that is put off stands posted though its new day was posted too late.
    @Test func `Luật TCD Đ.24 k.4: a session that is put off is posted anew in time`() throws {
        var off = RescheduleSessionRequest(
            id: "s1",
            heldOn: "2027-01-07",
            reason: "Họp Hội đồng nhân dân",
            publishedOn: "2026-12-30"
        )
        func decide() throws -> [Event] {
            try off.decide(
                S.session(.published),
                agency: Sample.home,
                senders: knownSender,
                world
            )
        }
        let events = try decide()
        let moved = events.reduce(into: S.session(.published)) { $0.apply($1) }
        #expect(moved.state == .published && moved.publishedOn == "2026-12-30")
        #expect(moved.heldOn == "2027-01-07" && moved.formerDays == [S.heldOn])
        #expect(moved.changeReason == "Họp Hội đồng nhân dân")
        #expect(moved.deadlines.map(\.state) == [.replaced, .met])
        off.heldOn = "2027-01-06"
        #expect(refusal { try decide() } == "invalid: published_on")
        off.publishedOn = ""
        let unposted = try decide().reduce(into: S.session(.published)) { $0.apply($1) }
        #expect(unposted.state == .planned && unposted.publishedOn.isEmpty)
        #expect(unposted.deadlines.map(\.state) == [.replaced, .open])
    }

    // Red when: a periodic session opens that nobody knew of, or an ad-hoc one needs a schedule.
    @Test func `Luật TCD Đ.18 k.3: only a session on a pressing ground opens unposted`() {
        let needs = "SESSION_STATE_PLANNED: a session whose schedule is posted"
        #expect(refusal { try S.open.decide(S.session(.planned), world) } == needs)
        var adhoc = S.session(.planned)
        adhoc.kind = .leaderAdhoc
        #expect(refusal { try S.open.decide(adhoc, world) } == "accepted")
    }

    // Red when: an ad-hoc session needs no ground of the list, or a periodic one takes one.
    @Test func `Luật TCD Đ.18 k.3: a session on a pressing ground names it`() {
        for (kind, ground, expected) in [
            (ReceptionKind.leaderAdhoc, "URGENT", "accepted"),
            (.leaderAdhoc, "DISAGREEMENT", "accepted"), (.leaderAdhoc, "DANGER", "accepted"),
            (.leaderAdhoc, "", "invalid: adhoc_ground"),
            (.leaderAdhoc, "BORED", "invalid: adhoc_ground"),
            (.leaderPeriodic, "URGENT", "invalid: adhoc_ground"),
            (.regular, "", "invalid: kind"),
        ] {
            var plan = S.plan
            plan.kind = kind
            plan.adhocGround = ground
            #expect(
                refusal { try plan.decide(id: "s1", agency: Sample.home, world) } == expected
            )
        }
    }

    // Red when: another office than the head's receives, or the plan follows the session.
    @Test func `Luật TCD Đ.18: the head receives, on a day after the plan`() {
        var plan = S.plan
        plan.office = "H29.02.PP"
        plan.actedOn = "2026-12-20"
        plan.heldOn = "2026-12-19"
        #expect(
            refusal { try plan.decide(id: "s1", agency: Sample.home, world) }
                == "invalid: held_on, office"
        )
        plan.office = S.office
        plan.heldOn = "2026-12-20"
        #expect(refusal { try plan.decide(id: "s1", agency: Sample.home, world) } == "accepted")
    }

    // Red when: a session may be online before the decree, or without confirmed conditions.
    @Test func `NĐ 154/2026 Đ.16, Đ.20: online from July 2026, on confirmed conditions`() {
        var plan = S.plan
        plan.online = true
        plan.conditions = ["DUONG_TRUYEN", "TRANG_THIET_BI"]
        plan.actedOn = "2026-06-15"
        for (held, expected) in [
            ("2026-07-01", "accepted"), ("2026-06-30", "invalid: online"),
        ] {
            plan.heldOn = held
            plan.beginsAtMs = S.instant(held, hour: 8)
            #expect(
                refusal { try plan.decide(id: "s1", agency: Sample.home, world) } == expected
            )
        }
        plan.heldOn = "2026-07-01"
        plan.beginsAtMs = 0
        plan.conditions = []
        #expect(
            refusal { try plan.decide(id: "s1", agency: Sample.home, world) }
                == "invalid: begins_at_ms, conditions"
        )
    }

    // Red when: Đ.23 is not asked at the opening of an online session.
    @Test func `NĐ 154/2026 Đ.23: an online session needs a tested, standing, recorded line`() {
        let session = S.session(.published, online: true)
        #expect(refusal { try S.open.decide(session, world) } == "accepted")
        var open = S.open
        open.lineTestedOn = S.heldOn
        open.connectedAtMs += 1
        open.recording = ""
        #expect(
            refusal { try open.decide(session, world) }
                == "invalid: line_tested_on, connected_at_ms, recording"
        )
        open = S.open
        open.connectedAtMs = 0
        #expect(refusal { try open.decide(session, world) } == "invalid: connected_at_ms")
        // Before a Monday, the working day before is the Friday.
        var monday = S.session(.published, online: true, heldOn: "2026-12-28")
        monday.lastActOn = "2026-12-01"
        open = S.open
        open.actedOn = "2026-12-28"
        open.connectedAtMs = monday.beginsAtMs - 3_600_000
        open.lineTestedOn = "2026-12-25"
        #expect(refusal { try open.decide(monday, world) } == "accepted")
        open.lineTestedOn = "2026-12-27"
        #expect(refusal { try open.decide(monday, world) } == "invalid: line_tested_on")
    }

    // Red when: bridge points are told of a session that has none.
    @Test func `NĐ 154/2026 Đ.23: only an online session has bridge points`() {
        let notify = NotifyBridgePointsRequest(id: "s1", agencies: ["H29.05"])
        let known: Set = ["H29.05"]
        #expect(
            refusal { try notify.decide(S.session(.planned), known: known, world) }
                == "SESSION_STATE_PLANNED: a session that is held online"
        )
        let online = S.session(.planned, online: true)
        #expect(refusal { try notify.decide(online, known: known, world) } == "accepted")
        #expect(refusal { try notify.decide(online, known: [], world) } == "invalid: agencies[0]")
    }

    // Red when: a deputy may receive from 01/07/2026, receives without a note, or a session that
    // is put off stays the deputy's.
    @Test func `Luật 136/2025 Đ.1 k.7: handing over to a deputy ends with June 2026`() throws {
        var handOver = RescheduleSessionRequest(
            id: "s1",
            deputyOffice: "H29.02.PP",
            reason: "Ốm"
        )
        func decide(_ held: String) throws -> [Event] {
            try handOver.decide(
                S.session(.published, heldOn: held),
                agency: Sample.home,
                senders: knownSender,
                world
            )
        }
        #expect(refusal { try decide("2026-07-01") } == "invalid: deputy_office")
        var session = S.session(.published, heldOn: "2026-06-30")
        for event in try decide("2026-06-30") { session.apply(event) }
        #expect(session.delegated && session.deputyOffice == "H29.02.PP")
        #expect(session.state == .published && session.changeReason == "Ốm")
        handOver.reason = ""
        #expect(refusal { try decide("2026-06-30") } == "invalid: reason")
        handOver.reason = "Ốm"
        handOver.deputyOffice = S.office
        #expect(refusal { try decide("2026-06-30") } == "invalid: deputy_office")
        let off = RescheduleSessionRequest(id: "s1", heldOn: "2027-01-15", reason: "Bão")
        let home = Sample.home
        for event in try off.decide(session, agency: home, senders: knownSender, world) {
            session.apply(event)
        }
        #expect(!session.delegated && session.deputyOffice.isEmpty)
    }

    // Red when: a change that changes nothing, lies in the past or names a person is taken.
    @Test func `A session is put off to another day, for a reason that names nobody`() {
        let wrong = RescheduleSessionRequest(
            id: "s1",
            heldOn: "2026-12-29",
            beginsAtMs: S.begin,
            reason: "Bà \(Sample.senderName) xin lùi"
        )
        let same = RescheduleSessionRequest(
            id: "s1",
            heldOn: S.heldOn,
            reason: "Bão",
            publishedOn: "2026-12-30"
        )
        for (request, expected) in [
            (wrong, "invalid: reason, held_on, begins_at_ms"),
            (same, "invalid: held_on, published_on"),
        ] {
            let session = S.session(.published)
            #expect(
                refusal {
                    try request.decide(
                        session,
                        agency: Sample.home,
                        senders: knownSender,
                        world
                    )
                } == expected
            )
        }
    }

    // Red when: a session opens or ends on another day than its own, which would count a day held.
    @Test func `A session is opened and ended on its day`() {
        let open = OpenSessionRequest(id: "s1", actedOn: "2026-12-29")
        #expect(refusal { try open.decide(S.session(.published), world) } == "invalid: acted_on")
        let before = context(today: "2026-12-29")
        #expect(
            refusal { try open.decide(S.session(.published), before) }
                == "SESSION_STATE_PUBLISHED: the day of the session"
        )
        let end = EndSessionRequest(id: "s1", actedOn: "2026-12-29")
        #expect(
            refusal { try end.decide(S.session(.inSession), proposals: [], world) }
                == "invalid: acted_on"
        )
    }
}
