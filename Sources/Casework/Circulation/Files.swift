package import Messages

extension Petition {
    package static let isCirculated = true

    /// Until it is closed, goes on as a case or as another petition, or at another agency.
    package var isOpenFile: Bool {
        switch state {
        case .received, .registered, .classified, .checked, .proposed, .decided, .referred: true
        case .dispatched: caseId.isEmpty && transferredTo.isEmpty
        case .duplicateLinked, .split, .withdrawn, .closed, .voided, .unspecified, .unknown: false
        }
    }

    package var readers: [String] { keepers + place.circle(beside: agency) }

    package var actors: [String] { keepers + place.hands(beside: agency) }

    /// Whether it waits to be received by another agency, or for the common superior's decision.
    package var isOnItsWay: Bool { !transferId.isEmpty && transferredTo.isEmpty }
}

extension Case {
    package static let isCirculated = true

    package var isOpenFile: Bool { state != .closed && !isVoid }

    package var readers: [String] { keepers + place.circle(beside: agency) }

    package var actors: [String] { keepers + place.hands(beside: agency) }
}

extension Custody {
    /// The unit that holds the file, where it is another than the agency.
    fileprivate func hands(beside agency: String) -> [String] {
        unit.isEmpty || unit == agency ? [] : [unit]
    }

    /// That unit, and the agencies that advise and so read the file.
    fileprivate func circle(beside agency: String) -> [String] {
        hands(beside: agency) + advisers
    }

    /// Whom the file lies with, as an index tells it: an officer, or the desk of a unit.
    package var holder: String { officer.isEmpty ? unit : officer }
}
