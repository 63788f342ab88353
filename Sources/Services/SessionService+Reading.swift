import Casework
package import Messages
import Records

extension SessionService {
    package func getSession(_ request: GetSessionRequest, _ call: Call) throws -> Encoded<Session> {
        try desk.records.read {
            try $0.stored(Session.self, request.id, for: call)
        }
    }

    package func listSessions(
        _ request: ListSessionsRequest,
        _ call: Call
    ) throws -> Encoded<ListSessionsReply> {
        let (sessions, next) = try desk.page(
            of: Session.self,
            agency: call.principal.agency,
            state: request.state.rawValue,
            request.pageSize,
            request.pageToken,
            call
        )
        return Encoded(ListSessionsReply(sessions: sessions, nextPageToken: next))
    }

    package func getInstruction(
        _ request: GetInstructionRequest,
        _ call: Call
    ) throws -> Encoded<Instruction> {
        Encoded(try desk.records.read { try $0.filed(Instruction.self, request.id, for: call) })
    }

    package func listInstructions(
        _ request: ListInstructionsRequest,
        _ call: Call
    ) throws -> Encoded<ListInstructionsReply> {
        let state = request.state.rawValue
        guard request.given || !request.sessionId.isEmpty else {
            let (instructions, next) = try desk.page(
                of: Instruction.self,
                agency: call.principal.agency,
                state: state,
                request.pageSize,
                request.pageToken,
                call
            )
            return Encoded(ListInstructionsReply(instructions: instructions, nextPageToken: next))
        }
        let isSession = !request.sessionId.isEmpty
        let about =
            isSession
            ? RecordReference(kind: .session, id: request.sessionId)
            : Instruction.giver(call.principal.agency)
        let (instructions, next) = try desk.records.read { reader in
            if isSession { _ = try reader.filed(Session.self, request.sessionId, for: call) }
            return try desk.page(
                of: Instruction.self,
                .list(.instruction, about: about),
                "\(about.kind.rawValue)|\(about.id)|\(state)",
                request.pageSize,
                request.pageToken,
                call,
                reader
            )
        }
        let found = instructions.filter { state == 0 || $0.state.rawValue == state }
        // The list knows the entry that gave them, the conclusion their order.
        let ordered = isSession ? found.sorted { $0.number < $1.number } : found
        return Encoded(ListInstructionsReply(instructions: ordered, nextPageToken: next))
    }

    package func getReceptionProposal(
        _ request: GetReceptionProposalRequest,
        _ call: Call
    ) throws -> Encoded<ReceptionProposal> {
        try desk.records.read {
            try $0.stored(ReceptionProposal.self, request.id, for: call)
        }
    }

    package func listReceptionProposals(
        _ request: ListReceptionProposalsRequest,
        _ call: Call
    ) throws -> Encoded<ListReceptionProposalsReply> {
        let (proposals, next) = try desk.page(
            of: ReceptionProposal.self,
            agency: call.principal.agency,
            state: request.state.rawValue,
            request.pageSize,
            request.pageToken,
            call
        )
        return Encoded(ListReceptionProposalsReply(proposals: proposals, nextPageToken: next))
    }

    package func getReceptionDays(
        _ request: GetReceptionDaysRequest,
        _ call: Call
    ) throws -> Encoded<ReceptionDays> {
        let code = try call.agency(request.agency, or: .agency)
        let context = desk.context(call)
        let months = try request.months(today: context.today)
        return try desk.records.read { reader in
            guard let agency = try reader.agency(code) else {
                throw CaseworkError.notFound(.agency)
            }
            return Encoded(
                ReceptionDays.reckon(
                    agency,
                    months: months,
                    sessions: try reader.all(Session.self, of: code),
                    meetings: try reader.all(BoardMeeting.self, of: code),
                    context
                )
            )
        }
    }
}

extension RecordReader {
    /// Every record of a kind of one agency.
    fileprivate func all<R: FiledRecord>(_ type: R.Type, of agency: String) throws -> [R] {
        var records: [R] = []
        var range: PageRange? = .list(R.recordKind, agency: agency)
        while let next = range {
            let last = try listed(next, limit: 200) { id in
                if let record = try filed(type, id) { records.append(record) }
            }
            range = last.flatMap { next.after($0) }
        }
        return records
    }
}

extension GetReceptionDaysRequest {
    /// The first day of each month, at most 25.
    fileprivate func months(today: Day) throws -> [Day] {
        var checks = Checks(today: today)
        let first = Day(iso: fromMonth + "-01")
        let last = Day(iso: toMonth + "-01")
        checks.require(first != nil, "from_month", "is no month", "write it as YYYY-MM")
        checks.require(last != nil, "to_month", "is no month", "write it as YYYY-MM")
        if let first, let last {
            checks.require(
                first <= last && last <= first.adding(months: 24),
                "to_month",
                "lies before the first month, or more than 24 after it",
                "ask for at most 25 months"
            )
        }
        try checks.finish()
        guard let first, let last else { return [] }
        return (0...24).map { first.adding(months: $0) }.filter { $0 <= last }
    }
}
