import Casework
import Messages
import TestSupport
import Testing

/// The grounds on which the head refuses to accept, article by article.
@Suite struct NonAcceptanceTests {
    struct Ground: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let codes: [String]
        let expected: String
        var found = Sample.complaint
        var day = "2026-07-09"
        var terminated = ""
    }

    private static let complaint: [Ground] =
        (1...9).map { number in
            Ground(
                testDescription: "Luật Khiếu nại Đ.11 k.\(number)",
                codes: ["D11.\(number)"],
                expected: "accepted",
                terminated: number == 8 ? "2026-06-30" : ""
            )
        } + [
            Ground(
                testDescription: "Luật Khiếu nại Đ.11 k.1 and k.6",
                codes: ["D11.1", "D11.6"],
                expected: "accepted"
            ),
            Ground(
                testDescription: "Luật Khiếu nại Đ.11 k.10, which there is not",
                codes: ["D11.10"],
                expected: "invalid: grounds"
            ),
            Ground(
                testDescription: "Luật Khiếu nại Đ.11, no ground at all",
                codes: [],
                expected: "invalid: grounds"
            ),
            Ground(
                testDescription: "Luật Khiếu nại Đ.11 of a denunciation",
                codes: ["D11.1"],
                expected: "invalid: grounds",
                found: Sample.denunciation
            ),
            Ground(
                testDescription: "Luật Khiếu nại Đ.10, from 01/07/2026",
                codes: ["WITHDRAWN"],
                expected: "accepted",
                day: "2026-07-01"
            ),
            Ground(
                testDescription: "Luật Khiếu nại Đ.10, up to 30/06/2026",
                codes: ["WITHDRAWN"],
                expected: "invalid: grounds",
                day: "2026-06-30"
            ),
        ]

    private static let denunciation: [Ground] =
        ["D29.a", "D29.b", "D29.c", "D29.d", "D29.SETTLED", "D24.3"].map { code in
            Ground(
                testDescription: "Luật Tố cáo \(code)",
                codes: [code],
                expected: "accepted",
                found: Sample.denunciation
            )
        } + [
            Ground(
                testDescription: "Luật Tố cáo Đ.29 letter e, which there is not",
                codes: ["D29.e"],
                expected: "invalid: grounds",
                found: Sample.denunciation
            ),
            Ground(
                testDescription: "Luật Tố cáo Đ.29 of a complaint",
                codes: ["D29.a"],
                expected: "invalid: grounds"
            ),
        ]

    // Red when: a ground of Đ.11 or Đ.29 can not be named, or one that is none of the law, of the
    // kind or of the day can.
    @Test(arguments: complaint + denunciation)
    func `A refusal names a ground of the law of its day`(ground: Ground) throws {
        var petition = try Walk(to: .classified) {
            $0.registration.stamp?.date = "2026-06-22"
            $0.registration.registeredOn = "2026-06-22"
            $0.classification = ground.found
        }.petition
        petition.initialCheck = InitialCheck(
            result: .unmet,
            unmet: ground.codes.filter { $0.hasPrefix("D29") }
        )
        var request = Sample.propose("p1", .refuseAccept)
        request.actedOn = ground.day
        request.grounds = ground.codes
        request.terminatedOn = ground.terminated
        let answer = refusal { try request.decide(petition, senders: nobody, world) }
        #expect(answer == ground.expected)
    }
}
