/// The room that a peer has to send in, made anew once half of it is used.
struct ReadWindow {
    private let target: Int
    /// Bytes that the peer may still send.
    var left: Int

    /// A window of a size in bytes, all of it free.
    init(_ target: Int) {
        self.target = target
        left = target
    }

    /// Fills it up; the bytes of room to tell the peer of, or nothing when that is not worth a frame.
    mutating func refill() -> Int? {
        guard left <= target / 2 else { return nil }
        defer { left = target }
        return target - left
    }
}
