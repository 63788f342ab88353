import Certificates
import GRPC
import Logging
import RPC
import Services

/// The server's doors, as they are set.
struct Doors {
    private let settings: Settings
    private let tls: ServerTLS?

    init(_ settings: Settings, _ tls: ServerTLS?) {
        self.settings = settings
        self.tls = tls
    }

    /// The server at its doors, which listens nowhere yet.
    func server(
        _ router: Router,
        _ front: FrontDesk,
        epoch: String,
        _ limits: Limits,
        _ logger: Logger
    ) throws -> RPCServer {
        var listeners = [
            Listener(
                TtrpcDoor(
                    software: "kntc-server \(SystemService.version)",
                    storeEpoch: epoch
                ),
                host: settings.listen.host,
                port: settings.listen.port,
                security: try tls?.security()
            ),
            Listener(
                GRPCDoor(),
                host: settings.grpc.host,
                port: settings.grpc.port,
                security: try tls?.security(protocols: ["h2", "http/1.1"])
            ),
        ]
        if let enrol = settings.enrol {
            listeners.append(
                Listener(
                    TtrpcDoor(),
                    host: enrol.host,
                    port: enrol.port,
                    security: try tls?.security(asksForCertificate: false),
                    router: Routes.enrolment(front, logger: logger)
                )
            )
        }
        return RPCServer(router: router, listeners: listeners, limits: limits, logger: logger)
    }

    /// Where the doors are, for people, and for scripts that gave port 0.
    func sentence(_ ports: [Int]) -> String {
        let doors = [
            ("ttrpc", settings.listen), ("grpc", settings.grpc),
            ("enrol", settings.enrol ?? settings.listen),
        ]
        return zip(doors, ports).map { door, port in
            let name = door.0 + String(repeating: " ", count: 12 - door.0.count)
            return "\(name)\(door.1.host):\(port)"
        }
        .joined(separator: "\n")
    }
}
