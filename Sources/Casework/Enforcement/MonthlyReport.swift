import Messages

/// The reports that the inspectorate owes each month on how a conclusion is carried out
/// (NĐ 31/2019/NĐ-CP Đ.18 k.2, up to 30/06/2026).
extension Case {
    /// Key of the rule.
    static let monthlyReport = "TC.ENFORCE_MONTHLY_REPORT"

    /// Whether a limit that a conclusion starts is owed: where nothing denounced is true, nothing
    /// is carried out that could be reported on.
    func isOwed(_ deadline: Deadline, after conclusion: DenunciationConclusion?) -> Bool {
        deadline.rule != Self.monthlyReport || conclusion?.overall != .unfounded
    }

    /// What a report on a day does to monthly reports.
    ///
    /// The one of its month is given, or one that was missed, and the next month owes another. A
    /// second report of a month gives nothing more.
    func reported(_ deadlines: [Deadline], on day: Day, _ context: Context) -> [Deadline] {
        let given = deadlines.filter {
            $0.rule == Self.monthlyReport && $0.isRunning && $0.dueOn <= day.month.upperBound.iso
        }
        guard !given.isEmpty else { return [] }
        return given.map {
            $0.ended($0.dueOn < day.iso ? .late : .met, by: "enforcement.reported", on: day)
        } + context.clocks.start([Self.monthlyReport], by: "enforcement.reported", on: day)
    }
}
