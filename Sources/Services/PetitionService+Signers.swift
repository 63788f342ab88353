import Casework
package import Messages
import RPC
import Records

extension PetitionService {
    package func addSigners(_ request: AddSignersRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        try request.check(today: context.today)
        let known = try desk.records.read { try $0.petition(request.id, for: call) }
        // Lists order what one entry made by its ids.
        let ids = request.signers.map { _ in Vault.newID() }.sorted()
        let sealed = try zip(ids, request.signers).map { id, person in
            let signer = RecordReference(kind: .signer, id: id)
            let owner = SealOwner(signer, of: known.agency)
            return (id, try vault.seal(person, of: owner, guard: known.guard))
        }
        return Write(request.requestId) { reader in
            let petition = try reader.petition(request.id, for: call)
            // Persons are sealed for the agency whose petition it was then.
            guard petition.agency == known.agency else {
                throw CaseworkError.etagMismatch(current: petition.etag, changed: ["agency"])
            }
            let new = sealed.map { NewSigner(id: $0.0, party: $0.1.reference) }
            var decided = Decided(try request.decide(petition, new, context))
            // The guard may have risen since the persons were sealed.
            decided.parties = try sealed.map(\.1.sealed).map { party in
                petition.guard == .secret && party.guard != .secret
                    ? try vault.rewrap(party, guard: .secret) : party
            }
            return decided
        }
    }

    package func withdrawSigner(_ request: WithdrawSignerRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let signer = try reader.filed(Signer.self, request.id, for: call)
            let petition = try reader.petition(signer.about?.id ?? "", for: call)
            return Decided(try request.decide(signer, of: petition, context))
        }
    }

    package func listSigners(
        _ request: ListSignersRequest,
        _ call: Call
    ) throws -> Encoded<ListSignersReply> {
        let about = RecordReference.petition(request.id)
        let (signers, next) = try desk.records.read { reader in
            _ = try reader.petition(request.id, for: call)
            return try desk.page(
                of: Signer.self,
                .list(.signer, about: about),
                request.id,
                request.pageSize,
                request.pageToken,
                call,
                reader
            )
        }
        return Encoded(ListSignersReply(signers: signers, nextPageToken: next))
    }

    package func getSignerIdentity(
        _ request: GetSignerIdentityRequest,
        _ call: Call
    ) throws -> Encoded<SignerIdentity> {
        let vault = desk.records.vault
        return try desk.records.read { reader in
            let signer = try reader.filed(Signer.self, request.id, for: call)
            guard try reader.sealedParties(of: signer).allSatisfy({ $0.guard == .ordinary })
            else { throw Status.identitySealed }
            return Encoded(SignerIdentity(signer: try reader.persons(of: signer, vault).first))
        }
    }
}

extension RecordReader {
    /// Every signer of a petition: at most 400.
    func signers(of petition: Petition) throws -> [Signer] {
        petition.signersListed > 0 ? try all(Signer.self, about: petition.reference) : []
    }
}
