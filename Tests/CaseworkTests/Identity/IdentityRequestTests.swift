import Casework
import Messages
import TestSupport
import Testing

/// Who may ask, who may approve, and how long (Luật Tố cáo 2018 Đ.8, Đ.56; QĐ 774/QĐ-TTg).
@Suite struct IdentityRequestTests {
    private typealias S = IdentitySample

    // Red when: a request without a reason that can be judged, or one that names the person, counts.
    @Test(arguments: [
        ("", "invalid: reason"), ("Cần xem", "invalid: reason"),
        ("a b c d e f g h i j k l m n o p q r s", "invalid: reason"),
        ("Cần gặp bà Nguyễn Thị Ánh để xác minh nội dung", "invalid: reason"),
        (String(repeating: "xác minh ", count: 200), "invalid: reason"),
        (IdentitySample.motive, "accepted"),
    ])
    func `A request says why and names nobody`(reason: String, expected: String) {
        #expect(refusal { try S.requested { $0.reason = reason } } == expected)
    }

    // Red when: a field of a request is not looked at.
    @Test func `A request is of the lists`() throws {
        #expect(
            refusal { try S.requested { $0.reasonCode = .unspecified } } == "invalid: reason_code"
        )
        #expect(refusal { try S.requested { $0.kind = .unspecified } } == "invalid: kind")
        let clerk = S.officer("van thu")
        #expect(refusal { try S.requested { $0.clerk = clerk } } == "invalid: clerk.officer")
        let named = OfficerReference(officer: "chi")
        #expect(
            refusal { try S.requested(.lower) { $0.clerk = named } } == "invalid: clerk"
        )
        #expect(try S.requested { $0.clerk = named }.clerk == S.officer("chi"))
    }

    // Red when: what anybody in scope may read is asked for.
    @Test func `Only a secret file is asked for`() {
        let found = refusal {
            try S.ask.decide(
                S.petition(),
                isSecret: false,
                id: "q1",
                digest: S.digest,
                by: S.asker,
                at: S.now,
                senders: nobody,
                world
            )
        }
        #expect(
            found
                == "PETITION_STATE_CLASSIFIED: a file whose persons are guarded as secret; others "
                + "are read in scope"
        )
    }

    // Red when: one approval grants, two of one officer do, or the requester helps himself.
    @Test func `Two others approve`() throws {
        let requested = try S.requested()
        let once = try S.approve(requested, by: S.first)
        #expect(once.state == .approved && once.grantedUntilMs == 0)
        #expect(
            refusal { try S.approve(requested, by: S.asker) }
                == "IDENTITY_REQUEST_STATE_REQUESTED: an officer other than the one who asks"
        )
        #expect(
            refusal { try S.approve(once, by: S.first) }
                == "IDENTITY_REQUEST_STATE_APPROVED: a second officer; this one has approved already"
        )
        #expect(refusal { try S.approve(once, by: S.asker) }.contains("other than the one"))
        // The same code in another agency is another officer.
        let twin = S.officer("an", of: "H29.05")
        let granted = try S.approve(once, by: twin, after: 3)
        #expect(granted.state == .granted)
        #expect(granted.grantedUntilMs == S.now + 18 * S.minute)
        #expect(granted.approvals.map(\.approver) == [S.first, twin])
        #expect(
            refusal { try S.approve(granted, by: S.second) }.hasPrefix(
                "IDENTITY_REQUEST_STATE_GRANTED: a request that is not older"
            )
        )
    }

    // Red when: an approval comes after 15 minutes, or a grant lasts longer.
    @Test func `Fifteen minutes are fifteen minutes`() throws {
        let requested = try S.requested()
        #expect(refusal { try S.approve(requested, by: S.first, after: 15) } == "accepted")
        #expect(
            refusal { try S.approve(requested, by: S.first, after: 16) }.hasPrefix(
                "IDENTITY_REQUEST_STATE_EXPIRED: a request that is not older"
            )
        )
        let once = try S.approve(requested, by: S.first, after: 15)
        #expect(
            refusal { try S.approve(once, by: S.second, after: 16) }.hasPrefix(
                "IDENTITY_REQUEST_STATE_EXPIRED"
            )
        )
        let granted = try S.approve(once, by: S.second, after: 15)
        let end = S.now + 30 * S.minute
        #expect(granted.standing(at: end).state == .granted)
        #expect(granted.standing(at: end + 1).state == .expired)
        var used = granted
        used.state = .used
        #expect(used.standing(at: end).state == .used)
        #expect(used.standing(at: end + 1).state == .expired)
        // What was lowered stays lowered.
        used.kind = .lower
        #expect(used.standing(at: .max).state == .used)
    }

    // Red when: an approval counts for something else than what its officer has read.
    @Test func `An approval is of what was read`() throws {
        let requested = try S.requested()
        #expect(
            refusal { try S.approve(requested, by: S.first) { $0.digest = "" } }
                == "invalid: digest"
        )
        #expect(
            refusal { try S.approve(requested, by: S.first) { $0.digest += "0" } }
                == "invalid: digest"
        )
        let changes: [@Sendable (inout IdentityRequest) -> Void] = [
            { $0.record = .petition("p2") }, { $0.requester = S.first }, { $0.kind = .lower },
            { $0.reason += "." }, { $0.reasonCode = .meet }, { $0.requestedAtMs += 1 },
            { $0.clerk = S.second }, { $0.id = "q2" },
        ]
        for (index, change) in changes.enumerated() {
            var altered = requested
            change(&altered)
            #expect(altered.canonical != requested.canonical, "change \(index)")
            // The digest that was stored and named is not that of what stands there now.
            let approval = ApproveIdentityRequest(id: "q1", digest: requested.digest)
            let found = refusal {
                try approval.decide(
                    altered,
                    digest: S.digest(altered.canonical),
                    by: S.officer("dung"),
                    at: S.now + S.minute,
                    world
                )
            }
            #expect(found == "invalid: digest", "change \(index)")
        }
    }

    // Red when: a refusal or a revocation says nothing, or leaves the grant.
    @Test func `A refusal and a revocation end it`() throws {
        let reason = "Không cần thiết cho việc xác minh"
        let requested = try S.requested()
        let refused = try RefuseIdentityRequest(id: "q1", reason: reason)
            .decide(requested, by: S.first, at: S.now, senders: knownSender, world)
            .reduce(into: requested) { $0.apply($1) }
        #expect(refused.state == .refused && refused.endedBy == S.first)
        #expect(refused.endReason == reason)
        let granted = try S.granted()
        let revoked = try RevokeIdentityRequest(id: "q1", reason: reason)
            .decide(granted, by: S.second, at: S.now + S.minute, senders: knownSender, world)
            .reduce(into: granted) { $0.apply($1) }
        #expect(revoked.state == .revoked)
        let rights = IdentityRights(appointments: [], requests: [refused, revoked])
        #expect(rights.toRead(S.asker) == nil)
        for text in ["", "Vì là bà Nguyễn Thị Ánh"] {
            #expect(
                refusal {
                    try RevokeIdentityRequest(id: "q1", reason: text)
                        .decide(granted, by: S.first, at: S.now, senders: knownSender, world)
                } == "invalid: reason"
            )
        }
    }

    // Red when: a grant helps anybody but who asked, or for letters but the clerk that he named.
    @Test func `A grant is for one officer and one clerk`() throws {
        var granted = try S.granted()
        granted.clerk = S.officer("chi")
        let rights = IdentityRights(appointments: [], requests: [granted])
        #expect(rights.toRead(S.asker)?.givenBy == "q1")
        #expect(rights.toRender(S.asker) != nil && rights.toRender(S.officer("chi")) != nil)
        #expect(rights.toRead(S.officer("chi")) == nil)
        let others = [
            S.first, S.second, S.officer("binh", of: "H29.05"), S.officer(""),
        ]
        for other in others {
            #expect(rights.toRead(other) == nil && rights.toRender(other) == nil)
        }
        granted.kind = .lower
        #expect(IdentityRights(appointments: [], requests: [granted]).toRead(S.asker) == nil)
        for state in IdentityRequestState.known where state != .granted && state != .used {
            let request = try S.request(state, .read)
            #expect(IdentityRights(appointments: [], requests: [request]).toRead(S.asker) == nil)
        }
    }

    // Red when: the guard of a denunciation, or of what lies beside one, can be lowered.
    @Test func `Only what is no denunciation is lowered`() throws {
        let granted = try S.granted(.lower)
        func lower(
            _ record: Petition,
            beside: [any FiledRecord] = [],
            by officer: OfficerReference = S.asker
        ) -> String {
            refusal {
                try LowerGuardRequest(id: "q1").decide(
                    granted,
                    record,
                    beside: beside,
                    by: officer,
                    at: S.now + S.minute,
                    world
                )
            }
        }
        let denouncing =
            "PETITION_STATE_CLASSIFIED: a record that is found to be no denunciation, by its "
            + "classification"
        #expect(lower(S.petition(.complaint)) == "accepted")
        #expect(lower(S.petition(.feedback)) == "accepted")
        #expect(lower(S.petition(.denunciation)) == denouncing)
        #expect(lower(S.petition(.mixed)) == denouncing)
        var unread = S.petition()
        unread.classification = nil
        #expect(lower(unread) == denouncing)
        var ordinary = S.petition(.complaint)
        ordinary.guard = .ordinary
        #expect(lower(ordinary).hasSuffix("a record whose persons are guarded as secret"))
        let beside = "PETITION_STATE_CLASSIFIED: no denunciation by the same persons beside it"
        #expect(lower(S.petition(.complaint), beside: [S.petition()]) == beside)
        #expect(lower(S.petition(.complaint), beside: [unread]) == beside)
        #expect(lower(S.petition(.complaint), beside: [S.petition(.feedback)]) == "accepted")
        let visit = Visit(
            id: "v1",
            contents: [VisitContent(number: 1, type: .denunciation)],
            guard: .secret
        )
        #expect(lower(S.petition(.complaint), beside: [visit]) == beside)
        #expect(
            lower(S.petition(.complaint), by: S.first)
                == "IDENTITY_REQUEST_STATE_GRANTED: the officer who asked"
        )
        let events = try LowerGuardRequest(id: "q1").decide(
            granted,
            S.petition(.complaint),
            beside: [],
            by: S.asker,
            at: S.now + S.minute,
            world
        )
        let lowered = events.reduce(into: S.petition(.complaint)) { $0.apply($1) }
        #expect(lowered.guard == .ordinary)
        let used = events.reduce(into: granted) { $0.apply($1) }
        #expect(used.state == .used && used.uses == 1)
    }
}
