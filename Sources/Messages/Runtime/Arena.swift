import CMessages

/// Memory of one decoding or encoding: taken in blocks, freed as a whole, bounded.
@safe final class Arena {
    private var blocks: [UnsafeMutableRawPointer]
    private var next: UnsafeMutableRawPointer
    private var left: Int
    private var taken: Int
    private var spill: UnsafeMutableRawPointer
    private var spillSize = 0
    /// Whether more was demanded than it may give.
    private(set) var isOutgrown = false

    /// Takes a first block for a message of about `bytes`.
    init(expecting bytes: Int) {
        let size = max(4_096, bytes * 4)
        unsafe next = .allocate(byteCount: size, alignment: 16)
        left = size
        taken = size
        unsafe blocks = [next]
        unsafe spill = next
    }

    deinit {
        unsafe blocks.forEach { unsafe $0.deallocate() }
    }

    /// Memory for `count` bytes, or nil when the arena has given all that it may.
    func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
        let size = (count + 15) & ~15
        if size > left {
            let block = max(size, min(taken, 1 << 20))
            guard taken + block <= MessageLimits.arenaBytesMax else { return nil }
            unsafe next = .allocate(byteCount: block, alignment: 16)
            unsafe blocks.append(next)
            left = block
            taken += block
        }
        let pointer = unsafe next
        unsafe next += size
        left -= size
        return unsafe pointer
    }

    /// Memory for what this process encodes; `isOutgrown` tells when that was too much.
    ///
    /// The message is lost by then and nobody reads it, so all that is still written of it goes
    /// over and over into one block: those who write need not stop, and memory stays bounded.
    func demand(_ count: Int) -> UnsafeMutableRawPointer {
        if !isOutgrown, let pointer = unsafe allocate(count) { return unsafe pointer }
        isOutgrown = true
        if count > spillSize {
            spillSize = max(4_096, count, spillSize * 2)
            unsafe spill = .allocate(byteCount: spillSize, alignment: 16)
            unsafe blocks.append(spill)
        }
        return unsafe spill
    }

    /// Lends the arena to libprotobuf-c as its allocator.
    func withAllocator<R>(_ body: (UnsafeMutablePointer<ProtobufCAllocator>) -> R) -> R {
        var allocator = unsafe ProtobufCAllocator(
            alloc: { context, count in
                guard let context = unsafe context else { return nil }
                return unsafe Unmanaged<Arena>.fromOpaque(context).takeUnretainedValue()
                    .allocate(count)
            },
            free: { _, _ in },
            allocator_data: Unmanaged.passUnretained(self).toOpaque()
        )
        return unsafe body(&allocator)
    }
}
