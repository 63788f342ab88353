import Glibc
import Messages
import RPC
import Services
import TestSupport
import Testing

/// A reader that takes nothing is cut off, and nobody else notices.
@Suite struct SlowReaderTests {
    // Red when: a reader that stands still holds up the writer or other readers, is never cut off,
    // or is not told where to go on.
    @Test(.timeLimit(.minutes(1)))
    func `A reader that takes nothing is cut off, resumes and misses nothing`() async throws {
        try await withStore(.memory) { store in
            var pace = FeedService.Pace()
            pace.silenceMax = .milliseconds(100)
            try await TestServer.run(
                on: store,
                pace: pace,
                streamsLast: .seconds(60),
                limits: {
                    $0.streamOutboundBytesMax = 32 << 10
                    $0.streamStallTimeout = .milliseconds(300)
                }
            ) { server in
                var request = Sample.registration
                request.summary = String(repeating: "ế", count: 4_000)
                for _ in 0..<70 { _ = try await server.officer.register(request) }
                // More than the buffers of two kernels and a connection hold.
                let count = 40
                let slow = try SlowPeer(port: server.port)
                for number in 0..<count {
                    try slow.open(
                        UInt32(2 * number + 1),
                        "FeedService",
                        "WatchJournal",
                        WatchJournalRequest(),
                        as: server.officer.identity
                    )
                }
                try await Self.goOn(server)
                // Now it takes what there is: the last thing on each stream says how it ended.
                try await Task.sleep(for: .milliseconds(600))
                let streams = try slow.read(count)
                let cut = streams.values.compactMap { stream in
                    stream.status.map { (stream.positions, $0) }
                }
                #expect(cut.count > 5)
                for (positions, status) in cut {
                    #expect(status.description == "ABORTED FELL_BEHIND")
                    let last = positions.last ?? 0
                    #expect(status.metadata["position"] == String(last))
                    #expect(status.metadata["epoch"]?.isEmpty == false)
                    #expect(positions == (2..<(last + 1)).map { $0 } || positions.isEmpty)
                }
                // It resumes where it was cut off.
                let (positions, status) = try #require(cut.max { $0.0.count < $1.0.count })
                let resumed = try server.client.stream(
                    FeedMethods.watchJournal,
                    WatchJournalRequest(
                        after: Int64(status.metadata["position"] ?? "") ?? 0,
                        epoch: status.metadata["epoch"] ?? ""
                    ),
                    metadata: server.officer.metadata
                )
                var all = positions
                for try await item in resumed {
                    all.append(item.position)
                    if all.count == 64 { break }
                }
                #expect(all == Array(2...65))
            }
        }
    }

    /// Everybody else goes on while one stands still.
    private static func goOn(_ server: TestServer) async throws {
        let quick = try server.client.stream(
            FeedMethods.watchJournal,
            WatchJournalRequest(after: 65),
            metadata: server.officer.metadata
        )
        var told: [Int64] = []
        for try await item in quick {
            told.append(item.position)
            if told.count >= 25 { break }
            if told.count > 5 { _ = try await server.officer.register() }
        }
        #expect(told == Array(66...90))
    }
}

/// A peer on a bare socket that reads when it is told to.
private final class SlowPeer {
    struct Stream {
        var positions: [Int64] = []
        var status: Status?
        var hasEnded = false
    }

    private let socket: Int32

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var size: Int32 = 8_192
        _ = unsafe setsockopt(
            socket,
            SOL_SOCKET,
            SO_RCVBUF,
            &size,
            socklen_t(MemoryLayout<Int32>.size)
        )
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0)
    }

    deinit { _ = close(socket) }

    /// Opens a server stream.
    func open(
        _ stream: UInt32,
        _ service: String,
        _ method: String,
        _ request: some Message,
        as identity: String
    ) throws {
        let body = try TtrpcRequest(
            service: "kntc.v1.\(service)",
            method: method,
            payload: request.serialized(),
            metadata: [TtrpcKeyValue(key: "kntc-identity", value: identity)]
        )
        .serialized()
        var bytes: [UInt8] = []
        for word in [UInt32(body.count), stream] {
            for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        bytes += [1, 1] + body
        let written = unsafe bytes.withUnsafeBytes {
            unsafe write(socket, $0.baseAddress, $0.count)
        }
        try #require(written == bytes.count)
    }

    /// Reads until so many streams have ended.
    func read(_ count: Int) throws -> [UInt32: Stream] {
        var streams: [UInt32: Stream] = [:]
        while streams.values.count(where: \.hasEnded) < count {
            let head = try take(10)
            func word(_ from: Int) -> UInt32 {
                head[from..<(from + 4)].reduce(0) { $0 << 8 | UInt32($1) }
            }
            let body = try take(Int(word(0)))
            let (id, type, flags) = (word(4), head[8], head[9])
            if type == 2 {
                let status = try TtrpcResponse(serialized: body).status
                streams[id, default: Stream()].status = status.flatMap(Status.init(received:))
            } else if flags & 4 == 0 {
                let item = try FeedItem(serialized: body)
                streams[id, default: Stream()].positions.append(item.position)
            }
            streams[id, default: Stream()].hasEnded = type == 2 || flags & 1 == 1
        }
        return streams
    }

    private func take(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var taken = 0
        while taken < count {
            let read = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(socket, buffer.baseAddress?.advanced(by: taken), count - taken)
            }
            try #require(read > 0)
            taken += read
        }
        return bytes
    }
}
