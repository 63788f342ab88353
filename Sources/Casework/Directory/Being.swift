package import Messages

extension Agency {
    /// Whether the agency is in being on a day.
    ///
    /// Asked wherever a body acts or gets something: after its last day it signs nothing and
    /// nothing new comes to it.
    package func isInBeing(on day: Day) -> Bool { days?.contains(day) ?? false }

    /// The days in being; nil where the first is no day or the last lies before it.
    var days: ClosedRange<Day>? { .between(validFrom, and: validTo) }

    /// Whether its last day is before a day.
    package func hasEnded(on day: Day) -> Bool { days.map { $0.upperBound < day } ?? false }

    /// An office of the agency that is in being on a day.
    package func office(_ code: String, on day: Day) -> Office? {
        guard isInBeing(on: day) else { return nil }
        return offices.first { $0.code == code && days(of: $0)?.contains(day) == true }
    }

    /// The days of an office: the agency's, unless it has its own.
    func days(of office: Office) -> ClosedRange<Day>? {
        .between(
            office.validFrom.isEmpty ? validFrom : office.validFrom,
            and: office.validTo.isEmpty ? validTo : office.validTo
        )
    }

    /// The agency as it was on a day: its name, kind, parent, offices and their titles of then.
    ///
    /// - Returns: nil for a day on which it was not in being.
    package func asOf(_ day: Day) -> Agency? {
        guard isInBeing(on: day) else { return nil }
        var then = self
        then.former = []
        if let form = form(on: day) {
            then.name = form.name
            then.type = form.type
            then.parent = form.parent
        }
        then.offices = offices.filter { days(of: $0)?.contains(day) == true }.map { office in
            var office = office
            office.title = office.title(on: day)
            office.former = []
            return office
        }
        return then
    }

    /// Code of the body above on a day, or of the last one where it ended before.
    package func parent(on day: Day) -> String { form(on: day)?.parent ?? parent }

    /// What held of it on an earlier day; nil where that is what stands.
    private func form(on day: Day) -> FormerAgency? { former.first { $0.validTo >= day.iso } }

    /// The codes of all bodies that it ever lay under.
    package var parents: Set<String> { Set(former.map(\.parent) + [parent]) }

    /// Checks that an office is a head office of this agency on a day.
    ///
    /// The law gives decisions to the head's office (Luật Khiếu nại 2011 Đ.17–22).
    package func checkHead(
        office code: String,
        on day: Day,
        _ checks: inout Checks
    ) {
        checks.require(
            office(code, on: day)?.head ?? false,
            "office",
            "is no head office of the agency on \(day.iso)",
            "name the office of the head who decides"
        )
    }

    /// Code of the agency of an office: the office's without its own name at the end.
    package static func code(ofOffice office: String) -> String {
        office.split(separator: ".").dropLast().joined(separator: ".")
    }
}

extension Office {
    /// The title that the office bore on a day.
    package func title(on day: Day) -> String {
        former.first { $0.validTo >= day.iso }?.title ?? title
    }
}

extension ClosedRange<Day> {
    /// The days from a first to a last, each "YYYY-MM-DD"; without a last one they go on.
    ///
    /// - Returns: nil where the first is no day or the last lies before it.
    static func between(_ first: String, and last: String) -> ClosedRange<Day>? {
        guard let from = Day(iso: first) else { return nil }
        if last.isEmpty { return from...Day.latest }
        guard let to = Day(iso: last), from <= to else { return nil }
        return from...to
    }
}

extension ClosedRange<Day> {
    /// The days for people: "2025-07-01 to …".
    var text: String {
        let isOpen = upperBound == Day.latest
        return "\(lowerBound.iso) to \(isOpen ? "…" : upperBound.iso)"
    }
}

extension Checks {
    /// Demands a first and a last day in their order; the last may be missing.
    mutating func period(_ first: String, _ last: String, _ field: String) {
        require(
            Day(iso: first) != nil,
            "\(field).valid_from",
            "is no day",
            "write it as YYYY-MM-DD"
        )
        require(
            last.isEmpty || ClosedRange.between(first, and: last) != nil,
            "\(field).valid_to",
            "is no day on or after valid_from",
            "write it as YYYY-MM-DD, or leave it empty"
        )
    }

    /// Demands the first day of a change, which is decided a year ahead at most.
    mutating func changeDay(_ value: String) -> Day {
        let day = Day(iso: value)
        let last = today.adding(months: 12)
        require(
            day.map { $0 <= last } ?? false,
            "on",
            "is no day up to \(last.iso)",
            "give the first day on which it holds, as YYYY-MM-DD"
        )
        return day ?? last
    }

    /// The day on which the bodies of a grant must be there: its first one, or today for one that
    /// began before.
    func grantDay(_ first: String) -> Day { max(Day(iso: first) ?? today, today) }
}
