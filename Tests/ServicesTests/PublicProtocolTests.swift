import Crypto
import Logging
import Messages
import RPC
import Records
import Services
import Storage
import TestSupport
import Testing

/// Health and reflection, as the public protocols have them.
@Suite struct PublicProtocolTests {
    private static let check = "/grpc.health.v1.Health/Check"

    @Test(
        "Whether the server and each service are ready",
        arguments: [
            ("", true, GrpcHealthCheckResponse.ServingStatus.serving),
            ("kntc.v1.PetitionService", true, .serving),
            ("kntc.v1.PetitionService", false, .serving),
            ("kntc.v1.IdentityService", true, .serving),
            ("kntc.v1.IdentityService", false, .notServing),
            ("", false, .serving),
        ]
    )
    func health(
        service: String,
        hasKey: Bool,
        expected: GrpcHealthCheckResponse.ServingStatus
    ) async throws {
        try await withStore(.memory) { store in
            // A store is begun with a key; later it may be missing.
            try await TestServer.run(on: store) { _ in }
            try await TestServer.run(on: store, masterKey: hasKey ? testKey : nil) { server in
                let request = try GrpcHealthCheckRequest(service: service).serialized()
                let reply = try await server.client.call(Self.check, request)
                #expect(try GrpcHealthCheckResponse(serialized: reply).status == expected)
            }
        }
    }

    // Red when: health takes a worker, or what reads the store takes the event loop.
    @Test("Of all methods health alone is answered without a worker: it reads nothing")
    func neverBlocks() async throws {
        try await withDesk { desk in
            let router = Self.router(desk)
            #expect(
                router.paths.filter { router.route(path: $0)?.neverBlocks == true } == [Self.check]
            )
        }
    }

    @Test("A service that is not there is none: an error for Check, an answer for Watch")
    func unknownService() async throws {
        try await TestServer.run { server in
            let request = try GrpcHealthCheckRequest(service: "kntc.v1.NoService").serialized()
            await #expect {
                _ = try await server.client.call(Self.check, request)
            } throws: {
                ($0 as? Status)?.code == .notFound
            }
            let watch = try server.client.stream("/grpc.health.v1.Health/Watch", request)
            for try await message in watch {
                let reply = try GrpcHealthCheckResponse(serialized: message)
                #expect(reply.status == .serviceUnknown)
                break
            }
        }
    }

    @Test("Watch tells that the server stops, and ends")
    func watch() async throws {
        let stopping = Cancellation()
        let call = RPCCall(path: "/grpc.health.v1.Health/Watch", stopping: stopping)
        try await withDesk { desk in
            guard
                case .stream(let handler)? = Self.router(desk).route(path: call.path)?.handler
            else { throw CancellationError() }
            let (messages, sent) = AsyncStream.makeStream(of: [UInt8].self)
            async let served: Void = handler(call, [], Self.writer { sent.yield($0) })
            var told: [GrpcHealthCheckResponse.ServingStatus] = []
            for await message in messages {
                told.append(try GrpcHealthCheckResponse(serialized: message).status)
                if told.count == 2 { break }
                stopping.set()
            }
            try await served
            #expect(told == [.serving, .notServing])
        }
    }

    private static let questions: [(GrpcServerReflectionRequest.MessageRequest, String)] = [
        (.listServices(""), "kntc.v1.PetitionService"),
        (.fileByFilename("kntc/v1/petition.proto"), "kntc/v1/petition.proto"),
        (.fileContainingSymbol("kntc.v1.PetitionService"), "kntc/v1/petition.proto"),
        (.fileContainingSymbol("kntc.v1.PetitionService.GetPetition"), "kntc/v1/petition.proto"),
        (.fileContainingSymbol("kntc.v1.Petition"), "kntc/v1/petition.proto"),
        (.fileContainingSymbol("kntc.v1.Petition.summary"), "kntc/v1/petition.proto"),
        (.fileContainingSymbol("kntc.v1.EFFECT_READ"), "kntc/v1/options.proto"),
        (
            .fileContainingSymbol("grpc.health.v1.HealthCheckResponse.SERVING"),
            "grpc/health/v1/health.proto"
        ),
        (
            .fileContainingSymbol("grpc.reflection.v1alpha.ServerReflection"),
            "grpc/reflection/v1alpha/reflection.proto"
        ),
        (
            .fileContainingExtension(
                GrpcExtensionRequest(
                    containingType: "google.protobuf.MethodOptions",
                    extensionNumber: 70401
                )
            ),
            "kntc/v1/options.proto"
        ),
        (
            .allExtensionNumbersOfType("google.protobuf.MethodOptions"),
            "70401 70402 70403 70404"
        ),
        (.fileByFilename("kntc/v1/none.proto"), "NOT_FOUND"),
        (.fileContainingSymbol("kntc.v1.None"), "NOT_FOUND"),
        (.allExtensionNumbersOfType("kntc.v1.None"), "NOT_FOUND"),
    ]

    @Test("Reflection answers each question", arguments: ["v1", "v1alpha"])
    func reflection(version: String) async throws {
        let requests = CallRequests()
        for (question, _) in Self.questions {
            let request = GrpcServerReflectionRequest(host: "h", messageRequest: question)
            requests.push(try request.serialized())
        }
        requests.end()
        let answers = try await Self.reflect(version, requests, identity: "officer@H29.02")
        #expect(answers.count == Self.questions.count)
        for (answer, (question, expected)) in zip(answers, Self.questions) {
            #expect(answer.originalRequest?.messageRequest == question)
            #expect(answer.validHost == "h")
            #expect(try Self.told(answer).contains(expected), "\(question)")
        }
    }

    @Test("A file comes with all that it imports, so that it can be built by itself")
    func closure() async throws {
        for file in DescriptorSet.contract.files {
            let names = DescriptorSet.contract.closure(of: file).map(\.name)
            #expect(names.first == file.name)
            #expect(Set(names).count == names.count)
            for service in file.services {
                #expect(DescriptorSet.contract.file(declaring: service)?.name == file.name)
            }
        }
        let petition = try #require(DescriptorSet.contract.file(named: "kntc/v1/petition.proto"))
        let names = DescriptorSet.contract.closure(of: petition).map(\.name)
        #expect(names.contains("google/protobuf/descriptor.proto"))
    }

    @Test("Whoever is not known learns nothing of what is served")
    func stranger() async throws {
        let question = GrpcServerReflectionRequest(messageRequest: .listServices(""))
        let requests = CallRequests(only: try question.serialized())
        await #expect {
            _ = try await Self.reflect("v1", requests, identity: nil)
        } throws: {
            ($0 as? Status)?.code == .unauthenticated
        }
    }

    private static func reflect(
        _ version: String,
        _ requests: CallRequests,
        identity: String?
    ) async throws -> [GrpcServerReflectionResponse] {
        let path = "/grpc.reflection.\(version).ServerReflection/ServerReflectionInfo"
        let call = RPCCall(path: path, metadata: identity.map { ["kntc-identity": $0] } ?? [:])
        let (messages, sent) = AsyncStream.makeStream(of: [UInt8].self)
        try await withDesk { desk in
            guard case .duplex(let handler)? = router(desk).route(path: path)?.handler else {
                throw CancellationError()
            }
            try await handler(call, requests, writer { sent.yield($0) })
        }
        sent.finish()
        return try await messages.reduce(into: []) {
            $0.append(try GrpcServerReflectionResponse(serialized: $1))
        }
    }

    /// Names, numbers or the code of an answer, in one text.
    private static func told(_ answer: GrpcServerReflectionResponse) throws -> String {
        switch answer.messageResponse {
        case .fileDescriptorResponse(let files):
            try #require(
                files.fileDescriptorProto.first.map { String(decoding: $0, as: UTF8.self) }
            )
        case .allExtensionNumbersResponse(let numbers):
            numbers.extensionNumber.map(String.init).joined(separator: " ")
        case .listServicesResponse(let list): list.service.map(\.name).joined(separator: " ")
        case .errorResponse(let error): Code(rawValue: error.errorCode)?.name ?? ""
        case nil: ""
        }
    }

    private static func router(_ desk: Desk) -> Router {
        Routes.all(desk, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func writer(_ post: @escaping @Sendable ([UInt8]) -> Void) -> RPCStreamWriter {
        RPCStreamWriter(
            bytesUnsentMax: 1 << 30,
            payloadBytesMax: 1 << 22,
            stallMax: .seconds(60),
            allowance: StreamAllowance(endsAt: .now + .seconds(60)),
            post: post
        )
    }
}

/// Runs a test at a desk of an empty store.
private func withDesk(_ body: (Desk) async throws -> Void) async throws {
    try await withStore(.memory) { store in
        let clock = VirtualClock(day: "2026-07-15")
        let records = try await RecordStore(store: store, masterKey: testKey) { clock.now }
        try await body(Desk(records: records) { clock.now })
    }
}
