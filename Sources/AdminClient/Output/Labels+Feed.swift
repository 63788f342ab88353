extension Columns {
    /// The columns of the journal and of what arrives.
    static let feed = [
        Column("Vị trí", "position"), Column("Lúc", "recorded_at_ms"),
        Column("Cơ quan", "actor.agency"), Column("Người dùng", "actor.principal"),
        Column("Sự kiện", "events"),
    ]

    /// The columns of journal, inbox and subscriptions.
    static let feeds: [String: [Column]] = [
        "kntc.v1.FeedPage": feed,
        "kntc.v1.History": feed,
        "kntc.v1.ListSubscriptionsReply": [
            Column("Tên", "name"), Column("Nguồn", "source"),
            Column("Người nhận", "subscriber.principal"),
            Column("Đã xác nhận đến", "acknowledged_position", absent: "0"),
            Column("Đã gửi đến", "delivered_position", absent: "0"),
            Column("Còn chờ", "lag", absent: "0"),
            Column("Chờ lâu nhất (giây)", "oldest_age_seconds"),
        ],
    ]
}

extension Labels {
    /// Vietnamese names of the fields of subscriptions.
    static let feedTitles = [
        "epoch": "Kỳ dữ liệu", "subscriber": "Người nhận", "principal": "Người dùng",
        "created_at_ms": "Tạo lúc", "acknowledged_position": "Đã xác nhận đến vị trí",
        "delivered_position": "Đã gửi đến vị trí", "lag": "Số mục còn chờ",
        "oldest_age_seconds": "Chờ lâu nhất (giây)", "existed": "Đã có",
    ]

    /// Vietnamese names of values.
    static let feedValues = [
        "FEED_SOURCE_JOURNAL": "nhật ký", "FEED_SOURCE_INBOX": "việc đến",
    ]
}
