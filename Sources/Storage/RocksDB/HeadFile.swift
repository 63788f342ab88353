import Glibc

/// The last position and hash of a journal, as a small file beside the store.
///
/// A store that opens with less than its head file says has lost its tail; one with more was only
/// stopped before the file was written.
package struct HeadFile: Sendable {
    /// Where a journal ended.
    package struct Head: Hashable, Sendable {
        /// The position of the last entry.
        package let position: UInt64
        /// The hash of the last entry.
        package let hash: [UInt8]

        /// States where a journal ends.
        package init(position: UInt64, hash: [UInt8]) {
            self.position = position
            self.hash = hash
        }
    }

    private static let format = "kntc-head-1"
    private static let maxBytes = 1024
    private let path: String

    /// Names the file; its directory must be there when it is written.
    package init(path: String) {
        self.path = path
    }

    /// Replaces the head: after a crash the file holds the old one or the new one.
    ///
    /// Throws ``StorageError/io(_:)``. One writer at a time.
    package func write(_ head: Head) throws(StorageError) {
        let hash = head.hash.map { byte in
            String(byte >> 4, radix: 16) + String(byte & 0xF, radix: 16)
        }
        let line = "\(Self.format) \(head.position) \(hash.joined())\n"
        let temporary = path + ".new"
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        try withFile(temporary, flags) { (file) throws(StorageError) in
            let bytes = Array(line.utf8)
            let written = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(file, $0.baseAddress, $0.count)
            }
            guard written == bytes.count else { throw failure("write") }
            guard fsync(file) == 0 else { throw failure("sync") }
        }
        guard unsafe rename(temporary, path) == 0 else { throw failure("rename") }
        // The new name is durable only with its directory.
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        try withFile(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) { (file) throws(StorageError) in
            guard fsync(file) == 0 else { throw failure("sync the directory") }
        }
    }

    /// The head, or nil when none was ever written.
    ///
    /// Throws ``StorageError/malformed(expected:found:)`` or ``StorageError/io(_:)``.
    package func read() throws(StorageError) -> Head? {
        guard unsafe access(path, F_OK) == 0 || errno != ENOENT else { return nil }
        var bytes = [UInt8](repeating: 0, count: Self.maxBytes)
        try withFile(path, O_RDONLY | O_CLOEXEC) { (file) throws(StorageError) in
            let count = unsafe bytes.withUnsafeMutableBytes {
                unsafe Glibc.read(file, $0.baseAddress, $0.count)
            }
            guard count >= 0 else { throw failure("read") }
            bytes.removeSubrange(count...)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.dropLast().split(separator: " ", omittingEmptySubsequences: false)
        guard text.last == "\n", parts.count == 3, parts[0] == Self.format,
            let position = UInt64(parts[1]), let hash = Self.bytes(hexadecimal: parts[2])
        else {
            throw .malformed(
                expected: "a head file of the form \(Self.format)",
                found: "\(bytes.count) other bytes"
            )
        }
        return Head(position: position, hash: hash)
    }

    private static func bytes(hexadecimal text: Substring) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }

    private func withFile(
        _ path: String,
        _ flags: Int32,
        _ body: (Int32) throws(StorageError) -> Void
    ) throws(StorageError) {
        let file = unsafe open(path, flags, 0o600)
        guard file >= 0 else { throw failure("open") }
        defer { _ = close(file) }
        try body(file)
    }

    private func failure(_ action: String) -> StorageError {
        .io("cannot \(action) the head file at \(path): error \(errno)")
    }
}
