package import Messages

extension Event {
    /// Whether the fact puts something on a desk of an agency: somebody there, who did not make it,
    /// has something to do next.
    ///
    /// What only tells how far something is (a sent decision, a corrected entry, a moved time limit, a
    /// rating) stands in the journal and does not arrive. Whether the caller may know of it is asked
    /// elsewhere.
    ///
    /// - Parameters:
    ///   - agency: Code of the agency.
    ///   - record: Finds the record that the fact is about.
    /// - Returns: Whether it arrives there.
    package func arrives(
        at agency: String,
        _ record: () throws -> (any FiledRecord)?
    ) rethrows -> Bool {
        /// On the desk of whoever keeps the record: its agency, and the body above that sees to it.
        func keeps() throws -> Bool { try record()?.keepers.contains(agency) ?? false }
        switch fact {
        // It came from outside, and nobody has seen to it: a letter, a matter that was split off, a
        // record of another system that its unit confirms.
        case .petitionReceived, .petitionRegistered, .matterOpened, .recordImported:
            return try keeps()
        // A citizen, a court or another body said something that the handlers have to act on.
        case .petitionWithdrawn, .personWithdrew, .replyRecorded, .evidenceSupplied,
            .transferSettled, .feedbackReraised, .secondComplaintFiled, .lawsuitFiled,
            .lawsuitJudged, .reviewDemanded, .denunciationContinued, .continuationDecided,
            .superiorRequested, .protectionRequested:
            return try keeps()
        // Somebody in the agency decides or carries on: the head about a proposal, the officer
        // about what was returned or approved.
        case .handlingProposed, .handlingApproved, .handlingReturned, .proposalSubmitted,
            .proposalScreened:
            return try keeps()
        // A paper waits for its signer, its number, its way, or another way.
        case .documentDrafted, .documentSigned, .documentReturned:
            return try keeps()
        // A draft goes from level to level, and back; who gets a remark resolves it, so that the
        // draft goes on.
        case .draftSubmitted, .draftApproved, .draftReturned, .remarkMade, .remarkResolved:
            return try keeps()
        // Secret files: who may handle them, who asks to know, and the copy that is to be released
        // or worked with.
        case .handlersAppointed, .identityRequested, .identityApproved, .identityRefused,
            .workingCopyMade, .workingCopyReleased, .workingCopyRecalled:
            return try keeps()
        // A refusal of the national database is mended by who keeps the record.
        case .nationalAnswered(let fact): return try !fact.accepted && keeps()
        // Work that one body gives to another, or to itself.
        case .feedbackAssigned(let fact): return fact.task?.agency == agency
        case .verificationAssigned(let fact): return fact.agency == agency
        case .enforcementStarted(let fact): return fact.agency == agency
        case .instructionGiven(let fact): return fact.instruction?.agency == agency
        case .instructionUrged: return try keeps()
        // The body whose leader gave an instruction finds it carried out, or urges it.
        case .instructionReported: return try (record() as? Instruction)?.givenBy == agency
        case .agenciesInvited(let fact): return fact.agencies.contains(agency)
        case .bridgePointsNotified(let fact): return fact.agencies.contains(agency)
        // The body above sees to a file from now on.
        case .respondentsNamed(let fact): return fact.superior == agency
        // A file changes hands inside its agency, or is to be advised on.
        case .custodyChanged: return try keeps()
        // What a body left comes to the one in its place.
        case .bodySucceeded(let fact): return fact.to == agency
        // A transfer waits for its receiver or the common superior, and comes back to its sender.
        case .transferSent(let fact): return fact.transfer?.waitsFor == agency
        case .petitionReferred, .petitionSettledBack: return try keeps()
        case .transferReceived, .transferArbitrated: return try record()?.agency == agency
        // A consultation waits for who is asked, and comes back to who asked.
        case .consultationAsked(let fact): return fact.consultation?.asked == agency
        case .consultationAnswered: return try record()?.agency == agency
        case .consultationWithdrawn: return try (record() as? Consultation)?.asked == agency
        // Somebody stands in for who is absent, or no more.
        case .absenceEntered, .absenceEnded:
            return try (record() as? Absence)?.substituteAgency == agency
        // A unit whose head is let sign for the agency above, or no more.
        case .delegationGiven, .delegationEnded:
            return try keeps() && record()?.agency != agency
        default: return false
        }
    }
}
