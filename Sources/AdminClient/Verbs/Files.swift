import ArgumentParser
import Foundation
import Messages
import RPC

/// Upload, list and fetch files of records.
struct FileNoun: AsyncParsableCommand {
    static let configuration = help(
        "file",
        "Upload, list and fetch files of records",
        example: "file list petition/YourPetitionId --identity officer@H29.02",
        subcommands: [
            UploadFile.self, GetUpload.self, GetFile.self, FetchFile.self, ListFiles.self,
        ]
    )
}

/// Upload a file and attach it to a record.
struct UploadFile: AsyncParsableCommand {
    static let configuration = help(
        "upload",
        "Upload a file and attach it to a record; run again to go on after a cut",
        example: "file upload don.pdf petition/YourPetitionId --kind letter"
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("The file, at most 500 MB", valueName: "path"))
    var path: String

    @OptionGroup var named: RecordArgument

    @Option(
        help: ArgumentHelp(
            "letter, authorisation, contested-decision, evidence, minutes, issued-document, "
                + "recording or other",
            valueName: "kind"
        )
    )
    var kind: String

    @Option(help: ArgumentHelp("Its name; the path's last part by default", valueName: "name"))
    var name: String?

    func run() async throws {
        let source = try FileSource(path)
        // The same file for the same record has the same id, so that a second run goes on.
        let id = FileSource.id(of: source.digest, named.record)
        let about = try Fields().record(named).json["record"] ?? .null
        let begin = Fields().text("id", id).text("size", String(source.size))
            .text("sha256", source.digest.base64).json
        var done = try await Session.with("FileService/BeginUpload", [begin], options) {
            try await $0.call(begin)
        }
        try await Session.with("FileService/PutChunk", [], options) { session in
            while let next = Int64(done["next_offset"]?.text ?? "0"), next < source.size {
                let bytes = try source.chunk(at: next)
                let chunk = Fields().text("id", id).text("offset", String(next))
                    .text("data", bytes.base64).text("sha256", FileSource.digest(bytes).base64)
                done = try await session.call(chunk.json)
                Terminal().progress("\(next * 100 / source.size) %")
            }
        }
        Terminal().progress(nil)
        let finish = Fields().text("id", id).json
        _ = try await Session.with("FileService/FinishUpload", [finish], options) {
            // The server reads the whole file once more.
            try await $0.call(finish, patience: 120)
        }
        let attach = Fields().text("upload_id", id)
            .choice("kind", "FILE_KIND_", kind)
            .text("name", name ?? URL(fileURLWithPath: path).lastPathComponent)
            .json.setting("about", to: about)
        try await Session.with("FileService/AttachFile", [attach], options) { session in
            options.show(try await session.call(attach), session.method.replyType)
        }
    }
}

/// Print how far an upload is.
struct GetUpload: Verb {
    static let configuration = help(
        "upload-status",
        "Print how far an upload is",
        example: "file upload-status YourUploadId"
    )
    static let method = "FileService/GetUpload"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the upload")
    var id: String

    func request() -> Fields {
        Fields().text("id", id)
    }
}

/// Print a file's facts.
struct GetFile: Verb {
    static let configuration = help(
        "get",
        "Print a file's facts",
        example: "file get YourFileId"
    )
    static let method = "FileService/GetFile"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the file")
    var id: String

    func request() -> Fields {
        Fields().text("id", id)
    }
}

/// Fetch a file in clear.
struct FetchFile: AsyncParsableCommand {
    static let configuration = help(
        "fetch",
        "Fetch a file in clear; the server verifies every part",
        example: "file fetch YourFileId -f don.pdf"
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the file")
    var id: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where to write it; must not exist", valueName: "path")
    )
    var file: String

    func run() async throws {
        try await Download(to: file).run("FileService/ReadFile", Fields().text("id", id), options)
    }
}

/// Fetch a sealed file that a reading told of.
struct FetchOriginal: AsyncParsableCommand {
    static let configuration = help(
        "fetch",
        "Fetch a sealed file that one's own reading told of, within 15 minutes of it",
        example: "identity fetch YourReadingId YourFileId -f don.pdf"
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the reading, as read prints it")
    var reading: String

    @Argument(help: "Id of the file, one of the reading's")
    var id: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where to write it; must not exist", valueName: "path")
    )
    var file: String

    func run() async throws {
        let request = Fields().text("reading", reading).text("file", id)
        try await Download(to: file).run("IdentityService/ReadOriginal", request, options)
    }
}

/// Writes the chunks of a file, as a method answers them, to a new file of this machine.
private struct Download {
    let path: String

    init(to path: String) throws(Failure) {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(usage: "\(path) exists already")
        }
        self.path = path
    }

    func run(_ method: String, _ request: Fields, _ options: GlobalOptions) async throws {
        var offset: Int64 = 0
        var size: Int64 = 1
        var target: FileHandle?
        try await Session.with(method, [request.json], options) { session in
            while offset < size {
                let chunk = try await session.call(request.text("offset", String(offset)).json)
                if target == nil {
                    // Only what the caller may read leaves a file behind.
                    _ = FileManager.default.createFile(atPath: path, contents: nil)
                    target = FileHandle(forWritingAtPath: path)
                }
                guard let target, let data = Data(base64Encoded: chunk["data"]?.text ?? "") else {
                    throw Failure(usage: "\(path) can not be written")
                }
                try target.write(contentsOf: data)
                offset = Int64(chunk["next_offset"]?.text ?? "") ?? size
                size = Int64(chunk["size"]?.text ?? "") ?? size
                Terminal().progress("\(offset * 100 / max(1, size)) %")
            }
        }
        Terminal().progress(nil)
        Terminal().note("\(path): \(size) bytes")
    }
}

/// List the files of a record.
struct ListFiles: ListVerb {
    static let configuration = help(
        "list",
        "List the files of a record",
        example: "file list petition/YourPetitionId --all"
    )
    static let method = "FileService/ListFiles"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var named: RecordArgument

    func request() throws -> Fields {
        try Fields().about(named.record)
    }
}
