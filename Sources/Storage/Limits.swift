/// The limits that every engine keeps, so that a command accepted by one is accepted by all.
package enum Limits {
    /// The longest key, in bytes.
    package static let keyMaxBytes = 1024

    /// The longest value of an ordinary keyspace, in bytes.
    package static let valueMaxBytes = 64 << 10

    /// The longest value of a keyspace of blobs, in bytes: a chunk of 256 KiB and its sealing.
    package static let blobChunkMaxBytes = (256 << 10) + 1024

    /// The most keys that one command writes.
    package static let commandMaxKeys = 1000

    /// The most bytes, keys and values, that one command writes.
    package static let commandMaxBytes = 1 << 20

    /// The most commands that share one synced write.
    package static let groupMaxCommands = 256

    /// The most bytes, keys and values, that share one synced write.
    package static let groupMaxBytes = 4 << 20

    /// The most commands that wait for the writer; one more is refused.
    package static let queueMaxCommands = 4096

    /// Writes are refused when less of the disk is free, in bytes.
    package static let freeMinBytes: UInt64 = 2 << 30

    /// Writes are refused when a smaller part of the disk is free, in percent.
    package static let freeMinPercent: UInt64 = 5
}
