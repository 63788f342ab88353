import RPC

/// The ledger of calls in Prometheus' text format.
///
/// How the durations are spread is told by method; the rest by method and agency, because a table of
/// ranges for each pair would be larger than monitors take.
struct CallMetrics {
    private let methods: [(path: String, counts: MethodCounters.Counts)]

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
        let name = "kntc_call_seconds"
        return methods.reduce("# TYPE \(name) histogram\n") { text, method in
            var total = 0
            let ends = MethodCounters.bounds.map { "\($0 / 1_000)" } + ["+Inf"]
            let ranges = zip(ends, method.counts.ranges).map { end, count in
                total += count
                return "\(name)_bucket{method=\"\(method.path)\",le=\"\(end)\"} \(total)\n"
            }
            let sum = method.counts.byAgency.values.reduce(0) { $0 + $1.seconds }
            return text + ranges.joined()
                + "\(name)_sum{method=\"\(method.path)\"} \(sum)\n"
                + "\(name)_count{method=\"\(method.path)\"} \(total)\n"
        }
    }

    /// One line for each pair of method and agency, and for each further label of it.
    private func byAgency<Value>(
        _ name: String,
        _ type: String,
        _ values: (MethodCounters.Agency) -> [(label: String, value: Value)]
    ) -> String {
        var text = "# TYPE \(name) \(type)\n"
        for (path, counts) in methods {
            for (agency, counted) in counts.byAgency.sorted(by: { $0.key < $1.key }) {
                for (label, value) in values(counted) {
                    text += "\(name){method=\"\(path)\",agency=\"\(agency)\"\(label)} \(value)\n"
                }
            }
        }
        return text
    }
}
