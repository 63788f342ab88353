package import Messages

extension DraftDocumentRequest {
    /// Decides a draft on a form in force on its day.
    ///
    /// `owner` is the record that it belongs to, with the names that may not stand in it; `agency`
    /// finds an agency of the directory.
    ///
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(
        _ id: String,
        owner: DocumentOwner,
        agency: (String) throws -> Agency?,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        let found = Forms.form(form)
        checks.require(
            found.map { $0.isInForce(on: day) && $0.register != .unspecified } ?? false,
            "form",
            "is no form of a document in force on \(day.iso)",
            "give a key that ListForms names for that day"
        )
        checks.limit(title, "title", max: 300)
        checks.namesNobody(title, "title", owner.senders)
        try check(recipients: &checks, owner, agency, on: day)
        checks.require(
            SecrecyMark.known.contains(secrecy),
            "secrecy",
            "is not of the list SecrecyMark",
            "leave it out for an ordinary document"
        )
        checks.require(
            (secrecy == .unspecified) == (copyNumber == 0) && (0...10_000).contains(copyNumber),
            "copy_number",
            "is missing beside a secrecy mark, given without one, or outside 1 to 10,000",
            "number every copy of a document with a secrecy mark, and no other "
                + "(Luật Bảo vệ bí mật nhà nước 2018)"
        )
        checks.externalReference(externalReference, owner.senders)
        try checks.finish()
        let hasTitle = title.contains { !$0.isWhitespace }
        let draft = Document(
            id: id,
            agency: context.agency,
            state: .draft,
            about: about,
            form: form,
            register: found?.register ?? .unspecified,
            title: hasTitle ? title : found?.title ?? "",
            recipients: recipients,
            secrecy: secrecy,
            copyNumber: copyNumber,
            externalReference: externalReference
        )
        return [draft.event(.documentDrafted(DocumentDrafted(document: draft)), on: day)]
    }

    /// Recipients are agencies by code or name, or parties of the record by id.
    private func check(
        recipients checks: inout Checks,
        _ owner: DocumentOwner,
        _ agency: (String) throws -> Agency?,
        on day: Day
    ) throws {
        checks.require(
            recipients.count <= 100 && Set(recipients).count == recipients.count,
            "recipients",
            "holds more than 100 entries, or one of them twice",
            "name each recipient once, at most 100"
        )
        for (index, recipient) in recipients.prefix(100).enumerated() {
            let field = "recipients[\(index)]"
            checks.text(recipient, field, max: 200)
            owner.check(holder: recipient, field, &checks)
            guard Agency.isCode(recipient) else { continue }
            let isKnown = try agency(recipient)?.isInBeing(on: day) ?? false
            checks.require(
                isKnown,
                field,
                "names no agency that is in being on \(day.iso)",
                "give the code of an agency of the directory, or the agency's name"
            )
        }
    }
}

/// The record that documents and originals belong to, as their deciders need it.
package struct DocumentOwner: Sendable {
    /// Ids of its sealed persons.
    package let parties: Set<String>
    /// The names that may not stand in texts.
    package let senders: SenderNames
    /// Whether its persons are sealed as secret.
    package var isSecret: Bool

    /// Takes ids and names of the record's persons, and how they are guarded.
    package init(parties: Set<String>, senders: SenderNames, isSecret: Bool = false) {
        self.parties = parties
        self.senders = senders
        self.isSecret = isSecret
    }

    /// Demands of who gets or holds a paper: nobody by name, and no id but a party's.
    func check(holder: String, _ field: String, _ checks: inout Checks) {
        checks.namesNobody(holder, field, senders)
        checks.require(
            !holder.isRandomID || parties.contains(holder),
            field,
            "is the id of no party of the record",
            "give the id of one of its parties, or an agency by code or name"
        )
    }
}

extension SignDocumentRequest {
    /// Decides a signature: who signs in the head's place says so, and does it by a delegation
    /// (NĐ 30/2020/NĐ-CP Đ.13).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ document: Document,
        _ right: SigningRight,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: document.lastActOn)
        let signer = try right.office(office, on: day)
        let isOwn = Agency.code(ofOffice: office) == document.agency
        checks.require(
            signer != nil && (isOwn || mode.isForHead),
            "office",
            "is no office of the agency on \(day.iso)",
            "name the office that signed"
        )
        let isKnown = SigningMode.known.contains(mode) && mode != .unspecified
        checks.require(
            isKnown,
            "mode",
            "is not of the list SigningMode",
            "say in whose name it was signed"
        )
        var delegation: Delegation?
        if let signer, isKnown {
            let isHead = signer.head && isOwn
            checks.require(
                isHead != mode.isForHead,
                "mode",
                isHead
                    ? "is KT., TL. or TUQ., which a head office does not sign"
                    : "is the head's own, TM. or Q., which only a head office signs",
                "give the mode that stands above the signature (NĐ 30/2020/NĐ-CP Đ.13)"
            )
            if mode.isForHead, !isHead {
                delegation = try right.delegation(mode, by: office, of: document.form, on: day)
                checks.require(
                    delegation != nil,
                    "mode",
                    "rests on no delegation to the office that holds on \(day.iso) for the form",
                    "have the head enter it by GiveDelegation, or let the head sign"
                )
            }
        }
        checks.listed(
            signature,
            "signature",
            "say how the digital signature was found, or that it is a scan of signed paper"
        )
        checks.require(
            signature != .invalid,
            "signature",
            "says that the digital signature is not valid",
            "have the document signed anew"
        )
        document.checkSigner(office, by: delegation, &checks)
        try checks.finish()
        _ = try document.admit("DocumentService/SignDocument", context)
        let fact = DocumentSigned(
            office: office,
            mode: mode,
            signature: signature,
            delegation: delegation?.id ?? ""
        )
        return [document.event(.documentSigned(fact), on: day)]
    }
}
