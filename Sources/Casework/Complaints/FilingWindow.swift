import Messages

/// A period in which a citizen may complain, with the obstacles that do not count
/// (Luật Khiếu nại 2011 Đ.9, Đ.33, Đ.48).
struct FilingWindow {
    /// Key of its rule.
    let rule: String
    /// The day from which it counts.
    let start: Day
    /// Proven obstacles.
    let obstacles: [ClockObstacle]

    /// The rule of the window of a complaint to the second instance.
    static func second(isDiscipline: Bool, dismissal: Bool, remoteArea: Bool) -> String {
        if isDiscipline { return dismissal ? "KNKL.LIMITATION.2.DISMISSAL" : "KNKL.LIMITATION.2" }
        return remoteArea ? "KN.APPEAL_WINDOW.REMOTE" : "KN.APPEAL_WINDOW"
    }

    /// Its last day; nil when no version of the rule is in force on the start day.
    ///
    /// - Throws: `ReckoningError` when the rule knows no obstacles.
    func lastDay(_ context: Context) throws(ReckoningError) -> Day? {
        var window = context.clocks.start([rule], by: "", on: start).first
        window?.obstacles = obstacles
        guard let window else { return nil }
        return Day(iso: try context.clocks.reckoned(window).dueOn)
    }

    /// Checks that a complaint was filed in it.
    ///
    /// - Parameters:
    ///   - filed: The day of filing.
    ///   - field: The field that gives the start day.
    ///   - basis: The article.
    ///   - context: Rules and calendar.
    ///   - checks: Takes what is wrong.
    func check(
        filed: String,
        _ field: String,
        basis: String,
        _ context: Context,
        _ checks: inout Checks
    ) {
        check(obstacles, &checks)
        let last: Day?
        do {
            last = try lastDay(context)
        } catch {
            checks.require(
                false,
                "obstacles",
                "are given for a period that knows none",
                "leave them out"
            )
            return
        }
        guard let last, !filed.isEmpty else { return }
        checks.require(
            filed <= last.iso,
            field,
            "opens a period that ended on \(last.iso), before the complaint was filed on \(filed) "
                + "(\(basis))",
            "name proven obstacles, or refuse the complaint"
        )
    }

    private func check(_ obstacles: [ClockObstacle], _ checks: inout Checks) {
        for (index, obstacle) in obstacles.enumerated() {
            let from = checks.pastDay(obstacle.fromOn, "obstacles[\(index)].from_on")
            let to = checks.pastDay(obstacle.toOn, "obstacles[\(index)].to_on")
            guard let from, let to else { continue }
            checks.require(
                from <= to,
                "obstacles[\(index)].to_on",
                "is before from_on",
                "give the last day of the obstacle"
            )
        }
    }
}
