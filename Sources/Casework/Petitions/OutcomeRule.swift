package import Messages

/// What the law demands of one outcome (hướng xử lý): a row of the table of outcomes.
///
/// Source: TT 05/2021/TT-TTCP; Luật Khiếu nại 2011 Đ.11, Đ.27; Luật Tố cáo 2018 Đ.24, Đ.25, Đ.29.
package struct OutcomeRule: Sendable {
    /// The outcome.
    package let outcome: HandlingOutcome
    /// The types of petition that it is for.
    package let types: Set<PetitionType>
    /// Whether the body that the petition goes to must be named.
    package var needsReceiver = false
    /// Whether that body's group must be named too (NĐ 55/2022/NĐ-CP Đ.6 k.2).
    package var needsGroup = false
    /// Whether originals may be returned with it.
    package var returnsOriginals = false
    /// Its ground in the law.
    package let basis: String
    /// What the petition lacks for it, in English; nil when it lacks nothing.
    package let lacks: @Sendable (Petition, Classification) -> String?

    /// The rule of an outcome; nil for one that is not of the list.
    package static func of(_ outcome: HandlingOutcome) -> OutcomeRule? {
        all.first { $0.outcome == outcome }
    }

    private static let everything: Set<PetitionType> = [.complaint, .denunciation, .feedback]
    private static let process = "TT 05/2021/TT-TTCP"

    /// Every outcome, in the order of the contract.
    package static let all: [OutcomeRule] = [
        OutcomeRule(outcome: .accept, types: everything, basis: process) { petition, found in
            if found.repetition == .settledFinal {
                return "a matter that was not settled at the last instance"
            }
            guard found.eligibility == .eligible, found.competence == .mine else {
                return "an eligible petition within this agency's competence"
            }
            return found.type == .denunciation ? petition.lacksCheck(toAccept: true) : nil
        },
        OutcomeRule(
            outcome: .guide,
            types: everything,
            returnsOriginals: true,
            basis: "TT 05/2021/TT-TTCP, Luật Tiếp công dân 2013 Đ.26"
        ) { _, found in
            found.eligibility == .ineligible
                || (found.type == .complaint && found.competence != .mine)
                ? nil : "a complaint of another body's competence, or an ineligible petition"
        },
        OutcomeRule(
            outcome: .archive,
            types: everything,
            returnsOriginals: true,
            basis: process
        ) { _, found in
            found.eligibility == .ineligible || found.repetition == .settledFinal
                ? nil : "an ineligible petition, or one settled at the last instance"
        },
        OutcomeRule(
            outcome: .refuseAccept,
            types: [.complaint, .denunciation],
            returnsOriginals: true,
            basis: "Luật Khiếu nại 2011 Đ.11, Luật Tố cáo 2018 Đ.29"
        ) { petition, found in
            guard found.competence == .mine else {
                return "a petition within this agency's competence"
            }
            return found.type == .denunciation ? petition.lacksCheck(toAccept: false) : nil
        },
        OutcomeRule(
            outcome: .transfer,
            types: [.denunciation, .feedback],
            needsReceiver: true,
            needsGroup: true,
            returnsOriginals: true,
            basis: "Luật Tố cáo 2018 Đ.24 k.2, TT 05/2021/TT-TTCP"
        ) { _, found in
            found.competence == .mine ? "a petition of another body's competence" : nil
        },
        OutcomeRule(
            outcome: .returnToForwarder,
            types: [.complaint],
            returnsOriginals: true,
            basis: process
        ) { petition, found in
            petition.forwarder == nil || found.competence == .mine
                ? "a forwarded complaint of another body's competence" : nil
        },
        OutcomeRule(outcome: .returnOriginals, types: [], basis: process) { _, _ in
            "another outcome, with which the originals are returned; alone they go back by "
                + "ReturnOriginals, after the petition was sent out"
        },
        OutcomeRule(
            outcome: .urge,
            types: everything,
            needsReceiver: true,
            basis: "Luật Tiếp công dân 2013 Đ.26, Luật Tố cáo 2018 Đ.38"
        ) { _, found in
            found.competence == .subordinate ? nil : "a petition of a subordinate body's competence"
        },
        OutcomeRule(
            outcome: .toPartyBody,
            types: [.denunciation],
            needsReceiver: true,
            needsGroup: true,
            basis: "TT 05/2021/TT-TTCP Đ.15"
        ) { _, found in
            found.competence == .mine ? "a denunciation of the Party's competence" : nil
        },
        OutcomeRule(
            outcome: .toCriminalBody,
            types: everything,
            needsReceiver: true,
            needsGroup: true,
            basis: "Luật Tố cáo 2018 Đ.27"
        ) { petition, found in
            found.type == .denunciation && found.competence == .mine && !petition.isAnonymous(found)
                ? "a petition without administrative content of this agency's competence" : nil
        },
        OutcomeRule(
            outcome: .reference,
            types: [.denunciation, .feedback],
            basis: "Luật Tố cáo 2018 Đ.25"
        ) { petition, found in
            found.type == .denunciation && !petition.isAnonymous(found)
                ? "an anonymous denunciation, or feedback that nothing follows from" : nil
        },
        OutcomeRule(outcome: .notice, types: everything, basis: process) { _, found in
            found.repetition == .first ? "a matter that is being settled already" : nil
        },
        OutcomeRule(
            outcome: .direct,
            types: everything,
            needsReceiver: true,
            basis: process
        ) { _, found in
            found.competence == .subordinate ? nil : "a petition of a subordinate body's competence"
        },
    ]
}

extension OutcomeRule {
    /// What a petition lacks for this outcome, in the order of the decision table: anonymous,
    /// mixed, type, competence and eligibility.
    package func missing(for petition: Petition, _ found: Classification) -> String? {
        guard found.type != .mixed else { return "contents split into matters of one type each" }
        let forAnonymous: Set<HandlingOutcome> = [.archive, .reference, .toCriminalBody]
        if found.type == .denunciation, petition.isAnonymous(found), !forAnonymous.contains(outcome)
        {
            return "a named denouncer; an anonymous one is kept for reference or archived "
                + "(Luật Tố cáo 2018 Đ.25)"
        }
        guard types.contains(found.type) || types.isEmpty else {
            return found.type == .complaint && outcome == .transfer
                ? "a denunciation or feedback; a complaint is guided, never transferred"
                : "a petition of another type"
        }
        return lacks(petition, found)
    }
}

extension Petition {
    /// Whether nobody stands behind it: no name, or one that was found to be none (đơn nặc danh).
    func isAnonymous(_ found: Classification) -> Bool {
        defects.contains(.noName) || found.ineligibleReasons.contains("ANON")
    }
}

extension HandlingOutcome {
    /// Whether the body that it went to replies (văn bản phúc đáp).
    package var awaitsReply: Bool {
        switch self {
        case .transfer, .urge, .toPartyBody, .toCriminalBody, .direct: true
        default: false
        }
    }
}

/// Grounds of non-acceptance (code lists kn_nonaccept, tc_nonaccept).
package enum NonAcceptance {
    private static let complaint = (1...9).map { "D11.\($0)" }
    private static let denunciation = unmet + ["D24.3"]
    /// The conditions of acceptance that an initial check may find unmet.
    static let unmet = ["D29.a", "D29.b", "D29.c", "D29.d", "D29.SETTLED"]
    /// A content that was withdrawn without coercion (Luật 136/2025/QH15, Luật Khiếu nại Đ.10).
    private static let withdrawn = "WITHDRAWN"
    private static let withdrawnFrom = "2026-07-01"

    /// The grounds for a type that are in force on a day.
    package static func grounds(of type: PetitionType, on day: Day) -> [String] {
        switch type {
        case .complaint: complaint + (day.iso >= withdrawnFrom ? [withdrawn] : [])
        case .denunciation: denunciation
        default: []
        }
    }
}
