/// The name of one ordered map of keys to values inside a store.
package struct Keyspace: RawRepresentable, Hashable, Sendable {
    /// The name as it stands on disk.
    package let rawValue: String

    /// Names a keyspace.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

extension Keyspace: CustomStringConvertible {
    /// The name as it stands on disk.
    package var description: String { rawValue }
}

/// What a store must know of a keyspace before it is opened.
package struct KeyspaceDefinition: Hashable, Sendable {
    /// Where the values of a keyspace are kept.
    package enum Values: Hashable, Sendable {
        /// Beside their keys: records and indexes, read in order.
        case inline
        /// In files of their own, so that compaction moves the keys and leaves large values alone.
        case files
        /// In files of their own, written beside the queue of commands and never by one.
        case chunks
    }

    /// The keyspace that is defined.
    package let keyspace: Keyspace

    /// The largest value accepted, in bytes.
    package let valueMaxBytes: Int

    /// Where the values are kept.
    package let values: Values

    /// Defines a keyspace; without more, one of records or index entries.
    package init(
        _ keyspace: Keyspace,
        valueMaxBytes: Int = Limits.valueMaxBytes,
        values: Values = .inline
    ) {
        self.keyspace = keyspace
        self.valueMaxBytes = valueMaxBytes
        self.values = values
    }
}
