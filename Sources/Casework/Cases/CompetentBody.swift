package import Messages

/// Whose office settles a case (Luật Khiếu nại 2011 Đ.17–23, Đ.51; Luật Tố cáo 2018 Đ.12–13).
///
/// The law names offices, not persons: the head of one of the bodies that these functions give
/// decides. None is left for what a minister settles, whom the directory does not hold.
package enum CompetentBody {
    /// The bodies whose head settles a complaint.
    ///
    /// What a dissolved body did is settled by those that came after it; the second instance is
    /// the body above it (for the acts of districts the city: Luật 136/2025/QH15).
    ///
    /// - Parameters:
    ///   - instance: 1 or 2.
    ///   - body: The body whose decision or act is complained of.
    ///   - day: The day of acceptance.
    /// - Returns: Their codes.
    package static func complaint(
        instance: Int32,
        against body: Agency,
        on day: Day
    ) -> [String] {
        if instance == 2 { return superior(of: body.asOf(day) ?? body) }
        return body.isInBeing(on: day) ? [body.code] : body.successors
    }

    /// The bodies whose head settles a denunciation: over those whom the head manages that very
    /// head; over head, deputies and the body itself the head of the direct superior.
    package static func denunciation(
        against rank: Rank,
        of body: Agency,
        on day: Day
    ) -> [String] {
        guard rank == .official else { return superior(of: body.asOf(day) ?? body) }
        return body.isInBeing(on: day) ? [body.code] : body.successors
    }

    /// The direct superior of a body; none above the city.
    package static func superior(of body: Agency) -> [String] {
        body.parent.isEmpty ? [] : [body.parent]
    }
}

extension Respondent {
    /// Checks that the directory holds the body and that the acting agency is competent.
    ///
    /// - Parameters:
    ///   - body: The body of `agency`, when the directory holds it.
    ///   - competent: The agencies that settle, of `CompetentBody`.
    ///   - acting: The agency that acts.
    ///   - basis: The article.
    ///   - checks: Takes what is wrong.
    package func check(
        _ body: Agency?,
        competent: [String],
        acting: String,
        basis: String,
        _ checks: inout Checks
    ) {
        checks.listed(
            rank,
            "respondent.rank",
            "say whether it is the head, a deputy, an official or the body itself"
        )
        guard body != nil else {
            checks.require(
                false,
                "respondent.agency",
                "names no agency of the directory",
                "give the code of the body whose decision or act it is"
            )
            return
        }
        let named = competent.isEmpty ? "a body above the city" : competent.joined(separator: ", ")
        checks.require(
            competent.contains(acting),
            "respondent.agency",
            "makes \(named) competent, not \(acting) (\(basis))",
            "guide or transfer to the competent body, or correct the body"
        )
    }
}
