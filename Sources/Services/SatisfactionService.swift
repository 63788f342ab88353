import Casework
package import Messages
import Records

/// What citizens think of the settlement of their cases.
package struct SatisfactionService: SatisfactionHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func rateResult(_ request: RateResultRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        let id = Vault.newID()
        return desk.act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(
                file,
                id: id,
                try reader.complainants(of: file),
                earlier: try reader.ratings(of: file),
                senders: senders,
                context
            )
        }
    }

    package func listRatings(
        _ request: ListRatingsRequest,
        _ call: Call
    ) throws -> Encoded<ListRatingsReply> {
        let agency = try call.agency(request.agency, or: .agency)
        return try desk.records.read { reader in
            let (ratings, next) = try desk.page(
                of: Rating.self,
                request.poor
                    ? .list(.rating, about: Rating.poor(of: agency))
                    : .list(.rating, agency: agency),
                "\(agency)|\(request.poor)",
                request.pageSize,
                request.pageToken,
                call,
                reader
            )
            let counts = try RatingState.scores.map { score in
                RatingCount(
                    score: score.rawValue,
                    count: try reader.count(
                        .list(.rating, agency: agency, state: score.rawValue)
                    )
                )
            }
            return Encoded(ListRatingsReply(ratings: ratings, nextPageToken: next, counts: counts))
        }
    }
}

extension RecordReader {
    /// The ratings that a case has: one for each of its senders at most, and voided ones.
    fileprivate func ratings(of file: Case) throws -> [Rating] {
        try all(Rating.self, about: file.reference)
    }
}
