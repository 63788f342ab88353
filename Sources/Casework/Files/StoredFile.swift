package import Messages

extension StoredFile: FiledRecord {
    package static let recordKind = RecordKind.file

    /// A file is attached once and then stays as it is.
    package static let table: [StateTransition<StoredFile>] = [
        StateTransition(
            "FileService/AttachFile",
            "Đính kèm tệp",
            to: [.standing],
            basis: "NĐ 30/2020/NĐ-CP Đ.29"
        )
    ]

    package var state: Standing { voided ? .voided : .standing }

    package static let correctable = Correctable([CorrectableField("kind", .choice)])

    /// Whether the head must consent is asked of the record that it belongs to.
    package var isSettled: Bool { false }

    package mutating func void() { voided = true }

    package mutating func move(_ moved: EntryMoved) {
        guard moved.entry == reference else { return }
        about = moved.to
    }

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .fileAttached(let fact): self = fact.file ?? StoredFile()
        default: return
        }
    }
}

extension AttachFileRequest {
    /// Decides that a complete upload becomes a file of a record.
    ///
    /// `file` is the file as the server found it: type by content, size, digest, sealed name;
    /// `senders` are whom its name in another system may not name.
    ///
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(
        _ file: StoredFile,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.listed(kind, "kind", "say what the file is")
        checks.text(name, "name", max: 200)
        checks.externalReference(externalReference, senders)
        try checks.finish()
        var attached = file
        attached.about = about
        attached.kind = kind
        attached.attachedOn = day.iso
        attached.externalReference = externalReference
        return [attached.event(.fileAttached(FileAttached(file: attached)), on: day)]
    }
}
