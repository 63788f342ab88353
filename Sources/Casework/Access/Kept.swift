package import Messages

extension Petition {
    package static func isPlain(_ bytes: [UInt8]) throws -> Bool {
        try content(of: "guard", in: bytes) == [UInt8(PartyGuard.ordinary.rawValue)]
            && content(of: "respondents", in: bytes) == nil
    }

    /// A denunciation, and what may turn out to be one, is kept from the denounced persons and
    /// their staff.
    package var kept: [KeptOut] {
        guard mayBeDenunciation else { return [] }
        return respondents.map { KeptOut($0, withStaff: true) }
    }

    package var keepers: [String] { Self.keepers(agency, superior, kept) }

    private var mayBeDenunciation: Bool {
        guard let type = classification?.type else { return self.guard == .secret }
        return type == .denunciation || type == .mixed
    }
}

extension Visit {
    /// A visit with a denunciation is kept as the petition is that was opened from it.
    package var kept: [KeptOut] {
        contents.filter { $0.type == .denunciation }
            .flatMap { $0.respondents.map { KeptOut($0, withStaff: true) } }
    }

    package var keepers: [String] {
        Self.keepers(agency, contents.first { !$0.superior.isEmpty }?.superior ?? "", kept)
    }
}

extension Case {
    /// A denunciation is kept from the denounced persons and their staff, a complaint at second
    /// instance from whoever made the act.
    package var kept: [KeptOut] {
        switch kind {
        case .denunciation: respondents.map { KeptOut($0, withStaff: true) }
        case .secondComplaint, .secondDiscipline:
            respondent.map { [KeptOut($0, withStaff: false)] } ?? []
        case .complaint, .discipline, .feedback: []
        }
    }

    package var keepers: [String] { Self.keepers(agency, superior, kept) }

    /// Whether whoever acts made the act that is complained of, and may not verify it (Luật Khiếu
    /// nại 2011 Đ.29); the body complained of settles it all the same.
    func isAct(of context: Context) -> Bool {
        guard kind != .denunciation, let respondent else { return false }
        return respondent.officer.isOne(context.officer) || respondent.office.isOne(context.office)
    }
}

extension FiledRecord {
    /// Code of the body whose head sees to it: the body above where one does, else its agency.
    package var overseer: String { keepers.last ?? agency }

    /// The agency, and the body above where somebody is kept from the record and it sees to it.
    fileprivate static func keepers(
        _ agency: String,
        _ superior: String,
        _ kept: [KeptOut]
    ) -> [String] {
        [agency] + (kept.isEmpty || superior.isEmpty ? [] : [superior])
    }
}

extension String {
    /// Whether it names what another names; two empty ones name nothing.
    fileprivate func isOne(_ other: String) -> Bool { !isEmpty && self == other }
}
