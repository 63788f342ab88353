import Foundation
import Messages

/// A petition as Tools/generator/petitions.py writes it.
struct InventedPetition: Decodable {
    struct Stamp: Decodable {
        let number: String
        let date: String
    }

    struct Sender: Decodable {
        struct Address: Decodable {
            let text: String
            let unitCode: String?
            let mapDate: String?
        }

        let kind: String
        let fullName: String
        let idNumber: String?
        let phone: String?
        let address: Address?
    }

    struct Forwarder: Decodable {
        let agency: String
        let documentNumber: String
        let documentDate: String
    }

    let source: String
    let stamp: Stamp
    let writtenOn: String?
    let senders: [Sender]
    let senderCount: Int32
    let summary: String
    let fullText: String
    let signed: Bool
    let forwarder: Forwarder?

    /// The day since which the communes of today are in being; they received nothing before it.
    private static let communesSince = "2025-07-01"

    /// Serialised requests without request ids, for the petitions that communes of today received.
    static func requests(file: String) throws -> [[UInt8]] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let requests = try Data(contentsOf: URL(filePath: file)).split(separator: 0x0a)
            .map { try decoder.decode(Self.self, from: $0) }
            .filter { $0.stamp.date >= communesSince }
            .map { try $0.request.serialized() }
        guard !requests.isEmpty else {
            throw Unexpected("no petition of the file is stamped on \(communesSince) or later")
        }
        return requests
    }

    private var request: RegisterPetitionRequest {
        RegisterPetitionRequest(
            source: PetitionSource.known.first { $0.protoName == "PETITION_SOURCE_\(source)" }
                ?? .unspecified,
            stamp: ReceivingStamp(number: stamp.number, date: stamp.date),
            summary: summary,
            writtenOn: writtenOn.map(Self.date),
            parties: senders.map(\.party),
            senderCount: senderCount,
            signed: signed,
            forwarder: forwarder.map {
                .init(
                    agency: $0.agency,
                    documentNumber: $0.documentNumber,
                    documentDate: $0.documentDate
                )
            },
            fullText: Array(fullText.utf8)
        )
    }

    private static func date(_ iso: String) -> PartialDate {
        let parts = iso.split(separator: "-").compactMap { Int32($0) }
        guard parts.count == 3 else { return PartialDate() }
        return PartialDate(year: parts[0], month: parts[1], day: parts[2])
    }
}

extension InventedPetition.Sender {
    fileprivate var party: Party {
        Party(
            role: .sender,
            kind: kind == "ORG" ? .organisation : .person,
            fullName: fullName,
            idNumber: idNumber ?? "",
            address: address.map {
                .init(text: $0.text, unitCode: $0.unitCode ?? "", mapDate: $0.mapDate ?? "")
            },
            phone: phone ?? ""
        )
    }
}
