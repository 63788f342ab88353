package import Casework
import Messages
import Storage

extension RecordReader {
    /// An officer's failures to sign in.
    package func throttle(of officer: String) throws -> Throttle {
        guard let bytes = try view.get(Keys.throttle(officer), in: .work) else {
            return Throttle()
        }
        return try Throttle(bytes)
    }

    /// Visits every session with the SHA-256 of its token.
    package func eachLogin(_ body: ([UInt8], Login) throws -> Void) throws {
        let prefix = Keys.logins
        try view.scan(.work, from: prefix, to: prefixEnd(prefix), descending: false) { key, value in
            var decoder = TupleDecoder(Array(key.dropFirst(prefix.count)))
            try body(try decoder.bytes(), try Login(value))
            return true
        }
    }

    /// Whether the store keeps a session under the SHA-256 of its token.
    package func isLogin(_ tokenHash: [UInt8]) throws -> Bool {
        try view.get(Keys.login(tokenHash), in: .work) != nil
    }

    /// Whether an id token was good for a session already.
    package func isUsed(_ token: String) throws -> Bool {
        try view.get(Keys.usedToken(Vault.tokenHash(token)), in: .work) != nil
    }
}

extension WorkingState {
    /// Keeps an officer's failures; none are forgotten.
    package func set(_ throttle: Throttle, of officer: String) throws {
        if throttle == Throttle() {
            try view.delete(Keys.throttle(officer), in: .work)
        } else {
            try view.put(Keys.throttle(officer), throttle.bytes, in: .work)
        }
    }

    /// Keeps a session under the SHA-256 of its token; nil forgets it.
    package func set(_ login: Login?, _ tokenHash: [UInt8]) throws {
        if let login {
            try view.put(Keys.login(tokenHash), login.bytes, in: .work)
        } else {
            try view.delete(Keys.login(tokenHash), in: .work)
        }
    }

    /// Notes that an id token was good for a session, until it ends.
    package func noteUsed(_ token: String, until milliseconds: Int64) throws {
        let bytes = TupleEncoder().adding(int64: milliseconds).bytes
        try view.put(Keys.usedToken(Vault.tokenHash(token)), bytes, in: .work)
    }
}

extension RecordStore {
    /// How long tries under a code that nobody has are kept: a day.
    private static let strangersLifeMilliseconds: Int64 = 86_400_000

    /// Forgets what no longer counts, at most 500 at a time: id tokens that have ended, and tries
    /// under codes that nobody has.
    ///
    /// - Parameter milliseconds: Now.
    /// - Returns: How many were forgotten.
    /// - Throws: What the store throws.
    package func sweepSignIns(now milliseconds: Int64) async throws -> Int {
        let old = try read { try $0.oldSignIns(now: milliseconds, Self.strangersLifeMilliseconds) }
        guard !old.isEmpty else { return 0 }
        try await store.write { view in
            // What was tried again meanwhile stays.
            for (key, value) in old where try view.get(key, in: .work) == value {
                try view.delete(key, in: .work)
            }
        }
        return old.count
    }
}

extension RecordReader {
    fileprivate func oldSignIns(
        now milliseconds: Int64,
        _ strangersLife: Int64
    ) throws -> [(key: [UInt8], value: [UInt8])] {
        var old: [(key: [UInt8], value: [UInt8])] = []
        func look(
            _ prefix: [UInt8],
            _ isOld: (_ key: [UInt8], _ value: [UInt8]) throws -> Bool
        ) throws {
            try view.scan(.work, from: prefix, to: prefixEnd(prefix), descending: false) {
                key,
                value in
                if try isOld(key, value) { old.append((key, value)) }
                return old.count < 500
            }
        }
        try look(Keys.usedTokens) { _, value in
            var decoder = TupleDecoder(value)
            return try decoder.int64() <= milliseconds
        }
        try look(Keys.throttles) { key, value in
            let throttle = try Throttle(value)
            guard (throttle.failures.last ?? 0) + strangersLife <= milliseconds,
                !throttle.isLocked
            else { return false }
            return try credential(of: Keys.text(in: key, after: Keys.throttles)) == nil
        }
        return old
    }
}

extension Throttle {
    fileprivate init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        let inRow = Int(clamping: try decoder.int64())
        let count = Int(clamping: try decoder.int64())
        guard (0...Self.failuresMax).contains(count) else {
            throw StorageError.malformed(
                expected: "at most \(Self.failuresMax) failures",
                found: "\(count)"
            )
        }
        let failures = try (0..<count).map { _ in try decoder.int64() }
        self.init(failures: failures, inRow: inRow)
    }

    fileprivate var bytes: [UInt8] {
        failures.reduce(
            TupleEncoder().adding(int64: Int64(inRow)).adding(int64: Int64(failures.count))
        ) { $0.adding(int64: $1) }.bytes
    }
}

extension Login {
    fileprivate init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        self.init(
            id: try decoder.string(),
            officer: try decoder.string(),
            agency: try decoder.string(),
            office: try decoder.string(),
            binding: try decoder.bytes(),
            begunAtMs: try decoder.int64(),
            usedAtMs: try decoder.int64(),
            provedAtMs: try decoder.int64(),
            hasSecondFactor: try decoder.bool()
        )
    }

    fileprivate var bytes: [UInt8] {
        TupleEncoder().adding(string: id).adding(string: officer).adding(string: agency)
            .adding(string: office).adding(bytes: binding).adding(int64: begunAtMs)
            .adding(int64: usedAtMs).adding(int64: provedAtMs).adding(bool: hasSecondFactor)
            .bytes
    }
}
