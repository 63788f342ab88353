import SwiftProtobuf
import SwiftProtobufPluginLibrary

extension FileDescriptor {
    /// The file of the options holds nothing that is sent or stored.
    var isOptions: Bool { name == "kntc/v1/options.proto" }

    /// Whether the house rules of the contract hold for the file.
    var isContract: Bool { package == "kntc.v1" }

    /// "kntc/v1/case.proto" → "Case.swift", "google/rpc/status.proto" → "GoogleStatus.swift".
    var swiftFileName: String {
        let base = name.split(separator: "/").last?.split(separator: ".").first ?? "File"
        return "\(options.swiftPrefix)\(String(base).upperCamel).swift"
    }

    /// The header that protoc-c makes.
    var headerName: String { "\(name.dropLast(".proto".count)).pb-c.h" }
}

extension Descriptor {
    /// Its name in Swift, inside its containing type when it is nested.
    var swiftName: String {
        if let containingType { return "\(containingType.swiftName).\(name)" }
        return file.options.swiftPrefix + name
    }

    /// Its name as protoc-c spells it in lower case: "kntc.v1.SealedParty" → "kntc__v1__sealed_party".
    var cName: String {
        fullName.split(separator: ".").map { part in
            var name = ""
            var wasUpper = true
            for character in part {
                if character.isUppercase, !wasUpper { name.append("_") }
                name.append(character.lowercased())
                wasUpper = character.isUppercase
            }
            return name
        }
        .joined(separator: "__")
    }
}

extension EnumDescriptor {
    /// Its name in Swift.
    var swiftName: String {
        if let containingType { return "\(containingType.swiftName).\(name)" }
        return file.options.swiftPrefix + name
    }

    /// Name of a value's case: without the enum's own name before it.
    func caseName(of value: EnumValueDescriptor) -> String {
        let prefix = name.upperSnake + "_"
        let bare =
            value.name.hasPrefix(prefix) ? value.name.dropFirst(prefix.count) : value.name[...]
        // Public protocols call their zero so; here the word stands for values of newer builds.
        return bare == "UNKNOWN" ? "unstated" : bare.lowercased().lowerCamel
    }
}

extension FieldDescriptor {
    /// Whether it is written with `optional`: it has presence and stands in no oneof.
    var isOptionalScalar: Bool {
        hasPresence && realContainingOneof == nil && type != .message
    }
}

extension MethodDescriptor {
    /// Its name in Swift.
    var swiftName: String { name.prefix(1).lowercased() + name.dropFirst() }
}

extension ServiceDescriptor {
    /// "PetitionService" → "Petition".
    var baseName: String { name.hasSuffix("Service") ? String(name.dropLast(7)) : name }
}

extension String {
    /// "money_vnd" → "moneyVnd".
    var lowerCamel: String {
        let parts = split(separator: "_")
        guard let first = parts.first else { return self }
        let rest = parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return first.prefix(1).lowercased() + first.dropFirst() + rest.joined()
    }

    /// "money_vnd" → "MoneyVnd".
    var upperCamel: String {
        let name = lowerCamel
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// "PetitionSource" → "PETITION_SOURCE".
    var upperSnake: String {
        var name = ""
        for character in self {
            if character.isUppercase, !name.isEmpty { name.append("_") }
            name.append(character.uppercased())
        }
        return name
    }

    /// The name in backticks where the language keeps the bare word for itself.
    var declared: String { Self.keywords.contains(self) ? "`\(self)`" : self }

    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer",
        "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for",
        "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil",
        "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows",
        "return", "self", "static", "struct", "subscript", "super", "switch", "throw", "throws",
        "true", "try", "typealias", "var", "where", "while",
    ]
}
