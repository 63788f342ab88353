package import NIOCore

/// Every bound of the transport, named with its unit; the values are the contract's defaults.
package struct Limits: Sendable, Hashable {
    /// Connections held at the same time; one more is closed as it is accepted.
    package var connectionsMax = 512
    /// Connections of one agency's certificates at the same time.
    package var connectionsPerAgencyMax = 64
    /// Connections of a platform, whose certificate carries the officers of many agencies.
    package var connectionsPerPlatformMax = 256
    /// SHA-256 of the certificates of platforms.
    package var platforms: Set<[UInt8]> = []
    /// Calls in flight on one connection; one more is answered RESOURCE_EXHAUSTED.
    package var streamsPerConnectionMax = 100
    /// Calls in flight on the whole server.
    package var callsMax = 4_096
    /// Those of them that only administration may take.
    package var callsReserved = 128
    /// Calls that one agency's officers may make a second in the long run.
    package var agencyCallsPerSecond = 200
    /// Calls that they may make at once after a rest.
    package var agencyCallsBurst = 400
    /// Calls in flight of one agency.
    package var agencyCallsMax = 256
    /// Calls over one platform's certificate a second: one a second of each of 3,000 officers.
    package var platformCallsPerSecond = 3_000
    /// Calls over it at once after a rest.
    package var platformCallsBurst = 6_000
    /// Calls in flight over it: one of each of its officers.
    package var platformCallsMax = 3_000
    /// Body of one frame; a longer one is read past and answered RESOURCE_EXHAUSTED.
    package var frameBytesMax = 4 << 20
    /// Payload of one request, reply or stream message.
    package var payloadBytesMax = 3_670_016
    /// Body of one request that is JSON, which takes many times its size as it is read.
    package var jsonBytesMax = 1 << 20
    /// Keys and values of one request's metadata together.
    package var metadataBytesMax = 8 << 10
    /// Entries of one request's metadata.
    package var metadataEntriesMax = 64
    /// From accepting a connection to the end of its TLS handshake.
    package var handshakeTimeout = TimeAmount.seconds(5)
    /// From accepting a connection, or the end of its handshake, to its first whole frame.
    package var firstFrameTimeout = TimeAmount.seconds(10)
    /// Head start of a frame before `frameBytesPerSecondMin` is asked of it.
    package var frameGrace = TimeAmount.seconds(5)
    /// Slowest pace at which a frame may arrive once its first byte is here.
    package var frameBytesPerSecondMin = 1 << 10
    /// A plain peer that has nothing in flight and sends nothing is closed after this.
    package var idleTimeout = TimeAmount.minutes(15)
    /// A peer of the gRPC door that was silent for so long is asked for a sign of life.
    package var keepaliveInterval = TimeAmount.seconds(60)
    /// How long it may take to give one before it is closed.
    package var keepaliveTimeout = TimeAmount.seconds(20)
    /// Names and values of a request's HTTP headers, with 32 bytes for each as HTTP/2 counts them.
    package var headerBytesMax = 16 << 10
    /// A peer that said HELLO and has sent nothing for so long is asked for a sign of life.
    package var pingAfter = TimeAmount.seconds(30)
    /// A peer that said HELLO and has sent nothing for so long is closed.
    package var silenceTimeout = TimeAmount.seconds(60)
    /// Age at which a connection takes no new calls, where its peer can be told: over ttrpc one that said
    /// HELLO, over HTTP any.
    package var connectionAgeMax = TimeAmount.hours(4)
    /// Unsent bytes of a connection at which its requests are no longer read.
    package var outboundBytesMax = 8 << 20
    /// A peer that takes nothing for so long while `outboundBytesMax` waits is closed.
    package var outboundStallTimeout = TimeAmount.seconds(30)
    /// Unsent bytes of one server stream at which its writer is suspended.
    package var streamOutboundBytesMax = 256 << 10
    /// A server stream whose peer leaves its writer suspended for so long is ended.
    package var streamStallTimeout = Duration.seconds(10)
    /// Messages that a client may send on a stream before the server gives more credit.
    package var streamWindowMessages = 16
    /// Bytes of its peer's messages that a connection holds before handlers have taken them: the ttrpc
    /// door reads no further, the gRPC door refuses the request that takes it over.
    package var inboundBytesMax = 16 << 20
    /// Age at which a server stream ends well.
    package var streamAgeMax = TimeAmount.hours(1)
    /// From the age of a stream to ending it for a handler that does not.
    package var streamEndGrace = TimeAmount.seconds(2)
    /// Messages after which a server stream of a peer without HELLO ends well.
    package var plainStreamMessagesMax = 64
    /// Age at which a server stream of a peer without HELLO ends well.
    package var plainStreamAgeMax = TimeAmount.seconds(30)
    /// Deadline of a unary call that names none.
    package var deadlineDefault = TimeAmount.seconds(30)
    /// Longest deadline of a unary call; a later one is brought down to it.
    package var deadlineMax = TimeAmount.minutes(5)
    /// Longest deadline of a stream that names one; a later one is brought down to it.
    package var streamDeadlineMax = TimeAmount.hours(24)
    /// From ending the last answer of a draining connection to closing it unasked.
    package var lingerTimeout = TimeAmount.seconds(1)
    /// Delay proposed to callers that are refused for a while.
    package var retryDelay = Duration.seconds(1)
    /// Threads that run unary handlers.
    package var workerThreads = 8
    /// Event loops that carry the connections.
    package var eventLoops = 2
    /// Messages of one stream that a client holds for a caller that is not reading.
    package var clientStreamMessagesMax = 256

    /// The contract's limits.
    package init() {}

    /// Connections at the same time over certificates of one holder, or over none.
    func connectionsMax(of certificate: PeerCertificate?) -> Int {
        certificate.map { platforms.contains($0.fingerprint) } == true
            ? connectionsPerPlatformMax : connectionsPerAgencyMax
    }
}
