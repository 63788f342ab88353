import Storage

extension WorkingState {
    /// Looking persons up is an officer's need a few dozen times a day; more is browsing.
    package static let lookupsPerHour: Int32 = 60

    /// Counts that an officer looks a person up, at an instant in milliseconds since
    /// 1970-01-01T00:00:00Z.
    ///
    /// - Returns: How often the officer may do so again in this hour; negative when this time is
    ///   one too many, which is not counted.
    package func countLookup(
        agency: String,
        principal: String,
        at milliseconds: Int64
    ) throws -> Int32 {
        let key = Keys.lookups(agency: agency, principal: principal)
        let hour = milliseconds / 3_600_000
        var count: Int64 = 0
        if let bytes = try view.get(key, in: .work) {
            var decoder = TupleDecoder(bytes)
            if try decoder.int64() == hour { count = try decoder.int64() }
        }
        let left = Int64(Self.lookupsPerHour) - count - 1
        guard left >= 0 else { return -1 }
        let counted = TupleEncoder().adding(int64: hour).adding(int64: count + 1).bytes
        try view.put(key, counted, in: .work)
        return Int32(clamping: left)
    }
}
