import Messages

/// A file of bodies and officers: parents before children, in the contract's words.
struct DirectoryFile {
    /// The method that loads bodies.
    static let agencies = "DirectoryService/ApplyAgencies"
    /// The method that loads officers.
    static let officers = "DirectoryService/ApplyOfficers"
    /// Bodies or officers that one request may hold.
    private static let partMax = 50

    /// The bodies.
    let agencies: [JSONValue]
    /// The officers.
    let officers: [JSONValue]

    /// Reads a file.
    ///
    /// - Throws: A usage `Failure` when the file has neither bodies nor officers, one has no code,
    ///   a code stands twice, bodies are above each other, or a member is none of the contract.
    init(_ file: JSONValue) throws(Failure) {
        let officers = file["officers"]?.elements ?? []
        let agencies = (file["agencies"] ?? (officers.isEmpty ? file : .array([]))).elements
        guard !agencies.isEmpty || !officers.isEmpty else {
            throw Failure(usage: "the file has neither \"agencies\" nor \"officers\"")
        }
        _ = try Self.byCode(officers)
        self.agencies = try Self.parentsFirst(agencies)
            .map { agency throws(Failure) in try Self.agency(agency) }
        self.officers = try officers.map { officer throws(Failure) in
            try Self.canonical(officer, "kntc.v1.Officer")
        }
    }

    /// A body as the contract has it: the type by its full name, notes of the file left out.
    static func agency(_ agency: JSONValue) throws(Failure) -> JSONValue {
        guard case .object(let all) = agency else {
            throw Failure(usage: "a body of the file is no object")
        }
        var kept = JSONValue.object(all.filter { $0.0 != "division_type" })
        if let type = agency["type"]?.text, !type.hasPrefix("AGENCY_TYPE_") {
            kept = kept.setting("type", to: .string("AGENCY_TYPE_\(type)"))
        }
        return try canonical(kept, "kntc.v1.Agency")
    }

    /// The requests that load the bodies that differ.
    ///
    /// A body may come from or go on as one of a later part: such links are left out at first and
    /// loaded once all bodies stand.
    func requests(for difference: DirectoryDifference) -> [JSONValue] {
        var known = difference.standing
        var late: [JSONValue] = []
        var parts: [JSONValue] = []
        for part in Self.chunks(difference.wanted) {
            known.formUnion(part.compactMap { $0["code"]?.text })
            let ready = part.map { agency in
                let links = ["predecessors", "successors"].filter { name in
                    (agency[name]?.elements ?? []).contains { !known.contains($0.text ?? "") }
                }
                guard !links.isEmpty, case .object(let members) = agency else { return agency }
                late.append(agency)
                return .object(members.filter { !links.contains($0.0) })
            }
            parts.append(.object([("agencies", .array(ready))]))
        }
        return parts + Self.parts(late, "agencies")
    }

    /// Bodies or officers in requests that hold as many as one may.
    static func parts(_ records: [JSONValue], _ member: String) -> [JSONValue] {
        chunks(records).map { .object([(member, .array($0))]) }
    }

    private static func chunks(_ records: [JSONValue]) -> [[JSONValue]] {
        stride(from: 0, to: records.count, by: partMax).map { start in
            Array(records[start..<min(start + partMax, records.count)])
        }
    }

    /// What a record comes back as: without members at rest, in the contract's order.
    private static func canonical(_ record: JSONValue, _ type: String) throws(Failure) -> JSONValue
    {
        do {
            let bytes = try MessageJSON.decode(record, type: type)
            return try MessageJSON.encode(serialized: bytes, type: type)
        } catch {
            throw Failure(usage: "\(record["code"]?.text ?? "an entry") is no \(type): \(error)")
        }
    }

    private static func byCode(_ records: [JSONValue]) throws(Failure) -> [String: JSONValue] {
        var byCode: [String: JSONValue] = [:]
        for record in records {
            guard let code = record["code"]?.text, !code.isEmpty else {
                throw Failure(usage: "an entry of the file has no code")
            }
            guard byCode.updateValue(record, forKey: code) == nil else {
                throw Failure(usage: "the file names \(code) twice")
            }
        }
        return byCode
    }

    private static func parentsFirst(_ agencies: [JSONValue]) throws(Failure) -> [JSONValue] {
        let byCode = try byCode(agencies)
        var placed: Set<String> = []
        var sorted: [JSONValue] = []
        for agency in agencies {
            // The bodies above this one that are not placed yet, the nearest first.
            var line: [(String, JSONValue)] = []
            var next: JSONValue? = agency
            while let body = next, let code = body["code"]?.text, !placed.contains(code) {
                guard !line.contains(where: { $0.0 == code }) else {
                    throw Failure(usage: "\(code) is above itself in the file")
                }
                line.append((code, body))
                next = body["parent"]?.text.flatMap { byCode[$0] }
            }
            for (code, body) in line.reversed() {
                placed.insert(code)
                sorted.append(body)
            }
        }
        return sorted
    }
}
