import Casework
import Messages
import TestSupport

/// Requests, appointments and who acts on them; tests spoil one thing at a time.
enum IdentitySample {
    static let now: Int64 = 1_798_600_000_000
    static let minute: Int64 = 60_000
    static let motive = "Xác minh nhân thân người gửi đơn trước khi thụ lý"

    static func officer(_ code: String, of agency: String = "H29.02") -> OfficerReference {
        OfficerReference(agency: agency, officer: code)
    }

    static let asker = officer("binh")
    static let first = officer("an")
    static let second = officer("chi", of: "H29")

    /// A digest that tells texts apart; the real one is made where keys are.
    static func digest(_ bytes: [UInt8]) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }

    /// A denunciation, guarded as secret.
    static func petition(_ type: PetitionType = .denunciation) -> Petition {
        Petition(
            id: "p1",
            agency: "H29.02",
            state: .classified,
            parties: [PartyReference(id: "s1", role: .sender)],
            classification: Classification(type: type),
            etag: "7",
            guard: .secret
        )
    }

    static let ask = RequestIdentityRequest(
        record: .petition("p1"),
        kind: .read,
        reasonCode: .verify,
        reason: motive
    )

    /// A request of the sample, made now.
    static func requested(
        _ kind: IdentityRequestKind = .read,
        _ spoil: (inout RequestIdentityRequest) -> Void = { _ in }
    ) throws -> IdentityRequest {
        var ask = ask
        ask.kind = kind
        spoil(&ask)
        let events = try ask.decide(
            petition(kind == .lower ? .complaint : .denunciation),
            isSecret: true,
            id: "q1",
            digest: digest,
            by: asker,
            at: now,
            senders: knownSender,
            world
        )
        var request = IdentityRequest()
        for event in events { request.apply(event) }
        return request
    }

    static func approve(
        _ request: IdentityRequest,
        by approver: OfficerReference,
        after minutes: Int64 = 1,
        _ spoil: (inout ApproveIdentityRequest) -> Void = { _ in }
    ) throws -> IdentityRequest {
        var approval = ApproveIdentityRequest(id: "q1", digest: request.digest)
        spoil(&approval)
        let events = try approval.decide(
            request,
            digest: digest(request.canonical),
            by: approver,
            at: now + minutes * minute,
            world
        )
        return events.reduce(into: request) { $0.apply($1) }
    }

    /// The same, granted by two others a minute later.
    static func granted(_ kind: IdentityRequestKind = .read) throws -> IdentityRequest {
        try approve(try approve(try requested(kind), by: first), by: second)
    }

    /// A request in a state, with the instants and approvals that go with it.
    static func request(
        _ state: IdentityRequestState,
        _ kind: IdentityRequestKind
    ) throws -> IdentityRequest {
        var request =
            switch state {
            case .requested: try requested(kind)
            case .approved: try approve(try requested(kind), by: first)
            default: try granted(kind)
            }
        request.state = state
        return request
    }

    static let read = ReadIdentityRequest(
        record: .petition("p1"),
        reasonCode: .verify,
        reason: motive
    )
    static let file = IdentityFile(
        agency: "H29.02",
        records: [.petition("p1")],
        parties: ["s1"]
    )

    static let appoint = AppointHandlersRequest(
        record: .petition("p1"),
        handlers: [officer("binh")],
        clerks: [officer("chi")],
        until: .report,
        reason: "Phân công xác minh",
        office: "H29.02.GD"
    )

    static func appointed(
        _ record: any FiledRecord = petition(),
        goesOn: (any FiledRecord)? = nil,
        isSecret: Bool = true,
        _ spoil: (inout AppointHandlersRequest) -> Void = { _ in }
    ) throws -> HandlerAppointment {
        var request = appoint
        spoil(&request)
        let events = try request.decide(
            record,
            goesOn: goesOn ?? record,
            isSecret: isSecret,
            id: "a1",
            head: Sample.home,
            by: officer("head"),
            senders: knownSender,
            world
        )
        var appointment = HandlerAppointment()
        for event in events { appointment.apply(event) }
        appointment.etag = "10"
        return appointment
    }
}
