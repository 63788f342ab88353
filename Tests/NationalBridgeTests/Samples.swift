import Messages

/// Facts for tests; nobody is meant.
enum Samples {
    static let petitionID = "p0000000000000000000000000000001"
    static let caseID = "c0000000000000000000000000000001"
    /// 2026-10-05T09:00:00.250+07:00.
    static let recordedAtMs: Int64 = 1_791_165_600_250

    static var sender: Party {
        Party(
            role: .sender,
            kind: .person,
            fullName: "Nguyễn Thị Hồng Thơ",
            idNumber: "099 180 000 001",
            address: Address(
                text: "số 12/3 đường Nguyễn Trãi",
                unitCode: "26743",
                mapDate: "2025-07-01"
            ),
            phone: "0900000001",
            email: "tho@example.vn"
        )
    }

    static var agent: Party {
        Party(role: .agent, kind: .person, fullName: "Trần Văn Lộc", idNumber: "099080000002")
    }

    static var petition: Petition {
        Petition(
            id: petitionID,
            agency: "H29.80.01",
            state: .classified,
            source: .agency,
            stamp: ReceivingStamp(number: "45", date: "2026-10-01"),
            registerNumber: RegisterNumber(
                agency: "H29.80.01",
                kind: .petition,
                year: 2026,
                number: 12
            ),
            writtenOn: PartialDate(year: 2026, month: 9, day: 28),
            summary: "Khiếu nại quyết định thu hồi đất.",
            parties: [
                PartyReference(id: "a", role: .sender), PartyReference(id: "b", role: .agent),
                PartyReference(id: "c", role: .representative),
            ],
            senderCount: 1,
            forwarder: Forwarder(
                agency: "Thanh tra Thành phố",
                documentNumber: "77/TTTP",
                documentDate: "2026-09-30"
            ),
            classification: Classification(
                type: .complaint,
                complaintSubtype: .decision,
                eligibility: .eligible,
                competence: .mine,
                signers: .single,
                repetition: .first,
                field: "HC.DD.BOITHUONG"
            ),
            handling: HandlingProposal(
                outcome: .guide,
                reason: "Thuộc thẩm quyền của Tòa án.",
                approvedOn: "2026-10-04",
                approvedBy: "H29.80.01.CT"
            ),
            registeredOn: "2026-10-01"
        )
    }

    static var file: Case {
        Case(
            id: caseID,
            agency: "H29.80.01",
            competentOffice: "H29.80.01.CT",
            petitions: [petitionID],
            type: .complaint,
            instance: 1,
            state: .decided,
            acceptance: DocumentReference(number: "5/TB-UBND", issuedOn: "2026-10-05"),
            complexity: [.contents],
            verification: Verification(
                agency: "H29.02",
                assignment: DocumentReference(number: "8/QĐ-UBND", issuedOn: "2026-10-07"),
                report: DocumentReference(number: "9/BC-TT", issuedOn: "2026-10-28"),
                resultsDiffer: true
            ),
            dialogue: Dialogue(heldOn: "2026-11-02", minutesNumber: "1/BB", attended: true),
            decision: Decision(
                document: DocumentReference(number: "7/QĐ-UBND", issuedOn: "2026-11-10"),
                conclusion: .partly,
                action: .amend,
                summary: "Bồi thường thêm phần đất ở.",
                moneyVnd: 1_500_000,
                landCentiM2: 12_007,
                sentOn: "2026-11-12"
            ),
            enforcement: Enforcement(
                agency: "H29.80.01",
                startedOn: "2026-12-15",
                items: items,
                obstacles: [
                    EnforcementObstacle(
                        item: "2",
                        reason: "Chưa đo đạc",
                        fromOn: "2026-12-15"
                    ),
                    EnforcementObstacle(
                        item: "2",
                        reason: "Mưa bão",
                        fromOn: "2026-12-01",
                        toOn: "2026-12-14"
                    ),
                ]
            ),
            deadlines: [
                Deadline(rule: "KN.RESOLVE.1.ORDINARY", dueOn: "2026-11-04", state: .replaced),
                Deadline(rule: "KN.RESOLVE.1.COMPLEX", dueOn: "2026-11-19", state: .met),
                Deadline(rule: "KN.SEND_DECISION.1", dueOn: "2026-11-13"),
                Deadline(rule: "KN.EFFECT.1", dueOn: "2026-12-10", state: .open),
            ]
        )
    }

    /// Items of every kind that the reports count.
    private static var items: [EnforcementItem] {
        let kinds: [(EnforcementKind, Int64, Int64)] = [
            (.moneyToState, 1_500_000, 500_000), (.landToState, 12_007, 7),
            (.moneyToOrganisations, 300, 200), (.landToOrganisations, 150, 50),
            (.moneyToPersons, 900, 0), (.landToPersons, 400, 400), (.sanctionOfficials, 3, 2),
            (.sanctionPersons, 1, 1), (.sanctionOrganisations, 1, 1), (.referredCases, 1, 1),
            (.referredOfficials, 2, 2), (.referredPersons, 4, 3), (.rightsOfPersons, 5, 5),
        ]
        return kinds.enumerated().map { index, item in
            EnforcementItem(
                id: String(index + 1),
                kind: item.0,
                amountDue: item.1,
                dueOn: "2027-01-31",
                subject: "Khoản \(index + 1)",
                amountDone: item.2,
                // Of what was dropped only what was done counts.
                dropped: item.0 == .moneyToPersons ? DroppedItem(ground: "Đã thỏa thuận") : nil
            )
        }
    }

    /// A case that stands still and has no last day meanwhile.
    static var still: Case {
        var file = file
        file.state = .suspended
        file.complexity = []
        (file.verification, file.dialogue, file.decision, file.enforcement) = (nil, nil, nil, nil)
        file.deadlines = [Deadline(rule: "KN.RESOLVE.1.ORDINARY", state: .suspended)]
        file.suspensions = [
            CaseSuspension(
                ground: .forceMajeure,
                decision: DocumentReference(number: "30/QĐ-UBND", issuedOn: "2026-10-12")
            )
        ]
        return file
    }

    /// It goes on.
    static var resumed: Case {
        var file = still
        file.suspensions[0].resumption = DocumentReference(
            number: "35/QĐ-UBND",
            issuedOn: "2026-10-20"
        )
        file.deadlines = [
            Deadline(rule: "KN.RESOLVE.1.ORDINARY", dueOn: "2026-11-12", state: .open)
        ]
        return file
    }

    /// It ends without a result.
    static var ended: Case {
        var file = resumed
        file.state = .terminated
        file.termination = Termination(
            ground: .withdrawn,
            decision: DocumentReference(number: "36/QĐ-UBND", issuedOn: "2026-10-26")
        )
        return file
    }

    /// Feedback that was answered, without a limit.
    static var feedback: Case {
        var file = file
        file.type = .feedback
        file.state = .answered
        file.complexity = []
        (file.verification, file.dialogue, file.decision, file.enforcement) = (nil, nil, nil, nil)
        file.deadlines = [Deadline(rule: "KNPA.RESOLVE", state: .met)]
        file.feedback = Feedback(
            answers: [
                FeedbackAnswer(
                    document: DocumentReference(number: "70/UBND", issuedOn: "2026-10-19"),
                    summary: "Đã sửa hệ thống chiếu sáng."
                )
            ]
        )
        return file
    }

    static func about(
        _ petition: Petition,
        _ fact: Event.Fact = .petitionClassified(PetitionClassified()),
        position: Int64 = 3,
        sequence: Int64 = 1,
        parties: [Party] = [sender, agent],
        withheld: Bool = false
    ) -> Export {
        Export(
            position: position,
            recordedAtMs: recordedAtMs,
            sequence: sequence,
            event: Event(
                record: RecordReference(kind: .petition, id: petition.id),
                actedOn: "2026-10-05",
                fact: fact
            ),
            record: .petition(petition),
            parties: parties,
            withheld: withheld
        )
    }

    static func about(
        _ file: Case,
        _ fact: Event.Fact,
        position: Int64 = 5,
        sequence: Int64 = 1
    ) -> Export {
        Export(
            position: position,
            recordedAtMs: recordedAtMs,
            sequence: sequence,
            event: Event(
                record: RecordReference(kind: .case, id: file.id),
                actedOn: "2026-12-15",
                fact: fact
            ),
            record: .acceptedCase(file)
        )
    }

    /// Classified petitions at these positions, each a record of its own.
    static func petitions(at positions: [Int64]) -> [Export] {
        positions.map { position in
            var petition = petition
            petition.id = "p000000000000000000000000000\(1_000 + position)"
            return about(petition, position: position)
        }
    }
}
