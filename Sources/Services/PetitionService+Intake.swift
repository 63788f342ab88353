import Casework
package import Messages
import RPC
import Records

extension PetitionService {
    package func receivePetition(_ request: ReceivePetitionRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let letter = request.petition ?? RegisterPetitionRequest()
        try letter.check(today: context.today)
        let sealed = try seal(letter, call)
        return Write(request.requestId) { reader in
            let agency = try reader.ownAgency(call)
            try reader.checkNew(.petition, letter.externalReference, agency.code)
            let events = try request.decide(sealed.new, agency: agency, context)
            return sealed.decided(events)
        }
    }

    package func enterRegister(_ request: EnterRegisterRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { petition, context, reader in
            try request.decide(petition, register: reader.register, context)
        }
    }

    package func linkDuplicate(_ request: LinkDuplicateRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let senders = try desk.senders { reader in
            [
                try reader.petition(request.id, for: call),
                try reader.petition(request.duplicateOf, for: call),
            ]
        }
        return Write(request.requestId) { reader in
            let petition = try reader.petition(request.id, for: call)
            // A duplicate of a duplicate is about the matter of the first.
            let named = try reader.petition(request.duplicateOf, for: call)
            let root = try reader.first(from: named, for: call) { $0.duplicateOf }
            var decided = Decided(
                try request.decide(petition, root: root, senders: senders, context)
            )
            let linked = decided.events.reduce(into: petition) { $0.apply($1) }
            try decided.raise(around: linked, reader, vault)
            return decided
        }
    }

    package func splitMatters(_ request: SplitMattersRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let (petition, persons) = try desk.records.read { reader in
            let petition = try reader.petition(request.id, for: call)
            return (petition, try reader.persons(of: petition, vault))
        }
        var parties: [SealedParty] = []
        let matters = try request.matters.map { matter in
            let id = Vault.newID()
            guard request.knowsSenders(matter) else { return NewMatter(id: id, parties: []) }
            let guarded: PartyGuard = request.holdsDenunciation ? .secret : petition.guard
            let owner = SealOwner(.petition(id), of: petition.agency)
            let own = try persons.map { try vault.seal($0, of: owner, guard: guarded) }
            parties += own.map(\.sealed)
            return NewMatter(id: id, parties: own.map(\.reference))
        }
        return Write(request.requestId) { [parties] reader in
            let petition = try reader.petition(request.id, for: call)
            let events = try reader.tellingChanges(of: petition.reference, since: request.etag) {
                try request.decide(petition, matters, senders: SenderNames(persons), context)
            }
            var decided = Decided(events)
            decided.parties = parties
            let split = events.reduce(into: petition) { $0.apply($1) }
            let finding = request.holdsDenunciation
            try decided.raise(around: split, finding: finding, reader, vault)
            return decided
        }
    }

    package func withdrawPetition(
        _ request: WithdrawPetitionRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try senders(request.id, call)
        return act(request.requestId, request.id, call) { petition, context, _ in
            try request.decide(petition, senders: senders, context)
        }
    }

    package func recordReply(_ request: RecordReplyRequest, _ call: Call) throws -> Write {
        let senders = try senders(request.id, call)
        return act(request.requestId, request.id, call) { petition, context, _ in
            try request.decide(petition, senders: senders, context)
        }
    }

    package func returnOriginals(_ request: ReturnOriginalsRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { petition, context, _ in
            try request.decide(petition, context)
        }
    }

    package func closePetition(_ request: ClosePetitionRequest, _ call: Call) throws -> Write {
        let senders = try senders(request.id, call)
        return act(request.requestId, request.id, call) { petition, context, _ in
            try request.decide(petition, senders: senders, context)
        }
    }

    package func refuseComplaint(_ request: RefuseAcceptanceRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { petition, context, reader in
            let agency = try reader.ownAgency(call)
            return try request.decide(petition, .complaint, agency: agency, context)
        }
    }

    package func refuseDenunciation(
        _ request: RefuseAcceptanceRequest,
        _ call: Call
    ) throws -> Write {
        act(request.requestId, request.id, call) { petition, context, reader in
            let agency = try reader.ownAgency(call)
            return try request.decide(petition, .denunciation, agency: agency, context)
        }
    }

    package func reissueReceiptCode(
        _ request: ReissueReceiptCodeRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try senders(request.id, call)
        let vault = desk.records.vault
        return act(request.requestId, request.id, call) { petition, context, _ in
            var checks = Checks(today: context.today)
            checks.text(request.reason, "reason", max: 300)
            checks.namesNobody(request.reason, "reason", senders)
            try checks.finish()
            _ = try petition.admit("PetitionService/ReissueReceiptCode", context)
            let issued = try vault.receiptCode(of: petition.id, count: petition.receiptCodes + 1)
            let former = try vault.receiptCode(of: petition.id, count: petition.receiptCodes)
            let fact = ReceiptCodeIssued(
                codeHash: issued.hash,
                count: petition.receiptCodes + 1,
                reason: request.reason,
                formerHash: petition.receiptCodes > 0 ? former.hash : []
            )
            return [petition.event(.receiptCodeIssued(fact), on: context.today)]
        }
    }
}

extension RecordReader {
    /// The first petition with the same content: the one that a classification names as repeated.
    func root(of petition: Petition, for call: Call) throws -> Petition? {
        let first = try first(from: petition, for: call) { $0.classification?.repeats ?? "" }
        return first.id == petition.id ? nil : first
    }

    /// The petition at the end of a chain of names; a chain that comes round ends where it began.
    func first(
        from petition: Petition,
        for call: Call,
        _ name: (Petition) -> String
    ) throws -> Petition {
        try petition.first(name) { try self.petition($0, for: call) }
    }
}

extension Petition {
    /// The petition at the end of a chain of names; a chain that comes round, or breaks off, ends
    /// there.
    func first(
        _ name: (Petition) -> String,
        _ find: (String) throws -> Petition?
    ) rethrows -> Petition {
        var seen: Set<String> = [id]
        var found = self
        while !name(found).isEmpty, seen.insert(name(found)).inserted,
            let next = try find(name(found))
        {
            found = next
        }
        return found
    }
}
