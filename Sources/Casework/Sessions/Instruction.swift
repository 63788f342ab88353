package import Messages

private typealias Row = StateTransition<Instruction>

extension Instruction: FiledRecord {
    package static let recordKind = RecordKind.instruction

    /// NĐ 154/2026/NĐ-CP Đ.25.
    package static let table: [StateTransition<Instruction>] = [
        Row(
            "SessionService/IssueConclusion",
            "Giao nhiệm vụ trong kết luận",
            to: [.open],
            starts: [ClockStart("RCP.LEADER.INSTRUCTION", by: "reception.conclusion_issued")],
            basis: "NĐ 154/2026/NĐ-CP Đ.25"
        ),
        Row(
            "SessionService/ReportTask",
            "Báo cáo thực hiện kết luận",
            from: [.open, .reported],
            to: [.reported],
            after: \.conclusionDay,
            stops: ["instruction.reported"],
            sends: true,
            basis: "NĐ 154/2026/NĐ-CP Đ.25"
        ),
        Row(
            "SessionService/UrgeTask",
            "Đôn đốc thực hiện kết luận",
            from: [.open, .reported],
            after: \.conclusionDay,
            sends: true,
            basis: "NĐ 154/2026/NĐ-CP Đ.25"
        ),
        Row(
            "SessionService/CloseTask",
            "Xác nhận hoàn thành nhiệm vụ",
            from: [.reported],
            to: [.closed],
            after: \.lastActOn,
            needs: "a report on the instruction",
            basis: "NĐ 154/2026/NĐ-CP Đ.25"
        ),
    ]

    /// The agency that carries it out, and the one whose leader gave it.
    package var readers: [String] { [agency, givenBy] }

    package var about: RecordReference? { RecordReference(kind: .session, id: sessionId) }

    /// The agency that gave it follows all that it gave.
    package var listedUnder: [RecordReference] {
        [RecordReference(kind: .session, id: sessionId), Self.giver(givenBy)]
    }

    /// Names the agency in whose list its instructions to others stand.
    package static func giver(_ agency: String) -> RecordReference {
        RecordReference(kind: .agency, id: agency)
    }

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .instructionGiven(let fact):
            self = fact.instruction ?? Instruction()
        case .instructionReported(let fact):
            // The first report ends the time limit; a later one mends it.
            if reports.isEmpty { late = day > dueOn }
            reports += fact.report.map { [$0] } ?? []
            state = .reported
        case .instructionUrged(let fact):
            urgings += fact.letter.map { [$0] } ?? []
        case .instructionClosed:
            state = .closed
            closedOn = day
        default:
            return
        }
    }

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        let basis = "NĐ 154/2026/NĐ-CP Đ.25"
        switch method {
        case "SessionService/ReportTask" where context.agency != agency:
            return Obstacle(
                .permission,
                "the agency that carries the instruction out",
                vi: "cơ quan được giao nhiệm vụ",
                basis: basis
            )
        case "SessionService/UrgeTask" where context.agency != givenBy,
            "SessionService/CloseTask" where context.agency != givenBy:
            return Obstacle(
                .permission,
                "the agency whose leader gave the instruction",
                vi: "cơ quan giao nhiệm vụ",
                basis: basis
            )
        case _ where method.hasPrefix("RecordService/") && context.agency != givenBy:
            return Obstacle(
                .permission,
                "the agency whose leader gave the instruction",
                vi: "cơ quan giao nhiệm vụ",
                basis: basis
            )
        case "SessionService/UrgeTask" where state == .reported && context.today.iso <= dueOn:
            return Obstacle(
                .deadline,
                "an instruction that is late or not reported",
                vi: "nhiệm vụ quá hạn hoặc chưa báo cáo",
                basis: basis
            )
        default:
            return nil
        }
    }

    private var conclusionDay: String { conclusion?.issuedOn ?? "" }
}
