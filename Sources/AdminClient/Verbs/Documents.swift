import ArgumentParser

/// Draft, sign, issue and send documents.
struct DocumentNoun: AsyncParsableCommand {
    static let configuration = help(
        "document",
        "Draft, sign, issue and send documents",
        example: "document list --about petition/YourPetitionId --identity officer@H29.02",
        subcommands: [
            GetDocument.self, ListDocuments.self, DraftDocument.self, SignDocument.self,
            IssueDocument.self, NumberDocument.self, SendDocument.self, RecordDelivery.self,
            ReturnMail.self,
        ]
    )
}

extension Fields {
    /// The record that something belongs to, named KIND/ID; nothing when it is left out.
    ///
    /// - Throws: A usage `Failure` for another shape.
    func about(_ record: String?) throws(Failure) -> Fields {
        guard let record else { return self }
        let parts = record.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw Failure(usage: "the record is no KIND/ID: \(record)")
        }
        return choice("about.kind", "RECORD_KIND_", parts[0]).text("about.id", parts[1])
    }
}

/// Print a document.
struct GetDocument: Verb {
    static let configuration = help(
        "get",
        "Print a document",
        example: "document get YourDocumentId"
    )
    static let method = "DocumentService/GetDocument"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String?

    @Option(help: ArgumentHelp("Its name in the document system", valueName: "system/id"))
    var external: String?

    func request() throws -> Fields {
        try Fields().name(id, external: external)
    }
}

/// List documents.
struct ListDocuments: ListVerb {
    static let configuration = help(
        "list",
        "List the documents of the agency, or of a record",
        example: "document list --about petition/YourPetitionId --all"
    )
    static let method = "DocumentService/ListDocuments"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only those of this record", valueName: "kind/id"))
    var about: String?

    func request() throws -> Fields {
        try Fields().about(about)
    }
}

/// Draft a document of a record.
struct DraftDocument: Verb {
    static let configuration = help(
        "draft",
        "Draft a document of a record on a form in force",
        example: """
            document draft --about petition/YourPetitionId --form ND30/2020:1.4-TB \
            --recipient H29
            """
    )
    static let method = "DocumentService/DraftDocument"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("The record that it belongs to", valueName: "kind/id"))
    var about: String

    @Option(help: ArgumentHelp("Key of its form, as law forms lists it", valueName: "key"))
    var form: String

    @Option(help: ArgumentHelp("Its title, the form's by default; names no sender"))
    var title: String?

    @Option(
        help: ArgumentHelp(
            "An agency by code or name, or a party by id; repeatable",
            valueName: "recipient"
        )
    )
    var recipient: [String] = []

    @Option(help: ArgumentHelp("Secrecy mark: confidential", valueName: "mark"))
    var secrecy: String?

    @Option(help: ArgumentHelp("Number of the copy, with a secrecy mark", valueName: "number"))
    var copy: Int?

    @Option(help: ArgumentHelp("Its name in the document system", valueName: "system/id"))
    var external: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() throws -> Fields {
        try Fields()
            .about(about)
            .text("form", form)
            .text("title", title)
            .texts("recipients", recipient)
            .choice("secrecy", "SECRECY_MARK_", secrecy)
            .number("copy_number", copy)
            .external(external)
            .text("acted_on", on)
    }
}

/// Record a signature.
struct SignDocument: Verb {
    static let configuration = help(
        "sign",
        "Record the signature on a draft; KT., TL. and TUQ. rest on a delegation",
        example: "document sign YourDocumentId --office H29.02.GD --mode head --signature valid"
    )
    static let method = "DocumentService/SignDocument"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Option(help: ArgumentHelp("Office that signed", valueName: "code"))
    var office: String

    @Option(
        help: ArgumentHelp(
            "head, collective (TM.), deputy (KT.), order (TL.), authorised (TUQ.) or acting (Q.)",
            valueName: "mode"
        )
    )
    var mode: String

    @Option(
        help: ArgumentHelp(
            "How the digital signature was found: valid or unchecked; or scan",
            valueName: "outcome"
        )
    )
    var signature: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("office", office)
            .choice("mode", "SIGNING_MODE_", mode)
            .choice("signature", "SIGNATURE_CHECK_", signature)
            .text("acted_on", on)
    }
}

/// Issue a signed document.
struct IssueDocument: Verb {
    static let configuration = help(
        "issue",
        "Issue a signed document: with a number from the register here, with a given one, or none",
        example: "document issue YourDocumentId --symbol TB-SNV"
    )
    static let method = "DocumentService/IssueDocument"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Option(help: ArgumentHelp("Symbol after a number that is allocated here", valueName: "text"))
    var symbol: String?

    @Option(help: ArgumentHelp("Number that the document system gave", valueName: "number"))
    var number: String?

    @Option(help: ArgumentHelp("Day of the issue; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("symbol", symbol)
            .text("number", number)
            .text("acted_on", on)
    }
}

/// Enter the number that came after the issue.
struct NumberDocument: Verb {
    static let configuration = help(
        "number",
        "Enter the number that the document system gave after the issue",
        example: "document number YourDocumentId --number 15/TB-SNV --date 2026-07-14"
    )
    static let method = "DocumentService/NumberDocument"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Option(help: ArgumentHelp("The number", valueName: "number"))
    var number: String

    @Option(help: ArgumentHelp("Day of issue in that system", valueName: "yyyy-mm-dd"))
    var date: String

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("number", number)
            .text("issued_on", date)
    }
}
