package import Messages

extension RefuseAcceptanceRequest {
    /// Decides that a complaint or denunciation is not accepted; the notice carries it out.
    ///
    /// Grounds: Luật Khiếu nại 2011 Đ.11, Luật Tố cáo 2018 Đ.29; the head signs.
    ///
    /// `type` is what is refused.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ petition: Petition,
        _ type: PetitionType,
        agency: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(notice, "notice")
        checks.order(day, "notice.issued_on", notBefore: petition.handling?.approvedOn ?? "")
        agency.checkHead(office: office, on: day, &checks)
        try checks.finish()
        let name = type == .complaint ? "RefuseComplaint" : "RefuseDenunciation"
        let row = try petition.admit("PetitionService/\(name)", context)
        var clocks = row.clocks(of: petition, on: day, context)
        if type == .denunciation {
            // The notice is due at once, and it is what this command records.
            let due = context.clocks.start(
                ["TC.NONACCEPT_NOTICE"],
                by: "denunciation.nonacceptance_decided",
                on: day
            )
            let sent = ["denunciation.nonacceptance_notice_sent"]
            clocks += context.clocks.stop(due, by: sent, on: day)
        }
        let fact = AcceptanceRefused(notice: notice, office: office)
        return [petition.event(.acceptanceRefused(fact), on: day, deadlines: clocks)]
    }
}

extension RecordReplyRequest {
    /// Decides the entry of a reply (văn bản phúc đáp).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ petition: Petition,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let written = checks.document(document, "document")
        checks.order(
            written,
            "document.issued_on",
            notBefore: petition.handling?.dispatchedOn ?? ""
        )
        let received = checks.actDay(receivedOn, "received_on")
        checks.order(received, "received_on", notBefore: written.iso)
        checks.text(agency, "agency", max: 200)
        checks.namesNobody(agency, "agency", senders)
        try checks.finish()
        _ = try petition.admit("PetitionService/RecordReply", context)
        let reply = Reply(agency: agency, document: document, receivedOn: received.iso)
        return [petition.event(.replyRecorded(ReplyRecorded(reply: reply)), on: received)]
    }
}

extension ReturnOriginalsRequest {
    /// Decides that originals went back by themselves: after a refusal, or found later.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ petition: Petition, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(document, "document")
        checks.order(
            day,
            "document.issued_on",
            notBefore: petition.handling?.dispatchedOn ?? ""
        )
        try checks.finish()
        _ = try petition.admit("PetitionService/ReturnOriginals", context)
        let fact = OriginalsReturned(document: document)
        return [petition.event(.originalsReturned(fact), on: day)]
    }
}

extension ClosePetitionRequest {
    /// Decides that the file is closed: a reply is there, or none is waited for.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ petition: Petition,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.lastActOn)
        checks.limit(reason, "reason", max: 2_000)
        checks.namesNobody(reason, "reason", senders)
        let isWaiting = petition.handling?.outcome.awaitsReply == true && petition.replies.isEmpty
        checks.require(
            !isWaiting || reason.contains { !$0.isWhitespace },
            "reason",
            "is missing though a reply is waited for",
            "record the reply, or say why none is waited for"
        )
        try checks.finish()
        _ = try petition.admit("PetitionService/ClosePetition", context)
        let fact = PetitionClosed(reason: reason)
        return [petition.event(.petitionClosed(fact), on: day)]
    }
}
