import Casework
import Messages
import TestSupport
import Testing

/// The table of transitions of documents, and the guards on each command.
@Suite struct DocumentTableTests {
    static let owner = DocumentOwner(parties: ["s1"], senders: knownSender)

    /// A draft about a petition, for the city and a party.
    static let draft = DraftDocumentRequest(
        about: .petition("p1"),
        form: "ND30/2020:1.4-TB",
        title: "Thông báo về việc bổ sung tài liệu",
        recipients: ["H29", "s1"],
        actedOn: "2026-07-10"
    )

    static let sign = SignDocumentRequest(
        id: "d1",
        office: "H29.02.GD",
        mode: .head,
        signature: .valid,
        actedOn: "2026-07-13"
    )

    static func decide(_ request: DraftDocumentRequest) throws -> [Event] {
        try request.decide("d1", owner: owner, agency: agency, world)
    }

    /// A document that lacks nothing, in a state; the first delivery is on its way.
    static func sample(_ state: DocumentState) -> Document {
        var document = Document(
            id: "d1",
            agency: "H29.02",
            state: state,
            about: .petition("p1"),
            form: "ND30/2020:1.4-TB",
            register: .notice,
            recipients: ["H29", "s1"],
            lastActOn: "2026-07-10"
        )
        document.signedOn = state == .draft ? "" : "2026-07-13"
        document.issuedOn = state == .issued ? "2026-07-14" : ""
        document.number = "15/TB-SNV"
        document.deliveries = [
            Delivery(number: 1, recipient: "s1", way: .post, sentOn: "2026-07-14")
        ]
        return document
    }

    static func agency(_ code: String) -> Agency? {
        [Sample.city, Sample.home, Sample.foreign].first { $0.code == code }
    }

    static var noBooks: NumberBooks {
        NumberBooks(register: { _ in nil }, bearer: { _, _, _ in nil })
    }

    static let plays: [Play<Document>] =
        [
            Play("DocumentService/SignDocument") {
                try sign.decide($0, Sample.signing(), world)
            },
            Play("DocumentService/IssueDocument") {
                try IssueDocumentRequest(id: "d1", symbol: "TB-SNV").decide(
                    $0,
                    books: noBooks,
                    world
                )
            },
            Play("DocumentService/NumberDocument") { document in
                var without = document
                without.number = ""
                return try NumberDocumentRequest(id: "d1", number: "15/TB", issuedOn: "2026-07-14")
                    .decide(without, books: noBooks, world)
            },
            Play("DocumentService/SendDocument") {
                try SendDocumentRequest(id: "d1", recipient: "H29", way: .electronic)
                    .decide($0, owner: owner, world)
            },
            Play("DocumentService/RecordDelivery") {
                try RecordDeliveryRequest(id: "d1", delivery: 1, receivedOn: "2026-07-16")
                    .decide($0, world)
            },
            Play("DocumentService/ReturnMail") {
                try ReturnMailRequest(
                    id: "d1",
                    delivery: 1,
                    reason: "Không có người nhận",
                    returnedOn: "2026-07-16"
                ).decide($0, senders: nobody, world)
            },
        ] + ApprovalSample.plays

    // Red when: a row has no test, or a command acts from a state that the table does not allow.
    @Test func `Every command acts from the states of its rows and from no other`() {
        expectTable(Self.plays) { Self.sample($0) }
    }

    // Red when: a draft forgets what was asked, or takes its title or register from elsewhere.
    @Test func `A draft stands on its form`() throws {
        var request = Self.draft
        request.title = ""
        var document = Document()
        for event in try Self.decide(request) { document.apply(event) }
        #expect(document.state == .draft && document.agency == "H29.02")
        #expect(document.title == "Thông báo" && document.register == .notice)
        #expect(document.recipients == ["H29", "s1"] && document.lastActOn == "2026-07-10")
        #expect(document.about == .petition("p1") && document.number.isEmpty)
    }

    // Red when: a draft is let through that names a sender, a form of another day, a stranger, or
    // a secrecy mark without its copy.
    @Test func `A draft is refused for each of its rules`() {
        func answer(_ spoil: (inout DraftDocumentRequest) -> Void) -> String {
            var request = Self.draft
            spoil(&request)
            return refusal { try Self.decide(request) }
        }
        #expect(answer { _ in } == "accepted")
        // A form of another day, of no document, and none at all.
        #expect(answer { $0.form = "ND155/2026:03" } == "accepted")
        #expect(
            answer {
                $0.form = "ND155/2026:03"
                $0.actedOn = "2026-06-30"
            } == "invalid: form"
        )
        for form in ["", "ND154/2026:03/TCD", "TT07/2014:06-XLĐ"] {
            #expect(answer { $0.form = form } == "invalid: form")
        }
        #expect(answer { $0.title = "Gửi bà \(Sample.senderName)" } == "invalid: title")
        #expect(answer { $0.title = String(repeating: "a", count: 301) } == "invalid: title")
        #expect(answer { $0.recipients = [Sample.senderName] } == "invalid: recipients[0]")
        #expect(answer { $0.recipients = ["H29", "H29"] } == "invalid: recipients")
        #expect(answer { $0.recipients = ["H29.77"] } == "invalid: recipients[0]")
        let stranger = "0123456789abcdefghjkmnpqrs"
        #expect(answer { $0.recipients = [stranger] } == "invalid: recipients[0]")
        #expect(answer { $0.recipients = ["Thanh tra Thành phố"] } == "accepted")
        #expect(answer { $0.recipients = (0...100).map { "Sở \($0)" } } == "invalid: recipients")
        #expect(answer { $0.secrecy = .confidential } == "invalid: copy_number")
        #expect(answer { $0.copyNumber = 1 } == "invalid: copy_number")
        #expect(
            answer {
                $0.secrecy = .confidential
                $0.copyNumber = 1
            } == "accepted"
        )
        #expect(answer { $0.actedOn = "2027-01-01" } == "invalid: acted_on")
    }

    // Red when: somebody signs in a name that is not his (NĐ 30/2020/NĐ-CP Đ.13).
    @Test(arguments: [
        (SigningMode.head, true, false), (.collective, true, false), (.acting, true, false),
        (.deputy, false, true), (.order, false, true), (.authorised, false, true),
        (.unspecified, false, false), (SigningMode(rawValue: 77), false, false),
    ])
    func `A signer signs in his own way`(_ mode: SigningMode, _ head: Bool, _ other: Bool) {
        for (office, allowed) in [("H29.02.GD", head), ("H29.02.PP", other)] {
            var request = Self.sign
            request.mode = mode
            request.office = office
            let given = Sample.signing(Sample.delegation(mode))
            let answer = refusal { try request.decide(Self.sample(.draft), given, world) }
            #expect(answer == (allowed ? "accepted" : "invalid: mode"), "\(office)")
        }
    }

    // Red when: a signature that is not valid is recorded, or one of another agency's office.
    @Test func `A signature is refused for each of its rules`() {
        func answer(_ spoil: (inout SignDocumentRequest) -> Void) -> String {
            var request = Self.sign
            spoil(&request)
            return refusal {
                try request.decide(Self.sample(.draft), Sample.signing(), world)
            }
        }
        for outcome in [SignatureCheck.valid, .unchecked, .scan] {
            #expect(answer { $0.signature = outcome } == "accepted")
        }
        for outcome in [SignatureCheck.invalid, .unspecified] {
            #expect(answer { $0.signature = outcome } == "invalid: signature")
        }
        #expect(answer { $0.office = "H29.05.GD" } == "invalid: office")
        #expect(answer { $0.actedOn = "2026-07-09" } == "invalid: acted_on")
    }

    // Red when: a document goes out without its number or to nobody of its recipients.
    @Test func `A document goes to its recipients when it has a number`() {
        let send = SendDocumentRequest(id: "d1", recipient: "H29", way: .hand)
        func answer(
            _ request: SendDocumentRequest,
            _ change: (inout Document) -> Void = { _ in }
        ) -> String {
            var document = Self.sample(.issued)
            change(&document)
            return refusal { try request.decide(document, owner: Self.owner, world) }
        }
        #expect(answer(send) == "accepted")
        #expect(answer(send) { $0.number = "" } == "DOCUMENT_STATE_ISSUED: the document's number")
        #expect(
            answer(send) { $0.recipients = [] }
                == "DOCUMENT_STATE_ISSUED: a document with recipients"
        )
        var other = send
        other.recipient = "H29.05"
        #expect(answer(other) == "invalid: recipient")
        other = send
        other.way = .post
        #expect(answer(other) == "invalid: proof")
        other.proof = Sample.senderPhone
        #expect(answer(other) == "invalid: proof")
        other.proof = "RB123456789VN"
        #expect(answer(other) == "accepted")
        other.way = .unspecified
        #expect(answer(other) == "invalid: way")
        other = send
        other.actedOn = "2026-07-13"
        #expect(answer(other) == "invalid: acted_on")
        #expect(
            answer(send) { $0.deliveries = Array(repeating: $0.deliveries[0], count: 300) }
                == "DOCUMENT_STATE_ISSUED: fewer than 300 deliveries"
        )
    }

    // Red when: what came back can not be sent again or posted, a posting does not stand for
    // receipt on its day, or a posting needs no returned mail.
    @Test func `Returned mail is sent again, then posted, and the posting stands for receipt`()
        throws
    {
        var document = Self.sample(.issued)
        func send(_ way: DeliveryWay, _ on: String) throws {
            let request = SendDocumentRequest(
                id: "d1",
                recipient: "s1",
                way: way,
                proof: "4/BB",
                actedOn: on
            )
            for event in try request.decide(document, owner: Self.owner, world) {
                document.apply(event)
            }
        }
        func back(_ delivery: Int32, _ on: String) throws {
            let request = ReturnMailRequest(
                id: "d1",
                delivery: delivery,
                reason: "Không có người nhận",
                returnedOn: on
            )
            for event in try request.decide(document, senders: nobody, world) {
                document.apply(event)
            }
        }
        let came = "DOCUMENT_STATE_ISSUED: a recipient from whom it came back"
        let again = "DOCUMENT_STATE_ISSUED: a recipient to whom it did not go this way"
        #expect(refusal { try send(.posting, "2026-07-15") }.hasPrefix(came))
        #expect(refusal { try send(.post, "2026-07-15") }.hasPrefix(again))
        #expect(refusal { try back(1, "2026-07-13") } == "invalid: returned_on")
        try back(1, "2026-07-20")
        #expect(document.deliveries[0].returnedOn == "2026-07-20")
        #expect(document.deliveries[0].returnReason == "Không có người nhận")
        try send(.post, "2026-07-21")
        #expect(refusal { try back(1, "2026-07-27") } == "invalid: delivery")
        try back(2, "2026-07-27")
        var marked = document
        marked.secrecy = .confidential
        let post = SendDocumentRequest(id: "d1", recipient: "s1", way: .posting, proof: "4/BB")
        #expect(
            refusal { try post.decide(marked, owner: Self.owner, world) }
                == "DOCUMENT_STATE_ISSUED: a document without a secrecy mark"
        )
        let secret = DocumentOwner(parties: ["s1"], senders: nobody, isSecret: true)
        #expect(
            refusal { try post.decide(document, owner: secret, world) }
                .hasPrefix("DOCUMENT_STATE_ISSUED: another way to a person whom the law keeps")
        )
        try send(.posting, "2026-07-28")
        #expect(document.deliveries.map(\.number) == [1, 2, 3])
        #expect(document.deliveries[2].sentOn == "2026-07-28")
        #expect(document.deliveries[2].receivedOn == "2026-07-28")
        #expect(document.lastActOn == "2026-07-28")
        #expect(refusal { try send(.posting, "2026-07-29") }.hasPrefix(came))
        let nothing = "DOCUMENT_STATE_ISSUED: a delivery that has neither arrived nor come back"
        #expect(refusal { try back(3, "2026-07-29") } == nothing)
    }

    // Red when: a receipt lies before the sending, or is recorded twice.
    @Test func `A delivery arrives once, not before it was sent`() throws {
        var document = Self.sample(.issued)
        var request = RecordDeliveryRequest(id: "d1", delivery: 1, receivedOn: "2026-07-13")
        #expect(refusal { try request.decide(document, world) } == "invalid: received_on")
        request.receivedOn = ""
        #expect(refusal { try request.decide(document, world) } == "invalid: received_on")
        request.receivedOn = "2026-07-16"
        for event in try request.decide(document, world) { document.apply(event) }
        #expect(document.deliveries[0].receivedOn == "2026-07-16")
        let nothing = "DOCUMENT_STATE_ISSUED: a delivery that has neither arrived nor come back"
        #expect(refusal { try request.decide(document, world) } == nothing)
    }
}
