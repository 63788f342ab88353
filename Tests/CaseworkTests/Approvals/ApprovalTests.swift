import Messages
import TestSupport
import Testing

@testable import Casework

/// The way of a draft to its signature: levels, remarks, and what begins again.
@Suite struct ApprovalTests {
    private static let draft = DocumentTableTests.sample(.draft)
    private static let drafter = ApprovalSample.world("an")
    private static let deputy = ApprovalSample.world("minh", in: ["H29.02.PP"])
    private static let head = ApprovalSample.world("gd", in: ["H29.02.GD"])
    private static let unapproved =
        "DOCUMENT_STATE_DRAFT: the approval of the draft at every level of its route"
    private static let notWaiting = "DOCUMENT_STATE_DRAFT: a draft that waits for approval"

    private static func after(_ document: Document, _ events: [Event]) -> Document {
        events.reduce(into: document) { $0.apply($1) }
    }

    private static func submit(
        _ document: Document = draft,
        _ approvers: Approvers = ApprovalSample.approvers(),
        _ routes: [ApprovalRoute] = [ApprovalSample.route],
        route: String = ""
    ) throws -> Document {
        let context = ApprovalSample.world("an", routes)
        let request = SubmitDraftRequest(id: "d1", route: route)
        return after(document, try request.decide(document, approvers, context))
    }

    private static func approve(_ document: Document, _ context: Context) throws -> Document {
        let seen = SeenDraft(id: "d1", etag: document.etag)
        return after(document, try seen.decide(document, context))
    }

    private static func approved() throws -> Document {
        try approve(approve(submit(), deputy), head)
    }

    private static func sign(
        _ document: Document,
        _ context: Context = head,
        office: String = "H29.02.GD",
        _ right: SigningRight = Sample.signing()
    ) -> String {
        var request = DocumentTableTests.sign
        request.actedOn = ""
        request.office = office
        if office != "H29.02.GD" { request.mode = .deputy }
        return refusal { try request.decide(document, right, context) }
    }

    // Red when: a level is passed over, an office approves another's, or somebody signs before the
    // last level, or in another office's place.
    @Test func `A draft goes level by level, and is signed after the last`() throws {
        #expect(Self.sign(Self.draft) == Self.unapproved)
        let submitted = try Self.submit()
        #expect(submitted.approval?.level == 1 && submitted.approval?.round == 1)
        #expect(submitted.awaited == [Awaited(.draft, "H29.02.PP")])
        let both = Self.unapproved + ": Phó phòng kiểm tra, Giám đốc duyệt"
        #expect(Self.sign(submitted) == both)
        #expect(
            refusal { try Self.approve(submitted, Self.head) }
                == "DOCUMENT_STATE_DRAFT: the office where it stands, H29.02.PP"
        )
        let once = try Self.approve(submitted, Self.deputy)
        #expect(once.awaited == [Awaited(.draft, "H29.02.GD")])
        #expect(once.approval?.steps.map(\.approvedBy) == ["minh", ""])
        #expect(once.approval?.steps.map(\.approvedOn) == ["2026-12-30", ""])
        #expect(Self.sign(once) == Self.unapproved + ": Giám đốc duyệt")
        let approved = try Self.approve(once, Self.head)
        #expect(approved.approval?.state == .approved && approved.approval?.level == 0)
        #expect(approved.awaited == [Awaited(.signature, "H29.02.GD")])
        #expect(Self.sign(approved, office: "H29.02.PP") == "invalid: mode, office")
        // Whom the office that signs delegated signs for it, and nobody whom another one did.
        var delegation = Sample.delegation()
        delegation.validTo = "2026-12-31"
        let deputy = Sample.signing(delegation)
        #expect(Self.sign(approved, office: "H29.02.PP", deputy) == "accepted")
        var other = approved
        other.approval?.signerOffice = "H29.02.01.TP"
        #expect(Self.sign(other, office: "H29.02.PP", deputy) == "invalid: office")
        #expect(Self.sign(approved) == "accepted")
        #expect(refusal { try Self.approve(approved, Self.head) } == Self.notWaiting)
    }

    // Red when: an agency without routes demands an approval, or a draft on its way is signed
    // because the routes were taken away.
    @Test func `Without a route a draft is signed as it is`() throws {
        let free = ApprovalSample.world("gd", in: ["H29.02.GD"], [])
        var other = ApprovalSample.route
        other.forms = ["ND155/2026:14a"]
        let elsewhere = ApprovalSample.world("gd", in: ["H29.02.GD"], [other])
        for context in [free, elsewhere] {
            #expect(Self.sign(Self.draft, context) == "accepted")
            #expect(
                refusal {
                    try SubmitDraftRequest(id: "d1")
                        .decide(Self.draft, ApprovalSample.approvers(), context)
                }
                    == "DOCUMENT_STATE_DRAFT: a route for the form ND30/2020:1.4-TB in the agency"
            )
        }
        #expect(Self.sign(try Self.submit(), free).hasPrefix(Self.unapproved))
    }

    // Red when: what was signed before the routes came is issued without approval.
    @Test func `A signed document of a route is issued only when it was approved`() throws {
        let issue = IssueDocumentRequest(id: "d1", symbol: "TB-SNV")
        var signed = DocumentTableTests.sample(.signed)
        signed.signerOffice = "H29.02.GD"
        func answer() -> String {
            refusal {
                try issue.decide(signed, books: DocumentTableTests.noBooks, Self.head)
            }
        }
        #expect(answer().hasPrefix("DOCUMENT_STATE_SIGNED: the approval of the draft"))
        signed.approval = try Self.approved().approval
        #expect(answer() == "accepted")
        // The body before this one had no routes.
        (signed.approval, signed.signerOffice) = (nil, "H29.90.CT")
        #expect(answer() == "accepted")
    }

    // Red when: the route of another form is taken, or one is chosen where several fit.
    @Test func `The route is the one for the form`() throws {
        var own = ApprovalSample.route
        (own.name, own.forms) = ("Thông báo", ["ND30/2020:1.4-TB"])
        own.levels = [own.levels[1]]
        let general = ApprovalSample.route
        #expect(
            try Self.submit(Self.draft, ApprovalSample.approvers(), [general, own])
                .approval?.route == "Thông báo"
        )
        var second = own
        second.name = "Thông báo gấp"
        func answer(_ name: String) -> String {
            refusal {
                try Self.submit(
                    Self.draft,
                    ApprovalSample.approvers(),
                    [general, own, second],
                    route: name
                )
            }
        }
        #expect(answer("") == "invalid: route")
        #expect(answer("Quy trình chung") == "invalid: route")
        #expect(answer("Thông báo gấp") == "accepted")
    }

    // Red when: the head of another unit is found, an office approves twice in a row, or whom the
    // file is about is asked.
    @Test func `Levels are found where the file lies, and pass over whom it is about`() throws {
        var route = ApprovalSample.route
        route.levels = [
            ApprovalLevel(title: "Thủ trưởng đơn vị", approver: ApprovalSample.unitHead),
            ApprovalLevel(title: "Giám đốc", approver: ApprovalSample.agencyHead),
        ]
        func offices(_ unit: String, kept: Set<String> = []) throws -> [String] {
            let approvers = ApprovalSample.approvers(unit: unit, kept: kept)
            return try Self.submit(Self.draft, approvers, [route]).approval?.steps.map(\.office)
                ?? []
        }
        #expect(try offices("H29.02.01") == ["H29.02.01.TP", "H29.02.GD"])
        #expect(try offices("H29.02") == ["H29.02.GD"])
        #expect(try offices("H29.02.01", kept: ["H29.02.01.TP"]) == ["H29.02.GD"])
        #expect(
            refusal { try offices("H29.02", kept: ["H29.02.GD"]) }
                == "DOCUMENT_STATE_DRAFT: a level at which somebody approves from whom the file "
                + "is not kept"
        )
        let signer = try Self.submit(
            Self.draft,
            ApprovalSample.approvers(kept: ["H29.02.GD"])
        )
        #expect(signer.approval?.signerOffice == "")
        route.levels[0].approver = Approver(kind: .office, office: "H29.05.GD")
        #expect(
            refusal { try offices("H29.02") }
                .hasPrefix("DOCUMENT_STATE_DRAFT: an office of the agency for each level")
        )
    }

    // Red when: a draft comes back to a level that it did not reach, keeps an approval that counts
    // no more, or is returned by whom it does not wait for.
    @Test func `A draft comes back to an earlier level or to who drafts it`() throws {
        let once = try Self.approve(Self.submit(), Self.deputy)
        func back(
            _ document: Document,
            to level: Int32,
            _ context: Context = Self.head
        ) throws -> Document {
            let request = ReturnDraftRequest(id: "d1", level: level, reason: "Bổ sung căn cứ")
            return Self.after(
                document,
                try request.decide(document, senders: knownSender, context)
            )
        }
        #expect(refusal { try back(once, to: 2) } == "invalid: level")
        #expect(refusal { try back(once, to: -1) } == "invalid: level")
        #expect(
            refusal { try back(once, to: 0, Self.deputy) }
                == "DOCUMENT_STATE_DRAFT: the office where it stands, H29.02.GD"
        )
        let earlier = try back(once, to: 1)
        #expect(earlier.awaited == [Awaited(.draft, "H29.02.PP")])
        #expect(earlier.approval?.steps.map(\.approvedBy) == ["", ""])
        let drafter = try back(once, to: 0)
        #expect(drafter.awaited == [Awaited(.returned, "an")])
        #expect(drafter.approval?.returnReason == "Bổ sung căn cứ")
        let again = try Self.submit(drafter)
        #expect(again.approval?.round == 2 && again.approval?.returnReason == "")
        // Who signs sends back what was approved.
        let approved = try Self.approved()
        #expect(try back(approved, to: 2).awaited == [Awaited(.draft, "H29.02.GD")])
        #expect(refusal { try back(approved, to: 3) } == "invalid: level")
        for reason in ["", "Gửi bà \(Sample.senderName)"] {
            let request = ReturnDraftRequest(id: "d1", reason: reason)
            #expect(
                refusal { try request.decide(once, senders: knownSender, Self.head) }
                    == "invalid: reason"
            )
        }
        #expect(refusal { try back(Self.draft, to: 0) } == Self.notWaiting)
    }

    // Red when: somebody else takes a draft back, or it can not be submitted again.
    @Test func `Who submitted a draft takes it back`() throws {
        let once = try Self.approve(Self.submit(), Self.deputy)
        let request = WithdrawDraftRequest(id: "d1")
        #expect(
            refusal { try request.decide(once, Self.deputy) }
                == "DOCUMENT_STATE_DRAFT: the officer who submitted it"
        )
        let back = Self.after(once, try request.decide(once, Self.drafter))
        #expect(back.awaited == [] && back.approval?.steps.map(\.approvedBy) == ["", ""])
        #expect(
            refusal { try request.decide(back, Self.drafter) }
                == "DOCUMENT_STATE_DRAFT: a draft that was submitted"
        )
        #expect(try Self.submit(back).approval?.round == 2)
        #expect(
            refusal { try Self.submit(once) }
                == "DOCUMENT_STATE_DRAFT: a draft that is with who drafts it"
        )
    }

    // Red when: a draft goes on, or is submitted again, with an open remark, or a stranger
    // resolves one.
    @Test func `A remark is resolved before the draft goes on`() throws {
        let submitted = try Self.submit()
        func remark(
            _ document: Document,
            for assignee: String,
            _ context: Context = Self.deputy,
            wantedBy: String = "2026-12-31"
        ) throws -> Document {
            let request = RemarkDraftRequest(
                id: "d1",
                content: "Nêu rõ căn cứ",
                assignee: assignee,
                wantedBy: wantedBy
            )
            return Self.after(
                document,
                try request.decide(
                    document,
                    ApprovalSample.colleagues,
                    senders: knownSender,
                    context
                )
            )
        }
        func resolve(_ document: Document, _ context: Context, _ number: Int32) throws -> Document {
            let request = ResolveRemarkRequest(id: "d1", number: number, resolution: "Đã sửa")
            return Self.after(
                document,
                try request.decide(document, senders: knownSender, context)
            )
        }
        #expect(refusal { try remark(submitted, for: "an", Self.head) }.contains("H29.02.PP"))
        for wrong in ["nobody", "kept"] {
            #expect(refusal { try remark(submitted, for: wrong) } == "invalid: assignee")
        }
        #expect(
            refusal { try remark(submitted, for: "an", wantedBy: "2026-12-29") }
                == "invalid: wanted_by"
        )
        var two = try remark(remark(submitted, for: ""), for: "chi")
        #expect(two.openRemarks.map(\.assignee) == ["an", "chi"])
        #expect(
            two.awaited == [
                Awaited(.draft, "H29.02.PP"), Awaited(.remark, "an"), Awaited(.remark, "chi"),
            ]
        )
        let unresolved = "DOCUMENT_STATE_DRAFT: a draft whose remarks are all resolved"
        #expect(refusal { try Self.approve(two, Self.deputy) } == unresolved)
        let chi = ApprovalSample.world("chi")
        #expect(refusal { try resolve(two, chi, 1) } == "invalid: number")
        #expect(refusal { try resolve(two, Self.head, 2) }.contains("an open remark"))
        two = try resolve(two, chi, 2)
        let back = ReturnDraftRequest(id: "d1", reason: "Tiếp thu ý kiến")
        let returned = Self.after(
            two,
            try back.decide(two, senders: knownSender, Self.deputy)
        )
        #expect(refusal { try Self.submit(returned) } == unresolved)
        // Whoever holds the office that made it may find it seen to.
        two = try resolve(returned, Self.deputy, 1)
        #expect(
            two.openRemarks.isEmpty && two.approval?.remarks.map(\.resolvedBy) == ["minh", "chi"]
        )
        #expect(try Self.submit(two).approval?.remarks == [])
    }

    // Red when: a draft that says something else keeps its approvals.
    @Test func `A changed draft begins again`() throws {
        let approved = try Self.approved()
        var corrected = approved
        corrected.etag = "7"
        let correct = CorrectEntryRequest(
            etag: "7",
            fields: [FieldCorrection(field: "title", valueJson: "\"Thông báo khác\"")],
            reason: "Nhầm tên"
        )
        corrected = Self.after(
            corrected,
            try correct.decide(
                corrected,
                persons: [],
                agency: Sample.home,
                senders: nobody,
                Self.drafter
            )
        )
        let filed = Self.after(approved, approved.changed(Self.drafter))
        let moved = EntryMoved(entry: approved.reference, to: .petition("p2"))
        let elsewhere = Self.after(
            approved,
            [approved.event(.entryMoved(moved), on: day("2026-12-30"))]
        )
        let succeeded = BodySucceeded(from: "H29.02", to: "H29.05")
        let inherited = Self.after(
            approved,
            [approved.event(.bodySucceeded(succeeded), on: day("2026-12-30"))]
        )
        #expect(inherited.agency == "H29.05")
        for changed in [corrected, filed, elsewhere, inherited] {
            #expect(changed.approvalState == .drafting)
            #expect(changed.awaited == [Awaited(.returned, "an")])
            // The other body's head signs what is its own now.
            guard changed.agency == "H29.02" else { continue }
            #expect(Self.sign(changed).hasPrefix(Self.unapproved))
        }
        #expect(elsewhere.about == .petition("p2") && corrected.title == "Thông báo khác")
        #expect(Self.draft.changed(Self.drafter) == [])
        var stale = try Self.submit()
        stale.etag = "9"
        #expect(
            refusal { try SeenDraft(id: "d1", etag: "8").decide(stale, Self.deputy) } == "etag"
        )
    }

    // Red when: fifty-one drafts, one twice or one without its version are let through.
    @Test func `Drafts are approved once each, as they were read`() {
        func answer(_ drafts: [SeenDraft]) -> String {
            refusal { try ApproveDraftsRequest(drafts: drafts).check(Self.head) }
        }
        let many = (0...50).map { SeenDraft(id: "d\($0)", etag: "1") }
        #expect(answer(Array(many.dropLast())) == "accepted")
        #expect(answer(many) == "invalid: drafts")
        #expect(answer([]) == "invalid: drafts")
        #expect(answer([many[0], many[0]]) == "invalid: drafts")
        #expect(answer([many[0], SeenDraft(id: "d9")]) == "invalid: drafts[1].etag")
    }
}
