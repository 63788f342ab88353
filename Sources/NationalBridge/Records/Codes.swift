import Casework
import Messages

// The code lists of kntc-export/1.0.0. A value that is not stated, or that a newer server knows,
// has no code.

extension PetitionType {
    /// Code of the list `petition_type`.
    var code: String? {
        switch self {
        case .complaint: "KN"
        case .denunciation: "TC"
        case .feedback: "PA"
        case .mixed: "MX"
        case .unspecified, .unknown: nil
        }
    }
}

extension ReceptionKind {
    /// Code of the list `reception_kind`.
    var code: String? {
        switch self {
        case .regular: "TX"
        case .leaderPeriodic: "DK"
        case .leaderAdhoc: "DX"
        case .unspecified, .unknown: nil
        }
    }

    /// Whether a leader receives.
    var isLeaders: Bool { self == .leaderPeriodic || self == .leaderAdhoc }
}

extension IdentityPaper {
    /// Code of the list `id_type`.
    var code: String? {
        switch self {
        case .card: "CC"
        case .certificate: "CNCC"
        case .number: "DD"
        case .passport: "HC"
        case .other, .unspecified, .unknown: nil
        }
    }
}

extension ReceptionOutcome {
    /// Code of the list `reception_outcome`.
    var code: String? {
        switch self {
        case .petition: "TL"
        case .guided: "HD"
        case .transferred: "CD"
        case .urged: "DDOC"
        case .refused: "TCT"
        case .answered: "TLTT"
        case .referred: "BCLD"
        case .unspecified, .unknown: nil
        }
    }
}

extension PriorSettlement {
    /// Code of the list `prior_settlement`.
    var code: String? {
        switch self {
        case .none: "CHUA"
        case .noDecision: "CHUA_QD"
        case .firstDecision: "QD1"
        case .secondDecision: "QD2"
        case .conclusion: "KLTC"
        case .judgment: "BA"
        case .unspecified, .unknown: nil
        }
    }
}

extension PetitionSource {
    /// Code of the list `petition_source`.
    var code: String? {
        switch self {
        case .post: "POST"
        case .hand: "HAND"
        case .reception: "RECEPTION"
        case .box: "BOX"
        case .portal: "PORTAL"
        case .agency: "AGENCY"
        case .deputy: "DEPUTY"
        case .press: "PRESS"
        case .front: "FRONT"
        case .leader: "LEADER"
        case .unspecified, .unknown: nil
        }
    }
}

extension Eligibility {
    /// Code of the list `eligibility`.
    var code: String? {
        switch self {
        case .eligible: "DDK"
        case .ineligible: "KDK"
        case .unspecified, .unknown: nil
        }
    }
}

extension Competence {
    /// Code of the list `competence`.
    var code: String? {
        switch self {
        case .mine: "MINE"
        case .subordinate: "SUB"
        case .other: "OTHER"
        case .unspecified, .unknown: nil
        }
    }
}

extension HandlingOutcome {
    /// Code of the list `handling_outcome`.
    var code: String? {
        switch self {
        case .accept: "TL"
        case .guide: "HD"
        case .archive: "LD"
        case .refuseAccept: "KTL"
        case .transfer: "CD"
        case .returnToForwarder: "TD"
        case .returnOriginals: "TGT"
        case .urge: "DDOC"
        case .toPartyBody: "DANG"
        case .toCriminalBody: "CQDT"
        case .reference: "TK"
        case .notice: "TB"
        case .direct: "CV"
        case .unspecified, .unknown: nil
        }
    }
}

extension TransferTargetGroup {
    /// Code of the list `transfer_target_group`.
    var code: String? {
        switch self {
        case .assembly: "NA"
        case .administration: "ADM"
        case .justice: "JUD"
        case .audit: "AUDIT"
        case .political: "POL"
        case .unit: "UNIT"
        case .other: "OTH"
        case .unspecified, .unknown: nil
        }
    }
}

extension PartyKind {
    /// Code of the list `party_kind`.
    var code: String? {
        switch self {
        case .person: "PERSON"
        case .group: "GROUP"
        case .organisation: "ORG"
        case .unspecified, .unknown: nil
        }
    }
}

extension ComplaintConclusion {
    /// Number of the list `conclusion`, as the database's first interface numbered results.
    var code: String? {
        switch self {
        case .wellFounded: "2"
        case .partly: "1"
        case .unfounded: "6"
        case .unspecified, .unknown: nil
        }
    }
}

extension DecisionAction {
    /// Code of the list `kn1_action`.
    var code: String? {
        switch self {
        case .uphold: "GIU"
        case .amend: "SUA"
        case .supplement: "BOSUNG"
        case .annul: "HUY"
        case .stopAct: "CHAMDUT"
        case .unspecified, .unknown: nil
        }
    }

    /// Code of the list `kn2_effect`: a second decision recognises the first, or annuls or amends
    /// it.
    var effectOnFirst: String? {
        switch self {
        case .uphold: "CN"
        case .amend, .supplement, .annul, .stopAct: "HS"
        case .unspecified, .unknown: nil
        }
    }
}

extension SuspensionGround {
    /// Code of the list `suspension_ground`.
    var code: String? {
        switch self {
        case .forceMajeure: "BKK"
        case .relatedResult: "KQLQ"
        case .expertise: "GD"
        case .unspecified, .unknown: nil
        }
    }
}

extension TerminationGround {
    /// Code of the list `termination_ground`.
    var code: String? {
        switch self {
        case .withdrawn: "RUT"
        case .death: "CHET"
        case .dissolved: "GIAITHE"
        case .judgment: "DA_GQ"
        case .unspecified, .unknown: nil
        }
    }
}

extension DenunciationConclusion {
    /// Number of the list `conclusion`: false on purpose when a content was and nothing is true.
    var code: String? {
        switch overall {
        case .wellFounded: "3"
        case .partly: "5"
        case .unfounded: findings.contains(where: \.deliberatelyFalse) ? "7" : "4"
        case .unspecified, .unknown: nil
        }
    }
}
