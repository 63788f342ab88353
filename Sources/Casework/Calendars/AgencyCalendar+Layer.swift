package import Messages

/// The layer of one body over the calendars of the bodies above it and of the nation.
extension AgencyCalendar {
    /// Names the record of a body's layer.
    package static func record(of agency: String) -> RecordReference {
        RecordReference(kind: .calendar, id: agency)
    }

    /// The layer after a fact; facts of other records leave it as it is.
    package mutating func apply(_ event: Event) {
        guard case .calendarReplaced(let fact) = event.fact, let calendar = fact.calendar else {
            return
        }
        self = calendar
    }

    /// The layer as it lies over others; nil for one that says nothing.
    package var layer: CalendarLayer? {
        guard !entries.isEmpty || !announcedYears.isEmpty else { return nil }
        return CalendarLayer(
            version: "\(agency)@\(etag)",
            years: announcedYears.map(Int.init),
            days: entries.compactMap(\.listed)
        )
    }
}

extension CalendarEntry {
    /// The entry as a layer lists it; nil when it has no day.
    fileprivate var listed: CalendarDay? {
        guard let day = Day(iso: day) else { return nil }
        return CalendarDay(
            day,
            kind == .working ? .swapWork : .holiday,
            reason,
            provisional ? .unsure : .found
        )
    }
}

extension WorkingCalendar {
    /// The nation's calendar with the layers of bodies over it, the highest body first.
    package init(of layers: [AgencyCalendar], over national: CalendarLayer = .national) {
        self.init(layers: [national] + layers.compactMap(\.layer))
    }

    /// What the calendar lists in a year, with the layer of each day; the last layer counts.
    package static func listed(
        in year: Int,
        of layers: [AgencyCalendar],
        over national: CalendarLayer = .national
    ) -> [ListedDay] {
        var days: [Day: ListedDay] = [:]
        for entry in national.days where entry.day.date.year == year {
            days[entry.day] = ListedDay(
                day: entry.day.iso,
                kind: entry.kind == .swapWork ? .working : .off,
                reason: entry.name,
                layer: "national",
                provisional: entry.confidence == .unsure
            )
        }
        for layer in layers {
            for entry in layer.entries {
                guard let day = Day(iso: entry.day), day.date.year == year else { continue }
                days[day] = ListedDay(
                    day: entry.day,
                    kind: entry.kind,
                    reason: entry.reason,
                    layer: layer.agency,
                    provisional: entry.provisional,
                    decree: entry.decree
                )
            }
        }
        return days.sorted { $0.key < $1.key }.map(\.value)
    }
}
