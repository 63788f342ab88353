import Messages

extension FiledRecord {
    /// The commands that mend a record of any kind, and the one that takes over an imported one.
    ///
    /// Whoever is mistaken corrects, voids, undoes or moves; nothing is deleted, and the journal
    /// keeps what stood there before.
    package static var mending: [StateTransition<Self>] {
        let standing = State.known.filter { $0.rawValue != 0 && $0 != voided }
        return [
            StateTransition(
                "RecordService/CorrectEntry",
                "Đính chính thông tin đã nhập",
                from: standing,
                needs: "a record that is not void",
                basis: Self.correctness
            ),
            StateTransition(
                "RecordService/VoidEntry",
                "Huỷ hồ sơ nhập nhầm",
                from: standing,
                to: [voided],
                needs: "a record that is not void",
                basis: Self.correctness
            ),
            StateTransition(
                "RecordService/UndoStep",
                "Hoàn tác bước vừa thực hiện",
                from: standing + [voided],
                basis: Self.correctness
            ),
            StateTransition(
                "RecordService/MoveEntry",
                "Chuyển sang đúng hồ sơ",
                from: standing,
                needs: "a record that is not void",
                basis: Self.correctness
            ),
            StateTransition(
                "RecordService/ConfirmImport",
                "Xác nhận hồ sơ chuyển từ hệ thống cũ",
                from: standing,
                needs: "a record that is not void",
                basis: Self.correctness
            ),
        ]
    }

    /// Data in the national database are complete, exact and up to date.
    private static var correctness: String { "NĐ 55/2022/NĐ-CP Đ.8" }

    /// The state of what was entered by mistake.
    package static var voided: State { State(rawValue: 90) }

    /// What keeps one of the mending commands from acting; nil when nothing does.
    package func mendingObstacle(to method: String) -> Obstacle? {
        switch method {
        case _ where !Self.isMendable && Self.mending.contains { $0.method == method }:
            Obstacle(
                .guard,
                "a record that may be mended; who asked for an identity and who read it stands",
                vi: "hồ sơ được phép đính chính; việc tiếp cận thông tin giữ nguyên",
                basis: Self.correctness
            )
        case "RecordService/ConfirmImport" where (imported?.confirmedOn ?? "x") != "":
            Obstacle(
                .guard,
                "an imported record that is not confirmed yet",
                vi: "hồ sơ chuyển từ hệ thống cũ chưa được xác nhận",
                basis: Self.correctness
            )
        case "RecordService/MoveEntry" where liesIn == nil:
            Obstacle(
                .guard,
                "something that lies in the file of another record",
                vi: "tài liệu hoặc đơn nằm trong hồ sơ khác",
                basis: Self.correctness
            )
        default: nil
        }
    }
}

/// Why a record is mended, and who consents.
struct Consent {
    let reason: String
    let office: String

    /// Demands a reason, and the head's consent once the record was approved or dispatched.
    func check(
        settled: Bool,
        _ agency: Agency,
        _ senders: SenderNames,
        _ today: Day,
        _ checks: inout Checks
    ) {
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        if settled || !office.isEmpty {
            agency.checkHead(office: office, on: today, &checks)
        }
    }
}
