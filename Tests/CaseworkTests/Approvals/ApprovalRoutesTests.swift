import Messages
import TestSupport
import Testing

@testable import Casework

/// The routes that a body lays down for its drafts.
@Suite struct ApprovalRoutesTests {
    private static func set(
        _ routes: [ApprovalRoute],
        over former: ApprovalRoutes = ApprovalRoutes(),
        etag: String = "",
        reason: String = "Quy chế làm việc"
    ) throws -> ApprovalRoutes {
        let request = SetApprovalRoutesRequest(routes: routes, reason: reason, etag: etag)
        let events = try request.decide(
            former,
            of: "H29.02",
            isOffice: { $0.hasPrefix("H29.02.") },
            world
        )
        return events.reduce(into: ApprovalRoutes()) { $0.apply($1) }
    }

    /// A route with one thing spoilt, and the field that is refused.
    private static let wrong: [(String, @Sendable (inout ApprovalRoute) -> Void)] = [
        ("routes[0].name", { $0.name = " " }),
        ("routes[0].name", { $0.name = String(repeating: "a", count: 101) }),
        ("routes[0].forms", { $0.forms = ["ND1/2000:1"] }),
        ("routes[0].forms", { $0.forms = ["ND30/2020:1.5", "ND30/2020:1.5"] }),
        ("routes[0].levels", { $0.levels = [] }),
        ("routes[0].levels", { $0.levels = Array(repeating: $0.levels[0], count: 10) }),
        ("routes[0].levels[1].title", { $0.levels[1].title = "" }),
        ("routes[0].levels[0].approver.office", { $0.levels[0].approver?.office = "H29.05.GD" }),
        ("routes[0].levels[1].approver.office", { $0.levels[1].approver?.office = "H29.02.GD" }),
        ("routes[0].levels[1].approver.kind", { $0.levels[1].approver = nil }),
        ("routes[0].signer.kind", { $0.signer = Approver(kind: .unknown(9)) }),
    ]

    // Red when: a route is let through along which no draft can go.
    @Test(arguments: wrong.indices)
    func `A route is refused for each of its rules`(index: Int) throws {
        var route = ApprovalSample.route
        Self.wrong[index].1(&route)
        #expect(refusal { try Self.set([route]) } == "invalid: \(Self.wrong[index].0)")
    }

    // Red when: routes are set over some that were not seen, twice the same, or without reason.
    @Test func `Routes are set over those that were seen`() throws {
        var routes = try Self.set([ApprovalSample.route])
        #expect(routes.agency == "H29.02" && routes.changedOn == "2026-12-30")
        routes.etag = "5"
        #expect(refusal { try Self.set([], over: routes, etag: "4") } == "etag")
        #expect(
            refusal { try Self.set(routes.routes, over: routes, etag: "5") } == "invalid: routes"
        )
        #expect(
            refusal { try Self.set([], over: routes, etag: "5", reason: "") } == "invalid: reason"
        )
        #expect(try Self.set([], over: routes, etag: "5").routes == [])
        let twice = [ApprovalSample.route, ApprovalSample.route]
        #expect(refusal { try Self.set(twice) } == "invalid: routes[1].name")
        let many = (0...50).map { number in
            var route = ApprovalSample.route
            route.name = "Quy trình \(number)"
            return route
        }
        #expect(refusal { try Self.set(many) } == "invalid: routes")
    }
}
