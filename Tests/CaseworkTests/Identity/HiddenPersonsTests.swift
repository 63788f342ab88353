import Casework
import Messages
import TestSupport
import Testing

/// What who has no right sees: an anonymous record and a sealed one are the same.
@Suite struct HiddenPersonsTests {
    /// A denunciation with one sender, and one that nobody stands behind.
    private static func pair() throws -> (sealed: Walk, anonymous: Walk) {
        var found = Sample.denunciation
        found.eligibility = .ineligible
        let sealed = try Walk(to: .classified) {
            $0.classification = found
            $0.classification.ineligibleReasons = ["NO_SIGN"]
            $0.registration.secret = true
            $0.registration.signed = false
        }
        let anonymous = try Walk(to: .classified) {
            $0.classification = found
            $0.classification.ineligibleReasons = ["ANON", "NO_NAME"]
            $0.classification.signers = .few
            $0.registration.secret = true
            $0.registration.signed = false
            $0.registration.parties = []
        }
        return (sealed, anonymous)
    }

    // Red when: a field of a petition tells whether anybody stands behind it.
    @Test func `A hidden petition tells of nobody`() throws {
        var (sealed, anonymous) = try Self.pair()
        anonymous.petition.parties = []
        #expect(sealed.petition != anonymous.petition)
        #expect(sealed.petition.deadlines.contains { $0.rule == "TC.INITIAL" })
        sealed.petition.hidePersons()
        anonymous.petition.hidePersons()
        #expect(sealed.petition == anonymous.petition)
        #expect(sealed.petition.summary == Sample.registration.summary)
        #expect(!sealed.petition.deadlines.isEmpty)
    }

    // Red when: a fact of the history tells it.
    @Test func `Hidden facts tell of nobody`() throws {
        let (sealed, anonymous) = try Self.pair()
        func facts(_ walk: Walk) -> [Event] {
            walk.events.filter { $0.record?.kind == .petition }.compactMap(\.hidingPersons)
        }
        #expect(facts(sealed) == facts(anonymous))
        #expect(facts(sealed).count == 2)
    }

    // Red when: a correction of persons is shown, or one of other fields shows persons.
    @Test func `A correction of persons alone is not shown`() throws {
        let (sealed, _) = try Self.pair()
        func shown(_ fields: [String]) -> [String]? {
            let fact = EntryCorrected(
                after: RecordImage(sealed.petition),
                changes: fields.map { FieldChange(field: $0, beforeJson: "1", afterJson: "2") }
            )
            let event = Event(record: .petition("p1"), fact: .entryCorrected(fact))
            guard case .entryCorrected(let seen) = event.hidingPersons?.fact else { return nil }
            #expect((seen.after?.filed as? Petition)?.parties == [])
            return seen.changes.map(\.field)
        }
        #expect(shown(["parties[0].id", "parties[0].digest"]) == nil)
        #expect(shown(["sender_count"]) == nil && shown(["defects[0]"]) == nil)
        #expect(shown(["classification.signers"]) == nil)
        #expect(shown(["parties[0].id", "stamp.date"]) == ["stamp.date"])
        #expect(shown(["classification.field"]) == ["classification.field"])
    }

    // Red when: a paper names a party to who may not know that there is one.
    @Test func `A hidden paper goes to no party`() {
        let party = "0123456789abcdefghjkmnpqrs"
        var document = Document(
            id: "d1",
            recipients: ["H29", party, "Báo Tuổi Trẻ"],
            deliveries: [
                Delivery(number: 1, recipient: party), Delivery(number: 2, recipient: "H29"),
            ]
        )
        document.hidePersons()
        #expect(document.recipients == ["H29", "Báo Tuổi Trẻ"])
        #expect(document.deliveries.map(\.number) == [2])
        let sent = Event(
            record: document.reference,
            fact: .documentSent(DocumentSent(delivery: Delivery(number: 1, recipient: party)))
        )
        #expect(sent.hidingPersons == nil)
    }
}
