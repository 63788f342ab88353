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
        Maker(RecordMethods.correctEntry) {
            CorrectEntryRequest(
                requestId: id,
                record: petition($0),
                etag: "1",
                fields: [FieldCorrection(field: "summary", valueJson: #""Nội dung khác""#)],
                reason: "Nhập nhầm"
            )
        },
        Maker(RecordMethods.voidEntry) {
            VoidEntryRequest(requestId: id, record: petition($0), reason: "Nhập nhầm")
        },
        Maker(RecordMethods.undoStep) {
            UndoStepRequest(
                requestId: id,
                record: petition($0),
                position: 1,
                reason: "Nhập nhầm"
            )
        },
        Maker(RecordMethods.moveEntry) {
            MoveEntryRequest(
                requestId: id,
                record: petition($0),
                to: petition($0),
                reason: "Nhập nhầm"
            )
        },
        Maker(own: RecordMethods.importRecord, ImportRecordRequest(requestId: id)),
        Maker(RecordMethods.confirmImport) {
            ConfirmImportRequest(requestId: id, record: petition($0))
        },
        Maker(own: LawMethods.listSettings, ListSettingsRequest()),
        Maker(own: LawMethods.setSetting, SetSettingRequest(requestId: id)),
        Maker(own: LawMethods.listTransitions, ListTransitionsRequest()),
    ]
}
