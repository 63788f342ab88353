import Casework
import Messages
import TestSupport

/// The stations of a complaint, from the register to the closed file.
enum Station: Int, CaseIterable, Comparable, Sendable {
    case registered, classified, proposed, approved, accepted, assigned, reported, talked
    case decided, sent, received, effective, enforcing, enforced, closed

    static func < (left: Station, right: Station) -> Bool { left.rawValue < right.rawValue }
}

/// The world in which tests decide: long after every day of the samples.
let world = context(today: "2026-12-30")

/// The world on a day.
func context(today: String) -> Context {
    Context(
        today: day(today),
        agency: "H29.02",
        calendar: .national,
        rulebook: .builtin
    )
}

let nobody = SenderNames([])
let knownSender = SenderNames([Sample.sender])

/// A petition and its case, moved on by deciders and by applying what they decide.
struct Walk: Sendable {
    var petition = Petition()
    var file = Case()
    var register: Register?
    /// Everything decided so far.
    private(set) var events: [Event] = []

    var registration = Sample.registration
    var classification = Sample.complaint
    var acceptance = Sample.accept("p1")
    var differs = true
    var decision = Sample.decide("c1")

    /// Goes on to a station.
    mutating func go(to station: Station) throws {
        for next in Station.allCases where next <= station && next.rawValue >= done {
            try take(decide(next))
            done = next.rawValue + 1
        }
    }

    private var done = 0

    init() {}

    /// A walk that has come to a station, on a path that `change` may bend.
    init(to station: Station, _ change: (inout Walk) -> Void = { _ in }) throws {
        change(&self)
        try go(to: station)
    }

    /// Applies events, as the journal does.
    mutating func take(_ decided: [Event]) {
        events += decided
        for event in decided {
            switch event.record?.kind {
            case .petition: petition.apply(event)
            case .case: file.apply(event)
            case .register:
                var book = register ?? Register()
                book.apply(event)
                register = book
            default: continue
            }
        }
    }

    private func decide(_ station: Station) throws -> [Event] {
        switch station {
        case .registered:
            try registration.check(today: world.today)
            return try registration.decide(
                new,
                agency: Sample.home,
                register: { _ in register },
                world
            )
        case .classified:
            return try Sample.classify("p1", etag: "1", classification)
                .decide(petition.with(etag: "1"), senders: nobody, world)
        case .proposed:
            return try Sample.propose("p1").decide(petition, senders: knownSender, world)
        case .approved:
            return try Sample.approve("p1").decide(petition, agency: Sample.home, world)
        case .accepted:
            return try acceptance.decide(petition, caseID: "c1", agency: Sample.home, world)
        case .assigned:
            return try Sample.assign("c1").decide(file, verifier: Sample.foreign, world)
        case .reported:
            return try Sample.report("c1", differs: differs).decide(file, world)
        case .talked:
            return try Sample.dialogue("c1").decide(file, agency: Sample.home, world)
        case .decided:
            return try decision.decide(file, senders: knownSender, world)
        case .sent, .received, .effective, .enforcing, .enforced, .closed:
            return try finish(station)
        }
    }

    private func finish(_ station: Station) throws -> [Event] {
        switch station {
        case .sent:
            return try SendDecisionRequest(id: "c1", actedOn: "2026-08-14").decide(file, world)
        case .received:
            return try RecordDecisionReceiptRequest(id: "c1", actedOn: "2026-08-18")
                .decide(file, Sample.complainants, world)
        case .effective:
            return try ConfirmEffectRequest(id: "c1").decide(file, world)
        case .enforcing:
            return try Sample.start("c1")
                .decide(file, enforcer: Sample.home, senders: knownSender, world)
        case .enforced:
            return try Sample.progress("c1").decide(file, senders: knownSender, world)
        default:
            return try CloseCaseRequest(id: "c1", actedOn: "2026-10-05").decide(file, world)
        }
    }

    private var new: NewPetition {
        NewPetition(
            id: "p1",
            parties: [PartyReference(id: "s1", role: .sender)],
            fullText: nil
        )
    }

    /// `RULE STATE DUE` of every time limit of petition and case.
    var clocks: [String] {
        (petition.deadlines + file.deadlines).map(\.line)
    }
}

extension Petition {
    func with(etag: String) -> Petition {
        var copy = self
        copy.etag = etag
        return copy
    }
}

extension Deadline {
    /// `RULE STATE DUE`.
    var line: String {
        let name = state.protoName.dropFirst("DEADLINE_STATE_".count)
        return "\(rule) \(name) \(dueOn.isEmpty ? "-" : dueOn)"
    }
}

/// What refused a decision, as `invalid: fields`, `STATE: what is missing` or the case's name.
func refusal(_ decide: () throws -> some Any) -> String {
    do {
        _ = try decide()
        return "accepted"
    } catch let error as CaseworkError {
        return switch error {
        case .invalid(let violations):
            "invalid: " + violations.map(\.field).joined(separator: ", ")
        case .notAllowed(_, let state, let missing, _): "\(state): \(missing)"
        case .etagMismatch: "etag"
        case .notFound: "not found"
        case .alreadyExists: "already exists"
        }
    } catch {
        return "another error: \(type(of: error))"
    }
}
