import Foundation
import Messages
import RPC

/// The bodies of the city, as Tools/data/directory.json lists them.
struct Directory: Decodable {
    fileprivate struct Entry: Decodable {
        struct Code: Decodable {
            let scheme: String
            let value: String
        }

        struct Office: Decodable {
            let code: String
            let title: String
            let head: Bool
        }

        let code: String
        let name: String
        let type: String
        let parent: String
        let validFrom: String
        let validTo: String?
        let codes: [Code]
        let predecessors: [String]
        let successors: [String]
        let offices: [Office]
    }

    private let agencies: [Entry]

    /// Reads the file.
    init(file: String) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Self.self, from: Data(contentsOf: URL(filePath: file)))
    }

    /// Gives them to the server, fifty with each call, which is the most it takes.
    func apply(through client: RPCClient) async throws {
        let all = agencies.map(\.agency)
        for start in stride(from: 0, to: all.count, by: 50) {
            let request = ApplyAgenciesRequest(
                requestId: UUID().uuidString,
                agencies: Array(all[start..<min(start + 50, all.count)])
            )
            _ = try await client.call(
                DirectoryMethods.applyAgencies,
                request,
                metadata: ["kntc-identity": "administrator@H29"]
            )
        }
    }

    /// Puts officers in its agencies.
    func staff(_ count: Int, through client: RPCClient) async throws {
        let bodies = agencies.filter { $0.validTo == nil && $0.type != "DIVISION" }.map(\.code)
        for start in stride(from: 0, to: count, by: 50) {
            let request = ApplyOfficersRequest(
                requestId: UUID().uuidString,
                officers: (start..<min(start + 50, count)).map {
                    Officer(code: "can.bo.\($0)", agency: bodies[$0 % bodies.count])
                }
            )
            _ = try await client.call(
                DirectoryMethods.applyOfficers,
                request,
                metadata: ["kntc-identity": "administrator@H29"]
            )
        }
    }

    /// Codes of the communes, at most 64 of them.
    static func communes(through client: RPCClient) async throws -> [String] {
        let reply = try await client.call(
            DirectoryMethods.listAgencies,
            ListAgenciesRequest(parent: "H29", pageSize: 200),
            metadata: ["kntc-identity": "administrator@H29"]
        )
        let codes = reply.agencies.filter { $0.type == .commune && $0.validTo.isEmpty }.map(\.code)
        guard !codes.isEmpty else { throw Unexpected("the directory holds no commune: load it") }
        return Array(codes.prefix(64))
    }
}

extension Directory.Entry {
    fileprivate var agency: Agency {
        Agency(
            code: code,
            name: name,
            type: AgencyType.known.first { $0.protoName == "AGENCY_TYPE_\(type)" } ?? .unspecified,
            parent: parent,
            validFrom: validFrom,
            validTo: validTo ?? "",
            codes: codes.map { AgencyCode(scheme: $0.scheme, value: $0.value) },
            predecessors: predecessors,
            successors: successors,
            offices: offices.map { .init(code: $0.code, title: $0.title, head: $0.head) }
        )
    }
}
