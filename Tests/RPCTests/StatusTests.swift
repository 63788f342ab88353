import Messages
import Testing

@testable import RPC

@Suite("Status")
struct StatusTests {
    @Test("codes have the numbers and names of google.rpc.Code")
    func codes() {
        #expect(Code.allCases.map(\.rawValue) == Array(1...16))
        #expect(
            Code.allCases.map(\.name).joined(separator: " ")
                == "CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS "
                + "PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE "
                + "UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED"
        )
    }

    private static let full = Status(
        .failedPrecondition,
        reason: "ACTION_NOT_ALLOWED",
        "not in this state",
        metadata: ["state": "ACCEPTED", "action": "close"]
    )
    .with(fieldViolations: [.init(field: "petition.summary", description: "is empty")])
    .with(preconditionViolations: [
        .init(type: "DOCUMENT", subject: "petitions/1", description: "the decision is missing")
    ])
    .with(retryAfter: .milliseconds(2_500))
    .with(resourceType: "kntc.v1.Petition", name: "petitions/1")
    .with(vietnamese: "Chưa có quyết định")

    @Test("all details survive the wire")
    func roundTrip() throws {
        let bytes = try Self.full.wireValue.serialized()
        let status = try #require(Status(received: GoogleStatus(serialized: bytes)))
        #expect(status == Self.full)
        #expect(status.code == .failedPrecondition)
        #expect(status.message == "not in this state")
        #expect(status.reason == "ACTION_NOT_ALLOWED")
        #expect(status.metadata == ["state": "ACCEPTED", "action": "close"])
        #expect(status.fieldViolations.map(\.field) == ["petition.summary"])
        #expect(status.preconditionViolations.map(\.subject) == ["petitions/1"])
        #expect(status.retryDelay == .milliseconds(2_500))
        #expect(status.resource?.type == "kntc.v1.Petition")
        #expect(status.resource?.name == "petitions/1")
        #expect(status.localizedMessage?.locale == "vi-VN")
        #expect(status.localizedMessage?.message == "Chưa có quyết định")
    }

    /// Red when a reason says nothing to the user, or says it beside what is said better.
    @Test(
        "every reason has a text for the user, until a better one is given",
        arguments: ErrorReason.known
    )
    func vietnamese(reason: ErrorReason) {
        let status = Status(reason, "developers only")
        #expect(status.localizedMessage?.message == reason.remedyVi)
        #expect(reason.remedyVi.utf8.count > 10)
        let better = status.with(vietnamese: "Rõ hơn")
        #expect(better.localizedMessage?.message == "Rõ hơn" && better.details.count == 2)
    }

    @Test("each detail type stands once, ErrorInfo first and of this domain")
    func detailsOnce() throws {
        let twice = Self.full.with(retryAfter: .seconds(9)).with(vietnamese: "Lần hai")
        #expect(twice.details.count == 6)
        #expect(Set(twice.details.map(\.typeUrl)).count == 6)
        #expect(twice.details.first?.typeUrl == "type.googleapis.com/google.rpc.ErrorInfo")
        #expect(try GoogleErrorInfo(serialized: twice.details[0].value).domain == "kntc")
        #expect(twice.retryDelay == .seconds(9))
        #expect(twice.localizedMessage?.message == "Lần hai")
    }

    @Test("the same facts give the same bytes, whatever the order of the metadata")
    func deterministic() throws {
        let keys = (0..<20).map { "key\($0)" }
        let statuses = [keys, keys.reversed()].map { keys in
            Status(
                .internal,
                reason: "A",
                "b",
                metadata: Dictionary(uniqueKeysWithValues: keys.map { ($0, $0) })
            )
        }
        #expect(try statuses[0].wireValue.serialized() == statuses[1].wireValue.serialized())
    }

    @Test("a foreign status keeps what it says; code 0 is no status")
    func foreign() {
        #expect(Status(received: GoogleStatus(code: 0, message: "fine")) == nil)
        let bare = Status(received: GoogleStatus(code: 5, message: "gone"))
        #expect(bare?.code == .notFound)
        #expect(bare?.reason == nil)
        #expect(bare?.metadata == [:])
        #expect(bare?.description == "NOT_FOUND")
        #expect(Status(received: GoogleStatus(code: 99))?.code == .unknown)
        let broken = Status(
            received: GoogleStatus(
                code: 5,
                details: [
                    GoogleAny(
                        typeUrl: "type.googleapis.com/google.rpc.ErrorInfo",
                        value: [0xFF, 0xFF]
                    )
                ]
            )
        )
        #expect(broken?.reason == nil)
    }

    @Test("the description shows code and reason, never the message")
    func redaction() {
        #expect("\(Self.full)" == "FAILED_PRECONDITION ACTION_NOT_ALLOWED")
    }
}
