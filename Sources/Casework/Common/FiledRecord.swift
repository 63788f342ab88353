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
    /// The part of the table that holds for it, where a kind has several; empty where one holds.
    var branch: String { get }
    /// All branches of the kind.
    static var branches: [String] { get }
    /// The rule that holds for this record in place of one that the table names.
    func rule(_ key: String) -> String
    /// Version.
    var etag: String { get set }
    /// Codes of the agencies in whose lists it stands: its own, and the body above where that one
    /// sees to it.
    var keepers: [String] { get }
    /// Those who are kept from it because it is about them.
    var kept: [KeptOut] { get }
    /// Whether stored bytes tell by themselves that nobody is kept from the record and that no
    /// person of it is secret.
    static func isPlain(_ bytes: [UInt8]) throws -> Bool
    /// Codes of the agencies that may know of it.
    var readers: [String] { get }
    /// Codes of those among them that may act on it; the others read.
    var actors: [String] { get }
    /// Whether the kind is a file that moves from hand to hand inside its agency.
    static var isCirculated: Bool { get }
    /// Whether it is a file that goes on, so that somebody holds it.
    var isOpenFile: Bool { get }
    /// Where the file lies; nil for a kind that is none, and at the agency's desk.
    var custody: Custody? { get set }
    /// Its time limits.
    var deadlines: [Deadline] { get set }
    /// Its name in the system that entered it.
    var externalReference: ExternalReference? { get set }
    /// The latest legal day of an act on it.
    var lastActOn: String { get set }
    /// The record that it belongs to; nil for one that stands by itself.
    var about: RecordReference? { get }
    /// The record in whose file it lies, by `about` or by a link that may be wrong.
    var liesIn: RecordReference? { get }
    /// Its own sealed persons; those of what it belongs to are not among them.
    var parties: [PartyReference] { get set }
    /// The records in whose lists it stands: the one that it belongs to, and no other mostly.
    var listedUnder: [RecordReference] { get }
    /// Puts a fact of this record in place; facts of other records leave it as it is.
    mutating func put(_ fact: Event.Fact, on day: String)
    /// What keeps a command from acting though the state allows it; nil when nothing does.
    ///
    /// Judges by the record alone, so that it is known before the command is given.
    func obstacle(to method: String, _ context: Context) -> Obstacle?
    /// Its number in a register; nil for a kind or a record that has none.
    var takenNumber: RegisterNumber? { get }
    /// Whether its own persons are guarded as secret.
    var isGuarded: Bool { get }
    /// What of it may be corrected.
    static var correctable: Correctable { get }
    /// Whether it was approved or dispatched: a mistake in it is then mended by its head.
    var isSettled: Bool { get }
    /// Where it came from when it began in another system; nil when it began here.
    var imported: Imported? { get set }
    /// Checks what several fields must hold together, after some were corrected or imported.
    func check(_ checks: inout Checks)
    /// The record before a step, with what undoing the step must not take back.
    func before(_ undone: Self) -> Self
    /// Makes what hangs on several fields follow them, after some were corrected.
    mutating func align()
    /// Whether what was entered may be corrected, voided, undone or moved; what was asked, granted
    /// and read of an identity may not.
    static var isMendable: Bool { get }
    /// Whether a record of the kind may begin in another system.
    static var isImportable: Bool { get }
    /// Gives its persons the guard that what it is demands.
    mutating func guardParties()
    /// Takes away what tells whether anybody stands behind it, who and how many.
    mutating func hidePersons()
    /// Puts it in its final state as entered by mistake.
    mutating func void()
    /// The time limits that an imported record brings with it, from its own days.
    func inheritedClocks(_ context: Context) -> [Deadline]
    /// The fields that it has by law in its state, unless another system did not keep them.
    var demanded: [String] { get }
    /// Puts what was moved, from one file to another, in place.
    mutating func move(_ moved: EntryMoved)
    /// Puts a body in the place of one that ended, wherever the record names it as acting now; what
    /// that one did stays its own.
    mutating func succeed(_ fact: BodySucceeded)
    /// Code of the agency for which its persons and its letter were sealed.
    var sealOwner: String { get }
}

extension FiledRecord {
    package var about: RecordReference? { nil }
    package var branch: String { "" }
    package static var branches: [String] { [""] }
    package func rule(_ key: String) -> String { key }
    package var liesIn: RecordReference? { about }
    package var listedUnder: [RecordReference] { about.map { [$0] } ?? [] }
    package var keepers: [String] { [agency] }
    package var kept: [KeptOut] { [] }
    package static func isPlain(_ bytes: [UInt8]) throws -> Bool { false }
    package var readers: [String] { keepers }
    package var actors: [String] { readers }
    package static var isCirculated: Bool { false }
    package var isOpenFile: Bool { false }
    package var custody: Custody? {
        get { nil }
        set {}
    }
    package var imported: Imported? {
        get { nil }
        set {}
    }
    package var parties: [PartyReference] {
        get { [] }
        set {}
    }
    package var takenNumber: RegisterNumber? { nil }
    package var isGuarded: Bool { false }

    package func check(_ checks: inout Checks) {}
    package func before(_ undone: Self) -> Self { self }
    package mutating func guardParties() {}
    package mutating func hidePersons() {}
    package mutating func align() {}
    package static var isImportable: Bool { false }
    package static var isMendable: Bool { true }
    package mutating func move(_ moved: EntryMoved) {}
    package mutating func succeed(_ fact: BodySucceeded) { agency = fact.code(agency) }
    package var sealOwner: String { agency }
    package func inheritedClocks(_ context: Context) -> [Deadline] { [] }
    package var demanded: [String] { [] }

    package func obstacle(to method: String, _ context: Context) -> Obstacle? { nil }

    /// Names the record.
    package var reference: RecordReference { RecordReference(kind: Self.recordKind, id: id) }

    /// The record after an event; events of other records leave it as it is.
    package mutating func apply(_ event: Event) {
        guard let fact = event.fact, id.isEmpty || event.record == reference else { return }
        guard !mend(fact, on: event.actedOn) else {
            deadlines.merge(event.deadlines)
            return
        }
        let before = self
        put(fact, on: event.actedOn)
        guard event.record == reference else {
            self = before
            return
        }
        lastActOn = max(lastActOn, event.actedOn)
        deadlines.merge(event.deadlines)
    }

    /// Puts a fact that every kind of record knows in place; false for any other.
    ///
    /// To mend a record, to move its limits or its file is no act on it, so the day of its last act
    /// stays.
    private mutating func mend(_ fact: Event.Fact, on day: String) -> Bool {
        let image: RecordImage? =
            switch fact {
            case .entryCorrected(let fact): fact.after
            case .stepUndone(let fact): fact.after
            case .recordImported(let fact): fact.record
            default: nil
            }
        if let image {
            self = image.filed as? Self ?? self
            return true
        }
        switch fact {
        case .entryVoided: void()
        case .entryMoved(let moved): move(moved)
        case .importConfirmed: imported?.confirmedOn = day
        case .custodyChanged(let fact): custody = fact.custody
        case .bodySucceeded(let fact): put(fact)
        // The event carries the limits themselves.
        case .deadlinesMoved: break
        default: return false
        }
        return true
    }

    /// One fact of this record, with the form of what the step issues.
    package func event(_ fact: Event.Fact, on day: Day, deadlines: [Deadline] = []) -> Event {
        Event(
            record: reference,
            actedOn: day.iso,
            deadlines: deadlines,
            fact: fact.withForm(of: self)
        )
    }

    /// The row of the table by which a command acts now.
    ///
    /// - Throws: `CaseworkError.notAllowed` naming what closes the command and its ground.
    package func admit(
        _ method: String,
        _ context: Context
    ) throws(CaseworkError) -> StateTransition<Self> {
        let rows = rows(of: method)
        guard let row = rows.first(where: { $0.admits(self) }) else {
            let all = Self.rows(of: method)
            let others = Set(all.flatMap(\.branches)).sorted().joined(separator: ", ")
            throw refusal(
                of: method,
                missing: rows.isEmpty ? "a record of \(others)" : Self.demanded(by: rows),
                basis: all.first?.basis ?? ""
            )
        }
        if let obstacle = closing(method, context) {
            throw refusal(of: method, missing: obstacle.missing, basis: obstacle.basis)
        }
        return row
    }

    /// What closes a command though the state allows it; nil when nothing does.
    package func closing(_ method: String, _ context: Context) -> Obstacle? {
        mendingObstacle(to: method) ?? custodyObstacle(to: method, context)
            ?? obstacle(to: method, context)
    }

    /// Every command of the kind: its own, those that mend it, and those that move its file.
    package static var commands: [StateTransition<Self>] { table + mending + circulating }

    /// The rows of a command, be it one of the kind or one that every record knows.
    package static func rows(of method: String) -> [StateTransition<Self>] {
        commands.filter { $0.method == method }
    }

    /// The rows of a command that hold for the record's branch; none when it is for others.
    package func rows(of method: String) -> [StateTransition<Self>] {
        Self.rows(of: method).filter { $0.isOf(branch) }
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
    /// It was entered by mistake.
    case voided

    /// All of them.
    package static let known: [Standing] = [.standing, .voided]

    /// The state with a number; it stands unless it was voided.
    package init(rawValue: Int32) { self = rawValue == 90 ? .voided : .standing }

    /// Its number.
    package var rawValue: Int32 { self == .voided ? 90 : 1 }

    /// Its name.
    package var protoName: String { self == .voided ? "VOIDED" : "STANDING" }
}
