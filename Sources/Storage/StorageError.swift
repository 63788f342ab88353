/// Why a store refused or failed; no case carries a key or a value, which may name a person.
package enum StorageError: Error, Hashable, Sendable {
    /// Another process, or another store in this one, has the directory open.
    case locked(path: String)
    /// The keyspace is in the store but not known here, or used here but never opened.
    case unknownKeyspace(String)
    /// A key was empty or too long.
    case keyLength(found: Int, max: Int)
    /// A value was longer than its keyspace accepts.
    case valueTooLong(Keyspace, found: Int, max: Int)
    /// A command wrote more keys than one command may.
    case commandTooManyKeys(max: Int)
    /// A command wrote more bytes than one command may.
    case commandTooLarge(max: Int)
    /// A command wrote while it was scanning, which would move the scan under its own feet.
    case writeDuringScan
    /// Too many commands wait; the caller may try again later.
    case queueFull(max: Int)
    /// Too little of the disk is free; the store still reads, and writes again once there is room.
    case diskFull(freeBytes: UInt64, neededBytes: UInt64)
    /// The store has been closed.
    case closed
    /// The engine found stored bytes that are not what was written.
    case corruption(String)
    /// The engine or the system failed to read or write.
    case io(String)
    /// A stored key, head file or value does not have the form that its reader expects.
    case malformed(expected: String, found: String)
}

extension StorageError: CustomStringConvertible {
    /// One sentence for a log or an operator.
    package var description: String {
        switch self {
        case .locked(let path):
            "the store at \(path) is already open; stop the other process that uses it first"
        case .unknownKeyspace(let name):
            "the keyspace \(name) is not known here; a newer version made a store that has it"
        case .keyLength(let found, let max):
            "expected a key of 1 to \(max) bytes, found \(found)"
        case .valueTooLong(let keyspace, let found, let max):
            "expected a value of at most \(max) bytes in \(keyspace), found \(found)"
        case .commandTooManyKeys(let max):
            "expected a command that writes at most \(max) keys, found more"
        case .commandTooLarge(let max):
            "expected a command that writes at most \(max) bytes, found more"
        case .writeDuringScan:
            "expected a command to write after its scans, found a write inside one"
        case .queueFull(let max):
            "\(max) commands already wait for the writer"
        case .diskFull(let freeBytes, let neededBytes):
            "expected \(neededBytes) bytes free on the disk of the store, found \(freeBytes)"
        case .closed:
            "the store is closed"
        case .corruption(let message):
            "the store is damaged: \(message)"
        case .io(let message):
            "the store could not be read or written: \(message)"
        case .malformed(let expected, let found):
            "expected \(expected), found \(found)"
        }
    }
}
