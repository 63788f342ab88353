package import Messages

extension ReportEnforcementRequest {
    /// Decides a report: how far items are and what stands in the way; with the last item done
    /// everything is enforced (Luật Khiếu nại 2011 Đ.46; Luật Tố cáo 2018 Đ.36).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try file.admit("EnforcementService/ReportEnforcement", context)
        var checks = Checks(today: context.today)
        let day = checks.document(report, "report")
        row.order(day, "report.issued_on", in: file, &checks)
        let items = file.enforcement?.items ?? []
        checkProgress(of: items, &checks)
        for (index, obstacle) in obstacles.enumerated() {
            obstacle.check("obstacles[\(index)]", of: items, senders, &checks)
        }
        checks.require(
            !progress.isEmpty || !obstacles.isEmpty,
            "progress",
            "is empty, and obstacles are",
            "say how far an item is, or what stands in its way"
        )
        try checks.finish()
        let fact = EnforcementReported(report: report, progress: progress, obstacles: obstacles)
        var after = file
        after.apply(file.event(.enforcementReported(fact), on: day))
        let done = items.filter(\.isOpen).map(\.id).filter { id in
            after.enforcement?.items.first { $0.id == id }?.isOpen == false
        }
        let clocks = context.clocks.stop(
            file.deadlines.filter { done.contains($0.item) },
            by: row.stops,
            on: day
        )
        let isFinished = after.state == .enforced
        let finished =
            isFinished
            ? context.clocks.stop(file.deadlines, by: ["enforcement.finished"], on: day)
            : file.reported(file.deadlines, on: day, context)
        return [file.event(.enforcementReported(fact), on: day, deadlines: clocks + finished)]
    }

    private func checkProgress(of items: [EnforcementItem], _ checks: inout Checks) {
        var named: Set<String> = []
        for (index, progress) in progress.enumerated() {
            let field = "progress[\(index)]"
            let item = items.open(progress.item, "\(field).item", &checks)
            checks.require(
                named.insert(progress.item).inserted,
                "\(field).item",
                "is named twice",
                "say once how far it is"
            )
            guard let item else { continue }
            checks.require(
                (item.amountDone...item.amountDue).contains(progress.amountDone),
                "\(field).amount_done",
                "is \(progress.amountDone), not \(item.amountDone), as reported before, to "
                    + "\(item.amountDue), as due",
                "give what is done in all; a wrong report is corrected"
            )
        }
    }
}

extension EnforcementObstacle {
    fileprivate func check(
        _ field: String,
        of items: [EnforcementItem],
        _ senders: SenderNames,
        _ checks: inout Checks
    ) {
        _ = items.open(item, "\(field).item", &checks)
        checks.text(reason, "\(field).reason", max: 1_000)
        checks.namesNobody(reason, "\(field).reason", senders)
        let from = checks.pastDay(fromOn, "\(field).from_on")
        guard !toOn.isEmpty, let to = checks.pastDay(toOn, "\(field).to_on") else { return }
        checks.require(
            from.map { $0 <= to } ?? true,
            "\(field).to_on",
            "is \(toOn), before \(fromOn), its first day",
            "give its last day, or none while it lasts"
        )
    }
}

extension [EnforcementItem] {
    /// The item with an id, when something of it is still to be done.
    fileprivate func open(
        _ id: String,
        _ field: String,
        _ checks: inout Checks
    ) -> EnforcementItem? {
        let found = first { $0.id == id && $0.isOpen }
        let names = filter(\.isOpen).map(\.id).joined(separator: ", ")
        checks.require(
            found != nil,
            field,
            "is no item of which something is to be done",
            names.isEmpty ? "finish the enforcement" : "give one of \(names)"
        )
        return found
    }
}

extension DropItemRequest {
    /// Decides that an item is lawfully dropped: nothing of it is owed any more.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try file.admit("EnforcementService/DropItem", context)
        var checks = Checks(today: context.today)
        let day = checks.document(document, "document")
        row.order(day, "document.issued_on", in: file, &checks)
        _ = (file.enforcement?.items ?? []).open(item, "item", &checks)
        checks.text(ground, "ground", max: 1_000)
        checks.namesNobody(ground, "ground", senders)
        try checks.finish()
        let lapsed = file.deadlines.filter { $0.item == item && $0.isRunning }
            .map { $0.ended(.lapsed, by: "enforcement.item_dropped", on: day) }
        let fact = EnforcementItemDropped(
            item: item,
            dropped: DroppedItem(ground: ground, document: document)
        )
        return [file.event(.enforcementItemDropped(fact), on: day, deadlines: lapsed)]
    }
}

extension FinishEnforcementRequest {
    /// Decides that everything is enforced: every item is done or dropped.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        let row = try file.admit("EnforcementService/FinishEnforcement", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: file, &checks)
        try checks.finish()
        return [
            file.event(
                .enforcementFinished(EnforcementFinished()),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}
