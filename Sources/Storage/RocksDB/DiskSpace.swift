import Glibc

/// How much of a disk is free.
package struct DiskSpace: Hashable, Sendable {
    /// The bytes that an ordinary process may still use.
    package let freeBytes: UInt64

    /// The bytes of the whole disk.
    package let totalBytes: UInt64

    /// States how much of a disk is free.
    package init(freeBytes: UInt64, totalBytes: UInt64) {
        self.freeBytes = freeBytes
        self.totalBytes = totalBytes
    }

    /// The space of the disk that holds a path, or nil when the system does not say.
    package static func ofDisk(holding path: String) -> DiskSpace? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        return DiskSpace(
            freeBytes: UInt64(status.f_bavail) * UInt64(status.f_frsize),
            totalBytes: UInt64(status.f_blocks) * UInt64(status.f_frsize)
        )
    }

    /// Refuses a write that would eat into the reserve, which compaction and repair need.
    var refusal: StorageError? {
        let part = totalBytes / 100 * Limits.freeMinPercent
        let needed = max(Limits.freeMinBytes, part)
        return freeBytes < needed ? .diskFull(freeBytes: freeBytes, neededBytes: needed) : nil
    }
}
