import ArgumentParser
import Foundation
import RPC

/// Puts a server under load from outside, and says how it bore it, as one line of JSON.
@main
struct LoadGenerator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kntc-load",
        abstract: "Put a server on this machine under load",
        subcommands: [
            LoadDirectory.self, LoadRegister.self, LoadGet.self, LoadUploads.self,
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

    @Argument(help: "File as Tools/data/directory.json")
    var file: String

    func run() async throws {
        let client = try await target.connect()
        try await Directory(file: file).apply(through: client)
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
                ? refused.dispatch()
                : .register(
                    bodies[(count * 61 + index) % bodies.count],
                    for: agencies[index % agencies.count]
                )
        }
        try report.printJSON()
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

    func run() async throws {
        let client = try await target.connect()
        let subjects = try await Subject.listed(through: client)
        await client.close()
        guard !subjects.isEmpty else {
            throw ValidationError("the server holds no petition; run register first")
        }
        let report = try await measure(target, load) { index, count in
            let random = SplitMix64.value(seed: UInt64(index), at: UInt64(count))
            return subjects[Int(random % UInt64(subjects.count))].get()
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
