package import Messages

/// Whether an officer is there on a day.
package enum Presence: Hashable, Sendable {
    /// The officer is there.
    case present
    /// The officer is absent; the work is done by who stands in at the end, if anybody is there.
    case absent(substitute: String?)
}

/// Who stands in for whom on a day.
package struct Substitution {
    private let lasting: (String) throws -> Absence?
    private let isThere: (String) throws -> Bool

    /// Takes how to find the absence of an officer that lasts on the day, and whether somebody is
    /// an officer of the directory who has not left.
    package init(
        lasting: @escaping (String) throws -> Absence?,
        isThere: @escaping (String) throws -> Bool
    ) {
        self.lasting = lasting
        self.isThere = isThere
    }

    /// The absence of an officer that lasts on the day.
    package func absence(of officer: String) throws -> Absence? { try lasting(officer) }

    /// Whether an officer is there, or who stands in: the substitute of the substitute, where that
    /// one became absent later, and so on to somebody who is there.
    package func presence(of officer: String) throws -> Presence {
        var passed: Set = [officer]
        var next = officer
        while let absence = try lasting(next) {
            next = absence.substitute
            // No circle is ever entered; one that was would end nowhere.
            guard passed.insert(next).inserted else { return .absent(substitute: nil) }
        }
        guard next != officer else { return .present }
        return .absent(substitute: try isThere(next) ? next : nil)
    }
}
