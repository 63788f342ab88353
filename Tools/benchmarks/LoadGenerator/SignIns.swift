import ArgumentParser
import Crypto
import Foundation
import Messages
import RPC
import Synchronization

/// Signs officers in, as in the first minutes of a working day.
struct LoadSignIns: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in",
        abstract: "Enrol officers, then sign them in by password and one-time code"
    )

    @OptionGroup var target: Target
    @OptionGroup var load: Load

    @Option(help: "How many officers; each has two one-time codes, and one more every 30 seconds")
    var officers = 64

    func validate() throws {
        guard (1...1_000).contains(officers) else {
            throw ValidationError("--officers is not 1 to 1000: \(officers)")
        }
    }

    func run() async throws {
        let client = try await target.connect()
        let enrolled = try await Enrolled.officers(officers, through: client)
        await client.close()
        let desk = SignInDesk(enrolled)
        try await measure(target, load) { _, _ in try desk.next() }.printJSON()
    }
}

/// An officer with what it signs in with.
struct Enrolled: Sendable {
    static let password = "con mèo xanh ngủ trưa"

    let officer: String
    let secret: [UInt8]
    /// The last step whose code was used.
    var step: Int64

    /// Puts officers in the directory, grants them a role and enrols them.
    static func officers(_ count: Int, through client: RPCClient) async throws -> [Enrolled] {
        let codes = (0..<count).map { "load.\($0)" }
        let agency = try await Directory.communes(through: client)[0]
        for start in stride(from: 0, to: count, by: 50) {
            let some = codes[start..<min(start + 50, count)]
            try await grant(Array(some), agency, role: "officer", through: client)
        }
        var enrolled: [Enrolled] = []
        for code in codes { enrolled.append(try await enrol(code, through: client)) }
        return enrolled
    }

    /// Enrols the head of a body and of all below it.
    static func head(
        _ code: String,
        of agency: String,
        through client: RPCClient
    ) async throws -> Enrolled {
        try await grant([code], agency, role: "head", through: client)
        return try await enrol(code, through: client)
    }

    /// Signs in; the token of the session.
    mutating func signIn(through client: RPCClient) async throws -> String {
        step += 1
        let request = SignInRequest(officer: officer, password: Self.password, code: code(step))
        return try await client.call(AccessMethods.signIn, request).token
    }

    /// Puts officers in the directory and grants them a role.
    private static func grant(
        _ officers: [String],
        _ agency: String,
        role: String,
        through client: RPCClient
    ) async throws {
        let grant = try await granted(officers, agency, role: role, through: client)
        let approve = ApproveGrantRequest(
            requestId: UUID().uuidString,
            id: grant.id,
            etag: grant.etag
        )
        _ = try await client.call(
            GrantMethods.approveGrant,
            approve,
            metadata: ["kntc-identity": "administrator@H29/second"]
        )
    }

    private static func granted(
        _ officers: [String],
        _ agency: String,
        role: String,
        through client: RPCClient
    ) async throws -> Grant {
        let first: RPCMetadata = ["kntc-identity": "administrator@H29/first"]
        let apply = ApplyOfficersRequest(
            requestId: UUID().uuidString,
            officers: officers.map { Officer(code: $0, agency: agency) }
        )
        _ = try await client.call(DirectoryMethods.applyOfficers, apply, metadata: first)
        let grant = Grant(
            role: role,
            officers: officers,
            units: [agency],
            subtree: role == "head",
            validFrom: "2026-01-01"
        )
        let propose = ProposeGrantRequest(requestId: UUID().uuidString, grant: grant)
        let receipt = try await client.call(
            GrantMethods.proposeGrant,
            propose,
            metadata: first
        )
        guard let made = receipt.records.first(where: { $0.record?.kind == .grant }) else {
            throw Unexpected("a receipt of a proposed grant names no grant")
        }
        return Grant(id: made.record?.id ?? "", etag: made.etag)
    }

    private static func enrol(_ officer: String, through client: RPCClient) async throws -> Enrolled
    {
        let invited = try await client.call(
            AccessMethods.enrolOfficer,
            EnrolOfficerRequest(officer: officer),
            metadata: ["kntc-identity": "administrator@H29/first"]
        )
        let enrol = EnrolRequest(
            officer: officer,
            enrolmentCode: invited.code,
            password: password
        )
        let factor = try await client.call(AccessMethods.enrol, enrol)
        // The oldest code that is taken, so that two are left.
        let made = Enrolled(
            officer: officer,
            secret: bytes(base32: factor.secret),
            step: present - 1
        )
        let confirm = ConfirmEnrolmentRequest(
            officer: officer,
            enrolmentCode: invited.code,
            code: made.code(made.step)
        )
        _ = try await client.call(AccessMethods.confirmEnrolment, confirm)
        return made
    }

    /// The step of now.
    static var present: Int64 { Int64(Date().timeIntervalSince1970) / 30 }

    /// The code of a step, by RFC 6238.
    func code(_ step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let key = SymmetricKey(data: secret)
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: key))
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff
        return String(String(1_000_000 + number % 1_000_000).dropFirst())
    }

    private static func bytes(base32 text: String) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (buffer, bits) = (0, 0)
        var bytes: [UInt8] = []
        for letter in text {
            buffer = (buffer << 5 | (letters.firstIndex(of: letter) ?? 0)) & 0xfff
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
        }
        return bytes
    }
}

/// Gives out the sign-ins of officers who have an unused one-time code.
final class SignInDesk: Sendable {
    private let state: Mutex<(officers: [Enrolled], next: Int)>

    init(_ officers: [Enrolled]) {
        state = Mutex((officers, 0))
    }

    /// The next sign-in; when no officer has a code left, one that the server refuses.
    func next() throws -> Request {
        let request = state.withLock { state in
            let present = Enrolled.present
            for _ in state.officers.indices {
                let index = state.next % state.officers.count
                state.next += 1
                let step = max(state.officers[index].step + 1, present - 1)
                guard step <= present + 1 else { continue }
                state.officers[index].step = step
                break
            }
            let officer = state.officers[(state.next - 1) % state.officers.count]
            return SignInRequest(
                officer: officer.officer,
                password: Enrolled.password,
                code: officer.code(officer.step)
            )
        }
        return Request(
            path: AccessMethods.signIn.info.path,
            payload: try request.serialized(),
            identity: ""
        )
    }
}
