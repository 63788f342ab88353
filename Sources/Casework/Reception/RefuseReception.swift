package import Messages

extension RefuseReceptionRequest {
    /// Decides a refusal on grounds of the list in force on that day.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ visit: Visit, _ context: Context) throws(CaseworkError) -> [Event] {
        let method = "ReceptionService/RefuseReception"
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: visit.lastActOn)
        let hasContent = !visit.contents.isEmpty
        let open = RefusalGround.open(on: day, content: hasContent)
        let chosen = open.filter { grounds.contains($0.code) }
        checks.require(
            !grounds.isEmpty && Set(grounds).count == grounds.count
                && chosen.count == grounds.count,
            "grounds",
            "are empty, given twice, or not in force on \(day.iso)"
                + (hasContent ? "" : " before the content is recorded"),
            "give one or more of \(open.map(\.code).joined(separator: ", "))"
        )
        try checks.finish()
        let row = try visit.admit(method, context)
        let requiresNotice = chosen.contains(where: \.requiresNotice)
        let refusal = Refusal(
            grounds: chosen.map(\.code),
            refusedOn: day.iso,
            requiresNotice: requiresNotice
        )
        var clocks = context.clocks.stop(visit.deadlines, by: row.stops, on: day)
        clocks += visit.lapsed([], by: "reception.refused", on: day)
        if requiresNotice {
            clocks += row.starts.flatMap {
                context.clocks.start([$0.rule], by: $0.event, on: day)
            }
        }
        let fact = ReceptionRefused(refusal: refusal)
        return [visit.event(.receptionRefused(fact), on: day, deadlines: clocks)]
    }
}

extension IssueRefusalNoticeRequest {
    /// Decides that the written notice of a refusal was issued, form 01/TCD; the head signs.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ visit: Visit,
        agency: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(notice, "notice")
        checks.order(day, "notice.issued_on", notBefore: visit.refusal?.refusedOn ?? "")
        agency.checkHead(office: office, on: day, &checks)
        try checks.finish()
        let row = try visit.admit("ReceptionService/IssueRefusalNotice", context)
        let fact = RefusalNoticeIssued(notice: notice, office: office)
        let clocks = row.clocks(of: visit, on: day, context)
        return [visit.event(.refusalNoticeIssued(fact), on: day, deadlines: clocks)]
    }
}
