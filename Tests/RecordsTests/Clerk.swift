import Casework
import Messages
import Records
import Storage
import TestSupport

/// Gives commands to the records as the services do, and remembers what it did.
struct Clerk: Sendable {
    let records: RecordStore
    var principal = Principal(agency: "H29.02", roles: [.head], name: "head")

    /// Opens the records of a store.
    static func open(_ store: any KeyValueStore, key: String = "") async throws -> Clerk {
        let clock = VirtualClock(day: "2026-12-30")
        let clerk = Clerk(
            records: try await RecordStore(store: store, masterKey: testKey) { clock.now }
        )
        let agencies = [Sample.city, Sample.home, Sample.foreign]
        _ = try await clerk.run { reader in
            try Agency.apply(
                agencies,
                today: clerk.world.today,
                standing: reader.directory
            )
        }
        return clerk
    }

    var world: Context {
        Context(
            today: Day(iso: "2026-12-30") ?? Day(daysSince1970: 0),
            agency: principal.agency,
            calendar: .national,
            rulebook: .builtin
        )
    }

    /// Runs a decision under a request id; its receipt.
    func run(
        _ requestID: String = TestCaller.newRequestID(),
        body: [UInt8] = [],
        method: String = "/test/Run",
        parties: [SealedParty] = [],
        files: [(file: SealedFile, sealed: [UInt8])] = [],
        _ decide: @escaping @Sendable (RecordReader) throws -> [Event]
    ) async throws -> Receipt {
        let command = Command(
            principal: principal,
            method: method,
            requestID: requestID,
            body: body,
            namesSomebody: !parties.isEmpty
        ) { reader in
            var decided = Decided(try decide(reader))
            decided.parties = parties
            decided.files = files
            return decided
        }
        return try Receipt(serialized: try await records.run(command))
    }

    /// Registers a petition with its parties sealed; its id.
    func register(
        _ request: RegisterPetitionRequest = Sample.registration,
        _ requestID: String = TestCaller.newRequestID()
    ) async throws -> String {
        let id = Vault.newID()
        let vault = records.vault
        let owner = SealOwner(.petition(id), of: principal.agency)
        let parties = try request.parties.map {
            try vault.seal($0, of: owner, guard: request.secret ? .secret : .ordinary)
        }
        let letter = try vault.seal(letter: Array("Kính gửi".utf8), of: owner)
        let new = NewPetition(
            id: id,
            parties: parties.map(\.reference),
            fullText: letter.file
        )
        let world = world
        _ = try await run(
            requestID,
            body: request.serialized(),
            parties: parties.map(\.sealed),
            files: [letter]
        ) { reader in
            try request.decide(new, agency: Sample.home, register: reader.register, world)
        }
        return id
    }

    /// Classifies a petition as it stands; a denunciation's parties become secret.
    func classify(_ id: String, _ found: Classification = Sample.complaint) async throws {
        let world = world
        let vault = records.vault
        let parties = try records.read { reader in
            try (reader.petition(id)?.parties ?? []).compactMap { try reader.party($0.id) }
        }
        let secret = try parties.map { try vault.rewrap($0, guard: .secret) }
        _ = try await run(parties: found.type == .denunciation ? secret : []) { reader in
            let petition = try reader.petition(id) ?? Petition()
            return try Sample.classify(id, etag: petition.etag, found)
                .decide(petition, senders: SenderNames([]), world)
        }
    }

    /// Proposes an outcome.
    func propose(_ id: String, _ outcome: HandlingOutcome = .accept) async throws {
        let world = world
        _ = try await run { reader in
            let petition = try reader.petition(id) ?? Petition()
            return try Sample.propose(id, outcome)
                .decide(petition, senders: SenderNames([]), world)
        }
    }

    /// Approves a proposal.
    func approve(_ id: String) async throws {
        let world = world
        _ = try await run { reader in
            let petition = try reader.petition(id) ?? Petition()
            return try Sample.approve(id).decide(petition, agency: Sample.home, world)
        }
    }

    /// Accepts a complaint; the id of the case.
    func accept(_ id: String) async throws -> String {
        let world = world
        let file = Vault.newID()
        _ = try await run { reader in
            let petition = try reader.petition(id) ?? Petition()
            return try Sample.accept(id)
                .decide(petition, caseID: file, agency: Sample.home, world)
        }
        return file
    }

    /// Does something with the petitions' register of 2026.
    func keep(_ act: @escaping @Sendable (RegisterBook) throws -> [Event]) async throws {
        let id = RegisterID(agency: "H29.02", kind: .petition, year: 2026)
        let today = world.today
        _ = try await run { reader in
            try act(RegisterBook(try reader.register(id), id: id, actedOn: today))
        }
    }
}
