import CMessages

/// Memory of one decoding or encoding: taken in blocks, freed as a whole, bounded.
@safe final class Arena {
    private var blocks: [UnsafeMutableRawPointer]
    private var next: UnsafeMutableRawPointer
    private var left: Int
    private var taken: Int

    /// Takes a first block for a message of about `bytes`.
    init(expecting bytes: Int) {
        let size = max(4_096, bytes * 4)
        unsafe next = .allocate(byteCount: size, alignment: 16)
        left = size
        taken = size
        unsafe blocks = [next]
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

    /// Memory for what this process encodes: its own values are within the arena's bound.
    func demand(_ count: Int) -> UnsafeMutableRawPointer {
        guard let pointer = unsafe allocate(count) else {
            preconditionFailure("a message of this server outgrew the arena: limits come first")
        }
        return unsafe pointer
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
