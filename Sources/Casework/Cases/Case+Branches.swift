package import Messages

extension Case {
    /// The parts of the table of cases: each has its articles, its limits and its documents.
    package enum Branch: String, CaseIterable, Sendable {
        /// A complaint at first instance (khiếu nại lần đầu).
        case complaint
        /// A complaint at second instance (khiếu nại lần hai).
        case secondComplaint = "second_complaint"
        /// A complaint about a disciplinary decision, first instance (Luật Khiếu nại 2011 Đ.47–58).
        case discipline
        /// The same at second instance.
        case secondDiscipline = "second_discipline"
        /// A denunciation (tố cáo).
        case denunciation
        /// A recommendation or feedback (kiến nghị, phản ánh).
        case feedback

        /// All complaints.
        static let complaints: [Branch] = [
            .complaint, .secondComplaint, .discipline, .secondDiscipline,
        ]
        /// Complaints at first instance.
        static let firstInstance: [Branch] = [.complaint, .discipline]
        /// Complaints at second instance.
        static let secondInstance: [Branch] = [.secondComplaint, .secondDiscipline]
    }

    /// The branch that the case belongs to.
    package var kind: Branch {
        switch type {
        case .denunciation: .denunciation
        case .feedback: .feedback
        default:
            switch (isDiscipline, instance == 2) {
            case (false, false): .complaint
            case (false, true): .secondComplaint
            case (true, false): .discipline
            case (true, true): .secondDiscipline
            }
        }
    }

    package var branch: String { kind.rawValue }

    package static var branches: [String] { Branch.allCases.map(\.rawValue) }
}

extension StateTransition<Case> {
    /// Writes a row for some kinds of cases.
    init(
        _ method: String,
        _ title: String,
        for kinds: [Case.Branch],
        from: [CaseState] = [],
        to: [CaseState] = [],
        after: (@Sendable (Case) -> String)? = \.lastActOn,
        starts: [ClockStart] = [],
        stops: [String] = [],
        sends: Bool = false,
        forms: [String] = [],
        needs: String = "",
        basis: String
    ) {
        self.init(
            method,
            title,
            of: kinds.map(\.rawValue),
            from: from,
            to: to,
            after: after,
            starts: starts,
            stops: stops,
            sends: sends,
            forms: forms,
            needs: needs,
            basis: basis
        )
    }
}
