import Casework
package import Logging
import Messages
package import RPC
import Records

/// The way of a request from the door to a handler and back: principal, permission, decoding,
/// handler, commit, receipt.
///
/// One place for all methods.
package struct Routes {
    /// The table that the door serves.
    package private(set) var router = Router()
    private let records: RecordStore
    private let door: Door
    private let log: CallLog

    /// Starts an empty table at a desk.
    package init(
        _ desk: Desk,
        authenticator: any Authenticator,
        admission: Admission? = nil,
        logger: Logger
    ) {
        records = desk.records
        door = Door(authenticator: authenticator, admission: admission, desk: desk)
        log = CallLog(logger)
    }

    /// Enters a method that reads.
    mutating func read<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ handler: @escaping @Sendable (Request, Call) throws -> Encoded<Reply>
    ) {
        enter(method) { request, call, _, respond in
            respond(.success(try Self.encode(handler(request, call))))
        }
    }

    /// Enters a method that reads and may wait for news.
    mutating func wait<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ handler: @escaping @Sendable (Request, Call) async throws -> Encoded<Reply>
    ) {
        enter(method) { [log] request, call, _, respond in
            // The door answers at the deadline whatever happens here, and waiting ends by itself.
            Task {
                do {
                    respond(.success(try Self.encode(await handler(request, call))))
                } catch {
                    respond(.failure(log.status(of: error, call.method.path)))
                }
            }
        }
    }

    /// Enters a method that writes.
    mutating func write<Request>(
        _ method: Method<Request, Receipt>,
        _ handler: @escaping @Sendable (Request, Call) throws -> Write
    ) {
        enter(method) { [records, log] request, call, payload, respond in
            let write = try handler(request, call)
            try RequestID.check(write.requestID)
            let command = Command(
                principal: call.principal,
                method: call.method.path,
                requestID: write.requestID,
                body: payload,
                namesSomebody: Request.namesSomebody(payload),
                decide: write.decide
            )
            records.submit(command) { result in
                respond(result.mapError { log.status(of: $0, call.method.path) })
            }
        }
    }

    /// Enters a method that opens something sealed.
    mutating func reveal<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ handler: @escaping @Sendable (Request, Call) throws -> Reveal<Reply>
    ) {
        enter(method) { [records, log] request, call, payload, respond in
            let reveal = try handler(request, call)
            try RequestID.check(reveal.requestID)
            let command = Command(
                principal: call.principal,
                method: call.method.path,
                requestID: reveal.requestID,
                body: payload,
                namesSomebody: Request.namesSomebody(payload)
            ) { reader, entry in
                try Self.encode(Encoded(reveal.again(reader, entry)))
            } decide: { reader in
                var (decided, reply) = try reveal.decide(reader)
                decided.content = try Self.encode(Encoded(reply))
                return decided
            }
            records.reveal(command) { result in
                respond(result.mapError { log.status(of: $0, call.method.path) })
            }
        }
    }

    /// Enters a method that changes working state.
    mutating func work<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ handler: @escaping @Sendable (Request, Call) throws -> Work<Reply>
    ) {
        enter(method) { [records, log] request, call, _, respond in
            switch try handler(request, call).place {
            case .done(let reply): respond(.success(try Self.encode(Encoded(reply))))
            case .later(let run):
                Task {
                    do {
                        respond(.success(try Self.encode(Encoded(await run()))))
                    } catch {
                        respond(.failure(log.status(of: error, call.method.path)))
                    }
                }
            case .queued(let run):
                records.change(run) { result in
                    respond(
                        Result { try Self.encode(Encoded(result.get())) }
                            .mapError { log.status(of: $0, call.method.path) }
                    )
                }
            }
        }
    }

    /// Enters a method that streams.
    mutating func stream<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ handler: @escaping @Sendable (Request, Call, ReplyStream<Reply>) async throws -> Void
    ) {
        let info = method.info
        router.stream(info) { [door, log] transport, payload, writer in
            do {
                let call = try door.admit(transport, to: info)
                let request: Request = try Self.decode(payload)
                try await door.whileGood(call, writer) {
                    try await handler(request, call, ReplyStream(writer))
                }
            } catch is StreamSpent {
                return
            } catch {
                throw log.status(of: error, info.path)
            }
        }
    }

    /// Enters a method of a public protocol that answers anybody, at once and from memory.
    mutating func open<Request: Message, Reply: Message>(
        _ path: String,
        _ handler: @escaping @Sendable (Request, RPCCall) throws -> Reply
    ) {
        router.unary(path, neverBlocks: true) { [log] call, payload, respond in
            do {
                respond(.success(try Self.encode(Encoded(handler(Self.decode(payload), call)))))
            } catch {
                respond(.failure(log.status(of: error, path)))
            }
        }
    }

    /// Enters a streaming method of a public protocol that answers anybody.
    mutating func openStream<Request: Message, Reply: Message>(
        _ path: String,
        _ handler: @escaping @Sendable (Request, RPCCall, ReplyStream<Reply>) async throws -> Void
    ) {
        router.stream(path) { [log] call, payload, writer in
            do {
                try await handler(Self.decode(payload), call, ReplyStream(writer))
            } catch {
                throw log.status(of: error, path)
            }
        }
    }

    /// Enters a method of a public protocol that answers each request of a stream, for callers who
    /// are known.
    mutating func duplex<Request: Message, Reply: Message>(
        _ path: String,
        _ handler: @escaping @Sendable (Request) throws -> Reply
    ) {
        router.duplex(path) { [door, log] call, requests, writer in
            do {
                _ = try door.authenticator.caller(of: call, for: "access.own")
                let stream = ReplyStream<Reply>(writer)
                for try await request in requests {
                    try await stream.send(handler(Self.decode(request)))
                }
            } catch {
                throw log.status(of: error, path)
            }
        }
    }

    private mutating func enter<Request: Message, Reply>(
        _ method: Method<Request, Reply>,
        _ serve:
            @escaping @Sendable (
                Request, Call, [UInt8], @escaping @Sendable (Result<[UInt8], Status>) -> Void
            ) throws -> Void
    ) {
        let info = method.info
        router.unary(info) { [door, log] transport, payload, respond in
            do {
                let call = try door.admit(transport, to: info)
                let request: Request = try Self.decode(payload)
                try serve(request, call, payload, respond)
            } catch {
                respond(.failure(log.status(of: error, info.path)))
            }
        }
    }

    /// Reads a request; only here are bytes that can not be read the caller's fault.
    private static func decode<Request: Message>(_ payload: [UInt8]) throws(Status) -> Request {
        do {
            return try Request(received: payload)
        } catch {
            throw .malformed(Request.typeName, error)
        }
    }

    /// Writes a reply; only here is what is too large to be written what the caller asked for.
    static func encode<Reply>(_ reply: Encoded<Reply>) throws(Status) -> [UInt8] {
        do {
            return try reply.serialized()
        } catch {
            throw .replyTooLarge()
        }
    }
}

/// Lets a caller in who holds the permission that a method asks for.
private struct Door: Sendable {
    let authenticator: any Authenticator
    let admission: Admission?
    let desk: Desk

    func admit(_ transport: RPCCall, to method: MethodInfo) throws -> Call {
        let caller = try caller(of: transport, for: method)
        let runs: Set<Role> = [.administrator, .auditor]
        try begin(
            transport,
            for: caller.principal,
            caller.principal.roles.isDisjoint(with: runs) ? .officer : .administration
        )
        let today = desk.today
        // What officers are granted tells of estates already.
        let principal =
            try caller.login != nil
            ? caller.principal
            : desk.records.read { reader in
                try caller.principal.heir { try reader.estate(of: $0, on: today) }
            }
        guard !method.needsPrincipal || principal.holds(method.permission) else {
            throw Status.notPermitted(method.permission)
        }
        if method.demandsFreshProof { try authenticator.checkProof(of: caller) }
        return Call(
            principal: principal,
            login: caller.login,
            method: method,
            transport: transport,
            today: today,
            scope: principal.scope(of: method.permission),
            checkStillGood: { [authenticator] in try authenticator.checkStillGood($0) }
        )
    }

    /// Who calls; one who is not believed takes of a share of the connection's holder.
    private func caller(of transport: RPCCall, for method: MethodInfo) throws -> Caller {
        guard method.needsPrincipal else { return Caller(.nobody) }
        do {
            return try authenticator.caller(of: transport, for: method.permission)
        } catch {
            try begin(transport, for: .nobody, .refused)
            throw error
        }
    }

    /// Takes the call into the share of the agency that it is made for.
    private func begin(
        _ transport: RPCCall,
        for principal: Principal,
        _ kind: CallingParty.Kind
    ) throws(Status) {
        guard let entry = transport.entry else { return }
        let certificate = transport.peer.certificate
        // Who is not known yet is counted with the holder of the connection.
        let isKnown = !principal.agency.isEmpty
        let party = CallingParty(
            agency: isKnown ? principal.agency : certificate?.agency ?? "",
            officer: principal.name,
            certificate: certificate?.fingerprint,
            kind: kind
        )
        entry.acts(for: party.agency)
        try admission?.begin(party, entry)
    }

    /// Serves a stream for as long as its session lasts and the caller's rights stay as they are.
    ///
    /// - Throws: What the handler throws, or a status once the session has ended.
    func whileGood(
        _ call: Call,
        _ writer: RPCStreamWriter,
        _ serve: @escaping @Sendable () async throws -> Void
    ) async throws {
        guard call.login != nil else { return try await serve() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await serve() }
            group.addTask {
                do {
                    while true {
                        try await Task.sleep(for: .seconds(1))
                        try authenticator.checkStillGood(call)
                    }
                } catch let status as Status {
                    // A handler that waits for a slow peer wakes.
                    writer.close(status)
                    throw status
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

/// The shape of request ids.
enum RequestID {
    /// Checks an id.
    ///
    /// - Throws: `CaseworkError.invalid` for any other shape.
    static func check(_ id: String) throws(CaseworkError) {
        let isShaped =
            (16...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == 45
            }
        guard !isShaped else { return }
        throw .invalid([
            Violation(
                field: "request_id",
                rule: id.isEmpty ? "is missing" : "is not 16 to 64 letters, digits or hyphens",
                remedy: "give a new UUID for each new request, the same one for a repeat"
            )
        ])
    }
}
