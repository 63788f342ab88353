import ArgumentParser
import Foundation
import Messages
import RPC

/// Signs in who looks at what is tracked, and tells the tokens of both.
struct LoadSessions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "Sign in a head of a unit and a head of the whole city, and tell their tokens"
    )

    @OptionGroup var target: Target

    @Option(help: "Code of the unit")
    var unit: String

    func run() async throws {
        let client = try await target.connect()
        var tokens: [String: String] = [:]
        for (name, body) in [("unit", unit), ("city", "H29")] {
            var head = try await Enrolled.head("load.\(name)", of: body, through: client)
            tokens[name] = try await head.signIn(through: client)
        }
        await client.close()
        print(String(decoding: try JSONEncoder().encode(tokens), as: UTF8.self))
    }
}

/// Asks for the first page of what is tracked.
struct LoadTracked: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tracked",
        abstract: "List the first page of what is tracked, with its count"
    )

    @OptionGroup var target: Target
    @OptionGroup var load: Load

    @Option(help: "Token of the session")
    var session: String

    @Option(help: "The view, as the contract calls it after TRACKING_VIEW_; empty for the board")
    var view: String

    @Option(help: "Code of the unit")
    var unit: String

    @Flag(help: "With all bodies below it")
    var subtree = false

    @Option(help: "Code of an officer of the unit")
    var officer = ""

    func run() async throws {
        let request = try asked()
        try await measure(target, load) { _, _ in request }.printJSON()
    }

    private func asked() throws -> Request {
        guard !view.isEmpty else {
            return Request(
                path: TrackingMethods.getBoard.info.path,
                payload: try GetBoardRequest(unit: unit).serialized(),
                session: session
            )
        }
        let name = "TRACKING_VIEW_\(view)"
        guard let view = TrackingView.known.first(where: { $0.protoName == name }) else {
            throw ValidationError("--view is none of the contract: \(view)")
        }
        let scope = TrackingScope(unit: unit, subtree: subtree, officer: officer)
        return Request(
            path: TrackingMethods.listTracked.info.path,
            payload: try ListTrackedRequest(scope: scope, view: view).serialized(),
            session: session
        )
    }
}

/// Replaces the city's calendar, so that what is open moves.
struct LoadCalendar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Take a working day from the city's calendar, so that open time limits move"
    )

    @OptionGroup var target: Target

    @Option(help: "The day")
    var day: String

    func run() async throws {
        let client = try await target.connect()
        let entry = CalendarEntry(day: day, kind: .off, reason: "Nghỉ theo thông báo")
        let request = ReplaceCalendarRequest(
            requestId: UUID().uuidString,
            agency: "H29",
            entries: [entry],
            reason: "Thông báo nghỉ"
        )
        _ = try await client.call(
            CalendarMethods.replaceCalendar,
            request,
            metadata: ["kntc-identity": "administrator@H29"]
        )
        await client.close()
    }
}

/// Tells how far the limits have followed the city's calendar.
struct LoadMoved: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moved",
        abstract: "Tell how many records have followed the city's calendar, and whether more do"
    )

    @OptionGroup var target: Target

    func run() async throws {
        let client = try await target.connect()
        let reply = try await client.call(
            CalendarMethods.getCalendar,
            GetCalendarRequest(agency: "H29"),
            metadata: ["kntc-identity": "administrator@H29"]
        )
        await client.close()
        print(#"{"moved":\#(reply.moved),"moving":\#(reply.moving)}"#)
    }
}

/// Names an officer of a unit.
struct LoadOfficer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "officer",
        abstract: "Name the first officer of a unit"
    )

    @OptionGroup var target: Target

    @Option(help: "Code of the unit")
    var unit: String

    func run() async throws {
        let client = try await target.connect()
        let reply = try await client.call(
            DirectoryMethods.listOfficers,
            ListOfficersRequest(agency: unit),
            metadata: ["kntc-identity": "administrator@H29"]
        )
        await client.close()
        guard let officer = reply.officers.first(where: { $0.code.hasPrefix("can.bo.") }) else {
            throw ValidationError("\(unit) has no officer of the directory's staff")
        }
        print(officer.code)
    }
}
