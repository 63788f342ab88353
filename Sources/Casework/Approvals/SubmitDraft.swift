package import Messages

/// Who may approve a draft, as the directory knows them.
package struct Approvers {
    /// How far up the directory goes at most.
    private static let heightMax = 8
    /// Code of the agency whose draft it is.
    let agency: String
    /// Code of the unit where its file lies.
    let unit: String
    private let body: (String) throws -> Agency?
    private let lies: (String) throws -> Bool
    private let isKept: (String) throws -> Bool

    /// Takes how to find them.
    ///
    /// - Parameters:
    ///   - agency: Code of the agency whose draft it is.
    ///   - unit: Code of the unit where its file lies.
    ///   - body: Finds a body.
    ///   - lies: Whether a body is the agency or lies below it.
    ///   - isKept: Whether the file is kept from all who hold an office.
    package init(
        of agency: String,
        unit: String,
        body: @escaping (String) throws -> Agency?,
        lies: @escaping (String) throws -> Bool,
        isKept: @escaping (String) throws -> Bool
    ) {
        self.agency = agency
        self.unit = unit
        self.body = body
        self.lies = lies
        self.isKept = isKept
    }

    /// The offices of some levels, each with its title.
    ///
    /// A level of the office before it is one with it, and whom the file is about approves nothing
    /// of it: such a level is passed over.
    fileprivate func steps(of levels: [ApprovalLevel], on day: Day) throws -> [ApprovalStep]? {
        var steps: [ApprovalStep] = []
        for level in levels {
            guard let office = try office(of: level.approver ?? Approver(), on: day) else {
                return nil
            }
            guard steps.last?.office != office, try !isKept(office) else { continue }
            steps.append(ApprovalStep(title: level.title, office: office))
        }
        return steps
    }

    /// The office that signs; empty for any, be it because the file is about who would.
    fileprivate func signer(_ signer: Approver?, on day: Day) throws -> String? {
        guard let signer else { return "" }
        guard let office = try office(of: signer, on: day) else { return nil }
        return try isKept(office) ? "" : office
    }

    /// The office of an approver on a day; nil when there is none.
    private func office(of approver: Approver, on day: Day) throws -> String? {
        switch approver.kind {
        case .office:
            let home = Agency.code(ofOffice: approver.office)
            guard try lies(home) else { return nil }
            return try body(home)?.office(approver.office, on: day)?.code
        case .unitHead: return try head(from: unit, on: day)
        case .agencyHead: return try head(from: agency, on: day)
        case .unspecified, .unknown: return nil
        }
    }

    /// The head's office of the nearest body from one up that has one, inside the agency.
    private func head(from code: String, on day: Day) throws -> String? {
        var next = code
        for _ in 0..<Self.heightMax {
            guard let found = try body(next) else { return nil }
            let heads = found.offices.filter(\.head).map(\.code)
            if let office = heads.first(where: { found.office($0, on: day) != nil }) {
                return office
            }
            guard next != agency else { return nil }
            next = found.parent
        }
        return nil
    }
}

extension SubmitDraftRequest {
    /// Decides that a draft goes to the first level of the route for its form.
    ///
    /// - Parameters:
    ///   - document: The draft.
    ///   - approvers: Who may approve it.
    ///   - context: The day, who acts, and the routes of the agency.
    /// - Returns: The fact.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ document: Document,
        _ approvers: Approvers,
        _ context: Context
    ) throws -> [Event] {
        let row = try document.admit("ApprovalService/SubmitDraft", context)
        let fitting = context.routes.routes(for: document.form)
        let chosen =
            route.isEmpty && fitting.count == 1
            ? fitting.first : fitting.first { $0.name == route }
        var checks = Checks(today: context.today)
        checks.require(
            chosen != nil,
            "route",
            "names no route for the form; \(fitting.count) are for it",
            "give one of \(fitting.map(\.name).joined(separator: ", "))"
        )
        try checks.finish()
        guard let chosen,
            let steps = try approvers.steps(of: chosen.levels, on: context.today),
            let signer = try approvers.signer(chosen.signer, on: context.today)
        else {
            throw document.refusal(
                of: row.method,
                missing: "an office of the agency for each level and for the signer; set the "
                    + "routes anew",
                basis: row.basis
            )
        }
        guard !steps.isEmpty else {
            throw document.refusal(
                of: row.method,
                missing: "a level at which somebody approves from whom the file is not kept",
                basis: row.basis
            )
        }
        let approval = Approval(
            state: .waiting,
            route: chosen.name,
            round: (document.approval?.round ?? 0) + 1,
            steps: steps,
            level: 1,
            signerOffice: signer,
            drafter: context.officer
        )
        let fact = DraftSubmitted(approval: approval)
        return [document.event(.draftSubmitted(fact), on: context.today)]
    }
}

extension Document {
    /// Demands the office that signs by the route of the draft, or one that signs for it by a
    /// delegation.
    func checkSigner(_ office: String, by delegation: Delegation?, _ checks: inout Checks) {
        let signs = approval?.signerOffice ?? ""
        checks.require(
            signs.isEmpty || office == signs || delegation?.fromOffice == signs,
            "office",
            "is not the one that signs by the route of the draft, \(signs)",
            "let that office sign, or whom it delegated, or return the draft"
        )
    }
}
