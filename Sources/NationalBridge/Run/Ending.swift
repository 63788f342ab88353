import RPC

/// Why a run ended.
enum Ending: Error, Hashable, Sendable {
    /// Everything was told.
    case finished
    /// As many messages as were allowed were told.
    case limitReached
    /// It was told to stop.
    case interrupted
    /// The national database does not answer; the last reason.
    case farSideDown(String)
    /// The national database answers with a status that is none of the format.
    case misdirected(Int)
    /// Another run holds the lease.
    case leaseHeld
    /// The records server is not reached; its status.
    case serverLost(String)
    /// The records server refuses; its status.
    case serverRefused(String)

    /// The end that a status of the records server brings.
    init(_ status: Status) {
        switch status.code {
        case .aborted where status.reason == "LEASE_HELD":
            self = .leaseHeld
        case .unavailable, .deadlineExceeded, .resourceExhausted, .cancelled:
            self = .serverLost(status.description)
        case .unknown, .invalidArgument, .notFound, .alreadyExists, .permissionDenied,
            .failedPrecondition, .aborted, .outOfRange, .unimplemented, .internal, .dataLoss,
            .unauthenticated:
            self = .serverRefused(status.description)
        }
    }

    /// The exit code for scripts and timers.
    func exitCode(refused: Int) -> Int32 {
        switch self {
        case .finished, .limitReached: refused == 0 ? 0 : 9
        case .misdirected, .serverRefused: 1
        case .farSideDown, .serverLost: 7
        case .leaseHeld: 75
        case .interrupted: 143
        }
    }

    /// A stable word for the report.
    var code: String {
        switch self {
        case .finished: "FINISHED"
        case .limitReached: "LIMIT_REACHED"
        case .interrupted: "INTERRUPTED"
        case .farSideDown(let reason): "FAR_SIDE_DOWN \(reason)"
        case .misdirected(let status): "MISDIRECTED HTTP \(status)"
        case .leaseHeld: "LEASE_HELD"
        case .serverLost(let status): "SERVER_LOST \(status)"
        case .serverRefused(let status): "SERVER_REFUSED \(status)"
        }
    }

    /// The sentence for people, in Vietnamese.
    var sentence: String {
        switch self {
        case .finished: "đã gửi hết"
        case .limitReached: "dừng theo giới hạn số thông điệp"
        case .interrupted: "dừng theo lệnh"
        case .farSideDown(let reason): "CSDL quốc gia không trả lời (\(reason)); lần sau gửi tiếp"
        case .misdirected(let status):
            "địa chỉ --to không nhận kntc-export (HTTP \(status)); kiểm tra cấu hình"
        case .leaseHeld: "một phiên đồng bộ khác đang chạy"
        case .serverLost(let status): "mất kết nối với máy chủ kntc (\(status))"
        case .serverRefused(let status): "máy chủ kntc từ chối (\(status))"
        }
    }
}
