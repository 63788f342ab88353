import Foundation

extension String {
    /// Columns that the text takes on a terminal: marks take none, wide letters take two.
    var displayWidth: Int {
        reduce(0) { $0 + $1.displayWidth }
    }

    /// The text filled up with spaces to a width in columns.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }

    /// The text on one line and in composed form, without what steers a terminal.
    var singleLine: String {
        let scalars = precomposedStringWithCanonicalMapping.unicodeScalars.compactMap { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: Unicode.Scalar(" ")
            case .format where scalar.isDirectionMark: nil
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

extension Character {
    /// Columns on a terminal, by the first scalar that takes any.
    fileprivate var displayWidth: Int {
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format, .control: continue
            default: return scalar.isWide ? 2 : 1
            }
        }
        return 0
    }
}

extension Unicode.Scalar {
    /// Marks that turn the direction of writing: they could make a line read as another.
    fileprivate var isDirectionMark: Bool {
        (0x202a...0x202e).contains(value) || (0x2066...0x2069).contains(value)
    }

    /// East Asian wide letters and emoji (UAX #11, the blocks that are wide as a whole).
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
            0xa000...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
            0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff,
            0x20000...0x3fffd:
            true
        default: false
        }
    }
}
