package import Messages

/// The end of a file, whatever the case came to, and its way to the archive.
extension Case {
    private typealias Row = StateTransition<Case>

    static let closingRows: [StateTransition<Case>] = [
        // The second instance has its own file; a settlement that is to be taken up anew gets one.
        Row(
            close,
            "Đóng hồ sơ",
            for: Branch.firstInstance,
            from: [.effective, .enforced, .terminated, .appealed, .reopened],
            to: [.closed],
            after: \.lastActOn,
            starts: [archive],
            sends: true,
            needs: "a finished enforcement",
            basis: complaints
        ),
        Row(
            close,
            "Đóng hồ sơ",
            for: Branch.secondInstance,
            from: [.effective, .enforced, .terminated, .reopened],
            to: [.closed],
            after: \.lastActOn,
            starts: [archive],
            sends: true,
            needs: "a finished enforcement",
            basis: complaints
        ),
        Row(
            close,
            "Đóng hồ sơ",
            for: [.denunciation],
            from: [.handling, .enforced, .terminated],
            to: [.closed],
            after: \.lastActOn,
            sends: true,
            needs: "a conclusion that was acted on, or a termination",
            basis: "Luật Tố cáo 2018 Đ.34, Đ.36, Đ.39"
        ),
        Row(
            close,
            "Đóng hồ sơ",
            for: [.feedback],
            from: [.answered],
            to: [.closed],
            after: \.lastActOn,
            sends: true,
            needs: "an answer",
            basis: "Luật Tiếp công dân 2013 Đ.28"
        ),
        Row(
            "CaseService/HandOverFile",
            "Bàn giao hồ sơ lưu trữ",
            from: [.closed],
            after: \.closedOn,
            stops: ["file.handed_over"],
            sends: true,
            needs: "a closed file",
            basis: "TT 07/2013/TT-TTCP Đ.23"
        ),
    ]

    private static let close = "CaseService/CloseCase"
    private static let archive = ClockStart("KN.FILE_HANDOVER", by: "case.file_closed")
    private static let complaints = "Luật Khiếu nại 2011 Đ.33, Đ.44, Đ.46"

    /// What keeps a file from being closed; nil when nothing does.
    func closingObstacle(_ context: Context) -> Obstacle? {
        if let unfinished = unfinishedConclusion { return unfinished }
        let basis = rows(of: Self.close).first?.basis ?? ""
        switch state {
        case .effective where isToBeEnforced, .handling where enforcement != nil:
            return Obstacle(
                .guard,
                "a finished enforcement",
                vi: "quyết định, kết luận đã thi hành xong",
                basis: basis
            )
        case .appealed where secondCase.isEmpty:
            return Obstacle(
                .guard,
                "a second instance that has accepted the complaint",
                vi: "cấp giải quyết lần hai đã thụ lý",
                basis: basis
            )
        case .effective where isBeforeCourt, .enforced where isBeforeCourt:
            return Obstacle(
                .guard,
                "the outcome of the suit at court",
                vi: "kết quả giải quyết của Tòa án",
                basis: "Luật Khiếu nại 2011 Đ.42; Luật Tố tụng hành chính 2015 Đ.193"
            )
        case .effective, .enforced:
            guard kind != .denunciation, (decision?.receivedOn ?? "").isEmpty else { break }
            return Obstacle(
                .document,
                "the day on which the complainant received the decision",
                vi: "ngày người khiếu nại nhận quyết định",
                basis: basis
            )
        default: break
        }
        let owed = owed(context)
        guard !owed.isEmpty else { return nil }
        let rules = owed.joined(separator: ", ")
        return Obstacle(
            .deadline,
            "nothing that is owed any more; open: \(rules)",
            vi: "không còn việc phải làm; còn: \(rules)",
            basis: basis
        )
    }

    /// What a conclusion on a denunciation still waits for; nil for any other case.
    private var unfinishedConclusion: Obstacle? {
        guard kind == .denunciation, state != .terminated else { return nil }
        let basis = "Luật Tố cáo 2018 Đ.35 k.3, Đ.36, Đ.40"
        let own = denunciation ?? Denunciation()
        let isSent = !(own.conclusion?.sentOn ?? "").isEmpty
        if !isSent || own.disclosures.isEmpty || own.owesResult {
            return Obstacle(
                .guard,
                "a conclusion that was sent and published, with the results of recommendations",
                vi: "kết luận đã gửi, đã công khai và có kết quả xử lý kiến nghị",
                basis: basis
            )
        }
        guard state == .handling, own.conclusion?.overall != .unfounded else { return nil }
        return Obstacle(
            .guard,
            "a finished enforcement, or a conclusion that nothing denounced is true",
            vi: "kết luận đã thi hành xong, hoặc kết luận tố cáo sai",
            basis: basis
        )
    }

    /// The duties that still run: what an act of the agency ends.
    ///
    /// A window is a citizen's, and what nothing stops is no duty.
    private func owed(_ context: Context) -> [String] {
        deadlines.filter { deadline in
            let rule = context.rulebook.rule(version: deadline.ruleVersion)
            return deadline.isRunning && !deadline.window && rule?.stopEvents.isEmpty == false
        }.map(\.rule)
    }
}

extension HandOverFileRequest {
    /// Decides that a closed file went to the archive.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try file.admit("CaseService/HandOverFile", context)
        var checks = Checks(today: context.today)
        let day = checks.document(minutes, "minutes")
        row.order(day, "minutes.issued_on", in: file, &checks)
        checks.text(receiver, "receiver", max: 200)
        checks.namesNobody(receiver, "receiver", senders)
        try checks.finish()
        let handOver = FileHandOver(minutes: minutes, receiver: receiver)
        return [
            file.event(
                .fileHandedOver(FileHandedOver(handOver: handOver)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}
