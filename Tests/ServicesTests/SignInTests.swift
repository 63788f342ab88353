import Casework
import Messages
import RPC
import Records
import Services
import TestSupport
import Testing

/// Officers get in by password and one-time code, and nobody learns which of them was wrong.
@Suite struct SignInTests {
    // Red when: an officer does not get in, or is somebody else inside.
    @Test func `An officer enrols, signs in and is who it is`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01", .head, office: "H29.02.GD")
            let reply = try await door.call(AccessMethods.signIn, door.request(an))
            #expect(reply.token.count == 64)
            let me = try await door.whoAmI(reply.token)
            #expect(me.agency == "H29.02" && me.officer == "nv.an01" && me.office == "H29.02.GD")
            #expect(me.roles == ["head"] && me.idleMinutes == 60 && me.proofAgeSeconds == 0)
            let session = try #require(me.session)
            #expect(session.secondFactor && session.endsAtMs == door.clock.now + 8 * 3_600_000)
            #expect(session.expiresAtMs == door.clock.now + 3_600_000)
            let list = ListPetitionsRequest()
            _ = try await door.call(PetitionMethods.listPetitions, list, reply.token)
            let none = await door.refused(PetitionMethods.listPetitions, list)
            #expect(none.description == "UNAUTHENTICATED SIGN_IN_NEEDED")
            let forged = String(repeating: "0", count: 64)
            let other = await door.refused(PetitionMethods.listPetitions, list, forged)
            #expect(other.description == "UNAUTHENTICATED SESSION_ENDED")
        }
    }

    // Red when: the answer, or the work behind it, tells whether the officer exists or which part
    // was wrong.
    @Test func `Whatever is wrong, the answer and the work are the same`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01")
            let binh = try await door.enrolled("nv.binh02")
            let used = door.request(binh)
            _ = try await door.call(AccessMethods.signIn, used)
            var answers: [[UInt8]] = []
            func refuse(_ wrong: SignInRequest) async {
                let before = door.front.passwords.computed
                let status = await door.refused(AccessMethods.signIn, wrong)
                #expect(door.front.passwords.computed == before + 1)
                #expect(status.description == "UNAUTHENTICATED SIGN_IN_REFUSED")
                answers.append((try? status.wireValue.serialized()) ?? [])
                // Past the wait after a failure.
                door.clock.advance(milliseconds: 16 * 60_000)
            }
            await refuse(used)
            let changes: [(inout SignInRequest) -> Void] = [
                { $0.officer = "nv.khong99" }, { $0.password = "con mèo đỏ ngủ trưa" },
                { $0.code = "000000" }, { $0.code = "" }, { $0.code = "12345" },
            ]
            for change in changes {
                var wrong = door.request(an)
                change(&wrong)
                await refuse(wrong)
            }
            #expect(Set(answers).count == 1)
        }
    }

    // Red when: a code is good for a second session.
    @Test func `A one-time code is good once, also for two at the same time`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01")
            let request = door.request(an)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        (try? await door.call(AccessMethods.signIn, request)) != nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 }.count == 1)
        }
    }

    // Red when: hashes of a lower cost stay for ever.
    @Test func `A hash grows with the cost at the next sign-in`() async throws {
        try await withStore(.memory) { store in
            let clock = VirtualClock(day: "2026-07-15")
            let an = try await Door(store, clock).enrolled("nv.an01")
            let door = try await Door(store, clock, logRounds: 5)
            func kept() throws -> String {
                try door.records.read { try $0.credential(of: "nv.an01")?.password ?? "" }
            }
            #expect(try kept().hasPrefix("$scrypt$ln=4,"))
            _ = try await door.signedIn(an)
            #expect(try kept().hasPrefix("$scrypt$ln=5,") && door.front.passwords.computed == 2)
            _ = try await door.signedIn(an)
            #expect(door.front.passwords.computed == 3)
        }
    }

    // Red when: guesses at the same time count once, are computed before they are counted, or are
    // forgotten by a restart.
    @Test(arguments: Engine.allCases)
    func `Guesses are counted before they are looked at, over a restart`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let clock = VirtualClock(day: "2026-07-15")
            let door = try await Door(store, clock)
            let an = try await door.enrolled("nv.an01")
            var wrong = door.request(an)
            wrong.password = "con mèo đỏ ngủ trưa"
            let guess = wrong
            let before = door.front.passwords.computed
            let reasons = await withTaskGroup(of: String.self) { group in
                for _ in 0..<50 {
                    group.addTask { await door.refused(AccessMethods.signIn, guess).description }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(reasons.filter { $0 == "UNAUTHENTICATED SIGN_IN_REFUSED" }.count == 4)
            #expect(
                reasons.filter { $0 == "RESOURCE_EXHAUSTED SIGN_IN_THROTTLED" }.count == 46
            )
            #expect(door.front.passwords.computed == before + 4)
            let again = try await Door(store, clock)
            let right = await again.refused(AccessMethods.signIn, again.request(an))
            #expect(right.description == "RESOURCE_EXHAUSTED SIGN_IN_THROTTLED")
            #expect(right.retryDelay == .seconds(2))
            clock.advance(milliseconds: 2_000)
            _ = try await again.call(AccessMethods.signIn, again.request(an))
            #expect(try again.records.read { try $0.throttle(of: "nv.an01") } == Throttle())
        }
    }

    // Red when: who guesses for days gets in by patience, or nobody can unlock.
    @Test func `A hundred failures lock until an administrator unlocks`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01")
            let head = try await door.enrolled("qt.boss", .administrator, agency: "H29")
            try await door.records.change { state in
                try state.set(Throttle(failures: [], inRow: 99), of: "nv.an01")
            }
            var wrong = door.request(an)
            wrong.password = "con mèo đỏ ngủ trưa"
            _ = await door.refused(AccessMethods.signIn, wrong)
            door.clock.advance(milliseconds: 30 * 86_400_000)
            let locked = await door.refused(AccessMethods.signIn, door.request(an))
            #expect(locked.description == "FAILED_PRECONDITION SIGN_IN_LOCKED")
            let token = try await door.signedIn(head)
            let unlocked = try await door.call(
                AccessMethods.unlockOfficer,
                UnlockOfficerRequest(officer: "nv.an01"),
                token
            )
            #expect(unlocked.failures == 100)
            _ = try await door.signedIn(an)
        }
    }

    // Red when: a storm of sign-ins waits without a bound, or one that is refused counts.
    @Test func `More than may wait are told to come back, and nothing is counted`() async throws {
        let narrow: (inout FrontDesk.Settings) -> Void = {
            $0.hashingThreads = 1
            $0.hashesWaitingMax = 0
        }
        try await Door.run(narrow) { door in
            let an = try await door.enrolled("nv.an01")
            let pool = PasswordPool(threads: 1, waiting: 1)
            try await pool.taking {
                try await pool.taking {
                    _ = await #expect {
                        _ = try await pool.taking {}
                    } throws: { error in
                        let status = error as? Status
                        return status?.description == "RESOURCE_EXHAUSTED OVERLOAD"
                            && status?.retryDelay == .seconds(5)
                    }
                }
                _ = try await pool.taking {}
            }
            let request = door.request(an)
            let reasons = await withTaskGroup(of: String.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do {
                            _ = try await door.call(AccessMethods.signIn, request)
                            return "in"
                        } catch {
                            return (error as? Status)?.description ?? "\(error)"
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(reasons.filter { $0 == "in" }.count == 1)
            let counted = try door.records.read { try $0.throttle(of: "nv.an01") }.inRow
            let looked = reasons.filter { $0 == "UNAUTHENTICATED SIGN_IN_REFUSED" }.count
            #expect(counted <= looked)
            #expect(reasons.contains("RESOURCE_EXHAUSTED OVERLOAD"))
        }
    }
}
