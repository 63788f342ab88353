import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix

/// The same echo as that of kntc-echo, served by grpc-swift with bytes for messages.
@main
struct Echo {
    static func main() async throws {
        let server = GRPCServer(
            transport: .http2NIOPosix(
                address: .ipv4(host: "127.0.0.1", port: 0),
                transportSecurity: .plaintext
            ),
            services: [EchoService()]
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.serve() }
            if let address = try await server.listeningAddress?.ipv4 {
                FileHandle.standardOutput.write(Data("\(address.port)\n".utf8))
            }
            try await group.waitForAll()
        }
    }
}

private struct EchoService: RegistrableRPCService {
    func registerMethods<Transport>(with router: inout RPCRouter<Transport>) {
        router.registerHandler(
            forMethod: MethodDescriptor(fullyQualifiedService: "bench.Echo", method: "Echo"),
            deserializer: Bytes(),
            serializer: Bytes()
        ) { request, _ in
            var payload: [UInt8] = []
            for try await message in request.messages { payload = message }
            return StreamingServerResponse(single: ServerResponse(message: payload))
        }
    }
}

private struct Bytes: MessageSerializer, MessageDeserializer {
    func serialize<Container: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Container {
        Container(message)
    }

    func deserialize<Container: GRPCContiguousBytes>(_ bytes: Container) throws -> [UInt8] {
        bytes.withUnsafeBytes { Array($0) }
    }
}
