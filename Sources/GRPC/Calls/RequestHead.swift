import NIOHPACK
import RPC

/// What the headers of a request say: which protocol, which call.
enum RequestHead {
    /// The protocols that are spoken over HTTP.
    enum Dialect: Hashable {
        /// gRPC; the reply is of the content type of the request.
        case grpc(contentType: String)
        /// Connect, unary.
        case connect(Connect.Codec)
    }

    /// A call; with a refusal, one that is answered with it.
    case call(CallHead, Dialect, refusal: Status?)
    /// No call: an answer of HTTP alone.
    case refused(HTTPRefusal)

    /// What HTTP itself refuses.
    enum HTTPRefusal: String {
        /// Calls are posted.
        case methodNotAllowed = "405"
        /// The content type is none that is spoken here.
        case unsupportedMediaType = "415"

        /// The header that says how to do it right.
        var remedy: (name: String, value: String) {
            switch self {
            case .methodNotAllowed: ("allow", "POST")
            case .unsupportedMediaType: ("accept-post", RequestHead.contentTypes)
            }
        }
    }

    /// The content types that are spoken.
    static let contentTypes =
        "application/grpc, application/grpc+proto, application/json, application/proto"

    /// The name of the door of gRPC in logs and counters.
    private static let grpcDoor = "grpc"
    /// The name of the door of Connect.
    private static let connectDoor = "connect"

    /// Reads headers.
    ///
    /// - Parameters:
    ///   - method: The HTTP method.
    ///   - path: The HTTP path.
    ///   - headers: Names in lower case with values; names that begin with a colon are passed over.
    ///   - peer: Who is at the other end.
    init(
        method: String,
        path: String,
        headers: some Sequence<(name: String, value: String)>,
        peer: Peer
    ) {
        guard method == "POST" else {
            self = .refused(.methodNotAllowed)
            return
        }
        var fields = Fields()
        for (name, value) in headers { fields.read(name, value) }
        guard let dialect = fields.contentType.flatMap(Self.dialect) else {
            self = .refused(.unsupportedMediaType)
            return
        }
        let isGRPC = if case .grpc = dialect { true } else { false }
        var timeoutNano: Int64 = 0
        do throws(Status) {
            timeoutNano = try fields.timeout(isGRPC: isGRPC)
            try fields.check(isGRPC: isGRPC)
        } catch {
            fields.refusal = fields.refusal ?? error
        }
        self = .call(
            CallHead(
                door: isGRPC ? Self.grpcDoor : Self.connectDoor,
                path: path,
                timeoutNano: timeoutNano,
                metadata: RPCMetadata(fields.metadata),
                peer: peer
            ),
            dialect,
            refusal: fields.refusal
        )
    }

    private static func dialect(_ contentType: String) -> Dialect? {
        switch contentType {
        case "application/grpc", "application/grpc+proto": .grpc(contentType: contentType)
        default:
            switch contentType.prefix(while: { $0 != ";" }).filter({ $0 != " " }).lowercased() {
            case "application/grpc": .grpc(contentType: "application/grpc")
            case "application/grpc+proto": .grpc(contentType: "application/grpc+proto")
            case "application/json": .connect(.json)
            case "application/proto": .connect(.proto)
            default: nil
            }
        }
    }
}

extension RequestHead {
    /// The headers that mean something, and the rest, which is metadata.
    private struct Fields {
        var contentType: String?
        var grpcTimeout: String?
        var connectTimeout: String?
        var grpcEncoding: String?
        var contentEncoding: String?
        var connectVersion: String?
        var metadata: [RPCMetadata.Entry] = []
        var refusal: Status?

        mutating func read(_ name: String, _ value: String) {
            switch name {
            case "content-type": contentType = value
            case "grpc-timeout": grpcTimeout = value
            case "connect-timeout-ms": connectTimeout = value
            case "grpc-encoding": grpcEncoding = value
            case "content-encoding": contentEncoding = value
            case "connect-protocol-version": connectVersion = value
            case "te", "user-agent", "content-length", "accept", "accept-encoding", "host",
                "transfer-encoding", "connection", "expect":
                break
            default:
                // Names of the protocols themselves are no metadata.
                guard !name.hasPrefix(":"), !name.hasPrefix("grpc-") else { return }
                if name.hasSuffix("-bin") { check(binary: name, value) }
                metadata.append(RPCMetadata.Entry(key: name, value: value))
            }
        }

        /// Several values of a name may stand in one header, between commas.
        private mutating func check(binary name: String, _ value: String) {
            for part in value.split(separator: ",", omittingEmptySubsequences: false)
            where HeaderText.bytes(base64: part.drop { $0 == " " }) == nil {
                refusal = refusal ?? .wrongHeader(name, "Base64, as all names ending in -bin")
            }
        }

        func timeout(isGRPC: Bool) throws(Status) -> Int64 {
            if isGRPC {
                guard let grpcTimeout else { return 0 }
                return try TimeoutText.nanoseconds(grpc: grpcTimeout)
            }
            guard let connectTimeout else { return 0 }
            return try TimeoutText.nanoseconds(connect: connectTimeout)
        }

        func check(isGRPC: Bool) throws(Status) {
            let (name, value) =
                isGRPC ? ("grpc-encoding", grpcEncoding) : ("content-encoding", contentEncoding)
            if let value, value != "identity" { throw .compressed(name) }
            if let connectVersion, connectVersion != "1" {
                throw .wrongHeader("connect-protocol-version", "1, or left out")
            }
        }
    }
}
