import ArgumentParser
import Foundation
import Messages

/// List signers beside the parties of a petition.
struct AddSigners: Verb {
    /// Signers that one call lists.
    private static let atOnce = 100

    static let configuration = help(
        "add-signers",
        "List signers beside the parties of a petition, from a file of any length",
        example: "petition add-signers YourPetitionId -f signers.csv"
    )
    static let method = "PetitionService/AddSigners"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var id: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "JSON array of parties, or CSV with the columns full_name, id_number, address, phone",
            valueName: "file"
        )
    )
    var file: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() throws -> Fields {
        Fields().text("id", id).values("signers", try signers()).text("acted_on", on)
    }

    func run() async throws {
        let signers = try signers()
        let requests = stride(from: 0, to: max(signers.count, 1), by: Self.atOnce).map { start in
            Fields().text("id", id)
                .values("signers", Array(signers.dropFirst(start).prefix(Self.atOnce)))
                .text("acted_on", on).json
        }
        // Each call has a name of its own, made of the one that was given.
        let name = options.requestId ?? UUID().uuidString.lowercased()
        try await Session.with(Self.method, requests, options) { session in
            for (index, request) in requests.enumerated() {
                let reply = try await session.call(request, requestID: "\(name)-\(index + 1)")
                options.show(reply, session.method.replyType)
                if requests.count > 1 {
                    let done = min((index + 1) * Self.atOnce, signers.count)
                    Terminal().note("\(done) of \(signers.count) signers listed")
                }
            }
        }
    }

    private func signers() throws -> [JSONValue] {
        guard file.hasSuffix(".csv") else { return try Input.json(at: file).elements }
        return try Input.rows(at: file).map { row in
            Fields().text("role", "PARTY_ROLE_SENDER").text("kind", "PARTY_KIND_PERSON")
                .text("full_name", row["full_name"]).text("id_number", row["id_number"])
                .text("address.text", row["address"]).text("phone", row["phone"]).json
        }
    }
}

/// Record that one signer withdrew.
struct WithdrawSigner: Verb {
    static let configuration = help(
        "withdraw-signer",
        "Record that one signer withdrew; the petition goes on with the others",
        example: "petition withdraw-signer YourSignerId --paper 12/ĐR"
    )
    static let method = "PetitionService/WithdrawSigner"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the signer")
    var id: String

    @Option(help: ArgumentHelp("Number of the paper of withdrawal", valueName: "number"))
    var paper: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields().text("id", id).text("paper_number", paper).text("acted_on", on)
    }
}

/// List the signers of a petition.
struct ListSigners: ListVerb {
    static let configuration = help(
        "signers",
        "List the signers of a petition, without names",
        example: "petition signers YourPetitionId --all"
    )
    static let method = "PetitionService/ListSigners"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "Id of the petition")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Print who a signer is.
struct SignerIdentityVerb: Verb {
    static let configuration = help(
        "signer-identity",
        "Print who a signer is",
        example: "petition signer-identity YourSignerId"
    )
    static let method = "PetitionService/GetSignerIdentity"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the signer")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Record that originals went back by themselves.
struct ReturnOriginals: Verb {
    static let configuration = help(
        "return-originals",
        "Record that originals went back by themselves, after a refusal or found later",
        example: "petition return-originals YourPetitionId --number 9/PT --date 2026-07-20"
    )
    static let method = "PetitionService/ReturnOriginals"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var document: DocumentOptions

    @Argument(help: "Id of the petition")
    var id: String

    func request() -> Fields { Fields().text("id", id).document("document", document) }
}
