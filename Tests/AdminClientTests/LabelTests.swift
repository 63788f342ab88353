import Messages
import Testing

@testable import AdminClient

/// What people read in tables is Vietnamese.
@Suite struct LabelTests {
    // Red when: a field of a record, a fact or a value of a list has no Vietnamese name.
    @Test(arguments: [
        "kntc.v1.Petition", "kntc.v1.Case", "kntc.v1.Register", "kntc.v1.Agency",
        "kntc.v1.StoredFile", "kntc.v1.PetitionTrack", "kntc.v1.Signer", "kntc.v1.ServerStatus",
        "kntc.v1.VerifyReport", "kntc.v1.FeedItem", "kntc.v1.Form", "kntc.v1.Document",
        "kntc.v1.Original", "kntc.v1.Visit", "kntc.v1.VisitorHistory",
        "kntc.v1.ReceptionRegisterRow", "kntc.v1.Session", "kntc.v1.Instruction",
        "kntc.v1.ReceptionProposal", "kntc.v1.BoardMeeting", "kntc.v1.ReceptionDays",
        "kntc.v1.EnforcementFile",
        "kntc.v1.Rating", "kntc.v1.RatingCount",
        "kntc.v1.WhoAmIReply", "kntc.v1.EnrolmentCode", "kntc.v1.SecondFactor",
        "kntc.v1.SessionsEnded", "kntc.v1.OfficerUnlocked", "kntc.v1.SignedIn",
        "kntc.v1.GetCalendarReply", "kntc.v1.DeadlineMove", "kntc.v1.IdentityRequest",
        "kntc.v1.Subscription", "kntc.v1.SubscriptionDeleted",
        "kntc.v1.HandlerItem", "kntc.v1.IdentityReading", "kntc.v1.IdentityContent",
        "kntc.v1.Transfer", "kntc.v1.Consultation", "kntc.v1.GetCustodyReply", "kntc.v1.Route",
        "kntc.v1.HeldFile", "kntc.v1.TrackedItem", "kntc.v1.Board", "kntc.v1.OpenCount",
        "kntc.v1.Holding",
        "kntc.v1.UrgingView", "kntc.v1.GetUrgingPolicyReply", "kntc.v1.GetApprovalRoutesReply",
        "kntc.v1.AwaitingItem",
        "kntc.v1.Operation", "kntc.v1.PreviewOperationReply",
        "kntc.v1.Delegation", "kntc.v1.Absence",
        "kntc.v1.AgencyCertificate", "kntc.v1.CertificateCode",
    ])
    func `Every field and value has a Vietnamese name`(type: String) throws {
        // Shown as columns of their own, or inside facts that tables name and do not open.
        let unshown: Set = ["recorded_at_ms", "actor", "method", "events"]
        var open = [type]
        var seen: Set<String> = []
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            for field in try MessageShape(of: next).fields where !unshown.contains(field.name) {
                #expect(Labels.titles[field.name] != nil, "\(next).\(field.name)")
                for value in field.values.dropFirst() {
                    #expect(Labels.values[value] != nil, "\(value)")
                }
                if MessageDescriptorNames.contains(field.type) { open.append(field.type) }
            }
        }
    }

    // Red when: a fact of the journal has no Vietnamese name.
    @Test func `Every fact has a Vietnamese name`() throws {
        for field in try MessageShape(of: "kntc.v1.Event").fields where field.isAlternative {
            #expect(Labels.titles[field.name] != nil, "\(field.name)")
        }
    }
}

/// Whether a type of a field is a message of the contract.
private enum MessageDescriptorNames {
    static func contains(_ type: String) -> Bool {
        (try? MessageShape(of: type)) != nil
    }
}
