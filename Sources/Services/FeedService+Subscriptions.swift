import Casework
package import Messages
import RPC
import Records

/// Named subscriptions, whose positions the server keeps.
extension FeedService {
    private static let subscriptionsMax = 20

    package func createSubscription(
        _ request: CreateSubscriptionRequest,
        _ call: Call
    ) throws -> Work<Subscription> {
        var checks = Checks(today: desk.today)
        checks.subscription(request.name)
        checks.require(
            [.journal, .inbox].contains(request.source),
            "source",
            "is neither journal nor inbox",
            "give FEED_SOURCE_JOURNAL or FEED_SOURCE_INBOX"
        )
        checks.require(request.after >= 0, "after", "is negative", "give a position, or 0")
        try checks.finish()
        let agency = call.principal.agency
        let new = KeptSubscription(
            source: request.source,
            principal: call.principal.name,
            createdAtMs: desk.milliseconds,
            after: request.after,
            reach: reader.reach(of: request.source, call)
        )
        return Work { state in
            let records = state.records
            if let kept = try records.subscription(request.name, of: agency) {
                guard kept.begins(like: new) else {
                    throw CaseworkError.alreadyExists(
                        field: "name",
                        rule: "names another subscription of the agency"
                    )
                }
                return try Subscription(request.name, kept, agency, records)
            }
            try records.check(position: request.after, epoch: request.epoch)
            guard try records.subscriptions(of: agency).count < Self.subscriptionsMax else {
                throw Status.tooManySubscriptions(max: Self.subscriptionsMax)
            }
            try state.set(new, request.name, of: agency)
            return try Subscription(request.name, new, agency, records)
        }
    }

    package func pull(_ request: PullRequest, _ call: Call) throws -> Work<FeedPage> {
        try check(after: 0, size: request.max, "max", wait: request.waitMs)
        return Work(later: { [reader] in
            let kept = try await reader.read { try $0.subscription(request.name, by: call) }
            var page = try await reader.page(
                kept.source,
                after: kept.acknowledged,
                max: Self.size(request.max),
                waiting: request.waitMs,
                call
            )
            // What is not worth a write is looked at again by the next one.
            if page.items.isEmpty, page.position - kept.acknowledged < pace.gapMax {
                page.position = kept.acknowledged
            }
            try await note(page, of: request.name, kept, call)
            return FeedPage(page)
        })
    }

    /// Notes how far a subscription was pulled, before its puller learns of it; where nothing was
    /// for it there is nothing to acknowledge.
    private func note(
        _ page: FeedReader.Page,
        of name: String,
        _ kept: KeptSubscription,
        _ call: Call
    ) async throws {
        let reach = reader.reach(of: kept.source, call)
        let isPassed = page.items.isEmpty && page.position > kept.acknowledged
        guard page.position > kept.delivered || isPassed || reach != kept.reach else { return }
        try await desk.records.change { state in
            var now = try state.records.subscription(name, by: call)
            // One of the same name that was made meanwhile has nothing to do with it.
            guard now.createdAtMs == kept.createdAtMs, now.begins(like: kept) else {
                throw Status.noSuchSubscription
            }
            now.delivered = max(now.delivered, page.position)
            if isPassed { now.acknowledged = max(now.acknowledged, page.position) }
            now.reach = reach
            try state.set(now, name, of: call.principal.agency)
        }
    }

    package func acknowledge(
        _ request: AcknowledgeRequest,
        _ call: Call
    ) throws -> Work<Subscription> {
        var checks = Checks(today: desk.today)
        checks.require(request.position >= 0, "position", "is negative", "give a position")
        try checks.finish()
        let agency = call.principal.agency
        return Work { state in
            var kept = try state.records.subscription(request.name, by: call)
            try state.records.check(position: request.position, epoch: request.epoch)
            guard request.position <= kept.delivered else {
                throw Status.notDelivered(kept.delivered)
            }
            if request.position > kept.acknowledged {
                kept.acknowledged = request.position
                try state.set(kept, request.name, of: agency)
            }
            return try Subscription(request.name, kept, agency, state.records)
        }
    }

    package func listSubscriptions(
        _ request: ListSubscriptionsRequest,
        _ call: Call
    ) throws -> Encoded<ListSubscriptionsReply> {
        let agency = call.principal.agency
        let now = desk.milliseconds
        return try desk.records.read { reader in
            let all = try reader.subscriptions(of: agency).map { name, kept in
                var subscription = try Subscription(name, kept, agency, reader)
                let lag = try reader.lag(of: kept, agency)
                subscription.lag = Int64(lag.entries)
                subscription.oldestAgeSeconds = lag.oldestAgeSeconds(at: now)
                return subscription
            }
            return Encoded(ListSubscriptionsReply(subscriptions: all))
        }
    }

    package func deleteSubscription(
        _ request: DeleteSubscriptionRequest,
        _ call: Call
    ) throws -> Work<SubscriptionDeleted> {
        var checks = Checks(today: desk.today)
        checks.subscription(request.name)
        try checks.finish()
        let agency = call.principal.agency
        return Work { state in
            let existed = try state.records.subscription(request.name, of: agency) != nil
            if existed { try state.set(nil, request.name, of: agency) }
            return SubscriptionDeleted(existed: existed)
        }
    }
}

extension KeptSubscription {
    /// Whether it was made by the same request.
    fileprivate func begins(like other: KeptSubscription) -> Bool {
        (source, principal, after) == (other.source, other.principal, other.after)
    }
}

extension RecordReader {
    /// A subscription that the caller made.
    ///
    /// What is pulled is what its subscriber may see: another's acknowledgement would hide from the
    /// one what only the other was told.
    fileprivate func subscription(_ name: String, by call: Call) throws -> KeptSubscription {
        guard let kept = try subscription(name, of: call.principal.agency) else {
            throw Status.noSuchSubscription
        }
        guard kept.principal == call.principal.name else {
            throw Status.subscriptionOf(kept.principal)
        }
        return kept
    }
}

extension Subscription {
    fileprivate init(
        _ name: String,
        _ kept: KeptSubscription,
        _ agency: String,
        _ reader: RecordReader
    ) throws {
        self.init(
            name: name,
            source: kept.source,
            subscriber: Author(agency: agency, principal: kept.principal),
            createdAtMs: kept.createdAtMs,
            acknowledgedPosition: kept.acknowledged,
            deliveredPosition: kept.delivered,
            epoch: try reader.epochs().current
        )
    }
}

extension Checks {
    fileprivate mutating func subscription(_ name: String) {
        let isShaped =
            (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...122).contains(byte) || byte == 45
            }
        require(
            isShaped,
            "name",
            name.isEmpty ? "is missing" : "is not 1 to 64 small letters, digits or hyphens",
            "give a name such as dvc-inbox"
        )
    }
}

extension Status {
    fileprivate static let noSuchSubscription = Status(
        .subscriptionNotFound,
        "the caller's agency has no such subscription"
    )
    .with(vietnamese: "Không tìm thấy đăng ký nhận tin.")

    fileprivate static func subscriptionOf(_ principal: String) -> Status {
        Status(
            .subscriptionOfAnother,
            "the subscription is \(principal)'s, who alone pulls and acknowledges it; make another",
            metadata: ["principal": principal]
        )
        .with(vietnamese: "Đăng ký nhận tin này của người khác.")
    }

    fileprivate static func tooManySubscriptions(max: Int) -> Status {
        Status(
            .tooManySubscriptions,
            "the agency has \(max) subscriptions; delete one that is not needed"
        )
        .with(vietnamese: "Cơ quan đã có \(max) đăng ký nhận tin; hãy xoá bớt.")
    }

    fileprivate static func notDelivered(_ position: Int64) -> Status {
        Status(
            .positionNotDelivered,
            "the subscription was pulled up to position \(position) only",
            metadata: ["delivered": String(position)]
        )
        .with(vietnamese: "Vị trí này chưa được gửi cho bên nhận.")
    }
}
