package import Casework
package import Messages
package import RPC
import Records
import Synchronization

/// One call that has passed the door: who calls, which method, and what travels beside it.
package final class Call: Sendable {
    /// Who calls.
    package let principal: Principal
    /// The session; nil for a caller who needs none.
    package let login: Login?
    /// The method.
    package let method: MethodInfo
    /// Deadline and cancellation.
    package let transport: RPCCall
    /// Today in Asia/Ho_Chi_Minh.
    package let today: Day
    /// The records for which the caller holds the permission that the method asks for.
    let scope: Scope

    private let standing = Mutex<ReportingLine?>(nil)
    private let checkStillGood: @Sendable (Call) throws -> Void

    init(
        principal: Principal,
        login: Login? = nil,
        method: MethodInfo,
        transport: RPCCall,
        today: Day,
        scope: Scope,
        checkStillGood: @escaping @Sendable (Call) throws -> Void = { _ in }
    ) {
        self.principal = principal
        self.login = login
        self.method = method
        self.transport = transport
        self.today = today
        self.scope = scope
        self.checkStillGood = checkStillGood
    }

    /// The call as it stands on a day, for one that is served for a while.
    ///
    /// - Throws: A status once the caller's session has ended, or its rights are others.
    func renewed(on today: Day) throws -> Call {
        try checkStillGood(self)
        return Call(
            principal: principal,
            login: login,
            method: method,
            transport: transport,
            today: today,
            scope: scope,
            checkStillGood: checkStillGood
        )
    }

    /// Where the caller stands among those whom records are about; read once for each call.
    func line(in reader: RecordReader) throws -> ReportingLine {
        try standing.withLock { standing in
            if let standing { return standing }
            let line = try reader.line(of: principal, on: today)
            standing = line
            return line
        }
    }

    /// The agency that a request means: the caller's own when it names none.
    ///
    /// - Throws: `CaseworkError.notFound` for an agency outside the caller's scope.
    func agency(_ named: String, or kind: RecordKind) throws(CaseworkError) -> String {
        let code = named.isEmpty ? principal.agency : named
        guard scope.covers(agency: code) else { throw .notFound(kind) }
        return code
    }
}

/// What a handler of a write gives back: the decision for the writer's thread.
package struct Write: Sendable {
    let requestID: String
    let decide: @Sendable (RecordReader) throws -> Decided

    init(
        _ requestID: String,
        decide: @escaping @Sendable (RecordReader) throws -> Decided
    ) {
        self.requestID = requestID
        self.decide = decide
    }
}

/// What a handler that opens something sealed gives back: a decision that opens it with the fact that
/// tells of it, and how a repeat opens it again.
///
/// Both run on the writer's thread. The reply leaves the server only once the fact is synced; when
/// opening fails nothing is written, so that the journal tells of what was answered and of nothing
/// else. A repeat of the request is authorised anew and writes nothing.
package struct Reveal<Reply: Message>: Sendable {
    let requestID: String
    let decide: @Sendable (RecordReader) throws -> (Decided, Reply)
    let again: @Sendable (RecordReader, JournalEntry) throws -> Reply

    init(
        _ requestID: String,
        decide: @escaping @Sendable (RecordReader) throws -> (Decided, Reply),
        again: @escaping @Sendable (RecordReader, JournalEntry) throws -> Reply
    ) {
        self.requestID = requestID
        self.decide = decide
        self.again = again
    }
}

/// What a handler of working state gives back: what to do on the writer's thread, what was done
/// beside the queue of commands already, or what is done there when its turn comes.
package struct Work<Reply: Message>: Sendable {
    enum Place: Sendable {
        case queued(@Sendable (WorkingState) throws -> Reply)
        case done(Reply)
        case later(@Sendable () async throws -> Reply)
    }

    let place: Place

    init(_ run: @escaping @Sendable (WorkingState) throws -> Reply) {
        place = .queued(run)
    }

    init(done reply: Reply) {
        place = .done(reply)
    }

    init(later run: @escaping @Sendable () async throws -> Reply) {
        place = .later(run)
    }
}

/// Sends the messages of a stream.
package struct ReplyStream<Reply: Message>: Sendable {
    private let writer: RPCStreamWriter

    init(_ writer: RPCStreamWriter) {
        self.writer = writer
    }

    /// Messages that the stream may still carry; nil without an end.
    var messagesLeft: Int? { writer.messagesLeft }
    /// When the stream is to end well.
    var endsAt: ContinuousClock.Instant { writer.endsAt }

    /// How many messages it may carry next, at most so many; nothing once it has had its messages or
    /// its time.
    func room(upTo most: Int) -> Int? {
        let room = min(most, messagesLeft ?? most)
        return room > 0 && endsAt > .now ? room : nil
    }

    /// Sends one message; waits while the caller is slow.
    ///
    /// - Throws: The status that ended the stream when the caller is gone, or that of a message
    ///   that is too large.
    func send(_ reply: Reply) async throws {
        try await writer.send(Routes.encode(Encoded(reply)))
    }
}
