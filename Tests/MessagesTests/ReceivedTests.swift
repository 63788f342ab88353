import Testing

@testable import Messages

/// What a message that somebody sent may hold in its texts.
@Suite struct ReceivedTests {
    // Red when: a decomposed text is kept as it came, or one that was read back from a store is
    // changed on the way.
    @Test(arguments: [
        ("Nguye\u{302}\u{303}n Thi\u{323} A\u{301}nh", "Nguyễn Thị Ánh"),
        ("\u{212b}", "\u{c5}"), ("Nguyễn", "Nguyễn"), ("plain", "plain"), ("", ""),
    ])
    func `Texts become composed`(sent: String, kept: String) throws {
        let petition = Petition(
            stamp: ReceivingStamp(number: sent),
            summary: sent,
            deadlines: [Deadline(rule: sent)]
        )
        let bytes = try petition.serialized()
        let found = try Petition(received: bytes)
        for text in [found.summary, found.stamp?.number, found.deadlines.first?.rule] {
            #expect(text.map { Array($0.utf8) } == Array(kept.utf8))
        }
        #expect(try Petition(serialized: bytes).serialized() == bytes)
    }

    // Red when: one of them passes, a tab or an end of a line does not, or what was stored can not
    // be read any more.
    @Test(arguments: [
        ("\u{1}", false), ("\u{8}", false), ("\u{b}", false), ("\u{c}", false), ("\u{1b}", false),
        ("\u{1f}", false), ("\u{7f}", false), ("\u{85}", false), ("\u{9b}", false),
        ("\u{61c}", false), ("\u{200e}", false), ("\u{200f}", false), ("\u{202a}", false),
        ("\u{202e}", false), ("\u{2066}", false), ("\u{2069}", false),
        ("\t", true), ("\n", true), ("\r", true), (" ", true), ("\u{a0}", true), ("\u{200b}", true),
        ("\u{200d}", true), ("\u{2010}", true), ("\u{2029}", true), ("\u{206a}", true),
    ])
    func `Control characters are refused, in any depth`(letter: String, isTaken: Bool) throws {
        let petition = Petition(stamp: ReceivingStamp(number: "12\(letter)/B"))
        let bytes = try petition.serialized()
        #expect(try Petition(serialized: bytes) == petition)
        do {
            _ = try Petition(received: bytes)
            #expect(isTaken)
        } catch {
            #expect(!isTaken)
            #expect(error == MessageError(path: "stamp.number", rule: .control))
        }
    }
}
