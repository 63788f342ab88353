import Casework
import Messages
import Records

extension RecordReader {
    /// How many stations of a way are looked at: what went round more often is stopped long before.
    private static let stationsMax = 64

    /// The way of a petition's matter between agencies, whichever of its petitions is given.
    ///
    /// It tells agencies and days, nothing of persons or content: who may know of one of the
    /// petitions may know of the way.
    func route(of petition: Petition, _ settings: Settings) throws -> Route {
        var chain = [petition]
        while let by = chain.first?.transferredBy, !by.isEmpty, chain.count < Self.stationsMax,
            let transfer = try filed(Transfer.self, by),
            let former = try self.petition(transfer.petitionId)
        {
            chain.insert(former, at: 0)
        }
        while let to = chain.last?.transferredTo, !to.isEmpty, chain.count < Self.stationsMax,
            let next = try self.petition(to)
        {
            chain.append(next)
        }
        let transfers = try chain.flatMap { try all(Transfer.self, about: $0.reference) }
        return Route(
            (chain.first.map { [$0.entrance] } ?? []) + transfers.map(\.step),
            holder: chain.last?.agency ?? "",
            settings
        )
    }

    /// Code of the lowest body above all of some agencies on a day; the highest above the first where
    /// there is none.
    func commonSuperior(of agencies: [String], on day: Day) throws -> String {
        let lines = try Set(agencies).map { try lineage(of: $0, on: day) }
        let first = try agencies.first.map { try lineage(of: $0, on: day) } ?? []
        let above = first.dropFirst().first { code in lines.allSatisfy { $0.contains(code) } }
        return above ?? first.last ?? ""
    }
}
