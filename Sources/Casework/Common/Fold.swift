/// Vietnamese letters without their marks, so that "Nguyễn" and "nguyen" are the same word.
package enum Fold {
    /// The words of a text in lower case and without marks; digits stay.
    package static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.lowercased().unicodeScalars {
            // A decomposed letter brings its marks as scalars of their own.
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(letters[scalar] ?? scalar)
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static let letters: [Unicode.Scalar: Unicode.Scalar] = {
        let groups: [(Unicode.Scalar, String)] = [
            ("a", "àáảãạăằắẳẵặâầấẩẫậ"), ("e", "èéẻẽẹêềếểễệ"), ("i", "ìíỉĩị"),
            ("o", "òóỏõọôồốổỗộơờớởỡợ"), ("u", "ùúủũụưừứửữự"), ("y", "ỳýỷỹỵ"), ("d", "đ"),
        ]
        var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (letter, marked) in groups {
            for scalar in marked.unicodeScalars { letters[scalar] = letter }
        }
        return letters
    }()
}
