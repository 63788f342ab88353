package import Messages

/// What may not stand in a summary, a reason or a decision's gist, because any petition may
/// turn out to be a denunciation (Luật Tố cáo 2018 Đ.23–24).
package struct SenderNames: Sendable {
    private let names: [[String]]
    private let numbers: [String]

    /// Takes the names and numbers of the parties of one petition.
    ///
    /// - Parameters:
    ///   - parties: The parties.
    ///   - withAddresses: Whether addresses may not stand there either; what a petition is about is
    ///     often where its sender lives.
    package init(_ parties: [Party], withAddresses: Bool = false) {
        let places =
            withAddresses ? parties.flatMap { Self.places(in: $0.address?.text ?? "") } : []
        names = (parties.flatMap { [$0.fullName, $0.email] } + places)
            .map { Fold.words($0) }.filter { !$0.isEmpty }
        numbers = parties.flatMap { [$0.idNumber, $0.phone] }
            .map { Self.bare(Self.digits(in: $0)) }
            .filter { $0.count >= 8 }
    }

    /// Whether `text` holds a whole name, with or without marks, or one of the numbers.
    ///
    /// A name of one word is not looked for: such names are words of the language, and a
    /// refusal without need teaches people to write around the check.
    package func occur(in text: String) -> Bool {
        let words = Fold.words(text)
        if names.contains(where: { words.holds($0) }) { return true }
        guard !numbers.isEmpty else { return false }
        let digits = Self.digits(in: text)
        return numbers.contains { digits.contains($0) }
    }

    /// What tells a house: each part of an address that holds a number, from the number on, and a
    /// long address without one as a whole.
    ///
    /// A street or ward alone is where many live.
    private static func places(in address: String) -> [String] {
        let parts = address.split(separator: ",").compactMap { part in
            part.firstIndex(where: \.isNumber).map { String(part[$0...]) }
        }
        guard parts.isEmpty else { return parts }
        return Fold.words(address).count >= 6 ? [address] : []
    }

    /// The digits of a text as ASCII, whatever script or width they were typed in.
    private static func digits(in text: String) -> String {
        text.compactMap(\.wholeNumberValue).map(String.init).joined()
    }

    /// A telephone number is the same with +84 and with 0 before it.
    private static func bare(_ digits: String) -> String {
        if digits.count == 11, digits.hasPrefix("84") { return String(digits.dropFirst(2)) }
        return digits.hasPrefix("0") ? String(digits.dropFirst()) : digits
    }
}

extension [String] {
    /// Whether `run` stands in these words, one after the other.
    fileprivate func holds(_ run: [String]) -> Bool {
        guard run.count >= 2, run.count <= count else { return false }
        return indices.dropLast(run.count - 1).contains { start in
            self[start..<(start + run.count)].elementsEqual(run)
        }
    }
}
