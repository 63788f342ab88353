package import Messages

/// How decisions on complaints and conclusions on denunciations are carried out.
extension Case {
    private typealias Row = StateTransition<Case>

    static let enforcementRows: [StateTransition<Case>] =
        complaintEnforcement
        + denunciationEnforcement

    private static let underWay: [CaseState] = [.enforcing, .partlyEnforced]
    private static let decisions = "Luật Khiếu nại 2011 Đ.44 k.4, Đ.46"
    private static let conclusions = "Luật Tố cáo 2018 Đ.36"

    private static let complaintEnforcement = [
        Row(
            "EnforcementService/StartEnforcement",
            "Bắt đầu thi hành",
            for: Branch.complaints,
            from: [.effective],
            to: [.enforcing],
            after: { $0.decision?.effectiveOn ?? "" },
            starts: [ClockStart("KN.ENFORCE.ITEM", by: "enforcement.started")],
            stops: ["enforcement.started"],
            needs: "a decision in legal effect",
            basis: decisions
        ),
        Row(
            "EnforcementService/ReportEnforcement",
            "Báo cáo thi hành",
            for: Branch.complaints,
            from: underWay,
            to: [.enforcing, .partlyEnforced, .enforced],
            after: { $0.enforcement?.startedOn ?? "" },
            stops: ["enforcement.item_done"],
            needs: "an enforcement that has begun",
            basis: decisions
        ),
        Row(
            "EnforcementService/DropItem",
            "Không tiếp tục thi hành một khoản",
            for: Branch.complaints,
            from: underWay,
            after: { $0.enforcement?.startedOn ?? "" },
            needs: "an enforcement that has begun",
            basis: decisions
        ),
        Row(
            "EnforcementService/FinishEnforcement",
            "Thi hành xong",
            for: Branch.complaints,
            from: underWay,
            to: [.enforced],
            after: \.lastActOn,
            stops: ["enforcement.finished"],
            needs: "an enforcement that has begun",
            basis: decisions
        ),
    ]

    /// The conclusion is acted on, so that the state stays until all is done.
    private static let denunciationEnforcement = [
        Row(
            "EnforcementService/StartEnforcement",
            "Bắt đầu thực hiện kết luận",
            for: [.denunciation],
            from: [.handling],
            after: \.lastActOn,
            starts: [ClockStart("TC.ENFORCE.ITEM", by: "enforcement.started")],
            needs: "a conclusion that is acted on",
            basis: conclusions
        ),
        Row(
            "EnforcementService/ReportEnforcement",
            "Báo cáo thực hiện kết luận",
            for: [.denunciation],
            from: [.handling],
            to: [.handling, .enforced],
            after: { $0.enforcement?.startedOn ?? "" },
            starts: [ClockStart(monthlyReport, by: "enforcement.reported")],
            stops: ["enforcement.item_done"],
            needs: "a conclusion that is acted on",
            basis: "\(conclusions); NĐ 31/2019/NĐ-CP Đ.18"
        ),
        Row(
            "EnforcementService/DropItem",
            "Không tiếp tục thực hiện một nội dung",
            for: [.denunciation],
            from: [.handling],
            after: { $0.enforcement?.startedOn ?? "" },
            needs: "a conclusion that is acted on",
            basis: conclusions
        ),
        Row(
            "EnforcementService/FinishEnforcement",
            "Thực hiện xong kết luận",
            for: [.denunciation],
            from: [.handling],
            to: [.enforced],
            after: \.lastActOn,
            stops: ["enforcement.finished"],
            needs: "a conclusion that is acted on",
            basis: "\(conclusions); NĐ 31/2019/NĐ-CP Đ.18"
        ),
    ]

    /// What keeps an act of the enforcement from being open; nil when nothing does.
    func enforcementObstacle(to method: String) -> Obstacle? {
        let basis = kind == .denunciation ? Self.conclusions : Self.decisions
        // Of a complaint the state says whether it has begun.
        guard kind != .denunciation || (enforcement != nil) != method.hasSuffix("/StartEnforcement")
        else {
            return enforcement == nil
                ? Obstacle(
                    .guard,
                    "an enforcement that has begun",
                    vi: "việc thực hiện kết luận đã bắt đầu",
                    basis: basis
                )
                : Obstacle(
                    .guard,
                    "a conclusion whose enforcement has not begun yet",
                    vi: "kết luận chưa bắt đầu thực hiện",
                    basis: basis
                )
        }
        let open = enforcement?.openItems.map(\.id) ?? []
        guard method == "EnforcementService/FinishEnforcement", !open.isEmpty else { return nil }
        let names = open.joined(separator: ", ")
        return Obstacle(
            .guard,
            "every item done or dropped; open: \(names)",
            vi: "mọi khoản đã thi hành hoặc được thôi thi hành; còn: \(names)",
            basis: basis
        )
    }
}

extension Enforcement {
    /// The items that are neither done nor dropped.
    package var openItems: [EnforcementItem] { items.filter(\.isOpen) }
}

extension EnforcementItem {
    /// Whether something of it is still to be done.
    package var isOpen: Bool { amountDone < amountDue && dropped == nil }
}
