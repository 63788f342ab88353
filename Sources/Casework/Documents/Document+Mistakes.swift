package import Messages

extension Document {
    /// Once it is signed, the head answers for it.
    package var isSettled: Bool { state != .draft }

    package var takenNumber: RegisterNumber? { registerNumber }

    package static let correctable = Correctable(
        [
            CorrectableField("title", .text(max: 300)),
            CorrectableField("number", .text(max: 60)),
            CorrectableField("signed_on", .day),
            CorrectableField("issued_on", .day),
            CorrectableField("deliveries[].proof", .optionalText(max: 100)),
            CorrectableField("deliveries[].sent_on", .day),
            CorrectableField("deliveries[].received_on", .day),
            CorrectableField("deliveries[].returned_on", .day),
            CorrectableField("deliveries[].return_reason", .text(max: 300)),
        ],
        orders: [["signed_on", "issued_on"]]
    )

    package func check(_ checks: inout Checks) {
        let given = DocumentNumber(number)
        checks.require(
            number.isEmpty || given != nil,
            "number",
            "is no number of a document",
            "write number, stroke and symbol, as 15/TB-SNV"
        )
        checks.require(
            registerNumber == nil || given?.value == registerNumber?.number,
            "number",
            "is another than the register gave",
            "correct the symbol only, or void the document"
        )
    }

    package mutating func void() { state = .voided }

    package mutating func align() { beginAgain() }

    package mutating func move(_ moved: EntryMoved) {
        if moved.entry == reference { about = moved.to }
        // It lies elsewhere, or a file came to it or left it.
        beginAgain()
    }
}

extension Original {
    /// A ledger of things is mended by whoever keeps it.
    package var isSettled: Bool { false }

    package static let correctable = Correctable([
        CorrectableField("description", .text(max: 500)),
        CorrectableField("sheets", .number(1...10_000)),
        CorrectableField("moves[].holder", .text(max: 200)),
        CorrectableField("moves[].moved_on", .day),
        CorrectableField("moves[].document_number", .optionalText(max: 50)),
    ])

    package mutating func void() { state = .voided }

    package mutating func move(_ moved: EntryMoved) {
        if moved.entry == reference { about = moved.to }
    }
}
