import Foundation
package import Logging
import NIOCore
import NIOSSL
package import RPC
import Synchronization

/// TLS of a server: what its files say now, and the connections that came in by it.
///
/// TLS 1.3 only; both ends show certificates of the trusted authorities. The files are read again by
/// ``look()``; who connects afterwards meets what they say then, and who is connected stays unless
/// its certificate was taken back or has expired.
package final class ServerTLS: Sendable {
    /// What a port asks of its peers and offers them.
    struct Port: Hashable {
        let protocols: [String]
        let asksForCertificate: Bool
    }

    private struct State {
        var material: TLSMaterial
        /// The contents that were last understood or refused.
        var seen: Result<TLSFiles.Contents, TLSFiles.Defect>
        var contexts: [Port: NIOSSLContext]
        var standing: [ObjectIdentifier: Standing] = [:]
        /// What was said about the own certificate, and about those of peers by their fingerprints.
        var warnings = ExpiryWarnings()
        var peerWarnings: [[UInt8]: ExpiryWarnings] = [:]
    }

    /// A connection whose peer is known.
    private struct Standing {
        let channel: any Channel
        let leaf: Leaf
        let agency: String
    }

    private let files: TLSFiles
    private let handshakeTimeout: TimeAmount
    private let now: @Sendable () -> Int64
    private let log: TLSLog
    private let state: Mutex<State>

    /// Reads the files.
    ///
    /// - Parameters:
    ///   - files: Where they are.
    ///   - limits: The bounds of the transport.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    ///   - logger: Takes a line for each handshake that fails; no persons.
    /// - Throws: `TLSFiles.Defect` with a sentence for people.
    package init(
        _ files: TLSFiles,
        limits: Limits = Limits(),
        now: @escaping @Sendable () -> Int64,
        logger: Logger
    ) throws(TLSFiles.Defect) {
        self.files = files
        handshakeTimeout = limits.handshakeTimeout
        self.now = now
        log = TLSLog(logger)
        let contents = try files.contents()
        let material = try TLSMaterial(contents, of: files, now: now())
        state = Mutex(State(material: material, seen: .success(contents), contexts: [:]))
    }

    /// The own certificate's last second, in milliseconds since 1970-01-01T00:00:00Z.
    package var notAfter: Int64 { state.withLock { $0.material.notAfter } }

    /// What stands before a port.
    ///
    /// - Parameters:
    ///   - protocols: What is offered by ALPN, best first; empty for a door that needs none.
    ///   - asksForCertificate: False for a port where those come in who have none yet.
    /// - Returns: The security of a listener.
    /// - Throws: What keeps BoringSSL from taking the certificate.
    package func security(
        protocols: [String] = [],
        asksForCertificate: Bool = true
    ) throws -> any TransportSecurity {
        let port = Port(protocols: protocols, asksForCertificate: asksForCertificate)
        try state.withLock { state in
            state.contexts[port] = try state.material.context(port)
        }
        return PortSecurity(tls: self, port: port)
    }

    /// Reads the files again when they have changed, closes the connections of certificates that are
    /// denied or over, and says which are about to be over.
    ///
    /// What is no good is said once in the log, and leaves everything as it was.
    package func look() {
        let now = now()
        reload(now: now)
        let fallen = state.withLock { state in
            state.standing.values.compactMap { standing in
                Self.refusal(standing.leaf, state.material.denied, now).map { (standing, $0) }
            }
        }
        for (standing, refusal) in fallen {
            log.closed(standing.leaf, refusal)
            // By its door, which takes nothing more from then on.
            standing.channel.pipeline.fireUserInboundEventTriggered(ConnectionOrder.close)
        }
        warn(now: now)
    }

    private func warn(now: Int64) {
        let (own, peers) = state.withLock { state in
            state.peerWarnings = state.peerWarnings.filter { $0.value.isOpen(now: now) }
            let peers = state.standing.values.compactMap { standing in
                state.peerWarnings[standing.leaf.fingerprint, default: ExpiryWarnings()]
                    .due(notAfter: standing.leaf.notAfter, now: now)
                    .map { (standing.agency, $0) }
            }
            return (state.warnings.due(notAfter: state.material.notAfter, now: now), peers)
        }
        if let own { log.expires(days: own) }
        for (agency, days) in peers { log.expires(days: days, agency: agency) }
    }

    private func reload(now: Int64) {
        let seen = Result { () throws(TLSFiles.Defect) in try files.contents() }
        guard state.withLock({ $0.seen != seen }) else { return }
        do {
            let material = try TLSMaterial(seen.get(), of: files, now: now)
            try state.withLock { state in
                state.contexts = Dictionary(
                    uniqueKeysWithValues: try state.contexts.keys.map {
                        ($0, try material.context($0))
                    }
                )
                state.material = material
            }
            log.reloaded(notAfter: material.notAfter)
        } catch {
            log.notReloaded("\(error)")
        }
        state.withLock { $0.seen = seen }
    }

    private static func refusal(
        _ leaf: Leaf,
        _ denied: DenyList,
        _ now: Int64
    ) -> CertificateRefusal? {
        do {
            _ = try leaf.holder(denied: denied, now: now)
            return nil
        } catch {
            return error
        }
    }
}

extension ServerTLS {
    /// One line for people who start the server.
    package var sentence: String {
        "\(files.certificate), to \(Date(milliseconds: notAfter).ISO8601Format())"
    }

    /// How long certificates last, in Prometheus' text format: the own one, and of each agency that
    /// is connected the one that ends first.
    package var metrics: String {
        let now = now()
        let (own, standing) = state.withLock { ($0.material.notAfter, Array($0.standing.values)) }
        let ends = Dictionary(standing.map { ($0.agency, $0.leaf.notAfter) }, uniquingKeysWith: min)
        let (name, peers) = (
            "kntc_certificate_expiry_seconds", "kntc_peer_certificate_expiry_seconds"
        )
        return ends.sorted { $0.key < $1.key }.reduce(
            """
            # TYPE \(name) gauge
            \(name) \((own - now) / 1_000)
            # TYPE \(peers) gauge

            """
        ) { text, end in
            text + "\(peers){agency=\"\(end.key)\"} \((end.value - now) / 1_000)\n"
        }
    }

    /// Begins the handshake of a new connection.
    fileprivate func secure(
        _ channel: any Channel,
        _ port: Port,
        _ peerIsKnown: @escaping (PeerCertificate?) throws -> Void
    ) throws {
        let (context, chain) = state.withLock { ($0.contexts[port], $0.material.chain) }
        guard let context else { preconditionFailure("each port has its context") }
        let gate = HandshakeGate(timeout: handshakeTimeout, log: log) { [self] channel, leaf in
            try peerIsKnown(leaf.map { try enter(channel, $0) })
        }
        let handler =
            port.asksForCertificate
            ? checking(chain, context, NIOLoopBound(gate, eventLoop: channel.eventLoop))
            : NIOSSLServerHandler(context: context)
        try channel.pipeline.syncOperations.addHandlers(handler, GatheredWrites(), gate)
    }

    /// TLS that judges what the peer shows, and tells the gate what it finds against it.
    private func checking(
        _ chain: Chain,
        _ context: NIOSSLContext,
        _ gate: NIOLoopBound<HandshakeGate>
    ) -> NIOSSLServerHandler {
        NIOSSLServerHandler(context: context) { [self] shown, verdict in
            let ders = Result { try shown.map { try $0.toDERBytes() } }
            verdict.completeWithTask { [self] in
                do {
                    let now = now()
                    let leaf = try await chain.leaf(of: ders.get(), now: now)
                    _ = try leaf.holder(denied: state.withLock { $0.material.denied }, now: now)
                    return .certificateVerified
                } catch let refusal as CertificateRefusal {
                    gate.eventLoop.execute { gate.value.refuses = refusal }
                    return .failed
                }
            }
        }
    }

    /// Takes a connection in whose handshake is over.
    ///
    /// Its certificate is judged again: who resumes a session shows it to nobody, and the deny list
    /// may have changed meanwhile.
    private func enter(_ channel: any Channel, _ leaf: Leaf) throws -> PeerCertificate {
        let id = ObjectIdentifier(channel)
        let now = now()
        let peer = try state.withLock { state in
            let peer = try leaf.holder(denied: state.material.denied, now: now)
            state.standing[id] = Standing(channel: channel, leaf: leaf, agency: peer.agency)
            return peer
        }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { $0.standing[id] = nil }
        }
        return peer
    }
}

/// What stands before one port.
private struct PortSecurity: TransportSecurity {
    let tls: ServerTLS
    let port: ServerTLS.Port

    func secure(
        _ channel: any Channel,
        peerIsKnown: @escaping (PeerCertificate?) throws -> Void
    ) throws {
        try tls.secure(channel, port, peerIsKnown)
    }
}

extension TLSMaterial {
    /// The keys that certificates may have: P-256 and Ed25519.
    static let signatures: [SignatureAlgorithm] = [.ecdsaSecp256R1Sha256, .ed25519]

    /// What BoringSSL needs for the connections of a port.
    ///
    /// Its own check of chains is not used: it says to everybody why it refused, and to us only that
    /// it did.
    func context(_ port: ServerTLS.Port) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = port.protocols
        configuration.shutdownTimeout = .seconds(1)
        if port.asksForCertificate {
            configuration.certificateVerification = .noHostnameVerification
            configuration.trustRoots = .certificates(roots)
            configuration.verifySignatureAlgorithms = Self.signatures
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
