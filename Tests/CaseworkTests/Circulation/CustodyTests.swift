import Casework
import Messages
import TestSupport
import Testing

/// In whose hands a file lies, and who moves it.
@Suite struct CustodyTests {
    static var colleagues: Colleagues { colleagues([]) }

    static func colleagues(_ absences: [Absence]) -> Colleagues {
        Colleagues(
            unit: { ["H29.02": Sample.home, "H29.02.01": division][$0] },
            officer: { code in
                ["an", "binh", "chi"].contains(code) ? Officer(code: code, agency: "H29.02") : nil
            },
            isKept: { $0.code == "chi" },
            substitution: Sample.substitution(absences)
        )
    }
    static var division: Agency { Sample.division }

    private static func file(_ holder: String = "", by giver: String = "head") -> Petition {
        var petition = PetitionTableTests.sample(.classified)
        guard !holder.isEmpty else { return petition }
        petition.custody = Custody(
            officer: holder,
            unit: "H29.02",
            since: "2026-07-10",
            assignedBy: giver,
            formerUnit: "H29.02"
        )
        return petition
    }

    private static func who(_ officer: String) -> Context { acting("H29.02", officer: officer) }

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let expected: String
        let decide: @Sendable () throws -> [Event]
        var testDescription: String { name }

        init(_ name: String, _ expected: String, _ decide: @escaping @Sendable () throws -> [Event])
        {
            self.name = name
            self.expected = expected
            self.decide = decide
        }
    }

    private static func assign(
        _ file: Petition,
        _ change: (inout AssignFileRequest) -> Void
    ) throws -> [Event] {
        var request = AssignFileRequest(record: file.reference, officer: "an")
        change(&request)
        return try request.decide(file, colleagues, senders: knownSender, who("head"))
    }

    static let state = "PETITION_STATE_CLASSIFIED: "

    static let rows: [Row] = [
        Row("an officer of the agency", "accepted") { try assign(file()) { _ in } },
        Row("another one of it", "accepted") { try assign(file("binh")) { _ in } },
        Row("an officer of another agency", "invalid: officer") {
            try assign(file()) { $0.officer = "xa" }
        },
        Row("one whom it is about", "invalid: officer") {
            try assign(file()) { $0.officer = "chi" }
        },
        Row("a unit of another agency", "invalid: unit") {
            try assign(file()) { $0.unit = "H29.05" }
        },
        Row("a helper who leads", "invalid: helpers") {
            try assign(file()) { $0.helpers = ["an"] }
        },
        Row("a helper whom it is about", "invalid: helpers[0]") {
            try assign(file()) { $0.helpers = ["chi"] }
        },
        Row("a day that has passed", "invalid: wanted_by") {
            try assign(file()) { $0.wantedBy = "2026-07-01" }
        },
        Row("a note that names the sender", "invalid: note") {
            try assign(file()) { $0.note = "Gọi \(Sample.senderName)" }
        },
        Row("who holds it already", "invalid: officer") { try assign(file("an")) { _ in } },
        Row("a closed file", "PETITION_STATE_CLOSED: a file that goes on") {
            var closed = file()
            closed.state = .closed
            return try assign(closed) { _ in }
        },
        Row("handed on by its holder", "accepted") {
            try HandOnFileRequest(officer: "binh")
                .decide(file("an"), colleagues, senders: nobody, who("an"))
        },
        Row("handed on by another", state + "the officer who holds the file, an") {
            try HandOnFileRequest(officer: "binh")
                .decide(file("an"), colleagues, senders: nobody, who("binh"))
        },
        Row("taken from the desk", "accepted") {
            try HandOnFileRequest(officer: "binh")
                .decide(file(), colleagues, senders: nobody, who("binh"))
        },
        Row("returned by another", state + "the officer who holds the file") {
            try ReturnFileRequest(reason: "Bận").decide(file("an"), senders: nobody, who("binh"))
        },
        Row("taken back by who gave it", "accepted") {
            try TakeBackFileRequest(reason: "Giao lại")
                .decide(file("an", by: "binh"), leads: false, senders: nobody, who("binh"))
        },
        Row(
            "taken back by a third",
            state + "the officer who gave the file, or who leads the agency"
        ) {
            try TakeBackFileRequest(reason: "Giao lại")
                .decide(file("an", by: "binh"), leads: false, senders: nobody, who("dung"))
        },
        Row("taken back by who leads", "accepted") {
            try TakeBackFileRequest(reason: "Giao lại")
                .decide(file("an", by: "binh"), leads: true, senders: nobody, who("head"))
        },
        Row("taken back from a desk", state + "a file that was given to somebody") {
            try TakeBackFileRequest(reason: "Giao lại")
                .decide(file(), leads: true, senders: nobody, who("head"))
        },
    ]

    // Red when: a file goes to a stranger, to whom it is about, or is moved by whom it is not given.
    @Test(arguments: rows)
    func `A file moves only between hands of its agency`(row: Row) {
        #expect(refusal(row.decide) == row.expected)
    }

    /// The answer to giving a file to somebody absent, with the remedy.
    private static func away(_ substitute: String, wantedBy: String = "") -> String {
        let request = AssignFileRequest(officer: "an", wantedBy: wantedBy)
        do {
            _ = try request.decide(
                file(),
                colleagues([Sample.absence(by: substitute)]),
                senders: nobody,
                who("head")
            )
            return "accepted"
        } catch CaseworkError.invalid(let violations) {
            return violations.map { "\($0.field) \($0.rule): \($0.remedy)" }.joined()
        } catch { return "\(error)" }
    }

    // Red when: a file goes to somebody absent who is wanted back too late, who stands in is not
    // named, or is though the file is kept from that one.
    @Test func `Who is absent gets a file that is wanted after the return`() {
        let later = ", or have it wanted by a day after the absence"
        let until = "officer is absent until 2026-12-31: "
        #expect(Self.away("binh") == until + "name binh, who stands in" + later)
        #expect(
            Self.away("binh", wantedBy: "2026-12-31")
                == until + "name binh, who stands in" + later
        )
        #expect(Self.away("binh", wantedBy: "2027-01-01") == "accepted")
        #expect(Self.away("chi") == until + "name somebody else" + later)
        #expect(
            refusal {
                try HandOnFileRequest(officer: "an").decide(
                    Self.file(),
                    Self.colleagues([Sample.absence()]),
                    senders: nobody,
                    Self.who("binh")
                )
            } == "invalid: officer"
        )
    }

    // Red when: who stands in for the holder may not move the file, anybody else may, or the
    // history does not tell for whom.
    @Test func `Who stands in for the holder moves the file in the holder's name`() throws {
        var context = Self.who("binh")
        context.standsInFor = ["an", "dung"]
        let file = Self.file("an")
        func moved(_ events: [Event]) -> CustodyChanged? {
            guard case .custodyChanged(let fact) = events.first?.fact else { return nil }
            return fact
        }
        let on = try HandOnFileRequest(officer: "binh")
            .decide(file, Self.colleagues, senders: nobody, context)
        #expect(moved(on)?.movedBy == "binh" && moved(on)?.movedFor == "an")
        let back = try ReturnFileRequest(reason: "Không thuộc phần việc")
            .decide(file, senders: nobody, context)
        #expect(moved(back)?.movedBy == "binh" && moved(back)?.movedFor == "an")
        let own = try ReturnFileRequest(reason: "Không thuộc phần việc")
            .decide(file, senders: nobody, Self.who("an"))
        #expect(moved(own)?.movedBy == "an" && moved(own)?.movedFor == "")
        let given = try Self.assign(file) { $0.officer = "binh" }
        #expect(moved(given)?.movedFor == "")
        let other = Self.file("chi")
        #expect(
            refusal { try ReturnFileRequest(reason: "Bận").decide(other, senders: nobody, context) }
                == Self.state + "the officer who holds the file"
        )
    }

    // Red when: a movement changes the state, the time limits or the day of the last act, or a
    // returned file does not lie where it lay.
    @Test func `A movement changes the hands and nothing else`() throws {
        let before = Self.file()
        let given = try Self.assign(before) { $0.helpers = ["binh"] }
            .reduce(into: before) { $0.apply($1) }
        #expect(given.place.officer == "an" && given.place.helpers == ["binh"])
        #expect(given.place.assignedBy == "head" && given.place.since == "2026-12-30")
        var bare = given
        bare.custody = nil
        #expect(bare == before)
        let back = try ReturnFileRequest(reason: "Không thuộc phần việc")
            .decide(given, senders: nobody, Self.who("an")).reduce(into: given) { $0.apply($1) }
        #expect(back.place.officer.isEmpty && back.place.unit == "H29.02")
    }

    // Red when: an adviser may act, or goes on reading after the report; or a unit may not act.
    @Test func `A unit acts on its files, an adviser only reads`() throws {
        var file = Self.file("an")
        file.custody?.unit = "H29.02.01"
        let ask = AskConsultationRequest(
            record: file.reference,
            kind: .advice,
            asked: "H29.05",
            question: "Nguồn gốc đất?",
            dueOn: "2026-07-14"
        )
        let world = acting("H29.02", on: "2026-07-10")
        let events = try ask.decide(file, id: "q1", asked: Sample.foreign, senders: nobody, world)
        for event in events { file.apply(event) }
        #expect(file.readers == ["H29.02", "H29.02.01", "H29.05"])
        #expect(file.actors == ["H29.02", "H29.02.01"])
        #expect(file.place.officer == "an")
        var asked = Consultation()
        asked.id = "q1"
        for event in events { asked.apply(event) }
        #expect(asked.deadlines.map(\.line) == ["CIRC.CONSULT OPEN 2026-07-14"])
        #expect(asked.deadlines.first?.owedBy == "H29.05")
        let answer = AnswerConsultationRequest(id: "q1", response: "Đất công")
        let late = acting("H29.05", on: "2026-07-15")
        for event in try answer.decide(asked, file, senders: nobody, late) {
            file.apply(event)
            asked.apply(event)
        }
        #expect(file.readers == file.actors)
        #expect(asked.deadlines.map(\.line) == ["CIRC.CONSULT LATE 2026-07-14"])
    }

    // Red when: an adviser gets as much time as the competent office, or itself advises itself.
    @Test(arguments: [
        ("2026-07-17", "H29.05", "accepted"), ("2026-07-20", "H29.05", "invalid: due_on"),
        ("2026-07-09", "H29.05", "invalid: due_on"), ("2026-07-17", "H29.02", "invalid: asked"),
    ])
    func `An adviser's day lies before the competent office's`(
        due: String,
        asked: String,
        expected: String
    ) {
        // The petition's next last day is 20/07.
        let ask = AskConsultationRequest(
            record: Self.file().reference,
            kind: .opinion,
            asked: asked,
            question: "Ý kiến?",
            dueOn: due
        )
        let answer = refusal {
            try ask.decide(
                Self.file(),
                id: "q1",
                asked: asked == "H29.05" ? Sample.foreign : Sample.home,
                senders: nobody,
                acting("H29.02", on: "2026-07-10")
            )
        }
        #expect(answer == expected)
    }

    // Red when: silence is recorded before its day has passed.
    @Test(arguments: [("2026-07-15", false), ("2026-07-16", true)])
    func `That no answer came is found after its day`(day: String, isFound: Bool) {
        let request = RecordNoAnswerRequest(id: "q1")
        let answer = refusal {
            try request.decide(TransferTableTests.asked(.asked), acting("H29.02", on: day))
        }
        #expect((answer == "accepted") == isFound)
    }
}
