import Messages
import TestSeeds
import TestSupport
import Testing

@testable import Casework

/// Random lives of drafts, beside a model that knows only who said yes since the last change.
@Suite struct RandomApprovalTests {
    /// What must be true of a draft, by what was done to it.
    private struct Model {
        /// The level at which it stands, 0 with who drafts it, one more than the last when all
        /// approved.
        var place = 0
        var levels = 0
        /// Who said yes at which level, since it began.
        var yes: [Int: String] = [:]
        var open: Set<Int32> = []
    }

    private static let officers: [(String, Set<String>)] = [
        ("an", []), ("minh", ["H29.02.PP"]), ("gd", ["H29.02.GD"]), ("tp", ["H29.02.01.TP"]),
        ("binh", ["H29.02.PP", "H29.02.01.TP"]),
    ]

    private static func route(_ random: inout SplitMix64) -> ApprovalRoute {
        let offices = ["H29.02.PP", "H29.02.GD", "H29.02.01.TP"]
        let levels = (1...Int.random(in: 1...6, using: &random)).map { number in
            ApprovalLevel(
                title: "Cấp \(number)",
                approver: Approver(
                    kind: .office,
                    office: offices.randomElement(using: &random) ?? ""
                )
            )
        }
        return ApprovalRoute(
            name: "Quy trình",
            levels: levels,
            signer: Bool.random(using: &random) ? ApprovalSample.agencyHead : nil
        )
    }

    // Red when: a draft stands at two levels or at none, an approval is kept that counts no more, or
    // somebody signs what not every level approved since the last change.
    @Test func `A draft stands at one place, and is signed only when all said yes`() throws {
        var random = SplitMix64(usualSeed: 20_261_130)
        var signed = 0
        for life in 0..<400 {
            let route = Self.route(&random)
            var document = DocumentTableTests.sample(.draft)
            var model = Model()
            for step in 0..<60 where document.state == .draft {
                let (officer, offices) = Self.officers.randomElement(using: &random) ?? ("", [])
                let context = ApprovalSample.world(officer, in: offices, [route])
                let events = try? Self.act(document, &model, route, context, &random)
                for event in events ?? [] { document.apply(event) }
                document.etag = "\(step)"
                let place: Comment = "seed \(random.seed), life \(life), step \(step)"
                Self.expect(document, model, place)
                if document.state == .signed {
                    signed += 1
                    #expect(model.place == model.levels + 1, place)
                    #expect(model.yes.keys.sorted() == Array(1...model.levels), place)
                }
            }
        }
        // A draft that nobody ever signs would prove nothing.
        #expect(signed > 50)
    }

    private static func expect(_ document: Document, _ model: Model, _ place: Comment) {
        let approval = document.approval
        let stands = document.awaited.count { [.draft, .signature].contains($0.kind) }
        switch model.place {
        case _ where document.state == .signed: #expect(stands == 0, place)
        case 0: #expect(stands == 0 && document.approvalState == .drafting, place)
        case 1...model.levels:
            #expect(stands == 1 && document.approvalState == .waiting, place)
            #expect(approval?.level == Int32(model.place), place)
        default: #expect(stands == 1 && document.approvalState == .approved, place)
        }
        let yes =
            approval?.steps.enumerated().filter { !$1.approvedBy.isEmpty }
            .map { ($0 + 1, $1.approvedBy) } ?? []
        #expect(Dictionary(uniqueKeysWithValues: yes) == model.yes, place)
        if document.state == .draft {
            #expect(Set(document.openRemarks.map(\.number)) == model.open, place)
        }
    }

    /// Tries one act; the model moves on only when it is let through.
    private static func act(
        _ document: Document,
        _ model: inout Model,
        _ route: ApprovalRoute,
        _ context: Context,
        _ random: inout SplitMix64
    ) throws -> [Event] {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<3:
            let request = SubmitDraftRequest(id: "d1")
            let events = try request.decide(document, ApprovalSample.approvers(), context)
            // Levels of one office in a row are one.
            let offices = route.levels.compactMap(\.approver?.office)
            let kept = offices.enumerated().filter { $0 == 0 || offices[$0 - 1] != $1 }
            model = Model(place: 1, levels: kept.count)
            return events
        case 3..<12:
            let seen = SeenDraft(id: "d1", etag: document.etag)
            let events = try seen.decide(document, context)
            model.yes[model.place] = context.officer
            model.place += 1
            return events
        case 12:
            let level = Int.random(in: -1...4, using: &random)
            let request = ReturnDraftRequest(id: "d1", level: Int32(level), reason: "Sửa")
            let events = try request.decide(document, senders: nobody, context)
            model.place = level
            model.yes = model.yes.filter { $0.key < level }
            return events
        case 13:
            let events = try WithdrawDraftRequest(id: "d1").decide(document, context)
            (model.place, model.yes) = (0, [:])
            return events
        case 14:
            let events = document.changed(context)
            (model.place, model.yes) = (0, [:])
            return events
        case 15: return try remark(document, &model, context)
        case 16..<18:
            guard let number = model.open.min() else { return [] }
            let request = ResolveRemarkRequest(id: "d1", number: number, resolution: "Đã sửa")
            let events = try request.decide(document, senders: nobody, context)
            model.open.remove(number)
            return events
        default:
            var sign = DocumentTableTests.sign
            sign.actedOn = ""
            return try sign.decide(document, Sample.signing(), context)
        }
    }

    private static func remark(
        _ document: Document,
        _ model: inout Model,
        _ context: Context
    ) throws -> [Event] {
        let request = RemarkDraftRequest(id: "d1", content: "Rõ hơn", wantedBy: "2026-12-31")
        let events = try request.decide(
            document,
            ApprovalSample.colleagues,
            senders: nobody,
            context
        )
        model.open.insert(Int32((document.approval?.remarks.count ?? 0) + 1))
        return events
    }
}
