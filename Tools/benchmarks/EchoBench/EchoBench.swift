import ArgumentParser

/// What the doors cost by themselves: an echo served at all of them, and callers that ask for it.
@main
struct EchoBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kntc-echo",
        abstract: "Serve an echo at both doors, and load the ttrpc one",
        discussion: """
            Example:
              kntc-echo serve --ttrpc 7510 --grpc 7511
              kntc-echo load --port 7510 --connections 64 --in-flight 16 --seconds 5
            """,
        subcommands: [EchoServe.self, EchoLoad.self]
    )
}
