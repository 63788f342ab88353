package import Messages

private typealias Row = StateTransition<WorkingCopy>

extension WorkingCopy: FiledRecord {
    package static let recordKind = RecordKind.workingCopy

    /// Name, address, handwriting and whatever else tells who denounces is left out of what those
    /// get who verify.
    static let basis = "Luật Tố cáo 2018 Đ.56 k.2"

    package static let table: [StateTransition<WorkingCopy>] = [
        Row(
            "WorkingCopyService/MakeWorkingCopy",
            "Lập bản sao làm việc",
            to: [.drafted],
            basis: basis
        ),
        Row(
            "WorkingCopyService/ReleaseWorkingCopy",
            "Phát hành bản sao làm việc",
            from: [.drafted],
            to: [.released],
            needs: "a working copy that was neither released nor taken back",
            basis: basis
        ),
        Row(
            "WorkingCopyService/RecallWorkingCopy",
            "Thu hồi bản sao làm việc",
            from: [.drafted, .released],
            to: [.recalled],
            needs: "a working copy that was not taken back",
            basis: basis
        ),
    ]

    package var about: RecordReference? { record }

    /// It belongs to its file and to no other.
    package var liesIn: RecordReference? { nil }

    package static let isMendable = false
    package static let correctable = Correctable.nothing
    package var isSettled: Bool { true }

    package mutating func void() {}

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .workingCopyMade(let fact): self = fact.copy ?? WorkingCopy()
        case .workingCopyReleased(let fact):
            state = .released
            office = fact.office
            releasedOn = day
        case .workingCopyRecalled(let fact):
            state = .recalled
            recallReason = fact.reason
            recalledOn = day
        default: return
        }
    }

    /// Whether somebody may read it, who may know of its file.
    ///
    /// - Parameters:
    ///   - officer: Who reads.
    ///   - releases: Whether the reader may release working copies of the file.
    /// - Returns: Whether somebody may.
    package func isShown(to officer: OfficerReference, releases: Bool) -> Bool {
        switch state {
        case .released: true
        case .drafted: releases || madeBy == officer
        case .recalled, .unspecified, .unknown: false
        }
    }
}

extension MakeWorkingCopyRequest {
    /// How many working copies a file has at most, taken back or not.
    package static let copiesMax = 100

    /// Decides that a working copy is made.
    ///
    /// - Parameters:
    ///   - file: The secret file.
    ///   - copies: How many it has already.
    ///   - sealed: The text as it was sealed; nil when there is none.
    ///   - id: Id of the new working copy.
    ///   - maker: Who makes it, who may read the originals now.
    ///   - senders: What may not stand in the text, addresses among it.
    ///   - context: The day and the agency that acts.
    /// - Returns: The new working copy.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: any FiledRecord,
        copies: Int,
        sealed: SealedFile?,
        id: String,
        by maker: OfficerReference,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let bytes = maskedText.utf8.count
        checks.require(
            bytes <= 256 * 1024,
            "masked_text",
            "has \(bytes) bytes, more than 262,144",
            "attach longer copies as files"
        )
        checks.namesNobody(maskedText, "masked_text", senders)
        try checks.finish()
        guard copies < Self.copiesMax else {
            throw file.refusal(
                of: "MakeWorkingCopy",
                missing: "a file with fewer than \(Self.copiesMax) working copies",
                basis: WorkingCopy.basis
            )
        }
        let copy = WorkingCopy(
            id: id,
            agency: file.agency,
            state: .drafted,
            record: record,
            sealedText: sealed,
            madeBy: maker,
            madeOn: context.today.iso
        )
        return [copy.event(.workingCopyMade(WorkingCopyMade(copy: copy)), on: context.today)]
    }
}

extension AttachFileRequest {
    /// Checks a masked scan that becomes a file of a working copy.
    ///
    /// - Parameters:
    ///   - copy: The working copy.
    ///   - officer: Who attaches it.
    ///   - senders: What may not stand in its name.
    ///   - context: The day and the agency that acts.
    /// - Throws: `CaseworkError` naming what forbids it.
    package func check(
        _ copy: WorkingCopy,
        by officer: OfficerReference,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) {
        // What was released was looked at as it is.
        guard copy.state == .drafted, copy.madeBy == officer else {
            throw copy.refusal(
                of: "AttachFile",
                missing: "a working copy that waits for its release, and the officer who made it",
                basis: WorkingCopy.basis
            )
        }
        var checks = Checks(today: context.today)
        checks.namesNobody(name, "name", senders)
        try checks.finish()
    }
}

extension ReleaseWorkingCopyRequest {
    /// Decides that a working copy is read by everybody whose scope covers its file.
    ///
    /// - Parameters:
    ///   - copy: The working copy.
    ///   - hasFiles: Whether masked scans belong to it.
    ///   - head: The agency whose head releases.
    ///   - officer: Who releases: another than who made it, so that two have looked.
    ///   - context: The day and the agency that acts.
    /// - Returns: The release.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ copy: WorkingCopy,
        hasFiles: Bool,
        head: Agency,
        by officer: OfficerReference,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try copy.admit("WorkingCopyService/ReleaseWorkingCopy", context)
        var checks = Checks(today: context.today)
        head.checkHead(office: office, on: context.today, &checks)
        try checks.finish()
        let missing: String? =
            if copy.madeBy == officer {
                "an officer other than the one who made it"
            } else if copy.sealedText == nil && !hasFiles {
                "a text or a masked scan"
            } else {
                nil
            }
        if let missing {
            throw copy.refusal(of: "ReleaseWorkingCopy", missing: missing, basis: row.basis)
        }
        let fact = WorkingCopyReleased(office: office)
        return [copy.event(.workingCopyReleased(fact), on: context.today)]
    }
}

extension RecallWorkingCopyRequest {
    /// Decides that a working copy is taken back.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ copy: WorkingCopy,
        head: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try copy.admit("WorkingCopyService/RecallWorkingCopy", context)
        var checks = Checks(today: context.today)
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        head.checkHead(office: office, on: context.today, &checks)
        try checks.finish()
        let fact = WorkingCopyRecalled(reason: reason, office: office)
        return [copy.event(.workingCopyRecalled(fact), on: context.today)]
    }
}
