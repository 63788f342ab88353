package import Messages

/// What every record with a life of its own shares: an agency, a state, facts, time limits.
package protocol FiledRecord: Message {
    /// Its states, as the contract lists them.
    associatedtype State: MessageEnum
    /// The kind of record.
    static var recordKind: RecordKind { get }
    /// The table of its transitions, as a lawyer reads it.
    static var table: [StateTransition<Self>] { get }
    /// Random id.
    var id: String { get set }
    /// Code of the agency that owns it and owes its deadlines.
    var agency: String { get set }
    /// Where it stands.
    var state: State { get }
    /// Version.
    var etag: String { get set }
    /// Codes of the agencies that may know of it.
    var readers: [String] { get }
    /// Its time limits.
    var deadlines: [Deadline] { get set }
    /// Its name in the system that entered it.
    var externalReference: ExternalReference? { get }
    /// The latest legal day of an act on it.
    var lastActOn: String { get set }
    /// The record that it belongs to; nil for one that stands by itself.
    var about: RecordReference? { get }
    /// Puts a fact of this record in place; facts of other records leave it as it is.
    mutating func put(_ fact: Event.Fact, on day: String)
    /// What keeps a command from acting though the state allows it; nil when nothing does.
    ///
    /// Judges by the record alone, so that it is known before the command is given.
    func obstacle(to method: String, _ context: Context) -> Obstacle?
}

extension FiledRecord {
    package var about: RecordReference? { nil }
    package var readers: [String] { [agency] }

    package func obstacle(to method: String, _ context: Context) -> Obstacle? { nil }

    /// Names the record.
    package var reference: RecordReference { RecordReference(kind: Self.recordKind, id: id) }

    /// The record after an event; events of other records leave it as it is.
    package mutating func apply(_ event: Event) {
        guard let fact = event.fact, id.isEmpty || event.record == reference else { return }
        let before = self
        put(fact, on: event.actedOn)
        guard event.record == reference else {
            self = before
            return
        }
        lastActOn = max(lastActOn, event.actedOn)
        deadlines.merge(event.deadlines)
    }

    /// One fact of this record.
    package func event(_ fact: Event.Fact, on day: Day, deadlines: [Deadline] = []) -> Event {
        Event(record: reference, actedOn: day.iso, deadlines: deadlines, fact: fact)
    }

    /// The row of the table by which a command acts now.
    ///
    /// - Throws: `CaseworkError.notAllowed` naming what closes the command and its ground.
    package func admit(
        _ method: String,
        _ context: Context
    ) throws(CaseworkError) -> StateTransition<Self> {
        let rows = Self.table.filter { $0.method == method }
        guard let row = rows.first(where: { $0.from.contains(state) }) else {
            throw refusal(
                of: method,
                missing: Self.demanded(by: rows),
                basis: rows.first?.basis ?? ""
            )
        }
        if let obstacle = obstacle(to: method, context) {
            throw refusal(of: method, missing: obstacle.missing, basis: obstacle.basis)
        }
        return row
    }

    /// What the rows of a command demand of the record's state, in English.
    package static func demanded(by rows: [StateTransition<Self>]) -> String {
        if let needs = rows.first?.needs, !needs.isEmpty { return needs }
        let states = rows.flatMap(\.from).map(\.protoName).joined(separator: ", ")
        return "a record in state \(states)"
    }

    /// Refuses a command, naming the state, what is missing and the article.
    package func refusal(of method: String, missing: String, basis: String) -> CaseworkError {
        .notAllowed(
            action: String(method.split(separator: "/").last ?? ""),
            state: state.protoName,
            missing: missing,
            basis: basis
        )
    }
}

/// The state of a record that knows no other.
package enum Standing: MessageEnum {
    /// It stands.
    case standing

    /// All of them.
    package static let known: [Standing] = [.standing]

    /// The one state there is.
    package init(rawValue: Int32) { self = .standing }

    /// Its number.
    package var rawValue: Int32 { 1 }

    /// Its name.
    package var protoName: String { "STANDING" }
}
