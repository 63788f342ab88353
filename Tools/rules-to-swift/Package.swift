// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the server's builds never see a YAML parser.
let package = Package(
    name: "rules-to-swift",
    dependencies: [.package(url: "https://github.com/jpsim/Yams", exact: "6.2.2")],
    targets: [
        .executableTarget(
            name: "RulesToSwift",
            dependencies: [.product(name: "Yams", package: "Yams")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("ImmutableWeakCaptures"),
                .enableUpcomingFeature("InferIsolatedConformances"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .strictMemorySafety(),
                .treatAllWarnings(as: .error),
                .treatWarning("DeprecatedDeclaration", as: .warning),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
