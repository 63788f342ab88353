import Messages
import NIOCore
import NIOHPACK
import RPC

/// What has gone out of one reply, and what may still.
///
/// Pure: what handlers send comes in, parts to be written go out, in the order in which HTTP wants them.
struct ReplyState {
    /// A piece of an HTTP answer; the last one of an answer has its end.
    enum Part: Equatable {
        case headers(HPACKHeaders, end: Bool)
        case data(ByteBuffer, end: Bool)
    }

    private enum State {
        case fresh, begun, ended
    }

    /// What a failure may take of the headers at its end: peers bound them, often at 8 KiB.
    private static let detailsBytesMax = 4 << 10
    private static let messageBytesMax = 1 << 10

    private let dialect: RequestHead.Dialect
    private var state = State.fresh

    /// Whether messages stand as JSON.
    var isJSON: Bool { dialect == .connect(.json) }

    init(_ dialect: RequestHead.Dialect) { self.dialect = dialect }

    /// Sends one message; dropped when the reply has ended.
    ///
    /// - Parameters:
    ///   - message: Its bytes.
    ///   - metadata: What goes before the first one.
    ///   - write: Takes the parts.
    mutating func message(
        _ message: [UInt8],
        _ metadata: @autoclosure () -> ReplyMetadata,
        write: (Part) -> Void
    ) {
        guard case .grpc(let contentType) = dialect, state != .ended else { return }
        begin(contentType, metadata(), write)
        write(.data(Self.framed(message), end: false))
    }

    /// Ends the reply.
    ///
    /// - Parameters:
    ///   - result: For a unary method its one message, nil for what has sent its messages before;
    ///     or the failure.
    ///   - metadata: What goes before the first message and after the last.
    ///   - write: Takes the parts.
    mutating func end(
        _ result: Result<[UInt8]?, Status>,
        _ metadata: ReplyMetadata,
        write: (Part) -> Void
    ) {
        guard state != .ended else { return }
        defer { state = .ended }
        switch dialect {
        case .grpc(let contentType): endGRPC(result, contentType, metadata, write)
        case .connect(let codec): endConnect(result, codec, metadata, write)
        }
    }

    private mutating func begin(
        _ contentType: String,
        _ metadata: ReplyMetadata,
        _ write: (Part) -> Void
    ) {
        guard state == .fresh else { return }
        state = .begun
        var headers = Self.head(contentType)
        headers.add(metadata.initial)
        write(.headers(headers, end: false))
    }

    private mutating func endGRPC(
        _ result: Result<[UInt8]?, Status>,
        _ contentType: String,
        _ metadata: ReplyMetadata,
        _ write: (Part) -> Void
    ) {
        var trailers: HPACKHeaders
        switch result {
        case .success(let message):
            begin(contentType, metadata, write)
            if let message { write(.data(Self.framed(message), end: false)) }
            trailers = Self.success
        case .failure(let status):
            // A failure that begins the reply is also its end.
            trailers = state == .fresh ? Self.head(contentType) : HPACKHeaders()
            if state == .fresh { trailers.add(metadata.initial) }
            trailers.add(status)
        }
        trailers.add(metadata.trailing)
        write(.headers(trailers, end: true))
    }

    private func endConnect(
        _ result: Result<[UInt8]?, Status>,
        _ codec: Connect.Codec,
        _ metadata: ReplyMetadata,
        _ write: (Part) -> Void
    ) {
        var headers = HPACKHeaders()
        let body: [UInt8]
        switch result {
        case .success(let message):
            body = message ?? []
            headers.add(name: ":status", value: "200")
            headers.add(name: "content-type", value: codec.rawValue)
        case .failure(let status):
            body = Connect.body(of: status)
            headers.add(name: ":status", value: Connect.httpStatus(of: status.code))
            headers.add(name: "content-type", value: Connect.Codec.json.rawValue)
        }
        headers.add(name: "content-length", value: String(body.count), indexing: .nonIndexable)
        headers.add(metadata.initial)
        headers.add(metadata.trailing, prefix: "trailer-")
        write(.headers(headers, end: body.isEmpty))
        if !body.isEmpty { write(.data(ByteBuffer(bytes: body), end: true)) }
    }

    private static func framed(_ message: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(MessageReader.prefixBytes + message.count)
        buffer.writeMultipleIntegers(UInt8(0), UInt32(message.count))
        buffer.writeBytes(message)
        return buffer
    }

    private static let plain = HPACKHeaders([
        (":status", "200"), ("content-type", "application/grpc"),
        ("grpc-accept-encoding", "identity"),
    ])
    private static let proto = HPACKHeaders([
        (":status", "200"), ("content-type", "application/grpc+proto"),
        ("grpc-accept-encoding", "identity"),
    ])
    private static let success = HPACKHeaders([("grpc-status", "0")])

    private static func head(_ contentType: String) -> HPACKHeaders {
        contentType == "application/grpc" ? plain : proto
    }

    /// The details of a failure as far as they fit, whole ones only.
    fileprivate static func details(of status: Status) -> [UInt8] {
        var wire = status.wireValue
        var room = detailsBytesMax
        wire.details = wire.details.filter { detail in
            let bytes = detail.value.count + detail.typeUrl.utf8.count
            guard bytes <= room else { return false }
            room -= bytes
            return true
        }
        wire.message = String(wire.message.prefix(messageBytesMax / 4))
        return (try? wire.serialized()) ?? []
    }

    fileprivate static func message(of status: Status) -> String {
        HeaderText.percentEncoded(String(status.message.prefix(messageBytesMax / 4)))
    }
}

extension HPACKHeaders {
    /// Adds what a handler sends; what can not stand in a header is left out.
    fileprivate mutating func add(_ metadata: RPCMetadata, prefix: String = "") {
        for entry in metadata.entries
        where HeaderText.isKey(entry.key) && HeaderText.isValue(entry.value) {
            add(name: prefix + entry.key, value: entry.value, indexing: .nonIndexable)
        }
    }

    /// Adds a failure.
    fileprivate mutating func add(_ status: Status) {
        add(name: "grpc-status", value: String(status.code.rawValue))
        add(
            name: "grpc-message",
            value: ReplyState.message(of: status),
            indexing: .nonIndexable
        )
        add(
            name: "grpc-status-details-bin",
            value: HeaderText.base64(ReplyState.details(of: status)),
            indexing: .nonIndexable
        )
    }
}
