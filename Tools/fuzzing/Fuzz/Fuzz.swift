import GRPC
import Glibc
import Messages
import NIOCore

@testable import RPC

/// What is fed with bytes: chosen by KNTC_FUZZ_TARGET, so that one build serves all of them.
private enum Target: String, CaseIterable {
    case frames
    case http2
    case messages
    case json
}

private let target: Target = {
    let name = unsafe getenv("KNTC_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
    guard let target = Target(rawValue: name) else {
        preconditionFailure("KNTC_FUZZ_TARGET is none of \(Target.allCases.map(\.rawValue))")
    }
    return target
}()

/// libFuzzer's own way in, for programs that bring their `main`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ feed: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main
private enum Fuzz {
    static func main() {
        var count = CommandLine.argc
        var arguments = unsafe CommandLine.unsafeArgv
        exit(unsafe runDriver(&count, &arguments, feed))
    }
}

/// Takes one input; what must not be ends the process.
@_cdecl("LLVMFuzzerTestOneInput")
func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    switch target {
    case .frames: feedFrames(bytes)
    case .http2: _ = FuzzedServer(GRPCDoor()).answer(to: bytes)
    case .messages: decodeMessage(bytes)
    case .json: readJSON(bytes)
    }
    return 0
}

/// A ttrpc connection takes the bytes: what it answers are whole frames of the kinds that servers
/// send, and no call is served twice.
private func feedFrames(_ bytes: [UInt8]) {
    let answer = FuzzedServer(TtrpcDoor()).answer(to: bytes)
    var reader = FrameReader(frameBytesMax: 4 << 20)
    reader.append(ByteBuffer(bytes: answer))
    var served: Set<UInt32> = []
    var length = 0
    while let event = reader.next() {
        guard case .frame(let header, let body) = event else {
            preconditionFailure("the server sent what is no frame")
        }
        length += FrameHeader.byteCount + Int(header.length)
        guard header.type == FrameType.response else { continue }
        guard let response = try? TtrpcResponse(serialized: Array(body.readableBytesView)) else {
            preconditionFailure("the server sent what is no response")
        }
        guard response.status == nil else { continue }
        precondition(served.insert(header.stream).inserted, "a call was served twice")
    }
    precondition(length == answer.count, "the server sent part of a frame")
}

/// A message of a type that the first byte chooses is refused, or survives the way out and in again.
private func decodeMessage(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let body = Array(bytes.dropFirst())
    switch choice % 8 {
    case 0: roundTrip(TtrpcRequest.self, body)
    case 1: roundTrip(TtrpcResponse.self, body)
    case 2: roundTrip(GoogleStatus.self, body)
    case 3: roundTrip(RegisterPetitionRequest.self, body)
    case 4: roundTrip(Petition.self, body)
    case 5: roundTrip(JournalEntry.self, body)
    case 6: roundTrip(ApplyAgenciesRequest.self, body)
    default: roundTrip(ListPetitionsRequest.self, body)
    }
}

private func roundTrip<M: Message>(_ type: M.Type, _ bytes: [UInt8]) {
    guard let message = try? M(serialized: bytes) else { return }
    guard let again = try? message.serialized(), let back = try? M(serialized: again) else {
        preconditionFailure("\(M.typeName) was read and can not be written and read again")
    }
    precondition(
        (try? back.serialized()) == again,
        "\(M.typeName) is another one after the way out and in"
    )
    // What a caller sent is kept in a form that it has once and for all.
    guard let received = try? M(received: bytes).serialized() else { return }
    precondition(
        (try? M(received: received).serialized()) == received,
        "\(M.typeName) becomes another one each time it is received"
    )
}

/// A text is no JSON, or no request, or becomes bytes of the request's type.
private func readJSON(_ bytes: [UInt8]) {
    guard let value = try? JSONValue(parsing: String(decoding: bytes, as: UTF8.self)) else {
        return
    }
    let type = RegisterPetitionRequest.typeName
    guard let request = try? MessageJSON.decode(value, type: type) else { return }
    guard (try? RegisterPetitionRequest(serialized: request)) != nil else {
        preconditionFailure("JSON became bytes that are no \(type)")
    }
}
