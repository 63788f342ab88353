import Casework
import Messages
import RPC
import Records
import Services
import Storage
import TestSupport
import Testing

/// Sessions end when they must, hold over one connection, and outlive a restart.
@Suite struct AccessSessionTests {
    private static let minute: Int64 = 60_000

    // Red when: a session outlives its limits, or use does not prolong it.
    @Test func `A session ends idle, and after eight hours whatever happens`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01")
            let idle = try await door.signedIn(an)
            door.clock.advance(milliseconds: 59 * Self.minute)
            #expect(try await door.isGood(idle))
            door.clock.advance(milliseconds: 60 * Self.minute)
            #expect(try await !door.isGood(idle))
            let used = try await door.signedIn(an)
            for _ in 0..<9 {
                door.clock.advance(milliseconds: 50 * Self.minute)
                #expect(try await door.isGood(used))
            }
            door.clock.advance(milliseconds: 30 * Self.minute)
            #expect(try await !door.isGood(used))
        }
    }

    // Red when: the setting does nothing.
    @Test func `The idle limit is what is set`() async throws {
        try await Door.run({ $0.limits.idleMilliseconds = 5 * Self.minute }) { door in
            let token = try await door.signedIn(door.enrolled("nv.an01"))
            #expect(try await door.whoAmI(token).idleMinutes == 5)
            door.clock.advance(milliseconds: 5 * Self.minute)
            #expect(try await !door.isGood(token))
        }
    }

    // Red when: a stolen token is good over the thief's connection.
    @Test func `A session is good over the connection on which it was made`() async throws {
        try await Door.run { door in
            let (ours, theirs): ([UInt8], [UInt8]) = (
                [UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32)
            )
            let an = try await door.enrolled("nv.an01")
            let bound = try await door.signedIn(an, over: ours)
            let plain = try await door.signedIn(an)
            let rows: [(token: String, over: [UInt8]?, isGood: Bool)] = [
                (bound, ours, true), (bound, theirs, false), (bound, nil, false),
                (plain, nil, true), (plain, ours, false),
            ]
            for row in rows {
                #expect(try await door.isGood(row.token, over: row.over) == row.isGood)
            }
            // It names no other officer and no other agency, whatever else travels with the call.
            #expect(try await door.whoAmI(bound, over: ours).agency == "H29.02")
        }
    }

    // Red when: a system's certificate is no way in, or a way in for others.
    @Test func `A system comes in by its certificate alone`() async throws {
        let bridge = [UInt8](repeating: 3, count: 32)
        let sync = Principal(agency: "H29", roles: [.sync], name: "bridge")
        try await Door.run({ $0.systems = [bridge: sync] }) { door in
            let take = TakeLeaseRequest(runId: "r", seconds: 60)
            _ = try await door.call(NationalMethods.takeLease, take, over: bridge)
            for other in [nil, [UInt8](repeating: 4, count: 32)] {
                let status = await door.refused(NationalMethods.takeLease, take, over: other)
                #expect(status.description == "UNAUTHENTICATED SIGN_IN_NEEDED")
            }
            // An officer over the bridge's connection is an officer.
            let token = try await door.signedIn(door.enrolled("nv.an01"), over: bridge)
            let status = await door.refused(NationalMethods.takeLease, take, token, over: bridge)
            #expect(status.code == .permissionDenied)
        }
    }

    // Red when: a restart ends sessions, revives ended ones, or costs more than a minute of use.
    @Test(arguments: Engine.allCases)
    func `Sessions outlive a restart, ended ones do not`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let clock = VirtualClock(day: "2026-07-15")
            let door = try await Door(store, clock)
            let an = try await door.enrolled("nv.an01")
            let kept = try await door.signedIn(an)
            let left = try await door.signedIn(an)
            _ = try await door.call(AccessMethods.signOut, SignOutRequest(), left)
            clock.advance(milliseconds: 50 * Self.minute)
            #expect(try await door.isGood(kept))
            try await door.front.settle()
            let again = try await Door(store, clock)
            #expect(try await !again.isGood(left))
            clock.advance(milliseconds: 50 * Self.minute)
            #expect(try await again.isGood(kept))
            // Used once more and not written: a kill costs the use of a minute at most.
            clock.advance(milliseconds: 20 * Self.minute)
            let killed = try await Door(store, clock)
            #expect(try await !killed.isGood(kept))
        }
    }

    // Red when: every call costs a write.
    @Test func `Calls write nothing, a minute of them one command`() async throws {
        try await Door.run { door in
            let token = try await door.signedIn(door.enrolled("nv.an01"))
            let before = door.records.store.statistics().commands
            for _ in 0..<50 {
                door.clock.advance(milliseconds: 1_000)
                _ = try await door.whoAmI(token)
            }
            #expect(door.records.store.statistics().commands == before)
            try await door.front.settle()
            #expect(door.records.store.statistics().commands == before + 1)
            try await door.front.settle()
            #expect(door.records.store.statistics().commands == before + 1)
        }
    }

    // Red when: what was revoked is good for another call, or another's is revoked too.
    @Test func `An administrator ends a session, or all of an officer, at once`() async throws {
        try await Door.run { door in
            let boss = try await door.enrolled("qt.boss", .administrator, agency: "H29")
            let (an, binh) = (
                try await door.enrolled("nv.an01"), try await door.enrolled("nv.binh02")
            )
            let (first, second, other) = (
                try await door.signedIn(an), try await door.signedIn(an),
                try await door.signedIn(binh)
            )
            let administrator = try await door.signedIn(boss)
            let all = try await door.call(
                AccessMethods.listAccessSessions,
                ListAccessSessionsRequest(pageSize: 3),
                administrator
            )
            #expect(all.sessions.map(\.officer) == ["nv.an01", "nv.an01", "nv.binh02"])
            let rest = try await door.call(
                AccessMethods.listAccessSessions,
                ListAccessSessionsRequest(pageSize: 3, pageToken: all.nextPageToken),
                administrator
            )
            #expect(rest.sessions.map(\.officer) == ["qt.boss"] && rest.nextPageToken.isEmpty)
            let mine = try #require(try await door.whoAmI(first).session)
            let revoke = RevokeAccessSessionRequest(id: mine.id)
            _ = try await door.call(AccessMethods.revokeAccessSession, revoke, administrator)
            #expect(try await !door.isGood(first))
            #expect(try await door.isGood(second))
            let twice = await door.refused(
                AccessMethods.revokeAccessSession,
                revoke,
                administrator
            )
            #expect(twice.code == .notFound)
            let ended = try await door.call(
                AccessMethods.revokeOfficer,
                RevokeOfficerRequest(officer: "nv.an01"),
                administrator
            )
            #expect(ended.endedSessions == 1)
            #expect(try await !door.isGood(second))
            #expect(try await door.isGood(other))
            let back = await door.refused(AccessMethods.signIn, door.request(an))
            #expect(back.description == "UNAUTHENTICATED SIGN_IN_REFUSED")
        }
    }

    // Red when: calls that run while a session is revoked, or come after it, go on.
    @Test func `Of the calls around a revocation none after it is served`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01")
            let token = try await door.signedIn(an)
            let served = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var count = 0
                        while (try? await door.isGood(token)) == true {
                            count += 1
                            // A read is served without waiting: others need a turn, too.
                            await Task.yield()
                        }
                        return count
                    }
                }
                group.addTask {
                    try? await Task.sleep(for: .milliseconds(100))
                    _ = try? await door.call(AccessMethods.signOut, SignOutRequest(), token)
                    #expect((try? await door.isGood(token)) == false)
                    return 0
                }
                return await group.reduce(0, +)
            }
            #expect(served > 0)
        }
    }

    // Red when: a stream goes on after its session has ended; how long it takes is measured where
    // nothing else runs, with a real server.
    @Test(.timeLimit(.minutes(1))) func `A stream ends with its session`() async throws {
        try await Door.run { door in
            let token = try await door.signedIn(door.enrolled("nv.an01"))
            let watch = WatchJournalRequest()
            async let ending = door.stream(FeedMethods.watchJournal, watch, token)
            try await Task.sleep(for: .milliseconds(300))
            _ = try await door.call(AccessMethods.signOut, SignOutRequest(), token)
            #expect(await ending?.description == "UNAUTHENTICATED SESSION_ENDED")
        }
    }

    // Red when: an officer collects sessions without a bound.
    @Test func `The eleventh session ends the longest unused one`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01")
            var tokens: [String] = []
            for _ in 0..<10 { tokens.append(try await door.signedIn(an)) }
            #expect(try await door.isGood(tokens[0]))
            tokens.append(try await door.signedIn(an))
            #expect(try await door.isGood(tokens[0]))
            #expect(try await !door.isGood(tokens[1]))
            #expect(try await door.isGood(tokens[10]))
        }
    }

    // Red when: rights that were taken or given count at the next sign-in only.
    @Test func `Roles are those of the grants now`() async throws {
        try await Door.run { door in
            let first = try await door.appoint("nv.an01", .clerk)
            let an = try await door.enrolled("nv.an01", .verifier)
            let token = try await door.signedIn(an)
            #expect(try await door.whoAmI(token).roles == ["clerk", "verifier"])
            try await door.end(first)
            #expect(try await door.whoAmI(token).roles == ["verifier"])
            let second = try await door.appoint("nv.an01", .head)
            let watch = WatchJournalRequest()
            async let ending = door.stream(FeedMethods.watchJournal, watch, token)
            try await Task.sleep(for: .milliseconds(300))
            try await door.end(second)
            #expect(await ending?.description == "ABORTED RIGHTS_CHANGED")
        }
    }

    // Red when: an officer without a role gets in, or stays in.
    @Test func `Without a role an officer is out`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01")
            let token = try await door.signedIn(an)
            let grants = try door.records.read { try $0.grants(of: "nv.an01") }
            for grant in grants { try await door.end(grant.id) }
            let inside = await door.refused(AccessMethods.whoAmI, WhoAmIRequest(), token)
            let outside = await door.refused(AccessMethods.signIn, door.request(an))
            for status in [inside, outside] {
                #expect(status.description == "PERMISSION_DENIED NO_ROLE")
            }
        }
    }

    // Red when: an old session is enough for what is sensitive, or a proof is not renewed.
    @Test func `What is sensitive demands a proof of the last five minutes`() async throws {
        try await Door.run { door in
            let boss = try await door.enrolled("qt.boss", .administrator, agency: "H29")
            let token = try await door.signedIn(boss)
            _ = try await door.appoint("nv.x1", .clerk)
            let enrol = EnrolOfficerRequest(officer: "nv.x1")
            _ = try await door.call(AccessMethods.enrolOfficer, enrol, token)
            door.clock.advance(milliseconds: 5 * Self.minute)
            let stale = await door.refused(AccessMethods.enrolOfficer, enrol, token)
            #expect(stale.description == "UNAUTHENTICATED PROOF_NEEDED")
            var wrong = ProveAgainRequest(password: "con mèo đỏ ngủ", code: door.code(of: boss))
            let refused = await door.refused(AccessMethods.proveAgain, wrong, token)
            #expect(refused.description == "UNAUTHENTICATED SIGN_IN_REFUSED")
            wrong = ProveAgainRequest(password: boss.password, code: "000000")
            _ = await door.refused(AccessMethods.proveAgain, wrong, token)
            _ = await door.refused(AccessMethods.enrolOfficer, enrol, token)
            let right = ProveAgainRequest(code: door.code(of: boss))
            let session = try await door.call(AccessMethods.proveAgain, right, token)
            #expect(session.provedAtMs == door.clock.now)
            _ = try await door.call(AccessMethods.enrolOfficer, enrol, token)
        }
    }

    // Red when: a method that opens identities, or gives a right to, loses its option, or the door
    // forgets to look at it.
    @Test func `Identities and grants demand a young proof`() async throws {
        let demanding = Contract.methods.filter(\.demandsFreshProof)
        #expect(
            Set(demanding.map { $0.path.replacing("/kntc.v1.", with: "") }) == [
                "AccessService/EnrolOfficer", "CertificateService/CreateEnrolmentCode",
                "GrantService/ProposeGrant",
                "GrantService/ApproveGrant", "IdentityService/AppointHandlers",
                "IdentityService/ApproveIdentity", "IdentityService/ReadIdentity",
                "IdentityService/RenderLetter", "IdentityService/LowerGuard",
                "WorkingCopyService/ReleaseWorkingCopy",
            ]
        )
        try await Door.run { door in
            var tokens: [Role: String] = [:]
            for (role, agency) in [
                (Role.head, "H29.02"), (.clerk, "H29.02"), (.administrator, "H29"),
            ] {
                let ways = try await door.enrolled("nv.\(role)", role, agency: agency)
                tokens[role] = try await door.signedIn(ways)
            }
            func refusals() async throws -> Set<String> {
                var found: Set<String> = []
                for method in demanding {
                    let token = tokens.first { $0.key.permissions.contains(method.permission) }
                    found.insert(await door.refused(method, try #require(token).value).description)
                }
                return found
            }
            // What is empty is refused for what it is.
            let fresh = try await refusals()
            #expect(!fresh.contains("UNAUTHENTICATED PROOF_NEEDED"))
            door.clock.advance(milliseconds: 5 * Self.minute + 1)
            #expect(try await refusals() == ["UNAUTHENTICATED PROOF_NEEDED"])
        }
    }
}
