import Foundation
import Storage
import Testing

@Suite("The head file")
struct HeadFileTests {
    @Test("the last head that was written is read")
    func roundTrip() throws {
        let directory = try TemporaryDirectory()
        let file = HeadFile(path: directory.path + "/head")
        #expect(try file.read() == nil)
        for position in [0, 1, .max] as [UInt64] {
            let head = HeadFile.Head(position: position, hash: [0x00, 0x0A, 0xFF])
            try file.write(head)
            #expect(try HeadFile(path: directory.path + "/head").read() == head)
        }
        #expect(try directory.files(ending: "") == [directory.path + "/head"])
    }

    @Test(
        "another content is refused",
        arguments: [
            "", "\n", "kntc-head-1 5 0a", "kntc-head-1 5 0\n", "kntc-head-1 5 0g\n",
            "kntc-head-1 -5 0a\n", "kntc-head-1 0a\n", "kntc-head-1  5 0a\n",
            "kntc-head-1 5 0a 0a\n", "kntc-head-2 5 0a\n",
        ]
    )
    func refusesOtherContent(content: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/head"
        try Data(content.utf8).write(to: URL(fileURLWithPath: path))
        #expect {
            try HeadFile(path: path).read()
        } throws: { error in
            guard case StorageError.malformed = error else { return false }
            return true
        }
    }

    @Test("a directory that is not there is an error, not a silent loss")
    func missingDirectory() throws {
        let directory = try TemporaryDirectory()
        let file = HeadFile(path: directory.path + "/absent/head")
        #expect {
            try file.write(HeadFile.Head(position: 1, hash: []))
        } throws: { error in
            guard case StorageError.io = error else { return false }
            return true
        }
    }
}
