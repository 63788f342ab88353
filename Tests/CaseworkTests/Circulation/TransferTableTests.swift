import Casework
import Messages
import TestSupport
import Testing

/// The world in which an agency acts.
func acting(_ agency: String, officer: String = "", on day: String = "2026-12-30") -> Context {
    let world = context(today: day)
    return Context(
        today: world.today,
        agency: agency,
        officer: officer,
        calendar: world.calendar,
        rulebook: world.rulebook
    )
}

/// The tables of transfers and consultations, row by row and state by state.
@Suite struct TransferTableTests {
    static let slip = DocumentReference(number: "12/PC-SNV", issuedOn: "2026-07-20")

    /// A petition of the home agency that is approved to go to another one.
    static func petition(_ receiver: String = "H29.05") -> Petition {
        var petition = PetitionTableTests.sample(.decided)
        petition.handling?.receiver = receiver
        return petition
    }

    /// What goes to an agency after a way.
    static func sending(
        to receiver: Agency = Sample.foreign,
        after steps: [RouteStep] = [RouteStep(agency: "H29.02", station: .entered)]
    ) -> Sending {
        Sending(
            id: "t1",
            receiver: receiver,
            estate: [],
            superior: "H29",
            route: Route(steps, holder: "H29.02", Settings()),
            digest: [1],
            files: 0
        )
    }

    /// The transfer and its petition, in a state.
    static func sample(_ state: TransferState) -> Transfer {
        let isStopped = state == .stopped || state == .arbitrated
        let steps = [
            RouteStep(agency: "H29.02", station: .entered),
            RouteStep(agency: "H29.05", station: isStopped ? .refused : .recalled),
        ]
        let dispatch = DispatchPetitionRequest(id: "p1", document: slip)
        let events = try? dispatch.decide(petition(), sending: sending(after: steps), world)
        var transfer = (events ?? []).reduce(into: Transfer()) { transfer, event in
            if event.record?.kind == .transfer { transfer.apply(event) }
        }
        transfer.state = state
        return transfer
    }

    static func sent() throws -> Petition {
        let dispatch = DispatchPetitionRequest(id: "p1", document: slip)
        return try dispatch.decide(petition(), sending: sending(), world)
            .reduce(into: petition()) { $0.apply($1) }
    }

    static let receive = ReceiveTransferRequest(
        id: "t1",
        stamp: ReceivingStamp(number: "77", date: "2026-07-22")
    )

    static let plays: [Play<Transfer>] = [
        Play("TransferService/ReceiveTransfer") {
            try receive.decide(
                $0,
                try sent(),
                NewPetition(id: "p2", parties: [], fullText: nil),
                digest: [1],
                files: [],
                register: { _ in nil },
                acting("H29.05")
            )
        },
        Play("TransferService/RefuseTransfer") {
            try RefuseTransferRequest(id: "t1", ground: .notCompetent, reason: "Không thuộc")
                .decide($0, try sent(), root: nil, senders: nobody, acting("H29.05"))
        },
        Play("TransferService/RecallTransfer") {
            try RecallTransferRequest(id: "t1", reason: "Nhầm", office: "H29.02.GD")
                .decide($0, try sent(), root: nil, agency: Sample.home, senders: nobody, world)
        },
        Play("TransferService/ArbitrateTransfer") {
            try ArbitrateTransferRequest(
                id: "t1",
                competent: "H29.05",
                office: "H29.GD",
                reason: "Theo lĩnh vực",
                document: DocumentReference(number: "4/UBND", issuedOn: "2026-07-30")
            ).decide(
                $0,
                petition(),
                onward: "t2",
                competent: Sample.foreign,
                agency: Sample.city,
                senders: nobody,
                acting("H29")
            )
        },
        Play("TransferService/RecordPaperArrival") {
            try RecordPaperArrivalRequest(id: "t1", sheets: 3).decide($0, acting("H29.05"))
        },
    ]

    // Red when: a row of transfers acts from another state, or its limit neither starts nor stops.
    @Test func `Every command on a transfer acts from the states of its rows`() {
        expectTable(Self.plays) { Self.sample($0) }
    }

    static func asked(_ state: ConsultationState) -> Consultation {
        Consultation(
            id: "q1",
            agency: "H29.02",
            state: state,
            record: .petition("p1"),
            kind: .advice,
            asked: "H29.05",
            askedOn: "2026-07-10",
            dueOn: "2026-07-15"
        )
    }

    static let consultationPlays: [Play<Consultation>] = [
        Play("ConsultationService/AnswerConsultation") {
            try AnswerConsultationRequest(id: "q1", response: "Đất công")
                .decide($0, petition(), senders: nobody, acting("H29.05"))
        },
        Play("ConsultationService/RecordNoAnswer") {
            try RecordNoAnswerRequest(id: "q1").decide($0, world)
        },
        Play("ConsultationService/WithdrawConsultation") {
            try WithdrawConsultationRequest(id: "q1", reason: "Đã đủ")
                .decide($0, petition(), senders: nobody, world)
        },
    ]

    // Red when: a row of consultations acts from another state, or its limit does not stop.
    @Test func `Every command on a consultation acts from the states of its rows`() {
        expectTable(Self.consultationPlays) { Self.asked($0) }
    }

    struct Actor: CustomTestStringConvertible, Sendable {
        let method: String
        let agency: String
        let expected: String
        var testDescription: String { "\(method) by \(agency)" }
    }

    static let receiverNeeded = "TRANSFER_STATE_SENT: the agency that it was sent to"

    // Red when: sender, receiver and superior can do each other's part.
    @Test(arguments: [
        Actor(method: "ReceiveTransfer", agency: "H29.02", expected: receiverNeeded),
        Actor(method: "RefuseTransfer", agency: "H29.02", expected: receiverNeeded),
        Actor(method: "RecordPaperArrival", agency: "H29.02", expected: receiverNeeded),
        Actor(
            method: "RecallTransfer",
            agency: "H29.05",
            expected: "TRANSFER_STATE_SENT: the agency that sent it"
        ),
        Actor(
            method: "ArbitrateTransfer",
            agency: "H29.02",
            expected: "TRANSFER_STATE_STOPPED: the head of the common superior, H29"
        ),
    ])
    func `Each part of a transfer has its own actor`(actor: Actor) {
        let isStopped = actor.method == "ArbitrateTransfer"
        let transfer = Self.sample(isStopped ? .stopped : .sent)
        let method = "TransferService/\(actor.method)"
        #expect(refusal { try transfer.admit(method, acting(actor.agency)) } == actor.expected)
    }
}
