import CRocksDB
import Glibc

/// Lends bytes to C as `char` and length; the pointer is never nil, which RocksDB asserts.
func withCBytes<R>(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>, Int) -> R) -> R {
    let lent: [UInt8] = bytes.isEmpty ? [0] : bytes
    return unsafe lent.withUnsafeBytes { buffer in
        unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
            guard let start = characters.baseAddress else {
                preconditionFailure("an array that is not empty has an address")
            }
            return unsafe body(start, bytes.count)
        }
    }
}

/// Copies the bytes that C lends.
func copyCBytes(_ start: UnsafePointer<CChar>, _ count: Int) -> [UInt8] {
    unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
}

/// The last argument of a fallible call: where RocksDB puts the text of its error.
typealias ErrorSlot = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Makes a fallible call and throws the error that it left behind.
func checked<R>(_ call: (ErrorSlot) -> R) throws(StorageError) -> R {
    var message: UnsafeMutablePointer<CChar>? = nil
    let result = unsafe call(&message)
    guard let text = unsafe message else { return result }
    defer { unsafe rocksdb_free(text) }
    throw unsafe StorageError(rocksDBMessage: String(cString: text))
}

extension StorageError {
    /// Classifies an error by the beginning of its text, for the C interface has no codes.
    fileprivate init(rocksDBMessage message: String) {
        self = message.hasPrefix("Corruption") ? .corruption(message) : .io(message)
    }
}
