import Casework
import Messages
import TestSeeds
import TestSupport
import Testing

/// Every row of every table has a test, whatever kind of record is added.
@Suite struct TableCoverageTests {
    /// The commands that the suites of each kind play in every state.
    private static let played: [RecordKind: Set<String>] = [
        .petition: Set(PetitionTableTests.plays.map(\.method)),
        .signer: Set(SignerTests.plays.map(\.method)),
        .case: Set(
            CaseTableTests.plays.flatMap { kind, plays in
                plays.map { "\($0.method) of \(kind.rawValue)" }
            }
        ),
        .visit: Set(
            (VisitTableTests.entry + VisitTableTests.outcomes + VisitTableTests.results)
                .map(\.method)
        ),
        .session: Set(SessionTableTests.sessionPlays.map(\.method)),
        .instruction: Set(SessionTableTests.instructionPlays.map(\.method)),
        .proposal: Set(SessionTableTests.proposalPlays.map(\.method)),
        .document: Set(DocumentTableTests.plays.map(\.method)),
        .original: Set(OriginalTableTests.plays.map(\.method)),
        .identityRequest: Set(
            IdentityTableTests.requestPlays.flatMap { kind, plays in
                plays.map { "\($0.method) of \(kind == .lower ? "lower" : "read")" }
            }
        ),
        .handlerAppointment: Set(IdentityTableTests.appointmentPlays.map(\.method)),
        .workingCopy: Set(WorkingCopyTests.plays.map(\.method)),
        .transfer: Set(TransferTableTests.plays.map(\.method)),
        .absence: Set(AbsenceTests.plays.map(\.method)),
        .delegation: Set(DelegationTests.plays.map(\.method)),
        .consultation: Set(TransferTableTests.consultationPlays.map(\.method)),
        .operation: Set(OperationTableTests.plays.map(\.method)),
    ]

    // Red when: a row is added to a table, or a kind to the records, without a test.
    @Test func `Every row that acts on a record is played`() {
        for kind in RecordKind.known {
            guard let type = kind.filed else { continue }
            #expect(Self.rows(of: type) == Self.played[kind] ?? [], "\(kind)")
        }
    }

    private static func rows<R: FiledRecord>(of type: R.Type) -> Set<String> {
        Set(
            R.branches.flatMap { branch in
                R.table.filter { !$0.from.isEmpty && $0.isOf(branch) }
                    .map { branch.isEmpty ? $0.method : "\($0.method) of \(branch)" }
            }
        )
    }

    // Red when: a random life of a visit or a case leaves its table, or replays to another one.
    @Test func `Random lives of visits and cases stay inside their tables`() throws {
        var random = SplitMix64(usualSeed: 20_261_128)
        let states: [VisitState] = [.checkedIn, .contentRecorded, .resultPending]
        let visits = try expectRandomLives(
            VisitTableTests.entry + VisitTableTests.outcomes + VisitTableTests.results,
            states.map { VisitSample.visit($0) },
            &random
        )
        #expect(visits.count >= 8)
        let stations: [Station] = [.accepted, .assigned, .decided, .received, .effective]
        let cases = try expectRandomLives(
            CaseTableTests.plays[.complaint] ?? [],
            try stations.map { try Walk(to: $0).file },
            &random
        )
        #expect(cases.count >= 8)
    }
}
