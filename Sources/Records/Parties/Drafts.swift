package import Messages
import Storage

/// An officer's intake draft as it is kept: working state, no legal fact.
package struct SealedDraft: Hashable, Sendable {
    /// How long a draft is kept after it was saved last, in milliseconds: 7 days.
    package static let lifeMilliseconds: Int64 = 7 * 86_400_000

    /// When it was saved, in milliseconds since 1970-01-01T00:00:00Z.
    package let savedAtMs: Int64
    /// What was typed, sealed.
    package let sealed: [UInt8]

    /// Describes a draft.
    package init(savedAtMs: Int64, sealed: [UInt8]) {
        self.savedAtMs = savedAtMs
        self.sealed = sealed
    }

    /// When it is forgotten unless it is saved again.
    package var expiresAtMs: Int64 { savedAtMs + Self.lifeMilliseconds }

    fileprivate init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        savedAtMs = try decoder.int64()
        sealed = try decoder.bytes()
    }

    fileprivate var bytes: [UInt8] {
        TupleEncoder().adding(int64: savedAtMs).adding(bytes: sealed).bytes
    }
}

extension Vault {
    /// What a sealed draft is filled up to, in bytes.
    private static let draftBlock = 4_096

    /// Seals a draft, bound to its officer and its id.
    package func seal(
        draft bytes: [UInt8],
        of officer: OfficerReference,
        id: String
    ) throws
        -> [UInt8]
    {
        try Self.seal(
            Padding.filled(bytes, to: Self.draftBlock),
            try keys.drafts,
            Self.binding("draft", officer.agency, officer.officer, id)
        )
    }

    /// Opens a draft.
    ///
    /// - Throws: `NotOpened` when the bytes are not those of this draft, `KeyUnavailable` without
    ///   the key.
    package func open(
        draft sealed: [UInt8],
        of officer: OfficerReference,
        id: String
    ) throws
        -> [UInt8]
    {
        try Padding.bare(
            Self.open(
                sealed,
                try keys.drafts,
                Self.binding("draft", officer.agency, officer.officer, id)
            )
        )
    }
}

extension RecordReader {
    /// A draft of an officer.
    package func draft(_ id: String, of officer: OfficerReference) throws -> SealedDraft? {
        try view.get(Keys.draft(id, of: officer), in: .work)
            .map { try SealedDraft($0) }
    }

    /// The drafts of an officer by their ids.
    package func drafts(of officer: OfficerReference) throws -> [(id: String, draft: SealedDraft)] {
        var found: [(id: String, draft: SealedDraft)] = []
        let prefix = Keys.drafts(of: officer)
        try view.scan(.work, from: prefix, to: prefixEnd(prefix), descending: false) { key, value in
            found.append((try Keys.text(in: key, after: prefix), try SealedDraft(value)))
            return true
        }
        return found
    }
}

extension WorkingState {
    /// Keeps a draft of an officer; nil forgets it.
    package func set(_ draft: SealedDraft?, _ id: String, of officer: OfficerReference) throws {
        let key = Keys.draft(id, of: officer)
        if let draft {
            try view.put(key, draft.bytes, in: .work)
        } else {
            try view.delete(key, in: .work)
        }
    }
}

extension RecordStore {
    /// Forgets drafts that nobody saved again for 7 days, at most 500 at a time.
    ///
    /// - Parameter milliseconds: Now.
    /// - Returns: How many were forgotten.
    /// - Throws: What the store throws.
    package func sweepDrafts(now milliseconds: Int64) async throws -> Int {
        let old = try read { reader in
            var old: [(key: [UInt8], value: [UInt8])] = []
            let all = Keys.drafts
            try reader.view.scan(.work, from: all, to: prefixEnd(all), descending: false) {
                key,
                value in
                if try SealedDraft(value).expiresAtMs <= milliseconds { old.append((key, value)) }
                return old.count < 500
            }
            return old
        }
        guard !old.isEmpty else { return 0 }
        try await store.write { view in
            // What was saved again meanwhile stays.
            for (key, value) in old where try view.get(key, in: .work) == value {
                try view.delete(key, in: .work)
            }
        }
        return old.count
    }
}
