import ArgumentParser
import Messages

/// Print at which agencies of the city matters of a person are.
struct FindMatters: ListVerb {
    static let configuration = help(
        "find",
        "Print at which agencies matters of a person are; denunciations leave no trace there",
        example: "reception find --id-number 079185001234 --identity receiver@H29.80.63"
    )
    static let method = "ReceptionService/FindMatters"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Number of the identity paper", valueName: "number"))
    var idNumber: String

    func request() -> Fields {
        Fields()
            .text("id_number", idNumber)
    }
}

/// Print the reception register, or write it to a file.
struct ReceptionRegister: AsyncParsableCommand {
    static let configuration = help(
        "register",
        "Print the reception register, form 03/TCD, or write it to a file for spreadsheets",
        example: "reception register --year 2026 --from 2026-07-01 --csv so-tiep-cong-dan.csv"
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Year of the register", valueName: "year"))
    var year: Int

    @Option(help: ArgumentHelp("Only visits from this day on", valueName: "yyyy-mm-dd"))
    var from: String?

    @Option(help: ArgumentHelp("Only visits up to this day", valueName: "yyyy-mm-dd"))
    var to: String?

    @Option(help: ArgumentHelp("Write the whole register to this file", valueName: "file"))
    var csv: String?

    func request() -> Fields {
        Fields()
            .number("year", year)
            .text("from", from)
            .text("to", to)
            .number("page_size", csv == nil ? page.pageSize : 200)
            .text("page_token", csv == nil ? page.pageToken : nil)
    }

    func run() async throws {
        let first = request()
        let method = "ReceptionService/ListReceptionRegister"
        try await Session.with(method, [first.json], options) { session in
            var reply = try await session.call(first.json)
            while page.all || csv != nil, let token = reply["next_page_token"]?.text {
                let next = try await session.call(first.text("page_token", token).json)
                reply = reply.joined(with: next)
            }
            guard let csv else {
                options.show(reply, session.method.replyType)
                if let token = reply["next_page_token"]?.text {
                    Terminal().note("There are more: --all, or --page-token \(token)")
                }
                return
            }
            let rows = reply["rows"]?.elements ?? []
            try Sheet.write(Sheet.bytes(of: rows, Columns.receptionRegister), to: csv)
            Terminal().note("\(rows.count) rows written to \(csv)")
        }
    }
}
