import Messages

/// Cases of the other kinds.
extension Samples {
    /// A complaint that the city decided at second instance.
    static var second: Case {
        var file = file
        (file.instance, file.firstCase) = (2, "c0000000000000000000000000000009")
        (file.complexity, file.enforcement) = ([], nil)
        file.decision?.action = .uphold
        file.decision?.conclusion = .unfounded
        file.deadlines = [
            Deadline(rule: "KN.RESOLVE.2.ORDINARY", dueOn: "2026-11-19", state: .met),
            Deadline(rule: "KN.EFFECT.2", dueOn: "2026-12-10", state: .open),
        ]
        return file
    }

    /// A complaint about a disciplinary decision.
    static var discipline: Case {
        var file = file
        file.complaintSubtype = .discipline
        (file.complexity, file.enforcement) = ([], nil)
        file.decision?.action = .annul
        file.decision?.conclusion = .wellFounded
        file.deadlines = [
            Deadline(rule: "KNKL.RESOLVE", dueOn: "2026-11-04", state: .late),
            Deadline(rule: "KNKL.EFFECT", dueOn: "2026-12-10", state: .open),
        ]
        return file
    }

    /// A denunciation that was accepted.
    static var denunciation: Case {
        var file = file
        file.type = .denunciation
        file.state = .accepted
        file.complexity = []
        (file.verification, file.dialogue, file.decision, file.enforcement) = (nil, nil, nil, nil)
        file.denunciation = Denunciation()
        file.deadlines = [Deadline(rule: "TC.RESOLVE", dueOn: "2026-11-04", state: .open)]
        return file
    }

    /// One that was settled by another before.
    static var continued: Case {
        var file = denunciation
        file.denunciation?.continuedFrom = "c0000000000000000000000000000009"
        return file
    }

    /// A denunciation whose limit was extended twice.
    static var extended: Case {
        var file = denunciation
        file.verification = Verification(
            agency: "H29.02",
            assignment: DocumentReference(number: "21/QĐ-UBND", issuedOn: "2026-10-07")
        )
        file.denunciation?.extensions = [
            SettlementExtension(
                criteria: [.contents],
                days: 30,
                decision: DocumentReference(number: "22/QĐ-UBND", issuedOn: "2026-10-30")
            ),
            SettlementExtension(
                criteria: [.contents, .places],
                days: 15,
                decision: DocumentReference(number: "23/QĐ-UBND", issuedOn: "2026-12-02")
            ),
        ]
        file.deadlines = [
            Deadline(rule: "TC.RESOLVE", dueOn: "2026-11-04", state: .replaced),
            Deadline(rule: "TC.RESOLVE", dueOn: "2026-12-19", state: .open),
        ]
        return file
    }

    /// A denunciation that was concluded and is carried out.
    static var concluded: Case {
        var file = denunciation
        file.state = .enforcing
        file.denunciation?.conclusion = DenunciationConclusion(
            document: DocumentReference(number: "24/KL-UBND", issuedOn: "2026-11-03"),
            findings: [ContentFinding(content: "1", finding: .wellFounded)],
            summary: "Nội dung tố cáo là đúng.",
            sentOn: "2026-11-05"
        )
        file.enforcement = Enforcement(
            agency: "H29.80.01",
            startedOn: "2026-12-15",
            items: [
                EnforcementItem(
                    id: "1",
                    kind: .sanctionOfficials,
                    amountDue: 1,
                    dueOn: "2027-01-31",
                    subject: "Xử lý người bị tố cáo"
                )
            ]
        )
        file.deadlines = [Deadline(rule: "TC.RESOLVE", dueOn: "2026-11-04", state: .met)]
        return file
    }
}
