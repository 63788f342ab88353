package import Messages

extension Register {
    /// The register after a fact; facts of other records leave it as it is.
    package mutating func apply(_ event: Event) {
        switch event.fact {
        case .registerOpened(let fact):
            guard let id = event.record.flatMap(RegisterID.init) else { return }
            self = Register(
                agency: id.agency,
                kind: id.kind,
                year: id.year,
                startsAt: fact.startsAt,
                nextNumber: fact.startsAt
            )
        case .numbersReserved(let fact):
            openBlocks.append(NumberBlock(first: fact.first, last: fact.last))
            nextNumber = fact.last + 1
        case .numberUsed(let fact):
            settle(fact.number)
        case .numbersVoided(let fact):
            for number in fact.numbers { settle(number) }
            voided += Int64(fact.numbers.count)
        case .registerClosed:
            closed = true
        default:
            return
        }
    }

    /// A number that was the next one moves the head on; one of a block is crossed off there.
    private mutating func settle(_ number: Int64) {
        guard number != nextNumber else {
            nextNumber += 1
            return
        }
        let index = openBlocks.firstIndex { ($0.first...$0.last).contains(number) }
        // A number that is used may be voided afterwards; it is crossed off once.
        guard let index, !openBlocks[index].settled.contains(number) else { return }
        openBlocks[index].settled.append(number)
        openBlocks[index].settled.sort()
        let block = openBlocks[index]
        if block.settled.count == Int(block.last - block.first + 1) { openBlocks.remove(at: index) }
    }
}
