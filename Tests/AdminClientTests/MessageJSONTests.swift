import Messages
import Testing

@Test("A message becomes JSON and comes back the same")
func roundTrip() throws {
    let request = RegisterPetitionRequest(
        requestId: "r",
        source: .portal,
        summary: "Đơn \"khiếu nại\"\n",
        parties: [Party(role: .sender, kind: .person), Party()],
        signed: true,
        fullText: [0, 255, 16],
        paperNumber: .max
    )
    let json = try MessageJSON.encode(
        serialized: request.serialized(),
        type: RegisterPetitionRequest.typeName
    )
    #expect(
        json.text(pretty: false) == """
            {"request_id":"r","source":"PETITION_SOURCE_PORTAL",\
            "summary":"Đơn \\"khiếu nại\\"\\n","parties":[{"role":"PARTY_ROLE_SENDER",\
            "kind":"PARTY_KIND_PERSON"},{}],"signed":true,"full_text":"AP8Q",\
            "paper_number":"9223372036854775807"}
            """
    )
    let bytes = try MessageJSON.decode(json, type: RegisterPetitionRequest.typeName)
    #expect(try RegisterPetitionRequest(serialized: bytes) == request)
}

@Test("An enum value of a newer build is a number both ways, and a set oneof stays set")
func keepsUnknownAndSet() throws {
    let json = try JSONValue(
        parsing: #"{"agency":"H29","state":99,"pageSize":3,"page_token":null}"#
    )
    let bytes = try MessageJSON.decode(json, type: ListCasesRequest.typeName)
    #expect(
        try ListCasesRequest(serialized: bytes)
            == ListCasesRequest(agency: "H29", state: .unknown(99), pageSize: 3)
    )
    let back = try MessageJSON.encode(serialized: bytes, type: ListCasesRequest.typeName)
    #expect(back["state"] == .number("99"))
    let named = try MessageJSON.decode(
        JSONValue(parsing: #"{"id":""}"#),
        type: GetCaseRequest.typeName
    )
    let again = try MessageJSON.encode(serialized: named, type: GetCaseRequest.typeName)
    #expect(again["id"] == .string(""))
}

@Test(
    "JSON that is no such message is refused with the place",
    arguments: [
        (#"[]"#, ""), (#"{"foo":1}"#, "foo"), (#"{"parties":{}}"#, "parties"),
        (#"{"parties":[{},{"rôle":1}]}"#, "parties[1].rôle"), (#"{"source":"POST"}"#, "source"),
        (#"{"signed":"true"}"#, "signed"), (#"{"sender_count":1.5}"#, "sender_count"),
        (#"{"sender_count":2147483648}"#, "sender_count"), (#"{"full_text":"A==="}"#, "full_text"),
        (#"{"full_text":"AB=="}"#, "full_text"), (#"{"summary":"a\u0000b"}"#, "summary"),
        (#"{"written_on":{"year":{}}}"#, "written_on.year"), (#"{"summary":1}"#, "summary"),
        (#"{"sender_count":1,"senderCount":2}"#, "senderCount"),
    ]
)
func refusesMembers(_ text: String, path: String) throws {
    let json = try JSONValue(parsing: text)
    let error = #expect(throws: JSONError.self) {
        try MessageJSON.decode(json, type: RegisterPetitionRequest.typeName)
    }
    #expect(error?.path == path)
}

@Test("Two of which one may be given are refused, and more than a message holds")
func refusesTooMuch() throws {
    let both = try JSONValue(parsing: #"{"id":"a","external_reference":{}}"#)
    #expect(throws: JSONError.self) {
        try MessageJSON.decode(both, type: GetPetitionRequest.typeName)
    }
    let bodies = JSONValue.array(Array(repeating: .object([]), count: 10_001))
    #expect(throws: JSONError.self) {
        try MessageJSON.decode(
            .object([("agencies", bodies)]),
            type: ApplyAgenciesRequest.typeName
        )
    }
    let office = JSONValue.object([("code", .string(String(repeating: "x", count: 3_000)))])
    let large = JSONValue.array(Array(repeating: office, count: 9_000))
    #expect(throws: JSONError.self) {
        try MessageJSON.decode(
            .object([("agencies", large)]),
            type: ApplyAgenciesRequest.typeName
        )
    }
}

@Test(
    "Text that is no JSON is refused",
    arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\":1 \"b\":2}", "{a:1}", "01", "1.", "-", "1e",
        "+1",
        ".5", "tru", "nulll", "\"a", "\"\t\"", #""\x""#, #""\ud800""#, #""\udc00\ud800""#,
        #""\u12g4""#,
        "1 2", "{\"a\":1,\"a\":2}", "// c\n1", "'a'", "NaN",
        String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
    ]
)
func refusesText(_ text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
}

@Test(
    "JSON text is read as it is meant",
    arguments: [
        (#" {"a" : [ -1.5e+3 , true,false , null ] } "#, #"{"a":[-1.5e+3,true,false,null]}"#),
        (#""\ud83d\ude00\u0041\/\b""#, "\"😀A/\\u0008\""), ("0", "0"), ("-0", "-0"), ("[]", "[]"),
    ]
)
func readsText(_ text: String, written: String) throws {
    #expect(try JSONValue(parsing: text).text(pretty: false) == written)
}

@Test("Bytes come back from Base64", arguments: 0..<70)
func base64(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ count) }
    let type = RegisterPetitionRequest.typeName
    let json = try MessageJSON.encode(
        serialized: RegisterPetitionRequest(fullText: bytes).serialized(),
        type: type
    )
    let back = try RegisterPetitionRequest(
        serialized: try MessageJSON.decode(json, type: type)
    )
    #expect(back.fullText == bytes)
}
