import Casework
import Logging
import Messages
import RPC
import Records
import Synchronization

/// A server in miniature: every service over records in memory, under a clock that the steps set.
struct ScenarioStage: Sendable {
    private let clock: ScenarioClock
    private let desk: Desk
    private let router: Router
    private let authenticator = DevelopmentAuthenticator()

    /// Sets up an empty stage with the rules of a desk.
    init(under real: Desk) async throws {
        let clock = ScenarioClock(milliseconds: real.milliseconds)
        self.clock = clock
        let records = try await RecordStore.scratch { clock.now }
        desk = Desk(records: records, rulebook: real.builtin) { clock.now }
        router = Routes.all(
            desk,
            authenticator: authenticator,
            logger: Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// Lets go of the records.
    func close() { desk.records.close() }

    /// Puts the bodies of the server, their calendars and its settings on the stage.
    func furnish(_ furniture: [Event], by principal: Principal) async throws {
        let command = Command(
            principal: principal,
            method: ScenarioMethods.playScenario.info.path,
            requestID: "scenario-furniture",
            body: [],
            namesSomebody: false
        ) { _ in Decided(furniture) }
        _ = try await withCheckedThrowingContinuation { continuation in
            desk.records.submit(command) { continuation.resume(with: $0) }
        }
    }

    /// Plays a step; what is refused changes nothing.
    ///
    /// The outcome shows the named records that the step wrote, or those that a refused one is
    /// about, and no others, so that a reply grows with the steps alone.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - place: Its place, from 0.
    ///   - declared: Names that steps before it bear, whether they came to a record or not.
    ///   - names: The named records; a record that the step makes joins them.
    ///   - standing: The limits of the named records as the steps before left them.
    /// - Returns: What came of it.
    /// - Throws: `CaseworkError.invalid` naming the step for a name that no step before bears.
    func play(
        _ step: ScenarioStep,
        at place: Int,
        declared: Set<String>,
        _ names: inout [String: RecordReference],
        _ standing: inout [RecordReference: [Deadline]]
    ) async throws -> ScenarioOutcome {
        if let day = Day(iso: step.date) { clock.set(day) }
        var outcome = ScenarioOutcome(date: step.date, method: step.method)
        var shown: [RecordReference] = []
        var after: [RecordReference: [Deadline]] = [:]
        do {
            let reply = try await call(step, at: place, declared, names)
            outcome.done = true
            let seen = Set(names.values)
            let written = try Receipt(serialized: reply).records.compactMap(\.record)
            let made = written.first { $0.kind.filed != nil && !seen.contains($0) }
            if !step.as.isEmpty, let made { names[step.as] = made }
            shown = written
            after = try limits(of: written, named: names)
        } catch let status as Status {
            outcome.refusal = status.description
            let fields = status.fieldViolations.map { "\($0.field): \($0.description)" }
            outcome.problems = fields.isEmpty ? [status.message] : fields
            outcome.refusalVi = status.localizedMessage?.message ?? ""
            shown = names.filter { step.requestJson.contains("\"$\($0.key)\"") }.map(\.value)
        }
        let few = Set(shown.prefix(Self.shownMax))
        let view = ScenarioView(step: step, before: standing, rulebook: desk.rulebook)
        try show(names.filter { few.contains($0.value) }, by: view, in: &outcome)
        standing.merge(after) { $1 }
        return outcome
    }

    /// How many records an outcome shows.
    private static let shownMax = 4

    private func call(
        _ step: ScenarioStep,
        at place: Int,
        _ declared: Set<String>,
        _ names: [String: RecordReference]
    ) async throws -> [UInt8] {
        guard let method = PlayScenarioRequest.methods[step.method],
            case .unary(let handler)? = router.route(path: method.path)?.handler
        else { throw CaseworkError.notFound(.settings) }
        var json = try resolved(try JSONValue(parsing: step.requestJson), place, declared, names)
        if case .object(let members) = json, json["request_id"] == nil {
            json = .object([("request_id", .string("scenario-step-\(place + 1000)"))] + members)
        }
        let payload: [UInt8]
        do {
            payload = try MessageJSON.decode(json, type: method.requestType)
        } catch {
            throw Self.invalid(
                place,
                "request_json",
                "is not of \(method.requestType): \(error)",
                "look at the message in the contract, as with kntc-admin describe"
            )
        }
        let transport = RPCCall(
            path: method.path,
            metadata: [DevelopmentAuthenticator.key: step.identity]
        )
        return try await withCheckedThrowingContinuation { continuation in
            handler(transport, payload) { continuation.resume(with: $0) }
        }
    }

    /// The request with ids and fields in the place of names.
    private func resolved(
        _ value: JSONValue,
        _ place: Int,
        _ declared: Set<String>,
        _ names: [String: RecordReference]
    ) throws -> JSONValue {
        switch value {
        case .object(let members):
            return .object(try members.map { ($0.0, try resolved($0.1, place, declared, names)) })
        case .array(let elements):
            return .array(try elements.map { try resolved($0, place, declared, names) })
        case .string(let text) where text.hasPrefix("$"):
            let parts = text.dropFirst().split(separator: ".", maxSplits: 1).map(String.init)
            let name = parts.first ?? ""
            guard let record = names[name] else {
                guard declared.contains(name) else {
                    throw Self.invalid(
                        place,
                        "request_json",
                        "names \(text), which no step before made"
                    )
                }
                throw Status(
                    .recordNotMade,
                    "\(text) was not made: the step that makes it was refused"
                )
                .with(vietnamese: "Chưa có hồ sơ \(text): bước lập ra nó đã bị từ chối.")
            }
            guard parts.count == 2 else { return .string(record.id) }
            guard let path = FieldPath(parts[1]), let found = try field(path, of: record) else {
                throw Self.invalid(place, "request_json", "names \(text), which the record lacks")
            }
            return found
        case .null, .bool, .number, .string: return value
        }
    }

    private func field(_ path: FieldPath, of record: RecordReference) throws -> JSONValue? {
        guard let type = record.kind.filed else { return nil }
        let bytes = try desk.records.read { try $0.stored(record) }
        return try bytes.flatMap {
            try MessageJSON.encode(serialized: $0, type: type.typeName).value(at: path)
        }
    }

    /// The limits of those among some records that have a name, as they stand.
    private func limits(
        of records: [RecordReference],
        named names: [String: RecordReference]
    ) throws -> [RecordReference: [Deadline]] {
        let named = Set(names.values)
        return try desk.records.read { reader in
            try records.filter(named.contains).reduce(into: [:]) { limits, reference in
                guard let type = reference.kind.filed else { return }
                limits[reference] = try reader.filed(type, reference.id)?.deadlines
            }
        }
    }

    /// Shows the named records as they stand, with what whoever acted may do next.
    private func show(
        _ names: [String: RecordReference],
        by view: ScenarioView,
        in outcome: inout ScenarioOutcome
    ) throws {
        outcome.title = view.title(of: nil)
        let transport = RPCCall(
            path: "",
            metadata: [DevelopmentAuthenticator.key: view.step.identity]
        )
        guard let principal = try? authenticator.principal(of: transport) else { return }
        let context = desk.context(for: principal)
        let records = try desk.records.read { reader in
            try names.sorted { $0.key < $1.key }.compactMap { name, reference in
                guard let type = reference.kind.filed else { return nil as (String, Shown)? }
                return try reader.filed(type, reference.id).map { record in
                    (name, Shown(record: record, actions: record.actions(of: principal, context)))
                }
            }
        }
        for (name, shown) in records {
            view.add(shown.record, shown.actions, as: name, to: &outcome)
        }
    }

    /// A record with what may be done.
    private struct Shown {
        let record: any FiledRecord
        let actions: ListActionsReply
    }

    private static func invalid(
        _ place: Int,
        _ field: String,
        _ rule: String,
        _ remedy: String = "give the step that makes the record a name with `as`"
    ) -> CaseworkError {
        .invalid([Violation(field: "steps[\(place)].\(field)", rule: rule, remedy: remedy)])
    }
}

/// The clock of a stage: 09:00 in Vietnam on the day of the step.
private final class ScenarioClock: Sendable {
    private let milliseconds: Mutex<Int64>

    init(milliseconds: Int64) { self.milliseconds = Mutex(milliseconds) }

    var now: Int64 { milliseconds.withLock { $0 } }

    func set(_ day: Day) {
        milliseconds.withLock { $0 = (Int64(day.daysSince1970) * 24 + 2) * 3_600_000 }
    }
}
