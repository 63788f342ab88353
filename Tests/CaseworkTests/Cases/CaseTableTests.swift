import Casework
import Messages
import TestSupport
import Testing

/// The table of transitions of cases, row by row and state by state.
@Suite struct CaseTableTests {
    /// The plays of each branch.
    static let plays: [Case.Branch: [Play<Case>]] = [
        .complaint: ComplaintPlays.first, .discipline: ComplaintPlays.firstDiscipline,
        .secondComplaint: ComplaintPlays.second, .secondDiscipline: ComplaintPlays.secondDiscipline,
        .denunciation: DenunciationPlays.all + ResultPlays.denunciation,
        .feedback: ResultPlays.feedback,
    ]

    // Red when: a row has no play, a command acts from a state that the table does not allow or
    // leads to another, or a clock of a row neither starts nor stops.
    @Test func `Every command acts from the states of its rows and from no other`() throws {
        for (kind, plays) in Self.plays {
            expectTable(plays, of: kind.rawValue) { state in
                switch kind {
                case .denunciation: DenunciationPlays.sample(state)
                case .feedback: (try? ResultSample.feedback(state)) ?? Case()
                default: ComplaintPlays.sample(kind, state)
                }
            }
        }
    }

    // Red when: a limit of a case starts or stops by another act than the one that the law names.
    @Test func `Each act starts and stops the limits of its article`() throws {
        let rows: [(Station, [String])] = [
            (.accepted, ["KN.RESOLVE.1.ORDINARY OPEN"]),
            (
                .decided,
                ["KN.RESOLVE.1.ORDINARY MET", "KN.SEND_DECISION.1 OPEN", "KN.EFFECT.1 OPEN"]
            ),
            (.sent, ["KN.RESOLVE.1.ORDINARY MET", "KN.SEND_DECISION.1 MET", "KN.EFFECT.1 OPEN"]),
        ]
        for (station, expected) in rows {
            let file = try Walk(to: station).file
            let lines = file.deadlines.map { deadline in
                deadline.line.split(separator: " ").prefix(2).joined(separator: " ")
            }
            #expect(Set(lines) == Set(expected), "\(station)")
        }
    }
}
