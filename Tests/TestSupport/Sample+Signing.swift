package import Casework
package import Messages

extension Sample {
    /// A division of the home agency.
    package static let division = agency("H29.02.01", "Phòng 1", .division, parent: "H29.02")

    /// That the head of the home agency lets an office sign, all July and August.
    package static func delegation(
        _ mode: SigningMode = .deputy,
        to office: String = "H29.02.PP",
        forms: [String] = []
    ) -> Delegation {
        Delegation(
            id: "g1",
            agency: "H29.02",
            state: .given,
            mode: mode,
            fromOffice: "H29.02.GD",
            toOffice: office,
            forms: forms,
            validFrom: "2026-07-01",
            validTo: "2026-08-31",
            decision: DocumentReference(number: "3/QĐ-SNV", issuedOn: "2026-06-20"),
            givenOn: "2026-07-01"
        )
    }

    /// Who signs for the head of the home agency, which has one division below it.
    package static func signing(
        _ given: Delegation...,
        home: Agency = home,
        officers: [Officer] = []
    ) -> SigningRight {
        SigningRight(
            of: home,
            given: { given },
            unit: { code, _ in code == division.code ? division : nil },
            officer: { code in officers.first { $0.code == code } }
        )
    }
}
