import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// How a message stands in Swift: its stored members in the order of the contract.
struct MessageShape {
    struct Member {
        let name: String
        let type: String
        let standard: String
        let source: any ProvidesSourceCodeLocation
        let reads: [String]
        let writes: [String]

        var initial: String { standard == "nil" ? "" : " = \(standard)" }
    }

    let members: [Member]
    let oneofs: [OneofShape]

    init(_ message: Descriptor) {
        // libprotobuf-c lists fields by number; that place is how the runtime finds them.
        let places = Dictionary(
            uniqueKeysWithValues: message.fields.sorted { $0.number < $1.number }
                .enumerated().map { ($0.element.number, $0.offset) }
        )
        var members: [Member] = []
        var oneofs: [OneofShape] = []
        for field in message.fields {
            let shape = FieldShape(field, place: places[field.number] ?? 0)
            guard let oneof = field.realContainingOneof else {
                members.append(shape.member)
                continue
            }
            guard oneof.fields.count > 1 else {
                members.append(shape.optionalMember)
                continue
            }
            guard oneof.fields.first === field else { continue }
            let choices = oneof.fields.map { FieldShape($0, place: places[$0.number] ?? 0) }
            let whole = OneofShape(descriptor: oneof, choices: choices)
            oneofs.append(whole)
            members.append(whole.member)
        }
        self.members = members
        self.oneofs = oneofs
    }
}

/// A oneof of several members: an enum with payloads.
struct OneofShape {
    let descriptor: OneofDescriptor
    let choices: [FieldShape]

    var typeName: String { descriptor.name.upperCamel }

    var member: MessageShape.Member {
        let name = descriptor.name.lowerCamel
        let reads = choices.map { choice in
            let read = choice.isMessage ? "\(choice.read) ?? .init()" : choice.read
            return "if fields.isSet(\(choice.place)) { self.\(name) = .\(choice.name)(\(read)) }"
        }
        let writes =
            ["switch self.\(name) {"]
            + choices.map { choice in
                "case .\(choice.name)(let value)?: fields.select(\(choice.place)); "
                    + "fields.put(\(choice.place), value)"
            } + ["case nil: break", "}"]
        return MessageShape.Member(
            name: name,
            type: "\(typeName)?",
            standard: "nil",
            source: descriptor,
            reads: reads,
            writes: writes
        )
    }
}

/// One field: its Swift type and how the runtime reads and writes it.
struct FieldShape {
    let field: FieldDescriptor
    let place: Int

    init(_ field: FieldDescriptor, place: Int) {
        self.field = field
        self.place = place
    }

    var name: String { field.name.lowerCamel }

    var isMessage: Bool { field.type == .message }

    /// The type of one value.
    var type: String {
        switch field.type {
        case .string: "String"
        case .bytes: "[UInt8]"
        case .bool: "Bool"
        case .double: "Double"
        case .float: "Float"
        case .int32, .sint32, .sfixed32: "Int32"
        case .int64, .sint64, .sfixed64: "Int64"
        case .uint32, .fixed32: "UInt32"
        case .uint64, .fixed64: "UInt64"
        case .enum: field.enumType.swiftName
        case .message, .group: field.messageType.swiftName
        }
    }

    private var standard: String {
        switch field.type {
        case .string: "\"\""
        case .bytes: "[]"
        case .bool: "false"
        case .enum: ".\(field.enumType.caseName(of: field.enumType.values[0]))"
        case .message, .group: "nil"
        default: "0"
        }
    }

    /// Reads one value.
    var read: String { "fields.get(\(place))" }

    var member: MessageShape.Member {
        if field.isRepeated {
            return MessageShape.Member(
                name: name,
                type: "[\(type)]",
                standard: "[]",
                source: field,
                reads: ["self.\(name) = fields.list(\(place))"],
                writes: ["fields.put(\(place), list: self.\(name))"]
            )
        }
        return MessageShape.Member(
            name: name,
            type: isMessage ? "\(type)?" : type,
            standard: standard,
            source: field,
            reads: ["self.\(name) = \(read)"],
            writes: [
                isMessage
                    ? "if let value = self.\(name) { fields.put(\(place), value) }"
                    : "fields.put(\(place), self.\(name))"
            ]
        )
    }

    /// The member of a oneof of one: present or not.
    var optionalMember: MessageShape.Member {
        MessageShape.Member(
            name: name,
            type: "\(type)?",
            standard: "nil",
            source: field,
            reads: ["if fields.isSet(\(place)) { self.\(name) = \(read) }"],
            writes: [
                "if let value = self.\(name) { fields.select(\(place)); "
                    + "fields.put(\(place), value) }"
            ]
        )
    }
}
