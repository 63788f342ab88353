package import Messages

extension LowerGuardRequest {
    /// Decides that the persons of a record are guarded as ordinary from now on.
    ///
    /// - Parameters:
    ///   - stored: The request as it is stored.
    ///   - record: The petition or visit of the request.
    ///   - beside: The records in which the same persons stand.
    ///   - officer: Who acts: only who asked may.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    ///   - context: The day and the agency that acts.
    /// - Returns: The use of the grant, and what it does to the record.
    /// - Throws: `CaseworkError` naming what forbids it.
    package func decide<R: FiledRecord>(
        _ stored: IdentityRequest,
        _ record: R,
        beside: [any FiledRecord],
        by officer: OfficerReference,
        at now: Int64,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let request = stored.standing(at: now)
        let row = try request.admit("IdentityService/LowerGuard", context)
        guard officer == request.requester else {
            throw request.refusal(
                of: "LowerGuard",
                missing: "the officer who asked",
                basis: row.basis
            )
        }
        if let missing = GuardLowering.obstacle(record, beside: beside) {
            throw record.refusal(of: "LowerGuard", missing: missing, basis: row.basis)
        }
        let lowered = GuardLowered(request: request.id)
        return [
            request.event(.identityGrantUsed(IdentityGrantUsed()), on: context.today),
            record.event(.guardLowered(lowered), on: context.today),
        ]
    }
}

/// The way back from a secret guard, for what is found to be no denunciation.
enum GuardLowering {
    /// What keeps the guard of a record; nil when nothing does.
    ///
    /// What the same person sent beside it counts too: an ordinary guard here would tell who stands
    /// behind a denunciation there.
    static func obstacle(_ record: any FiledRecord, beside: [any FiledRecord]) -> String? {
        if !record.isGuarded { return "a record whose persons are guarded as secret" }
        if record.mayDenounce {
            return "a record that is found to be no denunciation, by its classification"
        }
        if beside.contains(where: \.mayDenounce) {
            return "no denunciation by the same persons beside it"
        }
        return nil
    }
}

extension FiledRecord {
    /// Whether it is a denunciation, or was not looked into so far that it can not be one.
    package var mayDenounce: Bool {
        switch self {
        case let petition as Petition:
            petition.isGuarded
                && ![.complaint, .feedback].contains(petition.classification?.type)
        case let visit as Visit:
            visit.isGuarded
                && (visit.contents.isEmpty
                    || visit.contents.contains { ![.complaint, .feedback].contains($0.type) })
        default: false
        }
    }
}
