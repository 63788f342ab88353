package import Messages

extension SendDocumentRequest {
    /// Decides that a document went out; one that came back is sent again, or posted, and the day
    /// of posting stands for receipt.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ document: Document,
        owner: DocumentOwner,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "DocumentService/SendDocument"
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: document.issuedOn)
        checks.require(
            document.recipients.isEmpty || document.recipients.contains(recipient),
            "recipient",
            "is none of the document's recipients",
            "name one of them as the document does"
        )
        checks.listed(way, "way", "say how it went out")
        if way == .post || way == .posting {
            checks.text(proof, "proof", max: 50)
        } else {
            checks.limit(proof, "proof", max: 50)
        }
        checks.namesNobody(proof, "proof", owner.senders)
        try checks.finish()
        let row = try document.admit(method, context)
        guard way != .posting || !owner.isSecret || !owner.parties.contains(recipient) else {
            throw document.refusal(
                of: method,
                missing: "another way to a person whom the law keeps secret; a posting tells who "
                    + "it is for",
                basis: "Luật Tố cáo 2018 Đ.23, Đ.56"
            )
        }
        if let missing = document.missing(for: way, to: recipient) {
            throw document.refusal(of: method, missing: missing, basis: row.basis)
        }
        let delivery = Delivery(
            number: Int32(document.deliveries.count + 1),
            recipient: recipient,
            way: way,
            sentOn: day.iso,
            proof: proof,
            receivedOn: way == .posting ? day.iso : ""
        )
        return [document.event(.documentSent(DocumentSent(delivery: delivery)), on: day)]
    }
}

extension Document {
    /// What a way to a recipient lacks; nil when it lacks nothing.
    fileprivate func missing(for way: DeliveryWay, to recipient: String) -> String? {
        let earlier = deliveries.filter { $0.recipient == recipient }
        if deliveries.count >= 300 { return "fewer than 300 deliveries" }
        if way == .posting {
            if secrecy != .unspecified { return "a document without a secrecy mark" }
            return earlier.contains { !$0.returnedOn.isEmpty }
                && !earlier.contains { !$0.receivedOn.isEmpty }
                ? nil : "a recipient from whom it came back and who has not received it"
        }
        return earlier.contains { $0.way == way && $0.returnedOn.isEmpty }
            ? "a recipient to whom it did not go this way, or from whom it came back" : nil
    }

    /// Demands the number of a delivery that is on its way.
    fileprivate func delivery(
        _ number: Int32,
        _ checks: inout Checks
    ) -> Delivery? {
        let found = deliveries.first { $0.number == number }
        let isUsable = found?.isOnItsWay == true
        checks.require(
            isUsable || !deliveries.contains(where: \.isOnItsWay),
            "delivery",
            "is \(number), which names no delivery that is on its way",
            "give the number of one that has neither arrived nor come back"
        )
        return isUsable ? found : nil
    }
}

extension RecordDeliveryRequest {
    /// Decides that a recipient received a document.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ document: Document,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.pastDay(receivedOn, "received_on") ?? context.today
        let sent = document.delivery(delivery, &checks)
        checks.order(day, "received_on", notBefore: sent?.sentOn ?? "")
        try checks.finish()
        _ = try document.admit("DocumentService/RecordDelivery", context)
        let fact = DocumentDelivered(delivery: delivery, receivedOn: day.iso)
        return [document.event(.documentDelivered(fact), on: day)]
    }
}

extension ReturnMailRequest {
    /// Decides that a document came back.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ document: Document,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.pastDay(returnedOn, "returned_on") ?? context.today
        let sent = document.delivery(delivery, &checks)
        checks.order(day, "returned_on", notBefore: sent?.sentOn ?? "")
        checks.text(reason, "reason", max: 300)
        checks.namesNobody(reason, "reason", senders)
        try checks.finish()
        _ = try document.admit("DocumentService/ReturnMail", context)
        let fact = DocumentReturned(delivery: delivery, reason: reason)
        return [document.event(.documentReturned(fact), on: day)]
    }
}
