import NIOCore

/// A bound of the transport as whoever runs the server may set it.
package struct LimitSetting: Sendable {
    /// What is wrong with a value.
    package struct Refusal: Error, Hashable, CustomStringConvertible {
        /// The setting, the values that it takes and the one that was given.
        package let description: String
    }

    /// The property of ``Limits``; with "Ms" behind it where the value is a time in milliseconds.
    package let key: String
    /// The values it takes.
    package let range: ClosedRange<Int>
    private let write: @Sendable (inout Limits, Int) -> Void
    private let read: @Sendable (Limits) -> Int

    private init(
        _ property: String,
        _ path: any WritableKeyPath<Limits, Int> & Sendable,
        _ range: ClosedRange<Int>
    ) {
        key = property
        self.range = range
        write = { $0[keyPath: path] = $1 }
        read = { $0[keyPath: path] }
    }

    private init(
        _ property: String,
        _ path: any WritableKeyPath<Limits, TimeAmount> & Sendable,
        _ range: ClosedRange<Int>
    ) {
        key = property + "Ms"
        self.range = range
        write = { $0[keyPath: path] = .milliseconds(Int64($1)) }
        read = { Int($0[keyPath: path].nanoseconds / 1_000_000) }
    }

    private init(
        _ property: String,
        _ path: any WritableKeyPath<Limits, Duration> & Sendable,
        _ range: ClosedRange<Int>
    ) {
        key = property + "Ms"
        self.range = range
        write = { $0[keyPath: path] = .milliseconds($1) }
        read = { Int($0[keyPath: path] / .milliseconds(1)) }
    }

    /// The value among limits.
    package func value(in limits: Limits) -> Int { read(limits) }

    /// Sets the value among limits.
    ///
    /// - Parameters:
    ///   - text: The value as it was given.
    ///   - limits: What it is set among.
    /// - Throws: The refusal of what is no number of the range.
    package func set(_ text: String, in limits: inout Limits) throws(Refusal) {
        guard let value = Int(text), range.contains(value) else {
            let shown = text.prefix(64)
            throw Refusal(
                description: "limits.\(key) takes a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound), not \(shown)"
            )
        }
        write(&limits, value)
    }

    private static let second = 1_000
    private static let hour = 3_600_000
    private static let day = 24 * hour

    /// All that may be set; frames and payloads are of the contract and only smaller.
    package static let all: [LimitSetting] = [
        .init("connectionsMax", \.connectionsMax, 1...65_536),
        .init("connectionsPerAgencyMax", \.connectionsPerAgencyMax, 1...65_536),
        .init("connectionsPerPlatformMax", \.connectionsPerPlatformMax, 1...65_536),
        .init("callsMax", \.callsMax, 1...1_000_000),
        .init("callsReserved", \.callsReserved, 0...100_000),
        .init("agencyCallsPerSecond", \.agencyCallsPerSecond, 1...1_000_000),
        .init("agencyCallsBurst", \.agencyCallsBurst, 1...1_000_000),
        .init("agencyCallsMax", \.agencyCallsMax, 1...1_000_000),
        .init("platformCallsPerSecond", \.platformCallsPerSecond, 1...1_000_000),
        .init("platformCallsBurst", \.platformCallsBurst, 1...1_000_000),
        .init("platformCallsMax", \.platformCallsMax, 1...1_000_000),
        .init("jsonBytesMax", \.jsonBytesMax, 1 << 10...3_670_016),
        .init("headerBytesMax", \.headerBytesMax, 1 << 10...64 << 10),
        .init("handshakeTimeout", \.handshakeTimeout, 100...60 * second),
        .init("keepaliveInterval", \.keepaliveInterval, second...hour),
        .init("keepaliveTimeout", \.keepaliveTimeout, second...hour),
        .init("streamsPerConnectionMax", \.streamsPerConnectionMax, 1...10_000),
        .init("frameBytesMax", \.frameBytesMax, 64 << 10...4 << 20),
        .init("payloadBytesMax", \.payloadBytesMax, 32 << 10...3_670_016),
        .init("metadataBytesMax", \.metadataBytesMax, 1 << 10...64 << 10),
        .init("metadataEntriesMax", \.metadataEntriesMax, 8...1_024),
        .init("firstFrameTimeout", \.firstFrameTimeout, 100...hour),
        .init("frameGrace", \.frameGrace, 0...60 * second),
        .init("frameBytesPerSecondMin", \.frameBytesPerSecondMin, 1...1 << 20),
        .init("idleTimeout", \.idleTimeout, second...day),
        .init("pingAfter", \.pingAfter, second...hour),
        .init("silenceTimeout", \.silenceTimeout, 2 * second...hour),
        .init("connectionAgeMax", \.connectionAgeMax, 10 * second...30 * day),
        .init("outboundBytesMax", \.outboundBytesMax, 64 << 10...64 << 20),
        .init("outboundStallTimeout", \.outboundStallTimeout, second...hour),
        .init("streamOutboundBytesMax", \.streamOutboundBytesMax, 1 << 10...8 << 20),
        .init("streamStallTimeout", \.streamStallTimeout, 100...hour),
        .init("streamWindowMessages", \.streamWindowMessages, 1...1_024),
        .init("inboundBytesMax", \.inboundBytesMax, 64 << 10...64 << 20),
        .init("streamAgeMax", \.streamAgeMax, second...day),
        .init("streamEndGrace", \.streamEndGrace, 0...60 * second),
        .init("plainStreamMessagesMax", \.plainStreamMessagesMax, 1...1_000_000),
        .init("plainStreamAgeMax", \.plainStreamAgeMax, second...day),
        .init("deadlineDefault", \.deadlineDefault, 100...hour),
        .init("deadlineMax", \.deadlineMax, 100...hour),
        .init("streamDeadlineMax", \.streamDeadlineMax, second...30 * day),
        .init("lingerTimeout", \.lingerTimeout, 0...60 * second),
        .init("retryDelay", \.retryDelay, 0...hour),
        .init("workerThreads", \.workerThreads, 1...256),
        .init("eventLoops", \.eventLoops, 1...64),
        .init("clientStreamMessagesMax", \.clientStreamMessagesMax, 1...10_000),
    ]
}
