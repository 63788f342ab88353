/// The sixteen canonical failure codes of `google.rpc.Code`.
package enum Code: Int32, CaseIterable, Hashable, Sendable {
    /// The caller gave the call up.
    case cancelled = 1
    /// A failure of which nothing better is known.
    case unknown = 2
    /// The request is wrong whatever the state of the system.
    case invalidArgument = 3
    /// The deadline passed first; the effect may or may not have happened.
    case deadlineExceeded = 4
    /// What was asked for does not exist, or the caller may not know that it does.
    case notFound = 5
    /// What was to be created exists already.
    case alreadyExists = 6
    /// The caller is known and may not do this.
    case permissionDenied = 7
    /// A quota, a queue or a size limit is used up.
    case resourceExhausted = 8
    /// The state of the system does not allow it; retrying alone does not help.
    case failedPrecondition = 9
    /// A conflict with another writer; read again and retry.
    case aborted = 10
    /// A position beyond what is kept.
    case outOfRange = 11
    /// The method is unknown or not served.
    case unimplemented = 12
    /// A defect of the server.
    case `internal` = 13
    /// Not served at the moment; retry after a while.
    case unavailable = 14
    /// Stored data is lost or damaged.
    case dataLoss = 15
    /// The caller is not known.
    case unauthenticated = 16

    /// The code's name in the contract.
    package var name: String {
        switch self {
        case .cancelled: "CANCELLED"
        case .unknown: "UNKNOWN"
        case .invalidArgument: "INVALID_ARGUMENT"
        case .deadlineExceeded: "DEADLINE_EXCEEDED"
        case .notFound: "NOT_FOUND"
        case .alreadyExists: "ALREADY_EXISTS"
        case .permissionDenied: "PERMISSION_DENIED"
        case .resourceExhausted: "RESOURCE_EXHAUSTED"
        case .failedPrecondition: "FAILED_PRECONDITION"
        case .aborted: "ABORTED"
        case .outOfRange: "OUT_OF_RANGE"
        case .unimplemented: "UNIMPLEMENTED"
        case .internal: "INTERNAL"
        case .unavailable: "UNAVAILABLE"
        case .dataLoss: "DATA_LOSS"
        case .unauthenticated: "UNAUTHENTICATED"
        }
    }
}
