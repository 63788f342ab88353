import NIOCore
import Synchronization

/// The connections of a server, and the count that is allowed.
final class ConnectionRegistry: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var byAgency: [String: Int] = [:]
        var isDraining = false
        var isFullNoted = false
    }

    private let limits: Limits
    private let log: ServerLog
    private let state = Mutex(State())

    var isDraining: Bool { state.withLock { $0.isDraining } }

    init(limits: Limits, log: ServerLog) {
        self.limits = limits
        self.log = log
    }

    /// Takes a new connection in, or says no; the first no of a row is logged.
    func admit(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let (isAdmitted, isFirstRefusal): (Bool, Bool) = state.withLock { state in
            guard !state.isDraining else { return (false, false) }
            guard state.channels.count < limits.connectionsMax else {
                defer { state.isFullNoted = true }
                return (false, !state.isFullNoted)
            }
            state.channels[id] = channel
            return (true, false)
        }
        if isFirstRefusal { log.full(connections: limits.connectionsMax) }
        guard isAdmitted else { return false }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { state in
                state.channels[id] = nil
                state.isFullNoted = false
            }
        }
        return true
    }

    /// Notes whose connection it is, or says no when that agency has as many as it may; those that
    /// need no certificate count as one agency without a code.
    func identify(_ channel: any Channel, as certificate: PeerCertificate?) -> Bool {
        let agency = certificate?.agency ?? ""
        let most = limits.connectionsMax(of: certificate)
        let isAdmitted = state.withLock { state in
            guard state.byAgency[agency, default: 0] < most else { return false }
            state.byAgency[agency, default: 0] += 1
            return true
        }
        guard isAdmitted else {
            log.full(connections: most, agency: agency)
            return false
        }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { $0.byAgency[agency, default: 1] -= 1 }
        }
        return true
    }

    /// Admits nobody from now on; the connections there are.
    func drain() -> [any Channel] {
        state.withLock { state in
            state.isDraining = true
            return Array(state.channels.values)
        }
    }
}

/// Stands before the accepting of connections and closes the ones that are too many.
final class AcceptGate: ChannelInboundHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel

    private let registry: ConnectionRegistry

    init(registry: ConnectionRegistry) { self.registry = registry }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = unwrapInboundIn(data)
        if registry.admit(channel) {
            context.fireChannelRead(data)
        } else {
            channel.close(promise: nil)
        }
    }
}
