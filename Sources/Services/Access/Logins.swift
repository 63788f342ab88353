import Casework
import Records
import Synchronization

/// The sessions of all officers, in memory; the store keeps them across a restart.
///
/// Who adds or ends one also writes it, on the writer's thread; when it was last used is written
/// once a minute only.
final class Logins: Sendable {
    private struct State {
        var byToken: [[UInt8]: Login] = [:]
        /// Those used or proved since they were last written.
        var used: Set<[UInt8]> = []

        func good(
            _ tokenHash: [UInt8],
            _ binding: [UInt8],
            _ now: Int64,
            _ limits: Login.Limits
        ) -> Login? {
            guard let login = byToken[tokenHash], login.binding == binding,
                !login.hasEnded(at: now, limits)
            else { return nil }
            return login
        }

        mutating func forget(_ tokenHashes: [[UInt8]]) {
            for hash in tokenHashes {
                byToken[hash] = nil
                used.remove(hash)
            }
        }
    }

    /// Sessions that an officer may have at the same time; the longest unused one gives way.
    static let perOfficerMax = 10

    let limits: Login.Limits
    private let state = Mutex(State())

    init(_ limits: Login.Limits) {
        self.limits = limits
    }

    /// Takes up the sessions that the store kept.
    func restore(_ kept: [(tokenHash: [UInt8], login: Login)]) {
        state.withLock { state in
            for (tokenHash, login) in kept { state.byToken[tokenHash] = login }
        }
    }

    /// The session of a token over a connection, used now; nil for one that has ended, is of
    /// another connection or never was.
    func use(_ tokenHash: [UInt8], over binding: [UInt8], at now: Int64) -> Login? {
        state.withLock { state in
            guard var login = state.good(tokenHash, binding, now, limits) else { return nil }
            if login.usedAtMs < now {
                login.usedAtMs = now
                state.byToken[tokenHash] = login
                state.used.insert(tokenHash)
            }
            return login
        }
    }

    /// The same without being a use.
    func look(_ tokenHash: [UInt8], over binding: [UInt8], at now: Int64) -> Login? {
        state.withLock { $0.good(tokenHash, binding, now, limits) }
    }

    /// All sessions.
    var all: [Login] { state.withLock { Array($0.byToken.values) } }

    /// Adds a session.
    func add(_ login: Login, _ tokenHash: [UInt8]) {
        state.withLock { $0.byToken[tokenHash] = login }
    }

    /// Changes a session; nil when it has ended meanwhile.
    func change(_ id: String, _ body: (inout Login) -> Void) -> (tokenHash: [UInt8], Login)? {
        state.withLock { state in
            guard let (tokenHash, login) = state.byToken.first(where: { $0.value.id == id }) else {
                return nil
            }
            var changed = login
            body(&changed)
            state.byToken[tokenHash] = changed
            state.used.insert(tokenHash)
            return (tokenHash, changed)
        }
    }

    /// Ends the sessions for which `isMeant` says so; the hashes of their tokens.
    func end(where isMeant: (Login) -> Bool) -> [[UInt8]] {
        state.withLock { state in
            let ended = state.byToken.filter { isMeant($0.value) }.map(\.key)
            state.forget(ended)
            return ended
        }
    }

    /// Ends the longest unused sessions of an officer, so that one more has room.
    func makeRoom(for officer: String) -> [[UInt8]] {
        state.withLock { state in
            let own = state.byToken.filter { $0.value.officer == officer }
                .sorted { $0.value.usedAtMs < $1.value.usedAtMs }.map(\.key)
            let surplus = Array(own.prefix(max(0, own.count - Self.perOfficerMax + 1)))
            state.forget(surplus)
            return surplus
        }
    }

    /// The sessions that were used since they were last taken here.
    func takeUsed() -> [(tokenHash: [UInt8], login: Login)] {
        state.withLock { state in
            defer { state.used = [] }
            return state.used.compactMap { hash in state.byToken[hash].map { (hash, $0) } }
        }
    }
}
