/// Vietnamese letters without their marks, so that "Nguyễn" and "nguyen" are the same word.
package enum Fold {
    /// The words of a text in lower case and without marks; digits stay.
    package static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text.lowercased() {
            if character.isLetter || character.isNumber {
                word.append(base(of: character))
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// The unmarked letter of a character, which may be composed or decomposed.
    private static func base(of character: Character) -> Character {
        if let letter = letters[character] { return letter }
        guard let first = character.unicodeScalars.first else { return character }
        return letters[Character(first)] ?? Character(first)
    }

    private static let letters: [Character: Character] = {
        let groups: [(Character, String)] = [
            ("a", "àáảãạăằắẳẵặâầấẩẫậ"), ("e", "èéẻẽẹêềếểễệ"), ("i", "ìíỉĩị"),
            ("o", "òóỏõọôồốổỗộơờớởỡợ"), ("u", "ùúủũụưừứửữự"), ("y", "ỳýỷỹỵ"), ("d", "đ"),
        ]
        var letters: [Character: Character] = [:]
        for (letter, marked) in groups {
            for character in marked { letters[character] = letter }
        }
        return letters
    }()
}
