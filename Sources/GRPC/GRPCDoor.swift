package import Messages
package import NIOCore
import NIOHTTP1
import NIOHTTP2
package import RPC

/// gRPC over HTTP/2, and unary calls as JSON over HTTP.
package struct GRPCDoor: Door {
    package let name = "grpc"

    private let methods: ContractMethods

    /// The door.
    ///
    /// - Parameter methods: The methods whose messages can be read and written as JSON.
    package init(methods: [MethodInfo] = Contract.methods) {
        self.methods = ContractMethods(methods)
    }

    package func install(
        on channel: any Channel,
        peer: Peer,
        server: ServerContext
    ) throws {
        let now = channel.eventLoop.now
        let doorstep = Doorstep(server: server, peer: peer) { [methods] speech, channel in
            switch speech {
            case .http1:
                var decoding = NIOHTTPDecoderLimitConfiguration()
                decoding.maxHeaderFieldSize = server.limits.headerBytesMax
                decoding.maxHeaderListSize = server.limits.headerBytesMax
                try channel.pipeline.syncOperations.configureHTTPServerPipeline(
                    withEncoderConfiguration: .init(),
                    withDecoderLimitConfiguration: decoding
                )
                try channel.pipeline.syncOperations.addHandler(
                    HTTP1Connection(
                        server: server,
                        peer: peer,
                        methods: methods,
                        now: now
                    )
                )
            case .http2:
                try addHTTP2(to: channel, peer: peer, server: server)
            case .foreign:
                break
            }
        }
        try channel.pipeline.syncOperations.addHandler(doorstep)
    }

    private func addHTTP2(
        to channel: any Channel,
        peer: Peer,
        server: ServerContext
    ) throws {
        let gate = Gate()
        let connection = HTTP2Connection(
            server: server,
            peer: peer,
            methods: methods,
            gate: gate,
            eventLoop: channel.eventLoop
        )
        let http2 = NIOHTTP2Handler(
            mode: .server,
            connectionConfiguration: Self.connection(server.limits),
            streamConfiguration: Self.stream
        )
        try channel.pipeline.syncOperations.addHandlers([gate, http2, connection])
    }

    private static func connection(
        _ limits: Limits
    ) -> NIOHTTP2Handler.ConnectionConfiguration {
        var configuration = NIOHTTP2Handler.ConnectionConfiguration()
        configuration.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: limits.streamsPerConnectionMax),
            HTTP2Setting(parameter: .maxHeaderListSize, value: limits.headerBytesMax),
            HTTP2Setting(parameter: .initialWindowSize, value: HTTP2Connection.streamWindowBytes),
        ]
        // Clients measure the path with pings, so these come by the hundred in a second.
        configuration.controlFrameRateLimit.maximumCount = 500
        configuration.controlFrameRateLimit.windowLength = .milliseconds(250)
        return configuration
    }

    private static let stream: NIOHTTP2Handler.StreamConfiguration = {
        var configuration = NIOHTTP2Handler.StreamConfiguration()
        configuration.streamResetFrameRateLimit.windowLength = .seconds(1)
        configuration.streamErrorRateLimit.windowLength = .seconds(1)
        return configuration
    }()
}
