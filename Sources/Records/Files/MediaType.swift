import CMagic
import Synchronization

/// Tells what a file is by its content; what its name says counts for nothing.
package final class MediaTypes: Sendable {
    /// The library's handle, which one thread at a time may use; it lives as long as this object.
    @safe private struct Cookie: @unchecked Sendable {
        let pointer: magic_t
    }

    private let cookie: Mutex<Cookie>?

    /// Loads the library's tables; without them every file is of an unknown type.
    package init() {
        guard let pointer = unsafe magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS) else {
            cookie = nil
            return
        }
        guard unsafe magic_load(pointer, nil) == 0 else {
            unsafe magic_close(pointer)
            cookie = nil
            return
        }
        cookie = unsafe Mutex(Cookie(pointer: pointer))
    }

    deinit {
        cookie?.withLock { cookie in unsafe magic_close(cookie.pointer) }
    }

    /// The media type of a file that begins with some bytes, "application/pdf".
    package func type(of head: [UInt8]) -> String {
        let found = cookie?.withLock { cookie in
            unsafe head.withUnsafeBytes { bytes in
                unsafe magic_buffer(cookie.pointer, bytes.baseAddress, bytes.count)
                    .map { unsafe String(cString: $0) }
            }
        }
        return (found ?? nil) ?? "application/octet-stream"
    }

    /// Whether files of a type may be kept: programs and scripts are no evidence, and officers
    /// open what they are given.
    package static func isAllowed(_ type: String) -> Bool {
        !refused.contains(type)
    }

    private static let refused: Set = [
        "application/x-dosexec", "application/x-executable", "application/x-pie-executable",
        "application/x-sharedlib", "application/x-mach-binary", "application/x-msdownload",
        "application/vnd.microsoft.portable-executable", "application/x-ms-shortcut",
        "application/java-archive", "application/javascript", "text/javascript",
        "text/x-shellscript", "text/x-msdos-batch", "text/x-python", "text/x-perl", "text/html",
    ]
}
