import ArgumentParser
import Foundation
import Messages

/// Load a directory.
struct ApplyDirectory: AsyncParsableCommand {
    static let configuration = help(
        "apply",
        "Make bodies, offices and officers stand as a file says; repeating it changes nothing",
        example: "directory apply Tools/data/directory.json --dry-run"
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "JSON with \"agencies\" and \"officers\", or - for stdin")
    var file: String

    @Flag(help: "Show what would change, and change nothing")
    var dryRun = false

    func run() async throws {
        let file = try DirectoryFile(try Input.json(at: file))
        let progress = Progress()
        let agencies = DirectoryDifference(file.agencies, try await standingAgencies(progress))
        let officers = DirectoryDifference(
            file.officers,
            try await standingOfficers(file.officers, progress)
        )
        var (changed, position) = (0, "0")
        if !dryRun {
            // Not derived from the content: a file that is loaded again after another one must
            // count as a new request, or the server would take it for the first and change nothing.
            let name = options.requestId ?? UUID().uuidString.lowercased()
            let parts = [
                (DirectoryFile.agencies, file.requests(for: agencies)),
                (DirectoryFile.officers, DirectoryFile.parts(officers.wanted, "officers")),
            ]
            for (method, requests) in parts {
                let done = try await send(requests, method, name, progress)
                changed += done.changed
                position = done.position ?? position
            }
        }
        if options.output == .table {
            Terminal().print(agencies.text("cơ quan") + officers.text("cán bộ"))
            guard !dryRun else { return }
        }
        let reply = Fields()
            .number("applied", file.agencies.count + file.officers.count)
            .number("changed", changed).text("position", position)
        options.show(
            options.output == .table
                ? reply.json
                : reply.value("agencies", agencies.json).value("officers", officers.json).json,
            ""
        )
    }

    private func standingAgencies(_ progress: Progress) async throws -> [JSONValue] {
        let method = "DirectoryService/ListAgencies"
        return try await Session.with(method, [], options) { session in
            var found: [JSONValue] = []
            var token: String? = ""
            while let next = token {
                let page = Fields().number("page_size", 200).text("page_token", next)
                let reply = try await session.call(page.json)
                found += reply["agencies"]?.elements ?? []
                token = reply["next_page_token"]?.text
                progress.tell("Đã đọc \(found.count) cơ quan")
            }
            return found
        }
    }

    private func standingOfficers(
        _ wanted: [JSONValue],
        _ progress: Progress
    ) async throws -> [JSONValue] {
        guard !wanted.isEmpty else { return [] }
        return try await Session.with("DirectoryService/GetOfficer", [], options) { session in
            var found: [JSONValue] = []
            for (index, officer) in wanted.enumerated() {
                let code = Fields().text("code", officer["code"]?.text)
                do {
                    found.append(try await session.call(code.json))
                } catch let failure as Failure where failure.reason == "OFFICER_NOT_FOUND" {
                    // A new one.
                }
                progress.tell("Đã đọc \(index + 1) cán bộ")
            }
            return found
        }
    }

    private func send(
        _ requests: [JSONValue],
        _ method: String,
        _ name: String,
        _ progress: Progress
    ) async throws -> (changed: Int, position: String?) {
        guard !requests.isEmpty else { return (0, nil) }
        return try await Session.with(method, requests, options) { session in
            var records: Set<String> = []
            var position: String?
            for (index, request) in requests.enumerated() {
                do {
                    let part = method == DirectoryFile.agencies ? "a" : "o"
                    let id = "\(name)-\(part)\(index + 1)"
                    let receipt = try await session.call(request, requestID: id)
                    for record in receipt["records"]?.elements ?? [] {
                        records.insert(record["record"]?["id"]?.text ?? "")
                    }
                    position = receipt["position"]?.text ?? position
                } catch var failure as Failure {
                    failure.requestID = name
                    throw failure
                }
                let parts = "\(index + 1)/\(requests.count)"
                progress.tell("Đã ghi \(parts) phần, \(records.count) thay đổi")
            }
            return (records.count, position)
        }
    }
}

/// Tells how far a command is once it takes longer than 2 seconds.
private final class Progress {
    private let start = ContinuousClock.now
    private var told = ContinuousClock.now

    /// Tells it, once a second at most.
    func tell(_ text: String) {
        let now = ContinuousClock.now
        guard now - start > .seconds(2), now - told > .seconds(1) else { return }
        told = now
        Terminal().note("\(text) …")
    }
}
