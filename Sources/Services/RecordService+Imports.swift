import Casework
package import Messages
import Records

extension RecordService {
    package func importRecord(_ request: ImportRecordRequest, _ call: Call) throws -> Write {
        guard let given = request.record?.filed, type(of: given).isImportable else {
            throw CaseworkError.invalid([
                Violation(
                    field: "record",
                    rule: "holds no record that can begin in the middle of its life",
                    remedy: "give a petition, a case or a visit as it stands in the other system"
                )
            ])
        }
        return try take(request, given, call)
    }

    private func take<R: FiledRecord>(
        _ request: ImportRecordRequest,
        _ given: R,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        var checks = Checks(today: context.today)
        checks.require(
            request.parties.count <= 50,
            "parties",
            "holds \(request.parties.count) parties, more than 50",
            "name representatives and give sender_count"
        )
        for (index, person) in request.parties.enumerated() {
            person.check(&checks, "parties[\(index)]")
        }
        try checks.finish()
        let id = Vault.newID()
        var guarded = given
        guarded.guardParties()
        let owner = SealOwner(
            RecordReference(kind: R.recordKind, id: id),
            of: call.principal.agency
        )
        let sealed = try request.parties.map {
            try vault.seal($0, of: owner, guard: guarded.isGuarded ? .secret : .ordinary)
        }
        return Write(request.requestId) { reader in
            let agency = try reader.actingAgency(call)
            try reader.checkNew(R.recordKind, request.origin?.source, agency.code)
            var decided = Decided(
                try request.decide(
                    given,
                    id: id,
                    persons: sealed.map(\.reference),
                    agency: agency,
                    context
                )
            )
            decided.parties = sealed.map(\.sealed)
            if let file = given as? Case {
                decided.events += try request.link(file.petitions, to: id, reader, call, context)
            }
            return decided
        }
    }

    package func confirmImport(_ request: ConfirmImportRequest, _ call: Call) throws -> Write {
        let (reference, type) = try Self.named(request.record)
        return try confirm(request, type, reference, call)
    }

    private func confirm<R: FiledRecord>(
        _ request: ConfirmImportRequest,
        _ type: R.Type,
        _ reference: RecordReference,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let record = try reader.filed(type, reference.id, for: call)
            _ = try record.admit("RecordService/ConfirmImport", context)
            return Decided([record.event(.importConfirmed(ImportConfirmed()), on: context.today)])
        }
    }
}

extension ImportRecordRequest {
    /// Names the imported case in the petitions that it settles.
    fileprivate func link(
        _ petitions: [String],
        to file: String,
        _ reader: RecordReader,
        _ call: Call,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        let found = try petitions.map { try reader.petition($0, for: call) }
        for (index, petition) in found.enumerated() {
            checks.require(
                petition.imported != nil && petition.caseId.isEmpty,
                "record.case.petitions[\(index)]",
                "was not imported, or belongs to a case already",
                "name petitions that were imported before their case"
            )
        }
        try checks.finish()
        return try found.map { petition in
            var linked = petition
            linked.caseId = file
            let fact = EntryCorrected(
                after: RecordImage(linked),
                changes: try Changes.between(petition, linked),
                reason: "case imported from \(origin?.source?.system ?? "")"
            )
            return petition.event(.entryCorrected(fact), on: context.today)
        }
    }
}
