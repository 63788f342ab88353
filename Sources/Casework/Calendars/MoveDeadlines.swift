package import Messages

/// What the replacement of a calendar does to time limits that are open.
extension Clocks {
    /// The open limits among those of a record that the calendar gives another last day, or makes
    /// certain or uncertain; with them what lasts as long as they do.
    ///
    /// What ended keeps its day, what stands still gets one when it runs again, and a day that the
    /// record itself names is no matter of the calendar.
    package func moved(_ deadlines: [Deadline]) -> [Deadline] {
        var moved = deadlines.filter { $0.state == .open }.compactMap { deadline -> Deadline? in
            guard let reckoned = try? reckoned(deadline), !reckoned.standsLike(deadline) else {
                return nil
            }
            return reckoned
        }
        moved += followers(of: moved, in: deadlines)
        return moved
    }
}

extension FiledRecord {
    /// The fact that open limits of the record moved; nil when none does.
    ///
    /// - Parameters:
    ///   - clocks: Rules and calendar as they hold now.
    ///   - calendar: The layer that was replaced.
    ///   - day: Today.
    /// - Returns: The fact with the limits as they then stand.
    package func deadlinesMoved(
        _ clocks: Clocks,
        by calendar: AgencyCalendar,
        on day: Day
    ) -> Event? {
        let moved = clocks.moved(deadlines)
        guard !moved.isEmpty else { return nil }
        let moves = moves(to: moved)
        let fact = DeadlinesMoved(moves: moves, agency: calendar.agency, reason: calendar.reason)
        return event(.deadlinesMoved(fact), on: day, deadlines: moved)
    }

    /// From which day to which the open limits of the record move.
    package func moves(_ clocks: Clocks) -> [DeadlineMove] {
        moves(to: clocks.moved(deadlines))
    }

    private func moves(to moved: [Deadline]) -> [DeadlineMove] {
        moved.compactMap { after in
            let before = deadlines.first { $0.isSame(as: after) }
            return before.map { before in
                DeadlineMove(
                    rule: after.rule,
                    startOn: after.startOn,
                    fromDue: before.dueOn,
                    toDue: after.dueOn,
                    fromProvisional: before.provisional,
                    toProvisional: after.provisional,
                    item: after.item
                )
            }
        }
    }
}

extension Deadline {
    /// Whether both are the same limit, whatever became of it.
    func isSame(as other: Deadline) -> Bool {
        rule == other.rule && startEvent == other.startEvent && startOn == other.startOn
            && item == other.item
    }

    fileprivate func standsLike(_ other: Deadline) -> Bool {
        nominalOn == other.nominalOn && dueOn == other.dueOn && provisional == other.provisional
    }
}
