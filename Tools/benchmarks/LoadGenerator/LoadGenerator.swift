import ArgumentParser
import Foundation
import Messages
import RPC

/// Puts a server under load from outside, and says how it bore it, as one line of JSON.
@main
struct LoadGenerator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kntc-load",
        abstract: "Put a server on this machine under load",
        subcommands: [
            LoadDirectory.self, LoadRegister.self, LoadTwins.self, LoadGet.self, LoadList.self,
            LoadUploads.self, LoadSignIns.self, LoadCity.self, LoadSessions.self,
            LoadTracked.self, LoadOfficer.self, LoadCalendar.self, LoadMoved.self,
        ]
    )
}

/// Where the server is.
struct Target: ParsableArguments {
    @Option(help: "Port of the server's ttrpc door on 127.0.0.1")
    var port: Int

    func connect() async throws -> RPCClient {
        try await RPCClient.connect(host: "127.0.0.1", port: port)
    }
}

/// How much load, and for how long.
struct Load: ParsableArguments {
    @Option(help: "Callers at the same time, each on its own connection with one call in flight")
    var clients = 1

    @Option(help: "Seconds to measure")
    var seconds = 5.0

    func validate() throws {
        guard (1...1_000).contains(clients) else {
            throw ValidationError("--clients is not 1 to 1000: \(clients)")
        }
        guard (0.1...600).contains(seconds) else {
            throw ValidationError("--seconds is not 0.1 to 600: \(seconds)")
        }
    }
}

/// Gives the server the bodies of the city.
struct LoadDirectory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory",
        abstract: "Load the directory"
    )

    @OptionGroup var target: Target

    @Option(help: "How many officers to put in its agencies, by turns")
    var officers = 0

    @Argument(help: "File as Tools/data/directory.json")
    var file: String

    func run() async throws {
        let client = try await target.connect()
        let directory = try Directory(file: file)
        try await directory.apply(through: client)
        try await directory.staff(officers, through: client)
        await client.close()
    }
}

/// Registers petitions.
struct LoadRegister: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register petitions, with a share of commands that the writer refuses"
    )

    @OptionGroup var target: Target
    @OptionGroup var load: Load

    @Option(help: "Petitions as Tools/generator/petitions.py --jsonl writes them")
    var petitions: String

    @Option(help: "Share of commands that are refused in the state of their petition, 0 to 1")
    var refusedShare = 0.0

    func validate() throws {
        guard (0...1).contains(refusedShare) else {
            throw ValidationError("--refused-share is not 0 to 1: \(refusedShare)")
        }
    }

    func run() async throws {
        let bodies = try InventedPetition.requests(file: petitions)
        let client = try await target.connect()
        let agencies = try await Directory.communes(through: client)
        let refused = try await Subject.registered(bodies[0], for: agencies[0], through: client)
        await client.close()
        let share = refusedShare
        let report = try await measure(target, load) { index, count in
            // Spread evenly, so that every group of the writer holds both kinds.
            let isRefused =
                Int(Double(count + 1) * share) > Int(Double(count) * share)
            return isRefused
                ? try refused.dispatch()
                : .register(
                    bodies[(count * 61 + index) % bodies.count],
                    for: agencies[index % agencies.count]
                )
        }
        try report.printJSON()
    }
}

/// Registers petitions that differ only in whether they are about somebody.
struct LoadTwins: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twins",
        abstract: "Register letters about somebody elsewhere, and the same ones about nobody"
    )

    @OptionGroup var target: Target

    @Option(help: "How many of each")
    var count = 500

    func run() async throws {
        let client = try await target.connect()
        for number in 1...count {
            for about in About.allCases {
                _ = try await client.call(
                    PetitionMethods.registerPetition,
                    Subject.letter(about, number),
                    metadata: ["kntc-identity": "officer@\(about.keeper)"]
                )
            }
        }
        await client.close()
    }
}

/// Whom the twins are about.
enum About: String, CaseIterable, ExpressibleByArgument {
    case nobody, somebody

    /// Code of the agency that holds them.
    var keeper: String {
        switch self {
        case .nobody: "H29.04"
        case .somebody: "H29.05"
        }
    }
}

/// Which petitions to read.
struct Chosen: ParsableArguments {
    @Option(help: "Those of `twins`: about nobody, or about somebody, from whom they are kept")
    var about: About?

    func subjects(through client: RPCClient) async throws -> [Subject] {
        var agencies = about.map { [$0.keeper] } ?? []
        if agencies.isEmpty { agencies = try await Directory.communes(through: client) }
        let subjects = try await Subject.listed(of: agencies, through: client)
        guard !subjects.isEmpty else {
            throw ValidationError("the server holds no such petition; run register or twins first")
        }
        return subjects
    }
}

/// Gets petitions.
struct LoadGet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Get registered petitions, any of them next"
    )

    @OptionGroup var target: Target
    @OptionGroup var load: Load
    @OptionGroup var chosen: Chosen

    func run() async throws {
        let client = try await target.connect()
        let subjects = try await chosen.subjects(through: client)
        await client.close()
        let report = try await measure(target, load) { index, count in
            let random = SplitMix64.value(seed: UInt64(index), at: UInt64(count))
            return try subjects[Int(random % UInt64(subjects.count))].get()
        }
        try report.printJSON()
    }
}

/// Lists petitions.
struct LoadList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the first 50 petitions of an agency, any agency next"
    )

    @OptionGroup var target: Target
    @OptionGroup var load: Load
    @OptionGroup var chosen: Chosen

    func run() async throws {
        let client = try await target.connect()
        let subjects = try await chosen.subjects(through: client)
        await client.close()
        let full = Dictionary(grouping: subjects, by: \.agency).filter { $0.value.count >= 50 }
        let agencies = full.keys.sorted()
        guard !agencies.isEmpty else {
            throw ValidationError("no agency has 50 such petitions; run register longer")
        }
        let report = try await measure(target, load) { index, count in
            try Subject.list(of: agencies[(count + index) % agencies.count])
        }
        try report.printJSON()
    }
}

/// Random numbers by place: a run is the same every time.
enum SplitMix64 {
    static func value(seed: UInt64, at place: UInt64) -> UInt64 {
        var z = (seed << 40 | place) &* 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
