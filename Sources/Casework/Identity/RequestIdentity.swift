package import Messages

extension RequestIdentityRequest {
    /// Decides that somebody asks for leave.
    ///
    /// - Parameters:
    ///   - file: The record of the request, as far as the caller may know of it.
    ///   - isSecret: Whether its persons are guarded as secret.
    ///   - beside: To lower a guard: the records in which the same persons stand.
    ///   - id: Id of the new request.
    ///   - digest: The SHA-256 of some bytes, in hexadecimal digits.
    ///   - requester: Who asks.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    ///   - senders: Names that may not stand in the reason.
    ///   - context: The day and the agency that acts.
    /// - Returns: The new request.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: any FiledRecord,
        isSecret: Bool,
        beside: [any FiledRecord] = [],
        id: String,
        digest: ([UInt8]) -> String,
        by requester: OfficerReference,
        at now: Int64,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        checks.listed(kind, "kind", "say whether to read or to lower a guard")
        checks.require(
            kind != .lower || file is Petition || file is Visit,
            "record.kind",
            "is no petition and no visit, which alone have a guard of their own",
            "name the petition or the visit"
        )
        checks.motive(reasonCode, reason, senders)
        checks.require(
            clerk == nil || kind == .read,
            "clerk",
            "is named though nothing is read",
            "leave it out"
        )
        let clerk = clerk?.named(in: context.agency)
        clerk?.check("clerk", &checks)
        try checks.finish()
        let missing =
            kind == .lower
            ? GuardLowering.obstacle(file, beside: beside)
            : isSecret
                ? nil : "a file whose persons are guarded as secret; others are read in scope"
        if let missing {
            throw file.refusal(
                of: "RequestIdentity",
                missing: missing,
                basis: IdentityRequest.basis
            )
        }
        var request = IdentityRequest(
            id: id,
            agency: file.overseer,
            state: .requested,
            kind: kind,
            record: record,
            requester: requester,
            reasonCode: reasonCode,
            reason: reason,
            clerk: clerk,
            requestedAtMs: now
        )
        request.digest = digest(request.canonical)
        let fact = IdentityRequested(request: request)
        return [request.event(.identityRequested(fact), on: context.today)]
    }
}

extension ApproveIdentityRequest {
    /// Decides an approval; the second one grants.
    ///
    /// - Parameters:
    ///   - stored: The request as it is stored.
    ///   - current: The digest of what is stored, reckoned anew.
    ///   - approver: Who approves.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    ///   - context: The day and the agency that acts.
    /// - Returns: The approval.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ stored: IdentityRequest,
        digest current: String,
        by approver: OfficerReference,
        at now: Int64,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let request = stored.standing(at: now)
        let method = "IdentityService/ApproveIdentity"
        let row = try request.admit(method, context)
        var checks = Checks(today: context.today)
        checks.require(
            digest == current && request.digest == current,
            "digest",
            "is not that of the request as it stands",
            "read the request again, and approve what it says now or refuse it"
        )
        try checks.finish()
        let missing: String? =
            if approver == request.requester {
                "an officer other than the one who asks"
            } else if request.approvals.contains(where: { $0.approver == approver }) {
                "a second officer; this one has approved already"
            } else {
                nil
            }
        if let missing { throw request.refusal(of: method, missing: missing, basis: row.basis) }
        let fact = IdentityApproved(
            approval: IdentityApproval(
                approver: approver,
                approvedAtMs: now,
                digest: current
            ),
            grantedUntilMs: request.state == .approved ? now + IdentityRequest.grantMs : 0
        )
        return [request.event(.identityApproved(fact), on: context.today)]
    }
}

extension RefuseIdentityRequest {
    /// Decides a refusal; the requester may not refuse, because nobody decides on his own request.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ stored: IdentityRequest,
        by officer: OfficerReference,
        at now: Int64,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let request = stored.standing(at: now)
        _ = try request.admit("IdentityService/RefuseIdentity", context)
        try Checks.words(reason, senders, context)
        let fact = IdentityRefused(officer: officer, reason: reason)
        return [request.event(.identityRefused(fact), on: context.today)]
    }
}

extension RevokeIdentityRequest {
    /// Decides that a grant is taken back.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ stored: IdentityRequest,
        by officer: OfficerReference,
        at now: Int64,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let request = stored.standing(at: now)
        _ = try request.admit("IdentityService/RevokeIdentity", context)
        try Checks.words(reason, senders, context)
        let fact = IdentityRevoked(officer: officer, reason: reason)
        return [request.event(.identityRevoked(fact), on: context.today)]
    }
}

extension Checks {
    /// Demands a reason of the list and 20 to 1,000 characters that say it and name nobody.
    mutating func motive(_ code: IdentityReason, _ text: String, _ senders: SenderNames) {
        listed(code, "reason_code", "give one of the reasons of the contract")
        let said = text.count { !$0.isWhitespace }
        require(
            said >= 20,
            "reason",
            "has \(said) characters, fewer than 20",
            "say in 20 to 1,000 characters why the person has to be known"
        )
        limit(text, "reason", max: 1_000)
        namesNobody(text, "reason", senders)
    }

    /// Demands 1 to 1,000 characters that name nobody.
    fileprivate static func words(
        _ text: String,
        _ senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) {
        var checks = Checks(today: context.today)
        checks.text(text, "reason", max: 1_000)
        checks.namesNobody(text, "reason", senders)
        try checks.finish()
    }
}

extension OfficerReference {
    /// The officer, of an agency when none is named.
    func named(in agency: String) -> OfficerReference {
        OfficerReference(agency: self.agency.isEmpty ? agency : self.agency, officer: officer)
    }

    /// Demands the shape of codes.
    func check(_ field: String, _ checks: inout Checks) {
        checks.require(
            Agency.isCode(agency),
            "\(field).agency",
            "is no agency code",
            "write it as H29 or H29.xx, or leave it out for your own"
        )
        checks.require(
            (1...64).contains(officer.utf8.count)
                && officer.allSatisfy { !$0.isWhitespace && $0 != "/" },
            "\(field).officer",
            "is no code of an officer",
            "give the officer's code, 1 to 64 bytes, never a name"
        )
    }
}
