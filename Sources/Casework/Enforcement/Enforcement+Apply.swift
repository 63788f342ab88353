import Messages

extension Case {
    /// Puts a fact of the enforcement in place; false for any other.
    mutating func putEnforcement(_ fact: Event.Fact, on day: String) -> Bool {
        switch fact {
        case .enforcementStarted(let fact):
            enforcement = Enforcement(agency: fact.agency, startedOn: day, items: fact.items)
            if kind != .denunciation { state = .enforcing }
        case .enforcementReported(let fact): putReport(fact, on: day)
        case .enforcementItemDropped(let fact):
            let index = enforcement?.items.firstIndex { $0.id == fact.item }
            if let index { enforcement?.items[index].dropped = fact.dropped }
        case .enforcementFinished: finish(on: day)
        default: return false
        }
        return true
    }

    private mutating func putReport(_ fact: EnforcementReported, on day: String) {
        guard var known = enforcement else { return }
        known.reports += fact.report.map { [$0] } ?? []
        known.obstacles += fact.obstacles
        for progress in fact.progress {
            guard let index = known.items.firstIndex(where: { $0.id == progress.item }) else {
                continue
            }
            known.items[index].amountDone = progress.amountDone
            if !known.items[index].isOpen { known.items[index].doneOn = day }
        }
        enforcement = known
        if known.openItems.isEmpty {
            finish(on: day)
        } else if kind != .denunciation, known.items.contains(where: { $0.amountDone > 0 }) {
            state = .partlyEnforced
        }
    }

    private mutating func finish(on day: String) {
        enforcement?.finishedOn = day
        state = .enforced
    }

    /// Makes the limits of items follow their days after a correction.
    mutating func alignItems() {
        let items = enforcement?.items ?? []
        for index in deadlines.indices {
            guard let item = items.first(where: { $0.id == deadlines[index].item }) else {
                continue
            }
            deadlines[index].nominalOn = item.dueOn
            deadlines[index].dueOn = item.dueOn
            guard !item.doneOn.isEmpty else { continue }
            deadlines[index].stoppedOn = item.doneOn
            deadlines[index].state = item.doneOn > item.dueOn ? .late : .met
        }
    }
}
