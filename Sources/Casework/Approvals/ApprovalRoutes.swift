package import Messages

extension ApprovalRoutes {
    private static let routesMax = 50
    private static let levelsMax = 9
    private static let formsMax = 200

    /// Names the record of a body's routes.
    package static func record(of agency: String) -> RecordReference {
        RecordReference(kind: .approvalRoutes, id: agency)
    }

    /// The routes after a fact; facts of other records leave them as they are.
    package mutating func apply(_ event: Event) {
        guard case .approvalRoutesSet(let fact) = event.fact, let set = fact.routes else { return }
        self = set
    }

    fileprivate func check(
        _ checks: inout Checks,
        isOffice: (String) throws -> Bool
    ) rethrows {
        checks.require(
            routes.count <= Self.routesMax,
            "routes",
            "has \(routes.count) routes",
            "give at most \(Self.routesMax)"
        )
        for (index, route) in routes.prefix(Self.routesMax).enumerated() {
            let field = "routes[\(index)]"
            checks.text(route.name, "\(field).name", max: 100)
            checks.require(
                !routes[..<index].contains { $0.name == route.name },
                "\(field).name",
                "is the name of another route",
                "give each route a name of its own"
            )
            checks.require(
                route.forms.count <= Self.formsMax
                    && Set(route.forms).count == route.forms.count
                    && route.forms.allSatisfy { Forms.form($0) != nil },
                "\(field).forms",
                "names more than \(Self.formsMax) forms, one twice, or one that is none",
                "give keys that ListForms names, or none for every form that no other route names"
            )
            checks.require(
                (1...Self.levelsMax).contains(route.levels.count),
                "\(field).levels",
                "has \(route.levels.count) levels",
                "give 1 to \(Self.levelsMax)"
            )
            for (number, level) in route.levels.prefix(Self.levelsMax).enumerated() {
                let place = "\(field).levels[\(number)]"
                checks.text(level.title, "\(place).title", max: 200)
                try (level.approver ?? Approver())
                    .check("\(place).approver", &checks, isOffice: isOffice)
            }
            try route.signer?.check("\(field).signer", &checks, isOffice: isOffice)
        }
    }
}

extension Approver {
    fileprivate func check(
        _ field: String,
        _ checks: inout Checks,
        isOffice: (String) throws -> Bool
    ) rethrows {
        checks.listed(kind, "\(field).kind", "say whose office it is")
        checks.require(
            try kind == .office ? isOffice(office) : office.isEmpty,
            "\(field).office",
            "is no office of the body or one below it, or is given beside another kind",
            "give the code of an office, only with the kind OFFICE"
        )
    }
}

extension [ApprovalRoute] {
    /// The routes that are for a form: those that name it, else those for every other form.
    package func routes(for form: String) -> [ApprovalRoute] {
        let own = filter { $0.forms.contains(form) }
        return own.isEmpty ? filter(\.forms.isEmpty) : own
    }
}

extension SetApprovalRoutesRequest {
    /// Decides along which routes the drafts of a body go; a draft on its way keeps its own.
    ///
    /// - Parameters:
    ///   - former: The routes of the body as they stand.
    ///   - body: Code of the body.
    ///   - isOffice: Whether a code names an office of the body or one below it.
    ///   - context: The day.
    /// - Returns: The one fact.
    /// - Throws: `CaseworkError.invalid` with every violation, `.etagMismatch` when another
    ///   version stands.
    package func decide(
        _ former: ApprovalRoutes,
        of body: String,
        isOffice: (String) throws -> Bool,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        let set = ApprovalRoutes(
            agency: body,
            routes: routes,
            reason: reason,
            changedOn: context.today.iso
        )
        try set.check(&checks, isOffice: isOffice)
        checks.text(reason, "reason", max: 1_000)
        try checks.finish()
        guard etag == former.etag else {
            throw CaseworkError.etagMismatch(current: former.etag, changed: [])
        }
        checks.require(
            routes != former.routes || former.etag.isEmpty,
            "routes",
            "are the ones that hold already",
            "give the routes as they shall be"
        )
        try checks.finish()
        return [
            Event(
                record: ApprovalRoutes.record(of: body),
                actedOn: context.today.iso,
                fact: .approvalRoutesSet(ApprovalRoutesSet(routes: set))
            )
        ]
    }
}
