import Messages
import Synchronization

/// For whom a call is made, as far as its share of the server goes.
package struct CallingParty: Hashable, Sendable {
    /// What room is kept for it.
    package enum Kind: Hashable, Sendable {
        /// An officer, or one who is about to say who it is: its agency's share.
        case officer
        /// One who runs the server: room that no flood takes.
        case administration
        /// One whose identity is not believed: a share apart, so that no flood of false identities
        /// takes that of those who carry it.
        case refused
    }

    /// Code of the agency that the officer acts for.
    package let agency: String
    /// The officer's name in the agency.
    package let officer: String
    /// SHA-256 of the certificate of the connection; nil when there is none.
    package let certificate: [UInt8]?
    /// What room is kept for it.
    package let kind: Kind

    /// Somebody who calls.
    package init(
        agency: String,
        officer: String,
        certificate: [UInt8]?,
        kind: Kind
    ) {
        self.agency = agency
        self.officer = officer
        self.certificate = certificate
        self.kind = kind
    }

    fileprivate var holder: String {
        switch kind {
        case .officer: agency
        case .administration: "\(agency) administration"
        case .refused: "\(agency) refused"
        }
    }
}

/// What is in flight and was taken of the shares of all who call.
///
/// Pure: the present is an argument.
struct AdmissionState {
    /// Whose share is used up.
    enum Holder: String {
        case server
        case platform
        case agency
    }

    private let limits: Limits
    private var inFlight = 0
    private var agencies: [String: FairShare] = [:]
    private var platforms: [[UInt8]: FairShare] = [:]

    init(limits: Limits) { self.limits = limits }

    /// Agencies of which something is held.
    var known: Int { agencies.count }

    /// Begins a call, or says whose share is used up.
    mutating func begin(
        _ party: CallingParty,
        now: ContinuousClock.Instant
    ) -> (holder: Holder, refusal: FairShare.Refusal)? {
        let most = limits.callsMax - (party.kind == .administration ? 0 : limits.callsReserved)
        guard inFlight < most else {
            let refusal = FairShare.Refusal(
                limit: .inFlight,
                max: most,
                retryAfter: limits.retryDelay
            )
            return (.server, refusal)
        }
        if agencies.count >= limits.callsMax {
            agencies = agencies.filter { !$0.value.isAtRest(now: now) }
        }
        var agency = agencies[party.holder] ?? FairShare(limits.agencyQuota, now: now)
        defer { agencies[party.holder] = agency }
        if let refusal = agency.check(party.officer, now: now) { return (.agency, refusal) }
        if let certificate = platform(of: party) {
            var platform = platforms[certificate] ?? FairShare(limits.platformQuota, now: now)
            defer { platforms[certificate] = platform }
            if let refusal = platform.check(party.holder, now: now) {
                return (.platform, refusal)
            }
            platform.begin(party.holder)
        }
        agency.begin(party.officer)
        inFlight += 1
        return nil
    }

    private func platform(of party: CallingParty) -> [UInt8]? {
        party.certificate.flatMap { limits.platforms.contains($0) ? $0 : nil }
    }

    /// Ends a call that was begun.
    mutating func end(_ party: CallingParty) {
        inFlight -= 1
        agencies[party.holder]?.end(party.officer)
        if let certificate = platform(of: party) { platforms[certificate]?.end(party.holder) }
    }
}

/// Lets calls begin as long as their agency, their officer's part of it and their platform have room.
package final class Admission: Sendable {
    private let state: Mutex<AdmissionState>

    /// An admission with all room free.
    package init(limits: Limits) {
        state = Mutex(AdmissionState(limits: limits))
    }

    /// Begins a call; its share is given back once its account is closed.
    ///
    /// - Parameters:
    ///   - party: For whom it is made.
    ///   - entry: The call's account.
    ///   - now: The present.
    /// - Throws: RESOURCE_EXHAUSTED QUOTA with the delay after which another try is welcome.
    package func begin(
        _ party: CallingParty,
        _ entry: CallEntry,
        now: ContinuousClock.Instant = .now
    ) throws(Status) {
        if let refused = state.withLock({ $0.begin(party, now: now) }) {
            throw .quota(refused.holder, refused.refusal, agency: party.agency)
        }
        entry.atEnd { [self] in state.withLock { $0.end(party) } }
    }
}

extension Limits {
    fileprivate var agencyQuota: FairShare.Quota {
        FairShare.Quota(
            callsPerSecond: agencyCallsPerSecond,
            burst: agencyCallsBurst,
            inFlightMax: agencyCallsMax
        )
    }

    fileprivate var platformQuota: FairShare.Quota {
        FairShare.Quota(
            callsPerSecond: platformCallsPerSecond,
            burst: platformCallsBurst,
            inFlightMax: platformCallsMax
        )
    }
}

extension Status {
    /// A share is used up for the moment.
    fileprivate static func quota(
        _ holder: AdmissionState.Holder,
        _ refusal: FairShare.Refusal,
        agency: String
    ) -> Status {
        let what =
            switch refusal.limit {
            case .callsPerSecond: "calls per second"
            case .inFlight: "calls in flight"
            }
        let limit = "\(what) of the \(holder.rawValue)"
        return Status(
            .quota,
            "the officer's part of \(refusal.max) \(limit) is used up; try again after the delay",
            metadata: ["limit": limit, "max": String(refusal.max)]
        )
        .with(quotaSubject: "agency:\(agency)", limit)
        .with(retryAfter: Swift.max(refusal.retryAfter, .milliseconds(10)))
        .with(vietnamese: "Cơ quan đang gửi quá nhiều yêu cầu cùng lúc; hãy thử lại sau giây lát.")
    }
}
