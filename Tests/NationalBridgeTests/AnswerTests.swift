import Foundation
import Testing

@testable import NationalBridge

/// What an answer over HTTP means.
@Suite struct AnswerTests {
    private static let now = Date(timeIntervalSince1970: 1_791_165_600)

    private func answer(_ code: Int, _ body: String, retryAfter: String? = nil) -> Answer {
        Answer(
            code: code,
            retryAfter: retryAfter,
            body: Data(body.utf8),
            messageID: "m1",
            now: Self.now
        )
    }

    struct Row: Sendable {
        let code: Int
        let body: String
        let answer: Answer

        init(_ code: Int, _ body: String, _ answer: Answer) {
            self.code = code
            self.body = body
            self.answer = answer
        }
    }

    static let unreadable = Answer.unavailable("UNREADABLE_ANSWER", retryAfter: nil)

    @Test(
        "each answer has its meaning",
        arguments: [
            Row(
                200,
                #"{"status": "accepted", "messageId": "m1", "nationalId": "QG-1"}"#,
                .accepted(nationalID: "QG-1", isDuplicate: false)
            ),
            Row(
                200,
                #"{"status": "duplicate", "messageId": "m1", "nationalId": "QG-1"}"#,
                .accepted(nationalID: "QG-1", isDuplicate: true)
            ),
            Row(
                200,
                #"{"status": "accepted", "messageId": "m2", "nationalId": "QG-1"}"#,
                unreadable
            ),
            Row(200, #"{"status": "queued", "messageId": "m1", "nationalId": "QG-1"}"#, unreadable),
            Row(200, #"{"status": "accepted", "messageId": "m1", "nationalId": ""}"#, unreadable),
            Row(200, "<html>", unreadable),
            Row(
                422,
                #"{"status": "refused", "errors": [{"path": "/payload/x", "rule": "pattern"}]}"#,
                .refused(["/payload/x pattern"])
            ),
            Row(
                409,
                #"{"status": "out_of_sequence", "expected": 1, "found": 2}"#,
                .refused(["HTTP 409 out_of_sequence"])
            ),
            Row(400, "Nguyễn Văn A", .refused(["HTTP 400 refused"])),
            Row(413, #"{"status": "Nguyen Van A"}"#, .refused(["HTTP 413 refused"])),
            Row(500, "", .unavailable("HTTP 500", retryAfter: nil)),
            Row(408, "", .unavailable("HTTP 408", retryAfter: nil)),
            Row(302, "", .misdirected(302)),
            Row(401, "", .misdirected(401)),
            Row(404, #"{"status": "not_found"}"#, .misdirected(404)),
        ]
    )
    func meaning(row: Row) {
        #expect(answer(row.code, row.body) == row.answer)
    }

    @Test(
        "Retry-After is seconds or a date",
        arguments: [
            ("7", Duration.seconds(7)), ("0", .zero), ("-1", nil), ("soon", nil),
            ("Mon, 05 Oct 2026 02:00:30 GMT", .seconds(30)),
            ("Mon, 05 Oct 2026 01:00:00 GMT", .zero),
        ]
    )
    func retryAfter(text: String, wait: Duration?) {
        #expect(answer(503, "", retryAfter: text) == .unavailable("HTTP 503", retryAfter: wait))
    }

    @Test(
        "a refusal is kept without anything that may be a value",
        arguments: [
            ("/payload/senders/0", "required: fullName", "/payload/senders/0 required fullName"),
            ("/payload/senders/0", "required: Nguyễn A", "/payload/senders/0 required"),
            ("/eventType", #"enum: ["Nguyen Van A"]"#, "/eventType enum"),
            ("/eventType", "Nguyen Van A is no type", "/eventType unnamed"),
            ("/payload/Nguyễn", "type: string", "/… type"),
            ("/payload/099180000001", "type: string", "/… type"),
            ("", "json", " json"),
        ]
    )
    func refusal(path: String, rule: String, kept: String) {
        #expect(RefusalRule.text(path: path, rule: rule) == kept)
    }
}

/// How attempts are spaced.
@Suite struct BackoffTests {
    private let backoff = Backoff(attemptsMax: 5, base: .seconds(1), cap: .seconds(6))

    private func delay(
        _ attempt: Int,
        _ fraction: Double,
        retryAfter: Duration? = nil
    ) -> Duration? {
        backoff.delay(
            after: attempt,
            retryAfter: retryAfter,
            retryAfterMax: .seconds(75),
            fraction: fraction
        )
    }

    @Test("the ceiling doubles up to the cap, and the fifth attempt is the last")
    func schedule() {
        let ceilings: [Duration?] = (1...6).map { delay($0, 1) }
        let expected: [Duration?] = [
            .seconds(1), .seconds(2), .seconds(4), .seconds(6), nil, nil,
        ]
        #expect(ceilings == expected)
    }

    @Test("jitter spreads from nothing to the ceiling", arguments: [0, 0.25, 0.5, 1])
    func jitter(fraction: Double) {
        #expect(delay(3, fraction) == .seconds(4) * fraction)
    }

    @Test("a demanded wait is kept, and one too long ends the attempts")
    func demanded() {
        #expect(delay(1, 1, retryAfter: .seconds(75)) == .seconds(75))
        #expect(delay(1, 1, retryAfter: .seconds(76)) == nil)
        #expect(delay(3, 1, retryAfter: .seconds(1)) == .seconds(4))
    }
}
