import Casework
package import Messages
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
}
