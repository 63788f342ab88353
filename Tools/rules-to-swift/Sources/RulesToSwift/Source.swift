import Foundation
import Yams

/// A fault in a rule file: where, and what was expected and found.
struct SourceError: Error, CustomStringConvertible {
    let description: String

    init(_ place: String, expected: String, found: String) {
        description = "\(place): expected \(expected), found \(found)"
    }
}

/// One mapping of a rule file, whose every field must be asked for or named as not compiled.
struct Fields {
    let place: String
    private let nodes: [String: Node]

    init(_ node: Node, place: String, known: Set<String>) throws(SourceError) {
        guard let mapping = node.mapping else {
            throw SourceError(place, expected: "a mapping", found: "another node")
        }
        var nodes: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.string, known.contains(name) else {
                let found = key.string ?? "a key that is no text"
                throw SourceError(place, expected: "a known field", found: found)
            }
            nodes[name] = value
        }
        self.place = place
        self.nodes = nodes
    }

    func optionalText(_ field: String) throws(SourceError) -> String? {
        guard let node = nodes[field], node.null == nil else { return nil }
        guard let text = node.string else {
            throw SourceError("\(place) \(field)", expected: "a text", found: "another node")
        }
        return text
    }

    func text(_ field: String) throws(SourceError) -> String {
        guard let text = try optionalText(field) else {
            throw SourceError("\(place) \(field)", expected: "a text", found: "nothing")
        }
        return text
    }

    func number(_ field: String) throws(SourceError) -> Int? {
        guard let node = nodes[field], node.null == nil else { return nil }
        guard let number = node.int else {
            throw SourceError("\(place) \(field)", expected: "a number", found: "another node")
        }
        return number
    }

    func flag(_ field: String, default value: Bool) throws(SourceError) -> Bool {
        guard let node = nodes[field] else { return value }
        guard let flag = node.bool else {
            throw SourceError("\(place) \(field)", expected: "true or false", found: "another node")
        }
        return flag
    }

    func list(_ field: String) throws(SourceError) -> [Node] {
        guard let node = nodes[field] else { return [] }
        guard let sequence = node.sequence else {
            throw SourceError("\(place) \(field)", expected: "a list", found: "another node")
        }
        return Array(sequence)
    }

    func texts(_ field: String) throws(SourceError) -> [String] {
        let place = "\(place) \(field)"
        return try list(field).map { node throws(SourceError) in
            guard let text = node.string else {
                throw SourceError(place, expected: "texts", found: "another node")
            }
            return text
        }
    }

    func fields(_ field: String, known: Set<String>) throws(SourceError) -> Fields? {
        guard let node = nodes[field] else { return nil }
        return try Fields(node, place: "\(place) \(field)", known: known)
    }

    /// One of the words that the Swift enum of the field knows, with its case's name.
    func word(_ field: String, of cases: [String: String]) throws(SourceError) -> String {
        let found = try text(field)
        guard let name = cases[found] else {
            let words = cases.keys.sorted().joined(separator: ", ")
            throw SourceError("\(place) \(field)", expected: "one of \(words)", found: found)
        }
        return ".\(name)"
    }

    /// A date as the Swift expression of its day, or `nil`.
    func day(_ field: String) throws(SourceError) -> String {
        guard let text = try optionalText(field) else { return "nil" }
        let format = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        guard let date = try? Date(text, strategy: format), date.formatted(format) == text else {
            throw SourceError("\(place) \(field)", expected: "a date", found: text)
        }
        let days = Int((date.timeIntervalSince1970 / 86_400).rounded())
        return "Day(daysSince1970: \(days)) /* \(text) */"
    }
}
