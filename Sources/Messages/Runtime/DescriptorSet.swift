import CMessages

/// The files of the contract as protobuf describes them, for those who ask a server what it serves.
package struct DescriptorSet: Sendable {
    /// One file.
    package struct File: Sendable {
        /// Its path, "kntc/v1/case.proto".
        package let name: String
        /// The `google.protobuf.FileDescriptorProto`.
        package let bytes: [UInt8]
        /// Full names of its services.
        package let services: [String]
        fileprivate let imports: [String]
        fileprivate let symbols: [String]
        fileprivate let extensions: [Extension]
    }

    /// An extension: of which message, and by which number.
    package struct Extension: Hashable, Sendable {
        /// Full name of the message that is extended.
        package let message: String
        /// Number of the field.
        package let number: Int32

        /// Names an extension.
        package init(message: String, number: Int32) {
            self.message = message
            self.number = number
        }
    }

    /// The files of this build.
    package static let contract: DescriptorSet = {
        let count = kntc_descriptor_set_count()
        let bytes = unsafe UnsafeBufferPointer(start: kntc_descriptor_set_bytes(), count: count)
        do {
            return unsafe try DescriptorSet(serialized: Array(bytes))
        } catch {
            preconditionFailure("the descriptor set of the build is broken: \(error)")
        }
    }()

    /// All files, imported ones before those that import them.
    package let files: [File]
    private let byName: [String: File]
    private let bySymbol: [String: File]
    private let byExtension: [Extension: File]

    /// Reads a `google.protobuf.FileDescriptorSet`.
    ///
    /// - Throws: `MessageError` when the bytes are none.
    package init(serialized bytes: [UInt8]) throws(MessageError) {
        files = try DescriptorNode(bytes).all(1).map { file throws(MessageError) in
            try File(file)
        }
        byName = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
        bySymbol = Dictionary(files.flatMap { file in file.symbols.map { ($0, file) } }) { $1 }
        byExtension = Dictionary(
            files.flatMap { file in file.extensions.map { ($0, file) } }
        ) { first, _ in first }
    }

    /// Full names of all services, sorted.
    package var services: [String] { files.flatMap(\.services).sorted() }

    /// A file by its path.
    package func file(named name: String) -> File? { byName[name] }

    /// The file that declares a message, field, enum, value, service or method.
    package func file(declaring symbol: String) -> File? { bySymbol[symbol] }

    /// The file that declares an extension.
    package func file(declaring extended: Extension) -> File? { byExtension[extended] }

    /// Numbers of the extensions of a message, in order.
    package func extensions(of message: String) -> [Int32] {
        byExtension.keys.filter { $0.message == message }.map(\.number).sorted()
    }

    /// A file and all that it imports, itself first.
    package func closure(of file: File) -> [File] {
        var found = [file]
        var next = 0
        while next < found.count {
            for name in found[next].imports where !found.contains(where: { $0.name == name }) {
                if let imported = byName[name] { found.append(imported) }
            }
            next += 1
        }
        return found
    }
}

extension DescriptorSet.File {
    fileprivate init(_ file: DescriptorNode) throws(MessageError) {
        name = try file.text(1)
        bytes = file.bytes
        imports = try file.texts(3)
        let package = try file.text(2)
        let services = try file.all(6)
        self.services = try services.map { service throws(MessageError) in
            "\(package).\(try service.text(1))"
        }
        var declared = DeclaredNames()
        for message in try file.all(4) { try declared.add(message: message, in: package) }
        for list in try file.all(5) { try declared.add(enumeration: list, in: package) }
        for field in try file.all(7) { try declared.add(extension: field, in: package) }
        for service in services {
            let name = "\(package).\(try service.text(1))"
            declared.symbols.append(name)
            for method in try service.all(2) {
                declared.symbols.append("\(name).\(try method.text(1))")
            }
        }
        symbols = declared.symbols
        extensions = declared.extensions
    }
}

/// What a file declares.
private struct DeclaredNames {
    var symbols: [String] = []
    var extensions: [DescriptorSet.Extension] = []

    mutating func add(message: DescriptorNode, in scope: String) throws(MessageError) {
        let name = "\(scope).\(try message.text(1))"
        symbols.append(name)
        for field in try message.all(2) { symbols.append("\(name).\(try field.text(1))") }
        for nested in try message.all(3) { try add(message: nested, in: name) }
        for list in try message.all(4) { try add(enumeration: list, in: name) }
        for field in try message.all(6) { try add(extension: field, in: name) }
    }

    /// The values of a list are names beside it, not inside it.
    mutating func add(enumeration: DescriptorNode, in scope: String) throws(MessageError) {
        symbols.append("\(scope).\(try enumeration.text(1))")
        for value in try enumeration.all(2) { symbols.append("\(scope).\(try value.text(1))") }
    }

    mutating func add(extension field: DescriptorNode, in scope: String) throws(MessageError) {
        symbols.append("\(scope).\(try field.text(1))")
        extensions.append(
            DescriptorSet.Extension(
                message: String(try field.text(2).drop { $0 == "." }),
                number: Int32(clamping: try field.number(3))
            )
        )
    }
}

/// A message of `descriptor.proto`, read by field numbers: its types are recursive, which the codec of
/// the contract refuses.
private struct DescriptorNode {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The messages of a field.
    func all(_ field: UInt32) throws(MessageError) -> [DescriptorNode] {
        try contents(field).map { DescriptorNode($0) }
    }

    /// The texts of a field.
    func texts(_ field: UInt32) throws(MessageError) -> [String] {
        try contents(field).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The text of a field; empty when it is not set.
    func text(_ field: UInt32) throws(MessageError) -> String { try texts(field).last ?? "" }

    /// The number of a field; 0 when it is not set.
    func number(_ field: UInt32) throws(MessageError) -> UInt64 {
        try contents(field).last.map { varint in
            varint.reversed().reduce(0) { $0 << 7 | UInt64($1 & 0x7f) }
        } ?? 0
    }

    private func contents(_ field: UInt32) throws(MessageError) -> [[UInt8]] {
        let outcome = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(MessageError) in
                var cursor = unsafe Cursor(buffer)
                var found: [[UInt8]] = []
                while !cursor.isAtEnd {
                    let (number, wireType) = try cursor.tag()
                    let content = unsafe try cursor.content(wireType)
                    if number == field { found.append(unsafe Array(content)) }
                }
                return found
            }
        }
        return try outcome.get()
    }
}
