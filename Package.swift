// swift-tools-version: 6.2
import PackageDescription

// Set by Tools/fuzz, which builds apart: its instrumentation is no part of the product.
let isFuzzed = Context.environment["KNTC_FUZZ"] != nil
let coverage: [SwiftSetting] = isFuzzed ? [.unsafeFlags(["-sanitize=fuzzer"])] : []
let strict: [SwiftSetting] =
    coverage + [
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

let arguments: Target.Dependency =
    .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let instrumentation: Target.Dependency =
    .product(name: "Instrumentation", package: "swift-distributed-tracing")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let lifecycle: Target.Dependency =
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTP2: Target.Dependency = .product(name: "NIOHTTP2", package: "swift-nio-http2")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let serviceContext: Target.Dependency =
    .product(name: "ServiceContextModule", package: "swift-service-context")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let swiftASN1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")

let package = Package(
    name: "kntc",
    products: [
        .executable(name: "kntc-server", targets: ["Server"]),
        .executable(name: "kntc-admin", targets: ["AdminClient"]),
        .executable(name: "kntc-bridge", targets: ["NationalBridge"]),
        .executable(name: "kntc-load", targets: ["LoadGenerator"]),
        .executable(name: "kntc-echo", targets: ["EchoBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", exact: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-service-context", exact: "1.5.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", exact: "0.10.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        // The rooms, from the ground up; an arrow that is not here does not compile.
        .target(name: "CMessages", cSettings: [.headerSearchPath("include")]),
        .target(name: "Messages", dependencies: ["CMessages"], swiftSettings: strict),
        .target(
            name: "Casework",
            dependencies: ["Messages"],
            exclude: ["Rules/rules.yaml", "Rules/calendar.yaml"],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CRocksDB", providers: [.apt(["librocksdb-dev"])]),
        .target(name: "Storage", dependencies: ["CRocksDB"], swiftSettings: strict),
        .systemLibrary(name: "CMagic", providers: [.apt(["libmagic-dev"])]),
        .target(
            name: "Records",
            dependencies: [
                "CMagic", "Casework", "Messages", "Storage", crypto, cryptoExtras,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "RPC",
            dependencies: [
                "Messages", instrumentation, logging, lifecycle, nioCore, nioPosix, serviceContext,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "GRPC",
            dependencies: [
                "Messages", "RPC", nioCore, nioHTTP1, nioHTTP2,
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Certificates",
            dependencies: [
                "Casework", "Messages", "RPC", crypto, logging, nioCore, nioSSL, nioTLS, swiftASN1,
                x509,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Services",
            dependencies: [
                "Casework", "Certificates", "Messages", "RPC", "Records", "Storage", crypto,
                logging,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "IdentityProvider",
            dependencies: ["Services", jwtKit],
            swiftSettings: strict
        ),

        // The programs: wiring only.
        .systemLibrary(name: "CProcess"),
        .executableTarget(
            name: "Server",
            dependencies: [
                "CProcess", "Casework", "Certificates", "GRPC", "IdentityProvider", "Messages",
                "RPC",
                "Records", "Services", "Storage",
                .product(name: "Configuration", package: "swift-configuration"),
                arguments, crypto, lifecycle, logging, nioCore, nioHTTP1, nioPosix, signals,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "AdminClient",
            dependencies: [
                "CProcess", "Certificates", "Messages", "RPC",
                .product(name: "SwiftCSV", package: "SwiftCSV"),
                arguments, crypto,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "NationalBridge",
            dependencies: [
                "CProcess", "Casework", "Certificates", "Messages", "RPC",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                arguments, crypto, logging, nioCore, nioHTTP1, signals,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "LoadGenerator",
            dependencies: [
                "Casework", "Messages", "RPC", "Records", "Storage", arguments, crypto,
            ],
            path: "Tools/benchmarks/LoadGenerator",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "EchoBench",
            dependencies: [
                "Certificates", "GRPC", "RPC", arguments, lifecycle, logging, nioCore, nioPosix,
                signals,
            ],
            path: "Tools/benchmarks/EchoBench",
            swiftSettings: strict
        ),

        // The tests, a folder for each room.
        .target(
            name: "TestSupport",
            dependencies: [
                "Casework", "Messages", "RPC", "Records", "Services", "Storage", crypto, logging,
                nioCore, nioPosix,
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .target(name: "TestSeeds", path: "Tests/TestSeeds", swiftSettings: strict),
        .target(
            name: "TestFaults",
            dependencies: [nioCore, nioPosix],
            path: "Tests/TestFaults",
            swiftSettings: strict
        ),
        .testTarget(
            name: "MessagesTests",
            dependencies: ["CMessages", "Messages", "TestSeeds"],
            exclude: ["oracle.py"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CaseworkTests",
            dependencies: ["Casework", "Messages", "TestSeeds", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Storage", "TestSeeds"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RecordsTests",
            dependencies: [
                "Casework", "Messages", "Records", "Storage", "TestSeeds", "TestSupport", crypto,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RPCTests",
            dependencies: [
                "Messages", "RPC", "TestFaults", "TestSeeds", lifecycle, logging, nioCore,
                nioEmbedded, nioPosix, serviceContext,
                .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "InteropServer",
            dependencies: ["GRPC", "Messages", "RPC", arguments, logging, nioCore],
            path: "Tests/InteropServer",
            swiftSettings: strict
        ),
        .testTarget(
            name: "GRPCTests",
            dependencies: [
                "GRPC", "Messages", "RPC", "TestSeeds", logging, nioCore, nioEmbedded, nioHTTP2,
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CertificatesTests",
            dependencies: [
                "Certificates", "Messages", "RPC", crypto, logging, nioCore, nioEmbedded, nioPosix,
                nioSSL, swiftASN1, x509,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ServicesTests",
            dependencies: [
                "Casework", "Certificates", "Messages", "RPC", "Records", "Services", "Storage",
                "TestFaults", "TestSeeds", "TestSupport", crypto, logging,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "IdentityProviderTests",
            dependencies: ["IdentityProvider", "Services", cryptoExtras, jwtKit],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AdminClientTests",
            dependencies: ["AdminClient", "Messages", "RPC", "TestSeeds", arguments],
            swiftSettings: strict
        ),
        .testTarget(
            name: "NationalBridgeTests",
            dependencies: [
                "Messages", "NationalBridge", "RPC", logging, nioCore, nioHTTP1, nioPosix,
            ],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)

if isFuzzed {
    package.products = [.executable(name: "kntc-fuzz", targets: ["Fuzz"])]
    package.targets.append(
        .executableTarget(
            name: "Fuzz",
            dependencies: ["GRPC", "Messages", "RPC", logging, nioCore, nioEmbedded],
            path: "Tools/fuzzing/Fuzz",
            swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]
        )
    )
}
