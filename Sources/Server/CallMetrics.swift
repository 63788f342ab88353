import RPC

/// The ledger of calls in Prometheus' text format.
///
/// How the durations are spread is told by method and by agency; the rest for each pair of them, for which a
/// table of ranges would be larger than monitors take.
struct CallMetrics {
    private let methods: [(path: String, agencies: [String: MethodCounters.Agency])]

    init(_ ledger: CallLedger) {
        methods = ledger.byPath.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var text: String {
        seconds
            + byAgency("kntc_calls_started_total", "counter") { [("", $0.started)] }
            + byAgency("kntc_calls_in_flight", "gauge") { [("", $0.inFlight)] }
            + byAgency("kntc_calls_handled_total", "counter") { agency in
                agency.handled.sorted { $0.key < $1.key }.map { (",code=\"\($0.key)\"", $0.value) }
            }
            + byAgency("kntc_call_bytes_received_total", "counter") { [("", $0.bytesIn)] }
            + byAgency("kntc_call_bytes_sent_total", "counter") { [("", $0.bytesOut)] }
            + byAgency("kntc_agency_call_seconds_total", "counter") { [("", $0.seconds)] }
    }

    private var seconds: String {
        let agencies = Dictionary(grouping: methods.flatMap(\.agencies), by: \.key)
        return histogram(
            "kntc_call_seconds",
            of: methods.map { Spread("method=\"\($0.path)\"", $0.agencies.values) }
        )
            + histogram(
                "kntc_agency_seconds",
                of: agencies.sorted { $0.key < $1.key }
                    .map { Spread("agency=\"\($0.key)\"", $0.value.map(\.value)) }
            )
    }

    /// How the durations of calls that are counted together are spread.
    private struct Spread {
        let label: String
        private(set) var ranges = [Int](repeating: 0, count: MethodCounters.bounds.count + 1)
        private(set) var sum = 0.0

        init(_ label: String, _ counted: some Sequence<MethodCounters.Agency>) {
            self.label = label
            for calls in counted {
                ranges = zip(ranges, calls.ranges).map(+)
                sum += calls.seconds
            }
        }
    }

    private func histogram(_ name: String, of spreads: [Spread]) -> String {
        let ends = MethodCounters.bounds.map { "\($0 / 1_000)" } + ["+Inf"]
        return spreads.reduce("# TYPE \(name) histogram\n") { text, spread in
            var total = 0
            let ranges = zip(ends, spread.ranges).map { end, count in
                total += count
                return "\(name)_bucket{\(spread.label),le=\"\(end)\"} \(total)\n"
            }
            return text + ranges.joined() + "\(name)_sum{\(spread.label)} \(spread.sum)\n"
                + "\(name)_count{\(spread.label)} \(total)\n"
        }
    }

    /// One line for each pair of method and agency, and for each further label of it.
    private func byAgency<Value>(
        _ name: String,
        _ type: String,
        _ values: (MethodCounters.Agency) -> [(label: String, value: Value)]
    ) -> String {
        var text = "# TYPE \(name) \(type)\n"
        for (path, agencies) in methods {
            for (agency, counted) in agencies.sorted(by: { $0.key < $1.key }) {
                for (label, value) in values(counted) {
                    text += "\(name){method=\"\(path)\",agency=\"\(agency)\"\(label)} \(value)\n"
                }
            }
        }
        return text
    }
}
