import Casework
package import Messages
import Records

/// Reorganisation, and officers who leave.
extension DirectoryService {
    package func renameAgency(_ request: RenameAgencyRequest, _ call: Call) throws -> Write {
        reorganise(request.requestId) { try request.decide(today: $0, standing: $1) }
    }

    package func mergeAgencies(_ request: MergeAgenciesRequest, _ call: Call) throws -> Write {
        reorganise(request.requestId) { try request.decide(today: $0, standing: $1) }
    }

    package func splitAgency(_ request: SplitAgencyRequest, _ call: Call) throws -> Write {
        reorganise(request.requestId) { try request.decide(today: $0, standing: $1) }
    }

    package func dissolveAgency(_ request: DissolveAgencyRequest, _ call: Call) throws -> Write {
        reorganise(request.requestId) { try request.decide(today: $0, standing: $1) }
    }

    /// One entry, which each body concerned finds in its feed.
    private func reorganise(
        _ requestID: String,
        _ decide: @escaping @Sendable (Day, StandingDirectory) throws -> [Event]
    ) -> Write {
        let today = desk.today
        return Write(requestID) { reader in
            var decided = Decided(try decide(today, reader.directory))
            decided.agencies = decided.events.compactMap { $0.record?.id }
            return decided
        }
    }

    package func previewReorganisation(
        _ request: PreviewReorganisationRequest,
        _ call: Call
    ) throws -> Encoded<PreviewReorganisationReply> {
        let code = request.agency
        var checks = Checks(today: call.today)
        let day = Day(iso: request.on)
        checks.require(day != nil, "on", "is no day", "write it as YYYY-MM-DD")
        let states = OpenWork.states(of: request.kind)
        checks.require(
            request.kind == .unspecified || states != nil,
            "kind",
            "is no kind of which what is open is told",
            "give one of the kinds that the reply counts, or none for the counts"
        )
        try checks.finish()
        guard let day else { throw CaseworkError.invalid([]) }
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: .list(request.kind, agency: code),
            call: call,
            query: "\(code)|\(request.kind.rawValue)",
            vault: desk.records.vault
        )
        return try desk.records.read { reader in
            guard try reader.agency(code) != nil else { throw CaseworkError.notFound(.agency) }
            let before = try reader.count(.due(agency: code, by: (day - 1).iso))
            var reply = PreviewReorganisationReply(
                openWork: try reader.openCounts(of: code),
                dueBefore: before,
                dueAfter: try reader.count(.due(agency: code, by: nil)) - before,
                below: try reader.bodies(directlyBelow: code, from: day)
            )
            guard let states, let type = request.kind.filed else { return Encoded(reply) }
            let last = try reader.listed(page.range, limit: page.size) { id in
                guard let state = try reader.filed(type, id)?.stateNumber, states.contains(state)
                else { return }
                reply.records.append(RecordReference(kind: request.kind, id: id))
            }
            reply.nextPageToken = try page.token(after: last)
            return Encoded(reply)
        }
    }

    package func listHoldings(
        _ request: ListHoldingsRequest,
        _ call: Call
    ) throws -> Encoded<ListHoldingsReply> {
        let day = try Self.day(request.on, call) ?? call.today + 1
        var checks = Checks(today: call.today)
        let asked = PageAsked(
            size: request.pageSize,
            token: request.pageToken,
            call: call,
            query: "\(request.officer)|\(request.office)|\(day.iso)",
            vault: desk.records.vault,
            &checks
        )
        try checks.finish()
        let start = asked.place.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
        let now = desk.milliseconds
        let signedIn = front.logins.all.filter { login in
            login.officer == request.officer && !login.hasEnded(at: now, front.logins.limits)
        }
        return try desk.records.read { reader in
            let holder = try reader.holder(request.officer, in: request.office, from: day)
            let all = try reader.holdings(of: holder)
            let end = start + asked.size
            let others = try reader.holders(of: request.office).filter { other in
                other.code != request.officer && other.offices(on: day).contains(request.office)
            }
            return Encoded(
                ListHoldingsReply(
                    holdings: Array(all.dropFirst(start).prefix(asked.size)),
                    successors: others.map(\.code),
                    signedIn: Int32(clamping: signedIn.count),
                    nextPageToken: try asked.token(
                        after: end < all.count ? Array(String(end).utf8) : nil
                    )
                )
            )
        }
    }

    package func endAppointment(_ request: EndAppointmentRequest, _ call: Call) throws -> Write {
        let today = desk.today
        return Write(request.requestId) { reader in
            let day = Day(iso: request.on) ?? today
            let holder = try reader.holder(request.officer, in: request.office, from: day)
            guard let officer = try reader.officer(request.officer) else {
                throw CaseworkError.notFound(.officer)
            }
            return Decided(
                try request.decide(
                    officer,
                    follower: try reader.officer(request.successor),
                    agency: try reader.agency(holder.home),
                    holders: try reader.holders(of: request.office),
                    held: try reader.holdings(of: holder),
                    absences: try reader.absences(of: holder),
                    today: today
                )
            )
        }
    }
}

extension RecordReader {
    /// How many records of each kind are open at an agency.
    fileprivate func openCounts(of agency: String) throws -> [OpenCount] {
        try OpenWork.kinds.map { kind, states in
            let counts = try states.map { try count(kind, agency: agency, state: $0) }
            return OpenCount(kind: kind, openRecords: counts.reduce(0, +))
        }
    }

    /// Codes of the bodies that lie under one on a day, or will.
    fileprivate func bodies(directlyBelow code: String, from day: Day) throws -> [String] {
        try agencies(.children(of: code), limit: .max).agencies
            .filter { $0.parent == code && ($0.validTo.isEmpty || $0.validTo >= day.iso) }
            .map(\.code)
    }
}

extension FiledRecord {
    fileprivate var stateNumber: Int32 { state.rawValue }
}
