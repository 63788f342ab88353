package import Messages

/// The failure of a call as it travels: code, text for developers, details.
///
/// A status made here always carries exactly one `google.rpc.ErrorInfo`, and each other detail
/// type at most once. One that came from a peer carries what the peer sent.
package struct Status: Error, Hashable, Sendable {
    /// The domain of every reason of this system.
    package static let domain = "kntc"

    /// The canonical code.
    package let code: Code
    /// English text for developers; never personal data.
    package let message: String
    /// The details, packed.
    package private(set) var details: [GoogleAny]

    /// A failure with its reason; every variable of the message belongs into the metadata too.
    ///
    /// For the user stands what the contract says is to be done, until ``with(vietnamese:)`` says more.
    ///
    /// - Parameters:
    ///   - reason: Why; the code goes with it.
    ///   - message: English, for developers.
    ///   - metadata: Facts a program may act on.
    package init(_ reason: ErrorReason, _ message: String, metadata: [String: String] = [:]) {
        self.init(
            Code(rawValue: reason.code) ?? .unknown,
            reason: reason.text,
            message,
            metadata: metadata
        )
        set(GoogleLocalizedMessage.vietnamese(reason.remedyVi), as: .localizedMessage)
    }

    init(
        _ code: Code,
        reason: String,
        _ message: String,
        metadata: [String: String] = [:]
    ) {
        self.code = code
        self.message = message
        let info = GoogleErrorInfo(
            reason: reason,
            domain: Self.domain,
            metadata: metadata.sorted { $0.key < $1.key }
                .map { GoogleErrorInfo.MetadataEntry(key: $0.key, value: $0.value) }
        )
        details = [GoogleAny(packing: info, as: .errorInfo)]
    }

    /// What a peer sent, or nothing when it says that all is well (code 0).
    package init?(received: GoogleStatus) {
        guard received.code != 0 else { return nil }
        code = Code(rawValue: received.code) ?? .unknown
        message = received.message
        details = received.details
    }

    /// The status as `google.rpc.Status`, for the wire.
    package var wireValue: GoogleStatus {
        GoogleStatus(code: code.rawValue, message: message, details: details)
    }

    /// Puts a detail in the place of one of its type, or adds it.
    mutating func set(_ detail: some Message, as type: DetailType) {
        let packed = GoogleAny(packing: detail, as: type)
        if let index = details.firstIndex(where: { $0.typeUrl == packed.typeUrl }) {
            details[index] = packed
        } else {
            details.append(packed)
        }
    }

    /// The detail of a type, or nothing when it is absent or unreadable.
    func detail<M: Message>(_ type: DetailType, as message: M.Type = M.self) -> M? {
        let url = type.url
        guard let packed = details.first(where: { $0.typeUrl == url }) else { return nil }
        return try? M(serialized: packed.value)
    }
}

extension ErrorReason {
    private static let prefix = "ERROR_REASON_"

    /// The reason as it stands in `google.rpc.ErrorInfo`, UPPER_SNAKE.
    package var text: String { String(protoName.dropFirst(Self.prefix.count)) }

    /// Why a record of a kind is not found.
    ///
    /// A kind of a newer build has no reason of its own yet.
    package static func notFound(_ kind: RecordKind) -> ErrorReason {
        let name = "\(prefix)\(kind.protoName.dropFirst("RECORD_KIND_".count))_NOT_FOUND"
        return byName[name] ?? .unspecified
    }

    private static let byName = Dictionary(
        uniqueKeysWithValues: known.map { ($0.protoName, $0) }
    )
}

extension Status: CustomStringConvertible {
    /// Code and reason; the message stays out of logs that print errors.
    package var description: String {
        guard let reason else { return code.name }
        return "\(code.name) \(reason)"
    }
}

/// The detail messages of `google.rpc` that this system sends.
enum DetailType: String {
    case errorInfo = "google.rpc.ErrorInfo"
    case badRequest = "google.rpc.BadRequest"
    case preconditionFailure = "google.rpc.PreconditionFailure"
    case quotaFailure = "google.rpc.QuotaFailure"
    case retryInfo = "google.rpc.RetryInfo"
    case requestInfo = "google.rpc.RequestInfo"
    case resourceInfo = "google.rpc.ResourceInfo"
    case localizedMessage = "google.rpc.LocalizedMessage"

    var url: String { "type.googleapis.com/" + rawValue }
}

extension GoogleAny {
    /// Packs a detail; one that is too large to be written stays empty, for a failure has to arrive.
    init(packing message: some Message, as type: DetailType) {
        self.init(typeUrl: type.url, value: (try? message.serialized()) ?? [])
    }
}
