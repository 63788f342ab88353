package import Messages

extension Route {
    /// What forbids a transfer to an agency: a circle, or one too many; nil when nothing does.
    ///
    /// Counted is what one agency received from another; what was refused or assigned by the common
    /// superior is not. Whoever refused the matter stays on its way.
    ///
    /// - Parameter bodies: Code of the agency, and those of the bodies that it came after.
    /// - Returns: What stops it; nil when nothing does.
    package func stop(to bodies: [String]) -> TransferStop? {
        let wasThere = steps.contains { bodies.contains($0.agency) && $0.station.isVisit }
        if wasThere { return .cycle }
        return received >= limit ? .limit : nil
    }

    /// The way of a matter, from its stations.
    ///
    /// - Parameters:
    ///   - steps: The stations, the first one first.
    ///   - holder: Code of the agency that holds the file.
    ///   - settings: How often a matter may be received.
    package init(_ steps: [RouteStep], holder: String, _ settings: Settings) {
        self.init(
            steps: steps,
            holder: holder,
            received: Int32(steps.filter { $0.station == .received }.count),
            limit: Int32(settings.count(.transfersMax))
        )
    }
}

extension RouteStation {
    /// Whether the matter was there, be it that it was refused.
    fileprivate var isVisit: Bool {
        switch self {
        case .entered, .received, .refused, .assigned: true
        case .sent, .stopped, .recalled, .unspecified, .unknown: false
        }
    }
}

extension Petition {
    /// The station at which the matter entered the agency that a citizen brought it to.
    package var entrance: RouteStep {
        RouteStep(agency: sealOwner, station: .entered, on: stamp?.date ?? "")
    }
}

extension Transfer {
    /// What the transfer made of the way of its matter.
    package var step: RouteStep {
        let station: RouteStation =
            switch state {
            case .sent: .sent
            case .received: assigned ? .assigned : .received
            case .refused: .refused
            case .recalled: .recalled
            case .stopped, .arbitrated: .stopped
            case .unspecified, .unknown: .unspecified
            }
        return RouteStep(
            agency: receiver,
            station: station,
            on: settledOn.isEmpty ? sentOn : settledOn,
            transferId: id
        )
    }
}
