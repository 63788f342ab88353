import Casework
package import Messages
import Records

/// The registers of the caller's agency.
package struct RegisterService: RegisterHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func openRegister(_ request: OpenRegisterRequest, _ call: Call) throws -> Write {
        try keep(request.requestId, request.kind, request.year, call) { book in
            try book.open(startsAt: request.startsAt)
        }
    }

    package func reserveNumbers(_ request: ReserveNumbersRequest, _ call: Call) throws -> Write {
        try keep(request.requestId, request.kind, request.year, call) { book in
            try book.reserve(count: request.count).events
        }
    }

    package func voidNumbers(_ request: VoidNumbersRequest, _ call: Call) throws -> Write {
        try keep(request.requestId, request.kind, request.year, call) { book in
            try book.void(request.numbers, reason: request.reason)
        }
    }

    package func closeRegister(_ request: CloseRegisterRequest, _ call: Call) throws -> Write {
        let today = desk.today
        return try keep(request.requestId, request.kind, request.year, call) { book in
            try book.close(year: request.year, today: today)
        }
    }

    package func getRegister(
        _ request: GetRegisterRequest,
        _ call: Call
    ) throws -> Encoded<Register> {
        let id = try name(request.kind, request.year, call)
        guard let register = try desk.records.read({ try $0.register(id) }) else {
            throw CaseworkError.notFound(.register)
        }
        return Encoded(register)
    }

    private func name(
        _ kind: RegisterKind,
        _ year: Int32,
        _ call: Call
    ) throws -> RegisterID {
        let id = RegisterID(agency: call.principal.agency, kind: kind, year: year)
        try id.check(thisYear: desk.today.date.year)
        return id
    }

    private func keep(
        _ requestID: String,
        _ kind: RegisterKind,
        _ year: Int32,
        _ call: Call,
        decide: @escaping @Sendable (RegisterBook) throws -> [Event]
    ) throws -> Write {
        let id = try name(kind, year, call)
        let today = desk.today
        return Write(requestID) { reader in
            _ = try reader.actingAgency(call)
            return Decided(
                try decide(RegisterBook(try reader.register(id), id: id, actedOn: today))
            )
        }
    }
}
