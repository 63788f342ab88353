import Casework
package import Messages
import Records

/// Petitions on their way between agencies.
package struct TransferService: TransferHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func getTransfer(
        _ request: GetTransferRequest,
        _ call: Call
    ) throws -> Encoded<Transfer> {
        try desk.records.read { try $0.stored(Transfer.self, request.id, for: call) }
    }

    package func listTransfers(
        _ request: ListTransfersRequest,
        _ call: Call
    ) throws -> Encoded<ListTransfersReply> {
        let (transfers, next) = try desk.page(
            of: Transfer.self,
            agency: try call.agency(request.agency, or: .transfer),
            state: request.state.rawValue,
            request.pageSize,
            request.pageToken,
            call
        )
        return Encoded(ListTransfersReply(transfers: transfers, nextPageToken: next))
    }

    package func receiveTransfer(_ request: ReceiveTransferRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            let (transfer, petition) = try reader.transfer(request.id, for: call)
            let contents = try reader.contents(of: petition, first: Int(transfer.files), vault)
            let agency = try reader.actingAgency(call)
            let sealed = try reader.sealed(petition, anew: id, for: agency, context.today, vault)
            let files = contents.files.filter { !$0.voided }
                .map { ReceivedFile(id: Vault.newID(), original: $0) }
            var decided = Decided(
                try request.decide(
                    transfer,
                    petition,
                    sealed.new,
                    digest: contents.digest,
                    files: files,
                    register: reader.register,
                    context
                )
            )
            decided.parties = sealed.parties
            decided.files = [sealed.letter].compactMap { $0 }
            return decided
        }
    }

    package func refuseTransfer(_ request: RefuseTransferRequest, _ call: Call) throws -> Write {
        settle(request.requestId, request.id, call) {
            transfer,
            petition,
            senders,
            context,
            reader in
            try request.decide(
                transfer,
                petition,
                root: try reader.root(of: petition),
                senders: senders,
                context
            )
        }
    }

    package func recallTransfer(_ request: RecallTransferRequest, _ call: Call) throws -> Write {
        settle(request.requestId, request.id, call) {
            transfer,
            petition,
            senders,
            context,
            reader in
            try request.decide(
                transfer,
                petition,
                root: try reader.root(of: petition),
                agency: try reader.actingAgency(call),
                senders: senders,
                context
            )
        }
    }

    package func arbitrateTransfer(
        _ request: ArbitrateTransferRequest,
        _ call: Call
    ) throws -> Write {
        let onward = Vault.newID()
        return settle(request.requestId, request.id, call) {
            transfer,
            petition,
            senders,
            context,
            reader in
            let isBelow = try reader.lies(
                request.competent,
                in: transfer.superior,
                on: context.today
            )
            return try request.decide(
                transfer,
                petition,
                onward: onward,
                competent: isBelow ? try reader.agency(request.competent) : nil,
                agency: try reader.actingAgency(call),
                senders: senders,
                context
            )
        }
    }

    package func recordPaperArrival(
        _ request: RecordPaperArrivalRequest,
        _ call: Call
    ) throws -> Write {
        settle(request.requestId, request.id, call) { transfer, _, _, context, _ in
            try request.decide(transfer, context)
        }
    }

    package func getRoute(_ request: GetRouteRequest, _ call: Call) throws -> Encoded<Route> {
        let settings = desk.context(call).settings
        return try desk.records.read { reader in
            let petition = try reader.petition(request.petitionId, for: call)
            return Encoded(try reader.route(of: petition, settings))
        }
    }

    /// An act on a transfer that the caller may know of.
    private func settle(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide:
            @escaping @Sendable (
                Transfer, Petition, SenderNames, Context, RecordReader
            ) throws -> [Event]
    ) -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        return Write(requestID) { reader in
            let (transfer, petition) = try reader.transfer(id, for: call)
            let senders = try reader.senders(of: petition, vault)
            return Decided(try decide(transfer, petition, senders, context, reader))
        }
    }
}

extension RecordReader {
    /// A transfer that the caller may know of, with the sender's petition.
    ///
    /// - Throws: `CaseworkError.notFound` for any other.
    fileprivate func transfer(_ id: String, for call: Call) throws -> (Transfer, Petition) {
        let transfer = try filed(Transfer.self, id, for: call)
        guard let petition = try petition(transfer.petitionId) else {
            throw CommandError.inconsistent("a transfer names no petition")
        }
        return (transfer, petition)
    }

    /// The first petition with the same content as a sender's; nil when it is that itself.
    func root(of petition: Petition) throws -> Petition? {
        let first = try petition.first({ $0.classification?.repeats ?? "" }, self.petition)
        return first.id == petition.id ? nil : first
    }

    /// What is sent with a petition: its files, the first ones only, and a digest of it all.
    ///
    /// What is attached later goes by another way.
    func contents(
        of petition: Petition,
        first count: Int = .max,
        _ vault: Vault
    ) throws -> (files: [StoredFile], digest: [UInt8]) {
        let files = Array(try all(StoredFile.self, about: petition.reference).prefix(count))
        var bytes = Array(petition.summary.utf8)
        bytes += petition.parties.flatMap(\.digest)
        bytes += petition.fullText?.digest ?? []
        bytes += files.flatMap(\.digest)
        return (files, vault.plainHash(bytes))
    }

    /// Persons and letter of a petition sealed anew for the one that it goes on as at an agency.
    fileprivate func sealed(
        _ petition: Petition,
        anew id: String,
        for agency: Agency,
        _ day: Day,
        _ vault: Vault
    ) throws -> (
        new: NewPetition, parties: [SealedParty], letter: (file: SealedFile, sealed: [UInt8])?
    ) {
        let owner = SealOwner(.petition(id), of: agency.code)
        let parties = try persons(of: petition, vault).map {
            try vault.seal($0, of: owner, guard: petition.guard)
        }
        let letter = try petition.fullText.flatMap { file in
            try self.file(file.id).map {
                try vault.seal(
                    letter: try vault.open(letter: file, sealed: $0, of: SealOwner(petition)),
                    of: owner
                )
            }
        }
        let new = NewPetition(
            id: id,
            parties: parties.map(\.reference),
            fullText: letter?.file,
            superior: petition.respondents.superior(over: try lineage(of: agency.code, on: day))
        )
        return (new, parties.map(\.sealed), letter)
    }
}
