package import Messages

private typealias Row = StateTransition<Transfer>

extension Transfer: FiledRecord {
    package static let recordKind = RecordKind.transfer

    /// Two phases, so that a file is never nobody's: the sender holds it until it is received.
    static let basis = "Luật Tiếp công dân 2013 Đ.26–28, TT 05/2021/TT-TTCP Đ.14"

    package static let table: [StateTransition<Transfer>] = [
        Row(
            "PetitionService/DispatchPetition",
            "Chuyển đơn đến cơ quan khác",
            to: [.sent, .stopped],
            starts: [ClockStart("CIRC.TRANSFER.RECEIVE", by: "transfer.sent")],
            sends: true,
            basis: basis
        ),
        Row(
            "TransferService/ReceiveTransfer",
            "Tiếp nhận đơn chuyển đến",
            from: [.sent],
            to: [.received],
            after: \.sentOn,
            stops: ["transfer.received"],
            sends: true,
            needs: "a transfer that waits for its receiver",
            basis: basis
        ),
        Row(
            "TransferService/RefuseTransfer",
            "Từ chối tiếp nhận đơn chuyển đến",
            from: [.sent],
            to: [.refused],
            after: \.sentOn,
            stops: ["transfer.refused"],
            sends: true,
            needs: "a transfer that waits for its receiver",
            basis: basis
        ),
        Row(
            "TransferService/RecallTransfer",
            "Thu hồi đơn đã chuyển",
            from: [.sent],
            to: [.recalled],
            after: \.sentOn,
            stops: ["transfer.recalled"],
            sends: true,
            needs: "a transfer that waits for its receiver",
            basis: basis
        ),
        Row(
            "TransferService/ArbitrateTransfer",
            "Phân xử thẩm quyền giải quyết",
            from: [.stopped],
            to: [.arbitrated],
            after: \.sentOn,
            sends: true,
            needs: "a transfer that was stopped",
            basis: basis
        ),
        Row(
            "TransferService/RecordPaperArrival",
            "Ghi nhận hồ sơ giấy đã đến",
            from: [.sent, .received],
            after: \.sentOn,
            needs: "a transfer that was sent and not refused",
            basis: basis
        ),
    ]

    package var about: RecordReference? { .petition(petitionId) }

    /// It belongs to the sender's petition and to no other.
    package var liesIn: RecordReference? { nil }

    /// The sender, and whoever has to act: the receiver, or the common superior while and after it
    /// decides; a receiver to whom it was never sent is told nothing.
    package var keepers: [String] {
        switch state {
        case .stopped, .arbitrated: [agency] + (superior == agency ? [] : [superior])
        default: [agency, receiver]
        }
    }

    /// Code of the agency that has to act: the receiver, or the common superior.
    package var waitsFor: String { state == .stopped ? superior : receiver }

    package static let isMendable = false
    package static let correctable = Correctable.nothing
    package var isSettled: Bool { true }

    package mutating func void() {}

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .transferSent(let fact): self = fact.transfer ?? Transfer()
        case .transferReceived(let fact):
            state = .received
            receivedAs = fact.petitionId
            settledOn = day
        case .transferRefused(let fact):
            state = .refused
            refusal = fact.ground
            reason = fact.reason
            settledOn = day
        case .transferRecalled(let fact):
            state = .recalled
            reason = fact.reason
            settledOn = day
        case .transferArbitrated(let fact):
            state = .arbitrated
            competent = fact.competent
            reason = fact.reason
            decision = fact.document
            settledOn = day
        case .paperArrived(let fact):
            paperArrivedOn = day
            paperSheets = fact.sheets
        default: return
        }
    }

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        let asReceiver: Set = [
            "TransferService/ReceiveTransfer", "TransferService/RefuseTransfer",
            "TransferService/RecordPaperArrival",
        ]
        if asReceiver.contains(method), context.agency != receiver {
            return Self.needs("the agency that it was sent to", "cơ quan nhận đơn chuyển")
        }
        switch method {
        case "TransferService/RefuseTransfer" where assigned,
            "TransferService/RecallTransfer" where assigned:
            return Self.needs(
                "a transfer that the common superior did not assign",
                "lượt chuyển không do cấp trên chỉ định"
            )
        case "TransferService/RecallTransfer" where context.agency != agency:
            return Self.needs("the agency that sent it", "cơ quan chuyển đơn")
        case "TransferService/ArbitrateTransfer" where context.agency != superior:
            return Self.needs(
                "the head of the common superior, \(superior)",
                "người đứng đầu cơ quan cấp trên chung"
            )
        case "TransferService/RecordPaperArrival" where !paperArrivedOn.isEmpty:
            return Self.needs("a paper that has not arrived yet", "hồ sơ giấy chưa đến")
        default: return nil
        }
    }

    private static func needs(_ missing: String, _ vi: String) -> Obstacle {
        Obstacle(.guard, missing, vi: vi, basis: basis)
    }
}
