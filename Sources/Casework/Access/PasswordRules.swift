/// What a password may be: long enough, and none of those that everybody tries first.
package enum PasswordRules {
    /// Least characters.
    package static let lengthMin = 12
    /// Most characters; a longer one only makes the server work.
    package static let lengthMax = 128
    /// Least different characters: "aaaaaaaaaaaa" is long, and nothing else.
    private static let differentMin = 5
    /// Least letters that must be left beside common words, digits and signs.
    private static let ownLettersMin = 4

    /// Notes everything that is wrong with a password; its text gets into no violation.
    ///
    /// - Parameters:
    ///   - password: The password in NFKC.
    ///   - field: Its field in the request.
    ///   - officer: Code of the officer.
    ///   - agency: Code of the officer's agency; empty when it is not known yet.
    ///   - checks: Where it is noted.
    package static func check(
        _ password: String,
        _ field: String,
        officer: String,
        agency: String,
        _ checks: inout Checks
    ) {
        checks.require(
            (lengthMin...lengthMax).contains(password.count)
                && password.utf8.count <= 4 * lengthMax,
            field,
            "has \(password.count) characters, outside \(lengthMin) to \(lengthMax)",
            "choose some words that belong together for you alone"
        )
        guard password.count >= lengthMin else { return }
        checks.require(
            Set(password).count >= differentMin,
            field,
            "has fewer than \(differentMin) different characters",
            "choose some words that belong together for you alone"
        )
        checks.require(
            !isCommon(password),
            field,
            "is made of words, digits and signs that everybody tries first",
            "choose some words that belong together for you alone"
        )
        let plain = password.lowercased()
        let codes = [officer, agency].map { $0.lowercased() }.filter { !$0.isEmpty }
        checks.require(
            !codes.contains { plain.contains($0) },
            field,
            "holds the code of the officer or of the agency",
            "leave both out"
        )
    }

    /// Whether nothing is left of a password once common words, digits and signs are taken away.
    private static func isCommon(_ password: String) -> Bool {
        let letters = Fold.words(password).joined()
        let spelled = Fold.words(String(password.lowercased().map { disguises[$0] ?? $0 })).joined()
        return [letters, spelled].contains { text in
            var rest = text
            for word in CommonPasswords.words { rest = rest.replacing(word, with: "") }
            return rest.filter(\.isLetter).count < ownLettersMin
        }
    }

    /// Signs that stand for letters in "p@ssw0rd".
    private static let disguises: [Character: Character] = [
        "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "5": "s", "$": "s", "7": "t",
    ]
}
