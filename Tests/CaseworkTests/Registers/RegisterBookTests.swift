import Casework
import Messages
import TestSeeds
import TestSupport
import Testing

/// Registers: gap-free numbers, blocks for a day on paper, and the closed year.
@Suite struct RegisterBookTests {
    private let id = RegisterID(agency: "H29.02", kind: .petition, year: 2026)
    private let petition = RecordReference.petition("p1")

    private func book(_ register: Register?) -> RegisterBook {
        RegisterBook(register, id: id, actedOn: day("2026-07-06"))
    }

    private func applied(_ events: [Event], to register: Register?) -> Register {
        var register = register ?? Register()
        for event in events { register.apply(event) }
        return register
    }

    // Red when: a number is given twice or left out.
    @Test func `Numbers follow each other from 1`() throws {
        var register: Register?
        for expected in Int64(1)...5 {
            let taken = try book(register).take(paperNumber: 0, for: petition)
            #expect(taken.number == expected)
            register = applied(taken.events, to: register)
        }
        #expect(register?.nextNumber == 6 && register?.startsAt == 1)
    }

    // Red when: opening at a number is refused, repeated, or ignored.
    @Test func `A register opens itself at 1, or once at another number`() throws {
        let register = applied(try book(nil).open(startsAt: 501), to: nil)
        #expect(try book(register).take(paperNumber: 0, for: petition).number == 501)
        #expect(
            refusal { try book(register).open(startsAt: 1) }
                == "OPEN: a register that holds no number yet"
        )
        for wrong in [0, -1, 1_000_000_000] as [Int64] {
            #expect(refusal { try book(nil).open(startsAt: wrong) } == "invalid: starts_at")
        }
    }

    // Red when: a block's numbers are given to others, or a paper number is taken twice.
    @Test func `A block is kept for paper, number by number`() throws {
        let (numbers, events) = try book(nil).reserve(count: 3)
        #expect(numbers == 1...3)
        var register = applied(events, to: nil)
        let next = try book(register).take(paperNumber: 0, for: petition)
        #expect(next.number == 4)
        register = applied(next.events, to: register)
        for wrong in [4, 5, 99] as [Int64] {
            #expect(
                refusal { try book(register).take(paperNumber: wrong, for: petition).number }
                    == "invalid: paper_number"
            )
        }
        let paper = try book(register).take(paperNumber: 2, for: petition)
        #expect(paper.number == 2)
        register = applied(paper.events, to: register)
        #expect(register.openBlocks == [NumberBlock(first: 1, last: 3, settled: [2])])
        #expect(
            refusal { try book(register).take(paperNumber: 2, for: petition).number }
                == "invalid: paper_number"
        )
        #expect(register.nextNumber == 5)
    }

    // Red when: a number is voided that is not open, twice, or without a reason.
    @Test func `Open numbers are voided with a reason`() throws {
        var register = applied(try book(nil).reserve(count: 3).events, to: nil)
        register = applied(
            try book(register).take(paperNumber: 2, for: petition).events,
            to: register
        )
        for (numbers, reason, expected) in [
            ([1], "", "invalid: reason"), ([], "hỏng", "invalid: numbers"),
            ([1, 1], "hỏng", "invalid: numbers"), ([2], "hỏng", "invalid: numbers[0]"),
            ([1, 4], "hỏng", "invalid: numbers[1]"),
        ] as [([Int64], String, String)] {
            #expect(refusal { try book(register).void(numbers, reason: reason) } == expected)
        }
        register = applied(try book(register).void([1, 3], reason: "hỏng"), to: register)
        #expect(register.openBlocks == [] && register.voided == 2)
        #expect(refusal { try book(nil).void([1], reason: "hỏng") } == "not found")
    }

    // Red when: a block may be of any size, or there may be any number of them.
    @Test func `Blocks are bounded`() throws {
        for wrong in [0, -1, 501] as [Int32] {
            #expect(refusal { try book(nil).reserve(count: wrong).numbers } == "invalid: count")
        }
        var register = applied(try book(nil).reserve(count: 500).events, to: nil)
        for _ in 1..<50 {
            register = applied(try book(register).reserve(count: 1).events, to: register)
        }
        #expect(refusal { try book(register).reserve(count: 1).numbers }.hasPrefix("OPEN: fewer"))
    }

    // Red when: a register closes early, with open numbers or twice, or gives numbers closed.
    @Test func `A year that is over is closed once and for all`() throws {
        var register = applied(try book(nil).reserve(count: 1).events, to: nil)
        let after = day("2027-01-04")
        #expect(
            refusal { try book(register).close(year: 2026, today: after) }
                == "OPEN: every reserved number used or void"
        )
        register = applied(try book(register).void([1], reason: "hỏng"), to: register)
        #expect(
            refusal { try book(register).close(year: 2026, today: day("2026-12-31")) }
                == "OPEN: the end of the year 2026"
        )
        register = applied(try book(register).close(year: 2026, today: after), to: register)
        #expect(
            refusal { try book(register).close(year: 2026, today: after) }
                == "CLOSED: an open register"
        )
        for found in [
            refusal { try book(register).take(paperNumber: 0, for: petition).number },
            refusal { try book(register).reserve(count: 1).numbers },
            refusal { try book(register).void([1], reason: "hỏng") },
        ] {
            #expect(found == "CLOSED: an open register; it was closed")
        }
        #expect(refusal { try book(nil).close(year: 2026, today: after) } == "not found")
    }

    // Red when: a number is lost or given twice in any order of acts.
    @Test func `Every number is used, void or open, whatever happens`() throws {
        var generator = SplitMix64(usualSeed: 20_260_706)
        for _ in 0..<50 {
            var register: Register?
            var settled: [Int64] = []
            for _ in 0..<60 {
                let open = (register?.openBlocks ?? []).flatMap { block in
                    (block.first...block.last).filter { !block.settled.contains($0) }
                }
                let acts: [Event]
                switch Int.random(in: 0..<4, using: &generator) {
                case 0:
                    acts = try book(register).reserve(
                        count: .random(in: 1...4, using: &generator)
                    ).events
                case 1:
                    guard let number = open.randomElement(using: &generator) else { continue }
                    acts = try book(register).void([number], reason: "hỏng")
                    settled.append(number)
                case 2:
                    guard let number = open.randomElement(using: &generator) else { continue }
                    acts = try book(register).take(paperNumber: number, for: petition).events
                    settled.append(number)
                default:
                    let taken = try book(register).take(paperNumber: 0, for: petition)
                    acts = taken.events
                    settled.append(taken.number)
                }
                register = applied(acts, to: register)
            }
            let last = try #require(register)
            let held = (last.startsAt..<last.nextNumber).filter { last.holdsOpen($0) }
            let all = (settled + held).sorted()
            #expect(all == Array(1..<last.nextNumber), "KNTC_SEED=\(generator.seed)")
        }
    }

    // Red when: a register's name does not read back, or an odd one is taken.
    @Test func `A register's name reads back`() {
        #expect(id.reference.id == "H29.02/1/2026")
        #expect(RegisterID(id.reference) == id)
        for odd in ["H29.02/1", "H29.02/x/2026", "H29.02/1/2026/5", ""] {
            #expect(RegisterID(RecordReference(kind: .register, id: odd)) == nil)
        }
        #expect(RegisterID(RecordReference(kind: .case, id: "H29.02/1/2026")) == nil)
        for (kind, year, expected) in [
            (RegisterKind.petition, 2026, "accepted"), (.petition, 1999, "invalid: year"),
            (.petition, 2027, "invalid: year"), (.unspecified, 2026, "invalid: kind"),
        ] as [(RegisterKind, Int32, String)] {
            let id = RegisterID(agency: "H29.02", kind: kind, year: year)
            #expect(refusal { try id.check(thisYear: 2026) } == expected)
        }
    }
}
