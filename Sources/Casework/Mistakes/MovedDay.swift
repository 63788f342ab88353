import Messages

/// A corrected day, with what happened on it.
struct MovedDay {
    /// The events of the day.
    let events: Set<String>
    /// Where it is one of several days: the wrong one, which tells its limits from the others'.
    ///
    /// Nil where every limit of the events is its own.
    var from: String?
    /// The right day.
    let to: Day
    /// Whether another of the several days is the wrong one's like, so that its limits stay too.
    var isShared = false

    /// Whether an event of a day is the one that was corrected.
    func moves(_ event: String, of day: String) -> Bool {
        events.contains(event) && (from ?? day) == day
    }
}

extension Clocks {
    /// Time limits with those that corrected days started or stopped reckoned from the right ones,
    /// with all that happened to them since.
    func reckonedAnew(_ deadlines: [Deadline], _ days: [MovedDay]) -> [Deadline] {
        var anew: [Deadline] = []
        for deadline in deadlines {
            let starts = days.filter { $0.moves(deadline.startEvent, of: deadline.startOn) }
            let stays = starts.allSatisfy(\.isShared) ? [deadline] : []
            for limit in stays + starts.map({ restarted(deadline, on: $0.to) }) {
                let limit = judged(limit, days)
                if !anew.contains(where: { $0.isSame(as: limit) }) { anew.append(limit) }
            }
        }
        return anew
    }

    /// A limit that began on another day; as it is when its rule has no version on that one.
    private func restarted(_ deadline: Deadline, on day: Day) -> Deadline {
        guard var anew = start([deadline.rule], by: deadline.startEvent, on: day).first else {
            return deadline
        }
        anew.inherited = deadline.inherited
        anew.state = deadline.state
        anew.stopEvent = deadline.stopEvent
        anew.stoppedOn = deadline.stoppedOn
        anew.suspensions = deadline.suspensions
        anew.obstacles = deadline.obstacles
        anew.extensions = deadline.extensions
        anew.item = deadline.item
        anew.owedBy = deadline.owedBy
        if anew.ruleVersion == deadline.ruleVersion { anew.limit = deadline.limit }
        // What the record itself names, or another limit, is no matter of the start.
        if anew.dueOn.isEmpty, !deadline.dueOn.isEmpty {
            anew.nominalOn = deadline.nominalOn
            anew.dueOn = deadline.dueOn
        }
        return (try? reckoned(anew)) ?? anew
    }

    /// A limit that ended on another day; met or late is judged anew, while what was replaced,
    /// lapsed or voided stays so.
    private func judged(_ deadline: Deadline, _ days: [MovedDay]) -> Deadline {
        var judged = deadline
        if !deadline.stopEvent.isEmpty,
            let stop = days.last(where: { $0.moves(deadline.stopEvent, of: deadline.stoppedOn) })
        {
            judged.stoppedOn = stop.to.iso
        }
        if [.met, .late].contains(judged.state) {
            let isLate = !judged.dueOn.isEmpty && judged.stoppedOn > judged.dueOn
            judged.state = isLate ? .late : .met
        }
        return judged
    }
}
