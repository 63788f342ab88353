import Casework
package import Messages
import RPC
import Records

/// What only a sandbox has.
package struct SandboxService: SandboxHandlers {
    private static let secondsMax: Int64 = 366 * 86_400

    private let desk: Desk
    private let clock: MovableClock?

    /// Works at a desk; on a server that is no sandbox there is no clock to move.
    package init(_ desk: Desk, _ clock: MovableClock?) {
        self.desk = desk
        self.clock = clock
    }

    package func advanceClock(
        _ request: AdvanceClockRequest,
        _ call: Call
    ) throws -> Work<SandboxClock> {
        guard let clock else { throw Status.notASandbox }
        var checks = Checks(today: desk.today)
        checks.require(
            (0...Self.secondsMax).contains(request.bySeconds),
            "by_seconds",
            "is not 0 to \(Self.secondsMax)",
            "a clock goes forward only, and by 366 days at most at once"
        )
        try checks.finish()
        try clock.advance(by: request.bySeconds * 1_000)
        return Work(done: SandboxClock(nowAt: desk.milliseconds, today: desk.today.iso))
    }
}

extension Status {
    fileprivate static let notASandbox = Status(
        .notASandbox,
        "only a sandbox has a clock that is moved; start one with kntc-server serve --sandbox DIR"
    )
    .with(vietnamese: "Chỉ máy chủ thử nghiệm mới chỉnh được đồng hồ.")
}
