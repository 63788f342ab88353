/// The way to a value inside a record, as the contract names it: "stamp.date", "replies[0].number".
package struct FieldPath: Hashable, Sendable {
    /// One step of the way.
    package enum Step: Hashable, Sendable {
        /// Into the member with a name.
        case member(String)
        /// Into the element at a place.
        case element(Int)
    }

    /// The steps from the record on.
    package let steps: [Step]

    /// Reads a path; nil for any other text.
    package init?(_ text: String) {
        var steps: [Step] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            guard let name = pieces.first, !name.isEmpty else { return nil }
            steps.append(.member(String(name)))
            for piece in pieces.dropFirst() {
                guard piece.hasSuffix("]"), let index = Int(piece.dropLast()), index >= 0
                else { return nil }
                steps.append(.element(index))
            }
        }
        self.steps = steps
    }

    /// The path with its places left open: "replies[].number".
    package var pattern: String {
        steps.reduce("") { text, step in
            switch step {
            case .member(let name): text.isEmpty ? name : "\(text).\(name)"
            case .element: "\(text)[]"
            }
        }
    }
}

extension JSONValue {
    /// The value at the end of a path; nil when there is none.
    package func value(at path: FieldPath) -> JSONValue? {
        path.steps.reduce(Optional(self)) { value, step in
            switch step {
            case .member(let name): value?[name]
            case .element(let index):
                value.flatMap { $0.elements.indices.contains(index) ? $0.elements[index] : nil }
            }
        }
    }

    /// The texts at a path with its places left open, in every element of its lists.
    package func texts(at pattern: String) -> [String] {
        pattern.split(separator: ".").reduce([self]) { values, part in
            let isList = part.hasSuffix("[]")
            let found = values.compactMap { $0[String(isList ? part.dropLast(2) : part)] }
            return isList ? found.flatMap(\.elements) : found
        }
        .compactMap(\.text)
    }

    /// The value with another one at the end of a path; members on the way are made, elements of
    /// lists are not.
    ///
    /// - Returns: nil when the path leads nowhere.
    package func setting(_ value: JSONValue, at path: FieldPath) -> JSONValue? {
        setting(value, at: path.steps[...])
    }

    private func setting(_ value: JSONValue, at steps: ArraySlice<FieldPath.Step>) -> JSONValue? {
        guard let step = steps.first else { return value }
        let rest = steps.dropFirst()
        switch step {
        case .member(let name):
            guard case .object(var members) = self else { return nil }
            let place = members.firstIndex { $0.0 == name }
            let inner = place.map { members[$0].1 } ?? .object([])
            guard let changed = inner.setting(value, at: rest) else { return nil }
            if let place { members[place].1 = changed } else { members.append((name, changed)) }
            return .object(members)
        case .element(let index):
            var elements = elements
            guard elements.indices.contains(index),
                let changed = elements[index].setting(value, at: rest)
            else { return nil }
            elements[index] = changed
            return .array(elements)
        }
    }
}
