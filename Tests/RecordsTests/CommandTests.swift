import Casework
import Messages
import Storage
import TestSupport
import Testing

@testable import Records

/// Commands: receipts, repeats, refusals, and those who wait for news.
@Suite struct CommandTests {
    private func command(
        _ id: String,
        body: [UInt8] = [1],
        method: String = "/test/Reserve",
        name: String = "head",
        namesSomebody: Bool = false
    ) -> Command {
        let register = RegisterID(agency: "H29.02", kind: .petition, year: 2026)
        return Command(
            principal: Principal(agency: "H29.02", roles: [.head], name: name),
            method: method,
            requestID: id,
            body: body,
            namesSomebody: namesSomebody
        ) { reader in
            let book = RegisterBook(
                try reader.register(register),
                id: register,
                actedOn: Day(daysSince1970: 20_000)
            )
            return Decided(try book.reserve(count: 2).events)
        }
    }

    // Red when: a repeat decides again, or its receipt is made of anything but the entry.
    @Test(arguments: Engine.allCases)
    func `A repeat gets the same bytes and writes nothing`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let records = try await Clerk.open(store).records
            let first = try await records.run(command("request-0000001"))
            let other = try await records.run(command("request-0000002"))
            let position = records.news.position
            #expect(try await records.run(command("request-0000001")) == first)
            #expect(first != other && records.news.position == position)
            // The same id from another principal is another request.
            let stranger = try await records.run(command("request-0000001", name: "other"))
            #expect(stranger != first && records.news.position == position + 1)
        }
    }

    // Red when: who holds the store's own key can try out who was in a request; or a request that
    // names somebody is taken without the key, or one that names nobody is not.
    @Test func `A request with persons is hashed under the provider's key alone`() async throws {
        try await withStore(.memory) { store in
            let records = try await Clerk.open(store).records
            let (plain, telling) = (
                command("request-0000001"), command("request-0000002", namesSomebody: true)
            )
            for command in [plain, telling] { _ = try await records.run(command) }
            let bytes = Array("/test/Reserve\n".utf8) + [1]
            let hashes = try records.read { reader in
                try [2, 3].compactMap { try reader.entry($0)?.bodyHash }
            }
            let vault = records.vault
            #expect(hashes == [vault.plainHash(bytes), try vault.keyedHash(bytes)])
            let keyless = try await RecordStore(store: store, masterKey: nil) { 0 }
            _ = try await keyless.run(plain)
            await #expect(throws: KeyUnavailable.self) { try await keyless.run(telling) }
            #expect(keyless.news.position == 3)
        }
    }

    // Red when: a repeat of a request that the first format took is another one to the second.
    @Test func `A repeat across the formats is a repeat`() async throws {
        try await withStore(.memory) { store in
            let records = try await Clerk.open(store).records
            let first = command("request-0000001", namesSomebody: true)
            let receipt = try await records.run(first)
            #expect(try await records.run(command("request-0000001")) == receipt)
        }
    }

    // Red when: the method is no part of what a request id stands for: two methods have requests
    // of the same shape.
    @Test func `A request id stands for one body and one method`() async throws {
        try await withStore(.memory) { store in
            let records = try await Clerk.open(store).records
            _ = try await records.run(command("request-0000001"))
            let position = records.news.position
            for reused in [
                command("request-0000001", body: [2]),
                command("request-0000001", method: "/test/Other"),
            ] {
                await #expect(throws: CommandError.requestIDReused) {
                    _ = try await records.run(reused)
                }
            }
            #expect(records.news.position == position)
        }
    }

    // Red when: anything is put before the decision stands.
    @Test(arguments: Engine.allCases)
    func `A refused command leaves nothing`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let clerk = try await Clerk.open(store)
            let before = try store.contents()
            var request = Sample.registration
            request.paperNumber = 5
            let spoilt = request
            await #expect(throws: CaseworkError.self) {
                _ = try await clerk.register(spoilt, "request-0000001")
            }
            #expect(try store.contents() == before)
            #expect(store.statistics().rollbacks == 0)
            // The id is free for the request put right.
            _ = try await clerk.register(Sample.registration, "request-0000001")
        }
    }

    // Red when: a command that changes nothing makes an entry.
    @Test func `A command without facts makes no entry`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            let before = try store.contents()
            let receipt = try await clerk.run { _ in [] }
            #expect(receipt.records.isEmpty)
            #expect(try store.contents() == before)
        }
    }

    // Red when: a receipt forgets a record, a number or a party, or names them in another order.
    @Test func `A receipt names records, numbers and parties`() async throws {
        try await withStore(.memory) { store in
            let clerk = try await Clerk.open(store)
            let id = try await clerk.register()
            let entry = try #require(
                try clerk.records.read { try $0.entry(clerk.records.news.position) }
            )
            let receipt = entry.receipt
            #expect(receipt.position == 2)
            #expect(receipt.records.map { $0.record?.id } == [id, "H29.02/1/2026"])
            #expect(receipt.records.map(\.etag) == ["2", "2"])
            #expect(receipt.numbers.map(\.number) == [1])
            let petition = try clerk.records.read { try $0.petition(id) }
            #expect(receipt.parties == petition?.parties.map(\.id) && receipt.parties.count == 1)
            #expect(petition?.etag == "2")
        }
    }

    // Red when: news wakes nobody, wakes for what is known already or concerns others, or forgets
    // the cancelled.
    @Test(.timeLimit(.minutes(1)))
    func `Those who wait are woken by what concerns them and by cancellation`() async {
        let news = News(position: 5)
        let (home, foreign, city) = (
            news.follow(.agencies(["H29.02", "H29.03"])), news.follow(.agencies(["H29.05"])),
            news.follow(.city)
        )
        for following in [home, foreign, city] { await following.wait(after: 4) }
        let mine = Task { await home.wait(after: 5) }
        let all = Task { await city.wait(after: 5) }
        let theirs = Task { await foreign.wait(after: 5) }
        news.advance(to: 6, concerning: ["H29.02"])
        await mine.value
        await all.value
        #expect(news.position == 6)
        theirs.cancel()
        await theirs.value
        // What came before one waits is not waited for.
        news.advance(to: 8, concerning: ["H29.05", "H29.03"])
        await home.wait(after: 7)
        await foreign.wait(after: 7)
        news.advance(to: 3, concerning: ["H29.02"])
        #expect(news.position == 8)
    }
}

extension KeyValueStore {
    /// Every key and value of every keyspace.
    func contents() throws -> [Keyspace: [[UInt8]: [UInt8]]] {
        try read { view in
            var contents: [Keyspace: [[UInt8]: [UInt8]]] = [:]
            for definition in Keyspace.all {
                let keyspace = definition.keyspace
                try RecordReader(view).eachKey(of: keyspace) { key, value in
                    contents[keyspace, default: [:]][key] = value
                }
            }
            return contents
        }
    }
}
