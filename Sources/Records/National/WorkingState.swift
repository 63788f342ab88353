import Messages
import Storage

/// What is worked with but is no legal fact: not journalled, void after a restore.
package struct WorkingState {
    let view: any WriteView

    init(_ view: any WriteView) {
        self.view = view
    }

    /// The records beside it.
    package var records: RecordReader { RecordReader(view) }

    /// The lease of the national bridge; a free one when nobody ever took it.
    package func nationalLease() throws -> NationalLease {
        guard let bytes = try view.get(Keys.nationalLease, in: .work) else {
            return NationalLease(runID: "", expiresAtMs: 0, acknowledgedPosition: 0)
        }
        var decoder = TupleDecoder(bytes)
        return NationalLease(
            runID: try decoder.string(),
            expiresAtMs: try decoder.int64(),
            acknowledgedPosition: try decoder.int64()
        )
    }

    /// Sets the lease of the national bridge.
    package func set(_ lease: NationalLease) throws {
        let bytes = TupleEncoder().adding(string: lease.runID).adding(int64: lease.expiresAtMs)
            .adding(int64: lease.acknowledgedPosition).bytes
        try view.put(Keys.nationalLease, bytes, in: .work)
    }
}

/// Who may run as the bridge, until when, and how far it has come.
package struct NationalLease: Hashable, Sendable {
    /// The run that holds it; empty when it is free.
    package let runID: String
    /// When it ends, in milliseconds since 1970-01-01T00:00:00Z.
    package let expiresAtMs: Int64
    /// Everything up to this position has been answered.
    package let acknowledgedPosition: Int64

    /// Describes a lease.
    package init(runID: String, expiresAtMs: Int64, acknowledgedPosition: Int64) {
        self.runID = runID
        self.expiresAtMs = expiresAtMs
        self.acknowledgedPosition = acknowledgedPosition
    }
}
