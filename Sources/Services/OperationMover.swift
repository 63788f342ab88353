import Casework
import Messages
import Records

/// Carries operations out: in small steps, each an entry of the journal that leaves everything valid
/// and says where the next one goes on, so that nothing is done twice or left out after a crash.
package struct OperationMover: Sendable {
    /// Records changed in a step: whoever writes beside it waits for no more than these.
    private static let changedMax = 20
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    /// Takes one step; false when no operation is at work.
    ///
    /// - Throws: What the store throws; the step is then taken again.
    package func step() async throws -> Bool {
        guard let operation = try desk.records.read({ try $0.operationAtWork() }) else {
            return false
        }
        let today = desk.today
        // Looked for beside the writer, who is not kept waiting, and looked at again by it.
        let page =
            operation.state == .running
            ? try desk.records.read { reader in
                try OperationWork(operation, today)
                    .page(
                        from: operation.place ?? OperationPlace(),
                        limit: Self.changedMax,
                        reader
                    )
            } : ([], nil)
        let command = Command(
            principal: operation.orderer,
            method: OperationMethods.startOperation.info.path,
            requestID: "operation-\(Vault.newID())",
            body: [],
            namesSomebody: false
        ) { [desk] reader in
            // Stopped or stepped since: the next step looks anew.
            guard try reader.filed(Operation.self, operation.id) == operation else {
                return Decided([])
            }
            let step = OperationStep(operation, desk, reader)
            return operation.state == .running ? try step.forth(page) : try step.back()
        }
        _ = try await withCheckedThrowingContinuation { continuation in
            desk.records.submit(command) { continuation.resume(with: $0) }
        }
        return true
    }

    /// One step on the writer's thread.
    private struct OperationStep {
        private let operation: Operation
        private let work: OperationWork
        private let desk: Desk
        private let context: Context
        private let reader: RecordReader

        init(_ operation: Operation, _ desk: Desk, _ reader: RecordReader) {
            self.operation = operation
            self.desk = desk
            self.reader = reader
            context = desk.context(for: operation.orderer)
            work = OperationWork(operation, context.today)
        }

        /// Does what the plan says to a page of records.
        func forth(
            _ page: (found: [RecordReference], next: OperationPlace?)
        ) throws -> Decided {
            var events: [Event] = []
            var touched: Set<RecordReference> = []
            var fact = OperationStepped(place: page.next)
            for reference in page.found where try work.isMeant(reference, reader) {
                let room = OperationMover.changedMax - events.count
                do {
                    let (done, isWhole) = try room > 0 ? decide(reference, room) : ([], false)
                    let records = Set(done.compactMap(\.record))
                    // What was changed in this step is looked at again in the next one; what was
                    // done has left the lists, so the rest is found there from the same place on.
                    let isNew = touched.isDisjoint(with: records)
                    if isNew { events += done }
                    guard isNew, isWhole else {
                        fact.place = operation.place ?? OperationPlace()
                        fact.skips = []
                        break
                    }
                    touched.formUnion(records)
                    fact.done += 1
                } catch let error as CaseworkError {
                    fact.skips.append(OperationSkip(record: reference, rule: error.rule))
                }
            }
            return decided(events, fact)
        }

        /// Takes back what one entry of the operation did, the last one first.
        func back() throws -> Decided {
            let end =
                operation.place.flatMap { Int64(String(decoding: $0.key, as: UTF8.self)) }
                ?? Int64(operation.etag) ?? 0
            let positions = try reader.positions(of: operation.reference)
            guard let position = positions.last(where: { $0 < end }),
                let entry = try reader.entry(position)
            else { return decided([], OperationStepped()) }
            var events: [Event] = []
            var fact = OperationStepped(place: OperationPlace(key: Array(String(position).utf8)))
            var seen: Set = [operation.reference]
            for reference in entry.events.compactMap(\.record)
            where seen.insert(reference).inserted {
                guard let type = reference.kind.filed else { continue }
                do {
                    events.append(try takenBack(type, reference, entry))
                    fact.done += OpenWork.contents.contains(reference.kind) ? 0 : 1
                } catch let error as CaseworkError {
                    fact.skips.append(OperationSkip(record: reference, rule: error.rule))
                }
            }
            return decided(events, fact)
        }

        private func takenBack<R: FiledRecord>(
            _ type: R.Type,
            _ reference: RecordReference,
            _ entry: JournalEntry
        ) throws -> Event {
            let consent = (reason: operation.reason, office: context.office)
            switch try reader.undone(type, reference, entry, operation) {
            case .changed(let current, let before):
                return current.steppedBack(
                    to: before,
                    entry.position,
                    entry.step,
                    consent,
                    on: context.today
                )
            case .made: throw CommandError.inconsistent("an operation made a record")
            }
        }

        private func decided(_ events: [Event], _ fact: OperationStepped) -> Decided {
            var decided = Decided(
                events + [operation.event(.operationStepped(fact), on: context.today)]
            )
            if case .handOver(let plan) = operation.plan?.work {
                decided.agencies = [plan.from, plan.to]
            }
            return decided
        }

        /// What the plan does to a record, and whether that is all of it: a file with much in it takes
        /// several steps, and goes over after all that lies in it.
        private func decide(
            _ reference: RecordReference,
            _ room: Int
        ) throws -> (events: [Event], isWhole: Bool) {
            guard let type = reference.kind.filed,
                let record = try reader.filed(type, reference.id)
            else { throw CaseworkError.notFound(reference.kind) }
            switch operation.plan?.work {
            case .handOver(let plan): return try handOver(record, plan, room)
            case .reassign(let plan): return (try reassign(record, plan), true)
            case .answer(let plan): return (try answer(record, plan), true)
            case nil: return ([], true)
            }
        }

        private func handOver(
            _ record: any FiledRecord,
            _ plan: HandOverPlan,
            _ room: Int
        ) throws -> (events: [Event], isWhole: Bool) {
            guard let to = try reader.agency(plan.to) else {
                throw CaseworkError.notFound(.agency)
            }
            let succession = Succession(
                from: plan.from,
                to: to,
                lineage: try reader.lineage(of: plan.to, on: context.today),
                operation: operation.id
            )
            if let over = try endedWithin(succession, record) { return (over, true) }
            var along = try reader.contents(of: record, of: plan.from)
            if let asked = (record as? Consultation)?.record, let type = asked.kind.filed,
                let file = try reader.filed(type, asked.id)
            {
                along.append(file)
            }
            let isWhole = along.count < room
            let going = isWhole ? along + [record] : Array(along.prefix(room))
            let events = try going.map { one in
                one.succeeded(succession, seat: try seat(of: one, in: plan.to), context)
            }
            return (events, isWhole)
        }

        /// The facts that something between two bodies is over that have become one; nil for
        /// anything else.
        private func endedWithin(
            _ succession: Succession,
            _ record: any FiledRecord
        ) throws -> [Event]? {
            switch record {
            case let transfer as Transfer:
                guard let petition = try reader.petition(transfer.petitionId) else { return nil }
                let root = try reader.root(of: petition)
                return transfer.endedWithin(succession, petition, root: root, context)
            case let asked as Consultation where asked.endsWithin(succession):
                guard let reference = asked.record, let type = reference.kind.filed,
                    let file = try reader.filed(type, reference.id)
                else { return nil }
                let asker = Principal(agency: asked.agency, roles: [.head], name: context.officer)
                return try WithdrawConsultationRequest(id: asked.id, reason: Succession.merged)
                    .decide(
                        asked,
                        file,
                        senders: reader.senders(of: file, desk.records.vault),
                        desk.context(for: asker)
                    )
            default: return nil
            }
        }

        /// The unit of the new body in which the officer who holds a file sits now.
        private func seat(of record: any FiledRecord, in body: String) throws -> String {
            guard let code = record.custody?.officer, let officer = try reader.officer(code),
                try !reader.isKept(record, fromAny: [code], of: body, on: context.today)
            else { return "" }
            let homes = officer.offices(on: context.today).sorted().map(Agency.code(ofOffice:))
            return try (homes + [officer.agency]).first {
                try reader.lies($0, in: body, on: context.today)
            } ?? ""
        }

        private func reassign(_ record: any FiledRecord, _ plan: ReassignPlan) throws -> [Event] {
            let request = AssignFileRequest(
                record: record.reference,
                unit: plan.unit,
                officer: plan.officer,
                note: plan.note
            )
            return try request.decide(
                record,
                reader.colleagues(on: record, context.today),
                senders: try reader.senders(of: record, desk.records.vault),
                context
            )
        }

        private func answer(_ record: any FiledRecord, _ plan: AnswerPlan) throws -> [Event] {
            guard let file = record as? Case, file.agency == operation.agency else {
                throw CaseworkError.notFound(.case)
            }
            let request = AnswerFeedbackRequest(
                id: file.id,
                document: plan.document,
                summary: plan.summary
            )
            let senders = try reader.senders(of: file, desk.records.vault)
            return try request.decide(file, senders: senders, context)
        }
    }
}

extension Operation {
    /// Who ordered it, in whose name its steps are taken.
    fileprivate var orderer: Principal {
        Principal(agency: agency, roles: [.head], name: startedBy)
    }
}

extension RecordReader {
    /// The operation whose next step is to be taken: the oldest one.
    fileprivate func operationAtWork() throws -> Operation? {
        var found: Operation?
        _ = try listed(.list(.operation, about: Operation.atWork), limit: 1) { id in
            found = try filed(Operation.self, id)
        }
        return found
    }

    /// What lies in a file and is a body's still.
    fileprivate func contents(of file: any FiledRecord, of body: String) throws -> [any FiledRecord]
    {
        var found: [any FiledRecord] = []
        for kind in OpenWork.contents {
            guard let type = kind.filed else { continue }
            _ = try listed(.list(kind, about: file.reference), limit: .max) { id in
                if let record = try filed(type, id), record.agency == body { found.append(record) }
            }
        }
        return found
    }
}
