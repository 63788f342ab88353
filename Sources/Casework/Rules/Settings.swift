package import Messages

/// Facts of the law that no text was read for, or that the law leaves to the city: each has a
/// default, and an administrator sets another with a reason.
package struct Settings: Sendable {
    /// A fact that is true or false.
    package enum Switch: String, Sendable, CaseIterable {
        /// Whether the time limits of denunciations run for one whose sender is unknown.
        case anonymousClocks = "TC.ANONYMOUS_CLOCKS"
        /// Whether guidance by any agency of the system uses up the guidance of a content.
        case guidanceOnceByAnybody = "PET.GUIDANCE_ONCE.BY_ANYBODY"
        /// Whether a leader receives in person only, from 01/07/2026.
        case leaderInPerson = "RCP.LEADER.IN_PERSON"
    }

    /// A fact that is a number.
    package enum Count: String, Sendable, CaseIterable {
        /// How often a petition may be received from another agency.
        case transfersMax = "CIRC.TRANSFERS_MAX"
    }

    private let values: [String: SettingValue]
    /// Version of the settings; empty while nothing was set.
    package let etag: String

    /// Takes the values that were set.
    package init(_ law: LawSettings = LawSettings()) {
        values = Dictionary(law.values.map { ($0.key, $0) }) { _, last in last }
        etag = law.etag
    }

    /// Names the one record of settings.
    package static let record = RecordReference(kind: .settings, id: "law")

    /// Whether a fact holds.
    package func isOn(_ fact: Switch) -> Bool {
        values[fact.rawValue].map { $0.value == "true" } ?? fact.byDefault
    }

    /// The number that holds.
    package func count(_ fact: Count) -> Int {
        values[fact.rawValue].flatMap { Int($0.value) } ?? fact.byDefault
    }

    /// A rulebook with the limits that were set in place of its own.
    ///
    /// - Throws: `RulebookError` when a limit makes no sound book; `SetSetting` lets none in.
    package func applied(to book: Rulebook) throws(RulebookError) -> Rulebook {
        let overrides = book.rules.compactMap { rule -> Rule? in
            guard rule.isSettable, let value = values[rule.key]?.value,
                let limit = Limit(setting: value)
            else { return nil }
            return rule.with(limit)
        }
        return overrides.isEmpty ? book : try book.overlaid(with: overrides, version: etag)
    }

    /// Every setting with its value and default: facts first, then rules in the book's order.
    package func list(in book: Rulebook) -> [Setting] {
        let facts = Switch.allCases.map { fact in
            setting(
                Setting(
                    key: fact.rawValue,
                    title: fact.title,
                    defaultValue: String(fact.byDefault),
                    allowed: "true, false",
                    unsure: fact.isUnsure,
                    basis: [fact.basis]
                )
            )
        }
        let counts = Count.allCases.map { fact in
            setting(
                Setting(
                    key: fact.rawValue,
                    title: fact.title,
                    defaultValue: String(fact.byDefault),
                    allowed: "\(fact.range.lowerBound) to \(fact.range.upperBound)",
                    unsure: true,
                    basis: [fact.basis]
                )
            )
        }
        var seen: Set<String> = []
        let rules = book.rules.filter { $0.isSettable && seen.insert($0.key).inserted }.map {
            rule in
            setting(
                Setting(
                    key: rule.key,
                    title: rule.titleVi,
                    defaultValue: rule.limit.setting,
                    allowed: Limit.settable,
                    unsure: rule.confidence == .unsure,
                    basis: rule.basis,
                    note: rule.note ?? ""
                )
            )
        }
        return facts + counts + rules
    }

    private func setting(_ definition: Setting) -> Setting {
        var setting = definition
        let found = values[setting.key]
        setting.value = found?.value ?? setting.defaultValue
        setting.setOn = found?.setOn ?? ""
        setting.reason = found?.reason ?? ""
        return setting
    }
}

extension Settings.Switch {
    /// The value that holds while nobody has set another.
    var byDefault: Bool {
        switch self {
        case .anonymousClocks: false
        case .guidanceOnceByAnybody, .leaderInPerson: true
        }
    }

    /// Whether no text was read that says it; the others were read about in the press only.
    var isUnsure: Bool { self != .leaderInPerson }

    var title: String {
        switch self {
        case .anonymousClocks: "Tính thời hạn giải quyết tố cáo đối với đơn nặc danh"
        case .guidanceOnceByAnybody:
            "Cơ quan khác đã hướng dẫn thì không hướng dẫn lại cùng nội dung"
        case .leaderInPerson: "Người đứng đầu trực tiếp tiếp công dân, không giao cấp phó"
        }
    }

    var basis: String {
        switch self {
        case .anonymousClocks: "Luật Tố cáo 2018 Đ.25"
        case .guidanceOnceByAnybody: "TT 05/2021/TT-TTCP Đ.14"
        case .leaderInPerson: "Luật 136/2025/QH15 Đ.1 k.7"
        }
    }
}

extension Settings.Count {
    var byDefault: Int { 3 }

    var range: ClosedRange<Int> { 1...10 }

    var title: String { "Số lần tiếp nhận đơn chuyển đến trước khi cấp trên phân xử thẩm quyền" }

    var basis: String { "Quy chế liên thông của Thành phố" }

    /// Whether a text is a number that it may be.
    func allows(_ text: String) -> Bool { Int(text).map(range.contains) ?? false }
}

extension LawSettings {
    /// The settings after a fact; facts of other records leave them as they are.
    package mutating func apply(_ event: Event) {
        guard case .settingChanged(let fact) = event.fact, let value = fact.value else { return }
        values.removeAll { $0.key == value.key }
        if !value.value.isEmpty { values.append(value) }
    }
}

extension Rule {
    /// Whether the limit may be set: its text was not read, or the law leaves it to the city.
    ///
    /// A rule whose day each record names has no limit of its own.
    var isSettable: Bool {
        aliasOf == nil && (confidence == .unsure || limit == .configurable)
            && !Self.namedByRecord.contains(key) && !limit.isQuota
    }

    /// Rules whose day the record names: an instruction's, a consultation's, an item's of an enforcement.
    private static let namedByRecord: Set = [
        "RCP.LEADER.INSTRUCTION", "KN.ENFORCE.ITEM", "TC.ENFORCE.ITEM", "CIRC.CONSULT",
    ]
}

extension Limit {
    /// What a limit may be set to.
    static let settable =
        "a number of 1 to 999 and working_days, calendar_days, months or years, as \"5 working_days\""

    /// The limit as a setting writes it; "none" where there is no number.
    var setting: String { number.map { "\($0) \(unit)" } ?? "none" }

    /// The limit that a setting writes; nil for any other text.
    init?(setting: String) {
        let parts = setting.split(separator: " ")
        guard parts.count == 2, let number = Int(parts[0]), (1...999).contains(number),
            ["working_days", "calendar_days", "months", "years"].contains(parts[1])
        else { return nil }
        self.init(number: number, unit: String(parts[1]))
    }
}

extension SetSettingRequest {
    /// Decides that a fact of the law is set; what is open keeps the day that it has.
    ///
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(
        _ law: LawSettings,
        _ book: Rulebook,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let known = Settings(law).list(in: book)
        let found = known.first { $0.key == key }
        checks.require(
            found != nil,
            "key",
            "is no setting",
            "give one of \(known.map(\.key).joined(separator: ", "))"
        )
        let isShaped =
            if Settings.Switch(rawValue: key) != nil {
                ["true", "false"].contains(value)
            } else if let count = Settings.Count(rawValue: key) {
                count.allows(value)
            } else {
                Limit(setting: value) != nil
            }
        checks.require(
            found == nil || value.isEmpty || isShaped,
            "value",
            "is none that the setting may have",
            "give \(found?.allowed ?? Limit.settable), or nothing for the default"
        )
        checks.text(reason, "reason", max: 1_000)
        checks.require(
            found.map { $0.value != (value.isEmpty ? $0.defaultValue : value) } ?? true,
            "value",
            "is the one that holds already",
            "give another one"
        )
        try checks.finish()
        let changed = SettingValue(
            key: key,
            value: value,
            setOn: context.today.iso,
            reason: reason
        )
        return [
            Event(
                record: Settings.record,
                actedOn: context.today.iso,
                fact: .settingChanged(SettingChanged(value: changed))
            )
        ]
    }
}
