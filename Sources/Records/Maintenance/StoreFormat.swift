import Crypto
import Messages
package import Storage

/// Why a store can not be opened as the records of the city.
package enum FormatError: Error, Hashable, Sendable {
    /// A newer version of this program made it.
    case newer(found: UInt64, known: UInt64)
    /// It was sealed with another master key.
    case otherKey
}

extension FormatError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .newer(let found, let known):
            "the store has format \(found), this version knows formats up to \(known); "
                + "use the version that made it"
        case .otherKey:
            "the store was sealed with another key; give the key file that it was made with"
        }
    }
}

/// What a store says of itself.
package enum StoreFormat {
    /// The newest format that this program knows.
    ///
    /// 1: every key from the master key; persons found in one agency. 2: a key of the store's own
    /// for what names nobody; persons found in the city. 3: repeats listed under the first petition.
    /// 4: files listed by who holds them; bodies found by every code, and under every body that they
    /// ever lay under. 5: what is tracked says who counts it and as which file it is kept.
    package static let known: UInt64 = 5

    /// A store that was looked at.
    struct Settled: Sendable {
        let format: UInt64
        let storeID: String
        let storeKey: SymmetricKey
    }

    /// Whether persons were sealed in a store already, with a master key that it must get again.
    package static func isSealed(_ store: any KeyValueStore) throws -> Bool {
        try store.read { try $0.get(Keys.keyCheck, in: .settings) != nil }
    }

    /// Whether a store was begun as a sandbox; nil for one that was not begun yet.
    package static func isSandbox(_ store: any KeyValueStore) throws -> Bool? {
        try store.read { view in
            guard try view.get(Keys.storeID, in: .settings) != nil else { return nil }
            return try view.get(Keys.sandbox, in: .settings) != nil
        }
    }

    /// Says of a store that was not begun yet that it is a sandbox's, for ever.
    package static func markSandbox(_ store: any KeyValueStore) async throws {
        try await store.write { try $0.put(Keys.sandbox, [1], in: .settings) }
    }

    /// Marks a new store, checks an old one, and gives what it says of itself.
    static func settle(
        _ store: any KeyValueStore,
        _ masterKey: SymmetricKey?
    ) async throws -> Settled {
        let fresh = Vault.newID()
        let epoch = Vault.newID()
        let freshKey = SymmetricKey(size: .bits256)
        let check = masterKey.map { Vault.Keys(masterKey: $0).check }
        return try await store.write { view in
            let format = try view.get(Keys.format, in: .settings).map(read) ?? known
            guard format <= known else { throw FormatError.newer(found: format, known: known) }
            let noted = try view.get(Keys.keyCheck, in: .settings)
            if let check {
                guard noted ?? check == check else { throw FormatError.otherKey }
                if noted == nil { try view.put(Keys.keyCheck, check, in: .settings) }
            }
            if try view.get(Keys.storeID, in: .settings) == nil {
                try view.put(Keys.storeID, Array(fresh.utf8), in: .settings)
                try mark(view)
            }
            if try view.get(Keys.epochs, in: .settings) == nil {
                try view.put(Keys.epochs, Epochs(first: epoch).bytes, in: .settings)
            }
            if try view.get(Keys.storeKey, in: .settings) == nil {
                let bytes = unsafe freshKey.withUnsafeBytes { unsafe Array($0) }
                try view.put(Keys.storeKey, bytes, in: .settings)
            }
            return Settled(
                format: format,
                storeID: String(
                    decoding: try view.get(Keys.storeID, in: .settings) ?? [],
                    as: UTF8.self
                ),
                storeKey: SymmetricKey(data: try view.get(Keys.storeKey, in: .settings) ?? [])
            )
        }
    }

    /// Says that a store has the newest format now.
    static func mark(_ view: any WriteView) throws {
        let format = TupleEncoder().adding(int64: Int64(known)).bytes
        try view.put(Keys.format, format, in: .settings)
    }

    private static func read(_ format: [UInt8]) throws -> UInt64 {
        var decoder = TupleDecoder(format)
        return UInt64(clamping: try decoder.int64())
    }
}
