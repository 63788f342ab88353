import Messages
import Storage

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
    package static let known: UInt64 = 1

    /// Marks a new store, checks an old one, and gives the store's name.
    static func settle(_ store: any KeyValueStore, _ vault: Vault) async throws -> String {
        let fresh = Vault.newID()
        return try await store.write { view in
            if let format = try view.get(Keys.format, in: .settings) {
                return try check(format, vault, view)
            }
            let format = TupleEncoder().adding(int64: Int64(known)).bytes
            try view.put(Keys.format, format, in: .settings)
            try view.put(Keys.storeID, Array(fresh.utf8), in: .settings)
            try view.put(Keys.keyCheck, vault.check, in: .settings)
            return fresh
        }
    }

    private static func check(
        _ format: [UInt8],
        _ vault: Vault,
        _ view: any ReadView
    ) throws -> String {
        var decoder = TupleDecoder(format)
        let found = UInt64(clamping: try decoder.int64())
        guard found <= known else { throw FormatError.newer(found: found, known: known) }
        guard try view.get(Keys.keyCheck, in: .settings) == vault.check else {
            throw FormatError.otherKey
        }
        return String(decoding: try view.get(Keys.storeID, in: .settings) ?? [], as: UTF8.self)
    }
}
