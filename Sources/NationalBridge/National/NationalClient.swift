import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Posts messages to the national database.
struct NationalClient: Sendable {
    /// The most bytes of an answer that are read.
    static let answerBytesMax = 1 << 20

    private let http: HTTPClient
    private let url: String
    private let timeout: TimeAmount

    private init(http: HTTPClient, url: String, timeout: TimeAmount) {
        self.http = http
        self.url = url
        self.timeout = timeout
    }

    /// Lends a client and closes it afterwards.
    ///
    /// - Parameters:
    ///   - url: Where messages go.
    ///   - timeout: For one attempt in all, from connecting to the last byte.
    ///   - body: Works with the client.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    static func with<Value>(
        url: String,
        timeout: TimeAmount = .seconds(30),
        _ body: (NationalClient) async throws -> Value
    ) async throws -> Value {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        // Attempts are counted in one place, and that is not the connection pool.
        configuration.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(configuration: configuration)
        do {
            let value = try await body(NationalClient(http: http, url: url, timeout: timeout))
            try await http.shutdown()
            return value
        } catch {
            try await http.shutdown()
            throw error
        }
    }

    /// Posts one message once.
    func post(_ message: Data, id: String) async -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
        request.headers.add(name: "Accept", value: "application/json")
        request.body = .bytes(message, length: .known(Int64(message.count)))
        do {
            let response = try await http.execute(request, timeout: timeout)
            let body = try await response.body.collect(upTo: Self.answerBytesMax)
            return Answer(
                code: Int(response.status.code),
                retryAfter: response.headers.first(name: "Retry-After"),
                body: Data(body.readableBytesView),
                messageID: id,
                now: Date()
            )
        } catch is NIOTooManyBytesError {
            return .unavailable("ANSWER_TOO_LARGE", retryAfter: nil)
        } catch let error as HTTPClientError where error == .deadlineExceeded {
            return .unavailable("TIMEOUT", retryAfter: nil)
        } catch {
            return .unavailable("NOT_REACHED", retryAfter: nil)
        }
    }
}
