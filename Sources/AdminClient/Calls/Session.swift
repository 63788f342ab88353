import Foundation
import Messages
import RPC

/// Calls methods of the contract by name, with JSON in and out.
struct Session {
    let method: MethodInfo
    /// The server, as the session file knows it.
    let endpoint: String
    /// The session between commands.
    var file: SessionFile { SessionFile(environment: ProcessInfo.processInfo.environment) }
    private let client: RPCClient
    private let options: GlobalOptions
    private let metadata: RPCMetadata

    /// Checks the requests against the contract, connects, calls and closes.
    ///
    /// - Parameters:
    ///   - name: The method, "PetitionService/GetPetition".
    ///   - requests: What will be sent, so that a wrong request fails before the first call.
    ///   - options: Where to call, and as whom.
    ///   - body: What to do once connected.
    /// - Returns: What the body returns.
    /// - Throws: `Failure`.
    static func with<R>(
        _ name: String,
        _ requests: [JSONValue],
        _ options: GlobalOptions,
        _ body: (Session) async throws -> R
    ) async throws -> R {
        let method = try MethodInfo.named(name)
        let connection = try Connection(options, permission: method.permission)
        for request in requests { _ = try encode(request, method) }
        let security = try options.security()
        let client: RPCClient
        do {
            client = try await RPCClient.connect(
                host: connection.host,
                port: connection.port,
                timeout: .seconds(options.timeout ?? 5),
                security: security
            )
        } catch {
            throw Failure(unreachable: "\(connection.host):\(connection.port)")
        }
        let session = Session(
            method: method,
            endpoint: connection.endpoint,
            client: client,
            options: options,
            metadata: connection.metadata
        )
        do {
            let result = try await body(session)
            await client.close()
            return result
        } catch {
            await client.close()
            throw error
        }
    }

    /// Calls the method once.
    ///
    /// A write without a request id gets a new one.
    ///
    /// - Parameters:
    ///   - request: The request as JSON.
    ///   - requestID: The name of the write; by default the one of the command line, or a new one.
    ///   - patience: Seconds to wait when the command line does not say.
    /// - Returns: The reply as JSON.
    /// - Throws: `Failure`, with the request id of a write.
    func call(
        _ request: JSONValue,
        requestID: String? = nil,
        patience: Int = 5
    ) async throws -> JSONValue {
        let named = named(request, requestID)
        let payload = try Self.encode(named, method)
        do {
            let reply = try await client.call(
                method.path,
                payload,
                timeout: .seconds(options.timeout ?? patience),
                metadata: metadata,
                isRetrySafe: method.isRetrySafe
            )
            return try MessageJSON.encode(serialized: reply, type: method.replyType)
        } catch let status as Status {
            throw Failure(status, requestID: named["request_id"]?.text)
        }
    }

    /// Calls a streaming method and hands over its messages one by one.
    func stream(_ request: JSONValue, _ each: (JSONValue) throws -> Void) async throws {
        let payload = try Self.encode(request, method)
        do {
            let messages = try client.stream(
                method.path,
                payload,
                metadata: metadata,
                isRetrySafe: method.isRetrySafe
            )
            for try await message in messages {
                try each(MessageJSON.encode(serialized: message, type: method.replyType))
            }
        } catch let status as Status {
            throw Failure(status)
        }
    }

    /// The request with its id, when the method writes: its own, the given, or a new one.
    private func named(_ request: JSONValue, _ requestID: String?) -> JSONValue {
        guard method.effect == .write || method.effect == .reveal else { return request }
        let own = (request["request_id"] ?? request["requestId"])?.text
        guard own == nil else { return request }
        let id = requestID ?? options.requestId ?? UUID().uuidString.lowercased()
        return request.setting("request_id", to: .string(id))
    }

    /// The request's bytes.
    ///
    /// - Throws: A usage `Failure` naming the member that the contract has not or has otherwise.
    private static func encode(
        _ request: JSONValue,
        _ method: MethodInfo
    ) throws(Failure) -> [UInt8] {
        do {
            return try MessageJSON.decode(request, type: method.requestType)
        } catch {
            throw Failure(usage: "the request is no \(method.requestType): \(error)")
        }
    }
}

extension MethodInfo {
    /// The method with a name: "/kntc.v1.Service/Method", or without slash and package.
    ///
    /// - Throws: A usage `Failure` when the contract has none.
    static func named(_ name: String) throws(Failure) -> MethodInfo {
        let bare = name.hasPrefix("/") ? String(name.dropFirst()) : name
        let full = bare.hasPrefix("kntc.") ? "/\(bare)" : "/kntc.v1.\(bare)"
        guard let method = Contract.methods.first(where: { $0.path == full }) else {
            throw Failure(usage: "the contract has no method \(name); kntc-admin list names all")
        }
        return method
    }
}
