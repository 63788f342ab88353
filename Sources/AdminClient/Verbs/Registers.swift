import ArgumentParser

/// Keep the registers of numbers.
struct RegisterNoun: AsyncParsableCommand {
    static let configuration = help(
        "register",
        "Keep the registers of numbers",
        example: "register get --year 2026",
        subcommands: [
            GetRegister.self, OpenRegister.self, ReserveNumbers.self, VoidNumbers.self,
            CloseRegister.self,
        ]
    )
}

/// Which register of the caller's agency.
struct RegisterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What is numbered: petition, reception, notice, decision, letter, slip, minutes, "
                + "invitation, report or receipt",
            valueName: "kind"
        )
    )
    var kind = "petition"

    @Option(
        help: ArgumentHelp(
            "Year of the receiving stamps, the visits or the issue",
            valueName: "year"
        )
    )
    var year: Int
}

extension Fields {
    /// A register.
    fileprivate func register(_ register: RegisterOptions) -> Fields {
        choice("kind", "REGISTER_KIND_", register.kind).number("year", register.year)
    }
}

/// Print a register.
struct GetRegister: Verb {
    static let configuration = help(
        "get",
        "Print a register",
        example: "register get --year 2026"
    )
    static let method = "RegisterService/GetRegister"

    @OptionGroup var options: GlobalOptions

    @OptionGroup var register: RegisterOptions

    func request() -> Fields {
        Fields()
            .register(register)
    }
}

/// Open a register at a number other than 1.
struct OpenRegister: Verb {
    static let configuration = help(
        "open",
        "Open a register at a number other than 1",
        example: "register open --year 2026 --starts-at 120"
    )
    static let method = "RegisterService/OpenRegister"

    @OptionGroup var options: GlobalOptions

    @OptionGroup var register: RegisterOptions

    @Option(help: ArgumentHelp("The first number", valueName: "number"))
    var startsAt: Int64

    func request() -> Fields {
        Fields()
            .register(register)
            .number("starts_at", startsAt)
    }
}

/// Keep a block of numbers for a day on paper.
struct ReserveNumbers: Verb {
    static let configuration = help(
        "reserve",
        "Keep a block of numbers for a day on paper",
        example: "register reserve --year 2026 --count 20"
    )
    static let method = "RegisterService/ReserveNumbers"

    @OptionGroup var options: GlobalOptions

    @OptionGroup var register: RegisterOptions

    @Option(help: ArgumentHelp("How many, at most 500", valueName: "count"))
    var count: Int

    func request() -> Fields {
        Fields()
            .register(register)
            .number("count", count)
    }
}

/// Void numbers of a block that stayed unused.
struct VoidNumbers: Verb {
    static let configuration = help(
        "void",
        "Void numbers of a block that stayed unused",
        example: "register void --year 2026 --number 131 --number 132 --reason 'Không sử dụng'"
    )
    static let method = "RegisterService/VoidNumbers"

    @OptionGroup var options: GlobalOptions

    @OptionGroup var register: RegisterOptions

    @Option(help: ArgumentHelp("A number of an open block; may be repeated", valueName: "number"))
    var number: [Int64]

    @Option(help: ArgumentHelp("Why, for the register", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields()
            .register(register)
            .texts("numbers", number.map(String.init))
            .text("reason", reason)
    }
}

/// Close a register of a year that is over.
struct CloseRegister: Verb {
    static let configuration = help(
        "close",
        "Close a register of a year that is over",
        example: "register close --year 2025"
    )
    static let method = "RegisterService/CloseRegister"

    @OptionGroup var options: GlobalOptions

    @OptionGroup var register: RegisterOptions

    func request() -> Fields {
        Fields()
            .register(register)
    }
}
