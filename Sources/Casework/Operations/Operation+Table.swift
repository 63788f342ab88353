package import Messages

private typealias Row = StateTransition<Operation>

extension Operation: FiledRecord {
    package static let recordKind = RecordKind.operation

    /// Who leads an agency orders its work.
    static let basis = "Quy chế làm việc của cơ quan"

    package static let table: [StateTransition<Operation>] = [
        Row(
            "OperationService/StartOperation",
            "Bắt đầu tác vụ hàng loạt",
            to: [.running],
            basis: basis
        ),
        Row(
            "OperationService/StopOperation",
            "Dừng tác vụ hàng loạt",
            from: [.running],
            to: [.stopped],
            needs: "an operation that is running",
            basis: basis
        ),
        Row(
            "OperationService/ResumeOperation",
            "Tiếp tục tác vụ hàng loạt",
            from: [.stopped],
            to: [.running],
            needs: "an operation that was stopped",
            basis: basis
        ),
        Row(
            "OperationService/RevertOperation",
            "Hoàn tác tác vụ hàng loạt",
            from: [.done, .stopped],
            to: [.reverting],
            needs: "an operation that is done or was stopped",
            basis: basis
        ),
    ]

    /// Names the list of the operations whose steps are being taken.
    package static let atWork = RecordReference(kind: .operation, id: "*")

    /// Whether its steps are being taken, forth or back.
    package var isAtWork: Bool { state == .running || state == .reverting }

    package var listedUnder: [RecordReference] { isAtWork ? [Self.atWork] : [] }

    package static let isMendable = false
    package static let correctable = Correctable.nothing
    package var isSettled: Bool { true }

    package mutating func void() {}

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .operationStarted(let fact): self = fact.operation ?? Operation()
        case .operationStepped(let fact): put(fact, on: day)
        case .operationStopped(let fact):
            state = .stopped
            reason = fact.reason
        case .operationResumed: state = .running
        case .operationReverted(let fact):
            state = .reverting
            place = nil
            finishedOn = ""
            reason = fact.reason
        default: return
        }
    }

    private mutating func put(_ step: OperationStepped, on day: String) {
        if state == .reverting { reverted += step.done } else { done += step.done }
        skipped += Int64(step.skips.count)
        skips += step.skips.prefix(max(0, Self.skipsMax - skips.count))
        place = step.place
        guard step.place == nil else { return }
        state = state == .reverting ? .reverted : .done
        finishedOn = day
    }

    private static let skipsMax = 100

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        guard method == "OperationService/RevertOperation", case .answer = plan?.work else {
            return nil
        }
        return Obstacle(
            .guard,
            "an operation that sent nothing; an answer that was given stands",
            vi: "tác vụ chưa gửi văn bản cho người dân",
            basis: Self.basis
        )
    }
}
