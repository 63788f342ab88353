package import Messages

extension ClassifyPetitionRequest {
    /// Decides the classification and starts the clocks of the type from the receiving stamp.
    ///
    /// States: TT 05/2021/TT-TTCP; clocks: Luật Khiếu nại 2011 Đ.27, Luật Tố cáo 2018 Đ.24.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ petition: Petition,
        root: Petition? = nil,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.registeredOn)
        checks.require(
            !etag.isEmpty,
            "etag",
            "is missing where a field is replaced",
            "send the etag of the version that you have seen"
        )
        var found = classification ?? Classification()
        found.check(&checks, "classification", petition)
        checks.namesNobody(found.target, "classification.target", senders)
        checks.require(
            root?.id != petition.id && root?.isVoid != true,
            "classification.repeats",
            "names the petition itself, or a void one",
            "name the petition that came first, or none"
        )
        try checks.finish()
        _ = try petition.admit("PetitionService/ClassifyPetition", context)
        guard etag == petition.etag else {
            throw .etagMismatch(current: petition.etag, changed: [])
        }
        found.repeats = root?.id ?? ""
        let former = petition.deadlines.filter { $0.startEvent != "petition.received" }
        let started = found.started(for: petition, context)
        let replaced = former.filter { old in
            old.state == .open && !started.contains { $0.rule == old.rule }
        }
        .map { $0.ended(.replaced, by: "petition.classified", on: day) }
        // The way back from secret needs an approval of its own.
        let guarded = found.type == .denunciation ? .secret : petition.guard
        return [
            Event(
                record: .petition(petition.id),
                actedOn: day.iso,
                deadlines: replaced + started,
                fact: .petitionClassified(
                    PetitionClassified(classification: found, guard: guarded)
                )
            )
        ]
    }
}

extension Classification {
    /// The clocks that run from the receiving stamp for this type.
    func started(for petition: Petition, _ context: Context) -> [Deadline] {
        let stamped = Day(iso: petition.stamp?.date ?? "") ?? context.today
        return clocks(petition, context.settings).flatMap { group in
            context.clocks.start(group.rules, by: group.event, on: stamped)
        }
    }

    /// The rules that run from the receiving stamp for this type, by start event.
    private func clocks(
        _ petition: Petition,
        _ settings: Settings
    ) -> [(event: String, rules: [String])] {
        switch type {
        case .complaint where competence == .mine && complaintSubtype == .discipline:
            [("complaint.received_by_competent", ["KNKL.ACCEPT", "KN.NOTIFY_ACCEPT"])]
        case .complaint where competence == .mine:
            [
                (
                    "complaint.received_by_competent",
                    ["KN.ACCEPT", "KN.ACCEPT_DECREE", "KN.NOTIFY_ACCEPT"]
                )
            ]
        case .denunciation
        where !petition.defects.contains(.noName) || settings.isOn(.anonymousClocks):
            [
                (
                    "denunciation.received",
                    ["TC.INITIAL"] + (competence == .mine ? [] : ["TC.TRANSFER"])
                        + (petition.forwarder == nil ? [] : ["TC.FORWARDER_NOTICE"])
                )
            ]
        case .complaint, .denunciation, .feedback, .mixed, .unspecified, .unknown:
            []
        }
    }

    /// Checks the seven axes; `name` is the field that holds them.
    func check(_ checks: inout Checks, _ name: String, _ petition: Petition) {
        func known<E: Equatable>(_ value: E, _ list: [E], _ none: E, _ field: String) {
            checks.require(
                list.contains(value) && value != none,
                "\(name).\(field)",
                "is not of its list",
                "give one of the values of the contract"
            )
        }
        known(type, PetitionType.known, .unspecified, "type")
        known(eligibility, Eligibility.known, .unspecified, "eligibility")
        known(competence, Competence.known, .unspecified, "competence")
        known(signers, SignerCount.known, .unspecified, "signers")
        known(repetition, Repetition.known, .unspecified, "repetition")
        let isComplaint = type == .complaint
        checks.require(
            (complaintSubtype != .unspecified) == isComplaint
                && ComplaintSubtype.known.contains(complaintSubtype),
            "\(name).complaint_subtype",
            isComplaint ? "is missing for a complaint" : "is given for what is no complaint",
            isComplaint ? "say what the complaint is directed against" : "leave it out"
        )
        checks.require(
            (eligibility == .ineligible) == !ineligibleReasons.isEmpty,
            "\(name).ineligible_reasons",
            "does not go with the eligibility",
            "give at least one reason when ineligible, none when eligible"
        )
        for (index, reason) in ineligibleReasons.enumerated() {
            checks.require(
                Classification.reasons.contains(reason),
                "\(name).ineligible_reasons[\(index)]",
                "is not of the list ineligible_reason",
                "give one of \(Classification.reasons.sorted().joined(separator: ", "))"
            )
        }
        checks.require(
            Fields.contains(field, of: type),
            "\(name).field",
            "is no field of this type",
            "give one of \(Fields.list(of: type)), or a code below one of them"
        )
        checks.limit(target, "\(name).target", max: 200)
        checks.require(
            repeats.isEmpty || repetition != .first,
            "\(name).repetition",
            "is FIRST though an earlier petition with the same content is named",
            "say how it is repeated, or name no earlier petition"
        )
        checkDefects(&checks, name, petition)
        checks.require(
            targetGroup == .unspecified || competence == .other,
            "\(name).target_group",
            "is given though the competence is not another body's",
            "leave it out"
        )
    }

    /// A complaint or denunciation without name, address, signature or date can't be processed
    /// (TT 05/2021/TT-TTCP, conditions of processing).
    private func checkDefects(
        _ checks: inout Checks,
        _ name: String,
        _ petition: Petition
    ) {
        let demanding = type == .complaint || type == .denunciation
        let names = petition.defects.map(\.protoName).joined(separator: ", ")
        checks.require(
            eligibility != .eligible || !demanding || petition.defects.isEmpty,
            "\(name).eligibility",
            "is eligible though the petition lacks: \(names)",
            "classify it as ineligible with these reasons"
        )
    }

    private static let reasons: Set<String> = [
        "NO_NAME", "NO_ADDRESS", "NO_SIGN", "NO_DATE", "NO_CONTENT", "NO_TARGET",
        "NOT_VIETNAMESE", "ANON", "IMPERSONATED", "INSULT", "MULTI_SENT_INCL_COMPETENT",
        "ALREADY_GUIDED", "SETTLED", "ILLEGIBLE", "OTHER",
    ]
}
