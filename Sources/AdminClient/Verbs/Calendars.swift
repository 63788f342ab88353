import ArgumentParser
import Messages

/// Read and replace working calendars.
struct CalendarNoun: AsyncParsableCommand {
    static let configuration = help(
        "calendar",
        "Read and replace working calendars: days off, days worked, and why",
        example: "calendar show --year 2027",
        subcommands: [ShowCalendar.self, PreviewCalendar.self, ReplaceCalendar.self]
    )
}

/// Print the calendar of a body in a year.
struct ShowCalendar: Verb {
    static let configuration = help(
        "show",
        "Print the listed days of a body in a year, each with its layer",
        example: "calendar show --agency H29.02 --year 2027"
    )
    static let method = "CalendarService/GetCalendar"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Of this body; the caller's by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("The year; this one by default", valueName: "yyyy"))
    var year: Int32?

    func request() -> Fields { Fields().text("agency", agency).number("year", year) }
}

/// Tell which open time limits a layer would move.
struct PreviewCalendar: ListVerb {
    static let configuration = help(
        "preview",
        "Tell which open time limits a layer would move; nothing is stored",
        example:
            "calendar preview Tools/data/calendar-example.json --all --identity administrator@H29"
    )
    static let method = "CalendarService/PreviewCalendar"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "JSON with \"entries\" and \"announced_years\", or - for stdin")
    var file: String

    @Option(help: ArgumentHelp("Of this body; the caller's by default", valueName: "code"))
    var agency: String?

    func request() throws -> Fields {
        try Fields().text("agency", agency).layer(in: file)
    }
}

/// Replace the layer of a body.
struct ReplaceCalendar: Verb {
    static let configuration = help(
        "replace",
        "Replace the layer of a body; open time limits follow, step by step",
        example: "calendar replace Tools/data/calendar-example.json --reason 'Thông báo nghỉ Tết' "
            + "--identity administrator@H29"
    )
    static let method = "CalendarService/ReplaceCalendar"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "JSON with \"entries\" and \"announced_years\", or - for stdin")
    var file: String

    @Option(help: ArgumentHelp("Of this body; the caller's by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("Why", valueName: "text"))
    var reason: String

    @Option(
        help: ArgumentHelp("Version that `show` told; none for the first layer", valueName: "etag")
    )
    var etag: String?

    func request() throws -> Fields {
        try Fields().text("agency", agency).layer(in: file).text("reason", reason)
            .text("etag", etag)
    }
}

extension Fields {
    /// The days and years of a layer in a file, as `calendar show -o json` tells them under "own".
    fileprivate func layer(in file: String) throws(Failure) -> Fields {
        let content = try Input.json(at: file)
        let layer = content["own"] ?? content
        guard case .object = layer else { throw Failure(usage: "\(file) holds no JSON object") }
        return values("entries", layer["entries"]?.elements ?? [])
            .values("announced_years", layer["announced_years"]?.elements ?? [])
    }
}
