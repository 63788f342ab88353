package import Messages

/// The persons behind a case, as far as they may withdraw.
package struct Complainants: Hashable, Sendable {
    /// Ids of the sealed senders of its petitions.
    package let senders: [String]
    /// How many listed signers have not withdrawn.
    package let standingSigners: Int

    /// Names senders and counts signers.
    package init(senders: [String], standingSigners: Int) {
        self.senders = senders
        self.standingSigners = standingSigners
    }

    /// Those behind petitions.
    package init(of petitions: [Petition]) {
        senders = petitions.flatMap(\.parties).filter { $0.role == .sender }.map(\.id)
        standingSigners = petitions.reduce(0) {
            $0 + Int($1.signersListed) - Int($1.signersWithdrawn)
        }
    }
}

extension WithdrawPersonRequest {
    /// Decides that one person withdrew everything: each for himself, and the case goes on until
    /// the head decides (Luật Khiếu nại 2011 Đ.10; Luật Tố cáo 2018 Đ.33 k.1).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        _ persons: Complainants,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(document, "document", &checks)
        checks.require(
            persons.senders.contains(person),
            "person",
            "is no sender of the case's petitions",
            "give the id of a sealed sender; listed signers withdraw on their petition"
        )
        checks.require(
            !file.withdrawals.contains { $0.person == person },
            "person",
            "has withdrawn already",
            "name another person"
        )
        try checks.finish()
        _ = try file.admit("CaseService/WithdrawPerson", context)
        let withdrawal = PersonWithdrawal(
            person: person,
            withdrawnOn: day.iso,
            document: document
        )
        return [file.event(.personWithdrew(PersonWithdrew(withdrawal: withdrawal)), on: day)]
    }
}

extension WithdrawContentRequest {
    /// Decides that one content was withdrawn: it is not looked into again unless the withdrawal
    /// was coerced (Luật Khiếu nại 2011 Đ.10 as amended by Luật 136/2025/QH15; Luật Tố cáo 2018
    /// Đ.33 k.1).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(document, "document", &checks)
        let found = file.contents.first { $0.id == content }
        checks.require(
            found?.withdrawnOn.isEmpty ?? false,
            "content",
            "is no content of the case that still stands",
            "give one of " + file.standingContents.joined(separator: ", ")
        )
        file.checkCourseLaw(on: day, "document.issued_on", &checks)
        try checks.finish()
        _ = try file.admit("CaseService/WithdrawContent", context)
        let fact = ContentWithdrawn(content: content, document: document)
        return [file.event(.contentWithdrawn(fact), on: day)]
    }
}

extension ReinstateContentRequest {
    /// Decides that a content withdrawn under coercion is looked into again, with proof.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(proof, "proof", &checks)
        let found = file.contents.first { $0.id == content }
        checks.require(
            !(found?.withdrawnOn ?? "").isEmpty,
            "content",
            "is no content of the case that was withdrawn",
            "name a withdrawn content"
        )
        file.checkCourseLaw(on: day, "proof.issued_on", &checks)
        try checks.finish()
        _ = try file.admit("CaseService/ReinstateContent", context)
        let fact = ContentReinstated(content: content, proof: proof)
        return [file.event(.contentReinstated(fact), on: day)]
    }
}

extension TerminateCaseRequest {
    /// Decides that a case ends without a result.
    ///
    /// Among many complainants it takes all of them; a withdrawn denunciation ends only when the
    /// head found no sign of a violation, coercion, bribery or slander (Luật Khiếu nại 2011 Đ.10,
    /// Đ.11a; Luật Tố cáo 2018 Đ.33, Đ.34 k.3).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        _ persons: Complainants,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(decision, "decision", &checks)
        let allowed = TerminationGround.allowed(for: file.kind, on: day)
        checks.require(
            allowed.contains(ground),
            "ground",
            "is none on which this kind of case ends on \(day.iso)",
            "give one of \(allowed.map(\.protoName).joined(separator: ", "))"
        )
        try checks.finish()
        let row = try file.admit("CaseService/TerminateCase", context)
        if let missing = missing(file, persons) {
            throw file.refusal(of: "TerminateCase", missing: missing, basis: row.basis)
        }
        let termination = Termination(ground: ground, decision: decision)
        return [
            file.event(
                .caseTerminated(CaseTerminated(termination: termination)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
                    + file.endOfProtection(by: "termination.issued", on: day, context)
            )
        ]
    }

    /// What a withdrawal lacks to end the case; nil when it ends it, or for another ground.
    private func missing(_ file: Case, _ persons: Complainants) -> String? {
        guard ground == .withdrawn else { return nil }
        let withdrawn = Set(file.withdrawals.map(\.person))
        let isLetGo =
            persons.standingSigners <= 0 && !persons.senders.isEmpty
            && persons.senders.allSatisfy(withdrawn.contains)
        if !isLetGo && !file.standingContents.isEmpty {
            return "the withdrawal of every person, or of every content"
        }
        if file.kind == .denunciation && !clean {
            return "the finding that there is no sign of a violation, coercion, bribery or slander"
        }
        return nil
    }
}

extension TerminationGround {
    /// The grounds on which a kind of case ends on a day.
    static func allowed(for kind: Case.Branch, on day: Day) -> [TerminationGround] {
        if kind == .denunciation { return [.withdrawn, .death, .judgment] }
        return day >= Case.courseLaw ? [.withdrawn, .death, .dissolved] : [.withdrawn]
    }
}

extension Case {
    /// Ids of the contents that were not withdrawn.
    var standingContents: [String] {
        contents.filter(\.withdrawnOn.isEmpty).map(\.id)
    }
}
