import Messages

/// Visits of every kind that is told.
extension Samples {
    static let visitID = "v0000000000000000000000000000001"

    static var visitor: Party {
        Party(
            role: .sender,
            kind: .person,
            fullName: "Ngô Thị Hiền",
            idNumber: "079 185 000 612",
            address: Address(text: "khu phố 4, phường Sài Gòn"),
            phone: "0900000002"
        )
    }

    /// Who speaks for a delegation; the second showed a passport, the third gave no number.
    static var speakers: [Party] {
        [("Đoàn Thị Sáu", "079170000701"), ("Lâm Văn Bảy", "b1234567"), ("Châu Thị Tám", "")].map {
            Party(
                role: .representative,
                kind: .person,
                fullName: $0.0,
                idNumber: $0.1,
                address: Address(text: "ấp 2, xã Củ Chi")
            )
        }
    }

    /// A complaint that was heard on duty; a petition was opened from it.
    static var visit: Visit {
        Visit(
            id: visitID,
            agency: "H29.80.01",
            state: .closed,
            kind: .regular,
            registerNumber: RegisterNumber(
                agency: "H29.80.01",
                kind: .reception,
                year: 2026,
                number: 7
            ),
            receivedOn: "2026-10-01",
            parties: [PartyReference(id: "a", role: .sender)],
            partySize: 1,
            identityPaper: .card,
            contents: [
                VisitContent(
                    number: 1,
                    type: .complaint,
                    field: "HC.DD.BOITHUONG",
                    summary: "Không đồng ý với mức bồi thường.",
                    firstTime: true,
                    priorSettlement: .noDecision,
                    settledBy: "UBND phường Bến Thành",
                    competence: .mine,
                    outcome: .petition,
                    outcomeOn: "2026-10-01",
                    petitionId: petitionID
                )
            ],
            guard: .ordinary
        )
    }

    /// Refused at once, before saying anything.
    static var refusedVisit: Visit {
        var visit = visit
        (visit.state, visit.contents) = (.refused, [])
        visit.refusal = Refusal(grounds: ["D9.2"], refusedOn: "2026-10-01")
        return visit
    }

    /// Refused after the content was heard, on two grounds, one of which demands a notice.
    static var refusedInWriting: Visit {
        var visit = refusedVisit
        visit.contents = Self.visit.contents
        visit.contents[0].outcome = .refused
        visit.contents[0].petitionId = ""
        (visit.contents[0].priorSettlement, visit.contents[0].settledBy) = (.judgment, "Tòa án")
        visit.refusal = Refusal(
            grounds: ["D4.i", "D9.3"],
            refusedOn: "2026-10-01",
            requiresNotice: true,
            notice: DocumentReference(number: "4/TB-UBND", issuedOn: "2026-10-02")
        )
        return visit
    }

    /// Feedback that was transferred, and a second content that was answered.
    static var transferredVisit: Visit {
        var visit = visit
        visit.contents[0].type = .feedback
        visit.contents[0].field = "CS"
        visit.contents[0].summary = "Phản ánh hẻm bị ngập."
        (visit.contents[0].priorSettlement, visit.contents[0].settledBy) = (.none, "")
        var answered = visit.contents[0]
        (answered.number, answered.outcome, answered.petitionId) = (2, .answered, "")
        visit.contents[0].competence = .other
        visit.contents[0].petitionId = ""
        visit.contents[0].outcome = .transferred
        visit.contents[0].document = DocumentReference(number: "8/PC", issuedOn: "2026-10-02")
        visit.contents[0].targetAgency = "Sở Xây dựng"
        visit.contents.append(answered)
        return visit
    }

    /// A denunciation that was transferred.
    static var denunciationVisit: Visit {
        var visit = transferredVisit
        visit.contents.removeLast()
        visit.contents[0].type = .denunciation
        visit.contents[0].field = "HC.CV"
        visit.contents[0].summary = "Tố cáo hành vi nhận tiền."
        visit.parties.append(PartyReference(id: "b", role: .representative))
        visit.guard = .secret
        return visit
    }

    /// A delegation that a deputy received online in the chair's place.
    static var leadersVisit: Visit {
        var visit = visit
        visit.kind = .leaderPeriodic
        visit.online = true
        visit.sessionId = session.id
        visit.office = "H29.80.01.CT"
        visit.parties = ["a", "b", "c"].map { PartyReference(id: $0, role: .representative) }
        (visit.partySize, visit.delegation) = (12, true)
        visit.representation = "Biên bản ngày 01/10/2026"
        return visit
    }

    static var session: Session {
        Session(
            id: "s0000000000000000000000000000001",
            agency: "H29.80.01",
            state: .concluded,
            kind: .leaderPeriodic,
            online: true,
            office: "H29.80.01.CT",
            heldOn: "2026-10-01",
            preparation: OnlinePreparation(recording: "phiên 01.mkv"),
            delegated: true,
            deputyOffice: "H29.80.01.PCT",
            turns: [SessionTurn(number: 1, visitId: visitID, minutesNumber: "3/BB")],
            conclusion: DocumentReference(number: "5/TB-UBND", issuedOn: "2026-10-03")
        )
    }

    static var instructions: [Instruction] {
        [("H29.02", visitID, "Đo đạc lại ranh thửa đất."), ("H29", "", "Cho ý kiến về đơn giá.")]
            .map {
                Instruction(
                    id: "i\($0.0)",
                    agency: $0.0,
                    state: .open,
                    visitId: $0.1,
                    content: $0.2,
                    dueOn: "2026-10-20"
                )
            }
    }

    static func about(
        _ visit: Visit,
        _ fact: Event.Fact = .visitClosed(VisitClosed()),
        sequence: Int64 = 1,
        parties: [Party] = [visitor],
        withheld: Bool = false
    ) -> Export {
        Export(
            position: 4,
            recordedAtMs: recordedAtMs,
            sequence: sequence,
            event: Event(
                record: RecordReference(kind: .visit, id: visit.id),
                actedOn: "2026-10-05",
                fact: fact
            ),
            record: .visit(visit),
            parties: parties,
            withheld: withheld
        )
    }

    /// What is told of the delegation.
    static func leaders(
        _ fact: Event.Fact = .visitClosed(VisitClosed()),
        sequence: Int64 = 1
    ) -> Export {
        var export = about(leadersVisit, fact, sequence: sequence, parties: speakers)
        export.session = session
        export.instructions = instructions
        export.receiver = "Phó Chủ tịch UBND phường"
        return export
    }
}
