import NIOCore
import NIOHPACK
import NIOHTTP2
import RPC
import Synchronization

/// One request over HTTP/2 and its reply.
///
/// The rules are in ``RequestState`` and ``ReplyState``; this only performs them.
final class HTTP2Stream {
    private enum Phase {
        /// The call is not admitted.
        case fresh
        /// The request is not whole.
        case receiving(AdmittedCall)
        case running(ServerCall)
        case over
    }

    private let connection: HTTP2Connection
    private let id: UInt32
    private var phase = Phase.fresh
    private var request: RequestState?
    private var reply: ReplyState?

    /// Whether the peer has ended its side.
    private var isRequestEnded = false
    /// Whether nothing comes or goes any more.
    private var isClosed = false
    private var window = ReadWindow(HTTP2Connection.streamWindowBytes)
    private var deadline: NIODeadline?
    /// Since when what has begun to come is not whole, and how much of it is here.
    private var begunAt: NIODeadline?
    private var bytesBegun = 0
    /// Since when bytes wait to be taken, and how many.
    private var waitingSince: NIODeadline?
    private var bytesUnsent = 0
    /// Bytes that were written, less the room that the peer has made for them on this stream.
    private var bytesBeyondRoom = 0
    private let taken = Taken()

    private var limits: Limits { connection.server.limits }

    /// A stream of a connection, of which nothing has come.
    init(_ id: UInt32, of connection: HTTP2Connection) {
        self.id = id
        self.connection = connection
    }

    // MARK: Life

    /// Ends what is not over: the stream is closed, by whichever side, or its connection.
    func closed() {
        isClosed = true
        end(.cancelled)
        phase = .over
        setBegun(0)
        setUnsent(0)
    }

    /// Ends the call for its peer, when there is one; the status as the peer gets it.
    @discardableResult
    private func end(_ status: Status) -> Status {
        switch phase {
        case .receiving(let admitted): admitted.refuse(status)
        case .running(let call): call.cancel(status)
        case .fresh, .over: status
        }
    }

    // MARK: Request

    /// Takes a frame of the peer.
    func read(_ frame: HTTP2Frame.FramePayload) {
        switch frame {
        case .headers(let frame):
            if case .fresh = phase { begin(frame.headers) }
            if frame.endStream { endRequest() }
        case .data(let frame):
            if case .byteBuffer(let bytes) = frame.data { request?.append(bytes) }
            if frame.endStream { endRequest() }
        case .windowUpdate(let room):
            bytesBeyondRoom -= room
            if waitingSince != nil { waitingSince = connection.now }
            return
        default:
            return
        }
        performRequest()
    }

    /// Notes how many bytes the peer may still send.
    func windowChanged(_ bytes: Int) {
        window.left = bytes
        makeRoom()
    }

    /// Lets the peer send more, unless what it has sent is not taken yet.
    private func makeRoom() {
        guard !isRequestEnded, !isClosed else { return }
        if case .running(let call) = phase, (call.stream?.requests?.waiting ?? 0) > 0 { return }
        guard let room = window.refill() else { return }
        connection.write(.windowUpdate(windowSizeIncrement: room), on: id)
        connection.flush()
    }

    private func endRequest() {
        isRequestEnded = true
        request?.end()
    }

    private func begin(_ headers: HPACKHeaders) {
        let head = RequestHead(
            method: headers.first(name: ":method") ?? "",
            path: headers.first(name: ":path") ?? "",
            headers: headers.lazy.map { ($0.name, $0.value) },
            peer: connection.peer
        )
        switch head {
        case .refused(let refusal):
            phase = .over
            let headers = HPACKHeaders([
                (":status", refusal.rawValue), refusal.remedy, ("content-length", "0"),
            ])
            write(.headers(headers, end: true))
            connection.flush()
        case .call(let head, let dialect, let refusal):
            reply = ReplyState(dialect)
            do throws(Status) {
                try admit(head, dialect, refusal)
            } catch {
                fail(error)
            }
        }
    }

    private func admit(
        _ head: CallHead,
        _ dialect: RequestHead.Dialect,
        _ refusal: Status?
    ) throws(Status) {
        let admitted = try AdmittedCall(head, server: connection.server)
        phase = .receiving(admitted)
        if let refusal { throw refusal }
        if connection.bytesUnsent >= limits.outboundBytesMax {
            throw .outboundFull(limits.outboundBytesMax, retryAfter: limits.retryDelay)
        }
        deadline = admitted.timeout.map { connection.now + $0 }
        var takesMany = false
        if case .duplex = admitted.handler { takesMany = true }
        switch dialect {
        case .grpc:
            request = RequestState(.messages, takesMany: takesMany, limits: limits)
        case .connect(let codec):
            guard case .unary = admitted.handler else { throw .streamOverConnect(head.path) }
            request = RequestState(.bare, isJSON: codec == .json, limits: limits)
        }
        if takesMany { beginMany(admitted) }
        if let deadline { connection.setAlarm(by: deadline) }
    }

    /// Begins a call whose requests are still to come; room for more is made as they are taken.
    private func beginMany(_ admitted: AdmittedCall) {
        let bound = NIOLoopBound(self, eventLoop: connection.eventLoop)
        let requests = CallRequests(onTaken: { [taken] in
            guard taken.add() else { return }
            bound.eventLoop.execute { bound.value.requestsTaken() }
        })
        phase = .running(admitted.begin(requests, post: connection.post(to: id)))
    }

    private func requestsTaken() {
        taken.clear()
        guard case .running(let call) = phase, call.stream?.requests?.waiting == 0 else { return }
        // While the peer had no room, what it has begun could not go on.
        begunAt = nil
        setBegun(bytesBegun)
        makeRoom()
    }

    private func performRequest() {
        while let event = request?.next() {
            switch (event, phase) {
            case (.request(let payload), .receiving(let admitted)):
                begin(admitted, payload)
            case (.message(let message), .running(let call)):
                call.received(bytes: message.count)
                begunAt = nil
                call.stream?.requests?.push(message)
            case (.end, .running(let call)):
                call.stream?.requests?.end()
            case (.broken(let status), _):
                fail(status)
            case (.request, _), (.message, _), (.end, _):
                break
            }
        }
        setBegun(request?.bytesBegun ?? 0)
        guard connection.bytesBegun > limits.inboundBytesMax, bytesBegun > 0 else { return }
        fail(.inboundFull(limits.inboundBytesMax, retryAfter: limits.retryDelay))
    }

    private func begin(_ admitted: AdmittedCall, _ payload: [UInt8]) {
        let call = admitted.begin(
            payload,
            codec: reply?.codec(for: admitted.path, connection.methods),
            post: connection.post(to: id)
        )
        call.received(bytes: payload.count)
        phase = .running(call)
    }

    /// Notes how much of what has begun is here, and since when it is awaited.
    private func setBegun(_ bytes: Int) {
        connection.bytesBegun += bytes - bytesBegun
        bytesBegun = bytes
        guard isPeerAwaited, !isRequestEnded else {
            begunAt = nil
            return
        }
        guard begunAt == nil else { return }
        let now = connection.now
        begunAt = now
        connection.setAlarm(by: now + limits.frameGrace)
    }

    /// Whether it is the peer's turn: its request, or the rest of a message that it has begun.
    private var isPeerAwaited: Bool {
        switch phase {
        case .receiving: true
        case .running(let call): bytesBegun > 0 && call.stream?.requests?.waiting == 0
        case .fresh, .over: false
        }
    }

    // MARK: Reply

    /// Takes what the handler sends.
    func take(_ content: ServerReply.Content) {
        guard case .running(let call) = phase else { return }
        switch content {
        case .reply(.success(let payload)):
            do throws(Status) {
                try limits.check(reply: payload.count)
                end(call, .success(payload), bytes: payload.count)
            } catch {
                end(call, .failure(error))
            }
        case .reply(.failure(let status)):
            end(call, .failure(status))
        case .message(let message):
            var sending = reply
            sending?.message(message, call.replyMetadata) { write($0) }
            reply = sending
            connection.flush()
        case .end(let status):
            end(call, status.map { .failure($0) } ?? .success(nil))
        }
    }

    private func end(_ call: ServerCall, _ result: Result<[UInt8]?, Status>, bytes: Int = 0) {
        phase = .over
        let metadata = call.replyMetadata
        switch result {
        case .success:
            call.end(nil, bytes: bytes)
            endReply(result, metadata)
        case .failure(let status):
            endReply(.failure(call.end(status) ?? status), metadata)
        }
    }

    /// Answers with a failure that the peer or the clock has brought about.
    private func fail(_ status: Status) {
        let stamped = end(status)
        phase = .over
        endReply(.failure(stamped), ReplyMetadata())
    }

    private func endReply(_ result: Result<[UInt8]?, Status>, _ metadata: ReplyMetadata) {
        request?.shut()
        setBegun(0)
        var ending = reply.take()
        ending?.end(result, metadata) { write($0) }
        connection.flush()
    }

    private func write(_ part: ReplyState.Part) {
        switch part {
        case .headers(let headers, let end):
            write(.headers(.init(headers: headers, endStream: end)), bytes: 0, end: end)
        case .data(let bytes, let end):
            let payload = HTTP2Frame.FramePayload.Data(data: .byteBuffer(bytes), endStream: end)
            write(.data(payload), bytes: bytes.readableBytes, end: end)
        }
    }

    private func write(_ payload: HTTP2Frame.FramePayload, bytes: Int, end: Bool) {
        guard !isClosed else { return }
        setUnsent(bytesUnsent + bytes)
        bytesBeyondRoom += bytes
        let writer: RPCStreamWriter? =
            if case .running(let call) = phase { call.stream?.writer } else { nil }
        // What ends a whole request closes the stream by itself when it has left.
        guard writer != nil || (end && !isRequestEnded) else {
            return connection.write(payload, on: id)
        }
        let promise = connection.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound(self, eventLoop: connection.eventLoop)
        promise.futureResult.whenSuccess {
            bound.value.left(bytes, end: end)
            if bytes > 0 { writer?.sent(bytes - MessageReader.prefixBytes) }
        }
        connection.write(payload, on: id, promise)
    }

    /// Bytes have left for the peer.
    private func left(_ bytes: Int, end: Bool) {
        setUnsent(max(bytesUnsent - bytes, 0))
        // The answer is whole: what the peer may still send is not wanted.
        if end, !isRequestEnded { reset(.noError) }
    }

    private func setUnsent(_ bytes: Int) {
        connection.bytesUnsent += bytes - bytesUnsent
        let isProgress = bytes < bytesUnsent
        bytesUnsent = bytes
        guard bytes > 0 else {
            waitingSince = nil
            return
        }
        guard waitingSince == nil || isProgress else { return }
        let now = connection.now
        waitingSince = now
        connection.setAlarm(by: now + limits.outboundStallTimeout)
    }

    private func reset(_ reason: HTTP2ErrorCode) {
        guard !isClosed else { return }
        connection.write(.rstStream(reason), on: id)
        connection.flush()
    }

    // MARK: Time

    /// Does what is due on this stream; when it is to be looked at again.
    func check(now: NIODeadline) -> NIODeadline? {
        var next: NIODeadline?
        func isDue(_ moment: NIODeadline) -> Bool {
            if moment > now { next = min(next ?? moment, moment) }
            return moment <= now
        }
        if let deadline, reply != nil, isDue(deadline) {
            fail(.deadlineExceeded(begun: { if case .running = phase { true } else { false } }()))
        }
        if let begunAt {
            let earned = Int64(bytesBegun) * 1_000 / Int64(limits.frameBytesPerSecondMin)
            if isDue(begunAt + limits.frameGrace + .milliseconds(earned)) { fail(.requestTooSlow) }
        }
        if let waitingSince {
            // What the stream's own window lets through waits for the connection's, and moves with it.
            let isHeldBack = bytesBeyondRoom > connection.streamWindow
            let lastRoom = isHeldBack ? waitingSince : max(waitingSince, connection.lastRoom)
            guard isDue(lastRoom + limits.outboundStallTimeout) else { return next }
            end(.cancelled)
            phase = .over
            reset(.cancel)
        }
        return next
    }
}

/// Whether requests were taken since the stream last looked; raised on any thread.
private final class Taken: Sendable {
    private let isRaised = Atomic(false)

    /// Raises it; whether it was down.
    func add() -> Bool { !isRaised.exchange(true, ordering: .acquiringAndReleasing) }

    func clear() { isRaised.store(false, ordering: .releasing) }
}
