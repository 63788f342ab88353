package import Messages

extension Signer: FiledRecord {
    private typealias Row = StateTransition<Signer>

    package static let recordKind = RecordKind.signer

    /// A signature is listed by itself and withdrawn by itself (Luật Khiếu nại 2011 Đ.10, Luật Tố
    /// cáo 2018 Đ.33): the others go on.
    package static let table: [StateTransition<Signer>] = [
        Row(
            "PetitionService/AddSigners",
            "Ghi người ký đơn",
            to: [.standing],
            basis: "TT 05/2021/TT-TTCP"
        ),
        Row(
            "PetitionService/WithdrawSigner",
            "Ghi người ký rút đơn",
            from: [.standing],
            to: [.withdrawn],
            after: \.lastActOn,
            needs: "a signature that stands",
            basis: "Luật Khiếu nại 2011 Đ.10, Luật Tố cáo 2018 Đ.33"
        ),
    ]

    package static let correctable = Correctable([
        CorrectableField("withdrawn_on", .day), CorrectableField("paper_number", .text(max: 50)),
    ])

    package var isSettled: Bool { false }

    package mutating func void() { state = .voided }

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .signerListed(let fact): self = fact.signer ?? Signer()
        case .signerWithdrew(let fact):
            paperNumber = fact.paperNumber
            withdrawnOn = day
            state = .withdrawn
        default: return
        }
    }
}

/// What the server makes for a new signer: id and sealed person.
package struct NewSigner: Sendable {
    /// Random id.
    package let id: String
    /// The sealed person.
    package let party: PartyReference

    /// Takes id and sealed person.
    package init(id: String, party: PartyReference) {
        self.id = id
        self.party = party
    }
}

extension AddSignersRequest {
    /// A petition has no more signers than this: their guards change together in one command.
    private static let signersMax = 400

    /// Checks what the request alone tells.
    ///
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func check(today: Day) throws(CaseworkError) {
        var checks = Checks(today: today)
        checks.require(
            (1...100).contains(signers.count),
            "signers",
            "holds \(signers.count) signers, outside 1 to 100",
            "list 1 to 100 signers at once, more in further calls"
        )
        for (index, signer) in signers.enumerated() {
            signer.check(&checks, "signers[\(index)]")
            checks.text(signer.fullName, "signers[\(index)].full_name", max: 200)
        }
        try checks.finish()
    }

    /// Decides that signers are listed beside the parties of a petition.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ petition: Petition,
        _ new: [NewSigner],
        _ context: Context
    ) throws -> [Event] {
        let method = "PetitionService/AddSigners"
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.registeredOn)
        let listed = Int(petition.signersListed) + new.count
        checks.require(
            listed <= Self.signersMax,
            "signers",
            "make \(listed) signers, more than \(Self.signersMax)",
            "list representatives and give sender_count"
        )
        let naming = try petition.texts(naming: SenderNames(self.signers)).joined(separator: ", ")
        checks.require(
            naming.isEmpty,
            "signers",
            "hold somebody who is named in the petition's \(naming)",
            "correct that text by CorrectEntry first"
        )
        try checks.finish()
        _ = try petition.admit(method, context)
        let signers = new.enumerated().map { index, new in
            let signer = Signer(
                id: new.id,
                agency: petition.agency,
                state: .standing,
                about: petition.reference,
                number: petition.signersListed + Int32(index) + 1,
                parties: [new.party]
            )
            return signer.event(.signerListed(SignerListed(signer: signer)), on: day)
        }
        let counted = SignersCounted(
            listed: Int32(listed),
            withdrawn: petition.signersWithdrawn
        )
        return [petition.event(.signersCounted(counted), on: day)] + signers
    }
}

extension WithdrawSignerRequest {
    /// Decides that one signer withdrew; the petition goes on with the others.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ signer: Signer,
        of petition: Petition,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: signer.lastActOn)
        checks.text(paperNumber, "paper_number", max: 50)
        try checks.finish()
        _ = try signer.admit("PetitionService/WithdrawSigner", context)
        let counted = SignersCounted(
            listed: petition.signersListed,
            withdrawn: petition.signersWithdrawn + 1
        )
        return [
            signer.event(.signerWithdrew(SignerWithdrew(paperNumber: paperNumber)), on: day),
            petition.event(.signersCounted(counted), on: day),
        ]
    }
}
