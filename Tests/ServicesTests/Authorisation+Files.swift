import Messages
import TestSupport

extension Maker {
    private static func about(_ names: Names) -> RecordReference {
        RecordReference(kind: .petition, id: names.petition)
    }

    /// Files of records; uploads are the caller's own.
    static let files = [
        Maker(
            own: FileMethods.beginUpload,
            BeginUploadRequest(
                id: "strangerstrangerstranger00",
                size: 3,
                sha256: [UInt8](repeating: 1, count: 32)
            )
        ),
        Maker(FileMethods.putChunk) { PutChunkRequest(id: $0.petition, data: [1]) },
        Maker(FileMethods.getUpload) { GetUploadRequest(id: $0.petition) },
        Maker(FileMethods.finishUpload) { FinishUploadRequest(id: $0.petition) },
        Maker(FileMethods.attachFile) {
            AttachFileRequest(
                requestId: TestCaller.newRequestID(),
                uploadId: "absentabsentabsentabsent00",
                about: about($0),
                kind: .letter,
                name: "don.pdf"
            )
        },
        Maker(FileMethods.getFile) { GetFileRequest(id: $0.petition) },
        Maker(FileMethods.readFile) { ReadFileRequest(id: $0.petition) },
        Maker(FileMethods.listFiles) { ListFilesRequest(about: about($0)) },
    ]
}
