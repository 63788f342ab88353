import Casework
import Messages
import RPC
import Records
import Services
import Synchronization
import TestSeeds
import TestSupport
import Testing

/// Says who calls by a table, and believes everybody else.
struct TableAuthenticator: Authenticator {
    let principals: [String: Principal]

    func caller(of call: RPCCall, for permission: String) throws -> Caller {
        let name = call.metadata[DevelopmentAuthenticator.key] ?? ""
        if let principal = principals[name] { return Caller(principal) }
        return try DevelopmentAuthenticator().caller(of: call, for: permission)
    }

    func checkProof(of caller: Caller) throws {}

    func checkStillGood(_ call: Call) throws {}
}

/// A hundred readers of many scopes, while many write and the server is started again and again.
@Suite struct WatcherTests {
    private static let agencies = (11..<21).map { "H29.\($0)" }
    private static let days = ["2026-07-15", "2026-07-16", "2026-07-17"]
    private static let watchersCount = 100

    /// What a test wrote: the receipt says where, the test knows what.
    struct Written: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case ordinary
            case aboutOfficer
            case aboutHead
        }

        let position: Int64
        let petition: String
        let agency: String
        let day: String
        let kind: Kind
        let isRegistration: Bool
    }

    /// Who reads, and what is to be told to that reader: reckoned from grants and writings alone.
    struct Reader: Sendable {
        let name: String
        let home: String
        /// Agencies with the days of entry, as they were granted.
        let granted: [(agencies: Set<String>, days: Set<String>)]
        let isDenounced: Bool
        let isInbox: Bool

        var principal: Principal {
            Principal(
                agency: home,
                name: isDenounced ? "lan\(home.suffix(2))" : name,
                office: "",
                duties: granted.map { agencies, days in
                    let all = days.sorted().compactMap(Day.init(iso:))
                    guard days.count < WatcherTests.days.count, let first = all.first,
                        let last = all.last
                    else { return Duty(.officer, .agencies(agencies)) }
                    return Duty(
                        .inspector,
                        .period(Scope.Period(agencies: agencies, days: first...last))
                    )
                }
            )
        }

        func isTold(_ written: Written) -> Bool {
            // The body above sees to what is about a head, whom everybody of the body is kept with.
            let readers: Set<String> =
                written.kind == .aboutHead ? [written.agency, "H29"] : [written.agency]
            let isGranted = granted.contains { agencies, days in
                !agencies.isDisjoint(with: readers) && days.contains(written.day)
            }
            let isKept =
                switch written.kind {
                case .ordinary: false
                case .aboutOfficer: isDenounced && home == written.agency
                case .aboutHead: home == written.agency
                }
            let arrives = written.isRegistration && readers.contains(home)
            return isGranted && !isKept && (!isInbox || arrives)
        }

        static func random(_ number: Int, _ random: inout SplitMix64) -> Reader {
            let name = "reader\(number)"
            let home = WatcherTests.agencies.randomElement(using: &random) ?? ""
            let some = Set(
                WatcherTests.agencies.shuffled(using: &random)
                    .prefix(.random(in: 2...5, using: &random))
            )
            let all = Set(WatcherTests.days)
            let days = Set([WatcherTests.days.randomElement(using: &random) ?? ""])
            return switch number % 5 {
            case 0:
                Reader(
                    name: name,
                    home: home,
                    granted: [([home], all)],
                    isDenounced: false,
                    isInbox: number % 2 == 0
                )
            case 1:
                Reader(
                    name: name,
                    home: "H29.05",
                    granted: [(some, all)],
                    isDenounced: false,
                    isInbox: false
                )
            case 2:
                Reader(
                    name: name,
                    home: "H29.05",
                    granted: [(some, days), ([home], all)],
                    isDenounced: false,
                    isInbox: false
                )
            case 3:
                Reader(
                    name: name,
                    home: home,
                    granted: [([home], all)],
                    isDenounced: true,
                    isInbox: number % 2 == 0
                )
            default:
                Reader(
                    name: name,
                    home: "H29",
                    granted: [(number % 2 == 0 ? ["H29"] : Set(agencies + ["H29"]), all)],
                    isDenounced: false,
                    isInbox: number % 4 == 0
                )
            }
        }
    }

    /// One reader's client: where it stands, and what it was told.
    final class Watch: Sendable {
        struct State {
            var after: Int64
            var epoch = ""
            var told: [(position: Int64, petition: String)] = []
            var random: SplitMix64
            var bookmarks = 0
        }

        let reader: Reader
        let state: Mutex<State>

        init(_ reader: Reader, after: Int64, _ random: SplitMix64) {
            self.reader = reader
            state = Mutex(State(after: after, random: random))
        }

        var after: Int64 { state.withLock { $0.after } }

        /// Reads stream after stream until `isOver`, or the server is gone.
        func follow(_ client: RPCClient, until isOver: @Sendable (Int64) -> Bool) async {
            while !isOver(after) {
                do {
                    try await readOne(client)
                } catch let status as Status where status.code == .unavailable {
                    return
                } catch {
                    Issue.record("\(reader.name): \(error)")
                    return
                }
            }
        }

        private func readOne(_ client: RPCClient) async throws {
            let (after, epoch) = state.withLock { ($0.after, $0.epoch) }
            let metadata: RPCMetadata = ["kntc-identity": reader.name]
            let items =
                reader.isInbox
                ? try client.stream(
                    FeedMethods.watchInbox,
                    WatchInboxRequest(after: after, epoch: epoch),
                    metadata: metadata
                )
                : try client.stream(
                    FeedMethods.watchJournal,
                    WatchJournalRequest(after: after, epoch: epoch),
                    metadata: metadata
                )
            for try await item in items where !take(item) { return }
        }

        /// Notes a message; false to give up the stream, as a client that is restarted does.
        private func take(_ item: FeedItem) -> Bool {
            state.withLock { state in
                #expect(item.position > state.after, "\(reader.name)")
                #expect(!item.epoch.isEmpty && (state.epoch.isEmpty || state.epoch == item.epoch))
                (state.after, state.epoch) = (item.position, item.epoch)
                if item.events.isEmpty { state.bookmarks += 1 }
                let petition = item.events.lazy.compactMap(\.record)
                    .first { $0.kind == .petition }
                if let petition { state.told.append((item.position, petition.id)) }
                // An entry of which only the register is told would be one too many.
                #expect(item.events.isEmpty || petition != nil, "\(reader.name)")
                return .random(in: 0..<20, using: &state.random) > 0
            }
        }
    }

    // Red when: a reader is told of another's entry, misses one, or gets one twice or too early.
    @Test(.timeLimit(.minutes(2)), arguments: [UInt64(20_260_715)])
    func `Each of a hundred readers is told all of its scope, once`(seed: UInt64) async throws {
        var random = SplitMix64(usualSeed: seed)
        let readers = (0..<Self.watchersCount).map { Reader.random($0, &random) }
        let table = Dictionary(uniqueKeysWithValues: readers.map { ($0.name, $0.principal) })
        var pace = FeedService.Pace()
        (pace.silenceMax, pace.gapMax) = (.milliseconds(100), 40)
        var watches: [Watch] = []
        var all: [Written] = []
        try await withStore(.rocksDB) { store in
            for (phase, day) in Self.days.enumerated() {
                var clients: [RPCClient] = []
                var tasks: [Task<Void, Never>] = []
                try await TestServer.run(
                    on: store,
                    today: day,
                    authenticator: TableAuthenticator(principals: table),
                    pace: pace,
                    streamsLast: .seconds(2)
                ) { server in
                    if phase == 0 {
                        try await Self.furnish(server)
                        let head = server.records.news.position
                        watches = readers.map {
                            Watch($0, after: head, SplitMix64(seed: head.magnitude))
                        }
                    }
                    let isLast = phase + 1 == Self.days.count
                    let reached = End()
                    for group in 0..<4 {
                        let client = try await RPCClient.connect(
                            host: "127.0.0.1",
                            port: server.port
                        )
                        clients.append(client)
                        for watch in watches[(group * 25)..<(group * 25 + 25)] {
                            tasks.append(
                                Task { await watch.follow(client) { reached.isReached($0) } }
                            )
                        }
                    }
                    all += try await Self.write(server, day, random.next())
                    guard isLast else { return }
                    reached.set(server.records.news.position)
                    for task in tasks { await task.value }
                }
                // The server is gone in the middle of their streams.
                for task in tasks { await task.value }
                for client in clients { await client.close() }
            }
        }
        for watch in watches {
            let expected = all.filter(watch.reader.isTold).sorted { $0.position < $1.position }
            let told = watch.state.withLock { $0.told }
            #expect(
                told.map(\.position) == expected.map(\.position),
                "seed \(random.seed): \(watch.reader)"
            )
            #expect(told.map(\.petition) == expected.map(\.petition))
        }
        let counts = watches.map { watch in watch.state.withLock { $0.told.count } }
        #expect(counts.filter { $0 > 5 }.count > 80, "\(counts)")
        #expect(watches.contains { watch in watch.state.withLock { $0.bookmarks } > 0 })
    }

    /// Where the last phase ends; nowhere before.
    final class End: Sendable {
        private let position = Atomic(Int64.max)

        func set(_ position: Int64) {
            self.position.store(position, ordering: .sequentiallyConsistent)
        }

        func isReached(_ position: Int64) -> Bool {
            position >= self.position.load(ordering: .sequentiallyConsistent)
        }
    }

    /// Bodies, the officers who are denounced, and a first petition that opens each register.
    private static func furnish(_ server: TestServer) async throws {
        _ = try await server.administrator.apply(
            agencies.map { Sample.agency($0, "Sở \($0)", .department) }
        )
        let officers = agencies.map { Officer(code: "lan\($0.suffix(2))", agency: $0) }
        _ = try await server.administrator.write(
            DirectoryMethods.applyOfficers,
            ApplyOfficersRequest(officers: officers),
            \.requestId
        )
        for agency in agencies { _ = try await server.caller("officer@\(agency)/desk").register() }
    }

    /// All agencies write at the same time.
    private static func write(
        _ server: TestServer,
        _ day: String,
        _ seed: UInt64
    ) async throws -> [Written] {
        try await withThrowingTaskGroup(of: [Written].self) { group in
            for (index, agency) in agencies.enumerated() {
                group.addTask {
                    var random = SplitMix64(seed: seed &+ UInt64(index))
                    return try await write(server, day, agency, &random)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func write(
        _ server: TestServer,
        _ day: String,
        _ agency: String,
        _ random: inout SplitMix64
    ) async throws -> [Written] {
        let desk = server.caller("officer@\(agency)/desk")
        var written: [Written] = []
        for _ in 0..<8 {
            var request = Sample.registration
            let kind: Written.Kind
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                kind = .aboutOfficer
                request.respondents = [
                    Respondent(agency: agency, rank: .official, officer: "lan\(agency.suffix(2))")
                ]
            case 1:
                kind = .aboutHead
                request.respondents = [Respondent(agency: agency, rank: .head)]
            default: kind = .ordinary
            }
            request.secret = kind != .ordinary
            let receipt = try await desk.write(
                PetitionMethods.registerPetition,
                request,
                \.requestId
            )
            let id = receipt.records.first?.record?.id ?? ""
            func note(_ position: Int64, isRegistration: Bool) {
                written.append(
                    Written(
                        position: position,
                        petition: id,
                        agency: agency,
                        day: day,
                        kind: kind,
                        isRegistration: isRegistration
                    )
                )
            }
            note(receipt.position, isRegistration: true)
            guard kind == .ordinary, Bool.random(using: &random) else { continue }
            note(try await desk.classify(id).position, isRegistration: false)
        }
        return written
    }
}
