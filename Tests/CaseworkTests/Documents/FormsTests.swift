import Casework
import Messages
import TestSupport
import Testing

/// The catalog of forms, and the form that a step's document is issued on.
@Suite struct FormsTests {
    // Red when: two forms share a key, a form lacks title or day, or a document has no register.
    @Test func `Every form has a key of its own, a title and its days`() {
        #expect(Set(Forms.all.map(\.key)).count == Forms.all.count)
        for form in Forms.all {
            let place = Comment(rawValue: form.key)
            #expect(
                !form.title.isEmpty
                    && form.key.contains(form.number.isEmpty ? ":" : ":\(form.number)"),
                place
            )
            #expect(form.register != .unspecified || form.key == "ND154/2026:03/TCD", place)
            let from = Day(iso: form.inForceFrom)
            #expect(from != nil, place)
            if let to = Day(iso: form.inForceTo) { #expect(from.map { $0 < to } ?? false, place) }
        }
    }

    // Red when: a key that the tables rely on is renamed.
    @Test(arguments: [
        "ND154/2026:01/TCD", "ND154/2026:02/TCD", "ND154/2026:03/TCD", "ND154/2026:KL",
        "ND155/2026:03", "ND155/2026:04", "ND155/2026:14", "ND155/2026:14a", "ND155/2026:14b",
        "ND31/2019:04", "ND31/2019:05", "ND31/2019:06",
        "TT05/2021:01", "TT05/2021:02", "TT05/2021:03", "TT07/2014:03-XLĐ", "TT07/2014:04-XLĐ",
        "TT07/2014:06-XLĐ", "TT07/2014:07-XLĐ",
    ]) func `A key that others rely on exists`(_ key: String) {
        #expect(Forms.form(key)?.key == key)
    }

    // Red when: a set ends or begins on another day than its text says.
    @Test(arguments: [
        ("ComplaintService/AcceptComplaint", "2020-12-09", []),
        ("ComplaintService/AcceptComplaint", "2020-12-10", ["ND124/2020:03"]),
        ("ComplaintService/AcceptComplaint", "2026-06-30", ["ND124/2020:03"]),
        ("ComplaintService/AcceptComplaint", "2026-07-01", ["ND155/2026:03"]),
        ("ReceptionService/IssueRefusalNotice", "2026-06-30", []),
        ("ReceptionService/IssueRefusalNotice", "2026-07-01", ["ND154/2026:01/TCD"]),
        ("PetitionService/ProposeHandling", "2021-11-14", []),
        ("PetitionService/ProposeHandling", "2021-11-15", ["TT05/2021:01"]),
    ]) func `A step issues the forms of its day`(
        _ step: String,
        _ on: String,
        _ keys: [String]
    ) throws {
        let day = try #require(Day(iso: on))
        #expect(Forms.inForce(step: step, on: day).map(\.key) == keys)
        #expect(Set(keys).isSubset(of: Forms.inForce(on: day).map(\.key)))
    }

    // Red when: the form of a notice is picked by another day than that of its issue.
    @Test(arguments: [
        ("2026-06-30", "ND124/2020:03"), ("2026-07-01", "ND155/2026:03"),
    ])
    func `An acceptance names the form of its day`(_ on: String, _ key: String) throws {
        var walk = Walk()
        walk.registration.stamp?.date = "2026-06-22"
        walk.registration.registeredOn = "2026-06-22"
        walk.registration.writtenOn = PartialDate(year: 2026, month: 6, day: 20)
        try walk.go(to: .registered)
        var petition = walk.petition
        petition.state = .decided
        petition.classification = Sample.complaint
        petition.handling = HandlingProposal(outcome: .accept, approvedOn: "2026-06-25")
        var request = Sample.accept("p1")
        request.notice?.issuedOn = on
        var file = Case()
        for event in try request.decide(petition, caseID: "c1", agency: Sample.home, world) {
            petition.apply(event)
            file.apply(event)
        }
        #expect(file.acceptance?.form == key && petition.handling?.document?.form == key)
        request.notice?.form = key
        let answer = refusal {
            try request.decide(walk.petition, caseID: "c1", agency: Sample.home, world)
        }
        #expect(answer == "invalid: notice.form")
    }

    // Red when: a later document of the case lacks its form.
    @Test func `Every document of a case names its form`() throws {
        let walk = try Walk(to: .decided)
        #expect(walk.file.verification?.assignment?.form == "ND124/2020:GXM")
        #expect(walk.file.verification?.report?.form == "ND124/2020:BC")
        #expect(walk.file.decision?.document?.form == "ND124/2020:QĐ")
    }

    // Red when: an outcome is carried out on the form of another one, or of another day.
    @Test(arguments: [
        (HandlingOutcome.guide, Sample.complaint, "2026-07-20", "TT05/2021:02"),
        (.guide, Sample.complaint, "2021-11-14", "TT07/2014:03-XLĐ"),
        (.guide, Sample.feedback, "2021-11-14", "TT07/2014:07-XLĐ"),
        (.transfer, Sample.denunciation, "2026-07-20", "TT05/2021:03"),
        (.transfer, Sample.feedback, "2026-07-20", "TT05/2021:PC"),
        (.transfer, Sample.feedback, "2021-11-14", "TT07/2014:06-XLĐ"),
        (.returnToForwarder, Sample.complaint, "2026-07-20", "TT05/2021:TL"),
        (.urge, Sample.complaint, "2026-07-20", "ND30/2020:1.5"),
        (.notice, Sample.complaint, "2026-07-20", "ND30/2020:1.4-TB"),
        (.archive, Sample.complaint, "2026-07-20", ""),
    ])
    func `An outcome is carried out on its form`(
        _ outcome: HandlingOutcome,
        _ found: Classification,
        _ on: String,
        _ key: String
    ) throws {
        var petition = PetitionTableTests.sample(.decided, outcome, found)
        petition.handling?.approvedOn = "2021-11-10"
        let document = DocumentReference(number: "7/CV", issuedOn: on)
        let request = DispatchPetitionRequest(id: "p1", document: document)
        for event in try request.decide(petition, world) { petition.apply(event) }
        #expect(petition.handling?.document?.form == key)
    }

    // Red when: a refusal names the other type's form, or a reply from elsewhere gets one of ours.
    @Test func `Refusals name their forms, replies have none`() throws {
        for (type, found, key) in [
            (PetitionType.complaint, Sample.complaint, "ND155/2026:04"),
            (.denunciation, Sample.denunciation, "ND31/2019:KTL"),
        ] {
            var petition = PetitionTableTests.sample(.decided, .refuseAccept, found)
            let request = RefuseAcceptanceRequest(
                id: "p1",
                notice: DocumentReference(number: "4/TB", issuedOn: "2026-07-14"),
                office: "H29.02.GD"
            )
            for event in try request.decide(petition, type, agency: Sample.home, world) {
                petition.apply(event)
            }
            #expect(petition.handling?.document?.form == key)
        }
        var sent = PetitionTableTests.sample(.dispatched)
        let reply = RecordReplyRequest(
            id: "p1",
            agency: "H29.05",
            document: DocumentReference(number: "9/CV", issuedOn: "2026-07-21")
        )
        for event in try reply.decide(sent, senders: nobody, world) { sent.apply(event) }
        #expect(sent.replies.first?.document?.form == "")
    }
}
