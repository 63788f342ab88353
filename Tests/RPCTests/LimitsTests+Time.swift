import NIOCore
import NIOEmbedded
import Testing

@testable import RPC

/// How long the server waits for what, in virtual time.
extension LimitsTests {
    /// Whether a server stays for a millisecond less than the time, and not for all of it.
    private static func closes(
        _ server: EmbeddedServer,
        after time: TimeAmount
    ) throws {
        server.advance(time - .milliseconds(1))
        #expect(server.isOpen)
        server.advance(.milliseconds(1))
        #expect(!server.isOpen)
    }

    /// The types of frames that come in a millisecond less than the time, and in all of it.
    private static func frames(
        of server: EmbeddedServer,
        after time: TimeAmount
    ) throws -> [[UInt8]] {
        _ = try server.received()
        server.advance(time - .milliseconds(1))
        let before = try server.received().map(\.type)
        server.advance(.milliseconds(1))
        return [before, try server.received().map(\.type)]
    }

    static let onTime: [Row] = [
        Row("firstFrameTimeout") { limits in
            var limits = limits
            limits.firstFrameTimeout = .seconds(2)
            try closes(EmbeddedServer(limits: limits), after: .seconds(2))
        },
        Row("frameGrace") { limits in
            var limits = limits
            limits.frameGrace = .seconds(3)
            let server = try EmbeddedServer(limits: limits)
            try server.send([0])
            try closes(server, after: .seconds(3))
        },
        Row("frameBytesPerSecondMin") { limits in
            var limits = limits
            (limits.frameGrace, limits.frameBytesPerSecondMin) = (.zero, 10)
            let server = try EmbeddedServer(limits: limits)
            try server.send([UInt8](repeating: 0, count: 5))
            try closes(server, after: .milliseconds(500))
        },
        Row("idleTimeout") { limits in
            var limits = limits
            limits.idleTimeout = .seconds(3)
            let server = try EmbeddedServer(limits: limits)
            try server.send(.request(1, "/t.T/Echo"))
            try closes(server, after: .seconds(3))
        },
        Row("pingAfter") { limits in
            var limits = limits
            limits.pingAfter = .seconds(3)
            let server = try EmbeddedServer(limits: limits)
            try server.send(.hello)
            #expect(try frames(of: server, after: .seconds(3)) == [[], [FrameType.ping]])
        },
        Row("silenceTimeout") { limits in
            var limits = limits
            limits.silenceTimeout = .seconds(40)
            let server = try EmbeddedServer(limits: limits)
            try server.send(.hello)
            try closes(server, after: .seconds(40))
        },
        Row("connectionAgeMax") { limits in
            var limits = limits
            limits.connectionAgeMax = .seconds(3)
            let server = try EmbeddedServer(limits: limits)
            try server.send(.hello, .request(1, "/t.T/Hold"))
            #expect(try frames(of: server, after: .seconds(3)) == [[], [FrameType.goAway]])
        },
        Row("outboundStallTimeout") { limits in
            var limits = limits
            limits.outboundStallTimeout = .seconds(3)
            let server = try EmbeddedServer(limits: limits)
            try server.send(.request(1, "/t.T/Echo"))
            server.setWritable(false)
            try closes(server, after: .seconds(3))
        },
        Row("deadlineDefault") { limits in
            var limits = limits
            limits.deadlineDefault = .seconds(3)
            let server = try EmbeddedServer(limits: limits)
            try server.send(.request(1, "/t.T/Hold"))
            #expect(try frames(of: server, after: .seconds(3)) == [[], [FrameType.response]])
        },
        Row("deadlineMax") { limits in
            var limits = limits
            limits.deadlineMax = .seconds(3)
            let server = try EmbeddedServer(limits: limits)
            try server.send(.request(1, "/t.T/Hold", timeoutNano: 60_000_000_000))
            #expect(try frames(of: server, after: .seconds(3)) == [[], [FrameType.response]])
        },
        Row("streamAgeMax") { limits in
            var limits = limits
            (limits.streamAgeMax, limits.streamEndGrace) = (.milliseconds(200), .zero)
            limits.plainStreamAgeMax = .hours(1)
            try await endsSilent(limits, [.hello], after: .milliseconds(200), [3])
        },
        Row("plainStreamAgeMax") { limits in
            var limits = limits
            (limits.plainStreamAgeMax, limits.streamEndGrace) = (.milliseconds(200), .zero)
            limits.streamAgeMax = .hours(1)
            try await endsSilent(limits, [], after: .milliseconds(200), [3])
        },
        Row("streamEndGrace") { limits in
            var limits = limits
            limits.plainStreamAgeMax = .milliseconds(50)
            limits.streamEndGrace = .milliseconds(200)
            try await endsSilent(limits, [], after: .milliseconds(250), [3])
        },
        Row("streamDeadlineMax") { limits in
            var limits = limits
            limits.streamDeadlineMax = .milliseconds(200)
            try await endsSilent(limits, [], after: .milliseconds(200), [2])
        },
        Row("lingerTimeout") { limits in
            var limits = limits
            limits.lingerTimeout = .seconds(1)
            try await withServer(limits: limits) { port, server in
                let peer = try await RawPeer(port: port, staysOpen: true)
                try await peer.send(TestFrame.request(1, "/t.T/Echo").bytes)
                _ = await peer.frames(1)
                let begun = ContinuousClock.now
                await server.drain(gracePeriod: .seconds(60))
                let time = begun.duration(to: .now)
                #expect(time >= .seconds(1) && time < .seconds(30))
                try? await peer.close()
            }
        },
    ]

    /// A stream whose handler does nothing ends by itself, no sooner than after a time.
    private static func endsSilent(
        _ limits: Limits,
        _ first: [TestFrame],
        after time: Duration,
        _ types: [UInt8]
    ) async throws {
        let methods = TestMethods()
        try await withServer(limits: limits, methods: methods) { port, _ in
            let peer = try await RawPeer(port: port)
            try await peer.send(first.flatMap(\.bytes))
            if !first.isEmpty { _ = await peer.frames(1) }
            let begun = ContinuousClock.now
            try await peer.send(
                TestFrame.request(
                    1,
                    "/t.T/Silent",
                    flags: .remoteClosed,
                    timeoutNano: types == [2] ? 60_000_000_000 : 0
                ).bytes
            )
            let frames = await peer.frames(1)
            #expect(begun.duration(to: .now) >= time)
            #expect(frames.map(\.type) == types)
            await until { methods.ended.count == 1 }
            try await peer.close()
        }
    }
}
