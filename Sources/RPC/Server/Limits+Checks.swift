import Messages

extension Limits {
    /// Holds a payload against its limit.
    ///
    /// - Throws: RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE.
    package func check(payload bytes: Int) throws(Status) {
        try Self.check(payload: bytes, max: payloadBytesMax)
    }

    /// Holds a payload against a limit of its own.
    ///
    /// - Throws: RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE.
    package static func check(payload bytes: Int, max: Int) throws(Status) {
        guard bytes > max else { return }
        throw .tooLarge(.payloadTooLarge, "payload bytes", found: bytes, max: max)
    }

    /// Holds a reply against the limit of payloads.
    ///
    /// - Throws: RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE.
    package func check(reply bytes: Int) throws(Status) {
        guard bytes > payloadBytesMax else { return }
        throw .replyTooLarge(found: bytes, max: payloadBytesMax)
    }

    /// Holds metadata against its limits.
    func check(_ metadata: RPCMetadata) throws(Status) {
        let entries = metadata.entries
        guard entries.count <= metadataEntriesMax else {
            throw .tooLarge(
                .metadataTooLarge,
                "metadata entries",
                found: entries.count,
                max: metadataEntriesMax
            )
        }
        let bytes = entries.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard bytes <= metadataBytesMax else {
            throw .tooLarge(
                .metadataTooLarge,
                "metadata bytes",
                found: bytes,
                max: metadataBytesMax
            )
        }
    }
}
