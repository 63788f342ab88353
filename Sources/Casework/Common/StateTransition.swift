package import Messages

/// One row of a table of transitions: what a command demands and what it does to clocks.
///
/// The tables stand beside the deciders and are all that ListActions, the deciders and the tests
/// know of states; `kntc-admin law transitions` prints them.
package struct StateTransition<Record: FiledRecord>: Sendable {
    /// The method that carries it out, "ReceptionService/CheckIn".
    package let method: String
    /// The command's name in Vietnamese.
    package let title: String
    /// Branches of the kind that the row is for, as `FiledRecord.branch` names them; empty for all.
    package let branches: [String]
    /// States from which it is open; empty when it makes the record.
    package let from: [Record.State]
    /// States that it leads to; empty when the state stays.
    package let to: [Record.State]
    /// The day before which it can not have happened, of the record; nil when it makes the record.
    package let after: (@Sendable (Record) -> String)?
    /// Time limits that it starts.
    package let starts: [ClockStart]
    /// Events by which it stops time limits.
    package let stops: [String]
    /// Whether something left the house with it, so that it can not be undone.
    package let sends: Bool
    /// Keys of the forms that the step issues, one in force on each day.
    package let forms: [String]
    /// What is missing in other states, in English; empty to name the states.
    package let needs: String
    /// Its ground in the law.
    package let basis: String

    /// Writes a row.
    package init(
        _ method: String,
        _ title: String,
        of branches: [String] = [],
        from: [Record.State] = [],
        to: [Record.State] = [],
        after: (@Sendable (Record) -> String)? = nil,
        starts: [ClockStart] = [],
        stops: [String] = [],
        sends: Bool = false,
        forms: [String] = [],
        needs: String = "",
        basis: String
    ) {
        self.method = method
        self.title = title
        self.branches = branches
        self.from = from
        self.to = to
        self.after = after
        self.starts = starts
        self.stops = stops
        self.sends = sends
        self.forms = forms
        self.needs = needs
        self.basis = basis
    }

    /// Whether the row is for records of a branch.
    package func isOf(_ branch: String) -> Bool {
        branches.isEmpty || branches.contains(branch)
    }

    /// Whether the command is open to a record, by its branch and state alone.
    package func admits(_ record: Record) -> Bool {
        isOf(record.branch) && from.contains(record.state)
    }

    /// Demands an act on or after the one that the row names as its predecessor.
    package func order(
        _ day: Day,
        _ field: String = "acted_on",
        in record: Record,
        _ checks: inout Checks
    ) {
        guard let after else { return }
        checks.order(day, field, notBefore: after(record))
    }

    /// The record's clocks after the command: those that it stops, then those that it starts.
    package func clocks(of record: Record, on day: Day, _ context: Context) -> [Deadline] {
        context.clocks.stop(record.deadlines, by: stops, on: day)
            + starts.flatMap {
                context.clocks.start(
                    [record.rule($0.rule)],
                    by: $0.event,
                    on: day,
                    beside: record.deadlines
                )
            }
    }
}

/// A time limit that a command starts.
package struct ClockStart: Hashable, Sendable {
    /// Key of the rule.
    package let rule: String
    /// The event that starts it, as the rule names it.
    package let event: String

    /// Names rule and event.
    package init(_ rule: String, by event: String) {
        self.rule = rule
        self.event = event
    }
}

/// What keeps a command from acting.
package struct Obstacle: Hashable, Sendable {
    /// What kind of obstacle.
    package let kind: ActionObstacle
    /// What is missing, in English.
    package let missing: String
    /// The same in Vietnamese.
    package let missingVi: String
    /// Its ground in the law.
    package let basis: String

    /// Names what is missing and why it must be there.
    package init(_ kind: ActionObstacle, _ missing: String, vi: String, basis: String) {
        self.kind = kind
        self.missing = missing
        self.missingVi = vi
        self.basis = basis
    }
}
