import SwiftProtobuf
import SwiftProtobufPluginLibrary

extension Source {
    /// The methods of a service as typed values.
    mutating func addMethods(of service: ServiceDescriptor) throws {
        line(0, "")
        doc(0, service, or: service.name)
        line(0, "package enum \(service.baseName)Methods {")
        for method in service.methods {
            let facts = try MethodFacts(method)
            let input = method.inputType.swiftName
            let output = method.outputType.swiftName
            doc(1, method, or: method.name)
            line(1, "package static let \(method.swiftName) = Method<\(input), \(output)>(")
            line(2, "service: \"\(service.fullName)\",")
            line(2, "name: \"\(method.name)\",")
            line(2, "effect: .\(facts.effect),")
            line(2, "permission: \"\(facts.permission)\",")
            line(2, "isRetrySafe: \(facts.isRetrySafe)\(facts.demandsFreshProof ? "," : "")")
            if facts.demandsFreshProof { line(2, "demandsFreshProof: true") }
            line(1, ")")
        }
        let names = service.methods.map { "\($0.swiftName).info" }.joined(separator: ", ")
        line(1, "/// All of them.")
        line(1, "package static let all: [MethodInfo] = [\(names)]")
        line(0, "}")
    }

    /// Every method of every service, and the fields that tell who somebody is.
    static func contract(services: [ServiceDescriptor], messages: [Descriptor]) -> String {
        let lists = services.map { "\($0.baseName)Methods.all" }
        let identities = messages.compactMap { message -> String? in
            let numbers = message.fields.filter(\.tellsWho).map { "\($0.number)" }
            guard !numbers.isEmpty else { return nil }
            return "\"\(message.fullName)\": [\(numbers.joined(separator: ", "))]"
        }
        return head("Protos") + """

            /// The contract as a whole.
            package enum Contract {
                /// Every method of every service.
                package static let methods: [MethodInfo] = [
                    \(lists.joined(separator: ",\n        ")),
                ].flatMap { $0 }

                /// Numbers of the fields that tell who somebody is, by the message that has them.
                static let identities: [String: Set<UInt32>] = [
                    \(identities.joined(separator: ",\n        ")),
                ]
            }

            """
    }

    /// The protocols that services fulfil; the compiler names the service that lacks a method.
    static func handlers(services: [ServiceDescriptor]) throws -> String {
        var text = head("Protos", imports: ["package import Messages"])
        for service in services {
            var source = Source(bare: "\n")
            source.doc(0, service, or: service.name)
            source.line(0, "package protocol \(service.baseName)Handlers: Sendable {")
            for method in service.methods {
                source.doc(1, method, or: method.name)
                source.line(1, try handler(method))
            }
            source.line(0, "}")
            source.line(0, "")
            source.line(0, "extension \(service.baseName)Handlers {")
            source.line(1, "/// Enters every method of the service.")
            source.line(1, "package func register(in routes: inout Routes) {")
            for method in service.methods {
                let name = method.swiftName
                let verb = try MethodFacts(method).verb
                source.line(2, "routes.\(verb)(\(service.baseName)Methods.\(name), \(name))")
            }
            source.line(1, "}")
            source.line(0, "}")
            text += source.text
        }
        return text
    }

    private static func handler(_ method: MethodDescriptor) throws -> String {
        let facts = try MethodFacts(method)
        let input = "_ request: \(method.inputType.swiftName), _ call: Call"
        let output = method.outputType.swiftName
        let head = "func \(method.swiftName)(\(input)"
        return switch facts.effect {
        case .read where facts.waits: "\(head)) async throws -> Encoded<\(output)>"
        case .read: "\(head)) throws -> Encoded<\(output)>"
        case .write: "\(head)) throws -> Write"
        case .work: "\(head)) throws -> Work<\(output)>"
        case .reveal: "\(head)) throws -> Reveal<\(output)>"
        case .stream: "\(head), _ stream: ReplyStream<\(output)>) async throws"
        }
    }
}

extension MethodFacts {
    /// The verb by which the routes take the handler.
    var verb: String {
        switch effect {
        case .read: waits ? "wait" : "read"
        case .write: "write"
        case .work: "work"
        case .reveal: "reveal"
        case .stream: "stream"
        }
    }
}
