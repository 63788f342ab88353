import Casework
import Messages
import TestSeeds
import TestSupport
import Testing

/// Mistakes are mended by new facts: corrected, voided, undone, moved.
@Suite struct MistakeTests {
    private static func correction(
        _ fields: [(String, String)],
        reason: String = "Nhập nhầm",
        office: String = "",
        etag: String = "1"
    ) -> CorrectEntryRequest {
        CorrectEntryRequest(
            etag: etag,
            fields: fields.map { FieldCorrection(field: $0.0, valueJson: $0.1) },
            reason: reason,
            office: office
        )
    }

    private static func correct<R: FiledRecord>(
        _ record: R,
        _ request: CorrectEntryRequest,
        _ senders: SenderNames = nobody
    ) throws -> [Event] {
        try request.decide(
            record,
            persons: [],
            agency: Sample.home,
            senders: senders,
            world
        )
    }

    // Red when: a path of a list of corrections is written otherwise than the contract names it.
    @Test func `Every field that may be corrected stands in the contract`() throws {
        for kind in RecordKind.known {
            guard let type = kind.filed else { continue }
            for field in type.correctable.fields {
                var shape = try MessageShape(of: type.typeName)
                for name in field.path.split(separator: ".") {
                    let bare = name.replacing("[]", with: "")
                    let found = shape.fields.first { $0.name == bare }
                    #expect(found != nil, "\(kind) \(field.path)")
                    #expect(found?.isRepeated == name.hasSuffix("[]") || field.path == "defects")
                    if let next = try? MessageShape(of: found?.type ?? "") { shape = next }
                }
            }
        }
    }

    // Red when: a corrected receiving day leaves the clocks that it started where they were.
    @Test func `A corrected receiving stamp moves every clock that ran from it`() throws {
        let before = try Walk(to: .classified).petition.with(etag: "1")
        let request = Self.correction([("stamp.date", #""2026-07-02""#)])
        let events = try Self.correct(before, request)
        var after = before
        for event in events { after.apply(event) }
        #expect(after.stamp?.date == "2026-07-02")
        // The same as if the right day had been written from the first.
        let right = try Walk(to: .classified) {
            $0.registration.stamp?.date = "2026-07-02"
        }
        #expect(before.deadlines.count == 4)
        #expect(after.deadlines == right.petition.deadlines)
        #expect(after.deadlines.map(\.line) != before.deadlines.map(\.line))
        guard case .entryCorrected(let fact) = events.first?.fact else {
            Issue.record("no correction")
            return
        }
        let stamp = fact.changes.first { $0.field == "stamp.date" }
        #expect(stamp?.beforeJson == #""2026-07-06""# && stamp?.afterJson == #""2026-07-02""#)
        #expect(after.lastActOn == before.lastActOn)
    }

    // Red when: a limit that was met stays met though the right day shows that it was late.
    @Test func `A corrected day judges anew what was met`() throws {
        var before = try Walk(to: .accepted).petition.with(etag: "1")
        let met = before.deadlines.first { $0.rule == "KN.ACCEPT" }
        #expect(met?.state == .met && met?.stoppedOn == "2026-07-14")
        let request = Self.correction(
            [("stamp.date", #""2026-06-22""#)],
            office: "H29.02.GD"
        )
        for event in try Self.correct(before, request) { before.apply(event) }
        let late = before.deadlines.first { $0.rule == "KN.ACCEPT" }
        #expect(late?.state == .late && late?.stoppedOn == "2026-07-14")
    }

    // Red when: a correction is taken that its rule, its order, its reason or its consent forbids.
    @Test(arguments: [
        ([("stamp.date", #""2026-07-07""#)], "invalid: fields[0].value_json"),
        ([("stamp.date", #""2027-01-01""#)], "invalid: fields[0].value_json"),
        ([("stamp.date", "7")], "invalid: fields[0].value_json"),
        ([("stamp.date", "")], "invalid: fields[0].value_json"),
        ([("stamp.date", "{")], "invalid: fields[0].value_json"),
        ([("summary", #""Bà Nguyễn Thị Ánh khiếu nại""#)], "invalid: fields[0].value_json"),
        ([("summary", "[]")], "invalid: fields[0].value_json"),
        ([("agency", #""H29.05""#)], "invalid: fields[0].field"),
        ([("etag", #""9""#)], "invalid: fields[0].field"),
        ([("classification.type", #""PETITION_TYPE_FEEDBACK""#)], "invalid: fields[0].field"),
        ([("replies[0].agency", #""H29.05""#)], "invalid: fields[0].field"),
        ([("classification.field", #""Không có""#)], "invalid: classification.field"),
        ([("sender_count", #""-1""#)], "invalid: fields[0].value_json"),
        ([("source", #""PETITION_SOURCE_UNSPECIFIED""#)], "invalid: fields[0].value_json"),
        ([("source", #""Thư""#)], "invalid: fields"),
        ([("stamp.number", #""101""#)], "invalid: fields"),
        ([], "invalid: fields"),
    ])
    func `A wrong correction is refused by field`(
        fields: [(String, String)],
        expected: String
    ) throws {
        let petition = try Walk(to: .classified).petition.with(etag: "1")
        let senders = SenderNames([Sample.sender])
        #expect(
            refusal { try Self.correct(petition, Self.correction(fields), senders) } == expected
        )
    }

    // Red when: what the head approved is corrected without the head, or a version unseen.
    @Test func `Reason, version and consent are demanded`() throws {
        let classified = try Walk(to: .classified).petition.with(etag: "1")
        let decided = try Walk(to: .decided).petition.with(etag: "1")
        let fields = [("summary", #""Nội dung đúng""#)]
        func answer(_ petition: Petition, _ request: CorrectEntryRequest) -> String {
            refusal { try Self.correct(petition, request) }
        }
        #expect(answer(classified, Self.correction(fields)) == "accepted")
        #expect(answer(classified, Self.correction(fields, reason: " ")) == "invalid: reason")
        #expect(answer(classified, Self.correction(fields, etag: "0")) == "etag")
        #expect(answer(classified, Self.correction(fields, etag: "")) == "invalid: etag")
        #expect(answer(decided, Self.correction(fields)) == "invalid: office")
        let foreign = Self.correction(fields, office: "H29.02.PP")
        #expect(answer(decided, foreign) == "invalid: office")
        #expect(answer(decided, Self.correction(fields, office: "H29.02.GD")) == "accepted")
    }

    // Red when: a voided petition owes something, loses its number, or may still be acted upon.
    @Test func `A voided petition keeps its number and owes nothing`() throws {
        var walk = try Walk(to: .classified)
        let events = try VoidEntryRequest(reason: "Vào sổ hai lần")
            .decide(walk.petition, agency: Sample.home, senders: nobody, world)
        walk.take(events)
        #expect(walk.petition.state == .voided && walk.petition.registerNumber?.number == 1)
        #expect(walk.petition.deadlines.allSatisfy { $0.state == .voided })
        #expect(walk.register?.voided == 1 && walk.register?.nextNumber == 2)
        let again = refusal {
            try VoidEntryRequest(reason: "Vào sổ hai lần")
                .decide(walk.petition, agency: Sample.home, senders: nobody, world)
        }
        #expect(again == "PETITION_STATE_VOIDED: a record that is not void")
        let next = refusal {
            try Sample.propose("p1").decide(walk.petition, senders: nobody, world)
        }
        #expect(next == "PETITION_STATE_VOIDED: a classification")
    }

    // Red when: an undone step leaves a trace in the record, or takes the guard of persons back.
    @Test func `An undone classification leaves the petition as it was, but guarded`() throws {
        let before = try Walk(to: .registered).petition.with(etag: "1")
        var after = try Walk(to: .classified) { $0.classification = Sample.denunciation }.petition
        let undone = try undo(after, before, "/kntc.v1.PetitionService/ClassifyPetition").get()
        for event in undone { after.apply(event) }
        #expect(after.state == .registered && after.classification == nil)
        #expect(after.deadlines == before.deadlines && after.lastActOn == before.lastActOn)
        #expect(after.guard == .secret)
    }

    // Red when: a step is undone by which something left the house or a number was taken.
    @Test(arguments: [
        ("PetitionService/DispatchPetition", Station.decided, "a step that sent nothing"),
        ("ComplaintService/AcceptComplaint", .decided, "a step that sent nothing"),
        ("PetitionService/ReissueReceiptCode", .classified, "a step that sent nothing"),
    ])
    func `A step that sent something is not undone`(
        method: String,
        station: Station,
        expected: String
    ) throws {
        let petition = try Walk(to: station).petition
        let answer = undo(petition, petition, "/kntc.v1.\(method)")
        #expect(throws: CaseworkError.self) { try answer.get() }
        #expect(refusal { try answer.get() }.contains(expected))
    }

    private func undo(
        _ current: Petition,
        _ before: Petition,
        _ method: String
    ) -> Result<[Event], any Error> {
        let request = UndoStepRequest(position: 2, reason: "Nhầm", office: "H29.02.GD")
        return Result {
            try request.decide(
                current,
                entry: JournalEntry(position: 2, method: method),
                touched: [.changed(current, before: before)],
                agency: Sample.home,
                senders: nobody,
                world
            )
        }
    }

    // Red when: a wrongly linked petition stays in the matter that it does not belong to.
    @Test func `A duplicate moves to the matter that it belongs to`() throws {
        var duplicate = try Walk(to: .classified).petition
        duplicate.state = .duplicateLinked
        duplicate.duplicateOf = "wrong"
        var wrong = duplicate
        wrong.id = "wrong"
        wrong.state = .classified
        wrong.joined = ["other", duplicate.id]
        var right = wrong
        right.id = "right"
        right.joined = []
        let events = try MoveEntryRequest(reason: "Nhầm vụ việc").decide(
            duplicate,
            from: wrong,
            to: right,
            agency: Sample.home,
            senders: nobody,
            world
        )
        for event in events {
            duplicate.apply(event)
            wrong.apply(event)
            right.apply(event)
        }
        #expect(duplicate.duplicateOf == "right")
        #expect(wrong.joined == ["other"] && right.joined == [duplicate.id])
        let loose = try Walk(to: .classified).petition
        let answer = refusal {
            try MoveEntryRequest(reason: "Nhầm").decide(
                loose,
                from: wrong,
                to: right,
                agency: Sample.home,
                senders: nobody,
                world
            )
        }
        #expect(answer.hasSuffix("something that lies in the file of another record"))
    }

    // Red when: mending loses an old value, or replaying gives another record than acting did.
    @Test func `Random commands and corrections replay to the same petition`() throws {
        var random = SplitMix64(usualSeed: 20_261_127)
        let seed = Comment(rawValue: "KNTC_SEED=\(random.seed)")
        var corrected = 0
        for _ in 0..<200 {
            let start = try Walk(to: .registered).petition.with(etag: "1")
            var petition = start
            var events: [Event] = []
            for _ in 0..<25 {
                let before = petition
                let decided: [Event]
                if Bool.random(using: &random) {
                    let request = Self.randomCorrection(&random)
                    guard let events = try? Self.correct(petition, request) else { continue }
                    decided = events
                    corrected += 1
                    try Self.expectOldValues(before, events, seed)
                } else {
                    guard let play = PetitionTableTests.plays.randomElement(using: &random),
                        let events = try? play.decide(petition)
                    else { continue }
                    decided = events
                }
                for event in decided { petition.apply(event) }
                petition.etag = "1"
                events += decided
            }
            var replayed = start
            for event in events { replayed.apply(try Event(serialized: event.serialized())) }
            replayed.etag = "1"
            #expect(replayed == petition, seed)
        }
        #expect(corrected > 200, seed)
    }

    private static func randomCorrection(_ random: inout SplitMix64) -> CorrectEntryRequest {
        let days = (1...28).map { "\"2026-07-\($0 < 10 ? "0" : "")\($0)\"" }
        let day = days.randomElement(using: &random) ?? ""
        let choices = [
            ("stamp.date", day), ("registered_on", day), ("handling.proposed_on", day),
            ("summary", "\"Nội dung \(random.next() % 1_000)\""),
            ("sender_count", "\(random.next() % 50)"), ("handling.document.issued_on", day),
        ]
        return correction(
            [choices.randomElement(using: &random) ?? choices[0]],
            office: "H29.02.GD"
        )
    }

    private static func expectOldValues(
        _ before: Petition,
        _ events: [Event],
        _ seed: Comment
    ) throws {
        let json = try MessageJSON.encode(serialized: before.serialized(), type: Petition.typeName)
        guard case .entryCorrected(let fact) = events.first?.fact else {
            Issue.record("no correction", sourceLocation: #_sourceLocation)
            return
        }
        for change in fact.changes {
            let stood = FieldPath(change.field).flatMap { json.value(at: $0)?.text(pretty: false) }
            #expect((stood ?? "") == change.beforeJson, seed)
        }
    }
}
