package import Messages

/// The fields (lĩnh vực) that report columns are made of; a third level of one's own rolls up
/// to them: "HC.DD.BOITHUONG" counts as "HC.DD".
package enum Fields {
    private static let complaint = ["HC.CS", "HC.DD", "HC.KHAC", "TP", "DT", "KH"]
    private static let denunciation = ["HC.CS", "HC.DD", "HC.CV", "HC.KHAC", "TN", "TP", "DG"]
    private static let feedback = ["CS", "DD", "TP", "KH"]

    /// Whether a code is a field of the type, or lies below one.
    package static func contains(_ code: String, of type: PetitionType) -> Bool {
        code.utf8.count <= 40
            && columns(of: type).contains { code == $0 || code.hasPrefix($0 + ".") }
    }

    /// The fields of a type, for people.
    package static func list(of type: PetitionType) -> String {
        columns(of: type).joined(separator: ", ")
    }

    private static func columns(of type: PetitionType) -> [String] {
        switch type {
        case .complaint: complaint
        case .denunciation: denunciation
        case .feedback: feedback
        case .mixed, .unspecified, .unknown: complaint + denunciation + feedback
        }
    }
}
