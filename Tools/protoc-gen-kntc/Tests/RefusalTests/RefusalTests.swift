import Foundation
import Testing

/// Runs protoc with the plugin that this build has made, on one proto at a time.
@Suite("What the contract may not hold is refused with its place and reason")
struct RefusalTests {
    struct Row: CustomTestStringConvertible {
        let name: String
        let proto: String
        /// Part of what is said; nil when the proto is taken.
        let reason: String?

        var testDescription: String { name }
    }

    private static let stated = "[(sensitivity) = SENSITIVITY_INTERNAL]"

    private static func message(_ body: String, name: String = "M") -> String {
        "// A message.\nmessage \(name) {\n\(body)\n}\n"
    }

    private static func method(
        _ request: String = "M",
        _ reply: String = "M",
        effect: String? = "READ",
        permission: String? = "x"
    ) -> String {
        let options =
            (effect.map { "option (effect) = EFFECT_\($0); " } ?? "")
            + (permission.map { "option (permission) = \"\($0)\";" } ?? "")
        return message("// The id.\nstring request_id = 1 \(stated);")
            + "// A service.\nservice TestService {\n// A method.\n"
            + "rpc Do(\(request)) returns (\(reply)) { \(options) }\n}\n"
    }

    private static let taken: [Row] = [
        Row(name: "message", proto: message("// A field.\nstring a = 1 \(stated);"), reason: nil),
        Row(name: "READ method", proto: method(), reason: nil),
        Row(name: "WRITE method", proto: method("M", "Receipt", effect: "WRITE"), reason: nil),
        Row(name: "STREAM method", proto: method("M", "stream M", effect: "STREAM"), reason: nil),
        Row(name: "REVEAL method", proto: method(effect: "REVEAL"), reason: nil),
    ]

    private static let messages: [Row] = [
        Row(
            name: "recursion",
            proto: message("// A field.\nrepeated M m = 1 \(stated);"),
            reason: "kntc.v1.M: is recursive"
        ),
        Row(
            name: "recursion through another type",
            proto: message("// A field.\nN n = 1 \(stated);")
                + message("// A field.\nM m = 1 \(stated);", name: "N"),
            reason: "kntc.v1.M: is recursive"
        ),
        Row(
            name: "optional",
            proto: message("// A field.\noptional string a = 1 \(stated);"),
            reason: "kntc.v1.M.a: write a one-member oneof instead"
        ),
        Row(
            name: "map",
            proto: message("// A field.\nmap<string, string> a = 1 \(stated);"),
            reason: "kntc.v1.M.a: maps have no order"
        ),
        Row(
            name: "message inside a message",
            proto: message("// Inside.\nmessage N {}"),
            reason: "kntc.v1.M: nests a message"
        ),
        Row(
            name: "enum inside a message",
            proto: message("// Inside.\nenum E {\n// Zero.\nE_UNSPECIFIED = 0;\n}"),
            reason: "kntc.v1.M: nests an enum"
        ),
        Row(
            name: "field without sensitivity",
            proto: message("// A field.\nstring a = 1;"),
            reason: "kntc.v1.M.a: states no sensitivity"
        ),
        Row(
            name: "message without comment",
            proto: "message M {}",
            reason: "kntc.v1.M: has no comment"
        ),
        Row(
            name: "field without comment",
            proto: message("string a = 1 \(stated);"),
            reason: "kntc.v1.M.a: has no comment"
        ),
        Row(
            name: "enum without comment",
            proto: "enum E {\n// Zero.\nE_UNSPECIFIED = 0;\n}",
            reason: "kntc.v1.E: has no comment"
        ),
        Row(
            name: "enum value without comment",
            proto: "// An enum.\nenum E { E_UNSPECIFIED = 0; }",
            reason: "E_UNSPECIFIED: has no comment"
        ),
        Row(
            name: "enum value without its enum's name",
            proto: "// An enum.\nenum E {\n// Zero.\nZERO = 0;\n}",
            reason: "ZERO: does not begin with E_"
        ),
        Row(
            name: "enum value named unknown",
            proto: "// An enum.\nenum E {\n// Zero.\nE_UNKNOWN = 0;\n}",
            reason: "E_UNKNOWN: is the case for values of newer builds"
        ),
    ]

    private static let methods: [Row] = [
        Row(
            name: "service without comment",
            proto: message("") + "service TestService {}",
            reason: "kntc.v1.TestService: has no comment"
        ),
        Row(
            name: "method without effect",
            proto: method(effect: nil),
            reason: "kntc.v1.TestService.Do: states no effect"
        ),
        Row(
            name: "method without permission",
            proto: method(permission: nil),
            reason: "kntc.v1.TestService.Do: states no permission"
        ),
        Row(
            name: "method with an empty permission",
            proto: method(permission: ""),
            reason: "kntc.v1.TestService.Do: states no permission"
        ),
        Row(
            name: "READ method with a stream",
            proto: method("M", "stream M"),
            reason: "its effect and its kind disagree"
        ),
        Row(
            name: "STREAM method without a stream",
            proto: method(effect: "STREAM"),
            reason: "its effect and its kind disagree"
        ),
        Row(
            name: "stream from the client",
            proto: method("stream M"),
            reason: "streams from the client"
        ),
        Row(
            name: "WRITE method without a receipt",
            proto: method(effect: "WRITE"),
            reason: "a write answers with a Receipt"
        ),
        Row(
            name: "REVEAL method with a receipt",
            proto: method("M", "Receipt", effect: "REVEAL"),
            reason: "what reveals answers with what was sealed"
        ),
        Row(
            name: "REVEAL method without request_id",
            proto: message("", name: "N") + method("N", "M", effect: "REVEAL"),
            reason: "the request of a write begins with string request_id = 1"
        ),
        Row(
            name: "WRITE method without request_id",
            proto: message("", name: "N") + method("N", "Receipt", effect: "WRITE"),
            reason: "begins with string request_id = 1"
        ),
        Row(
            name: "WRITE method with request_id of another type",
            proto: message("// The id.\nbytes request_id = 1 \(stated);", name: "N")
                + method("N", "Receipt", effect: "WRITE"),
            reason: "begins with string request_id = 1"
        ),
    ]

    @Test(arguments: taken + messages + methods)
    func isJudged(row: Row) throws {
        let head = """
            syntax = "proto3";
            package kntc.v1;
            import "kntc/v1/options.proto";
            import "kntc/v1/common.proto";

            """
        let complaint = try Self.generate(head + row.proto)
        guard let reason = row.reason else {
            #expect(complaint == nil)
            return
        }
        #expect(complaint?.contains(reason) == true, "\(complaint ?? "was taken")")
    }

    /// What protoc says when the plugin refuses; nil when it does not.
    private static func generate(_ proto: String) throws -> String? {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(proto.utf8).write(to: folder.appending(path: "refused.proto"))
        let package = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let protos = package.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Protos").path
        let plugin = package.appending(path: ".build/debug/protoc-gen-kntc").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/protoc")
        process.arguments = [
            "--plugin=protoc-gen-kntc=\(plugin)", "--kntc_out=\(folder.path)",
            "-I\(folder.path)", "-I\(protos)", "-I/usr/include", "refused.proto",
        ]
        let complaint = Pipe()
        process.standardError = complaint
        try process.run()
        let text = try complaint.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? nil : String(decoding: text, as: UTF8.self)
    }
}
