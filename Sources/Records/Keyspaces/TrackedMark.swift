import Casework
import Messages
import Storage

/// What an entry of a tracked range says beside its key, so that it is counted without a look at
/// its record.
struct TrackedMark: Hashable {
    /// Whose ranges hold the same entry and come before this one: of ranges that are read as one,
    /// the first that holds an entry counts it.
    let earlier: [String]
    /// The file as which the record is kept; nil for a record that is kept by itself.
    let file: RecordReference?

    /// Takes whose ranges come before, and the file.
    init(earlier: [String], file: RecordReference?) {
        self.earlier = earlier
        self.file = file
    }

    /// Reads what `bytes` made.
    init(_ decoder: inout TupleDecoder) throws {
        var earlier: [String] = []
        while try decoder.bool() { earlier.append(try decoder.string()) }
        self.earlier = earlier
        file =
            try decoder.bool()
            ? RecordReference(
                kind: RecordKind(rawValue: Int32(clamping: try decoder.int64())),
                id: try decoder.string()
            ) : nil
    }

    /// As it stands at the beginning of the value.
    var bytes: [UInt8] {
        let encoder = earlier.reduce(TupleEncoder()) {
            $0.adding(bool: true).adding(string: $1)
        }
        .adding(bool: false)
        return file.map { encoder.adding(bool: true).adding($0).bytes }
            ?? encoder.adding(bool: false).bytes
    }

    /// Whether a value tells of nobody before and of no file, as almost all do.
    static func isPlain(_ value: RawSpan) -> Bool {
        guard value.byteCount >= 2 else { return false }
        return unsafe value.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt16.self) == 0
    }

    /// The time limit in a value of what is due.
    static func deadline(inDueValue value: [UInt8]) throws -> Deadline {
        var decoder = TupleDecoder(value)
        _ = try TrackedMark(&decoder)
        return try Deadline(serialized: decoder.rest)
    }
}

extension FiledRecord {
    /// The file as which a record is kept that is kept from nobody by itself.
    var keptAs: RecordReference? { Self.recordKind.isKeptByFile ? about : nil }
}

extension RecordKind {
    /// Whether records of the kind are kept from nobody by themselves, but as the file is that they
    /// are about.
    var isKeptByFile: Bool { self == .transfer || self == .consultation }
}
