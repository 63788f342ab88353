import Casework
import Messages
import TestSupport
import Testing

/// Working copies by their table, and what may not stand in them.
@Suite struct WorkingCopyTests {
    private typealias S = IdentitySample

    private static let text = "Ông H., trưởng phòng, nhận tiền của người dân."

    private static func made() throws -> WorkingCopy {
        let events = try MakeWorkingCopyRequest(record: .petition("p1"), maskedText: text).decide(
            S.petition(),
            copies: 0,
            sealed: SealedFile(id: "t1"),
            id: "w1",
            by: S.asker,
            senders: knownSender,
            world
        )
        return events.reduce(into: WorkingCopy()) { $0.apply($1) }
    }

    private static func release(
        _ copy: WorkingCopy,
        by officer: OfficerReference = S.first,
        hasFiles: Bool = false
    ) throws -> [Event] {
        try ReleaseWorkingCopyRequest(id: "w1", office: "H29.02.GD")
            .decide(copy, hasFiles: hasFiles, head: Sample.home, by: officer, world)
    }

    static let plays: [Play<WorkingCopy>] = [
        Play("WorkingCopyService/ReleaseWorkingCopy") { try release($0) },
        Play("WorkingCopyService/RecallWorkingCopy") {
            try RecallWorkingCopyRequest(id: "w1", reason: "Che chưa đủ", office: "H29.02.GD")
                .decide($0, head: Sample.home, senders: knownSender, world)
        },
    ]

    // Red when: a row of the table is not what the deciders do.
    @Test func `A working copy goes by its table`() throws {
        let made = try Self.made()
        #expect(made.state == .drafted && made.agency == "H29.02" && made.madeBy == S.asker)
        expectTable(
            Self.plays,
            sample: { state in
                var copy = made
                copy.state = state
                return copy
            }
        )
    }

    // Red when: one pair of eyes is enough, or an empty copy is released.
    @Test func `Another than the maker releases what has a content`() throws {
        let made = try Self.made()
        #expect(
            refusal { try Self.release(made, by: S.asker) }
                == "WORKING_COPY_STATE_DRAFTED: an officer other than the one who made it"
        )
        var empty = made
        empty.sealedText = nil
        #expect(
            refusal { try Self.release(empty) }
                == "WORKING_COPY_STATE_DRAFTED: a text or a masked scan"
        )
        #expect(try Self.release(empty, hasFiles: true).count == 1)
    }

    // Red when: somebody reads what was not released, or what was taken back.
    @Test(arguments: [
        (WorkingCopyState.drafted, [true, true, false]), (.released, [true, true, true]),
        (.recalled, [false, false, false]), (.unspecified, [false, false, false]),
    ])
    func `Who reads it`(state: WorkingCopyState, shown: [Bool]) throws {
        var copy = try Self.made()
        copy.state = state
        let readers = [(S.asker, false), (S.first, true), (S.second, false)]
        #expect(readers.map { copy.isShown(to: $0, releases: $1) } == shown)
    }

    // Red when: a name, number, address or contact of a sender is let through, or what only looks
    // like one is refused.
    @Test(arguments: [
        ("Tôi là NGUYEN THI ANH", true), ("số 001300012345", true), ("gọi 0912 345 678", true),
        ("ở 12 Lê Lợi, phường Thạch Thang", true), ("thư anh@example.vn", true),
        ("nhà 12 LÊ LỢI", true), ("ở phố Lê Lợi, phường Thạch Thang", false),
        ("Ánh sáng của lò gạch", false), ("12 năm", false),
    ])
    func `Nothing that tells who sent it stands in it`(text: String, isRefused: Bool) {
        let sender = Party(
            fullName: "Nguyễn Thị Ánh",
            idNumber: "001300012345",
            address: Address(text: "12 Lê Lợi, phường Thạch Thang"),
            phone: "0912345678",
            email: "anh@example.vn"
        )
        let request = MakeWorkingCopyRequest(record: .petition("p1"), maskedText: text)
        do {
            _ = try request.decide(
                S.petition(),
                copies: 0,
                sealed: nil,
                id: "w1",
                by: S.asker,
                senders: SenderNames([sender], withAddresses: true),
                world
            )
            #expect(!isRefused)
        } catch CaseworkError.invalid(let violations) {
            #expect(isRefused && violations.map(\.field) == ["masked_text"])
        } catch {
            Issue.record(error)
        }
    }

    // Red when: a file may have any number of them, or a text of any length.
    @Test func `Working copies have bounds`() throws {
        func decide(_ text: String, copies: Int) throws {
            _ = try MakeWorkingCopyRequest(record: .petition("p1"), maskedText: text).decide(
                S.petition(),
                copies: copies,
                sealed: nil,
                id: "w1",
                by: S.asker,
                senders: knownSender,
                world
            )
        }
        try decide(String(repeating: "ă", count: 131_072), copies: 99)
        #expect(
            throws: CaseworkError.invalid([
                Violation(
                    field: "masked_text",
                    rule: "has 262145 bytes, more than 262,144",
                    remedy: "attach longer copies as files"
                )
            ])
        ) { try decide("a" + String(repeating: "ă", count: 131_072), copies: 0) }
        #expect(throws: CaseworkError.self) { try decide("a", copies: 100) }
    }
}
