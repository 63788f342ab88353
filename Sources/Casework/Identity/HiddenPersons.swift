package import Messages

/// What who has no right of the file sees of a secret record: an anonymous one and one with a sealed
/// person look the same (Luật Tố cáo 2018 Đ.8, Đ.25, Đ.56).
///
/// What the agency did with it stays to be seen: who processes petitions has to know that.
extension Petition {
    /// Fields that tell something of who stands behind it, as the contract names them.
    static let personalFields = [
        "parties", "sender_count", "defects", "full_text", "signers_listed", "signers_withdrawn",
        "classification.signers", "classification.ineligible_reasons", "handling.grounds",
        "initial_check.identity_verified", "initial_check.unmet", "imported.missing",
    ]

    package mutating func hidePersons() {
        parties = []
        senderCount = 0
        defects = []
        fullText = nil
        signersListed = 0
        signersWithdrawn = 0
        classification?.hidePersons()
        initialCheck?.hidePersons()
        handling?.grounds = []
        imported?.missing = []
        deadlines.hidePersons()
    }
}

extension Classification {
    /// Takes away what tells who and how many signed.
    fileprivate mutating func hidePersons() {
        signers = .unspecified
        ineligibleReasons = []
    }
}

extension InitialCheck {
    fileprivate mutating func hidePersons() {
        identityVerified = false
        unmet = []
    }
}

extension [Deadline] {
    /// Takes away the limits that run for a named denouncer alone (Luật Tố cáo 2018 Đ.24, Đ.25).
    fileprivate mutating func hidePersons() {
        removeAll(where: \.tellsOfDenouncer)
    }
}

extension Deadline {
    /// Whether it runs on a petition only when somebody stands behind it.
    package var tellsOfDenouncer: Bool { rule.hasPrefix("TC.") }
}

extension Visit {
    static let personalFields = ["parties", "authorisation", "representation"]

    package mutating func hidePersons() {
        parties = []
        authorisation = ""
        representation = ""
    }
}

extension Case {
    static let personalFields = ["withdrawals"]

    package mutating func hidePersons() {
        for index in withdrawals.indices { withdrawals[index].person = "" }
    }
}

extension Signer {
    static let personalFields = ["parties"]

    package mutating func hidePersons() { parties = [] }
}

extension Document {
    static let personalFields = ["recipients", "deliveries"]

    package mutating func hidePersons() {
        // Persons are named by id, agencies by code or in words.
        recipients.removeAll(where: \.isRandomID)
        deliveries.removeAll(where: \.recipient.isRandomID)
    }
}

extension RecordImage {
    fileprivate var hidingPersons: RecordImage {
        guard var record = filed else { return self }
        record.hidePersons()
        return RecordImage(record)
    }
}

extension Event {
    /// The fact without what tells of the persons of its record; nil for one that tells of nothing
    /// else.
    package var hidingPersons: Event? {
        var event = self
        if record?.kind == .petition { event.deadlines.hidePersons() }
        switch fact {
        case .signersCounted, .signerListed, .signerWithdrew: return nil
        case .petitionRegistered(var fact):
            fact.petition?.hidePersons()
            event.fact = .petitionRegistered(fact)
        case .petitionReceived(var fact):
            fact.petition?.hidePersons()
            event.fact = .petitionReceived(fact)
        case .matterOpened(var fact):
            fact.matter?.hidePersons()
            event.fact = .matterOpened(fact)
        case .petitionClassified(var fact):
            fact.classification?.hidePersons()
            event.fact = .petitionClassified(fact)
        case .handlingProposed(var fact):
            fact.grounds = []
            event.fact = .handlingProposed(fact)
        case .denunciationChecked(var fact):
            fact.check?.hidePersons()
            event.fact = .denunciationChecked(fact)
        case .visitCheckedIn(var fact):
            fact.visit?.hidePersons()
            event.fact = .visitCheckedIn(fact)
        case .contentRecorded(var fact):
            fact.representatives = []
            fact.representation = ""
            event.fact = .contentRecorded(fact)
        case .personWithdrew(var fact):
            fact.withdrawal?.person = ""
            event.fact = .personWithdrew(fact)
        case .documentDrafted(var fact):
            fact.document?.hidePersons()
            event.fact = .documentDrafted(fact)
        case .documentSent(let fact) where fact.delivery?.recipient.isRandomID == true: return nil
        default: return event.hidingImages
        }
        return event
    }

    /// The fact with the whole records that it carries and the list of what changed in them.
    private var hidingImages: Event? {
        var event = self
        switch fact {
        case .entryCorrected(var fact):
            fact.after = fact.after?.hidingPersons
            let shown = fact.changes.filter { !$0.isPersonal }
            // A correction of persons alone tells that there are some.
            guard !shown.isEmpty || fact.changes.isEmpty else { return nil }
            fact.changes = shown
            event.fact = .entryCorrected(fact)
        case .stepUndone(var fact):
            fact.after = fact.after?.hidingPersons
            event.fact = .stepUndone(fact)
        case .recordImported(var fact):
            fact.record = fact.record?.hidingPersons
            event.fact = .recordImported(fact)
        default: break
        }
        return event
    }
}

extension FieldChange {
    private static let personal =
        Petition.personalFields + Visit.personalFields + Case.personalFields
        + Signer.personalFields + Document.personalFields + ["deadlines"]

    fileprivate var isPersonal: Bool {
        Self.personal.contains { name in
            field == name || field.hasPrefix("\(name)[") || field.hasPrefix("\(name).")
        }
    }
}
