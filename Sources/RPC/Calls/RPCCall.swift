import Synchronization

/// Keys and values sent beside a request; a key may stand more than once.
package struct RPCMetadata: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// One key with one value.
    package struct Entry: Hashable, Sendable {
        /// The key in lower case; upper and lower case mean the same.
        package let key: String
        /// The value.
        package let value: String

        /// An entry of this key and value.
        package init(key: String, value: String) {
            self.key = key.lowercase
            self.value = value
        }
    }

    /// The entries, in the order sent.
    package var entries: [Entry]

    /// Metadata of these entries.
    package init(_ entries: [Entry] = []) { self.entries = entries }

    /// Metadata written as a literal; keys may repeat.
    package init(dictionaryLiteral elements: (String, String)...) {
        entries = elements.map { Entry(key: $0.0, value: $0.1) }
    }

    /// The first value of a key, whatever its case.
    package subscript(key: String) -> String? {
        let wanted = key.lowercase
        return entries.first { $0.key == wanted }?.value
    }

    /// All values of a key, whatever its case, in the order sent.
    package func values(of key: String) -> [String] {
        let wanted = key.lowercase
        return entries.filter { $0.key == wanted }.map(\.value)
    }
}

extension String {
    /// The key in lower case, which it mostly is.
    fileprivate var lowercase: String {
        utf8.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) } ? lowercased() : self
    }
}

/// What a handler sends beside its reply.
package struct ReplyMetadata: Sendable {
    /// Goes before the first message.
    package var initial: RPCMetadata
    /// Goes after the last one.
    package var trailing: RPCMetadata

    /// Metadata for both ends of a reply.
    package init(initial: RPCMetadata = .init(), trailing: RPCMetadata = .init()) {
        self.initial = initial
        self.trailing = trailing
    }
}

/// What a handler knows of the call it serves.
package struct RPCCall: Sendable {
    /// The method, `/kntc.v1.PetitionService/GetPetition`.
    package let path: String
    /// What the caller sent beside the request.
    package let metadata: RPCMetadata
    /// When the caller stops waiting; streams may have none.
    package let deadline: ContinuousClock.Instant?
    /// Who is at the other end of the connection.
    package let peer: Peer
    /// The account that the server keeps of the call; nil for one that came by no door.
    package let entry: CallEntry?

    private let cancellation: Cancellation
    private let stopping: Cancellation

    /// Whether the server is about to stop: what could go on for long ends well now.
    package var isServerStopping: Bool { stopping.isSet }

    /// Whether nobody waits for the reply any more: peer gone, call refused, or deadline passed.
    package var isCancelled: Bool {
        cancellation.isSet || deadline.map { $0 <= .now } ?? false
    }

    /// Sends metadata with the reply, set before its first message goes.
    ///
    /// It reaches callers over HTTP; ttrpc has no place for it. A key is of lower case letters,
    /// digits and `_-.`, a value of printable ASCII; that of a key ending in `-bin` is Base64.
    package func reply(with metadata: ReplyMetadata) { entry?.replyMetadata = metadata }

    /// A call as a door makes it.
    ///
    /// - Parameters:
    ///   - path: The method's path.
    ///   - metadata: The entries beside the request.
    ///   - deadline: When the caller stops waiting.
    ///   - peer: Who is at the other end.
    ///   - cancellation: Set by the door once the call is over for the peer.
    ///   - stopping: Set once the server is about to stop.
    ///   - entry: The account that the server keeps of it.
    package init(
        path: String,
        metadata: RPCMetadata = .init(),
        deadline: ContinuousClock.Instant? = nil,
        peer: Peer = Peer(),
        cancellation: Cancellation = .init(),
        stopping: Cancellation = .init(),
        entry: CallEntry? = nil
    ) {
        self.path = path
        self.metadata = metadata
        self.deadline = deadline
        self.peer = peer
        self.cancellation = cancellation
        self.stopping = stopping
        self.entry = entry
    }
}

/// A flag that goes up once, when a call is over for its peer.
package final class Cancellation: Sendable {
    private let flag = Atomic(false)

    /// A flag that is down.
    package init() {}

    /// Whether the flag is up.
    package var isSet: Bool { flag.load(ordering: .acquiring) }

    /// Puts the flag up.
    package func set() { flag.store(true, ordering: .releasing) }
}
