import ArgumentParser
import Casework
import Foundation
import Messages
import Records
import Storage

/// Fills the store of a server that does not run, as the server would have written it: what is
/// decided is applied through the journal, only that no caller is checked and no wire is passed.
struct LoadCity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "city",
        abstract: "Fill the store of a stopped server with petitions, most of them closed"
    )

    @Option(help: "Data directory of the server, with its directory and officers")
    var data: String

    @Option(help: "Number of the first petition; those before it are there already")
    var from = 0

    @Option(help: "Number after the last petition")
    var to: Int

    @Option(help: "Those with lower numbers stay open")
    var open = 10_000

    @Option(help: "Days up to today over which they came in")
    var days = 170

    func run() async throws {
        let store = try RocksDBStore(path: "\(data)/store", keyspaces: Keyspace.all)
        defer { store.close() }
        let key = try FileKeyProvider(path: "\(data).key").masterKey(isFirst: false)
        let records = try await RecordStore(store: store, masterKey: key) {
            Int64(Date().timeIntervalSince1970 * 1_000)
        }
        let city = try City(records, days: days)
        let entries = stride(from: from, to: to, by: City.letMax).map { first in
            first..<min(first + City.letMax, to)
        }
        // A few for the writer to gather, and no more of them in memory.
        for start in stride(from: 0, to: entries.count, by: 200) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for numbers in entries[start..<min(start + 200, entries.count)] {
                    group.addTask { [open] in try await city.write(numbers, open: open) }
                }
                try await group.waitForAll()
            }
        }
    }
}

/// A city whose agencies get petitions by turns.
private struct City: Sendable {
    /// How many petitions one entry holds: fewer than there are agencies, as each of them gives its
    /// numbers one after the other.
    static let letMax = 20

    private let records: RecordStore
    private let agencies: [Agency]
    private let officers: [[String]]
    private let days: Int
    private let today: Day
    private let clocks = Clocks(rulebook: .builtin, calendar: .national)

    init(_ records: RecordStore, days: Int) throws {
        self.records = records
        self.days = days
        let today = Day(daysSince1970: Int32((Date().timeIntervalSince1970 + 7 * 3_600) / 86_400))
        self.today = today
        (agencies, officers) = try records.read { reader in
            let agencies = try reader.bodies(below: "H29", on: today).sorted()
                .compactMap(reader.agency).filter {
                    $0.type != .division && $0.isInBeing(on: today)
                        && $0.isInBeing(on: today - days)
                }
            let officers = try agencies.map {
                try reader.officers(.officers(of: $0.code), limit: .max).officers.map(\.code)
            }
            return (agencies, officers)
        }
        guard agencies.count > Self.letMax else {
            throw ValidationError("the store holds no directory of a city: run directory first")
        }
    }

    /// Writes some petitions with what hangs on them, in one entry.
    func write(_ numbers: Range<Int>, open: Int) async throws {
        let command = Command(
            principal: Principal(agency: "H29", roles: [.officer], name: "load"),
            method: "load",
            requestID: Vault.newID(),
            body: [],
            namesSomebody: false
        ) { reader in
            Decided(try numbers.flatMap { try events($0, isOpen: $0 < open, reader) })
        }
        _ = try await withCheckedThrowingContinuation { continuation in
            records.submit(command) { continuation.resume(with: $0) }
        }
    }

    /// A petition from its registration on: every 20th is about an official of its agency, every
    /// 10th goes on as a case, every 25th is sent to another agency, on every 25th one is asked.
    private func events(_ number: Int, isOpen: Bool, _ reader: RecordReader) throws -> [Event] {
        let agency = agencies[number % agencies.count]
        let stamped = today - number % days
        var (petition, events) = try registered(number, agency, stamped, reader)
        func add(_ event: Event) {
            petition.apply(event)
            events.append(event)
        }
        let staff = officers[number % agencies.count]
        if number % 4 != 0, !staff.isEmpty {
            let custody = Custody(
                officer: staff[number / agencies.count % staff.count],
                unit: agency.code,
                since: stamped.iso
            )
            let fact = CustodyChanged(custody: custody, move: .assigned)
            add(petition.event(.custodyChanged(fact), on: stamped))
        }
        if number % 10 == 3 { events += file(of: petition, number, stamped, isOpen: isOpen) }
        if number % 25 == 4 { events += transfer(petition, number, stamped, isOpen: isOpen) }
        if number % 25 == 14 { events += consultation(petition, number, stamped, isOpen: isOpen) }
        if number % 25 == 24 { events += instruction(petition, stamped, isOpen: isOpen) }
        if !isOpen {
            let ended = petition.deadlines.map {
                $0.ended(.met, by: "petition.withdrawn", on: stamped)
            }
            let fact = Event.Fact.petitionWithdrawn(PetitionWithdrawn())
            add(petition.event(fact, on: stamped, deadlines: ended))
        }
        return events
    }

    private func registered(
        _ number: Int,
        _ agency: Agency,
        _ stamped: Day,
        _ reader: RecordReader
    ) throws -> (Petition, [Event]) {
        let isSecret = number % 20 == 7
        let request = RegisterPetitionRequest(
            source: .post,
            stamp: ReceivingStamp(number: "\(number)", date: stamped.iso),
            summary: "Kiến nghị sửa chữa đường hẻm số \(number)",
            secret: isSecret,
            registeredOn: stamped.iso,
            respondents: isSecret ? [Respondent(agency: agency.code, rank: .official)] : []
        )
        let new = NewPetition(
            id: Vault.newID(),
            parties: [],
            fullText: nil,
            superior: isSecret ? "H29" : ""
        )
        let context = Context(
            today: today,
            agency: agency.code,
            calendar: .national,
            rulebook: .builtin
        )
        let events = try request.decide(new, agency: agency, register: reader.register, context)
        var petition = Petition()
        for event in events { petition.apply(event) }
        return (petition, events)
    }

    /// A decision in effect that is enforced, or was.
    private func file(
        of petition: Petition,
        _ number: Int,
        _ day: Day,
        isOpen: Bool
    ) -> [Event] {
        let file = Case(
            id: Vault.newID(),
            agency: petition.agency,
            petitions: [petition.id],
            type: .complaint,
            state: isOpen ? .effective : .closed
        )
        return [file.event(.complaintAccepted(ComplaintAccepted(acceptedCase: file)), on: day)]
    }

    private func transfer(
        _ petition: Petition,
        _ number: Int,
        _ day: Day,
        isOpen: Bool
    ) -> [Event] {
        let transfer = Transfer(
            id: Vault.newID(),
            agency: petition.agency,
            state: isOpen ? .sent : .received,
            petitionId: petition.id,
            receiver: agencies[(number + 1) % agencies.count].code,
            sentOn: day.iso
        )
        let limits = clocks.start(["CIRC.TRANSFER.RECEIVE"], by: "transfer.sent", on: day)
        let fact = TransferSent(transfer: transfer)
        return [
            transfer.event(.transferSent(fact), on: day, deadlines: isOpen ? limits : [])
        ]
    }

    private func consultation(
        _ petition: Petition,
        _ number: Int,
        _ day: Day,
        isOpen: Bool
    ) -> [Event] {
        let asked = agencies[(number + 1) % agencies.count].code
        let consultation = Consultation(
            id: Vault.newID(),
            agency: petition.agency,
            state: isOpen ? .asked : .answered,
            record: petition.reference,
            kind: .opinion,
            asked: asked,
            question: "Đề nghị cho ý kiến về việc số \(number)",
            askedOn: day.iso,
            dueOn: (day + 20).iso
        )
        let limit = Deadline(
            rule: "CIRC.CONSULT",
            startEvent: "consultation.asked",
            startOn: day.iso,
            dueOn: (day + 20).iso,
            state: .open,
            owedBy: asked
        )
        let fact = ConsultationAsked(consultation: consultation)
        return [
            consultation.event(.consultationAsked(fact), on: day, deadlines: isOpen ? [limit] : [])
        ]
    }

    private func instruction(_ petition: Petition, _ day: Day, isOpen: Bool) -> [Event] {
        let instruction = Instruction(
            id: Vault.newID(),
            agency: petition.agency,
            state: isOpen ? .open : .closed,
            givenBy: "H29",
            content: "Kiểm tra và báo cáo kết quả giải quyết",
            dueOn: (day + 30).iso
        )
        let fact = InstructionGiven(instruction: instruction)
        return [instruction.event(.instructionGiven(fact), on: day)]
    }
}
