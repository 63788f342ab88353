import Casework
package import Messages
import RPC
import Records
import Storage

/// The server itself.
package struct SystemService: SystemHandlers {
    private let desk: Desk

    /// Release of the server.
    package static let version = "0.1.0"

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func getStatus(
        _ request: GetStatusRequest,
        _ call: Call
    ) throws -> Encoded<ServerStatus> {
        let statistics = desk.records.store.statistics()
        return Encoded(
            ServerStatus(
                version: Self.version,
                storeId: desk.records.storeID,
                position: desk.records.news.position,
                calendarVersion: try desk.calendar(of: call.principal.agency).version,
                syncedWrites: Int64(statistics.groups),
                commands: Int64(statistics.commands),
                refused: Int64(statistics.refused),
                today: desk.today.iso,
                keyUnavailable: !desk.records.vault.hasKey,
                epoch: try desk.records.read { try $0.epochs().current }
            )
        )
    }

    package func verifyStore(
        _ request: VerifyStoreRequest,
        _ call: Call
    ) throws -> Encoded<VerifyReport> {
        Encoded(try desk.records.verify())
    }

    package func traceCall(
        _ request: TraceCallRequest,
        _ call: Call
    ) throws -> Encoded<CallTrace> {
        var checks = Checks(today: desk.today)
        checks.require(
            [16, 32].contains(request.id.utf8.count),
            "id",
            "is no support id of 16 and no trace id of 32 hexadecimal digits",
            "copy it from the failure: google.rpc.RequestInfo, or the line of kntc-admin"
        )
        try checks.finish()
        let calls = call.transport.entry?.ledger.calls(named: request.id) ?? []
        guard !calls.isEmpty else {
            throw Status(
                .callNotFound,
                "none of the last calls has that support id or trace; the log has the older ones"
            )
        }
        return Encoded(CallTrace(calls: calls.prefix(Self.tracedMax).map(TracedCall.init)))
    }

    /// Calls of one trace that are told.
    private static let tracedMax = 200
}

extension TracedCall {
    fileprivate init(_ call: CallRecord) {
        self.init(
            supportId: call.supportID,
            traceId: call.traceID,
            door: call.door,
            path: call.path,
            agency: call.agency,
            beganAt: call.began,
            tookUs: Int64(call.duration / .microseconds(1)),
            outcome: call.code?.name ?? "OK",
            failure: call.reason,
            refusedBy: call.rule,
            bytesIn: Int64(call.bytesIn),
            bytesOut: Int64(call.bytesOut)
        )
    }
}
