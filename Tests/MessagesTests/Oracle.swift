import CMessages
import Foundation

@testable import Messages

/// libprotobuf's opinion on messages, asked for many at once.
enum Oracle {
    struct Silent: Error {}

    /// The canonical bytes of each message, nil where libprotobuf refuses it.
    static func canonical(
        _ questions: [(type: any Message.Type, bytes: [UInt8])]
    ) throws -> [[UInt8]?] {
        let set = unsafe UnsafeBufferPointer(
            start: kntc_descriptor_set_bytes(),
            count: kntc_descriptor_set_count()
        )
        var input = unsafe hexadecimal(set) + "\n"
        for question in questions {
            input += "\(question.type.typeName) \(hexadecimal(question.bytes))\n"
        }
        let lines = try run(input).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == questions.count + 1 else { throw Silent() }
        return try lines.dropLast().map { $0 == "-" ? nil : try bytes($0) }
    }

    private static func run(_ input: String) throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "oracle.py")
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [script.path]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        // It complains there of the broken texts that it refuses.
        process.standardError = FileHandle.nullDevice
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Silent() }
        return String(decoding: answer, as: UTF8.self)
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    private static func bytes(_ text: Substring) throws -> [UInt8] {
        let digits = Array(text.utf8)
        return try stride(from: 0, to: digits.count, by: 2).map { place in
            let pair = String(decoding: digits[place...(place + 1)], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { throw Silent() }
            return byte
        }
    }
}
