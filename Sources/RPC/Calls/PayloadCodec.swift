/// Turns what a door carries into the messages that handlers take, and back; used off the event loops.
package struct PayloadCodec: Sendable {
    /// The message of a request.
    package let decode: @Sendable ([UInt8]) throws(Status) -> [UInt8]
    /// What is sent for a message.
    package let reply: @Sendable ([UInt8]) throws(Status) -> [UInt8]

    /// A codec of these functions.
    package init(
        decode: @escaping @Sendable ([UInt8]) throws(Status) -> [UInt8],
        reply: @escaping @Sendable ([UInt8]) throws(Status) -> [UInt8]
    ) {
        self.decode = decode
        self.reply = reply
    }

    func encode(_ result: Result<[UInt8], Status>) -> Result<[UInt8], Status> {
        result.flatMap { message in
            do throws(Status) { return .success(try reply(message)) } catch {
                return .failure(error)
            }
        }
    }
}
