import ArgumentParser
import Casework
import Crypto
import Foundation
import Messages
import Records
import Storage

/// Measures what is tracked, in this process on a store of its own, so that no wire is measured: the
/// same open files beside ever more closed ones.
struct LoadTracking: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tracking",
        abstract: "Measure the lists of what is tracked beside ever more closed petitions"
    )

    @Option(help: "An empty directory for the store")
    var directory: String

    @Option(help: "How many petitions there are in all at each measurement, rising")
    var sizes: String

    @Option(help: "How many of them are open")
    var open = 10_000

    private static let agencies = 200
    private static let rounds = 200
    private static let today = Day(iso: "2026-09-28") ?? Day(daysSince1970: 0)

    func run() async throws {
        let store = try RocksDBStore(path: directory, keyspaces: Keyspace.all)
        defer { store.close() }
        let key = SymmetricKey(size: .bits256)
        let records = try await RecordStore(store: store, masterKey: key) { 0 }
        var city = City(records)
        for size in sizes.split(separator: ",").compactMap({ Int($0) }) {
            try await city.grow(to: size, open: min(open, size), Self.agencies, Self.today)
            let rows = try Self.views.flatMap { view, make in
                try [("một cơ quan", 1), ("toàn thành phố", Self.agencies)].map { scope, count in
                    let units = (0..<count).map { City.code($0 * 7 % Self.agencies) }
                    return try Self.row(records, size, "\(view), \(scope)", make(units))
                }
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            for row in rows { print(String(decoding: try encoder.encode(row), as: UTF8.self)) }
        }
    }

    /// The ranges of some views, as the service reads them.
    private static let views: [(String, @Sendable ([String]) -> TrackedRange)] = [
        ("quá hạn", { .due($0, officer: "", from: nil, to: today - 1) }),
        ("đến hạn hôm nay", { .due($0, officer: "", from: today, to: today) }),
        ("sắp đến hạn", { .due($0, officer: "", from: today + 1, to: today + 7) }),
        ("tồn đọng", { .due($0, officer: "", from: nil, to: today - 90) }),
        (
            "45 ngày",
            {
                .due(
                    $0,
                    officer: "",
                    from: today,
                    to: today + 7,
                    rule: "PET.DISCIPLINE.NOT_PROCESSED"
                )
            }
        ),
        ("chưa phân công", { .desks($0.map { ($0, $0) }) }),
    ]

    /// One list at one size.
    private struct Row: Encodable {
        let petitions: Int
        let view: String
        let p50Ms: Double
        let p99Ms: Double
        let counted: Int
    }

    private static func row(
        _ records: RecordStore,
        _ size: Int,
        _ view: String,
        _ range: TrackedRange
    ) throws -> Row {
        var counted = 0
        let clock = ContinuousClock()
        let times = try (0..<rounds).map { _ in
            try clock.measure {
                try records.read { reader in
                    let page = try reader.tracked(range, after: nil, limit: 50, without: []) { _ in
                        false
                    }
                    for entry in page.entries { _ = try reader.petition(entry.record.id) }
                    counted = try reader.count(range, max: 10_000, without: []) { _ in false }.count
                }
            } / .milliseconds(1)
        }
        .sorted()
        return Row(
            petitions: size,
            view: view,
            p50Ms: times[rounds / 2],
            p99Ms: times[rounds * 99 / 100],
            counted: counted
        )
    }
}

/// Petitions that are written as a server writes them, but for its checks.
private struct City {
    private let records: RecordStore
    private var count = 0

    init(_ records: RecordStore) { self.records = records }

    static func code(_ agency: Int) -> String { "H29.80.\(100 + agency)" }

    /// Adds petitions until there are so many, of which so many stay open; the others were open and
    /// are closed.
    mutating func grow(to size: Int, open: Int, _ agencies: Int, _ today: Day) async throws {
        let clocks = Clocks(rulebook: .builtin, calendar: .national)
        while count < size {
            let batch = count..<min(count + 2_000, size)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in batch {
                    let petition = Self.petition(number, agencies, today, clocks)
                    let isOpen = number < open
                    group.addTask { [records] in
                        try await Self.write(petition.1, of: petition.0, to: records)
                        guard !isOpen else { return }
                        try await Self.write(Self.closing(petition.0), of: petition.0, to: records)
                    }
                }
                try await group.waitForAll()
            }
            count = batch.upperBound
        }
    }

    private static func petition(
        _ number: Int,
        _ agencies: Int,
        _ today: Day,
        _ clocks: Clocks
    ) -> (Petition, Event) {
        let stamped = today - number % 170
        let petition = Petition(
            id: Vault.newID(),
            agency: code(number % agencies),
            state: .registered,
            source: .post,
            stamp: ReceivingStamp(number: "\(number)", date: stamped.iso),
            summary: "Kiến nghị sửa chữa đường hẻm số \(number)",
            registeredOn: stamped.iso,
            guard: .ordinary
        )
        let limits = clocks.start(
            ["PET.PROCESS", "PET.DISCIPLINE.NOT_PROCESSED"],
            by: "petition.received",
            on: stamped
        )
        let fact = PetitionRegistered(petition: petition)
        let event = petition.event(.petitionRegistered(fact), on: stamped, deadlines: limits)
        var registered = petition
        registered.apply(event)
        return (registered, event)
    }

    private static func closing(_ petition: Petition) -> Event {
        let day = Day(iso: petition.registeredOn) ?? Day(daysSince1970: 0)
        let ended = petition.deadlines.map { $0.ended(.met, by: "petition.withdrawn", on: day) }
        return petition.event(.petitionWithdrawn(PetitionWithdrawn()), on: day, deadlines: ended)
    }

    private static func write(
        _ event: Event,
        of petition: Petition,
        to records: RecordStore
    ) async throws {
        let command = Command(
            principal: Principal(agency: petition.agency, roles: [.officer], name: "bench"),
            method: "bench",
            requestID: Vault.newID(),
            body: [],
            namesSomebody: false
        ) { _ in Decided([event]) }
        _ = try await withCheckedThrowingContinuation { continuation in
            records.submit(command) { continuation.resume(with: $0) }
        }
    }
}
