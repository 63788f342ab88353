import Casework
import Messages

/// A person or body that sends a petition.
struct SenderRecord: Encodable {
    /// Stands for a sender who must not be named (Luật Tố cáo 2018 Đ.56; QĐ 774/QĐ-TTg).
    static let withheldName = "Người tố cáo (bảo mật)"
    /// From this day on the codes of commune-level units are those of the map in force.
    private static let mapInForceSince = "2025-07-01"

    struct Address: Encodable {
        let communeCode: String?
        let detail: Text
    }

    let kind: String
    let fullName: Text?
    let idNumber: String?
    let address: Address?

    /// The senders that may be told.
    ///
    /// When the parties are withheld, one sender stands for all, be there anybody or not, and nothing
    /// of a party is read.
    static func all(of petition: Petition, _ export: Export) -> [SenderRecord] {
        guard !export.isSecret else { return [.withheld] }
        let senders = export.parties.filter { $0.role == .sender }
        return senders.isEmpty ? [.anonymous] : senders.map { SenderRecord($0) }
    }

    private static let anonymous = SenderRecord(kind: "ANON", fullName: nil)
    private static let withheld = SenderRecord(kind: "PERSON", fullName: Text(withheldName))

    private init(kind: String, fullName: Text?) {
        self.kind = kind
        self.fullName = fullName
        idNumber = nil
        address = nil
    }

    private init(_ party: Party) {
        guard let name = Text(party.fullName), let kind = party.kind.code else {
            self = .anonymous
            return
        }
        self.kind = kind
        fullName = name
        idNumber = paperNumber(party.idNumber)
        address = party.address.flatMap { written in
            Text(written.text).map {
                Address(communeCode: Self.communeCode(written), detail: $0)
            }
        }
    }

    /// The unit's code when it is surely one of the map in force.
    private static func communeCode(_ address: Messages.Address) -> String? {
        let isCode =
            address.unitCode.utf8.count == 5
            && address.unitCode.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
        return isCode && address.mapDate >= mapInForceSince ? address.unitCode : nil
    }
}

extension Export {
    /// Whether no person may be named: the server withholds the parties, or the record is or
    /// may hold a denunciation, whatever the server sent beside it.
    var isSecret: Bool {
        let types: [PetitionType] =
            switch record {
            case .petition(let petition): petition.classification.map { [$0.type] } ?? []
            case .acceptedCase(let file): [file.type]
            case .visit(let visit) where visit.guard == .secret: [.denunciation]
            case .visit(let visit): visit.contents.map(\.type)
            case nil: []
            }
        return withheld || types.contains { $0 == .denunciation || $0 == .mixed }
    }
}
