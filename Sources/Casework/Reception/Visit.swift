package import Messages

extension Visit: FiledRecord {
    package static let recordKind = RecordKind.visit

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .visitCheckedIn(let fact): self = fact.visit ?? Visit()
        case .receptionRefused(let fact):
            refusal = fact.refusal
            for index in contents.indices { contents[index].settle(.refused, on: day) }
            state = .refused
        case .refusalNoticeIssued(let fact):
            refusal?.notice = fact.notice
            refusal?.office = fact.office
        case .contentRecorded(let fact):
            contents = fact.contents
            evidenceReceipt = fact.evidenceReceipt
            self.guard = fact.guard
            parties += fact.representatives
            representation = fact.representation
            state = .contentRecorded
        case .contentsSplit(let fact):
            contents = fact.contents
            self.guard = fact.guard
        case .contentSettled(let fact): settle(fact, on: day)
        case .visitNotified(let fact): if let notice = fact.notice { tell(notice, on: day) }
        case .visitorDeparted: departedOn = day
        case .guardRaised: self.guard = .secret
        case .guardLowered: self.guard = .ordinary
        case .visitClosed: state = .closed
        case .transferSettled(let fact):
            guard let news = fact.feedback, let index = awaited(from: news.agency) else { return }
            feedback[index] = news
        case .resultRelayed(let fact):
            guard let index = untold(from: fact.agency) else { return }
            feedback[index].relayedOn = day
        default: return
        }
    }

    private mutating func settle(_ fact: ContentSettled, on day: String) {
        guard let content = fact.content,
            let index = contents.firstIndex(where: { $0.number == content.number })
        else { return }
        contents[index] = content
        state = fact.state
        switch content.outcome {
        case .transferred:
            feedback.append(
                TransferFeedback(agency: content.targetAgency, relayAsked: fact.relayAsked)
            )
        case .answered:
            notices.append(
                VisitNotice(result: .answered, form: .oral, notifiedOn: day, reason: fact.words)
            )
        case .referred:
            leaderReports.append(
                LeaderReport(
                    number: content.number,
                    reason: fact.words,
                    reportedOn: day,
                    sessionId: fact.sessionId
                )
            )
        default: return
        }
    }

    private mutating func tell(_ notice: VisitNotice, on day: String) {
        notices.append(notice)
        state = notice.result == .needsLonger ? .resultPending : .resultNotified
        // A notice that refuses or answers is what comes of contents that nothing came of yet.
        let outcome: ReceptionOutcome? =
            switch notice.result {
            case .refused: .refused
            case .answered: .answered
            default: nil
            }
        guard let outcome else { return }
        for index in contents.indices {
            guard contents[index].outcome == .unspecified else { continue }
            contents[index].settle(outcome, on: day)
            contents[index].document = notice.document
        }
    }

    /// The transfer to a body whose result has not come yet.
    func awaited(from agency: String) -> Int? {
        feedback.firstIndex { $0.agency == agency && $0.receivedOn.isEmpty }
    }

    /// The result from a body that the citizen asked for and was not told yet.
    func untold(from agency: String) -> Int? {
        feedback.firstIndex { $0.agency == agency && $0.isOwed }
    }

    /// The contents of which nothing has come yet.
    var open: [VisitContent] {
        contents.filter { $0.outcome == .unspecified }
    }

    /// The state that the outcomes of all contents lead to: what is owed most comes first.
    static func state(after contents: [VisitContent], from state: VisitState) -> VisitState {
        let outcomes = Set(contents.map(\.outcome))
        guard !outcomes.contains(.unspecified) else { return state }
        let order: [(ReceptionOutcome, VisitState)] = [
            (.petition, .toPetition), (.referred, .referredToLeader), (.urged, .urged),
            (.transferred, .transferred), (.guided, .guided),
        ]
        return order.first { outcomes.contains($0.0) }?.1 ?? .resultNotified
    }

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        switch method {
        case "ReceptionService/RefuseReception" where contents.count != open.count:
            return Obstacle(
                .guard,
                "a visit of which nothing has come yet",
                vi: "lượt tiếp chưa có kết quả xử lý",
                basis: "Luật Tiếp công dân 2013 Đ.9"
            )
        case "ReceptionService/IssueRefusalNotice": return noticeObstacle
        case "ReceptionService/RecordContent" where !sessionId.isEmpty:
            return Obstacle(
                .guard,
                "a visit of regular reception; RecordTurn records a turn of a leader's session",
                vi: "lượt tiếp thường xuyên; phiên của lãnh đạo ghi bằng lượt của phiên",
                basis: "Luật Tiếp công dân 2013 Đ.28 k.1"
            )
        case "ReceptionService/RecordDeparture" where !departedOn.isEmpty:
            return Obstacle(
                .guard,
                "a visitor who has not left yet",
                vi: "người đến chưa về",
                basis: "Luật Tiếp công dân 2013 Đ.28 k.1"
            )
        case "ReceptionService/CloseVisit": return closingObstacle
        case "RecordService/VoidEntry": return voidingObstacle
        case "ReceptionService/NotifyTransferrer"
        where !feedback.contains { $0.receivedOn.isEmpty }:
            return Obstacle(
                .guard,
                "a transferred content whose result has not come yet",
                vi: "nội dung đã chuyển mà chưa có kết quả",
                basis: "Luật Tiếp công dân 2013 Đ.27 k.2"
            )
        case "ReceptionService/RelayToCitizen" where !feedback.contains(where: \.isOwed):
            return Obstacle(
                .guard,
                "a result that came and that the citizen asked to be told",
                vi: "kết quả đã nhận mà công dân yêu cầu thông báo",
                basis: "Luật Tiếp công dân 2013 Đ.28 k.2"
            )
        default: return outcomeObstacle(method)
        }
    }

    private var noticeObstacle: Obstacle? {
        let basis = "NĐ 154/2026/NĐ-CP Đ.4 k.3; Luật Tiếp công dân 2013 Đ.9 k.3"
        if refusal?.requiresNotice != true {
            return Obstacle(
                .guard,
                "a refusal on a ground that requires a written notice (D9.3, D4.h)",
                vi: "căn cứ từ chối phải thông báo bằng văn bản (D9.3, D4.h)",
                basis: basis
            )
        }
        guard refusal?.notice != nil else { return nil }
        return Obstacle(
            .guard,
            "a refusal whose notice is not issued yet",
            vi: "thông báo từ chối chưa ban hành",
            basis: basis
        )
    }

    private var closingObstacle: Obstacle? {
        let basis = "Luật Tiếp công dân 2013 Đ.28"
        if state == .checkedIn, departedOn.isEmpty {
            return Obstacle(
                .guard,
                "a visitor who left, or a visit that came to a result",
                vi: "người đến đã về, hoặc lượt tiếp đã có kết quả",
                basis: basis
            )
        }
        guard !open.isEmpty else { return nil }
        return Obstacle(
            .guard,
            "an outcome of every content",
            vi: "kết quả xử lý của mọi nội dung",
            basis: basis
        )
    }

    private func outcomeObstacle(_ method: String) -> Obstacle? {
        guard let rule = OutcomeGuard.of(method), !open.contains(where: rule.allows) else {
            return nil
        }
        return Obstacle(.guard, rule.missing, vi: rule.missingVi, basis: rule.basis)
    }
}

extension VisitContent {
    /// Notes what came of it.
    mutating func settle(_ outcome: ReceptionOutcome, on day: String) {
        self.outcome = outcome
        outcomeOn = day
    }

    /// A denunciation that another body is competent for and that nobody was told where to take.
    var awaitsTransfer: Bool {
        type == .denunciation && competence != .mine
            && (outcome == .unspecified || outcome == .referred)
    }
}

extension TransferFeedback {
    /// Whether the citizen asked for this result and was not told yet.
    var isOwed: Bool { relayAsked && !receivedOn.isEmpty && relayedOn.isEmpty }
}
