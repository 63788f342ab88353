import Messages
import NIOHPACK
import RPC

/// How values are written as HTTP headers.
enum HeaderText {
    /// A text as `grpc-message` carries it: printable ASCII as it is, all else as `%XX`.
    static func percentEncoded(_ text: String) -> String {
        guard text.utf8.contains(where: { !isPlain($0) }) else { return text }
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), hexDigit(byte >> 4), hexDigit(byte & 15)]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// Bytes as a `-bin` header carries them.
    static func base64(_ bytes: [UInt8]) -> String {
        String(Base64.encode(bytes).prefix { $0 != "=" })
    }

    /// The bytes of a `-bin` header, with or without padding; nothing when they are none.
    static func bytes(base64 text: Substring) -> [UInt8]? {
        let bare = text.utf8.count % 4
        return Base64.decode(text + String(repeating: "=", count: bare == 0 ? 0 : 4 - bare))
    }

    /// Whether a key may name metadata: lower case letters, digits and `_-.`.
    static func isKey(_ key: String) -> Bool {
        !key.isEmpty
            && key.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45
                    || $0 == 46
            }
    }

    /// Whether a text may stand as a value: printable ASCII.
    static func isValue(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "%")
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}

/// How long a caller waits, as it says it in a header.
enum TimeoutText {
    /// The value of `grpc-timeout`: one to eight digits and a unit, `100m` for 100 milliseconds.
    ///
    /// - Parameter text: The header's value.
    /// - Returns: Nanoseconds; less than 0 when the time is already over.
    /// - Throws: INVALID_ARGUMENT MALFORMED.
    static func nanoseconds(grpc text: String) throws(Status) -> Int64 {
        let units: [UInt8: Int64] = [
            UInt8(ascii: "n"): 1, UInt8(ascii: "u"): 1_000, UInt8(ascii: "m"): 1_000_000,
            UInt8(ascii: "S"): 1_000_000_000, UInt8(ascii: "M"): 60_000_000_000,
            UInt8(ascii: "H"): 3_600_000_000_000,
        ]
        guard let last = text.utf8.last, let unit = units[last],
            let count = count(text.dropLast(), digitsMax: 8)
        else {
            throw .wrongHeader(
                "grpc-timeout",
                "one to eight digits and one of H, M, S, m, u, n, such as 500m"
            )
        }
        return nanoseconds(count, unit)
    }

    /// The value of `connect-timeout-ms`: one to ten digits.
    ///
    /// - Parameter text: The header's value.
    /// - Returns: Nanoseconds; less than 0 when the time is already over.
    /// - Throws: INVALID_ARGUMENT MALFORMED.
    static func nanoseconds(connect text: String) throws(Status) -> Int64 {
        guard let count = count(text[...], digitsMax: 10) else {
            throw .wrongHeader("connect-timeout-ms", "one to ten digits, such as 500")
        }
        return nanoseconds(count, 1_000_000)
    }

    private static func count(_ text: Substring, digitsMax: Int) -> Int64? {
        guard (1...digitsMax).contains(text.utf8.count),
            text.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int64(text)
    }

    private static func nanoseconds(_ count: Int64, _ unit: Int64) -> Int64 {
        guard count > 0 else { return -1 }
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        return overflow ? .max : product
    }
}

extension Status {
    /// A header whose value breaks its rule; the value itself is not repeated.
    static func wrongHeader(_ name: String, _ rule: String) -> Status {
        Status(
            .malformed,
            "header \(name): \(rule)",
            metadata: ["field": name, "rule": rule]
        )
        .with(fieldViolations: [FieldViolation(field: name, description: rule)])
    }

    /// A request that is compressed, which none may be: a small one could unfold into a huge one.
    static func compressed(_ header: String) -> Status {
        Status(
            .compressionUnsupported,
            "\(header): requests are not compressed; send identity or leave it out",
            metadata: ["field": header]
        )
    }

    /// A streaming method called in a way that has one reply.
    static func streamOverConnect(_ path: String) -> Status {
        Status(
            .streamNotServed,
            "a streaming method is called over gRPC or ttrpc",
            metadata: ["method": path]
        )
    }

    /// A method whose messages the contract does not describe, so that JSON can not be read.
    static func noJSON(_ path: String) -> Status {
        Status(
            .jsonNotServed,
            "the method is not of the contract and has no JSON; call it with application/proto",
            metadata: ["method": path]
        )
    }

    /// The peer did not send its request at the least pace.
    static let requestTooSlow = Status(
        .requestTooSlow,
        "the request came too slowly and was given up; nothing was done",
        metadata: ["committed": "no"]
    )

    /// What has begun to come on the connection is as much as it may hold.
    static func inboundFull(_ max: Int, retryAfter delay: Duration) -> Status {
        Status(
            .overload,
            "begun requests of this connection hold \(max) bytes, as many as they may",
            metadata: ["max": String(max)]
        ).with(retryAfter: delay)
    }

    /// The peer leaves its replies lying.
    static func outboundFull(_ max: Int, retryAfter delay: Duration) -> Status {
        Status(
            .overload,
            "\(max) bytes of replies wait for this connection, as many as may",
            metadata: ["max": String(max)]
        ).with(retryAfter: delay)
    }
}
