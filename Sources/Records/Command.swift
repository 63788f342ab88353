package import Casework
package import Messages

/// A write: who asks, what for, and the decision to take on the writer's thread.
package struct Command: Sendable {
    /// Who asks.
    package let principal: Principal
    /// The method, for the journal.
    package let method: String
    /// The caller's request id.
    package let requestID: String
    /// The request's bytes, to tell a repeat from a reuse.
    package let body: [UInt8]
    /// Whether the body tells who somebody is.
    package let namesSomebody: Bool
    /// Decides in values.
    ///
    /// Runs on the writer's thread and sees every write before it.
    package let decide: @Sendable (RecordReader) throws -> Decided
    /// Opens again, for a repeat, what the entry of the first time tells of; only where a decision
    /// opens something.
    ///
    /// Runs on the writer's thread and is where a repeat is authorised again.
    package let again: (@Sendable (RecordReader, JournalEntry) throws -> [UInt8])?

    /// Takes who, what and the decision.
    package init(
        principal: Principal,
        method: String,
        requestID: String,
        body: [UInt8],
        namesSomebody: Bool,
        again: (@Sendable (RecordReader, JournalEntry) throws -> [UInt8])? = nil,
        decide: @escaping @Sendable (RecordReader) throws -> Decided
    ) {
        self.principal = principal
        self.method = method
        self.requestID = requestID
        self.body = body
        self.namesSomebody = namesSomebody
        self.again = again
        self.decide = decide
    }
}

/// What a decision came to: facts for the journal, and sealed things that go beside it.
package struct Decided: Sendable {
    /// The facts.
    package var events: [Event]
    /// Agencies that see the entry in their feeds, beside the one that acts.
    package var agencies: [String] = []
    /// Sealed parties to keep.
    package var parties: [SealedParty] = []
    /// Sealed files to keep, with what the journal says of them.
    package var files: [(file: SealedFile, sealed: [UInt8])] = []
    /// What was opened, as the reply's bytes: it is kept nowhere, and leaves the server only once
    /// the entry is synced.
    package var content: [UInt8] = []

    /// Takes the facts.
    package init(_ events: [Event]) {
        self.events = events
    }
}

/// Why the store refused a write before any decision.
package enum CommandError: Error, Hashable, Sendable {
    /// The request id was used for another body.
    case requestIDReused
    /// The store does not hold what the journal says: stop and verify.
    case inconsistent(String)
}
