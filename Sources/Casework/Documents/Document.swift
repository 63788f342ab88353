package import Messages

extension Document: FiledRecord {
    package static let recordKind = RecordKind.document

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .documentDrafted(let fact):
            self = fact.document ?? Document()
        case .documentSigned(let fact):
            signerOffice = fact.office
            signingMode = fact.mode
            signature = fact.signature
            delegation = fact.delegation
            signedOn = day
            state = .signed
        case .documentIssued(let fact):
            number = fact.number
            registerNumber = fact.registerNumber
            numberAlsoOn = fact.numberAlsoOn
            // Without a number the day comes with it, from the system that gives it.
            issuedOn = fact.number.isEmpty ? "" : day
            state = .issued
        case .documentNumbered(let fact):
            number = fact.number
            registerNumber = fact.registerNumber
            numberAlsoOn = fact.numberAlsoOn
            issuedOn = fact.issuedOn
        case .documentSent(let fact):
            if let delivery = fact.delivery { deliveries.append(delivery) }
        case .documentDelivered(let fact):
            change(fact.delivery) { $0.receivedOn = fact.receivedOn }
        case .documentReturned(let fact):
            change(fact.delivery) {
                $0.returnedOn = day
                $0.returnReason = fact.reason
            }
        default:
            putApproval(fact, on: day)
        }
    }

    private mutating func change(_ number: Int32, _ body: (inout Delivery) -> Void) {
        guard let index = deliveries.firstIndex(where: { $0.number == number }) else { return }
        body(&deliveries[index])
    }

    /// The number without its symbol, with the year that it was given in: a second document of the
    /// agency and register with the same two bears the same number.
    package var numberInYear: (year: Int32, number: Int64)? {
        guard let number = DocumentNumber(number), let day = Day(iso: issuedOn) else { return nil }
        return (Int32(day.date.year), number.value)
    }
}

extension Delivery {
    /// Whether it has neither arrived nor come back.
    package var isOnItsWay: Bool {
        receivedOn.isEmpty && returnedOn.isEmpty
    }
}

/// The number of a document: "15/TB-SNV" (NĐ 30/2020/NĐ-CP Đ.8 k.3).
package struct DocumentNumber: Hashable, Sendable {
    /// The number in its register.
    package let value: Int64
    /// What stands after the stroke.
    package let symbol: String

    /// Joins a number of a register and a symbol.
    package init(value: Int64, symbol: String) {
        self.value = value
        self.symbol = symbol
    }

    /// Reads 1 to 9 digits, a stroke and a symbol; nil for another shape.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...9).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy({ (48...57).contains($0) }),
            let value = Int64(parts[0]), value > 0, Self.isSymbol(String(parts[1]))
        else { return nil }
        self.init(value: value, symbol: String(parts[1]))
    }

    /// Whether a text is a symbol: 1 to 30 letters, digits and "-", "&", "." or "/", a letter
    /// first.
    package static func isSymbol(_ text: String) -> Bool {
        (1...30).contains(text.count) && text.utf8.count <= 120 && text.first?.isLetter == true
            && text.allSatisfy { $0.isLetter || $0.isNumber || "-&./".contains($0) }
    }

    /// As it is written: numbers below 10 with a 0 before them (NĐ 30/2020/NĐ-CP Phụ lục I).
    package var text: String {
        (value < 10 ? "0\(value)" : "\(value)") + "/\(symbol)"
    }
}
