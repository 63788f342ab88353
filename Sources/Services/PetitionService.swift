import Casework
package import Messages
import RPC
import Records

/// Petitions of the caller's agency.
package struct PetitionService: PetitionHandlers {
    let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func registerPetition(
        _ request: RegisterPetitionRequest,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        try request.check(today: context.today)
        let sealed = try seal(request, call)
        return Write(request.requestId) { reader in
            let agency = try reader.ownAgency(call)
            try reader.checkNew(.petition, request.externalReference, agency.code)
            let events = try request.decide(
                sealed.new,
                agency: agency,
                register: reader.register,
                context
            )
            return sealed.decided(events)
        }
    }

    /// Seals the persons and the letter of a new petition, and makes its first receipt code.
    ///
    /// `visit` is the one that it comes from, if any.
    func seal(
        _ request: RegisterPetitionRequest,
        visit: String = "",
        _ call: Call
    ) throws -> SealedPetition {
        let vault = desk.records.vault
        let id = Vault.newID()
        let guarded: PartyGuard = request.secret ? .secret : .ordinary
        let superior = try desk.records.read { reader in
            try reader.superior(of: request.respondents, call)
        }
        let owner = SealOwner(.petition(id), of: call.principal.agency)
        let parties = try request.parties.map {
            try vault.seal($0, of: owner, guard: guarded)
        }
        let letter =
            request.fullText.isEmpty ? nil : try vault.seal(letter: request.fullText, of: owner)
        // Who gave no name may go without a code until the key is there again.
        let namesNobody = parties.isEmpty && letter == nil
        let code =
            namesNobody && !vault.hasKey
            ? nil
            : ReceiptCodeIssued(codeHash: try vault.receiptCode(of: id, count: 1).hash, count: 1)
        return SealedPetition(
            new: NewPetition(
                id: id,
                parties: parties.map(\.reference),
                fullText: letter?.file,
                visit: visit,
                superior: superior
            ),
            parties: parties.map(\.sealed),
            letter: letter,
            code: code
        )
    }

    package func getPetition(
        _ request: GetPetitionRequest,
        _ call: Call
    ) throws -> Encoded<Petition> {
        try desk.records.read { reader in
            let id: String? =
                switch request.name {
                case .id(let id): id
                case .externalReference(let name):
                    try reader.id(of: .petition, agency: call.principal.agency, named: name)
                case nil: nil
                }
            guard let id else { throw CaseworkError.notFound(.petition) }
            return try reader.stored(Petition.self, id, for: call)
        }
    }

    package func getPetitionIdentity(
        _ request: GetPetitionIdentityRequest,
        _ call: Call
    ) throws -> Encoded<PetitionIdentity> {
        let vault = desk.records.vault
        return try desk.records.read { reader in
            let petition = try reader.petition(request.id, for: call)
            let sealed = try reader.sealedParties(of: petition)
            // The guard on the sealed party decides; the record's says so to lists and readers.
            guard petition.guard == .ordinary, sealed.allSatisfy({ $0.guard == .ordinary })
            else { throw Status.identitySealed }
            var letter: [UInt8] = []
            if let file = petition.fullText, let bytes = try reader.file(file.id) {
                letter = try vault.open(letter: file, sealed: bytes, of: SealOwner(petition))
            }
            return Encoded(
                PetitionIdentity(parties: try reader.persons(of: petition, vault), fullText: letter)
            )
        }
    }

    package func nameRespondents(
        _ request: NameRespondentsRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try senders(request.id, call)
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let petition = try reader.petition(request.id, for: call)
            let file = petition.caseId.isEmpty ? nil : try reader.caseFile(petition.caseId)
            let bodies = try reader.lineage(of: petition.agency, on: call.today)
            let events = try reader.tellingChanges(of: petition.reference, since: request.etag) {
                try request.decide(
                    petition,
                    file,
                    bodies: bodies,
                    senders: senders,
                    body: reader.agency,
                    officer: reader.officer,
                    context
                )
            }
            var decided = Decided(events)
            decided.agencies = [petition.agency]
            return decided
        }
    }

    package func listPetitions(
        _ request: ListPetitionsRequest,
        _ call: Call
    ) throws -> Encoded<ListPetitionsReply> {
        let agency = try call.agency(request.agency, or: .petition)
        let (petitions, next) = try desk.page(
            of: Petition.self,
            agency: agency,
            state: request.state.rawValue,
            request.pageSize,
            request.pageToken,
            call
        )
        return Encoded(ListPetitionsReply(petitions: petitions, nextPageToken: next))
    }

    package func classifyPetition(
        _ request: ClassifyPetitionRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try senders(request.id, call)
        let context = desk.context(call)
        let vault = desk.records.vault
        return Write(request.requestId) { reader in
            let petition = try reader.petition(request.id, for: call)
            let repeats = request.classification?.repeats ?? ""
            var root = repeats.isEmpty ? nil : try reader.petition(repeats, for: call)
            if let first = root { root = try reader.root(of: first, for: call) ?? first }
            var decided = Decided(
                try reader.tellingChanges(of: petition.reference, since: request.etag) {
                    try request.decide(petition, root: root, senders: senders, context)
                }
            )
            let found = decided.events.reduce(into: petition) { $0.apply($1) }
            try decided.raise(around: found, reader, vault)
            return decided
        }
    }

    package func proposeHandling(
        _ request: ProposeHandlingRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try senders(request.id, call)
        return act(request.requestId, request.id, call) { petition, context, reader in
            let root = try reader.root(of: petition, for: call)
            try reader.checkReceiver(request.receiver, "receiver", on: request.actedOn, call)
            return try request.decide(petition, root: root, senders: senders, context)
        }
    }

    package func approveHandling(
        _ request: ApproveHandlingRequest,
        _ call: Call
    ) throws -> Write {
        act(request.requestId, request.id, call) { petition, context, reader in
            try request.decide(petition, agency: try reader.ownAgency(call), context)
        }
    }

    package func returnProposal(_ request: ReturnProposalRequest, _ call: Call) throws -> Write {
        let senders = try senders(request.id, call)
        return act(request.requestId, request.id, call) { petition, context, reader in
            let agency = try reader.ownAgency(call)
            return try request.decide(petition, agency: agency, senders: senders, context)
        }
    }

    package func dispatchPetition(
        _ request: DispatchPetitionRequest,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let transfer = Vault.newID()
        return Write(request.requestId) { reader in
            let petition = try reader.petition(request.id, for: call)
            let root = try reader.root(of: petition, for: call)
            let day = request.document?.issuedOn ?? request.actedOn
            _ = try reader.actingAgency(call, on: day, "document.issued_on")
            let receiver = petition.handling?.receiver ?? ""
            try reader.checkReceiver(receiver, "receiver", on: day, call)
            let sending = try reader.sending(petition, as: transfer, context, vault)
            return Decided(
                try request.decide(petition, root: root, sending: sending, context)
            )
        }
    }

    /// An act on a petition that the caller may know of.
    func act(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide: @escaping @Sendable (Petition, Context, RecordReader) throws -> [Event]
    ) -> Write {
        let context = desk.context(call)
        return Write(requestID) { reader in
            Decided(try decide(try reader.petition(id, for: call), context, reader))
        }
    }

    /// The names that may not stand in the texts of a petition.
    func senders(_ id: String, _ call: Call) throws -> SenderNames {
        let petition = try desk.records.read { try $0.petition(id, for: call) }
        return try desk.senders(of: petition)
    }
}

/// A new petition with everything of it that is sealed.
struct SealedPetition: Sendable {
    let new: NewPetition
    let parties: [SealedParty]
    let letter: (file: SealedFile, sealed: [UInt8])?
    let code: ReceiptCodeIssued?

    /// What a decision on it came to, with the first receipt code beside it.
    func decided(_ events: [Event]) -> Decided {
        let given = code.map { code in
            Event(
                record: .petition(new.id),
                actedOn: events.first?.actedOn ?? "",
                fact: .receiptCodeIssued(code)
            )
        }
        var decided = Decided(events + [given].compactMap(\.self))
        decided.parties = parties
        decided.files = letter.map { [$0] } ?? []
        return decided
    }
}

extension Status {
    /// The caller may know the record, but not who stands behind it.
    static var identitySealed: Status { identitySealed([:]) }

    /// The same, with what became of the caller's last request.
    static func identitySealed(_ asked: [String: String]) -> Status {
        Status(
            .identitySealed,
            "the persons of this record are sealed: it is a denunciation or may be one; be named "
                + "for the file, or ask for leave",
            metadata: asked.merging(["ask_by": "IdentityService/RequestIdentity"]) { old, _ in old }
        )
        .with(vietnamese: "Thông tin người gửi đơn được giữ bí mật theo Luật Tố cáo 2018.")
    }
}

extension RecordReader {
    /// What goes with a petition to another agency of the directory; nil for any other outcome.
    fileprivate func sending(
        _ petition: Petition,
        as id: String,
        _ context: Context,
        _ vault: Vault
    ) throws -> Sending? {
        guard let handling = petition.handling, handling.outcome == .transfer,
            let receiver = try agency(handling.receiver)
        else { return nil }
        let route = try route(of: petition, context.settings)
        let (files, digest) = try contents(of: petition, vault)
        let concerned = [petition.agency, receiver.code] + route.steps.map(\.agency)
        return Sending(
            id: id,
            receiver: receiver,
            estate: try estate(of: receiver.code, on: context.today),
            superior: try commonSuperior(of: concerned, on: context.today),
            route: route,
            digest: digest,
            files: files.count
        )
    }

    /// The body above that sees to a petition of the caller's agency about some respondents.
    ///
    /// - Throws: `CaseworkError.invalid` for whom the directory does not hold.
    fileprivate func superior(of respondents: [Respondent], _ call: Call) throws -> String {
        guard !respondents.isEmpty else { return "" }
        var checks = Checks(today: call.today)
        try respondents.check(&checks, "respondents", body: agency, officer: officer)
        try checks.finish()
        return respondents.superior(over: try lineage(of: call.principal.agency, on: call.today))
    }
}
