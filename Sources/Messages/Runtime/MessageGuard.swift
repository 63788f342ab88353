import CMessages

/// Looks through the bytes of a message before libprotobuf-c does, which has no bound on depth or
/// memory, lets broken UTF-8 pass and cuts texts at a NUL.
struct MessageGuard {
    /// Whether texts are refused that hold other characters than people write.
    let refusesControls: Bool

    /// Checks the bytes against the shape.
    ///
    /// - Throws: `MessageError` naming the first field that breaks a rule.
    func check(
        _ buffer: UnsafeRawBufferPointer,
        as descriptor: MessageDescriptor
    ) throws(MessageError) {
        guard buffer.count <= MessageLimits.bytesMax else {
            throw MessageError(path: "", rule: .tooLarge)
        }
        unsafe try check(buffer, descriptor, depth: 1)
    }

    private func check(
        _ buffer: UnsafeRawBufferPointer,
        _ descriptor: MessageDescriptor,
        depth: Int
    ) throws(MessageError) {
        guard depth <= MessageLimits.nestingMax else {
            throw MessageError(path: "", rule: .tooDeep)
        }
        var cursor = unsafe Cursor(buffer)
        var counts = [Int](repeating: 0, count: descriptor.fieldCount)
        var unknown = 0
        while !cursor.isAtEnd {
            let (number, wireType) = try cursor.tag()
            guard let place = descriptor.place(of: number) else {
                unknown += 1
                guard unknown <= MessageLimits.unknownFieldsMax else {
                    throw MessageError(path: "", rule: .tooManyUnknown)
                }
                _ = unsafe try cursor.content(wireType)
                continue
            }
            let field = descriptor.field(place)
            do throws(MessageError) {
                let content = unsafe try cursor.content(wireType)
                counts[place] += unsafe try check(field, wireType, content, depth)
            } catch {
                let isElement = field.isRepeated && wireType == field.wireType
                throw error.inside(isElement ? "\(field.name)[\(counts[place])]" : field.name)
            }
            guard counts[place] <= MessageLimits.repeatedMax else {
                throw MessageError(path: field.name, rule: .tooMany)
            }
            // libprotobuf-c would merge, but not as the format says.
            guard counts[place] <= 1 || !field.isSingleMessage else {
                throw MessageError(path: field.name, rule: .givenTwice)
            }
        }
    }

    /// Checks one occurrence of a field and gives the number of values in it.
    private func check(
        _ field: FieldDescriptor,
        _ wireType: UInt8,
        _ content: UnsafeRawBufferPointer,
        _ depth: Int
    ) throws(MessageError) -> Int {
        let single = field.wireType
        guard wireType == single || (wireType == 2 && field.isRepeated && single != 2) else {
            throw MessageError(path: "", rule: .wrongWireType)
        }
        if wireType != single {
            return unsafe try packed(content, single)
        }
        switch field.type {
        case PROTOBUF_C_TYPE_STRING:
            unsafe try text(content)
        case PROTOBUF_C_TYPE_MESSAGE:
            unsafe try check(content, field.message, depth: depth + 1)
        default:
            break
        }
        return 1
    }

    private func packed(
        _ content: UnsafeRawBufferPointer,
        _ wireType: UInt8
    ) throws(MessageError) -> Int {
        var cursor = unsafe Cursor(content)
        var count = 0
        while !cursor.isAtEnd {
            _ = unsafe try cursor.content(wireType)
            count += 1
        }
        return count
    }

    private func text(_ content: UnsafeRawBufferPointer) throws(MessageError) {
        guard !(unsafe content.contains(0)) else { throw MessageError(path: "", rule: .nul) }
        do {
            let letters = unsafe try UTF8Span(validating: content.bindMemory(to: UInt8.self).span)
            guard refusesControls else { return }
            var scalars = letters.makeUnicodeScalarIterator()
            while let scalar = scalars.next() {
                guard !scalar.isControl else { throw MessageError(path: "", rule: .control) }
            }
        } catch let error as MessageError {
            throw error
        } catch {
            throw MessageError(path: "", rule: .invalidUTF8)
        }
    }
}

extension Unicode.Scalar {
    /// Whether it writes nothing but steers a terminal or the direction of letters; tabs and ends of
    /// lines are text.
    fileprivate var isControl: Bool {
        switch value {
        case 0x09, 0x0a, 0x0d: false
        case 0..<0x20, 0x7f..<0xa0: true
        case 0x061c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}

/// Walks along the bytes of a message.
@safe struct Cursor {
    private var rest: UnsafeRawBufferPointer

    init(_ buffer: UnsafeRawBufferPointer) {
        unsafe rest = buffer
    }

    var isAtEnd: Bool { unsafe rest.isEmpty }

    /// A field's number and wire type.
    ///
    /// libprotobuf-c reads at most five bytes of them.
    mutating func tag() throws(MessageError) -> (number: UInt32, wireType: UInt8) {
        let before = unsafe rest.count
        let tag = try varint()
        guard unsafe before - rest.count <= 5, tag <= UInt64(UInt32.max), tag >> 3 > 0 else {
            throw MessageError(path: "", rule: .invalidTag)
        }
        return (UInt32(tag >> 3), UInt8(tag & 7))
    }

    private mutating func varint() throws(MessageError) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<10 {
            guard index < (unsafe rest.count) else {
                throw MessageError(path: "", rule: .truncated)
            }
            let byte = unsafe rest[index]
            guard index < 9 || byte <= 1 else { break }
            value |= UInt64(byte & 0x7f) << UInt64(7 * index)
            if byte < 0x80 {
                unsafe rest = UnsafeRawBufferPointer(rebasing: rest[(index + 1)...])
                return value
            }
        }
        throw MessageError(path: "", rule: .overlongVarint)
    }

    /// The length of what follows.
    ///
    /// libprotobuf-c reads at most five bytes of it.
    private mutating func length() throws(MessageError) -> UInt64 {
        let before = unsafe rest.count
        let length = try varint()
        guard unsafe before - rest.count <= 5 else {
            throw MessageError(path: "", rule: .overlongVarint)
        }
        return length
    }

    /// The bytes of one value, without the length before them.
    mutating func content(_ wireType: UInt8) throws(MessageError) -> UnsafeRawBufferPointer {
        switch wireType {
        case 0:
            let before = unsafe rest
            _ = try varint()
            let count = unsafe before.count - rest.count
            return unsafe UnsafeRawBufferPointer(rebasing: before[..<count])
        case 1: return unsafe try take(8)
        case 2: return unsafe try take(try length())
        case 5: return unsafe try take(4)
        case 3, 4: throw MessageError(path: "", rule: .group)
        default: throw MessageError(path: "", rule: .malformed)
        }
    }

    private mutating func take(_ count: UInt64) throws(MessageError) -> UnsafeRawBufferPointer {
        guard count <= UInt64(unsafe rest.count) else {
            throw MessageError(path: "", rule: .truncated)
        }
        let taken = unsafe UnsafeRawBufferPointer(rebasing: rest[..<Int(count)])
        unsafe rest = UnsafeRawBufferPointer(rebasing: rest[Int(count)...])
        return unsafe taken
    }
}
