import Casework
import Messages
import TestSeeds
import TestSupport
import Testing

/// How a command acts on a record that stands in one of its states.
struct Play<Record: FiledRecord>: Sendable {
    /// The method, as the table names it.
    let method: String
    /// Decides on a record and gives the events.
    let decide: @Sendable (Record) throws -> [Event]

    init(_ method: String, _ decide: @escaping @Sendable (Record) throws -> [Event]) {
        self.method = method
        self.decide = decide
    }
}

/// Plays every command of a table in every state: where the table allows it, the record comes to a
/// state of the row and the row's clocks start and stop; elsewhere it is refused by its state.
///
/// - Parameters:
///   - plays: One for each method of the table that acts on a record.
///   - branch: The branch of the kind whose rows are played.
///   - sample: A record of the branch that lacks nothing, in a state.
func expectTable<Record: FiledRecord>(
    _ plays: [Play<Record>],
    of branch: String = "",
    sample: (Record.State) -> Record
) {
    let rows = Record.table.filter { !$0.from.isEmpty && $0.isOf(branch) }
    // A row without a play, or a play without a row, is a hole in the proof.
    #expect(Set(rows.map(\.method)) == Set(plays.map(\.method)))
    for play in plays {
        for state in Record.State.known where state.rawValue != 0 {
            let record = sample(state)
            let row = rows.first { $0.method == play.method && $0.from.contains(state) }
            let place = Comment("\(play.method) in \(state.protoName)")
            guard let row else {
                let answer = refusal { try play.decide(record) }
                let needs = Record.demanded(by: rows.filter { $0.method == play.method })
                #expect(answer == "\(state.protoName): \(needs)", place)
                continue
            }
            do {
                let after = try play.decide(record).reduce(into: record) { $0.apply($1) }
                let allowed = row.to.isEmpty ? [state] : row.to
                #expect(allowed.contains(after.state), place)
                expectClocks(row, record, after, place)
            } catch {
                Issue.record("\(place): refused: \(refusal { throw error })")
            }
        }
    }
}

private func expectClocks<Record: FiledRecord>(
    _ row: StateTransition<Record>,
    _ before: Record,
    _ after: Record,
    _ place: Comment
) {
    let open = Set(after.deadlines.filter { $0.state == .open }.map(\.rule))
    let acted = Day(iso: after.lastActOn) ?? world.today
    for start in row.starts {
        let rule = after.rule(start.rule)
        // A rule of other days starts nothing.
        guard Rulebook.builtin.applicable(rule, startingOn: acted) != nil else { continue }
        #expect(open.contains(rule), place)
    }
    for deadline in before.deadlines where deadline.state == .open {
        let rule = Rulebook.builtin.rule(version: deadline.ruleVersion)
        guard !Set(rule?.stopEvents ?? []).isDisjoint(with: row.stops) else { continue }
        let now = after.deadlines.first {
            $0.rule == deadline.rule && $0.startOn == deadline.startOn
                && $0.item == deadline.item
        }
        let isAnew = row.starts.contains { before.rule($0.rule) == deadline.rule }
        #expect(now?.state == .met || now?.state == .late || isAnew, place)
    }
}

/// Plays commands at random: whatever is accepted leads where its row says, and replaying the facts
/// through their bytes gives the same record.
///
/// - Returns: The methods that were accepted at least once.
func expectRandomLives<Record: FiledRecord>(
    _ plays: [Play<Record>],
    _ starts: [Record],
    _ random: inout SplitMix64
) throws -> Set<String> {
    let seed = Comment(rawValue: "KNTC_SEED=\(random.seed)")
    var accepted: Set<String> = []
    for start in starts {
        for _ in 0..<20 {
            var record = start
            var facts: [Event] = []
            for _ in 0..<30 {
                guard let play = plays.randomElement(using: &random),
                    let decided = try? play.decide(record)
                else { continue }
                let rows = Record.table.filter { $0.method == play.method && $0.admits(record) }
                let allowed = rows.flatMap { $0.to.isEmpty ? [record.state] : $0.to }
                for event in decided { record.apply(event) }
                facts += decided
                accepted.insert(play.method)
                #expect(allowed.contains(record.state), seed)
            }
            var replayed = start
            for event in facts { replayed.apply(try Event(serialized: event.serialized())) }
            #expect(replayed == record, seed)
        }
    }
    return accepted
}
