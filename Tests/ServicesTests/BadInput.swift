import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// One request that the server must refuse, and how.
struct BadInput: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Code and reason.
    let expected: String
    /// The fields of `google.rpc.BadRequest`, in order.
    var fields: [String] = []
    /// Entries that the error's metadata must hold.
    var metadata: [String: String] = [:]
    var identity: String? = "head@H29.02"
    var path: String
    let payload: @Sendable (Planted) throws -> [UInt8]

    /// A request of the contract, spoilt.
    static func call<Request, Reply>(
        _ name: String,
        _ method: Method<Request, Reply>,
        _ expected: String = "INVALID_ARGUMENT FIELD_INVALID",
        _ fields: [String] = [],
        as identity: String? = "head@H29.02",
        metadata: [String: String] = [:],
        _ request: @escaping @Sendable (Planted) -> Request
    ) -> BadInput {
        BadInput(
            testDescription: name,
            expected: expected,
            fields: fields,
            metadata: metadata,
            identity: identity,
            path: method.info.path
        ) { try request($0).serialized() }
    }

    /// A registration, spoilt.
    static func register(
        _ name: String,
        _ expected: String = "INVALID_ARGUMENT FIELD_INVALID",
        _ fields: [String] = [],
        as identity: String? = "head@H29.02",
        metadata: [String: String] = [:],
        _ spoil: @escaping @Sendable (inout RegisterPetitionRequest) -> Void
    ) -> BadInput {
        call(
            name,
            PetitionMethods.registerPetition,
            expected,
            fields,
            as: identity,
            metadata: metadata
        ) { _ in
            var request = Sample.registration
            request.requestId = TestCaller.newRequestID()
            spoil(&request)
            return request
        }
    }

    /// A registration in order with bytes after it.
    static func raw(
        _ name: String,
        _ fields: [String],
        _ bytes: [UInt8]
    ) -> BadInput {
        BadInput(
            testDescription: name,
            expected: "INVALID_ARGUMENT MALFORMED",
            fields: fields,
            path: PetitionMethods.registerPetition.info.path
        ) { _ in
            var request = Sample.registration
            request.requestId = TestCaller.newRequestID()
            return try request.serialized() + bytes
        }
    }
}

extension BadInput {
    static let registrations: [BadInput] = [
        register("an agency that is not there", "NOT_FOUND AGENCY_NOT_FOUND", as: "head@H29.77") {
            _ in
        },
        register("no content", fields: "summary") { $0.summary = "" },
        register("a stamp of tomorrow", fields: "stamp.date") {
            $0.stamp?.date = "2026-07-16"
            $0.registeredOn = ""
        },
        register("a text too long", fields: "summary") {
            $0.summary = String(repeating: "đ", count: 4_001)
        },
        register("an unknown source", fields: "source") { $0.source = .unknown(99) },
        register("no request id", fields: "request_id") { $0.requestId = "" },
        register("a request id of another shape", fields: "request_id") {
            $0.requestId = "request/000000001"
        },
        register("a short request id", fields: "request_id") { $0.requestId = "short" },
        register("too many parties", fields: "parties") {
            $0.parties = Array(repeating: Sample.sender, count: 51)
        },
        register("a sender named", fields: "summary") { $0.summary = "Bà Nguyễn Thị Ánh" },
        register("a sender named without marks", fields: "summary") {
            $0.summary = "ba nguyen thi anh"
        },
        register("a sender named in decomposed capitals", fields: "summary") {
            $0.summary = "NGUYE\u{302}\u{303}N THI\u{323} A\u{301}NH"
        },
        register("a sender's number", fields: "summary") { $0.summary = "CCCD 0791 8500 1234" },
        register(
            "everything at once",
            fields: "source",
            "stamp.number",
            "stamp.date",
            "summary",
            "parties[0].role",
            "parties[0].kind",
            "sender_count",
            "paper_number"
        ) {
            $0.source = .unspecified
            $0.stamp = ReceivingStamp(number: "", date: "06/07/2026")
            $0.summary = ""
            $0.parties = [Party()]
            $0.senderCount = -1
            $0.paperNumber = -1
        },
        register("a paper number that was not reserved", fields: "paper_number") {
            $0.paperNumber = 77
        },
        register(
            "an external reference that is taken",
            "ALREADY_EXISTS ALREADY_EXISTS",
            metadata: ["field": "external_reference"]
        ) {
            $0.externalReference = Planted.request(1).externalReference
        },
        register("no identity", "UNAUTHENTICATED UNAUTHENTICATED", as: nil) { _ in },
        register("an odd identity", "UNAUTHENTICATED UNAUTHENTICATED", as: "king@H29.02") { _ in },
        register("an odd agency", "UNAUTHENTICATED UNAUTHENTICATED", as: "head@Sài Gòn") { _ in },
        register(
            "a name that moves letters",
            "UNAUTHENTICATED UNAUTHENTICATED",
            as: "head@H29.02/a\u{202E}n"
        ) {
            _ in
        },
        register(
            "no permission",
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "administrator@H29.02",
            metadata: ["permission": "petition.register"]
        ) { _ in },
        raw("broken UTF-8", ["summary"], [0x22, 2, 0xff, 0xfe]),
        raw("a NUL", ["summary"], [0x22, 3, 0x61, 0, 0x62]),
        raw("a NUL in a party", ["parties[1].full_name"], [0x32, 4, 0x1a, 2, 0, 0x41]),
        raw("bytes cut short", ["summary"], [0x22, 9, 0x61]),
    ]

    /// A registration with several wrong fields.
    private static func register(
        _ name: String,
        fields: String...,
        spoil: @escaping @Sendable (inout RegisterPetitionRequest) -> Void
    ) -> BadInput {
        register(name, "INVALID_ARGUMENT FIELD_INVALID", fields, spoil)
    }
}
