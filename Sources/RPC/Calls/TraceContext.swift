package import Instrumentation
import ServiceContextModule

/// The W3C trace that a call belongs to (`traceparent`, `tracestate`): carried from whoever calls to
/// whomever is called, and never sent by those who were given none.
package struct TraceContext: Hashable, Sendable {
    /// The trace, 32 hexadecimal digits.
    package let traceID: String
    /// What travels in `traceparent`.
    package let parent: String
    /// What travels in `tracestate`; empty when nothing does.
    package let state: String

    /// Reads what travelled; nil for what is no `traceparent` of the public form.
    ///
    /// - Parameters:
    ///   - parent: version, trace, span and flags: `00-` 32 `-` 16 `-` 2 digits.
    ///   - state: What the tracing systems on the way have added.
    package init?(parent: String, state: String = "") {
        let parts = parent.split(separator: "-", omittingEmptySubsequences: false)
        let isShaped =
            parts.count >= 4
            && zip(parts, [2, 32, 16, 2]).allSatisfy { part, count in
                part.utf8.count == count
                    && part.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            }
        // Version 00 has four parts; later ones may have more, ff is none.
        guard isShaped, parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        traceID = String(parts[1])
        self.parent = parent
        self.state = state
    }
}

private enum TraceContextKey: ServiceContextKey {
    typealias Value = TraceContext
}

extension ServiceContext {
    /// Does something in a context; in the one there is when none is given.
    static func with(_ context: ServiceContext?, _ body: () -> Void) {
        guard let context else { return body() }
        withValue(context, operation: body)
    }

    /// The W3C trace that the work belongs to.
    package var trace: TraceContext? {
        get { self[TraceContextKey.self] }
        set { self[TraceContextKey.self] = newValue }
    }
}

/// Carries the W3C trace between the metadata of calls and the context of the work.
package struct TraceInstrument: Instrument {
    private static let parent = "traceparent"
    private static let state = "tracestate"

    /// An instrument.
    package init() {}

    /// Puts the trace of a carrier into a context.
    package func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier,
        into context: inout ServiceContext,
        using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let parent = extractor.extract(key: Self.parent, from: carrier) else { return }
        context.trace = TraceContext(
            parent: parent,
            state: extractor.extract(key: Self.state, from: carrier) ?? ""
        )
    }

    /// Puts the trace of a context into a carrier.
    package func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext,
        into carrier: inout Carrier,
        using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let trace = context.trace else { return }
        injector.inject(trace.parent, forKey: Self.parent, into: &carrier)
        guard !trace.state.isEmpty else { return }
        injector.inject(trace.state, forKey: Self.state, into: &carrier)
    }
}

/// Reads and writes the metadata of a call.
private struct MetadataCarrier: Extractor, Injector {
    func extract(key: String, from carrier: RPCMetadata) -> String? { carrier[key] }

    func inject(_ value: String, forKey key: String, into carrier: inout RPCMetadata) {
        guard carrier[key] == nil else { return }
        carrier.entries.append(RPCMetadata.Entry(key: key, value: value))
    }
}

extension RPCMetadata {
    /// The context of work that is done for these; nil when they tell of none.
    var serviceContext: ServiceContext? {
        guard !entries.isEmpty else { return nil }
        var context = ServiceContext.topLevel
        TraceInstrument().extract(self, into: &context, using: MetadataCarrier())
        return context.isEmpty ? nil : context
    }

    /// The same with the trace of the present work, where it has one.
    var traced: RPCMetadata {
        guard let context = ServiceContext.current else { return self }
        var copy = self
        TraceInstrument().inject(context, into: &copy, using: MetadataCarrier())
        return copy
    }
}
