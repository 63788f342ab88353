import Casework
package import Messages
import Records

/// Who is absent, and who stands in.
package struct AbsenceService: AbsenceHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func enterAbsence(_ request: EnterAbsenceRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            let staff = Staff(
                officer: reader.officer,
                lies: { try reader.lies($0, in: $1, on: context.today) },
                leads: { call.principal.holds(Permission.assignFiles, in: $0) },
                absences: reader.absences
            )
            let events = try request.decide(id: id, staff, context)
            var decided = Decided(events)
            decided.agencies = events.reduce(into: Absence()) { $0.apply($1) }.keepers
            return decided
        }
    }

    package func endAbsence(_ request: EndAbsenceRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let absence = try reader.filed(Absence.self, request.id, for: call)
            let leads = call.principal.holds(Permission.assignFiles, in: absence.agency)
            var decided = Decided(try request.decide(absence, leads: leads, context))
            decided.agencies = absence.keepers
            return decided
        }
    }

    package func getAbsence(
        _ request: GetAbsenceRequest,
        _ call: Call
    ) throws -> Encoded<Absence> {
        try desk.records.read { try $0.stored(Absence.self, request.id, for: call) }
    }

    package func listAbsences(
        _ request: ListAbsencesRequest,
        _ call: Call
    ) throws -> Encoded<ListAbsencesReply> {
        let day = try DirectoryService.day(request.on, call)
        let (found, next) = try desk.page(
            of: Absence.self,
            agency: try call.agency(request.agency, or: .absence),
            state: 0,
            request.pageSize,
            request.pageToken,
            call
        )
        let shown = found.filter { absence in
            day.map { absence.days?.contains($0) ?? false } ?? true
        }
        return Encoded(ListAbsencesReply(absences: shown, nextPageToken: next))
    }
}
