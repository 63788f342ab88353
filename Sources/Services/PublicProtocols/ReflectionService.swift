import Messages
import RPC

/// `grpc.reflection`: what the server serves, for tools that have no files of the contract.
///
/// Only for those who are known: the list of methods is of use to nobody else.
package struct ReflectionService: Sendable {
    private typealias Answer = GrpcServerReflectionResponse.MessageResponse

    private let set = DescriptorSet.contract

    /// Answers from the descriptors of this build.
    package init() {}

    /// Enters the method under both of its names; the older one has the same messages.
    package func register(in routes: inout Routes) {
        for version in ["v1", "v1alpha"] {
            let path = "/grpc.reflection.\(version).ServerReflection/ServerReflectionInfo"
            routes.duplex(path) { (question: GrpcServerReflectionRequest) in
                GrpcServerReflectionResponse(
                    validHost: question.host,
                    originalRequest: question,
                    messageResponse: answer(to: question)
                )
            }
        }
    }

    private func answer(to question: GrpcServerReflectionRequest) -> Answer {
        switch question.messageRequest {
        case .fileByFilename(let name): files(set.file(named: name), name)
        case .fileContainingSymbol(let symbol): files(set.file(declaring: symbol), symbol)
        case .fileContainingExtension(let asked):
            files(
                set.file(
                    declaring: DescriptorSet.Extension(
                        message: asked.containingType,
                        number: asked.extensionNumber
                    )
                ),
                asked.containingType
            )
        case .allExtensionNumbersOfType(let type): extensions(of: type)
        case .listServices:
            .listServicesResponse(
                GrpcListServiceResponse(
                    service: set.services.map { GrpcServiceResponse(name: $0) }
                )
            )
        case nil: failure(.invalidArgument, "the question is empty")
        }
    }

    private func extensions(of type: String) -> Answer {
        guard set.file(declaring: type) != nil else { return notFound(type) }
        return .allExtensionNumbersResponse(
            GrpcExtensionNumberResponse(
                baseTypeName: type,
                extensionNumber: set.extensions(of: type)
            )
        )
    }

    private func files(_ file: DescriptorSet.File?, _ asked: String) -> Answer {
        guard let file else { return notFound(asked) }
        return .fileDescriptorResponse(
            GrpcFileDescriptorResponse(fileDescriptorProto: set.closure(of: file).map(\.bytes))
        )
    }

    private func notFound(_ asked: String) -> Answer {
        failure(.notFound, "nothing of the name \(asked.prefix(256))")
    }

    private func failure(_ code: Code, _ message: String) -> Answer {
        .errorResponse(GrpcErrorResponse(errorCode: code.rawValue, errorMessage: message))
    }
}
