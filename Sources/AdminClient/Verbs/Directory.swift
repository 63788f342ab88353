import ArgumentParser
import Foundation
import Messages

/// Load and read the directory.
struct DirectoryNoun: AsyncParsableCommand {
    static let configuration = help(
        "directory",
        "Load and read the directory of the city's bodies",
        example: "directory apply Tools/data/directory.json",
        subcommands: [ApplyDirectory.self, GetAgency.self, ListAgencies.self]
    )
}

/// Print a body of the city.
struct GetAgency: Verb {
    static let configuration = help(
        "get",
        "Print a body of the city",
        example: "directory get H29.02"
    )
    static let method = "DirectoryService/GetAgency"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Code of the body")
    var code: String

    func request() -> Fields { Fields().text("code", code) }
}

/// List the bodies of the city.
struct ListAgencies: ListVerb {
    static let configuration = help(
        "list",
        "List the bodies of the city in the order of their codes",
        example: "directory list --parent H29 --all"
    )
    static let method = "DirectoryService/ListAgencies"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only the bodies directly under this one", valueName: "code"))
    var parent: String?

    func request() -> Fields { Fields().text("parent", parent) }
}

/// Load a directory.
struct ApplyDirectory: AsyncParsableCommand {
    static let configuration = help(
        "apply",
        "Make the directory stand as a file says; repeating it changes nothing",
        example: "directory apply Tools/data/directory.json"
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "JSON with the bodies under \"agencies\", or - for stdin")
    var file: String

    func run() async throws {
        let requests = try DirectoryFile.requests(of: Input.json(at: file))
        // Not derived from the content: a file that is loaded again after another one must count
        // as a new request, or the server would take it for the first and change nothing.
        let name = options.requestId ?? UUID().uuidString.lowercased()
        try await Session.with("DirectoryService/ApplyAgencies", requests, options) { session in
            var (applied, changed, position) = (0, 0, "0")
            let start = ContinuousClock.now
            for (index, request) in requests.enumerated() {
                do {
                    let receipt = try await session.call(request, requestID: "\(name)-\(index + 1)")
                    changed += receipt["records"]?.elements.count ?? 0
                    position = receipt["position"]?.text ?? position
                } catch var failure as Failure {
                    failure.requestID = name
                    throw failure
                }
                applied += request["agencies"]?.elements.count ?? 0
                if ContinuousClock.now - start > .seconds(2) {
                    Terminal().note("\(applied) bodies applied, \(changed) changed …")
                }
            }
            let reply = Fields().number("applied", applied).number("changed", changed)
                .text("position", position)
            options.show(reply.json, "")
        }
    }
}

/// A file of bodies as requests that load it.
enum DirectoryFile {
    /// Bodies that one request may hold.
    static let agenciesMax = 50
    private static let members: Set = [
        "code", "name", "type", "parent", "valid_from", "valid_to", "codes", "predecessors",
        "successors", "offices",
    ]

    /// The requests: parents before children, 50 bodies each.
    ///
    /// - Throws: A usage `Failure` when the file has no bodies, one has no code, a code stands
    ///   twice, or bodies are above each other.
    static func requests(of file: JSONValue) throws(Failure) -> [JSONValue] {
        let agencies = (file["agencies"] ?? file).elements
        guard !agencies.isEmpty else {
            throw Failure(usage: "the file has no bodies under \"agencies\"")
        }
        let sorted = try parentsFirst(agencies).map(request)
        return stride(from: 0, to: sorted.count, by: agenciesMax).map { start in
            let part = Array(sorted[start..<min(start + agenciesMax, sorted.count)])
            return .object([("agencies", .array(part))])
        }
    }

    /// A body as the contract has it: the type by its full name, notes of the file left out.
    private static func request(_ agency: JSONValue) -> JSONValue {
        guard case .object(let all) = agency else { return agency }
        let kept = JSONValue.object(all.filter { members.contains($0.0) })
        guard let type = agency["type"]?.text, !type.hasPrefix("AGENCY_TYPE_") else { return kept }
        return kept.setting("type", to: .string("AGENCY_TYPE_\(type)"))
    }

    private static func parentsFirst(_ agencies: [JSONValue]) throws(Failure) -> [JSONValue] {
        var byCode: [String: JSONValue] = [:]
        for agency in agencies {
            guard let code = agency["code"]?.text, !code.isEmpty else {
                throw Failure(usage: "a body of the file has no code")
            }
            guard byCode.updateValue(agency, forKey: code) == nil else {
                throw Failure(usage: "the file names \(code) twice")
            }
        }
        var placed: Set<String> = []
        var sorted: [JSONValue] = []
        for agency in agencies {
            // The bodies above this one that are not placed yet, the nearest first.
            var line: [(String, JSONValue)] = []
            var next: JSONValue? = agency
            while let body = next, let code = body["code"]?.text, !placed.contains(code) {
                guard !line.contains(where: { $0.0 == code }) else {
                    throw Failure(usage: "\(code) is above itself in the file")
                }
                line.append((code, body))
                next = body["parent"]?.text.flatMap { byCode[$0] }
            }
            for (code, body) in line.reversed() {
                placed.insert(code)
                sorted.append(body)
            }
        }
        return sorted
    }
}
