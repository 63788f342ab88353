import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// What the contract may not hold, each refused with the place and the reason.
enum Rules {
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    static func check(_ file: FileDescriptor) throws {
        for message in file.messages { try check(message, file) }
        guard file.isContract else { return }
        for enumeration in file.enums {
            try comment(enumeration, enumeration.fullName)
            for value in enumeration.values { try check(value, enumeration) }
            let codes = enumeration.values.compactMap(\.code).count
            let remedies = enumeration.values.compactMap(\.remedyVi).count
            try refuse(
                codes != remedies || codes != 0 && codes != enumeration.values.count,
                enumeration.fullName,
                "states a code or a remedy for some of its values only"
            )
        }
        for service in file.services {
            try comment(service, service.fullName)
            for method in service.methods { try check(method) }
        }
    }

    private static func check(_ message: Descriptor, _ file: FileDescriptor) throws {
        try refuse(
            reaches(message, message, []),
            message.fullName,
            "is recursive: its depth has no bound"
        )
        for field in message.fields {
            try refuse(field.isOptionalScalar, field.fullName, "write a one-member oneof instead")
            try refuse(file.isContract && field.isMap, field.fullName, "maps have no order")
            if file.isContract {
                try comment(field, field.fullName)
                try refuse(field.sensitivity == 0, field.fullName, "states no sensitivity")
            }
        }
        if file.isContract {
            try comment(message, message.fullName)
            try refuse(!message.messages.isEmpty, message.fullName, "nests a message")
            try refuse(!message.enums.isEmpty, message.fullName, "nests an enum")
        }
    }

    private static func check(
        _ value: EnumValueDescriptor,
        _ enumeration: EnumDescriptor
    ) throws {
        try comment(value, value.fullName)
        let prefix = enumeration.name.upperSnake + "_"
        try refuse(
            !value.name.hasPrefix(prefix),
            value.fullName,
            "does not begin with \(prefix)"
        )
        try refuse(
            value.name == prefix + "UNKNOWN",
            value.fullName,
            "is the case for values of newer builds"
        )
    }

    private static func check(_ method: MethodDescriptor) throws {
        try comment(method, method.fullName)
        try refuse(method.clientStreaming, method.fullName, "streams from the client")
        let facts = try MethodFacts(method)
        try refuse(
            method.serverStreaming != (facts.effect == .stream),
            method.fullName,
            "its effect and its kind disagree"
        )
        guard facts.effect == .write || facts.effect == .reveal else { return }
        try refuse(
            (method.outputType.fullName == "kntc.v1.Receipt") != (facts.effect == .write),
            method.fullName,
            facts.effect == .write
                ? "a write answers with a Receipt" : "what reveals answers with what was sealed"
        )
        let first = method.inputType.fields.first { $0.number == 1 }
        try refuse(
            first?.name != "request_id" || first?.type != .string,
            method.fullName,
            "the request of a write begins with string request_id = 1"
        )
    }

    private static func reaches(
        _ message: Descriptor,
        _ target: Descriptor,
        _ seen: Set<String>
    ) -> Bool {
        message.fields.contains { field in
            guard let next = field.messageType else { return false }
            if next === target { return true }
            guard !seen.contains(next.fullName) else { return false }
            return reaches(next, target, seen.union([next.fullName]))
        }
    }

    private static func comment(_ thing: any ProvidesSourceCodeLocation, _ name: String) throws {
        try refuse(thing.protoSourceComments().isEmpty, name, "has no comment")
    }

    private static func refuse(_ broken: Bool, _ name: String, _ reason: String) throws {
        if broken { throw Broken(description: "\(name): \(reason)") }
    }
}

extension FieldDescriptor {
    /// How far the field may travel, by the number of the option's value; 0 when it is not stated.
    var sensitivity: UInt64 { Options(options.unknownFields.data).numbers[70411] ?? 0 }

    /// Whether the field tells who somebody is: SENSITIVITY_IDENTITY.
    var tellsWho: Bool { sensitivity == 4 }
}

extension EnumValueDescriptor {
    /// The code that goes with a reason; nil for what is no reason of a failure.
    var code: UInt64? { Options(options.unknownFields.data).numbers[70421] }

    /// What whoever meets the failure is to do, in Vietnamese.
    var remedyVi: String? { Options(options.unknownFields.data).texts[70424] }
}

/// What the options of a method say.
struct MethodFacts {
    enum Effect: UInt64 {
        case read = 1
        case write, stream, work, reveal
    }

    let effect: Effect
    let permission: String
    let isRetrySafe: Bool
    let demandsFreshProof: Bool
    /// A request that may wait for news is answered by an async handler.
    let waits: Bool

    init(_ method: MethodDescriptor) throws {
        let options = Options(method.options.unknownFields.data)
        guard let effect = options.numbers[70401].flatMap(Effect.init(rawValue:)) else {
            throw Rules.Broken(description: "\(method.fullName): states no effect")
        }
        guard let permission = options.texts[70402], !permission.isEmpty else {
            throw Rules.Broken(description: "\(method.fullName): states no permission")
        }
        self.effect = effect
        self.permission = permission
        isRetrySafe = options.numbers[70403] == 1
        demandsFreshProof = options.numbers[70404] == 1
        waits = method.inputType.fields.contains { $0.name == "wait_ms" }
    }
}
