package import Messages

extension CheckDenunciationRequest {
    /// Decides what the initial check has come to: with a result the petition is checked; a check
    /// that is delegated or made at several places has 10 working days in all, from the same
    /// receiving stamp (Luật Tố cáo 2018 Đ.24 k.1).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ petition: Petition,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.registeredOn)
        checks.limit(delegatedTo, "delegated_to", max: 200)
        checks.namesNobody(delegatedTo, "delegated_to", senders)
        checks.require(
            (0...100).contains(places),
            "places",
            "is \(places), outside 0 to 100",
            "give at how many places the check is made"
        )
        checkResult(&checks)
        try checks.finish()
        _ = try petition.admit("DenunciationService/CheckDenunciation", context)
        let former = petition.initialCheck ?? InitialCheck()
        let isExtended = isWide && former.extendedOn.isEmpty
        let check = InitialCheck(
            delegatedTo: delegatedTo.isEmpty ? former.delegatedTo : delegatedTo,
            places: max(places, former.places),
            extendedOn: isExtended ? day.iso : former.extendedOn,
            identityVerified: identityVerified,
            result: result,
            unmet: unmet,
            checkedOn: result == .unspecified ? "" : day.iso
        )
        return [
            petition.event(
                .denunciationChecked(DenunciationChecked(check: check)),
                on: day,
                deadlines: isExtended ? try longer(petition, on: day, context) : []
            )
        ]
    }

    /// Whether the check has the longer limit.
    private var isWide: Bool { !delegatedTo.isEmpty || places >= 2 }

    private func checkResult(_ checks: inout Checks) {
        checks.require(
            CheckResult.known.contains(result) && (result != .unspecified || isWide),
            "result",
            "is missing for a check that is neither delegated nor made at several places",
            "say whether the conditions of acceptance are met (Luật Tố cáo 2018 Đ.29 k.1)"
        )
        checks.require(
            result != .met || identityVerified,
            "identity_verified",
            "is false though the conditions are met",
            "verify who the denouncer is (Luật Tố cáo 2018 Đ.24 k.1), or give UNMET"
        )
        let known = NonAcceptance.unmet
        checks.require(
            (result == .unmet) == !unmet.isEmpty && Set(unmet).count == unmet.count
                && unmet.allSatisfy(known.contains),
            "unmet",
            "does not go with the result, names a condition twice or one that is not of the list",
            "give one or more of \(known.joined(separator: ", ")) with UNMET, none otherwise"
        )
    }

    private func longer(
        _ petition: Petition,
        on day: Day,
        _ context: Context
    ) throws(CaseworkError) -> [Deadline] {
        let initial = petition.deadlines.first { $0.rule == "TC.INITIAL" && $0.state == .open }
        guard let initial else { return [] }
        do {
            return try context.clocks.replace(
                initial,
                by: "TC.INITIAL.EXTENDED",
                event: "denunciation.check_extended",
                on: day,
                beside: petition.deadlines
            )
        } catch {
            throw .invalid([error.violation(of: "places")])
        }
    }
}

extension NotifyForwarderRequest {
    /// Decides that who forwarded a denunciation was told what became of it
    /// (Luật Tố cáo 2018 Đ.26 k.2).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ petition: Petition, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(document, "document")
        checks.order(day, "document.issued_on", notBefore: petition.stamp?.date ?? "")
        try checks.finish()
        let row = try petition.admit("DenunciationService/NotifyForwarder", context)
        return [
            petition.event(
                .forwarderNotified(ForwarderNotified(notice: document)),
                on: day,
                deadlines: row.clocks(of: petition, on: day, context)
            )
        ]
    }
}

extension ReferToCriminalRequest {
    /// Decides that signs of a crime went to the investigating body or the procuracy; the
    /// administrative content stays here (Luật Tố cáo 2018 Đ.27).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide<Record: FiledRecord>(
        _ record: Record,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(document, "document")
        checks.order(day, "document.issued_on", notBefore: record.lastActOn)
        checks.text(receiver, "receiver", max: 200)
        checks.namesNobody(receiver, "receiver", senders)
        try checks.finish()
        _ = try record.admit("DenunciationService/ReferToCriminal", context)
        let referral = CriminalReferral(document: document, receiver: receiver)
        let fact = ReferredToCriminal(referral: referral)
        return [record.event(.referredToCriminal(fact), on: day)]
    }
}

extension Petition {
    private typealias Row = StateTransition<Petition>

    static let denunciationRows: [StateTransition<Petition>] = [
        Row(
            "DenunciationService/CheckDenunciation",
            "Kiểm tra điều kiện thụ lý tố cáo",
            from: [.classified],
            to: [.classified, .checked],
            after: \.registeredOn,
            needs: "a classified denunciation",
            basis: "Luật Tố cáo 2018 Đ.24 k.1, Đ.29 k.1"
        ),
        Row(
            "DenunciationService/AcceptDenunciation",
            "Thụ lý tố cáo",
            from: [.decided],
            to: [.dispatched],
            after: { $0.handling?.approvedOn ?? "" },
            stops: ["denunciation.acceptance_decision", "petition.accepted"],
            sends: true,
            forms: ["ND31/2019:04"],
            needs: "an approved proposal to accept",
            basis: "Luật Tố cáo 2018 Đ.29"
        ),
        Row(
            "DenunciationService/NotifyForwarder",
            "Báo kết quả xử lý cho nơi chuyển đơn",
            from: [.classified, .checked, .proposed, .decided, .dispatched, .closed],
            after: { $0.stamp?.date ?? "" },
            stops: ["denunciation.forwarder_notified"],
            sends: true,
            needs: "a classified denunciation",
            basis: "Luật Tố cáo 2018 Đ.26 k.2"
        ),
        Row(
            "DenunciationService/ReferToCriminal",
            "Chuyển dấu hiệu tội phạm cho cơ quan điều tra",
            from: [.classified, .checked],
            after: \.lastActOn,
            sends: true,
            needs: "a classified denunciation",
            basis: "Luật Tố cáo 2018 Đ.27"
        ),
    ]

    /// What keeps a command on a denunciation from acting; nil when nothing does.
    func denunciationObstacle(to method: String) -> Obstacle? {
        func guarded(_ missing: String, _ vi: String, _ basis: String) -> Obstacle {
            Obstacle(.guard, missing, vi: vi, basis: basis)
        }
        let found = classification ?? Classification()
        let isDenunciation = found.type == .denunciation
        switch method {
        case "DenunciationService/CheckDenunciation"
        where !isDenunciation || isAnonymous(found):
            return guarded(
                "a denunciation whose denouncer is named",
                "đơn tố cáo có họ tên người tố cáo",
                "Luật Tố cáo 2018 Đ.24 k.1, Đ.25"
            )
        case "DenunciationService/NotifyForwarder" where !isDenunciation || forwarder == nil:
            return guarded(
                "a denunciation that was forwarded",
                "đơn tố cáo do nơi khác chuyển đến",
                "Luật Tố cáo 2018 Đ.26 k.2"
            )
        case "DenunciationService/NotifyForwarder" where forwarderNotice != nil:
            return guarded(
                "a forwarder who was not told yet",
                "nơi chuyển đơn chưa được báo",
                "Luật Tố cáo 2018 Đ.26 k.2"
            )
        case "DenunciationService/ReferToCriminal" where !isDenunciation || referral != nil:
            return guarded(
                "a denunciation that was not referred yet",
                "đơn tố cáo chưa chuyển cơ quan điều tra",
                "Luật Tố cáo 2018 Đ.27"
            )
        default:
            return nil
        }
    }

    /// What its initial check lacks for acceptance or refusal; nil when it has a result, which for
    /// acceptance is that the conditions are met.
    func lacksCheck(toAccept: Bool) -> String? {
        guard let check = initialCheck, check.result != .unspecified else {
            return "an initial check that has a result (Luật Tố cáo 2018 Đ.24 k.1)"
        }
        guard toAccept, check.result != .met else { return nil }
        let letters = check.unmet.joined(separator: ", ")
        return "conditions that the initial check found unmet: \(letters) "
            + "(Luật Tố cáo 2018 Đ.29 k.1)"
    }

    /// Puts a fact of a denunciation in place; false for any other.
    mutating func putDenunciation(_ fact: Event.Fact) -> Bool {
        switch fact {
        case .denunciationChecked(let fact):
            initialCheck = fact.check
            if fact.check?.result != .unspecified { state = .checked }
        case .forwarderNotified(let fact): forwarderNotice = fact.notice
        case .referredToCriminal(let fact): referral = fact.referral
        default: return false
        }
        return true
    }
}
