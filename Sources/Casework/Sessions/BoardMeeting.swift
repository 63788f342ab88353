package import Messages

private typealias Row = StateTransition<BoardMeeting>

extension BoardMeeting: FiledRecord {
    package static let recordKind = RecordKind.boardMeeting

    /// A meeting counts for RCP.BOARD.MONTHLY_MEETING and starts no time limit.
    package static let table: [StateTransition<BoardMeeting>] = [
        Row(
            "SessionService/RecordBoardMeeting",
            "Ghi nhận họp giao ban",
            to: [.standing],
            basis: "NĐ 154/2026/NĐ-CP Đ.30 k.3"
        )
    ]

    package var state: Standing { voided ? .voided : .standing }

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .boardMeetingHeld(let fact):
            self = fact.meeting ?? BoardMeeting()
        default:
            return
        }
    }
}
