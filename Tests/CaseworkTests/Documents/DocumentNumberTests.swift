import Casework
import Messages
import TestSupport
import Testing

/// Numbers of documents: allocated here, given elsewhere, used twice.
@Suite struct DocumentNumberTests {
    /// The registers and documents of an agency, as the journal makes them.
    struct Archive {
        var registers: [RegisterID: Register] = [:]
        var documents: [String: Document] = [:]

        var books: NumberBooks {
            NumberBooks(register: { registers[$0] }) { id, number, other in
                documents.values
                    .filter { document in
                        document.id != other && document.register == id.kind
                            && document.agency == id.agency
                            && document.numberInYear?.year == id.year
                            && document.numberInYear?.number == number
                    }
                    .map(\.id).min()
            }
        }

        mutating func take(_ events: [Event]) {
            for event in events {
                guard let record = event.record else { continue }
                if let id = RegisterID(record) {
                    registers[id, default: Register()].apply(event)
                } else {
                    documents[record.id, default: Document()].apply(event)
                }
            }
        }

        /// A signed document of a register.
        mutating func signed(_ id: String, _ register: RegisterKind = .notice) {
            var document = DocumentTableTests.sample(.signed)
            document.id = id
            document.register = register
            document.number = ""
            documents[id] = document
        }

        mutating func issue(
            _ id: String,
            symbol: String = "",
            number: String = "",
            on day: String = "2026-07-14"
        ) throws -> Document {
            let request = IssueDocumentRequest(
                id: id,
                symbol: symbol,
                number: number,
                actedOn: day
            )
            let document = documents[id] ?? Document()
            take(try request.decide(document, books: books, world))
            return documents[id] ?? Document()
        }
    }

    // Red when: a number is left out or given twice, or registers of a kind or year mix.
    @Test func `Numbers follow each other in each register and year`() throws {
        var archive = Archive()
        var numbers: [String] = []
        for index in 1...11 {
            archive.signed("d\(index)")
            numbers.append(try archive.issue("d\(index)", symbol: "TB-SNV").number)
        }
        let expected = (1...9).map { "0\($0)/TB-SNV" } + ["10/TB-SNV", "11/TB-SNV"]
        #expect(numbers == expected)
        archive.signed("q1", .decision)
        let decision = try archive.issue("q1", symbol: "QĐ-SNV")
        #expect(decision.number == "01/QĐ-SNV" && decision.numberAlsoOn.isEmpty)
        #expect(decision.registerNumber?.kind == .decision && decision.issuedOn == "2026-07-14")
        archive.signed("old")
        archive.documents["old"]?.signedOn = "2025-12-30"
        let old = try archive.issue("old", symbol: "TB-SNV", on: "2025-12-31")
        #expect(old.number == "01/TB-SNV" && old.registerNumber?.year == 2025)
        #expect(old.numberAlsoOn.isEmpty)
    }

    // Red when: a second use is refused, or goes unreported whichever system gave the number.
    @Test func `A second use of a number is told`() throws {
        var archive = Archive()
        for id in ["a", "b", "c", "d"] { archive.signed(id) }
        archive.signed("letter", .letter)
        #expect(try archive.issue("a", number: "2/TB-SNV").numberAlsoOn.isEmpty)
        #expect(try archive.issue("b", number: "02/TB-SNV-TTr").numberAlsoOn == "a")
        #expect(try archive.issue("letter", number: "2/SNV").numberAlsoOn.isEmpty)
        #expect(try archive.issue("c", symbol: "TB-SNV").numberAlsoOn.isEmpty)
        let second = try archive.issue("d", symbol: "TB-SNV")
        #expect(second.number == "02/TB-SNV" && second.numberAlsoOn == "a")
    }

    // Red when: a document without a number has a day of issue, or the number can come twice.
    @Test func `A number may come later, once, with its day`() throws {
        var archive = Archive()
        archive.signed("first")
        archive.signed("later")
        _ = try archive.issue("first", number: "15/TB-SNV")
        let waiting = try archive.issue("later")
        #expect(waiting.state == .issued && waiting.number.isEmpty && waiting.issuedOn.isEmpty)
        var request = NumberDocumentRequest(id: "later", number: "15/TB", issuedOn: "2026-07-12")
        #expect(
            refusal { try request.decide(waiting, books: archive.books, world) }
                == "invalid: issued_on"
        )
        request.issuedOn = "2026-07-13"
        archive.take(try request.decide(waiting, books: archive.books, world))
        let numbered = try #require(archive.documents["later"])
        #expect(numbered.number == "15/TB" && numbered.issuedOn == "2026-07-13")
        #expect(numbered.numberAlsoOn == "first")
        #expect(
            refusal { try request.decide(numbered, books: archive.books, world) }
                == "DOCUMENT_STATE_ISSUED: a document without a number"
        )
    }

    // Red when: a number that is kept for a day on paper stays open after a document bears it.
    @Test func `A reserved number that a document bears is used`() throws {
        var archive = Archive()
        let id = RegisterID(agency: "H29.02", kind: .notice, year: 2026)
        let book = RegisterBook(nil, id: id, actedOn: world.today)
        archive.take(try book.reserve(count: 2).events)
        for name in ["a", "b", "c"] { archive.signed(name) }
        let paper = try archive.issue("a", number: "2/TB-SNV")
        #expect(paper.registerNumber == id.number(2))
        #expect(archive.registers[id]?.openBlocks.first?.settled == [2])
        #expect(try archive.issue("b", symbol: "TB-SNV").number == "03/TB-SNV")
        let waiting = try archive.issue("c")
        let request = NumberDocumentRequest(id: "c", number: "1/TB-SNV", issuedOn: "2026-07-14")
        archive.take(try request.decide(waiting, books: archive.books, world))
        #expect(archive.documents["c"]?.registerNumber == id.number(1))
        #expect(archive.registers[id]?.openBlocks.isEmpty == true)
        #expect(archive.registers[id]?.nextNumber == 4)
    }

    // Red when: a closed register gives a number.
    @Test func `A closed register gives no number`() {
        var archive = Archive()
        archive.signed("a")
        let id = RegisterID(agency: "H29.02", kind: .notice, year: 2026)
        archive.registers[id] = Register(startsAt: 1, nextNumber: 1, closed: true)
        let answer = refusal { try archive.issue("a", symbol: "TB-SNV") }
        #expect(answer == "CLOSED: an open register; it was closed")
    }

    // Red when: a number or symbol of another shape is taken.
    @Test func `Numbers and symbols are refused for each of their rules`() {
        func answer(symbol: String = "", number: String = "") -> String {
            var archive = Archive()
            archive.signed("a")
            return refusal { try archive.issue("a", symbol: symbol, number: number) }
        }
        for good in ["15/TB-SNV", "999999999/QĐ-UBND", "05/BB", "7/SNV-VP&TC", "1/TTr.2"] {
            #expect(answer(number: good) == "accepted", "\(good)")
        }
        let bad = [
            "15", "15/", "/TB", "0/TB", "1234567890/TB", "15TB", "-1/TB", "1 5/TB", "15/TB SNV",
            "15/-TB", "15/2", "15/" + String(repeating: "A", count: 31),
        ]
        for number in bad { #expect(answer(number: number) == "invalid: number", "\(number)") }
        for symbol in ["15/TB", "-TB", "TB SNV", " ", "A\u{0}", "TB–SNV"] {
            #expect(answer(symbol: symbol) == "invalid: symbol", "\(symbol)")
        }
        #expect(answer(symbol: "TB", number: "15/TB") == "invalid: number")
        var archive = Archive()
        archive.signed("a")
        #expect(
            refusal { try archive.issue("a", symbol: "TB", on: "2026-07-12") }
                == "invalid: acted_on"
        )
    }
}
