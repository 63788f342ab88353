import Messages
import TestSupport

extension Maker {
    private static func petition(_ names: Names) -> RecordReference {
        RecordReference(kind: .petition, id: names.petition)
    }

    /// What holds for every record.
    static let records = [
        Maker(RecordMethods.listActions) { ListActionsRequest(record: petition($0)) },
        Maker(RecordMethods.getRecordAsOf) {
            GetRecordAsOfRequest(record: petition($0), moment: .position(1_000))
        },
        Maker(RecordMethods.getChanges) { GetChangesRequest(record: petition($0)) },
        Maker(own: LawMethods.listTransitions, ListTransitionsRequest()),
    ]
}
