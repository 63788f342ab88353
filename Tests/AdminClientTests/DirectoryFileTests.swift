import Messages
import TestSeeds
import Testing

@testable import AdminClient

private func body(_ code: String, parent: String = "") -> JSONValue {
    .object([
        ("code", .string(code)), ("name", .string("Tên")), ("type", .string("DEPARTMENT")),
        ("parent", .string(parent)), ("division_type", .string("phường")),
    ])
}

private func codes(_ request: JSONValue) -> [String] {
    (request["agencies"]?.elements ?? []).compactMap { $0["code"]?.text }
}

/// The requests that load a file where nothing stands.
private func loads(_ file: JSONValue) throws -> [JSONValue] {
    let file = try DirectoryFile(file)
    return file.requests(for: DirectoryDifference(file.agencies, []))
}

@Test(
    "A directory is sent in parts of 50",
    arguments: [(1, [1]), (50, [50]), (120, [50, 50, 20])]
)
func cutsParts(count: Int, sizes: [Int]) throws {
    let file = JSONValue.object([("agencies", .array((0..<count).map { body("H29.\($0)") }))])
    let requests = try loads(file)
    #expect(requests.map { codes($0).count } == sizes)
    #expect(requests.flatMap(codes) == (0..<count).map { "H29.\($0)" })
    for request in requests {
        let bytes = try MessageJSON.decode(request, type: "kntc.v1.ApplyAgenciesRequest")
        let message = try ApplyAgenciesRequest(serialized: bytes)
        #expect(message.agencies.allSatisfy { $0.type == .department })
    }
}

@Test("Parents come before children, whatever the order of the file")
func putsParentsFirst() throws {
    var generator = SplitMix64(usualSeed: .random(in: .min ... .max))
    let bodies = (1..<200).map { index in
        body("B\(index)", parent: index == 1 ? "outside" : "B\(generator.next() % UInt64(index))")
    }
    let shuffled = bodies.shuffled(using: &generator)
    let sorted = try loads(.array(shuffled)).flatMap(codes)
    #expect(Set(sorted).count == 199)
    let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    for body in bodies {
        let code = try #require(body["code"]?.text)
        let parent = try #require(body["parent"]?.text)
        if let above = places[parent] {
            #expect(above < places[code] ?? -1, "seed \(generator.seed)")
        }
    }
}

@Test(
    "A file that is no directory is refused",
    arguments: [
        "{}", #"{"agencies":[]}"#, #"[{"name":"x"}]"#, #"[{"code":"A"},{"code":"A"}]"#,
        #"[{"code":"A","parent":"B"},{"code":"B","parent":"A"}]"#, #"[{"code":"A","parent":"A"}]"#,
    ]
)
func refusesFile(_ text: String) throws {
    let file = try JSONValue(parsing: text)
    #expect(throws: Failure.self) { try DirectoryFile(file) }
}
