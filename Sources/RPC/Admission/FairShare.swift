/// How much one holder's calls may take, shared fairly by its members: an agency by its officers, a
/// platform by the agencies whose officers it carries.
///
/// As long as there is plenty, anybody may take it; once less than half is left, a member gets no more
/// than its equal part, so that one who floods leaves room for the others. Pure: the present is an
/// argument.
struct FairShare {
    /// What a holder may take.
    struct Quota: Hashable, Sendable {
        /// Calls a second in the long run.
        var callsPerSecond: Int
        /// Calls at once after a rest.
        var burst: Int
        /// Calls in flight.
        var inFlightMax: Int
    }

    /// Why a call may not begin, and when another try is welcome.
    struct Refusal: Hashable {
        /// What is used up.
        enum Limit: Hashable {
            case callsPerSecond
            case inFlight
        }

        var limit: Limit
        var max: Int
        var retryAfter: Duration
    }

    /// Tokens that come back with time; a call takes one.
    private struct Bucket {
        var tokens: Double
        var filled: ContinuousClock.Instant

        mutating func fill(
            _ perSecond: Double,
            upTo most: Double,
            now: ContinuousClock.Instant
        ) {
            let seconds = filled.duration(to: now) / .seconds(1)
            tokens = min(most, tokens + max(0, seconds) * perSecond)
            filled = now
        }
    }

    private struct Member {
        var bucket: Bucket
        var inFlight = 0
        var seen: ContinuousClock.Instant
    }

    /// A member that has nothing in flight and was not seen for so long has no share kept for it.
    private static let absence = Duration.seconds(10)
    /// What a refused member waits when calls in flight have to end first.
    private static let patience = Duration.milliseconds(200)

    private let quota: Quota
    private var bucket: Bucket
    private var inFlight = 0
    private var members: [String: Member] = [:]
    private var swept: ContinuousClock.Instant

    init(_ quota: Quota, now: ContinuousClock.Instant) {
        self.quota = quota
        bucket = Bucket(tokens: Double(quota.burst), filled: now)
        swept = now
    }

    /// Whether nothing is in flight and all that was taken has come back.
    func isAtRest(now: ContinuousClock.Instant) -> Bool {
        let missing = Double(quota.burst) - bucket.tokens
        let seconds = bucket.filled.duration(to: now) / .seconds(1)
        return inFlight == 0 && seconds * Double(quota.callsPerSecond) >= missing
    }

    /// Looks whether a member may begin a call, without beginning it.
    mutating func check(_ name: String, now: ContinuousClock.Instant) -> Refusal? {
        sweep(now: now)
        let perSecond = Double(quota.callsPerSecond)
        bucket.fill(perSecond, upTo: Double(quota.burst), now: now)
        let known = members[name]
        let parts = members.count + (known == nil ? 1 : 0)
        var member =
            known ?? Member(bucket: Bucket(tokens: most(of: parts), filled: now), seen: now)
        member.seen = now
        member.bucket.fill(
            perSecond / Double(parts),
            upTo: most(of: parts),
            now: now
        )
        members[name] = member
        return refusal(of: member, parts: parts)
    }

    /// The most that a member has kept for it: all members together no more than the half that is
    /// kept when the other is gone.
    private func most(of parts: Int) -> Double {
        max(1, Double(quota.burst) / 2 / Double(parts))
    }

    /// Whether less is left than is kept for the members' parts.
    private var isScarce: Bool { bucket.tokens < Double(quota.burst) / 2 }

    private func refusal(of member: Member, parts: Int) -> Refusal? {
        let perSecond = Double(quota.callsPerSecond)
        func rate(_ missing: Double, _ perSecond: Double) -> Refusal {
            Refusal(
                limit: .callsPerSecond,
                max: quota.callsPerSecond,
                retryAfter: .seconds(missing / perSecond)
            )
        }
        guard bucket.tokens >= 1 else { return rate(1 - bucket.tokens, perSecond) }
        if isScarce, member.bucket.tokens < 1 {
            return rate(1 - member.bucket.tokens, perSecond / Double(parts))
        }
        let part = max(1, quota.inFlightMax / parts)
        let isFull =
            inFlight >= quota.inFlightMax
            || (inFlight * 2 >= quota.inFlightMax && member.inFlight >= part)
        guard isFull else { return nil }
        return Refusal(
            limit: .inFlight,
            max: quota.inFlightMax,
            retryAfter: Self.patience
        )
    }

    /// Begins a call that was checked at the same moment.
    mutating func begin(_ name: String) {
        // What a member takes while there is plenty is not held against it.
        if isScarce { members[name]?.bucket.tokens -= 1 }
        bucket.tokens -= 1
        inFlight += 1
        members[name]?.inFlight += 1
    }

    /// Ends a call.
    mutating func end(_ name: String) {
        inFlight -= 1
        members[name]?.inFlight -= 1
    }

    private mutating func sweep(now: ContinuousClock.Instant) {
        guard swept.duration(to: now) >= Self.absence else { return }
        swept = now
        members = members.filter { _, member in
            member.inFlight > 0 || member.seen.duration(to: now) < Self.absence
        }
    }
}
