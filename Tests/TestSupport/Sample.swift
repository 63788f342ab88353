package import Casework
package import Messages

/// Requests that are in order, on days that fit each other; tests spoil one thing at a time.
///
/// The days: stamp 06/07/2026, classified 08/07, proposed 09/07, approved 10/07, accepted 14/07,
/// verification 16/07, report 30/07, dialogue 10/08, decision 12/08, sent 14/08, received 18/08,
/// in effect 12/09, enforced 14/09 to 01/10, closed 02/10.
package enum Sample {
    /// The city's committee.
    package static let city = agency("H29", "UBND Thành phố", .cityCommittee, parent: "")
    /// The agency that works in most tests.
    package static let home = agency("H29.02", "Sở Nội vụ", .department)
    /// An agency that may know nothing of the other's records.
    package static let foreign = agency("H29.05", "Sở Y tế", .department)
    /// A sender's name, as it may stand nowhere in clear.
    package static let senderName = "Nguyễn Thị Ánh"
    /// A sender's identification number.
    package static let senderID = "079185001234"
    /// A sender's telephone number.
    package static let senderPhone = "0903123456"

    /// An agency with a head office `CODE.GD` and another office `CODE.PP`.
    package static func agency(
        _ code: String,
        _ name: String,
        _ type: AgencyType,
        parent: String = "H29"
    ) -> Agency {
        Agency(
            code: code,
            name: name,
            type: type,
            parent: parent,
            validFrom: "2025-07-01",
            offices: [
                Office(code: "\(code).GD", title: "Giám đốc", head: true),
                Office(code: "\(code).PP", title: "Phó phòng", head: false),
            ]
        )
    }

    /// A sender with everything that a complaint needs.
    package static let sender = Party(
        role: .sender,
        kind: .person,
        fullName: senderName,
        idNumber: senderID,
        address: Address(text: "12 Lê Lợi, phường Sài Gòn"),
        phone: senderPhone
    )

    /// A complete letter of one sender.
    package static let registration = RegisterPetitionRequest(
        source: .post,
        stamp: ReceivingStamp(number: "101", date: "2026-07-06"),
        summary: "Khiếu nại quyết định thu hồi đất tại phường Tân Định",
        writtenOn: PartialDate(year: 2026, month: 7, day: 1),
        parties: [sender],
        signed: true,
        registeredOn: "2026-07-06"
    )

    /// An eligible first complaint within the agency's competence.
    package static let complaint = Classification(
        type: .complaint,
        complaintSubtype: .decision,
        eligibility: .eligible,
        competence: .mine,
        signers: .single,
        repetition: .first,
        field: "HC.DD"
    )

    /// A complaint about a disciplinary decision.
    package static var discipline: Classification {
        var found = complaint
        found.complaintSubtype = .discipline
        return found
    }

    /// An eligible denunciation within the agency's competence.
    package static var denunciation: Classification {
        var found = complaint
        found.type = .denunciation
        found.complaintSubtype = .unspecified
        found.field = "HC.CV"
        return found
    }

    /// Feedback.
    package static var feedback: Classification {
        var found = complaint
        found.type = .feedback
        found.complaintSubtype = .unspecified
        found.field = "CS"
        return found
    }

    /// A classification of a petition on 08/07.
    package static func classify(
        _ id: String,
        etag: String,
        _ found: Classification = complaint
    ) -> ClassifyPetitionRequest {
        ClassifyPetitionRequest(id: id, etag: etag, classification: found, actedOn: "2026-07-08")
    }

    /// A proposal on 09/07.
    package static func propose(
        _ id: String,
        _ outcome: HandlingOutcome = .accept
    ) -> ProposeHandlingRequest {
        ProposeHandlingRequest(
            id: id,
            outcome: outcome,
            reason: "Đủ điều kiện thụ lý",
            actedOn: "2026-07-09"
        )
    }

    /// The head's approval on 10/07.
    package static func approve(_ id: String) -> ApproveHandlingRequest {
        ApproveHandlingRequest(id: id, office: "H29.02.GD", actedOn: "2026-07-10")
    }

    /// Acceptance by a notice of 14/07.
    package static func accept(_ petition: String) -> AcceptComplaintRequest {
        AcceptComplaintRequest(
            petitionId: petition,
            office: "H29.02.GD",
            notice: DocumentReference(number: "15/TB-SNV", issuedOn: "2026-07-14")
        )
    }

    /// The verification, assigned on 16/07 to the foreign agency.
    package static func assign(_ id: String) -> AssignVerificationRequest {
        AssignVerificationRequest(
            id: id,
            agency: "H29.05",
            assignment: DocumentReference(number: "20/QĐ-SNV", issuedOn: "2026-07-16")
        )
    }

    /// The report of 30/07, which differs from what the complainant wants.
    package static func report(_ id: String, differs: Bool = true) -> SubmitReportRequest {
        SubmitReportRequest(
            id: id,
            report: DocumentReference(number: "31/BC-SYT", issuedOn: "2026-07-30"),
            resultsDiffer: differs
        )
    }

    /// The dialogue of 10/08, five days after its notice.
    package static func dialogue(_ id: String) -> HoldDialogueRequest {
        HoldDialogueRequest(
            id: id,
            noticeSentOn: "2026-08-05",
            dialogue: Dialogue(
                heldOn: "2026-08-10",
                minutesNumber: "4/BB",
                attended: true,
                headInPerson: true
            )
        )
    }

    /// The only sender of the case's petition.
    package static let complainants = Complainants(senders: ["s1"], standingSigners: 0)

    /// The decision of 12/08: amended, with money and land to be given back.
    package static func decide(_ id: String) -> IssueDecisionRequest {
        IssueDecisionRequest(
            id: id,
            decision: Decision(
                document: DocumentReference(number: "88/QĐ-SNV", issuedOn: "2026-08-12"),
                conclusion: .partly,
                action: .amend,
                summary: "Sửa đổi một phần quyết định bị khiếu nại",
                moneyVnd: 25_000_000,
                landCentiM2: 12_050
            )
        )
    }
}
