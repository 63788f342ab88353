// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
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

let package = Package(
    name: "kntc",
    targets: [
        .target(name: "CMessages", cSettings: [.headerSearchPath("include")]),
        .target(name: "Messages", dependencies: ["CMessages"], swiftSettings: strict),
        .target(
            name: "Casework",
            dependencies: ["Messages"],
            exclude: ["Rules/rules.yaml", "Rules/calendar.yaml"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
