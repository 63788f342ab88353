import ArgumentParser
import Foundation

/// Where passwords and codes come from: asked for on a terminal without showing them, else read
/// from a descriptor, a line each; never from the command line, which others see.
struct Secrets: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read passwords and codes from this descriptor, a line each, instead of asking",
            valueName: "number"
        )
    )
    var secretsFd: Int32?

    func validate() throws {
        guard let secretsFd, secretsFd < 0 else { return }
        throw ValidationError("--secrets-fd is no descriptor: \(secretsFd)")
    }

    /// Whether a person is asked.
    var areAsked: Bool { secretsFd == nil && isatty(STDIN_FILENO) == 1 }

    /// The next secret.
    ///
    /// - Parameters:
    ///   - prompt: What a person is asked for.
    ///   - isShown: Whether the terminal shows what is typed, as for codes that are good once.
    /// - Returns: What was typed, without the line end.
    /// - Throws: A usage `Failure` when there is no line left.
    func next(_ prompt: String, isShown: Bool = false) throws(Failure) -> String {
        let descriptor = secretsFd ?? STDIN_FILENO
        guard areAsked else { return try Self.line(of: descriptor) }
        // The terminal changes before it asks: the change drops what was typed before.
        let wasShown = isShown ? false : Self.setEcho(false)
        defer {
            if wasShown { _ = Self.setEcho(true) }
            if !isShown { Terminal().note("") }
        }
        Terminal().error("\(prompt): ")
        return try Self.line(of: descriptor)
    }

    /// A new password, asked for twice.
    ///
    /// - Throws: A usage `Failure` when both differ.
    func newPassword() throws(Failure) -> String {
        let password = try next("Mật khẩu mới")
        guard areAsked else { return password }
        guard try next("Nhập lại mật khẩu mới") == password else {
            throw Failure(usage: "the two passwords differ")
        }
        return password
    }

    /// A line, byte by byte: what comes after it is for the next one.
    private static func line(of descriptor: Int32) throws(Failure) -> String {
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        var bytes: [UInt8] = []
        while bytes.count <= 4_096 {
            guard let byte = (try? handle.read(upToCount: 1))?.first else {
                guard !bytes.isEmpty else { break }
                return String(decoding: bytes, as: UTF8.self)
            }
            if byte == 10 { return String(decoding: bytes, as: UTF8.self) }
            if byte != 13 { bytes.append(byte) }
        }
        throw Failure(usage: "a password or code is missing: give each on a line of its own")
    }

    /// Lets the terminal show what is typed, or not; whether it did before.
    private static func setEcho(_ isOn: Bool) -> Bool {
        var settings = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &settings) == 0 else { return false }
        let wasOn = settings.c_lflag & tcflag_t(ECHO) != 0
        if isOn {
            settings.c_lflag |= tcflag_t(ECHO)
        } else {
            settings.c_lflag &= ~tcflag_t(ECHO)
        }
        _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        return wasOn
    }
}
