// swift-tools-version: 6.2
// The plugin that turns the contract into Swift values. Its own package, so that the product
// does not depend on swift-protobuf.
import PackageDescription

let package = Package(
    name: "protoc-gen-kntc",
    dependencies: [
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0")
    ],
    targets: [
        .executableTarget(
            name: "protoc-gen-kntc",
            dependencies: [
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
                .product(name: "SwiftProtobufPluginLibrary", package: "swift-protobuf"),
            ]
        ),
        .testTarget(name: "RefusalTests", dependencies: ["protoc-gen-kntc"]),
    ],
    swiftLanguageModes: [.v6]
)
